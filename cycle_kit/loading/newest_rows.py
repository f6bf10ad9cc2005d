"""Rows of one deal that come again: the newest is told by the column that says of which day each is, or when it was
last changed, whatever their order in the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from cycle_kit.errors import ColumnError
from cycle_kit.languages import SEVERAL
from cycle_kit.loading.columns import Source
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.whole_months import months_of, with_first_days
from cycle_kit.remarks import Remarks

#: the best first: a row taken on a later day is newer, whenever the deal was changed
WORDS = [
    word for name in ("snapshot", "last_changed") for word in SEVERAL["words"][name].split("|")
]
#: ours that a later row of a deal never has earlier
OURS = ("stage_changed_at", "last_activity_at")
LAST_COUNTS = "The last row of each id counts."
KNOWN = (
    "Older rows tell no history. Where rows are of several days, save those of each day as a file with the day in its "
    "name, deals_2024-06-30.csv, and load the folder: what changed between them is the history."
)
UNKNOWN = (
    "Export deals only, without products, contacts or activities; where rows are of several days, export the day of "
    "each or when the deal was last modified too."
)


class Newest(NamedTuple):
    """The rows that each are the newest of their id, and the column that tells it, "" where the file's order does."""

    rows: pd.Series
    by: str

    @property
    def effect(self) -> str:
        return f'The newest row of each id by "{self.by}" counts.' if self.by else LAST_COUNTS

    @property
    def fix(self) -> str:
        return KNOWN if self.by else UNKNOWN


def newest_rows(source: Source, ids: pd.Series, rows: pd.Series) -> Newest:
    """Which of these rows is the newest of its id: by a column that tells it, else the last."""
    ids = ids[rows]
    again = ids.duplicated(keep=False)
    by = ""
    if again.any():
        for header, dates in dates_of_rows(source):
            if tells(dates[rows][again], ids[again]):
                in_order = dates[rows].sort_values(kind="stable", na_position="first").index
                by, ids = header, ids[in_order]
                break
    newest = ~ids.duplicated(keep="last")
    return Newest(newest.reindex(rows.index, fill_value=False), by)


def dates_of_rows(source: Source) -> Iterator[tuple[str, pd.Series]]:
    """The columns of dates that may tell how new each row is, the best first."""
    raw = source.raw
    headers = Headers(raw.frame)
    taken = set(source.match.columns.values())
    named = [header for word in WORDS if (header := headers.called([word])) not in (None, *taken)]
    ours = [source.match.columns[name] for name in OURS if source.has(name)]
    months = months_of(raw.frame[list(dict.fromkeys(named))])
    frame = with_first_days(raw.frame, months, months)
    silent = replace(source, raw=replace(raw, frame=frame), remarks=Remarks(), clocks={})
    written = Headers(frame)
    for header in dict.fromkeys([*named, *ours]):
        if written.written_as_dates(header):
            with suppress(ColumnError):
                yield header, silent.dates("", header=header)


def tells(dates: pd.Series, ids: pd.Series) -> bool:
    """Whether nearly all of these rows, which share ids, have a date, and those of an id different ones."""
    return bool(dates.notna().mean() >= NEARLY_ALL) and bool(
        dates.groupby(ids).nunique().gt(1).any()
    )
