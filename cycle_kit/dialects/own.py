"""The user's own systems: a TOML like ours in the folder of settings, or beside the export. They go before ours.

`<system>.toml` in `crms` of cycle_kit's folder of settings is known everywhere; `crm.toml` or `<system>.crm.toml`
beside an export while that export is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cycle_kit.dialects import declared
from cycle_kit.dialects.dialect import Dialect
from cycle_kit.errors import FileError

#: the name, and the end of a name, beside an export
ALONE, END = "crm.toml", ".crm.toml"
BESIDE = "beside the export"
#: tables that no system wrote
TAKEN = ("plain", "leads", "custom")


@dataclass(frozen=True)
class Own:
    """A file of the user's, and what it declares."""

    path: Path
    where: str
    dialects: tuple[Dialect, ...]


_beside: ContextVar[tuple[Own, ...]] = ContextVar("beside", default=())
#: all that were read so far, for the words about a pipeline that was loaded with them
_met: dict[str, tuple[Dialect, ...]] = {}


def folder() -> Path:
    """Where the user keeps systems for all exports; it need not be there."""
    windows = os.environ.get("APPDATA") if os.name == "nt" else None
    settings = os.environ.get("XDG_CONFIG_HOME") or windows
    return (Path(settings) if settings else Path.home() / ".config") / "cycle_kit" / "crms"


def files() -> tuple[Own, ...]:
    """The user's files that count now: those beside the export first. FileError: one is broken."""
    kept = folder()
    try:
        paths = sorted(path for path in kept.iterdir() if path.suffix == ".toml")
    except OSError:
        paths = []
    return (*_beside.get(), *(read(path, f"in {kept}") for path in paths))


def dialects() -> tuple[Dialect, ...]:
    return tuple(dialect for file in files() for dialect in file.dialects)


def file_of(dialect: Dialect) -> Own | None:
    """The user's file that declares this dialect."""
    return next((file for file in files() if any(each is dialect for each in file.dialects)), None)


def of_crm(crm: str) -> tuple[Dialect, ...]:
    """What the user's files that were read so far, in whatever folder, declare of a system."""
    return _met.get(crm, ())


@contextmanager
def beside(source: Any) -> Iterator[None]:
    """While it lasts, the systems declared beside the files of `source` are known. FileError: one is broken."""
    before = _beside.get()
    known = {file.path for file in before}
    found = [read(path, BESIDE) for path in paths_beside(source) if path not in known]
    token = _beside.set((*found, *before))
    try:
        yield
    finally:
        _beside.reset(token)


def paths_beside(source: Any) -> list[Path]:
    """The files crm.toml and <system>.crm.toml in the folders of the paths that `source` is, or lists."""
    found: dict[Path, None] = {}
    for place in dict.fromkeys(folder_of(path) for path in paths_in(source)):
        try:
            names = sorted(os.listdir(place))
        except (OSError, ValueError):  # the path is told wrong where the file is read
            continue
        found |= {place / name: None for name in names if name == ALONE or name.endswith(END)}
    return list(found)


def paths_in(source: Any) -> Iterator[Path]:
    if isinstance(source, (str, Path)):
        yield Path(source)
    elif isinstance(source, (list, tuple)):
        for each in source:
            yield from paths_in(each)


def folder_of(path: Path) -> Path:
    try:
        return path if path.is_dir() else path.parent
    except (OSError, ValueError):
        return path.parent


def read(path: Path, where: str) -> Own:
    try:
        found = path.stat()
    except OSError:
        raise FileError(
            f"{path.name} {where} is a link to a file that is not there.", fix="Take it away."
        ) from None
    own = Own(path, where, _declared(path, found.st_mtime_ns, found.st_size))
    _met.update({own.dialects[0].crm: own.dialects})
    return own


@lru_cache(maxsize=64)
def _declared(path: Path, changed: int, size: int) -> tuple[Dialect, ...]:
    """What a file declares, read again when it has changed."""
    found = declared.read(
        path, "" if path.name == ALONE else path.name.removesuffix(END).removesuffix(".toml")
    )
    if found[0].crm in TAKEN:
        raise FileError(
            f'{path.name}: "{found[0].crm}" is the name of tables that no system wrote.',
            fix='Give the file another name, or the system one: crm = "acme".',
        )
    return found
