"""Lists kept by hand in which a mark, or a word for it, says "as above"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.files import RawTable
from cycle_kit.languages import several_words
from cycle_kit.remarks import at_lines

MOST = 20_000  # rows; a longer list is not kept by hand


def with_dittos(raw: RawTable) -> RawTable:
    """The table with the cell above in place of each such mark, told; as it is where there are none.

    A mark in the first row has nothing above it, and stays.
    """
    if not 1 < len(raw.frame) <= MOST:
        return raw
    frame, remarks = raw.frame, list(raw.remarks)
    for header in frame:
        cells = frame[header]
        same = cells.str.strip().isin(dittos())
        if not same.any() or same.iloc[0] or (cells[~same] == "").all():
            continue
        frame = frame.assign(**{header: cells.mask(same, pd.NA).ffill()})
        remarks.append(
            f'"{header}" says "as above" in '
            + one_or_more(int(same.sum()), "{n} row", "{n} rows")
            + f" ({at_lines(raw.lines[same.to_numpy()])}): the cell above was copied."
        )
    return raw if frame is raw.frame else replace(raw, frame=frame, remarks=tuple(remarks))


@cache
def dittos() -> frozenset[str]:
    """As they are written, and with a capital first: "JW." are somebody's initials."""
    words = several_words("as_above")
    return frozenset([*words, *map(str.capitalize, words)])
