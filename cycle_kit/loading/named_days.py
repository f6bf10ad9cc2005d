"""Columns of dates whose cells name somebody beside the date: the date alone is read, and told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pandas as pd

from cycle_kit.errors import LayoutError
from cycle_kit.files import RawTable
from cycle_kit.loading.evidence import LOOKED_AT, NEARLY_ALL
from cycle_kit.loading.match import Match
from cycle_kit.loading.whole_months import tried, used_dates
from cycle_kit.remarks import Remarks
from cycle_kit.values.named_days import day_beside

SNIFFED = 5  # cells that tell whether more are looked at
Days = dict[str, dict[str, str]]


def without_names(
    raw: RawTable, known: Callable[[pd.DataFrame], Match], remarks: Remarks
) -> RawTable:
    """The table with nothing but the date in its columns of dates that also name somebody.

    `known`: what a table is; a LayoutError where it is none that is known.
    """
    days = days_of(raw.frame)
    if not days:
        return raw
    before, found = tried(known, raw.frame), tried(known, with_dates(raw.frame, days, days))
    if isinstance(found, LayoutError):
        return raw
    used = used_dates(found, days, before if isinstance(before, Match) else None)
    for header in used:
        remarks.add(
            "dates",
            f'"{header}" names somebody or something beside each date.',
            file=raw.file,
            effect="The date alone is read.",
        )
    return replace(raw, frame=with_dates(raw.frame, days, used))


def with_dates(frame: pd.DataFrame, days: Days, headers: Iterable[str]) -> pd.DataFrame:
    plain = {h: frame[h].map(days[h]).fillna(frame[h]).astype("str") for h in headers}
    return frame.assign(**plain)


def days_of(frame: pd.DataFrame) -> Days:
    """{header: {text: date}} of the columns in which a date stands beside a few words in nearly every cell."""
    found: Days = {}
    for header in frame:
        texts = frame[header]
        filled = texts[texts != ""]
        if not any(map(day_beside, filled.head(SNIFFED))):
            continue
        if filled.head(LOOKED_AT).map(day_beside).ne("").mean() >= NEARLY_ALL:
            days = {text: day_beside(text) for text in filled.unique()}
            found[str(header)] = {text: day for text, day in days.items() if day}
    return found
