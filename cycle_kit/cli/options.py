"""The options of both commands: one for each argument of `load`."""

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import typer

from cycle_kit.cli import typed
from cycle_kit.cli.known import check_known
from cycle_kit.locale import CHOICES, Told

READ = {
    "columns": typed.columns,
    "stages": typed.orders,
    **dict.fromkeys(
        set(typed.NAMES) - {"stages"},
        lambda texts: [name for text in texts for name in typed.names(text)],
    ),
    **dict.fromkeys(typed.FILES, lambda paths: paths[0] if len(paths) == 1 else paths),
}


def load_options(
    history: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="The stage history, if in another file."),
    ] = None,
    leads: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="The leads, if in another file.")
    ] = None,
    lines: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="The product lines of deals: deal, product, amount."),
    ] = None,
    credit: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Shares of deals: deal, owner, share."),
    ] = None,
    activities: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Activities on deals: deal, moment, kind."),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OURS=THEIRS",
            help="A column's name here and in the file: amount='Net value'. Of the history only: "
            "history.stage='To'. The day of a stage: entered.Offer='Sent on'.",
        ),
    ] = None,
    stages: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[PIPELINE=]A,B,C", help="The open stages in their order; once per pipeline."
        ),
    ] = None,
    after: Annotated[
        list[str] | None, typer.Option(metavar="A,B", help="Stages that come after the win.")
    ] = None,
    won: Annotated[
        list[str] | None, typer.Option(metavar="A,B", help="Words that mean won.")
    ] = None,
    lost: Annotated[
        list[str] | None, typer.Option(metavar="A,B", help="Words that mean lost.")
    ] = None,
    dropped: Annotated[
        list[str] | None,
        typer.Option(metavar="A,B", help="Words that mean ended without a decision."),
    ] = None,
    open: Annotated[
        list[str] | None, typer.Option(metavar="A,B", help="Words that mean still open.")
    ] = None,
    dates: Annotated[
        str | None, typer.Option(metavar="ORDER", help="Order of day and month: dmy, mdy or ymd.")
    ] = None,
    zone: Annotated[
        str | None, typer.Option(help="Time zone of stamps without one: Europe/Warsaw.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="What was known at this day's end.")
    ] = None,
    crm: Annotated[
        str | None, typer.Option(help="The export's layout, where two would fit.")
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet of a workbook.")] = None,
    schema: Annotated[
        str | None, typer.Option(metavar="NAME", help="The schema of a database's tables.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Language of the file: fa, pl ...")] = None,
    week_starts: Annotated[
        str | None, typer.Option(metavar="DAY", help="monday, sunday or saturday.")
    ] = None,
    fiscal_year_starts: Annotated[
        int | None, typer.Option(metavar="MONTH", min=1, max=12, help="The fiscal year's month.")
    ] = None,
    calendar: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose months: gregorian or jalali.")
    ] = None,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A cycle.toml with all of this.")
    ] = None,
    max_bytes: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="The most that a file may hold.")
    ] = None,
) -> None:
    """What `load` takes, as options; `taking_load_options` gives them to a command."""


def reader_options(
    locale: Annotated[
        Told | None,
        typer.Option(help="The language in which it is told; else the one that cycle.toml says."),
    ] = None,
    digits: Annotated[
        Literal["latin", "arabic"] | None,
        typer.Option(
            help="Digits of Persian and Arabic; else those that cycle.toml says.",
        ),
    ] = None,
    time_axes: Annotated[
        Literal["ltr", "rtl"] | None,
        typer.Option(
            help="Where time runs in charts of these two; else as cycle.toml says.",
        ),
    ] = None,
) -> None:
    """How a reader wants to be told, as options; `taking_reader_options` gives them to a command."""


def taking_load_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command with these options behind its own; it hears of them as `given`, arguments of `load`."""
    return taking(load_options, "given", command)


def taking_reader_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command with these options behind its own; it hears of them as `reader`."""
    return taking(reader_options, "reader", command)


def taking(
    options: Callable[..., None], heard: str, command: Callable[..., None]
) -> Callable[..., None]:
    ours = inspect.signature(options).parameters
    own = [
        parameter
        for parameter in inspect.signature(command).parameters.values()
        if parameter.name != heard
    ]

    @functools.wraps(command)
    def taken(**said: Any) -> None:
        given = {name: said.pop(name) for name in ours}
        command(**said, **{heard: given})

    behind = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in ours.values()]
    taken.__signature__ = inspect.Signature(  # pyright: ignore[reportAttributeAccessIssue]
        [*(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own), *behind]
    )
    hints = {
        **get_type_hints(command, include_extras=True),
        **get_type_hints(options, include_extras=True),
    }
    taken.__annotations__ = {name: hint for name, hint in hints.items() if name != heard}
    return taken


def written(reader: dict[str, Any]) -> dict[str, str]:
    """With which digits and time axes a reader wants to be told, of what was said."""
    return {name: reader[name] for name in CHOICES if reader[name]}


def arguments(said: dict[str, Any]) -> dict[str, Any]:
    """The arguments of `load` that were given, read and known; CycleKitError for one that is not."""
    given = {name: value for name, value in said.items() if value not in (None, [])}
    given = {name: READ.get(name, lambda value: value)(value) for name, value in given.items()}
    check_known(given)
    return given
