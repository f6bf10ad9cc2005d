"""Delimited text (CSV, TSV) to a grid: pandas' fast reader, checked against a count of records."""

import io
import re

import pandas as pd

from cycle_kit.errors import FileError
from cycle_kit.files import separator
from cycle_kit.files.encoding import Text, as_utf8
from cycle_kit.files.grid import Grid, check_width, from_rows, in_lines
from cycle_kit.files.records import is_odd, one_by_one, scan

_SAMPLE = 1 << 18


def read_delimited(data: bytes, *, name: str) -> Grid:
    """The grid of a text file. FileError where it is empty, no text, or has only one column."""
    text = as_utf8(data, name=name)
    declared, length = separator.declared(text.data)
    body = text.data[length:]
    if not re.search(rb"\S", body):
        raise FileError(f'"{name}" is empty.', fix="Export the data again and check its size.")
    sample = body[:_SAMPLE].decode("utf-8", "ignore")
    sep = declared or separator.choose(sample)
    if not sep:
        raise _one_column(name)
    spaced = separator.is_spaced(sample, sep)
    fast = _read_fast(body, sep, spaced=spaced, name=name) if sep.isascii() else None
    grid = fast or _read_slowly(body, sep, spaced=spaced, name=name)
    return _signed(grid, text, sep)


def _one_column(name: str) -> FileError:
    known = ", ".join(separator.SEPARATORS.values())
    return FileError(
        f'No table was found in "{name}": nothing separates its columns.',
        there=f"Looked for: {known}.",
        fix="Export the data again as CSV or XLSX with a header row.",
    )


def _signed(grid: Grid, text: Text, sep: str) -> Grid:
    remarks = text.remarks + grid.remarks
    return Grid(grid.frame, grid.cells, grid.first, text.encoding, sep, "", remarks)


def _read_fast(data: bytes, sep: str, *, spaced: bool, name: str) -> Grid | None:
    """Read by pandas; None where it disagrees with the count of records, as with odd quotes."""
    found = scan(data, sep)
    if is_odd(data, found, sep, spaced=spaced):
        return None
    check_width(found.cells, name=name)
    width = int(found.cells.max())
    try:
        frame = pd.read_csv(
            io.BytesIO(data),
            sep=sep,
            header=None,
            names=list(range(width + 1)),  # the last one stays empty if the count is right
            dtype=str,
            na_filter=False,
            skip_blank_lines=False,
            skipinitialspace=spaced,
        )
    except (ValueError, OverflowError):  # pandas' parser errors are ValueErrors
        return None
    agreed = isinstance(frame.index, pd.RangeIndex) and (frame[width] == "").all()
    if not agreed or len(frame) != len(found.cells):
        return None
    return Grid(frame.drop(columns=width), found.cells)


def _read_slowly(data: bytes, sep: str, *, spaced: bool, name: str) -> Grid:
    rows, odd, cut_off = one_by_one(data.decode("utf-8", "replace"), sep, spaced=spaced)
    remarks: tuple[str, ...] = ()
    if odd:
        what = "row has quotation marks" if len(odd) == 1 else "rows have quotation marks"
        remarks = (f"{len(odd)} {what} that do not pair ({in_lines(odd)}): read as they stand.",)
    if cut_off:
        remarks += (f"The file ends inside a cell ({in_lines([len(rows)])}): its end is missing.",)
    return from_rows(rows, name=name, remarks=remarks)
