"""Lists in groups that name each group, such as an owner, on its first row only, as merged cells do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.files import RawTable
from cycle_kit.loading.evidence import look_at, suits
from cycle_kit.remarks import at_lines


def without_groups(raw: RawTable) -> RawTable:
    """The table with each group's label on all its rows; as it is, where it has no groups.

    Labels stand in the first columns, and only in rows below a row of no data, such as a subtotal:
    a blank in a plain table stays blank.
    """
    starts = np.flatnonzero(np.diff(raw.lines, prepend=raw.lines[:1] - 2) > 1)
    if len(starts) == len(raw.frame) > 1:  # a blank line below each row tells nothing
        starts = np.flatnonzero(raw.frame.iloc[:, 0] != "")
    labels = label_columns(raw.frame, starts)
    if not labels:
        return raw
    frame = raw.frame.copy()
    for name in labels:
        frame[name] = frame[name].where(frame[name] != "").ffill().fillna("")
    remark = f'The label of each group in "{labels[0]}" was copied to all its rows.'
    if len(labels) > 1:
        remark = f"The labels of groups in {len(labels)} columns were copied to all their rows."
    return replace(raw, frame=frame, remarks=(*raw.remarks, remark))


def label_columns(frame: pd.DataFrame, starts: np.ndarray) -> list[str]:
    """The first columns, from that of the widest groups to the one that every group is named in.

    Not every row below a row of no data begins a group: a blank row or the header again may stand within one.
    """
    if len(starts) < 2 or len(starts) == len(frame):
        return []
    later = np.setdiff1d(np.arange(len(frame)), starts)
    cells = (frame != "").to_numpy()
    leading = np.logical_and.accumulate(cells[0] & ~cells[later].any(axis=0))[:-1]
    wide = int(leading.sum())
    begins = starts[cells[starts, :wide].any(axis=1)] if wide else starts[:0]
    if len(begins) < max(2, len(starts) / 2):
        return []
    named = np.flatnonzero(cells[begins, :wide].all(axis=0))
    return list(frame.columns[: named[0] + 1]) if len(named) else []


#: our columns that a group may be named by
GROUPING = ("owner", "team", "stage", "pipeline")
FEWEST, EMPTY = 4, 0.4  # rows; share of empty cells


def filled_down(raw: RawTable, columns: Mapping[str, str]) -> RawTable:
    """The table with a label that stands on each group's first row only on all its rows, and told.

    `columns`: {our name: header}. A column is of groups where each of its words stands once and most cells are
    empty; days and figures name none. Where a word comes again it may be, or cells were forgotten: that is told,
    and nothing is filled.
    """
    frame, remarks = raw.frame, list(raw.remarks)
    ours = {header: name for name, header in columns.items()}
    headers = [
        header
        for place, header in enumerate(frame)
        if ours.get(header) in GROUPING or (place == 0 and ours.get(header, "account") == "account")
    ]
    for header in headers:
        cells = frame[header]
        if header in raw.merged or not in_groups(cells) or not suits("account", look_at(cells)):
            continue
        empty = cells == ""
        words = cells[~empty]
        lines = at_lines(raw.lines[empty.to_numpy()])
        leading = header == frame.columns[0]
        if words.is_unique and (leading or ours.get(header) != "stage"):
            copied, remark = copied_down(raw, header)
            frame = frame.assign(**{header: copied})
            remarks.append(remark)
        else:
            remarks.append(
                f'"{header}" is empty in '
                + one_or_more(empty.sum(), "{n} row", "{n} rows")
                + f" ({lines}), each below rows that have it: if it names groups on their first row only, "
                "write it into every row."
            )
    return replace(raw, frame=frame, remarks=tuple(remarks))


def copied_down(raw: RawTable, header: str) -> tuple[pd.Series, str]:
    """The cells of a column with those that are empty filled from above, and the remark that says so."""
    cells = raw.frame[header]
    empty = cells == ""
    remark = (
        f'"{header}" names each group on its first row only: it was copied to '
        + one_or_more(empty.sum(), "the {n} row below", "the {n} rows below")
        + f" ({at_lines(raw.lines[empty.to_numpy()])})."
    )
    return cells.where(~empty).ffill(), remark


def in_groups(cells: pd.Series) -> bool:
    """Whether the first row is named, many below are not, and each name is another one than the last."""
    words = cells[cells != ""]
    if len(cells) < FEWEST or cells.iloc[0] == "" or len(words) < 2:
        return False
    changes = (words != words.shift()).all()
    return bool(changes) and (cells == "").mean() >= EMPTY
