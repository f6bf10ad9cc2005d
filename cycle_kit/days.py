"""Days and moments as people type them: a date without a time means the whole day."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

import numpy as np
import pandas as pd

from cycle_kit.errors import QuestionError
from cycle_kit.signatures import Kind

DAY = pd.Timedelta(days=1)
INSTANT = pd.Timedelta(microseconds=1)
#: of moments so few are at midnight; where there are more and no text tells, these are days
FEW_MIDNIGHTS = 0.01
YEARS = range(1700, 2250)  # in which periods and spans can be counted


def end_of_day(when: pd.Timestamp) -> pd.Timestamp:
    """A date without a time means the whole day."""
    return when + DAY - INSTANT if when == when.normalize() else when


#: a day and a month in digits before the year, or a year of two digits: which is which nobody knows
TURNED = re.compile(r"(?<!\d)\d{1,2}\s*[./ -]\s*\d{1,2}\s*[./ -]\s*\d{2,4}(?!\d)")


def is_plain(said: str) -> bool:
    """Whether a date can be read in one way only: the year first, or the month in letters."""
    text = said.strip()
    if re.match(r"\d{4}(?!\d)", text) or re.fullmatch(r"(1[7-9]|2[0-2])\d{6}", text):
        return True
    spelled = re.search(r"[^\W\d_]{3}|q", text, re.IGNORECASE)
    return bool(spelled) and not TURNED.search(text)


def read_moment(said: Any) -> pd.Timestamp | None:
    """A date as people write it, without a zone; of a month or year its last day.

    None where it is none, or has no year.
    """
    if isinstance(said, str) and re.fullmatch(r"\s*\d{4}(-\d{2})?\s*", said):
        return last_day(said)
    dated = isinstance(said, (date, datetime, np.datetime64))
    if not dated and not (
        isinstance(said, str)
        and re.search(r"\d{4}", said)
        and "Q" not in said.upper()
        and is_plain(said)
    ):
        return None
    try:
        when = pd.Timestamp(said)
    except (ValueError, TypeError):
        return None
    if not isinstance(when, pd.Timestamp):
        return None
    return when.tz_convert(None) if when.tzinfo else when


def last_day(month: str) -> pd.Timestamp | None:
    """Of a month or a year."""
    try:
        return pd.Period(month.strip()).end_time.normalize().as_unit("us")
    except ValueError:
        return None


def moment(said: Any, argument: str) -> pd.Timestamp:
    """A date the user typed, without a zone."""
    when = read_moment(said)
    if when is None:
        way = 'pipe.rewind("2024-06-30")' if argument == "rewind" else f'{argument}="2024-06-30"'
        turned = isinstance(said, str) and TURNED.search(said)
        there = "Nobody can tell which of its numbers is the month." if turned else ""
        raise QuestionError(f"{argument} needs a date.", there=there, fix=f"Write it as {way}.")
    return when


def is_moment(said: Any) -> bool:
    when = read_moment(said)
    return when is not None and when.year in YEARS


When = Annotated[str | date | np.datetime64, Kind("a date", '"2024-06-30"', is_moment)]
#: the same where another stands before it
Later = Annotated[str | date | np.datetime64, Kind("a date", '"2024-07-31"', is_moment)]


def whole_days(
    start: np.ndarray, end: np.ndarray, *, clocked: tuple[bool, bool] = (False, False)
) -> tuple[np.ndarray, np.ndarray]:
    """Both ends of spans, as dates where one of the two is a day: a day has no hour to count from.

    A midnight is a day, except of an end that is `clocked`, whose every value has a time of day.
    """
    start, end = (np.asarray(stamps, dtype="datetime64[us]") for stamps in (start, end))
    first, last = (stamps.astype("datetime64[D]") for stamps in (start, end))
    rough = ((start == first) & ~np.bool_(clocked[0])) | ((end == last) & ~np.bool_(clocked[1]))
    return np.where(rough, first, start), np.where(rough, last, end)


def days_between(
    start: np.ndarray, end: np.ndarray, *, clocked: tuple[bool, bool] = (False, False)
) -> np.ndarray:
    """Float days, the difference of two dates where one end is a day; NaN where one is missing."""
    start, end = whole_days(start, end, clocked=clocked)
    return (end - start) / np.timedelta64(86_400_000_000, "us")
