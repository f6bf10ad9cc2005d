"""Reports in groups, which name each group on its first row only, with a subtotal below the group."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from cycle_kit.files import RawTable


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
