"""Zip and gzip archives: their members, and guards against those that unpack to far too much."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator

from cycle_kit.errors import FileError, listed, printable

_TIMES = 50
_HARMLESS = 20_000_000
_CHUNK = 1 << 20

#: how many files are read at once, of a folder, a list or an archive: dated exports of three years
MOST_FILES = 1000
#: how many members an archive may have, of which most are no data: opening it takes time for each
_MOST_MEMBERS = 20_000
#: how a member may be packed: of rarer ways the size is known only when it is unpacked
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def too_many(what: str, number: int) -> FileError:
    return FileError(
        f"{what} holds {number:,} data files; at most {MOST_FILES:,} are read at once.",
        fix="Put those that you want into a folder of their own, and give that.",
    )


def opened(data: bytes, *, name: str) -> zipfile.ZipFile:
    """The archive. FileError: it has far too many members. What `zipfile` raises, where it is damaged."""
    members = data.count(b"PK\x01\x02")
    if members > _MOST_MEMBERS:
        raise FileError(
            f'"{name}" is an archive of more than {_MOST_MEMBERS:,} files.',
            there=f"It has about {members:,}.",
            fix="Unpack it yourself, and give the folder or the file that you want.",
        )
    return zipfile.ZipFile(io.BytesIO(data))


def check_unpacked(data: bytes, *, name: str, max_bytes: int) -> None:
    """Refuse a zip (a workbook is one) that unpacks to 50 times its size or over the limit."""
    if not data.startswith(b"PK"):
        return
    with opened(data, name=name) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
        rare = any(member.compress_type not in _PACKED for member in archive.infolist())
    _check_size(unpacked, len(data), name=name, max_bytes=max_bytes)
    if rare:
        raise FileError(
            f'"{name}" is packed in a way that is rare in zip archives.',
            fix="Unpack it yourself and load what was in it.",
        )


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


def unzip(data: bytes, *, name: str, suffixes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """The members with one of the suffixes, in order of name. FileError where there is none."""
    with opened(data, name=name) as archive:
        for member in members_named(archive, name=name, suffixes=suffixes):
            yield member, _member(archive, member, name=name)


def members_named(archive: zipfile.ZipFile, *, name: str, suffixes: tuple[str, ...]) -> list[str]:
    """The names of the members with one of the suffixes, in order. FileError: none, or far too many."""
    members = [m for m in archive.namelist() if not _is_hidden(m) and not m.endswith("/")]
    wanted = sorted(member for member in members if member.lower().endswith(suffixes))
    if not wanted:
        raise FileError(
            f'"{name}" holds no data file.',
            there=f"In it: {listed(map(printable, members), most=10)}."
            if members
            else "It is empty.",
            fix=f"Readable are files named {', '.join(suffixes)}.",
        )
    if len(wanted) > MOST_FILES:
        raise too_many(f'"{name}"', len(wanted))
    return wanted


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
            f'"{printable(member)}" in "{name}" cannot be unpacked'
            + (": it is protected by a password." if locked else ": the archive is damaged."),
            fix="Unpack it yourself and load what was in it.",
        ) from error


def gunzip(data: bytes, *, name: str, max_bytes: int) -> bytes:
    """The content of a gzip file, up to the same limits; measured before any of it is kept."""
    most = min(max(_TIMES * len(data), _HARMLESS), max_bytes)
    try:
        size = 0
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            while size <= most and (chunk := file.read(_CHUNK)):
                size += len(chunk)
        _check_size(size, len(data), name=name, max_bytes=max_bytes)
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise FileError(
            f'"{name}" is a damaged gzip archive.',
            fix="Export or download it again; it may be cut off.",
        ) from error
