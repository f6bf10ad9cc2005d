"""The command line: `cycle-kit check | dashboard | report | publish | digest | export | mask FILE...`,
`cycle-kit lab` and `cycle-kit doctor`.

What takes long to import is imported inside the commands, so that `--help` answers at once.
"""

import os
import sys
from contextlib import ExitStack
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from cycle_kit import shipped
from cycle_kit.cli import database, doctor, lab, sending, travelling
from cycle_kit.cli.options import taking_load_options, taking_reader_options, written
from cycle_kit.cli.report import report as tell
from cycle_kit.cli.running import arguments, command, plain_errors, waiting
from cycle_kit.cli.spoken import spoken_error
from cycle_kit.cli.typed import FILES, named_stages, option
from cycle_kit.dashboard.place import HOST, VIEWERS
from cycle_kit.errors import CycleKitError, FileError

SAMPLE = "hubspot_deals.csv"


class Commands(TyperGroup):
    """The commands; an address in the place of one is not repeated, as there may be a password in it."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and isinstance(database.place(args[0]), database.Address):
            ctx.fail("An address goes behind a command: cycle-kit check ADDRESS.")
        return super().resolve_command(ctx, args)


app = typer.Typer(
    name="cycle-kit",
    cls=Commands,
    help="Where deals stop, how long they wait, and whether that is long: from your CRM's export.",
    no_args_is_help=True,
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
@taking_load_options
def check(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Your CRM's export, or the address of a database.",
            parser=database.place,
        ),
    ],
    *,
    given: dict[str, Any],
) -> None:
    """What was understood of an export, what was not, and what you can do about it.

    Ends with 0 if the export can be loaded, with 1 if not.
    """
    with plain_errors():
        said = arguments(given, files)
        with waiting(f"Reading {', '.join(path.name for path in files)}"):
            from cycle_kit import load

            pipe = load(files[0] if len(files) == 1 else files, **said)
        tell(
            pipe,
            Console(),
            command=command("check", files, said),
            stages=named_stages(said.get("stages")),
        )


@app.command()
@taking_load_options
@taking_reader_options
def dashboard(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE",
            help="Your CRM's export; without it, the sample.",
            parser=database.place,
        ),
    ] = None,
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where the page is served.")] = 8866,
    browser: Annotated[bool, typer.Option(help="Open the page in your browser.")] = True,
    host: Annotated[
        str, typer.Option(help="Who reaches the page: this machine only, or others with the token.")
    ] = HOST,
    token: Annotated[
        str,
        typer.Option(
            envvar="CYCLE_KIT_TOKEN",
            show_default=False,
            help="What readers need at another host; made where none is given.",
        ),
    ] = "",
    certificate: Annotated[
        Path | None, typer.Option(metavar="PEM", help="Serve the page as https, with this.")
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(metavar="PEM", help="The certificate's key, if it is a file of its own."),
    ] = None,
    viewers: Annotated[int, typer.Option(min=1, help="Readers at once, at most.")] = VIEWERS,
    reader: dict[str, Any],
    given: dict[str, Any],
) -> None:
    """The manager's page, on this machine only unless a host is given, until Ctrl-C."""
    with plain_errors():
        said = arguments(given, files or [])
        exports = [_there(path) for path in files or []] or [shipped.sample(SAMPLE)]
        _check_options(exports, said)
        notebook = shipped.notebook("manager")
        with ExitStack() as starting:
            starting.enter_context(waiting("Starting the page"))

            def ready(address: str) -> None:
                starting.close()
                names = ", ".join(path.name for path in exports)
                verb = "is" if len(exports) == 1 else "are"
                typer.echo(f"{names} {verb} shown at {address} (Ctrl-C ends it)")

            from cycle_kit.dashboard.given import locale_kept
            from cycle_kit.dashboard.serve import serve

            serve(
                notebook,
                port=port,
                export=exports,
                given=said,
                open_browser=browser,
                host=host,
                token=token,
                certificate=certificate,
                key=key,
                viewers=viewers,
                language=reader["locale"] or locale_kept(exports, said.get("config")),
                written=written(reader),
                ready=ready,
            )


def _check_options(files: list[Path], said: dict[str, Any]) -> None:
    """End as `check` does where options say how to read the files and they cannot be read so.

    Without options nothing is asked here: the page shows what was not understood.
    """
    asked = [name for name in said if name not in (*FILES, "max_bytes")]
    if not asked:
        return
    from cycle_kit import load

    try:
        with waiting(f"Reading {', '.join(path.name for path in files)}"):
            load(files[0] if len(files) == 1 else files, **said)
    except CycleKitError as error:
        left_out = " and ".join(map(option, asked))
        typer.echo(spoken_error(error), err=True)
        typer.echo(f"Or leave {left_out} out: the page then shows what to choose.", err=True)
        raise typer.Exit(1) from None


def _there(path: Path) -> Path:
    """The path made absolute, since the page's kernel runs in another folder."""
    if isinstance(path, database.Address):
        raise FileError(
            "The page opens files; this is the address of a database.",
            fix="Ask cycle-kit check, or load it in a notebook: ck.load(...).",
        )
    if not os.path.exists(path):
        raise FileError(
            f'There is no file "{path}".',
            fix="Check the path, or leave it out to see the sample.",
        )
    return path.resolve()


for _command in (
    travelling.report,
    travelling.publish,
    travelling.digest,
    travelling.export,
    sending.mask,
    doctor.doctor,
    lab.lab,
):
    app.command()(_command)
