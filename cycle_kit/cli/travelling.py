"""Commands that write answers to take along: `report`, `publish`, `digest` and `export`."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.progress import Progress

from cycle_kit.cli import database
from cycle_kit.cli.beside import beside_of, check_beside
from cycle_kit.cli.known import check_since
from cycle_kit.cli.options import taking_load_options, taking_reader_options, written
from cycle_kit.cli.running import arguments, plain_errors, waiting
from cycle_kit.errors import QuestionError

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help="Your CRM's export, or the address of a database.",
        parser=database.place,
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        metavar="COLUMN=VALUE", help="Only these deals: pipeline=B2B, owner='Ada'. Again for more."
    ),
]
Mask = Annotated[
    bool, typer.Option("--mask", help="Numbers in the place of deals, accounts, owners and leads.")
]
Since = Annotated[
    str | None,
    typer.Option(
        metavar="DAY", help="What changed since: 2025-09-30, 7d, 2w or 1m before the end."
    ),
]


@taking_load_options
@taking_reader_options
def report(
    files: Files,
    *,
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="FILE", help="An .html or a .pdf file.")
    ] = Path("report.html"),
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Print it, by an installed Chromium, Chrome or Edge.")
    ] = False,
    since: Since = None,
    period: Annotated[
        Literal["month", "quarter", "year"] | None,
        typer.Option(help="Begin with a review of the last complete one."),
    ] = None,
    beside: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHAT",
            help="Set beside previous-period, last-year, rest-of-the-team, or owner='Bo'; owner again for more.",
        ),
    ] = None,
    where: Where = None,
    mask: Mask = False,
    reader: dict[str, Any],
    given: dict[str, Any],
) -> None:
    """All pages in one file that opens anywhere, without a server and without the network."""
    out = out.with_suffix(".pdf") if pdf else out

    def write(pipe: Any, beside: Any = None) -> None:
        from cycle_kit.reports.report import report

        wanted = {"since": since, "period": period, "mask": mask, "locale": reader["locale"]}
        asked = {name: said for name, said in wanted.items() if said}
        asked |= {} if beside is None else {"beside": beside}
        path = report(pipe, out, **asked)
        typer.echo(f"{path}: {path.stat().st_size / 1e6:.1f} MB")

    with plain_errors():
        check_since(since)
        check_beside(beside or [])
        taken_along(files, given, where, reader, write, beside=beside or [])


@taking_load_options
@taking_reader_options
def digest(
    files: Files,
    *,
    since: Since = "7d",
    form: Annotated[
        Literal["text", "markdown", "html"], typer.Option("--format", help="For a mail: html.")
    ] = "text",
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE", help="A file; else it is printed."),
    ] = None,
    where: Where = None,
    mask: Mask = False,
    reader: dict[str, Any],
    given: dict[str, Any],
) -> None:
    """The last days in ten sentences, for a mail or a chat."""

    def write(pipe: Any) -> None:
        from cycle_kit.reports.digest import digest
        from cycle_kit.reports.writing import writing

        told = digest(pipe, since=since or "7d", form=form, mask=mask, locale=reader["locale"])
        if out is None:
            typer.echo(told, nl=False)
            return
        with writing(out):
            out.write_text(told, encoding="utf-8")

    with plain_errors():
        check_since(since)
        taken_along(files, given, where, reader, write)


@taking_load_options
@taking_reader_options
def export(
    files: Files,
    *,
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="FOLDER", help="Made where it is not there.")
    ] = Path("cycle_kit_tables"),
    form: Annotated[
        Literal["csv", "parquet", "xlsx"],
        typer.Option("--format", help="A file for each table, or one workbook."),
    ] = "csv",
    where: Where = None,
    mask: Mask = False,
    reader: dict[str, Any],
    given: dict[str, Any],
) -> None:
    """The clean tables and every metric's table, for a spreadsheet, a BI tool or a database."""

    def write(pipe: Any) -> None:
        from cycle_kit.reports.folder import export

        paths = export(pipe, out, form=form, mask=mask, locale=reader["locale"])
        typer.echo(f"{out}: {len(paths)} files" if len(paths) > 1 else str(paths[0]))

    with plain_errors():
        taken_along(files, given, where, reader, write)


@taking_load_options
@taking_reader_options
def publish(
    files: Files,
    *,
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="FOLDER", help="Made where it is not there.")
    ] = Path("site"),
    with_deals: Annotated[
        bool, typer.Option("--with-deals", help="Names of deals and accounts, too.")
    ] = False,
    where: Where = None,
    mask: Mask = False,
    reader: dict[str, Any],
    given: dict[str, Any],
) -> None:
    """A site of plain files for any web server: the answers for every pipeline, owner and period, computed ahead."""

    def write(pipe: Any) -> None:
        from cycle_kit.reports.site import publish

        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Writing", total=None)
            index = publish(
                pipe,
                out,
                mask=mask,
                with_deals=with_deals,
                locale=reader["locale"],
                told=lambda done, of: bar.update(task, completed=done, total=of),
            )
        files = [path for path in out.iterdir() if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 1e6
        typer.echo(f"{index}: {len(files)} files, {size:.1f} MB")

    with plain_errors():
        taken_along(files, given, where, reader, write, says=False)


def taken_along(
    files: list[Path],
    given: dict[str, Any],
    where: list[str] | None,
    reader: dict[str, Any],
    write: Callable[..., None],
    *,
    says: bool = True,
    beside: list[str] | None = None,
) -> None:
    """Load the files and write what is asked for of the deals that are wanted; `says`: that it is being written.

    `beside`: what they are to be set beside, which `write` is given, too."""
    said = arguments(given, files)
    conditions = conditions_of(where or [])
    with waiting(f"Reading {', '.join(path.name for path in files)}"):
        from cycle_kit import load

        pipe = load(files[0] if len(files) == 1 else files, **said)
    conditions = as_numbers(conditions, pipe.deals)
    compared = {"beside": beside_of(beside, pipe, conditions)} if beside else {}
    pipe = pipe.where(**conditions) if conditions else pipe
    pipe = replace(pipe, written={**pipe.written, **written(reader)})
    with waiting("Writing") if says else nullcontext():
        write(pipe, **compared)


def as_numbers(conditions: dict[str, Any], deals: Any) -> dict[str, Any]:
    """The conditions, what is asked of a column of numbers as numbers: a command is given texts alone."""
    import pandas as pd

    def one(column: str, said: str) -> Any:
        asked = column in deals and pd.api.types.is_numeric_dtype(deals[column])
        number = pd.to_numeric(said, errors="coerce") if asked else float("nan")
        return said if pd.isna(number) else float(number)

    return {
        column: [one(column, each) for each in said]
        if isinstance(said, list)
        else one(column, said)
        for column, said in conditions.items()
    }


def conditions_of(where: list[str]) -> dict[str, Any]:
    """Conditions as `where` takes them; a column that is named again has several values."""
    found: dict[str, list[str]] = {}
    for text in where:
        column, sign, value = text.partition("=")
        if not sign:
            raise QuestionError(
                "--where needs a column and a value.", there="", fix="Write --where COLUMN=VALUE."
            )
        found.setdefault(column.strip(), []).append(value.strip())
    return {column: values[0] if len(values) == 1 else values for column, values in found.items()}
