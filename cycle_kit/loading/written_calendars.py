"""In which calendars the dates of all tables are written that are loaded together."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from cycle_kit.loading.evidence import HALF, look_at
from cycle_kit.values.order import Written
from cycle_kit.values.written_calendars import calendars_written

SOME = 1_000  # filled cells of a column, from all over it
PERSIAN = re.compile("[۰-۹]")


def calendars_of(frames: Iterable[pd.DataFrame]) -> frozenset[Written]:
    """The calendars of every column of dates; none are looked for where nothing is written in digits of Persian."""
    columns = [some_of(frame.iloc[:, at]) for frame in frames for at in range(frame.shape[1])]
    texts = [some for some in columns if some.dtype == "str"]
    if not any(some.str.contains(PERSIAN).any() for some in texts):
        return frozenset()
    found = (calendars_written(some) for some in columns if is_of_dates(some))
    return frozenset().union(*found)


def some_of(column: pd.Series) -> pd.Series:
    filled = np.flatnonzero((column != "") & column.notna())
    return column.iloc[filled[:: max(len(filled) // SOME, 1)]]


def is_of_dates(some: pd.Series) -> bool:
    if some.dtype == "str":
        return look_at(some).dates >= HALF
    return pd.api.types.is_datetime64_any_dtype(some)
