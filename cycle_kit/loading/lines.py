"""Exports with several rows per deal: product lines, and child rows that leave the deal's cells blank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.files import RawTable
from cycle_kit.loading.columns import Source
from cycle_kit.remarks import Remarks, at_lines

LINE = "product"  # ours among the columns of a line; all others that we know are the deal's


def with_parents(raw: RawTable, columns: Mapping[str, str], remarks: Remarks) -> RawTable:
    """Child rows, in which every cell of the deal's own is blank, with the cells and the line of the row above."""
    own = [header for name, header in columns.items() if name != LINE]
    frame = raw.frame
    child = (frame[own] == "").all(axis=1).to_numpy() & (frame != "").any(axis=1).to_numpy()
    child[:1] = False
    if not child.any():
        return raw
    places = np.arange(len(frame))
    parent = np.maximum.accumulate(np.where(child, 0, places))
    above = frame.iloc[parent].set_axis(frame.index)
    filled = frame.mask((frame == "") & pd.Series(child, frame.index).to_frame().to_numpy(), above)
    told = one_or_more(
        child.sum(),
        "{n} row continues the deal above it and leaves its cells blank",
        "{n} rows continue the deal above them and leave its cells blank",
    )
    remarks.add(
        "file",
        f"{told} ({at_lines(raw.lines[child])}).",
        file=raw.file,
        effect="They count with that deal.",
    )
    return replace(raw, frame=filled, lines=raw.lines[parent])


def further_lines(source: Source, ids: pd.Series) -> pd.Series:
    """Which rows are one more line of a deal whose own columns say the same in a later row."""
    if not source.match.dialect.lines_per_deal:
        return pd.Series(False, index=ids.index)
    own = [header for name, header in source.match.columns.items() if name != LINE]
    return source.raw.frame[own].assign(_id=ids).duplicated(keep="last")


def products(source: Source, ids: pd.Series, rows: pd.Series) -> pd.Series:
    """The products of each deal's `rows` joined with " + ", each named once, in the file's order."""
    words = source.words(LINE)
    named = pd.DataFrame({"id": ids, "product": words})[rows & words.notna()]
    joined = named.drop_duplicates().groupby("id", sort=False)["product"].agg(" + ".join)
    return ids.map(joined).astype("str")
