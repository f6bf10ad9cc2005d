"""Rows that name no deal: sums without a word that says so, notes of somebody, and what formulas write.

They have no id, name, stage, owner or date, only figures or cells of columns that are none of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.files import RawTable
from cycle_kit.loading.remarks import at_lines
from cycle_kit.values import without_blank_words

FIGURES = {"amount", "converted", "probability"}


def without_sums(raw: RawTable, columns: Mapping[str, str]) -> RawTable:
    """`columns`: `{our name: header}`. A row is no deal if of all these at most figures are filled."""
    others = [header for name, header in columns.items() if name not in FIGURES]
    if len(others) < 2:
        return raw
    empty = nothing_in(raw.frame, others)
    if not empty.any():
        return raw
    figures = [header for name, header in columns.items() if name in FIGURES]
    sums = empty & (raw.frame[figures] != "").any(axis=1) if figures else empty & False
    said = [
        one_or_more(rows.sum(), "{n} row", "{n} rows") + f" of nothing but {what} "
        f"({at_lines(raw.lines[rows.to_numpy()])})"
        for rows, what in ((sums, "figures"), (empty & ~sums, "notes, errors or formulas"))
        if rows.any()
    ]
    kept = ~empty.to_numpy()
    return replace(
        raw,
        frame=raw.frame[kept].reset_index(drop=True),
        lines=raw.lines[kept],
        furniture=raw.furniture + int(empty.sum()),
        left_out=(*raw.left_out, *said),
    )


def nothing_in(frame: pd.DataFrame, headers: list[str]) -> pd.Series:
    """The rows whose cells in all these columns are empty, words for nothing, or errors of a spreadsheet."""
    found = pd.Series(True, index=frame.index)
    for header in headers:
        texts = frame[header]
        found &= (texts == "") | without_blank_words(texts).isna()
        if not found.any():
            break
    return found
