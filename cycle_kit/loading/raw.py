"""Whatever `load` is given, as raw tables of text."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from cycle_kit import files
from cycle_kit.days import FEW_MIDNIGHTS


def raw_tables(source: Any, *, sheet: str | None, max_bytes: int) -> list[files.RawTable]:
    if isinstance(source, pd.DataFrame):
        return [from_frame(source)]
    if isinstance(source, list) and source and isinstance(source[0], files.RawTable):
        return list(source)  # read before, by the import page
    return files.read(source, sheet=sheet, max_bytes=max_bytes)


def from_frame(frame: pd.DataFrame) -> files.RawTable:
    """A DataFrame as the text it would have in a file."""
    texts = pd.DataFrame({str(name): as_text(frame[name]) for name in frame.columns})
    texts = texts.reset_index(drop=True)
    return files.RawTable(
        file="the DataFrame",
        frame=texts,
        lines=np.arange(len(texts)) + 2,
        rows=len(texts),
        furniture=0,
        encoding="",
        separator="",
        sheet="",
        remarks=(),
    )


def as_text(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        plain = column.dt.tz_convert("UTC").dt.tz_localize(None) if column.dt.tz else column
        days = (plain == plain.dt.normalize()).sum() > FEW_MIDNIGHTS * plain.count()
        nothing = r"( 00:00:00)?\.000000$" if days else r"\.000000$"
        texts = plain.dt.strftime("%Y-%m-%d %H:%M:%S.%f").fillna("")
        return texts.str.replace(nothing, "", regex=True)
    if pd.api.types.is_float_dtype(column) and (column.dropna() % 1 == 0).all():
        column = column.astype("Int64")
    return column.astype("str").where(column.notna(), "")
