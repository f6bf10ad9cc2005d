"""Exports with several rows per deal: product lines, and child rows that leave the deal's cells blank."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from cycle_kit.errors import listed, one_or_more
from cycle_kit.files import RawTable
from cycle_kit.loading.columns import Source
from cycle_kit.loading.evidence import HALF, look_at
from cycle_kit.remarks import Remarks, at_lines
from cycle_kit.values import cleaned

LINE = "product"  # ours among the columns of a line; all others that we know are the deal's


def with_parents(
    raw: RawTable,
    columns: Mapping[str, str],
    remarks: Remarks,
    *,
    of_lines: Sequence[str] = (),
    of_deals: Collection[str] = (),
) -> RawTable:
    """Child rows, in which every cell of the deal's own is blank, with the cells and the line of the row above.

    `of_lines`: the columns of lines in a list kept by hand, the amount among them: there a child has nothing but
    these, and right above it a row that has all that it has. `of_deals`: those of them that are the deal's where no
    child has any.
    """
    frame = raw.frame
    child = lines_alone(raw, of_lines) if of_lines else blank_of_own(frame, columns)
    if not child.any():
        return raw
    places = np.arange(len(frame))
    parent = np.maximum.accumulate(np.where(child, 0, places))
    above = frame.iloc[parent].set_axis(frame.index)
    blank = (frame == "") & pd.Series(child, frame.index).to_frame().to_numpy()
    for header in of_lines:  # another line's amount is not that of this one
        if header not in of_deals or (frame.loc[child, header] != "").any():
            blank[header] = False
    more = [] if of_lines else more_words(frame, child, columns.values())
    told = one_or_more(
        child.sum(),
        "{n} row continues the deal above it and leaves its cells blank",
        "{n} rows continue the deal above them and leave their cells blank",
    )
    effect = "They count with that deal"
    effect += f', and what they hold in {listed(more)} is joined with "+".' if more else "."
    remarks.add("file", f"{told} ({at_lines(raw.lines[child])}).", file=raw.file, effect=effect)
    filled = frame.mask(blank, above)
    filled = filled.assign(**{header: joined_words(frame[header], parent) for header in more})
    return replace(raw, frame=filled, lines=raw.lines[parent])


def blank_of_own(frame: pd.DataFrame, columns: Mapping[str, str]) -> np.ndarray:
    """Which rows hold something, but nothing in the columns that are the deal's own."""
    own = [header for name, header in columns.items() if name != LINE]
    child = (frame[own] == "").all(axis=1).to_numpy() & (frame != "").any(axis=1).to_numpy()
    child[:1] = False
    return child


def lines_alone(raw: RawTable, of_lines: Sequence[str]) -> np.ndarray:
    """Which rows name what is sold, and hold nothing but columns of lines, right below one that holds these, too."""
    filled = (raw.frame != "").to_numpy()
    mine = raw.frame.columns.isin(list(of_lines))
    child = filled[:, raw.frame.columns.get_loc(of_lines[0])] & ~filled[:, ~mine].any(axis=1)
    held = np.zeros(filled.shape[1], dtype=bool)  # by the row of the deal
    lines = np.asarray(raw.lines)
    for place in range(len(child)):
        near = place > 0 and lines[place] == lines[place - 1] + 1
        child[place] &= near and not (filled[place] & ~held).any()
        if not child[place]:
            held = filled[place] & filled[place, ~mine].any()
    return child


def more_words(frame: pd.DataFrame, child: np.ndarray, ours: Collection[str]) -> list[str]:
    """The columns, none of ours, that continuing rows fill with words: tags, say; figures and days are no words."""
    looks = {header: look_at(frame[header]) for header in frame if header not in ours}
    return [
        header
        for header, look in looks.items()
        if (frame.loc[child, header] != "").any() and not max(look.numbers, look.dates) > HALF
    ]


def joined_words(cells: pd.Series, parent: np.ndarray) -> pd.Series:
    """What the rows of each deal hold in a column, joined with " + ", each named once."""
    named = pd.DataFrame({"deal": parent, "cell": cells.to_numpy()}).query("cell != ''")
    words = named.drop_duplicates().groupby("deal", sort=False)["cell"].agg(" + ".join)
    return pd.Series(parent, index=cells.index).map(words).fillna("").astype(cells.dtype)


def further_lines(source: Source, ids: pd.Series) -> pd.Series:
    """Which rows are one more line of a deal whose own columns say the same in a later row."""
    if not source.match.dialect.lines_per_deal:
        return pd.Series(False, index=ids.index)
    own = [header for name, header in source.match.columns.items() if name != LINE]
    return equal_rows(source.raw.frame[own], ids)


def equal_rows(frame: pd.DataFrame, ids: pd.Series) -> pd.Series:
    """Which rows stand again further down, cell for cell; only rows that share an id are compared."""
    shared = ids.duplicated(keep=False)
    if not shared.any():
        return shared
    alike = frame[shared].apply(cleaned)  # letters with accents may be written in two ways
    equal = alike.assign(_id=ids).duplicated(keep="last")
    return equal.reindex(frame.index, fill_value=False)


def products(source: Source, ids: pd.Series, rows: pd.Series) -> pd.Series:
    """The products of each deal's `rows` joined with " + ", each named once, in the file's order."""
    words = source.words(LINE)
    named = pd.DataFrame({"id": ids, "product": words})[rows & words.notna()]
    joined = named.drop_duplicates().groupby("id", sort=False)["product"].agg(" + ".join)
    return ids.map(joined).astype("str")
