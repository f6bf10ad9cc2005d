"""Months without a day, "Jan-25", "2025-01", "stycznia 2025", "فروردین ۱۴۰۳", calendar weeks, "KW 7/2025", and
quarters, "Q1 2025": with their first day, or their last."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from cycle_kit.languages import several_words
from cycle_kit.values.months import CALENDAR_MARK, MONTH, SMALL_WORD, month_named
from cycle_kit.values.text import fold, with_plain_digits

LONGEST = 30
DIGITS = range(2, 7)
_YEAR = r"(?P<year>(?:19|20|1[34])\d\d)"
_NUMERIC = (
    re.compile(rf"{_YEAR} ?[-/.] ?(?P<month>0?[1-9]|1[0-2])"),
    re.compile(rf"(?P<month>0?[1-9]|1[0-2]) ?[-/.] ?{_YEAR}"),
)
_BESIDE_NAME = re.compile(rf"[ .,/'’-]*(?:{_YEAR}|(?P<short>\d\d))[ .,/'’-]*")
#: a year of another calendar is not turned into days here
_GREGORIAN = 1900
#: in each month of every calendar
_LATE = 29
_SPAN = 9  # years that one list speaks of at most, where they have two digits


class WholeMonth(NamedTuple):
    """A month of a year, in the calendar that its name or year tells."""

    year: int
    month: int
    named: str  # the calendar of a month's name; "" where it is a number
    short: bool = False  # the year has two digits


class WholeWeek(NamedTuple):
    """A calendar week, of the year that most of its days are in."""

    year: int
    week: int
    short: bool = False


class WholeQuarter(NamedTuple):
    """A quarter or half of a year: its first month, and how many it has."""

    year: int
    month: int
    months: int
    short: bool = False


Span = WholeMonth | WholeWeek | WholeQuarter


_WEEK = rf"(?:{'|'.join(re.escape(fold(word)) for word in several_words('week'))})\.?"
_NUMBER = r"(?P<week>[1-9]|0[1-9]|[1-4]\d|5[0-3])"
_OF_YEAR = r"(?P<year>20\d\d)"
_SUFFIX = r"(?: ?(?:r|roku|г|год|година)\.?)?"
_WEEKS = (
    re.compile(rf"{_WEEK} ?-?{_NUMBER}[ ./,'’-]+(?:{_OF_YEAR}{_SUFFIX}|(?P<two>\d\d))"),
    re.compile(rf"{_OF_YEAR}[ ./,-]*{_WEEK}[ -]?{_NUMBER}"),
    re.compile(rf"{_NUMBER}\.? ?{_WEEK}[ ./,-]*{_OF_YEAR}{_SUFFIX}"),
)
_BARE_WEEK = re.compile(rf"{_WEEK} ?-?{_NUMBER}|{_NUMBER.replace('week', 'first')}\.? ?{_WEEK}")


def week_of(folded: str) -> WholeWeek | None:
    """The calendar week of a year that a folded text names; Monday is its first day."""
    for pattern in _WEEKS:
        if found := pattern.fullmatch(folded):
            parts = found.groupdict()
            year, week = int(parts["year"] or 2000 + int(parts["two"])), int(parts["week"])
            last = dt.date(year, 12, 28).isocalendar().week
            return WholeWeek(year, week) if week <= last else None
    return None


def _words(entry: str) -> str:
    return "|".join(re.escape(fold(word)) for word in several_words(entry))


_PLACE = r"(?P<place>[1-4]|iv|i{1,3})"
_PLACES = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SHORT_YEAR = r"'?(?P<two>\d\d)"
_PARTS = {
    months: (
        re.compile(
            rf"(?:{word}\.?[ -]?{_PLACE}|{_PLACE.replace('place', 'front')}\.?[ -]?{word}\.?)"
            rf"(?:[ ./,-]*{_OF_YEAR}{_SUFFIX}|[ ./,-]*{_SHORT_YEAR})"
        ),
        re.compile(
            rf"{_OF_YEAR}[ ./,-]*(?:{word}\.?[ -]?{_PLACE}|{_PLACE.replace('place', 'front')}\.? ?{word}\.?)"
        ),
    )
    for months, word in ((3, f"(?:{_words('quarter')})"), (6, f"(?:{_words('half_year')})"))
}


@lru_cache(maxsize=10_000)
def quarter_of(text: str) -> WholeQuarter | None:
    """The quarter, or half, of a year that a text names: "Q1 2024", "2024-Q1", "H1 2024"."""
    if len(text) > LONGEST:
        return None
    folded = with_plain_digits(fold(text)).strip()
    for months, patterns in _PARTS.items():
        for pattern in patterns:
            if found := pattern.fullmatch(folded):
                parts = found.groupdict()
                said = parts["place"] or parts["front"]
                place = _PLACES.get(said) or int(said)
                year = int(parts.get("year") or 2000 + int(parts["two"]))
                return (
                    WholeQuarter(year, (place - 1) * months + 1, months)
                    if place * months <= 12
                    else None
                )
    return None


def is_week_alone(text: str) -> bool:
    """Whether a text names a calendar week and no year: "KW 7"."""
    return bool(_BARE_WEEK.fullmatch(with_plain_digits(fold(text)).strip()))


def span_of(text: str) -> Span | None:
    """The month, calendar week or quarter that a text names, if it names no day."""
    return month_of(text) or quarter_of(text)


@lru_cache(maxsize=10_000)
def month_of(text: str) -> WholeMonth | WholeWeek | None:
    """The month, or the calendar week, that a text names, if it names no day."""
    if len(text) > LONGEST or sum(map(str.isdigit, text)) not in DIGITS:
        return None
    folded = with_plain_digits(fold(text)).strip()
    if week := week_of(folded):
        return week
    for pattern in _NUMERIC:
        if found := pattern.fullmatch(folded):
            return WholeMonth(int(found["year"]), int(found["month"]), "")
    name = MONTH.search(folded)
    if not name:
        return None
    rest = f"{folded[: name.start()]} {folded[name.end() :]}"
    rest = SMALL_WORD.sub(" ", CALENDAR_MARK.sub(" ", rest))
    found = _BESIDE_NAME.fullmatch(" ".join(rest.split()))
    if not found:
        return None
    kind, month = month_named(name[0])
    year = int(found["year"] or 0) or 2000 + int(found["short"])
    return WholeMonth(year, month, kind, not found["year"])


def months_in(texts: pd.Series) -> dict[str, Span]:
    """{text: month, week or quarter} of those among different texts that name one and no day.

    Two digits are a year only where they are few years in a row: or else "Jan 25" is a day.
    """
    found = {text: month for text in texts if (month := span_of(text))}
    short = [month.year for month in found.values() if month.short]
    years = set(short)
    row = bool(years) and max(years) - min(years) + 1 == len(years) <= _SPAN
    if short and not (row and 3 * len(years) <= max(len(short), 3)):
        found = {text: month for text, month in found.items() if not month.short}
    return found


def with_day(text: str, month: Span, *, last: bool = False) -> str:
    """The text of a day in the month or week, as dates are read: its first, or its last (of other calendars the
    29th)."""
    if isinstance(month, WholeWeek):
        return dt.date.fromisocalendar(month.year, month.week, 7 if last else 1).isoformat()
    if isinstance(month, WholeQuarter):
        number = month.month + (month.months - 1) * last
        return with_day(text, WholeMonth(month.year, number, ""), last=last)
    year, number, named, _ = month
    if named in ("", "Gregorian") and year >= _GREGORIAN:
        day = calendar.monthrange(year, number)[1] if last else 1
        return f"{year:04}-{number:02}-{day:02}"
    day = _LATE if last else 1
    return f"{day} {text}" if named else f"{year:04}/{number:02}/{day:02}"
