"""How large the sheets of a workbook are, before the reader asks for memory for all their cells.

The reader makes room for every cell between the first and the last one: one stray cell in a sheet's last corner
makes it ask for all memory and abort, whatever the sheet says of its own size.
"""

import re
import zipfile
from collections.abc import Iterator

from cycle_kit.errors import FileError
from cycle_kit.files.archive import opened

_MOST_CELLS = 50_000_000
_CHUNK = 1 << 20
_OVERLAP = 64  # no reference of a cell is longer
_PARTS = re.compile(r"xl/(worksheets/[^/]+\.xml|sharedStrings\.xml)$")

#: columns and rows beyond those that every sheet may reach
_FAR_COLUMN = re.compile(rb"\sr=[\"']([A-Z]{2,})\d")
_FAR_ROW = re.compile(rb"\sr=[\"'][A-Z]*(\d{6,})[\"']")
_NEAR_COLUMN, _NEAR_ROW = 26, 99_999


def check_areas(data: bytes, *, name: str) -> None:
    """FileError: a sheet has cells far away from its table, or the workbook is damaged."""
    if not data.startswith(b"PK"):
        return
    try:
        with opened(data, name=name) as archive:
            for part in filter(_PARTS.match, archive.namelist()):
                _check_area(chunks(archive, part), name=name)
            if "content.xml" in archive.namelist():
                _check_repeats(archive.read("content.xml"), name=name)
    except FileError:
        raise
    except Exception as error:  # whatever a broken archive makes zipfile and zlib raise
        raise FileError(
            f'"{name}" is a damaged workbook.',
            fix="Export or download it again; it may be cut off.",
        ) from error


def chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that overlap; read to its end, so that one larger than it says is found out."""
    end = b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            yield end + chunk
            end = chunk[-_OVERLAP:]


def _check_area(chunks: Iterator[bytes], *, name: str) -> None:
    column, row, filled = _NEAR_COLUMN, _NEAR_ROW, 0
    for chunk in chunks:
        column = max(column, *map(column_number, set(_FAR_COLUMN.findall(chunk))), 0)
        row = max(row, *map(int, set(_FAR_ROW.findall(chunk))), 0)
        filled += chunk.count(b"<c ") + chunk.count(b":c ")
    area = column * row
    if area > _MOST_CELLS and area > 10 * filled:
        raise FileError(
            f'A sheet of "{name}" has cells far away from its table.',
            there=f"About {filled:,} cells lie in an area of {area:,}.",
            fix="Copy the table to a new workbook and save that as XLSX or CSV.",
        )


def _check_repeats(content: bytes, *, name: str) -> None:
    """An OpenDocument sheet writes a row or cell once and how often it comes: a few bytes may mean billions."""
    cells = 0
    for attributes, row in _ROW.findall(content):
        once = sum(_times(cell) for cell in _CELL.findall(row) if not cell.endswith(b"/"))
        cells += once * _times(attributes)
    if cells > _MOST_CELLS:
        raise FileError(
            f'"{name}" has sheets of {cells:,} filled cells; at most {_MOST_CELLS:,} are read.',
            fix="Copy the table to a new workbook and save that as XLSX or CSV.",
        )


_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_CELL = re.compile(rb"<table:table-cell\b([^>]*)>")
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,12})"')


def _times(attributes: bytes) -> int:
    match = _REPEATED.search(attributes)
    return int(match[1]) if match else 1


def column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
