"""Workbooks (xlsx, xlsm, xlsb, xls, ods) to grids of text, one for each sheet."""

import datetime as dt
import io
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from cycle_kit.errors import FileError, listed, printable
from cycle_kit.files.areas import check_areas
from cycle_kit.files.grid import Grid
from cycle_kit.files.money_formats import MERGED, Symbols, symbols_of

#: a list for each of some hundred people has its sheet; more are read by name only
_MOST_SHEETS = 1000


def read_workbook(data: bytes, *, name: str, sheet: str | None) -> tuple[list[Grid], list[str]]:
    """The grids of the visible worksheets with content, or of `sheet`; why others were left out."""
    check_areas(data, name=name)
    book = guarded(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)), name=name)
    chosen, skipped = _named(book, sheet, name=name) if sheet is not None else _visible(book)
    if len(chosen) > _MOST_SHEETS:
        raise FileError(
            f'"{name}" has {len(chosen):,} sheets; at most {_MOST_SHEETS:,} are read at once.',
            fix=f"Choose one, as sheet={chosen[0]!r}, or save those that you want as another workbook.",
        )
    grids = [guarded(lambda s=s: _grid(book.get_sheet_by_name(s)), name=name) for s in chosen]
    grids = _with_symbols(grids, symbols_of(data, chosen, name=name))
    skipped += [f'The sheet "{grid.sheet}" is empty.' for grid in grids if grid.frame.empty]
    return [grid for grid in grids if not grid.frame.empty], skipped


def _named(book: CalamineWorkbook, sheet: str, *, name: str) -> tuple[list[str], list[str]]:
    """The one sheet that was asked for. FileError: there is none of this name, or it is a chart."""
    of_cells = [s.name for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    if sheet in of_cells:
        return [sheet], []
    said = "is a chart" if sheet in book.sheet_names else ""
    raise FileError(
        f'The sheet "{sheet}" of "{name}" {said}.' if said else f'"{name}" has no sheet "{sheet}".',
        there=f"Its sheets: {listed(map(printable, of_cells))}.",
        fix=f"sheet={of_cells[0]!r}" if of_cells else "",
    )


def _visible(book: CalamineWorkbook) -> tuple[list[str], list[str]]:
    """The worksheets that people see; a hidden one is an exporter's own and is left out, noted."""
    sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    seen = [s.name for s in sheets if s.visible == SheetVisibleEnum.Visible]
    hidden = [s.name for s in sheets if s.visible != SheetVisibleEnum.Visible]
    charts = [s.name for s in book.sheets_metadata if s.typ == SheetTypeEnum.ChartSheet]
    skipped = [f'The hidden sheet "{s}" was not read; sheet={s!r} reads it.' for s in hidden]
    return seen, skipped + [f'The sheet "{s}" holds a chart, no table.' for s in charts]


def guarded(action: Callable, *, name: str):
    """What an action on a workbook gives. FileError: it is damaged, or protected.

    The reader raises its own errors and, on broken files, a panic that is no Exception."""
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
        place: [cell if cell.__class__ is str else _text(cell) for cell in column]
        for place, column in enumerate(zip(*rows, strict=True))
    }
    above, left = sheet.start or (0, 0)
    frame = pd.DataFrame(columns, dtype=str)
    return Grid(frame, first=above + 1, left=left, sheet=sheet.name, symbols=_merged(sheet, left))


def _merged(sheet: CalamineSheet, left: int) -> Symbols:
    """The lines of the cells that are one with the cell above them, by column of the grid."""
    lines: defaultdict[int, list[int]] = defaultdict(list)
    for (top, column), (bottom, last) in sheet.merged_cell_ranges or ():
        if column == last:
            lines[column - left] += range(top + 2, bottom + 2)
    return {column: {MERGED: np.array(sorted(of))} for column, of in lines.items()}


def _with_symbols(grids: list[Grid], symbols: Mapping[str, Symbols]) -> list[Grid]:
    """The grids with what the number formats of their cells say."""
    return [replace(grid, symbols=_joined(grid, symbols.get(grid.sheet, {}))) for grid in grids]


def _joined(grid: Grid, said: Symbols) -> Symbols:
    both = {place - grid.left: each for place, each in said.items()}
    return {
        place: {**grid.symbols.get(place, {}), **both.get(place, {})}
        for place in {*grid.symbols, *both}
    }


def _text(cell: object) -> str:
    return _TEXT.get(type(cell), str)(cell)


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
    float: _number,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    dt.datetime: _moment,
    dt.date: lambda value: value.isoformat(),
    dt.time: lambda value: value.replace(microsecond=0).isoformat(),
    dt.timedelta: _span,
    type(None): lambda value: "",
}
