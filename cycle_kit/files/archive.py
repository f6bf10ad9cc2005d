"""Zip and gzip archives: their members, and a guard against those that unpack to far too much."""

import gzip
import io
import zipfile
import zlib

from cycle_kit.errors import FileError, listed

_TIMES = 50
_HARMLESS = 20_000_000


def check_unpacked(data: bytes, *, name: str, max_bytes: int) -> None:
    """Refuse a zip (a workbook is one) that unpacks to 50 times its size or over the limit."""
    if not data.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    _check_size(unpacked, len(data), name=name, max_bytes=max_bytes)


def _check_size(unpacked: int, packed: int, *, name: str, max_bytes: int) -> None:
    if unpacked > max(_TIMES * packed, _HARMLESS):
        raise FileError(
            f'"{name}" unpacks to more than {_TIMES} times its size, as harmful files do.',
            there=f"{size_text(packed)} unpack to {size_text(unpacked)} or more.",
            fix="If you trust it, unpack it yourself and load what was in it.",
        )
    if unpacked > max_bytes:
        raise too_large(name, unpacked, max_bytes, unpacked=True)


def too_large(name: str, size: int, max_bytes: int, *, unpacked: bool = False) -> FileError:
    having = f"{size_text(size)} unpacked" if unpacked else size_text(size)
    return FileError(
        f'"{name}" is too large.',
        there=f"It has {having}; the limit is {size_text(max_bytes)}.",
        fix=f"To read it all the same: max_bytes={size:_}",
    )


def size_text(size: int) -> str:
    for unit, factor in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{size} bytes"


def unzip(data: bytes, *, name: str, suffixes: tuple[str, ...]) -> list[tuple[str, bytes]]:
    """The members with one of the suffixes, in order of name. FileError where there is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [m for m in archive.namelist() if not _is_hidden(m) and not m.endswith("/")]
        wanted = sorted(member for member in members if member.lower().endswith(suffixes))
        if not wanted:
            raise FileError(
                f'"{name}" holds no data file.',
                there=f"In it: {listed(members, most=10)}." if members else "It is empty.",
                fix=f"Readable are files named {', '.join(suffixes)}.",
            )
        return [(member, _member(archive, member, name=name)) for member in wanted]


def _is_hidden(member: str) -> bool:
    return member.startswith("__MACOSX/") or member.rpartition("/")[2].startswith((".", "~$"))


def _member(archive: zipfile.ZipFile, member: str, *, name: str) -> bytes:
    try:
        return archive.read(member)
    except (
        Exception
    ) as error:  # whatever broken, locked or rare kinds of archives make zipfile raise
        locked = "password" in str(error)
        raise FileError(
            f'"{member}" in "{name}" cannot be unpacked'
            + (": it is protected by a password." if locked else ": the archive is damaged."),
            fix="Unpack it yourself and load what was in it.",
        ) from error


def gunzip(data: bytes, *, name: str, max_bytes: int) -> bytes:
    """The content of a gzip file, up to the same limits."""
    most = min(max(_TIMES * len(data), _HARMLESS), max_bytes)
    try:
        content = gzip.GzipFile(fileobj=io.BytesIO(data)).read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise FileError(
            f'"{name}" is a damaged gzip archive.',
            fix="Export or download it again; it may be cut off.",
        ) from error
    _check_size(len(content), len(data), name=name, max_bytes=max_bytes)
    return content
