"""Which dates are slips of the keyboard: those that lie far after all others and have no company."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.remarks import at_lines

#: so far after the others a date needs company; and so far that no company makes it true
FAR, VERY_FAR = pd.Timedelta(days=366), pd.Timedelta(days=5 * 366)
#: what may lie years ahead, and years apart
PLANS = ("expected_close", "close_date")


def said_by(dates: pd.Series, day: pd.Timestamp | None) -> pd.Series:
    """Which dates are not after the day that the caller says the file speaks for."""
    return dates.dt.normalize() <= day.normalize() if day is not None else dates.isna() & False


def has_neighbour(dates: pd.Series, others: Iterable[pd.Series]) -> pd.Series:
    """Which dates have another one within a year: of their own column, or of the others in any row."""
    own = dates.dropna()
    pool = np.sort(np.concatenate([own.to_numpy(), *(other.dropna() for other in others)]))
    before = np.searchsorted(pool, dates - FAR, side="left")
    until = np.searchsorted(pool, dates + FAR, side="right")
    return dates.notna() & (until - before > 1)


def fits_its_row(dates: pd.Series, others: Iterable[pd.Series]) -> pd.Series:
    """Which dates have another one within a year in their own row."""
    near = dates.isna() & False
    for other in others:
        near |= (other - dates).abs() <= FAR
    return near


def is_newest(dates: pd.Series) -> pd.Series:
    """The last date of a column that is in order of time throughout the file: what came in last."""
    known = dates.dropna()
    ordered = known.is_monotonic_increasing or known.is_monotonic_decreasing
    return (dates == known.max()) & ordered


def way_back(dates: pd.Series) -> str:
    """What to do with dates that were taken for slips, and what to type where they are none."""
    one = len(dates) == 1
    return (
        f"Mend {'it' if one else 'them'} in the file and load again. If {'it is' if one else 'they are'} right, name "
        f'the day of the export: ck.load(..., as_of="{dates.max():%Y-%m-%d}").'
    )


def told_slips(header: str, count: int, lines: Iterable[int], *, after: str) -> str:
    return (
        one_or_more(count, "{n} date of", "{n} dates of")
        + f' "{header}" '
        + one_or_more(count, "lies", "lie")
        + f" {after} ({at_lines(lines)})."
    )
