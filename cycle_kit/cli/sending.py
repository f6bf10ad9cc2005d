"""The command that makes a file to be sent to others: `mask`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cycle_kit.cli.options import taking_load_options
from cycle_kit.cli.running import arguments, plain_errors, waiting
from cycle_kit.cli.typed import in_shell


@taking_load_options
def mask(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Your CRM's export, or a folder.")
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="FILE", help="Where it is written; of several a folder."
        ),
    ] = None,
    given: dict[str, Any],
) -> None:
    """The same file with other names and amounts, for those who are to find out why it is not understood.

    Dates, blanks, known headers and the words of stages stay; names, keys, texts and amounts have others in their
    place. Nothing is sent.
    """
    with plain_errors():
        said = arguments(given, files)
        one = files[0] if len(files) == 1 else None
        path = out or Path("masked" + (one.suffix if one and not one.is_dir() else ""))
        with waiting(f"Masking {', '.join(file.name for file in files)}"):
            from cycle_kit.reports.masked_files import mask as masked

            wanted, path = path, masked(one or files, path, **said)
        if path != wanted:
            typer.echo("Workbooks are written as XLSX: the copy has another kind than the file.")
        typer.echo(f"{path}: look through it before you send it.")
        typer.echo(f"How it is read: cycle-kit check {in_shell(str(path))}")
