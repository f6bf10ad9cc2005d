"""What the user gave (a path, bytes, an open file, a folder, a list of these) to named bytes."""

import difflib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cycle_kit.errors import FileError, listed
from cycle_kit.files.archive import too_large

#: what is read of a folder or an archive
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".zip")

#: what looks like data in a folder and is not read there, so that it is said
_DATA_LIKE = (
    ".xlsm", ".xlsb", ".ods", ".gz", ".parquet", ".feather", ".json", ".jsonl", ".html", ".htm",
    ".xml", ".pdf", ".db", ".sqlite", ".mdb", ".numbers", ".rar", ".7z", ".dat",
)  # fmt: skip


@dataclass(frozen=True)
class Blob:
    """The bytes of one file; `remarks` on its folder; `optional` if it may hold no table."""

    name: str
    data: bytes
    remarks: tuple[str, ...] = ()
    optional: bool = False
    suffix_of: str = ""  # the file's own name where `name` is another


def collect(source: Any, *, max_bytes: int, name: str | None) -> Iterator[Blob]:
    """The files of a source, read one after another, so that no two large ones are held at once."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        yield _of_bytes(bytes(source), name or "file", max_bytes)
    elif isinstance(source, (str, os.PathLike)):
        yield from _of_path(Path(os.fspath(source)), max_bytes=max_bytes, name=name)
    elif hasattr(source, "read"):
        yield _of_open(source, max_bytes=max_bytes, name=name)
    elif isinstance(source, (list, tuple)) and source:
        for each in source:
            yield from collect(each, max_bytes=max_bytes, name=name)
    else:
        raise FileError(
            "There is nothing to read: the source is empty or of an unknown kind.",
            there=f"It is of type {type(source).__name__}.",
            fix="Give a path, bytes, an open binary file, a folder, or a list of these.",
        )


def _of_bytes(data: bytes, name: str, max_bytes: int) -> Blob:
    if len(data) > max_bytes:
        raise too_large(name, len(data), max_bytes)
    if not re.search(rb"\S", data):
        raise FileError(f'"{name}" is empty.', fix="Export the data again and check its size.")
    return Blob(name, data)


def _of_open(file: Any, *, max_bytes: int, name: str | None) -> Blob:
    given = getattr(file, "name", "")
    name = name or (Path(given).name if isinstance(given, str) and given else "file")
    data = file.read(max_bytes + 1)
    if not isinstance(data, bytes):
        raise FileError(f'"{name}" is open as text.', fix='open(path, "rb")')
    return _of_bytes(data, name, max_bytes)


def _of_path(path: Path, *, max_bytes: int, name: str | None) -> Iterator[Blob]:
    try:
        if path.is_dir():
            yield from _of_folder(path, max_bytes=max_bytes)
            return
        if not path.exists():
            raise _missing(path)
        if path.stat().st_size > max_bytes:
            raise too_large(name or path.name, path.stat().st_size, max_bytes)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not one a file can have"
        raise FileError(
            f'"{path.name}" cannot be opened: {reason}.', fix="Check the path and who may read it."
        ) from error
    yield replace(_of_bytes(data, name or path.name, max_bytes), suffix_of=path.name)


def _missing(path: Path) -> FileError:
    if "://" in str(path) or str(path).startswith(("http:", "https:")):
        return FileError(
            "The source is a web address; nothing is fetched from the network.",
            fix="Download the file and give its path.",
        )
    folder = path.parent
    if not folder.is_dir():
        return FileError(f'There is no folder "{folder}".', fix="Check the path.")
    files = sorted(each.name for each in folder.iterdir() if each.is_file())
    data_files = [each for each in files if each.lower().endswith(SUFFIXES)]
    close = difflib.get_close_matches(path.name, files, n=3)
    there = f"Names like it: {listed(close)}." if close else ""
    if data_files and not close:
        there = f"Data files there: {listed(data_files, most=10)}."
    return FileError(
        f'There is no file "{path.name}" in "{folder}".',
        there=there or "There is no data file there.",
        fix="Check the name and the folder.",
    )


def _of_folder(folder: Path, *, max_bytes: int) -> Iterator[Blob]:
    files = sorted(
        each
        for each in folder.iterdir()
        if each.is_file() and not each.name.startswith((".", "~$"))
    )
    wanted = [each for each in files if each.name.lower().endswith(SUFFIXES)]
    others = [each.name for each in files if each.name.lower().endswith(_DATA_LIKE)]
    if not wanted:
        raise FileError(
            f'The folder "{folder.name}" holds no data file.',
            there=f"In it: {listed([f.name for f in files], most=10)}."
            if files
            else "It is empty.",
            fix=f"Readable are files named {', '.join(SUFFIXES)}.",
        )
    remarks = (f"Not read in this folder: {listed(others, most=10)}.",) if others else ()
    for path in wanted:
        for blob in _of_path(path, max_bytes=max_bytes, name=None):
            yield replace(blob, remarks=remarks, optional=path.suffix.lower() == ".txt")
            remarks = ()
