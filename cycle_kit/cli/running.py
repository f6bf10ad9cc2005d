"""How every command runs: its options read, errors in plain words, and a word while it takes long."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import typer
from rich.console import Console
from rich.text import Text

from cycle_kit.cli import database, options
from cycle_kit.cli.spoken import spoken_error
from cycle_kit.cli.typed import as_typed, in_shell
from cycle_kit.errors import CycleKitError


def arguments(given: dict[str, Any], files: list[Path]) -> dict[str, Any]:
    """The options, checked; a system may be one that is declared beside the files."""
    if not given.get("crm"):
        return options.arguments(given)
    from cycle_kit.dialects import own

    with own.beside(files):
        return options.arguments(given)


def command(name: str, files: list[Path], given: dict[str, Any]) -> str:
    """The command as it was typed, to be typed again with more."""
    typed = [as_typed(argument, value) for argument, value in given.items()]
    return " ".join(
        ["cycle-kit", name, *(in_shell(database.shown(path)) for path in files), *typed]
    )


@contextmanager
def plain_errors() -> Iterator[None]:
    """Tell an error that the reader can put right in plain words, and end with 1."""
    try:
        yield
    except CycleKitError as error:
        typer.echo(spoken_error(error), err=True)
        raise typer.Exit(1) from None


@contextmanager
def waiting(doing: str, *, after: float = 1.0) -> Iterator[None]:
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
