"""Lists kept by hand in which a mark, or a word for it, says "as above"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.files import RawTable
from cycle_kit.languages import several_words
from cycle_kit.remarks import at_lines

NAMES = ("name", "account")
MOST = 20_000  # rows; a longer list is not kept by hand


def with_dittos(raw: RawTable, columns: Mapping[str, str]) -> RawTable:
    """The table with the cell above in place of each such mark, told; as it is where there are none.

    A mark with nothing above it stays, and so does a word in a column of clients and deals, which may be called so.
    `columns`: {our name: header}.
    """
    if not 1 < len(raw.frame) <= MOST:
        return raw
    frame, remarks = raw.frame, list(raw.remarks)
    names = {columns[name] for name in NAMES if name in columns}
    for header in frame:
        cells = frame[header]
        marked = cells.str.strip().isin(signs() if header in names else dittos())
        above = cells.mask(marked, pd.NA).ffill().fillna("")
        same = marked & (above != "")
        if not same.any():
            continue
        frame = frame.assign(**{header: cells.mask(same, above)})
        remarks.append(
            f'"{header}" says "as above" in '
            + one_or_more(int(same.sum()), "{n} row", "{n} rows")
            + f" ({at_lines(raw.lines[same.to_numpy()])}): the cell above was copied."
        )
    return raw if frame is raw.frame else replace(raw, frame=frame, remarks=tuple(remarks))


def signs() -> frozenset[str]:
    return frozenset(word for word in dittos() if not any(map(str.isalnum, word)))


@cache
def dittos() -> frozenset[str]:
    """As they are written, and with a capital first: "JW." are somebody's initials."""
    words = several_words("as_above")
    return frozenset([*words, *map(str.capitalize, words)])
