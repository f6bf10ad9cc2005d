"""Frames and columnar files (Parquet, Feather) as raw tables: every cell the text it would have in a CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import feather, parquet, types

from cycle_kit.days import FEW_MIDNIGHTS
from cycle_kit.errors import FileError, listed
from cycle_kit.files.column_names import with_headers
from cycle_kit.files.table import RawTable

_READERS = {
    b"PAR1": lambda file: parquet.ParquetFile(file).read(),  # which may have a header twice
    b"ARRO": feather.read_table,
    b"FEA1": feather.read_table,
}
#: what is raised where a column has no text: a picture, a span of time, lists within lists without end
NO_TEXT = (pa.ArrowException, ValueError, TypeError, OverflowError, RecursionError)
BYTES = (bytes, bytearray, memoryview)
#: the first and the last day that has a text, in days since 1970
FIRST, LAST = -719_162, 2_932_896
_PER_DAY = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}


def of_columnar(data: bytes, *, name: str) -> RawTable:
    """The table of a Parquet or Feather file as text. FileError: it is damaged."""
    return of_arrow(arrow_in(data, name=name), name=name)


def arrow_in(data: bytes, *, name: str) -> pa.Table:
    """The table of a Parquet or Feather file. FileError: it is damaged."""
    try:
        return _READERS[data[:4]](pa.BufferReader(data))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise FileError(
            f'"{name}" is a damaged Parquet or Feather file.',
            fix="Export or download it again; it may be cut off.",
        ) from error


def of_arrow(table: pa.Table, *, name: str) -> RawTable:
    """An Arrow table as text; what is a list or a record in it is JSON."""
    return _of_columns(columns_in(table), table.num_rows, name=name)


def columns_in(table: pa.Table) -> list[tuple[str, pa.ChunkedArray]]:
    """The columns by their headers, without the rows' names that pandas writes beside them."""
    index = (table.schema.pandas_metadata or {}).get("index_columns", [])
    pairs = zip(table.column_names, table.columns, strict=True)
    return [(header, column) for header, column in pairs if header not in index]


def texts_of(column: pa.ChunkedArray) -> pd.Series:
    """The cells of a column as text. One of NO_TEXT: they have none."""
    return as_text(_plain_column(column).reset_index(drop=True))


def of_frame(frame: pd.DataFrame, *, name: str = "the DataFrame") -> RawTable:
    """A DataFrame as the text it would have in a file."""
    headers = map(str, frame.columns)
    columns = [(header, frame.iloc[:, place]) for place, header in enumerate(headers)]
    return _of_columns(columns, len(frame), name=name)


def _of_columns(columns: Iterable[tuple[str, Any]], rows: int, *, name: str) -> RawTable:
    """The columns that have a text; of the others, and of days that have none, remarks."""
    headers: list[str] = []
    texts: list[pd.Series] = []
    left, endless = [], []
    for header, given in columns:
        try:
            text = (
                texts_of(given)
                if isinstance(given, pa.ChunkedArray)
                else as_text(given.reset_index(drop=True))
            )
        except NO_TEXT:
            left.append(header)
            continue
        headers.append(header)
        texts.append(text)
        if isinstance(given, pa.ChunkedArray) and _is_dated(given.type):
            endless += [header] if len(given) - given.null_count > text.ne("").sum() else []
    frame = pd.DataFrame(dict(enumerate(texts)), index=range(rows))
    named, remarks = with_headers(frame, headers)
    if left:
        remarks += (f"Left out, as their cells are no text: {listed(left, most=20)}.",)
    if endless:
        remarks += (
            "Days before year 1 or after 9999, as infinity is, are read as empty cells, in "
            f"{listed(endless, most=20)}.",
        )
    return RawTable(file=name, frame=named, lines=np.arange(rows) + 2, rows=rows, remarks=remarks)


def _plain_column(column: pa.ChunkedArray) -> pd.Series:
    """A column of Arrow as pandas has it: bytes and days as text, lists and records as such."""
    kind = column.type
    if types.is_dictionary(kind):
        whole = [chunk.dictionary_decode() for chunk in column.chunks]
        return _plain_column(pa.chunked_array(whole, kind.value_type))
    if types.is_nested(kind) or isinstance(kind, pa.BaseExtensionType):
        return pd.Series(column.to_pylist(maps_as_pydicts="lossy"), dtype=object)
    if types.is_interval(kind):
        raise TypeError("months, days and parts of a second are no one number")
    if _is_dated(kind):
        column = _within_years(column)
    if types.is_date(kind):
        column = column.cast(pa.string())
    if types.is_fixed_size_binary(kind):
        column = column.cast(pa.binary())
    if types.is_fixed_size_binary(kind) or types.is_binary(kind) or types.is_large_binary(kind):
        return pd.Series(column.to_pylist(), dtype=object)
    return column.to_pandas(types_mapper=_kept.get, timestamp_as_object=False)


def _is_dated(kind: pa.DataType) -> bool:
    return types.is_date(kind) or types.is_timestamp(kind)


def _within_years(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The days and moments of years 1 to 9999: databases have an infinity on either side, which no text has."""
    kind = column.type
    small = types.is_date32(kind)
    per_day = 1 if small else _PER_DAY[kind.unit if types.is_timestamp(kind) else "ms"]
    numbers = column.cast(pa.int32()).cast(pa.int64()) if small else column.cast(pa.int64())
    most = np.iinfo(np.int64).max - 1
    low, high = max(FIRST * per_day, -most), min((LAST + 1) * per_day, most)
    inside = pc.and_(pc.greater_equal(numbers, low), pc.less(numbers, high))
    return pc.if_else(inside, column, pa.scalar(None, kind))


#: numbers that may be missing stay whole numbers
_kept = {
    **{kind: pd.Int64Dtype() for kind in (pa.int64(), pa.int32(), pa.int16(), pa.int8())},
    pa.uint64(): pd.UInt64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


def as_text(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        plain = column.dt.tz_convert("UTC").dt.tz_localize(None) if column.dt.tz else column
        days = (plain == plain.dt.normalize()).sum() > FEW_MIDNIGHTS * plain.count()
        nothing = r"( 00:00:00)?\.000000$" if days else r"\.000000$"
        texts = plain.dt.strftime("%Y-%m-%d %H:%M:%S.%f").fillna("")
        return texts.str.replace(nothing, "", regex=True)
    if pd.api.types.is_float_dtype(column) and (column.dropna() % 1 == 0).all():
        column = column.astype("Int64")
    if column.dtype == "object" and column.map(_is_nested).any():
        column = column.map(_as_json)
    if column.dtype == "object" and column.map(lambda cell: isinstance(cell, BYTES)).any():
        column = column.map(_decoded)
    return column.astype("str").where(column.notna(), "")


def _is_nested(cell: Any) -> bool:
    return isinstance(cell, (list, tuple, dict, np.ndarray))


def _as_json(cell: Any) -> Any:
    return json.dumps(cell, default=_plain, ensure_ascii=False) if _is_nested(cell) else cell


def _plain(value: Any) -> Any:
    """What JSON has no form for: arrays as lists, all else as text."""
    return value.tolist() if isinstance(value, np.ndarray) else str(_decoded(value))


def _decoded(cell: Any) -> Any:
    """Bytes as the text that they are. ValueError: they are none."""
    if not isinstance(cell, BYTES):
        return cell
    text = bytes(cell).decode("utf-8")
    if "\0" in text:
        raise ValueError("a text has no such sign")
    return text
