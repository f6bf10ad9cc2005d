"""A Parquet or Feather file, its columns written anew: texts and figures of the same kinds, and nothing else.

The names of rows that pandas keeps, and what programs write beside the columns, are not taken along.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import pyarrow as pa
from pyarrow import feather, parquet, types

from cycle_kit.files.frames import NO_TEXT, arrow_in, columns_in, texts_of
from cycle_kit.files.sources import Blob
from cycle_kit.reports.masked_files.sheets import Stands, sheet_of, tables_of
from cycle_kit.reports.masked_files.tables import Sheet

_NO_TEXT_AT_ALL = b"\xff"


@dataclass(frozen=True)
class ColumnsPart:
    """The columns of a file by their headers; `texts`: their cells as text, None of columns that have none."""

    name: str
    kind: bytes
    columns: list[tuple[str, pa.ChunkedArray]]
    texts: list[list[str] | None]
    sheet: Sheet

    @property
    def sheets(self) -> list[Sheet]:
        return [self.sheet]

    @property
    def beside(self) -> list[str]:
        return [header for header, _ in self.columns]

    def written(self, to: Stands) -> bytes:
        headers, arrays, place = [], [], 0
        for (header, column), texts in zip(self.columns, self.texts, strict=True):
            headers.append(to.header(header))
            arrays.append(
                without_text(column) if texts is None else self._masked(column, texts, place, to)
            )
            place += texts is not None
        table = pa.Table.from_arrays(arrays, names=headers)
        file = io.BytesIO()
        if self.kind == b"PAR1":
            parquet.write_table(table, file)
        else:
            feather.write_feather(table, file)
        return file.getvalue()

    def _masked(
        self, column: pa.ChunkedArray, texts: list[str], place: int, to: Stands
    ) -> pa.Array:
        if types.is_temporal(column.type) or types.is_boolean(column.type):
            return column
        nothing = column.is_null().to_pylist()
        new = [
            None if missing else to.cell(self.sheet, line, place, text)
            for line, (text, missing) in enumerate(zip(texts, nothing, strict=True), start=2)
        ]
        return of_kind(pa.array(new, pa.string()), column.type)


def columns_part(blob: Blob) -> ColumnsPart:
    """FileError: it is damaged."""
    columns = columns_in(arrow_in(blob.data, name=blob.name))
    texts = [text_of(column) for _, column in columns]
    told = [each for each in texts if each is not None]
    headers = [header for (header, _), each in zip(columns, texts, strict=True) if each is not None]
    rows = [headers, *(list(row) for row in zip(*told, strict=True))]
    sheet = sheet_of(rows, tables_of(blob), 1)
    return ColumnsPart(blob.name, blob.data[:4], columns, texts, sheet)


def text_of(column: pa.ChunkedArray) -> list[str] | None:
    try:
        return texts_of(column).tolist()
    except NO_TEXT:
        return None


def of_kind(texts: pa.Array, kind: pa.DataType) -> pa.Array:
    """The texts as what the column held; as texts where figures have become too large for it, and for records."""
    if types.is_integer(kind):
        kind = pa.int64()
    if types.is_floating(kind) or types.is_integer(kind) or types.is_decimal(kind):
        try:
            return texts.cast(kind)
        except pa.ArrowException:
            return texts
    return texts.cast(pa.binary()) if types.is_binary(kind) else texts


def without_text(column: pa.ChunkedArray) -> pa.Array:
    """What stands for cells that are no text, such as pictures: as many that are none either."""
    if types.is_interval(column.type) or types.is_duration(column.type):
        return column
    nothing = column.is_null().to_pylist()
    return pa.array([None if each else _NO_TEXT_AT_ALL for each in nothing], pa.binary())
