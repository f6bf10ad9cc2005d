"""Exports of grouped lists: a row `Label (count)` with sums above each group, indented for groups in groups."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.files import RawTable

TITLE = r"^(?P<indent>(?: {4})*)(?P<label>\S.*) \((?P<count>\d+)\)$"
GROUP = "group {level}"  # the header of a column of labels
FEW = 20  # of so many rows one may have been deleted by hand
SUM = r"(?i)^(|true|false|-?[\d.,'’\s]+)$"


def without_group_rows(raw: RawTable) -> RawTable:
    """The table without its group rows, each group's label in a column of its own: `group 1`, `group 2`.

    As it is, unless the counts agree: what looks like the title of a group may be the name of a deal.
    """
    titles = group_titles(raw.frame)
    if titles.empty or not counts_agree(titles, len(raw.frame), raw.furniture):
        return raw
    frame = raw.frame.assign(**group_columns(titles, raw.frame))
    kept = ~frame.index.isin(titles.index)
    remark = "The titles of groups are in columns of their own now."
    rows = one_or_more(len(titles), "{n} title of a group", "{n} titles of groups")
    return replace(
        raw,
        frame=frame[kept].reset_index(drop=True),
        lines=raw.lines[kept],
        furniture=raw.furniture + len(titles),
        remarks=(*raw.remarks, remark),
        left_out=(*raw.left_out, f"{rows}, with sums"),
    )


def group_titles(frame: pd.DataFrame) -> pd.DataFrame:
    """`level, label, count` of the rows with a title in the first cell and only sums beside it."""
    found = frame.iloc[:, 0].str.extract(TITLE).dropna()
    beside = frame.loc[found.index].iloc[:, 1:]
    sums = beside.apply(lambda cells: cells.str.match(SUM)).all(axis=1)
    found = found[sums]
    level = found["indent"].str.len() // 4 + 1
    return found[["label"]].assign(level=level, count=found["count"].astype("int64"))


def counts_agree(titles: pd.DataFrame, rows: int, gone: int) -> bool:
    """Whether below the titles, each up to the next of its level or above, stand the rows that they say.

    A record may have more than one row; no row stands outside the groups. As many may lack as are `gone` (rows in a
    bad way were taken away) and a twentieth of all, deleted by hand.
    """
    places, levels = titles.index.to_numpy(), titles["level"].to_numpy()
    lacking = np.zeros(levels.max() + 1)
    for turn, (place, level, count) in enumerate(zip(places, levels, titles["count"], strict=True)):
        ends = places[turn + 1 :][levels[turn + 1 :] <= level]
        end = ends[0] if len(ends) else rows
        inside = int(((places > place) & (places < end)).sum())
        lacking[level] += max(count - (end - place - 1 - inside), 0)
    said = titles.loc[titles["level"].eq(1), "count"].sum()
    return places[0] == 0 and lacking.max() <= gone + said // FEW


def group_columns(titles: pd.DataFrame, frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Per level the label of the group that each row is in; every group has all levels."""
    found = {}
    for level in range(1, int(titles["level"].max()) + 1):
        label = pd.Series(np.nan, index=frame.index, dtype="str")
        mine = titles[titles["level"] == level]
        label[mine.index] = mine["label"]
        found[GROUP.format(level=level)] = label.ffill().fillna("")
    return found


def written_cells(frame: pd.DataFrame) -> pd.DataFrame:
    """The cells that somebody wrote into the rows: without the columns of their groups' labels."""
    made = [GROUP.format(level=level) for level in range(1, len(frame.columns))]
    return frame.drop(columns=made, errors="ignore")
