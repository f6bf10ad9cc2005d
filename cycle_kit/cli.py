"""The command line: `cycle-kit check FILE` and `cycle-kit dashboard [FILE]`.

What takes long to import is imported inside the commands, so that `--help` answers at once.
"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cycle_kit import shipped
from cycle_kit.errors import ColumnError, CycleKitError, FileError

if TYPE_CHECKING:
    from pandas import DataFrame

    from cycle_kit.pipeline import Pipeline

SAMPLE = "hubspot_deals.csv"
PAIRS = {"--columns": "amount=Net value", "--stages": "B2B=Qualified,Proposal"}

app = typer.Typer(
    name="cycle-kit",
    help="Where deals stop, how long they wait, and whether that is long: from your CRM's export.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cycle-kit {version('cycle-kit')}")
        raise typer.Exit()


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    # a stage in Persian must not end a program whose output is in another encoding
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Your CRM's export.")],
    history: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The stage history, if in another file.")
    ] = None,
    leads: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The leads, if in another file.")
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OURS=THEIRS", help="A column's name here and in the file: amount='Net value'."
        ),
    ] = None,
    stages: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[PIPELINE=]A,B,C", help="The open stages in their order; once per pipeline."
        ),
    ] = None,
    after: Annotated[
        str | None, typer.Option(metavar="A,B", help="Stages that come after the win.")
    ] = None,
    won: Annotated[str | None, typer.Option(metavar="A,B", help="Words that mean won.")] = None,
    lost: Annotated[str | None, typer.Option(metavar="A,B", help="Words that mean lost.")] = None,
    dropped: Annotated[
        str | None, typer.Option(metavar="A,B", help="Words that mean ended without a decision.")
    ] = None,
    dates: Annotated[
        str | None, typer.Option(metavar="ORDER", help="Order of day and month: dmy, mdy or ymd.")
    ] = None,
    zone: Annotated[
        str | None, typer.Option(help="Time zone of stamps without one: Europe/Warsaw.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="Measure open deals up to this day.")
    ] = None,
    crm: Annotated[
        str | None, typer.Option(help="The export's layout, where two would fit.")
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet of a workbook.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of the file: fa, pl ...")] = None,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A cycle.toml with all of this.")
    ] = None,
) -> None:
    """What was understood of an export, what was not, and what you can do about it.

    Ends with 0 if the export can be loaded, with 1 if not.
    """
    with _plain_errors():
        given = {
            "history": history,
            "leads": leads,
            "columns": _pairs(columns or [], "--columns") or None,
            "stages": _orders(stages),
            "after": _names(after),
            "won": _names(won),
            "lost": _names(lost),
            "dropped": _names(dropped),
            "dates": dates,
            "zone": zone,
            "as_of": as_of,
            "crm": crm,
            "sheet": sheet,
            "language": language,
            "config": config,
        }
        with _waiting(f"Reading {', '.join(path.name for path in files)}"):
            pipe = _load(files, {name: value for name, value in given.items() if value is not None})
        _report(pipe, Console())


@app.command()
def dashboard(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Your CRM's export; without it, the sample."),
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where the page is served.")] = 8866,
    browser: Annotated[bool, typer.Option(help="Open the page in your browser.")] = True,
) -> None:
    """The manager's page, on this machine only, until Ctrl-C."""
    with _plain_errors():
        export = _there(file) if file else shipped.sample(SAMPLE)
        notebook = shipped.notebook("manager")
        with ExitStack() as starting:
            starting.enter_context(_waiting("Starting the page"))

            def ready(address: str) -> None:
                starting.close()
                typer.echo(f"{export.name} is shown at {address} (Ctrl-C ends it)")

            from cycle_kit.dashboard.serve import serve

            serve(notebook, port=port, export=export, open_browser=browser, ready=ready)


def _load(files: list[Path], given: dict) -> "Pipeline":
    from cycle_kit import load

    return load(files[0] if len(files) == 1 else files, **given)


def _report(pipe: "Pipeline", console: Console) -> None:
    """The deals, pipelines and stages, then each file's notes."""
    noun = "deal" if len(pipe.deals) == 1 else "deals"
    console.print(Text(f"{len(pipe.deals):,} {noun} ({pipe.crm}), as of {pipe.as_of:%d %B %Y}"))
    for pipeline in pipe.pipelines:
        stages = pipe.where(pipeline=pipeline).stages if len(pipe.pipelines) > 1 else pipe.stages
        console.print(Text(" > ".join([f"{pipeline}: {stages[0]}", *stages[1:]]) if stages else ""))
    for file, notes in pipe.notes.groupby("file", sort=False):
        console.print(Text(f"\n{file or 'All files'}", style="bold"))
        console.print(_notes_table(notes))


def _notes_table(notes: "DataFrame") -> Table:
    """Rows, what became of them, and the story: what happened, what it changes, what to do."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    for note in notes.to_dict("records"):
        told = Text(note["note"])
        told.append(f"\n{note['effect']}" if note["effect"] else "", style="dim")
        told.append(f"\n> {note['fix']}" if note["fix"] else "", style="cyan")
        table.add_row(f"{note['rows']:,}" if note["rows"] > 0 else "", Text(note["fate"]), told)
    if total := sum(notes["rows"][notes["fate"] != ""]):
        table.add_row(f"{total:,}", "", Text("rows in all"), style="bold")
    return table


def _names(text: str | None) -> list[str] | None:
    """The names in a comma-separated list."""
    return None if text is None else [name.strip() for name in text.split(",") if name.strip()]


def _orders(texts: list[str] | None) -> list[str] | dict[str, list[str]] | None:
    """One order of stages, or one for each pipeline that is named."""
    if not texts:
        return None
    if len(texts) == 1 and "=" not in texts[0]:
        return _names(texts[0])
    return {pipeline: _names(names) or [] for pipeline, names in _pairs(texts, "--stages").items()}


def _pairs(texts: list[str], option: str) -> dict[str, str]:
    """{left: right} from texts like "amount=Net value"."""
    pairs = {}
    for text in texts:
        left, _, right = (part.strip() for part in text.partition("="))
        if not (left and right):
            raise ColumnError(
                f'{option} "{text}" has no name on both sides of a "=".',
                fix=f'Type {option} "{PAIRS[option]}".',
            )
        pairs[left] = right
    return pairs


def _there(path: Path) -> Path:
    """The path made absolute, since the page's kernel runs in another folder."""
    if not path.exists():
        raise FileError(
            f'There is no file "{path}".',
            fix="Check the path, or leave it out to see the sample.",
        )
    return path.resolve()


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Tell an error that the reader can put right in plain words, and end with 1."""
    try:
        yield
    except CycleKitError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


@contextmanager
def _waiting(doing: str, *, after: float = 1.0) -> Iterator[None]:
    """After a second, say what is being done: a spinner, or a line where there is no terminal."""
    console = Console(stderr=True)
    words = Text(f"{doing} ...")
    spinner = console.status(words)
    start = spinner.start if console.is_terminal else lambda: console.print(words)
    timer = Timer(after, start)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        spinner.stop()
