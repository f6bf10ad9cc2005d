"""Dates that stand for none: the far end of a calendar, or the day a system counts from."""

import numpy as np

#: 1 January of these years, where databases and spreadsheets start to count
_STARTS = (1, 1000, 1582, 1600, 1601, 1700, 1753, 1800, 1900, 1901, 1904, 1970, 1980)
_DAYS_BEFORE = (1899, 1969)  # 31 December: the same moment further west
_FAR = 2099  # from here on, the ends of centuries are nobody's plan
_ENDLESS = (4712, 9998)


def stands_for_none(year: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Which dates mean never or nothing; `one` and `other` are day and month in either order."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    new_year = (low == 1) & (high == 1)
    last_days = (low == 12) & (high >= 30) & (high <= 31)
    start = new_year & np.isin(year, _STARTS)
    before = last_days & np.isin(year, _DAYS_BEFORE)
    nought = (year == 1900) & (low == 0) & (high <= 1)  # day 0 of a spreadsheet
    end = (new_year | last_days) & (year >= _FAR) & np.isin(year % 100, (0, 99))
    endless = np.isin(year, _ENDLESS) | ((year > _FAR) & (year % 1_000 == 999))
    repeated = (year > _FAR) & (year < 10_000) & (year % 1_111 == 0)
    return start | before | nought | end | endless | repeated
