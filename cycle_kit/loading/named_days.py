"""Columns of dates whose cells name somebody beside the date: the date alone is read, and told. And days of a log
whose time stands in a column beside them: both are read as one."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import replace

import pandas as pd

from cycle_kit.errors import ColumnError, LayoutError
from cycle_kit.files import RawTable
from cycle_kit.languages import several_words
from cycle_kit.loading.evidence import LOOKED_AT, NEARLY_ALL, look_at
from cycle_kit.loading.match import Match
from cycle_kit.loading.matching import ON
from cycle_kit.loading.named import Named
from cycle_kit.loading.whole_months import tried, used_dates
from cycle_kit.remarks import Remarks
from cycle_kit.values import key, read_dates
from cycle_kit.values.named_days import day_beside
from cycle_kit.values.text import fold, with_plain_digits

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


CLOCKS = frozenset(map(key, several_words("clock")))
#: "9:30", "15:00:10", "3:00 PM", "15h30", "15.30"; what it means is read with the day
CLOCK = r"\D{0,6}\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\D{0,6}"
MIDNIGHT = r"[ T]0?0:00(?::00(?:\.0+)?)?$"


def with_hours(
    raw: RawTable, known: Callable[[pd.DataFrame], Match], said: Named, remarks: Remarks
) -> RawTable:
    """A log with its times of day behind the days, where they stand in a column of their own.

    `known`: what a table is; a LayoutError where it is none that is known. `said`: what the caller names.
    """
    times = [h for h in raw.frame if has_word(h, CLOCKS) and is_clock(raw.frame[h])]
    headers = {h for table in (said.every, *said.tables.values()) for h in table.values()}
    if len(times) != 1 or times[0] in headers:
        return raw
    time = times[0]
    for day in raw.frame:
        if not is_time_of(time, day) or look_at(raw.frame[day]).dates < NEARLY_ALL:
            continue
        days = raw.frame[day].str.replace(MIDNIGHT, "", regex=True)
        both = days.str.cat(raw.frame[time], sep=" ").str.strip().where(days != "", "")
        frame = raw.frame.drop(columns=time).assign(**{str(day): both})
        if days.str.contains(":").any() or not is_read_as(both, days):
            continue
        match = tried(known, frame)
        if not isinstance(match, Match) or match.columns.get("entered_at") != day:
            continue
        remarks.add(
            "dates",
            f'"{day}" and "{time}" together are the moments of the moves.',
            file=raw.file,
            effect="Moves of one day are in the order of their times.",
        )
        return replace(raw, frame=frame)
    return raw


def has_word(header: str, words: Container[str]) -> bool:
    return key(header) in words or any(key(word) in words for word in header.split())


def is_time_of(time: str, day: str) -> bool:
    """Whether the header of a time of day says nothing else than that of the day beside it."""
    beside = {key(word) for word in (*day.split(), *ON)}
    rest = " ".join(word for word in time.split() if key(word) not in beside)
    return time != day and bool({key(time), key(rest)} & CLOCKS)


def is_clock(texts: pd.Series) -> bool:
    """Whether all cells are times of day."""
    filled = texts[texts != ""].drop_duplicates()
    plain = filled.map(lambda text: with_plain_digits(fold(text)).strip())
    return len(filled) > 0 and bool(plain.str.fullmatch(CLOCK).all())


def is_read_as(both: pd.Series, days: pd.Series) -> bool:
    """Whether days with times are read wherever the days alone are."""
    try:
        alone, timed = (read_dates(texts, column="", order="dmy").values for texts in (days, both))
    except ColumnError:
        return False
    return bool((timed.notna() == alone.notna()).all() and (timed != alone).any())
