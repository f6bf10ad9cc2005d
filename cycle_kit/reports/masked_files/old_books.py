"""Workbooks that cannot be written as they are (xls, xlsb, ods): the same sheets as XLSX."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import xlsxwriter
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from cycle_kit.files.areas import check_areas
from cycle_kit.files.workbook import guarded

#: names that promise a workbook of another kind than is written
OLD = (".xls", ".xlsb", ".xlsm", ".ods")
_LONGEST = 31  # letters of a sheet's name
_FIRST_YEAR = 1900
_FORMATS: dict[type, str] = {
    dt.datetime: "yyyy-mm-dd hh:mm:ss",
    dt.date: "yyyy-mm-dd",
    dt.time: "hh:mm:ss",
    dt.timedelta: "[h]:mm:ss",
}


def new_name(name: str) -> str:
    """The name of a file with the ending of what is written."""
    end = PurePath(name).suffix
    return name.removesuffix(end) + ".xlsx" if end.lower() in OLD else name


def as_xlsx(data: bytes, *, name: str) -> bytes:
    """The cells of all sheets, hidden ones hidden. FileError: it is damaged, or protected."""
    check_areas(data, name=name)
    return guarded(lambda: _rewritten(data), name=name)


def _rewritten(data: bytes) -> bytes:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    file = io.BytesIO()
    # no text becomes a formula, a number or a link
    options = {"in_memory": True, "strings_to_urls": False, "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(file, options) as new:
        formats = {kind: new.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
        for old in book.sheets_metadata:
            if old.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = new.add_worksheet(old.name[:_LONGEST])
            if old.visible != SheetVisibleEnum.Visible:
                sheet.hide()
            _copy(book.get_sheet_by_name(old.name), sheet, formats)
    return file.getvalue()


def _copy(old: CalamineSheet, sheet: Any, formats: Mapping[type, Any]) -> None:
    above, left = old.start or (0, 0)
    for line, row in enumerate(old.to_python(skip_empty_area=True), start=above):
        for column, cell in enumerate(row, start=left):
            if cell is not None and cell != "":
                _write(sheet, line, column, cell, formats)


def _write(sheet: Any, line: int, column: int, cell: Any, formats: Mapping[type, Any]) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(line, column, cell)
    elif isinstance(cell, (int, float)):
        sheet.write_number(line, column, cell)
    elif isinstance(cell, str):
        sheet.write_string(line, column, cell)
    elif isinstance(cell, (dt.datetime, dt.date)) and cell.year < _FIRST_YEAR:
        sheet.write_string(line, column, str(cell))  # before the first day of such a workbook
    else:
        sheet.write_datetime(line, column, cell, formats[type(cell)])
