"""What the user gave (a path, bytes, an open file, a folder, a list of these) to named bytes."""

import difflib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from cycle_kit.addresses import is_like_path, is_web
from cycle_kit.errors import FileError, NoTableError, listed, printable
from cycle_kit.files.archive import MOST_FILES, too_large, too_many

#: what is read of a folder or an archive
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".zip", ".parquet", ".feather",
            ".json", ".jsonl", ".ndjson")  # fmt: skip

#: what looks like data in a folder and is not read there, so that it is said
_DATA_LIKE = (
    ".xlsm", ".xlsb", ".ods", ".gz", ".html", ".htm",
    ".xml", ".pdf", ".db", ".sqlite", ".mdb", ".numbers", ".rar", ".7z", ".dat",
)  # fmt: skip


#: what is no file although it has a name, and might be read for ever
_ENDLESS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)

#: lists within lists; a list that holds itself would never end
_DEEPEST = 5

_LONGEST_NAME = 120

#: a day or a month in the name of a folder, the year before or behind
_DATED = re.compile(
    r"(?<!\d)(20|1[34])\d\d[-_. ]?(0[1-9]|1[0-2])(?!\d{3})|(?<![^\W_])(0?[1-9]|1[0-2])[-_. ](20|1[34])\d\d(?!\d)"
)


@dataclass(frozen=True)
class Blob:
    """The bytes of one file; `remarks` on its folder; `may_fail`: errors for which it is left aside."""

    name: str
    data: bytes
    remarks: tuple[str, ...] = ()
    may_fail: tuple[type[FileError], ...] = ()
    suffix_of: str = ""  # the file's own name where `name` is another


