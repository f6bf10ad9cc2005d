"""Delimited text (CSV, TSV) to a grid: a fast reader, checked against a count of records."""

import io
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv

from cycle_kit.errors import FileError, NoTableError
from cycle_kit.files import separator
from cycle_kit.files.aligned import aligned
from cycle_kit.files.encoding import as_utf8
from cycle_kit.files.grid import Grid, check_width, from_rows, in_lines
from cycle_kit.files.line_breaks import MOST_LINES_SLOWLY, check_lines
from cycle_kit.files.records import is_odd, one_by_one, scan
from cycle_kit.files.wrapped import unwrapped

_SAMPLE = 1 << 18


def read_delimited(data: bytes, *, name: str) -> Grid:
    """The grid of a text file. FileError where it is empty, no text, or has only one column."""
    text = as_utf8(data, name=name)
    declared, length = separator.declared(text.data)
    body = text.data[length:].rstrip(b"\x1a")  # where DOS ends a file
    if not re.search(rb"\S", body):
        raise FileError(f'"{name}" is empty.', fix="Export the data again and check its size.")
    body = check_lines(body, name=name)
    body, wrapped = unwrapped(body, sep=declared)
    sample = body[:_SAMPLE].decode("utf-8", "ignore")
    sep = declared or separator.choose(sample)
    if not sep or sep not in sample.lstrip().partition("\n")[0]:
        grid = aligned(body.decode("utf-8", "replace"), name=name)
        if grid is not None:
            told = text.remarks + wrapped + grid.remarks
            return replace(grid, encoding=text.encoding, remarks=told)
    if not sep:
        raise _one_column(name)
    spaced = separator.is_spaced(sample, sep)
    fast = _read_fast(body, sep, spaced=spaced, name=name) if sep.isascii() else None
    grid = fast or _read_slowly(body, sep, spaced=spaced, name=name)
    return replace(
        grid,
        encoding=text.encoding,
        separator=sep,
        remarks=text.remarks + wrapped + grid.remarks,
        complete=body.endswith((b"\n", b"\r")),
    )


def _one_column(name: str) -> NoTableError:
    known = ", ".join(separator.SEPARATORS.values())
    return NoTableError(
        f'No table was found in "{name}": nothing separates its columns.',
        there=f"Looked for: {known}.",
        fix="Export the data again as CSV or XLSX with a header row.",
    )


def _read_fast(data: bytes, sep: str, *, spaced: bool, name: str) -> Grid | None:
    """Read by Arrow, or by pandas where rows are of different lengths.

    None where the reader disagrees with the count of records, as with odd quotes.
    """
    found = scan(data, sep)
    if is_odd(data, found, sep, spaced=spaced):
        return None
    check_width(found.cells, name=name)
    width = int(found.cells.max())
    even = not spaced and bool((found.cells == width).all())
    frame = _by_arrow(data, sep, width) if even else None
    if frame is None or len(frame) != len(found.cells):
        frame = _by_pandas(data, sep, width, spaced=spaced)
    if frame is None or len(frame) != len(found.cells):
        return None
    return Grid(frame, found.cells)


_LARGEST_BLOCK = 1 << 30
_TEXT = pd.StringDtype(na_value=np.nan)


def _by_arrow(data: bytes, sep: str, width: int) -> pd.DataFrame | None:
    """Records that all have this many cells; several times faster than pandas."""
    names = list(map(str, range(width)))
    try:
        table = csv.read_csv(
            pa.BufferReader(data),
            # in one block, or else cells are copied once more to stand together
            csv.ReadOptions(column_names=names, block_size=min(len(data) + 1, _LARGEST_BLOCK)),
            csv.ParseOptions(delimiter=sep, newlines_in_values=True, ignore_empty_lines=False),
            csv.ConvertOptions(column_types=dict.fromkeys(names, pa.large_string())),
        )
    except pa.ArrowInvalid:
        return None
    pa.default_memory_pool().release_unused()  # what the parser took, as much as the file
    frame = table.combine_chunks().to_pandas(types_mapper={pa.large_string(): _TEXT}.get)
    return frame.set_axis(range(width), axis=1)


def _by_pandas(data: bytes, sep: str, width: int, *, spaced: bool) -> pd.DataFrame | None:
    """Records of at most so many cells; those that are missing are empty."""
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
    return frame.drop(columns=width) if agreed else None


def _read_slowly(data: bytes, sep: str, *, spaced: bool, name: str) -> Grid:
    if data.count(b"\n") > MOST_LINES_SLOWLY:
        raise FileError(
            f'"{name}" has quotation marks that do not pair, and too many lines to read it without them.',
            fix="Export the data again with text in quotes, or as several smaller files.",
        )
    rows, odd, cut_off = one_by_one(data.decode("utf-8", "replace"), sep, spaced=spaced)
    remarks: tuple[str, ...] = ()
    if odd:
        what = "row has quotation marks" if len(odd) == 1 else "rows have quotation marks"
        remarks = (f"{len(odd)} {what} that do not pair ({in_lines(odd)}): read as they stand.",)
    if cut_off:
        remarks += (f"The file ends inside a cell ({in_lines([len(rows)])}): its end is missing.",)
    return from_rows(rows, name=name, remarks=remarks)
