"""Workbooks (xlsx, xlsm, xlsb, xls, ods) to grids of text, one for each sheet."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator

import pandas as pd
from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from cycle_kit.errors import FileError, listed
from cycle_kit.files.grid import Grid

_MOST_CELLS = 50_000_000


def read_workbook(data: bytes, *, name: str, sheet: str | None) -> tuple[list[Grid], list[str]]:
    """The grids of the visible worksheets with content, or of `sheet`; why others were left out."""
    _check_areas(data, name=name)
    book = _guarded(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)), name=name)
    if sheet is not None and sheet not in book.sheet_names:
        raise FileError(
            f'"{name}" has no sheet "{sheet}".',
            there=f"Its sheets: {listed(book.sheet_names)}.",
            fix=f"sheet={book.sheet_names[0]!r}" if book.sheet_names else "",
        )
    chosen, skipped = ([sheet], []) if sheet is not None else _visible(book)
    grids = [_guarded(lambda s=s: _grid(book.get_sheet_by_name(s)), name=name) for s in chosen]
    skipped += [f'The sheet "{grid.sheet}" is empty.' for grid in grids if grid.frame.empty]
    return [grid for grid in grids if not grid.frame.empty], skipped


def _visible(book: CalamineWorkbook) -> tuple[list[str], list[str]]:
    """The worksheets that people see; a hidden one is an exporter's own and is left out, noted."""
    sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    seen = [s.name for s in sheets if s.visible == SheetVisibleEnum.Visible]
    hidden = [s.name for s in sheets if s.visible != SheetVisibleEnum.Visible]
    return seen, [f'The hidden sheet "{s}" was not read; sheet={s!r} reads it.' for s in hidden]


def _guarded(action: Callable, *, name: str):
    """The reader raises its own errors and, on broken files, a panic that is no Exception."""
    try:
        return action()
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        if "assword" in f"{type(error).__name__} {error}":
            raise FileError(
                f'"{name}" is protected by a password.',
                fix="Open it in a spreadsheet program and save a copy without the password.",
            ) from error
        raise FileError(
            f'"{name}" is a workbook that cannot be read: it is damaged, or no spreadsheet at all.',
            fix="Open it in a spreadsheet program and save it as XLSX or CSV.",
        ) from error


def _grid(sheet: CalamineSheet) -> Grid:
    rows = sheet.to_python(skip_empty_area=True)
    columns = {
        place: [_TEXT.get(type(cell), str)(cell) for cell in column]
        for place, column in enumerate(zip(*rows, strict=True))
    }
    first = sheet.start[0] + 1 if sheet.start else 1
    return Grid(pd.DataFrame(columns, dtype=str), first=first, sheet=sheet.name)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)


def _moment(value: dt.datetime) -> str:
    """To the nearest second, as workbooks keep fractions of a day; midnight is a date."""
    if value.microsecond >= 500_000 and value < dt.datetime.max.replace(microsecond=0):
        value += dt.timedelta(seconds=1)
    return value.strftime("%Y-%m-%d") if value.time() < dt.time(0, 0, 1) else _stamp(value)


def _stamp(value: dt.datetime) -> str:
    return value.replace(microsecond=0).isoformat(" ")


def _span(value: dt.timedelta) -> str:
    seconds = round(value.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    return f"{'-' if seconds < 0 else ''}{hours}:{rest // 60:02d}:{rest % 60:02d}"


_TEXT: dict[type, Callable] = {
    str: str,
    float: _number,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    dt.datetime: _moment,
    dt.date: lambda value: value.isoformat(),
    dt.time: lambda value: value.replace(microsecond=0).isoformat(),
    dt.timedelta: _span,
    type(None): lambda value: "",
}


def _check_areas(data: bytes, *, name: str) -> None:
    """One stray cell in a sheet's last corner makes the reader ask for all memory and abort."""
    if not data.startswith(b"PK"):
        return
    for sheet in _sheets_of_xml(data, name=name):
        declared = re.search(
            rb"<(?:\w+:)?dimension ref=\"(?:[A-Z]+\d+:)?([A-Z]+)(\d+)\"", sheet[:4096]
        )
        if declared and _area(*declared.groups()) <= _MOST_CELLS:
            continue
        ends = [match.groups() for match in _CELL.finditer(sheet)]
        box = max((_column(c) for c, _ in ends), default=0) * max(
            (int(r) for _, r in ends), default=0
        )
        if box > _MOST_CELLS and box > 10 * len(ends):
            raise FileError(
                f'A sheet of "{name}" has cells far away from its table.',
                there=f"{len(ends):,} filled cells lie in an area of {box:,}.",
                fix="Copy the table to a new workbook and save that as XLSX or CSV.",
            )


_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"[^>/]*>\s*<')


def _sheets_of_xml(data: bytes, *, name: str) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                if re.match(r"xl/worksheets/[^/]+\.xml$", member):
                    yield archive.read(member)
    except Exception as error:  # whatever a broken archive makes zipfile and zlib raise
        raise FileError(
            f'"{name}" is a damaged workbook.',
            fix="Export or download it again; it may be cut off.",
        ) from error


def _area(column: bytes, row: bytes) -> int:
    return _column(column) * int(row)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
