"""Rows of one deal that come again: the newest is told by the column that says of which day each is, or when it was
last changed, whatever their order in the file. A list of several days, one below the other, is an export of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.errors import ColumnError
from cycle_kit.files import RawTable
from cycle_kit.files.table import without_gone
from cycle_kit.files.told_rows import told_bare
from cycle_kit.languages import several_words
from cycle_kit.loading.columns import Source
from cycle_kit.loading.evidence import HALF, NEARLY_ALL
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.whole_months import months_of, with_first_days
from cycle_kit.remarks import Remarks
from cycle_kit.values import read_dates
from cycle_kit.values.whole_months import WholeMonth

#: the best first: a row taken on a later day is newer, whenever the deal was changed
OF_DAYS, OF_CHANGES = (several_words(name) for name in ("snapshot", "last_changed"))
WORDS = [*OF_DAYS, *OF_CHANGES]
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


def dates_of_rows(
    source: Source, words: Sequence[str] = WORDS, ours: Sequence[str] = OURS
) -> Iterator[tuple[str, pd.Series]]:
    """The columns of dates that may tell how new each row is, the best first."""
    raw = source.raw
    headers = Headers(raw.frame)
    taken = set(source.match.columns.values())
    named = [header for word in words if (header := headers.called([word])) not in (None, *taken)]
    ours = [source.match.columns[name] for name in ours if source.has(name)]
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


# ---- a list of several days


def by_days(source: Source) -> tuple[str, list[RawTable]]:
    """A list of deals that has the rows of several days below each other: the column that says of which each is, and
    a table for each day, called by it. "" and none where it is no such list."""
    for header, dates in dates_of_rows(source, OF_DAYS, ()):
        days = dates.dt.normalize()
        if are_days(source, days):
            return header, tables_of(source.raw, days.fillna(days.max()), header)
    return "", []


def are_days(source: Source, days: pd.Series) -> bool:
    """Whether all deals have a day in each row, most stand on several and on all between their first and their last,
    and some in another stage or with another status than before: the rows of an order's items, or of its payments
    by month, are alike there."""
    return stand_on(days, source.raw.frame, source.match.columns)


def stand_on(days: pd.Series, frame: pd.DataFrame, columns: Mapping[str, str]) -> bool:
    """`are_days` of a table with such columns."""
    name = next((columns[name] for name in ("deal_id", "name") if name in columns), "")
    stands = [frame[columns[each]] for each in ("stage", "status") if each in columns]
    if not name or not stands or days.nunique() < 2:
        return False
    rows = pd.DataFrame({"deal": frame[name], "day": days.rank(method="dense")})
    rows["stand"] = stands[0].str.cat(stands[1:], sep="|")
    rows = rows[rows["deal"] != ""]  # a row of sums has no day
    if rows["day"].isna().any():
        return False
    deals = rows.groupby("deal")["day"].agg(["nunique", "min", "max"])
    again = deals[deals["nunique"] > 1]
    if len(again) <= HALF * len(deals):
        return False
    whole = again["nunique"] / (again["max"] - again["min"] + 1)
    return bool(whole.mean() > HALF) and bool(rows.groupby("deal")["stand"].nunique().gt(1).any())


def are_exports(headers: Headers, header: str, columns: Mapping[str, str]) -> bool:
    """Whether a column says of which day each row is, by its name and as `are_days` in a table of such columns: then
    it is not when anything happened."""
    called = {headers.called([word]) for word in OF_DAYS}
    if header not in called.difference(columns.values()):
        return False
    months = months_of(headers.frame[[header]])
    texts = with_first_days(headers.frame[[header]], months, months)[header]
    with suppress(ColumnError):
        return stand_on(
            read_dates(texts, column=header).values.dt.normalize(), headers.frame, columns
        )
    return False


def tables_of(raw: RawTable, days: pd.Series, header: str) -> list[RawTable]:
    """The rows of each day as a table of their own; the first one keeps what is said of the whole."""
    names = names_of_days(raw.frame[header], days)
    parts: list[RawTable] = []
    for day in sorted(days.unique()):
        rows = (days == day).to_numpy()
        away = 0 if parts else raw.furniture
        own = without_gone(raw, raw.lines[~rows].tolist())
        parts.append(
            replace(
                own,
                file=f"{names[day]} in {raw.file}",
                frame=raw.frame[rows].reset_index(drop=True),
                lines=raw.lines[rows],
                rows=int(np.sum(rows)) + away,
                furniture=away,
                remarks=told_bare(own.nearly_empty) if parts else own.remarks,
                left_out=() if parts else raw.left_out,
            )
        )
    return parts


def names_of_days(texts: pd.Series, days: pd.Series) -> dict[pd.Timestamp, str]:
    """What the table of each day is called by: its day; where the column names months, its month, of which the last
    date in the table tells the day."""
    months = months_of(texts.to_frame()).get(str(texts.name), {})
    kinds = {day: months.get(text) for day, text in zip(days, texts, strict=True) if text}
    return {
        day: f"{day:%Y-%m}" if isinstance(kind, WholeMonth) and day.day == 1 else f"{day:%Y-%m-%d}"
        for day, kind in kinds.items()
    }
