"""The text of a TOML that a user wrote as a table, or what is wrong; nothing in it can make the parser hang or fall."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from cycle_kit.addresses import is_like_path
from cycle_kit.errors import FileError
from cycle_kit.files.sources import content as bytes_of

#: the kinds of files, and what tells of them
CYCLE, CRM = "cycle.toml", "TOML of a CRM"
_SAYS = {CYCLE: "docs/cycle_toml.md", CRM: "CONTRIBUTING.md"}
#: names of stages, headers and targets fill some kilobytes
_LARGEST = 250_000
#: the parser takes the square of this in steps, and its key has four parts at most
_MOST_PARTS = 50


def parsed(text: str, file: str, kind: str = CYCLE) -> dict[str, Any]:
    """The table. FileError: no TOML, with the line; or lists in lists, or names in names, without end."""
    _check_names(text, file, kind)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        end = f"at line {len(text.splitlines())}, the end of the file"
        raise FileError(
            f"{file} is not valid TOML.",
            there=f"{broken}.".replace("at end of document", end),
            fix="Mend that line.",
        ) from None
    except RecursionError:
        raise _endless(
            file, kind, "Brackets stand within brackets more often than can be read."
        ) from None
    except ValueError:  # a number of thousands of digits
        raise _endless(file, kind, "A number in it has more digits than can be read.") from None


def _check_names(text: str, file: str, kind: str) -> None:
    for line, row in enumerate(text.splitlines(), 1):
        names = row.split("=")[:-1] or [row]
        if any(name.count(".") > _MOST_PARTS for name in names) and not row.lstrip().startswith(
            "#"
        ):
            raise _endless(file, kind, f"Line {line} has a name of more than {_MOST_PARTS} parts.")


def _endless(file: str, kind: str, there: str) -> FileError:
    return FileError(
        f"{file} is not a {kind} that can be read.",
        there=there,
        fix=f"Take that out; {_SAYS[kind]} says what may stand in it.",
    )


def text_of(path: Path, kind: str = CYCLE) -> str:
    """The file as text; a mark at its start is left out."""
    try:
        if path.stat().st_size > _LARGEST:
            raise _endless(path.name, kind, f"It is larger than {_LARGEST // 1000} kB.")
        return bytes_of(path, max_bytes=_LARGEST, name=path.name).decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = broken.object.count(b"\n", 0, broken.start) + 1
        raise FileError(
            f"{path.name} is not in UTF-8.",
            there=f"Line {line} has other signs.",
            fix="Save it as UTF-8.",
        ) from None
    except (OSError, ValueError):
        if kind != CYCLE:
            raise FileError(
                f"{path.name} cannot be opened.", fix=f"See who may read {path}, or take it away."
            ) from None
        raise FileError(
            "There is no such file."
            if is_like_path(str(path))
            else f"There is no file {path.name}.",
            fix='Pass config="path/to/cycle.toml", or leave it out.',
        ) from None