def collect(source: Any, *, max_bytes: int, name: str | None, depth: int = 0) -> Iterator[Blob]:
    """The files of a source, read one after another, so that no two large ones are held at once."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        yield _of_bytes(bytes(source), name or "file", max_bytes)
    elif isinstance(source, os.PathLike) or (isinstance(source, str) and source):
        yield from _of_path(Path(os.fsdecode(source)), max_bytes=max_bytes, name=name)
    elif hasattr(source, "read"):
        yield _of_open(source, max_bytes=max_bytes, name=name)
    elif isinstance(source, (list, tuple)) and source and depth < _DEEPEST:
        _check_number(source, "The list")
        for each in source:
            yield from collect(each, max_bytes=max_bytes, name=name, depth=depth + 1)
    else:
        raise FileError(
            "There is nothing to read: the source is empty or of an unknown kind.",
            there=f"It is of type {type(source).__name__}.",
            fix="Give a path, bytes, an open binary file, a folder, or a list of these.",
        )


def _check_number(files: Sized, what: str) -> None:
    if len(files) > MOST_FILES:
        raise too_many(what, len(files))


def shown(name: str) -> str:
    """The name of a file on one line that any terminal can show, its middle left out where it is long."""
    name = printable(name).replace("\n", "\\n").replace("\t", "\\t")
    half = _LONGEST_NAME // 2
    return name if len(name) <= _LONGEST_NAME else f"{name[:half]}…{name[-half:]}"


def _of_bytes(data: bytes, name: str, max_bytes: int) -> Blob:
    name = shown(name)
    if len(data) > max_bytes:
        raise too_large(name, len(data), max_bytes)
    if not re.search(rb"\S", data):
        raise FileError(f'"{name}" is empty.', fix="Export the data again and check its size.")
    return Blob(name, data)


def _of_open(file: Any, *, max_bytes: int, name: str | None) -> Blob:
    given = getattr(file, "name", "")
    name = shown(name or (Path(given).name if isinstance(given, str) and given else "file"))
    if _is_device(file):
        raise _endless(name, "a device")
    data = file.read(max_bytes + 1)
    if not isinstance(data, bytes):
        raise FileError(f'"{name}" is open as text.', fix='open(path, "rb")')
    return _of_bytes(data, name, max_bytes)


def _is_device(file: Any) -> bool:
    try:
        return stat.S_ISCHR(os.fstat(file.fileno()).st_mode)
    except (AttributeError, OSError, ValueError):  # not a file of the system, as a buffer in memory
        return False


def _of_path(path: Path, *, max_bytes: int, name: str | None) -> Iterator[Blob]:
    try:
        if path.is_dir():
            yield from _of_folder(path, max_bytes=max_bytes)
            return
        data = content(path, max_bytes=max_bytes, name=name or path.name)
    except FileNotFoundError:
        raise _missing(path) from None  # the system's own words hold the path
    except (OSError, ValueError) as error:
        raise _unopened(path, getattr(error, "strerror", None)) from None
    yield replace(_of_bytes(data, name or path.name, max_bytes), suffix_of=path.name)


def content(path: Path, *, max_bytes: int, name: str) -> bytes:
    """The bytes of a file. FileError: it is larger than `max_bytes`, or a pipe or device that may never end.

    OSError and ValueError as `open` raises them.
    """
    found = path.stat()
    for is_so, what in _ENDLESS:
        if is_so(found.st_mode):
            raise _endless(shown(name), what)
    if found.st_size > max_bytes:
        raise too_large(shown(name), found.st_size, max_bytes)
    with path.open(
        "rb"
    ) as file:  # what grows meanwhile, or tells no size, has its limit all the same
        return file.read(max_bytes + 1)


def _endless(name: str, what: str) -> FileError:
    return FileError(
        f'"{name}" is {what}, not a file: reading it may never end.',
        fix="Write what comes out of it to a file, and give that file's path.",
    )


def _unopened(path: Path, reason: str | None) -> FileError:
    if is_web(str(path)) or is_like_path(str(path)):
        return _missing(path)
    return FileError(
        f'"{shown(path.name)}" cannot be opened: {reason or "the name is not one a file can have"}.',
        fix="Check the path and who may read it.",
    )


def _missing(path: Path) -> FileError:
    if is_web(str(path)):
        return FileError(
            "The source is a web address; nothing is fetched from the network.",
            fix="Download the file and give its path.",
        )
    if is_like_path(str(path)):
        return FileError(
            "There is no such file, and this is no address of a database that can be read.",
            there="It is not shown here, as there may be a password in it.",
            fix="Check the path; an address stands alone, and so: postgresql+psycopg://user:password@host/database",
        )
    folder = path.parent
    if not folder.is_dir():
        return FileError(f'There is no folder "{folder}".', fix="Check the path.")
    if path.is_symlink():
        return FileError(
            f'"{shown(path.name)}" is a link to a file that is not there.',
            fix="Give the path of the file itself.",
        )
    files = sorted(each.name for each in islice(folder.iterdir(), MOST_FILES) if each.is_file())
    data_files = [each for each in files if each.lower().endswith(SUFFIXES)]
    close = difflib.get_close_matches(path.name, files, n=3)
    there = f"Names like it: {listed(map(shown, close))}." if close else ""
    if data_files and not close:
        there = f"Data files there: {listed(map(shown, data_files), most=10)}."
    return FileError(
        f'There is no file "{shown(path.name)}" in "{folder}".',
        there=there or "There is no data file there.",
        fix="Check the name and the folder.",
    )


def beside_others(name: str) -> tuple[type[FileError], ...]:
    """For which errors a file is left aside in a folder or archive: whatever fails in a README.txt, and what
    is no table, such as a pivot or remarks, in any other."""
    return (FileError,) if name.lower().endswith(".txt") else (NoTableError,)


def _of_folder(folder: Path, *, max_bytes: int) -> Iterator[Blob]:
    files = _seen(folder, Path.is_file)
    wanted = _readable(files)
    folders = [] if wanted else _seen(folder, Path.is_dir)
    below = in_dated(folders)
    wanted = wanted or below
    full = [each for each in wanted if each.stat().st_size]
    empty = [shown(each.name) for each in wanted if each not in full] if full else []
    wanted = full or wanted
    _check_number(wanted, f'The folder "{shown(folder.name)}"')
    others = [shown(each.name) for each in files if each.name.lower().endswith(_DATA_LIKE)]
    if not wanted:
        raise no_data(folder, files, folders)
    remarks = (f"Not read in this folder: {listed(others, most=10)}.",) if others else ()
    remarks += (f"Empty files in this folder: {listed(empty, most=10)}.",) if empty else ()
    for path in wanted:
        name = path.relative_to(folder).as_posix() if below else None
        for blob in _of_path(path, max_bytes=max_bytes, name=name):
            yield replace(blob, remarks=remarks, may_fail=beside_others(path.name))
            remarks = ()


def _seen(folder: Path, is_kind: Callable[[Path], bool]) -> list[Path]:
    """What people see of a folder, by name."""
    every = (each for each in folder.iterdir() if not each.name.startswith((".", "~$")))
    return sorted(each for each in every if is_kind(each))


def _readable(files: Iterable[Path]) -> list[Path]:
    return [each for each in files if each.name.lower().endswith(SUFFIXES)]


def in_dated(folders: Sequence[Path]) -> list[Path]:
    """The data files of folders that are all called by a day or a month, as exports of different days are kept."""
    if not all(_DATED.search(each.name) for each in folders):
        return []
    return [
        file
        for folder in islice(folders, MOST_FILES)
        for file in _readable(_seen(folder, Path.is_file))
    ]


def no_data(folder: Path, files: Sequence[Path], folders: Sequence[Path]) -> FileError:
    holds = [listed((shown(each.name) for each in found), most=10) for found in (files, folders)]
    there = [f"In it: {holds[0]}."] * bool(files) + [f"Folders in it: {holds[1]}."] * bool(folders)
    named = ", ".join(f'"{folder / each.name}"' for each in folders[:2])
    return FileError(
        f'The folder "{shown(folder.name)}" holds no data file.',
        there=" ".join(there) or "It is empty.",
        fix=f"Give the folder that holds the files, or several in a list: [{named}]."
        if folders
        else f"Readable are files named {', '.join(SUFFIXES)}.",
    )
