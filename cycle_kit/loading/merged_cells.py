"""Cells that a workbook merges downwards, in the rows that they span: further lines of a deal above are as they stand,
and all others say what the merged cell says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.files import RawTable
from cycle_kit.remarks import at_lines


def as_written(raw: RawTable) -> RawTable:
    """The table with what a merged cell says in its first row alone."""
    frame = raw.frame
    for header, lines in raw.merged.items():
        if header in frame:
            frame = frame.assign(**{header: frame[header].mask(np.isin(raw.lines, lines), "")})
    return replace(raw, frame=frame)


def with_merged(raw: RawTable, whole: RawTable) -> RawTable:
    """The table with what each merged cell says in all its rows, as in `whole`, and told; other blanks stay blank."""
    frame, remarks = raw.frame, list(raw.remarks)
    for header, lines in whole.merged.items():
        if header not in frame:
            continue
        inside = np.isin(raw.lines, lines) & (frame[header] == "").to_numpy()
        said = pd.Series(whole.frame[header].to_numpy(), whole.lines).reindex(raw.lines)
        copied = inside & (said != "").to_numpy()
        if copied.any():
            frame = frame.assign(**{header: frame[header].mask(copied, said.to_numpy())})
            remarks.append(
                f'Cells of "{header}" are merged over several rows: what they say was copied to '
                + below(raw, copied)
            )
        if (inside & ~copied).any():
            remarks.append(
                f'Cells of "{header}" are merged over several rows: each number counts once, and not in '
                + below(raw, inside & ~copied)
            )
    return replace(raw, frame=frame, remarks=tuple(remarks))


def below(raw: RawTable, rows: np.ndarray) -> str:
    count = one_or_more(rows.sum(), "the {n} row below", "the {n} rows below")
    return count + f" ({at_lines(raw.lines[rows])})."
