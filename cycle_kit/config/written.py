"""Settings written as cycle.toml, to be read back alike."""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli_w

from cycle_kit.errors import FileError

HEAD = "# What this company's export cannot say itself; cycle_kit finds this file beside the export.\n\n"


def as_toml(settings: Mapping[str, Any]) -> str:
    """The text of a cycle.toml; what is empty is left out."""
    kept = {name: value for name, value in settings.items() if value not in (None, "", [], (), {})}
    return HEAD + tomli_w.dumps(kept)


def write(settings: Mapping[str, Any], path: str | Path) -> Path:
    """The settings as a file, put in place at once, so that nobody reads half of it."""
    path = Path(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".cycle_", suffix=".toml")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(as_toml(settings))
    Path(name).replace(path)
    return path


def is_ours(text: str) -> bool:
    """Whether nobody has written a comment into it, or put it another way, since it was written here."""
    try:
        return text == as_toml(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return False


def keep(settings: Mapping[str, Any], path: Path, *, broken: bool = False) -> Path | None:
    """Write them where there may be others: what a person wrote there is moved aside, and told.

    `broken`: what is there cannot be read, so it is moved aside whoever wrote it.
    FileError: the folder cannot be written to.
    """
    try:
        theirs = path.is_file() and (broken or not is_ours(path.read_text(encoding="utf-8-sig")))
        before = path.replace(path.with_name(f"{path.name}.before")) if theirs else None
        write(settings, path)
    except OSError:
        raise FileError(
            f"{path.name} could not be written.",
            there=f"Its folder is {path.parent}.",
            fix="Copy the export to a folder of your own, and choose it there.",
        ) from None
    return before
