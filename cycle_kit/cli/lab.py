"""The command that opens the notebooks, on copies that one can change."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from cycle_kit import shipped
from cycle_kit.cli.running import plain_errors
from cycle_kit.dashboard.place import HOST, check_free
from cycle_kit.errors import one_or_more
from cycle_kit.locale import ENGLISH, Told

FIRST = "start.ipynb"  # what is open when one comes: three steps to one's own file


def lab(
    folder: Annotated[
        Path, typer.Argument(help="Where the notebooks and samples are put, once.")
    ] = Path("cycle_kit_lab"),
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where JupyterLab is served.")] = 8888,
    browser: Annotated[bool, typer.Option(help="Open it in your browser.")] = True,
    locale: Annotated[
        Told | None,
        typer.Option(help="The language of the notebooks, their charts and sentences."),
    ] = None,
) -> None:
    """JupyterLab on the notebooks, in a folder of your own, until Ctrl-C.

    What is in the folder already stays as you left it.
    """
    with plain_errors():
        notebooks, added = shipped.copied(folder, locale or ENGLISH)
        typer.echo(
            f"{notebooks}: {one_or_more(added, '{n} file', '{n} files')} put there"
            if added
            else f"{notebooks}: as you left it"
        )
        check_free(HOST, port)
    command = [sys.executable, "-m", "jupyterlab", str(notebooks), "--port", str(port)]
    command += [f"--LabApp.default_url=/lab/tree/{FIRST}"]
    command += [] if browser else ["--no-browser"]
    command += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    raise typer.Exit(run(command))


def run(command: list[str]) -> int:
    """How the server ended; Ctrl-C is its usual end, and whoever ends this command ends the server too."""
    with subprocess.Popen(command) as server:
        before = signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        try:
            return ended(server)
        finally:
            signal.signal(signal.SIGTERM, before)


def ended(server: subprocess.Popen[bytes]) -> int:
    while True:
        try:
            return server.wait()
        except KeyboardInterrupt:
            continue
