"""The grammar of one date: what the shape of a cell says about its digits.

A shape is the cell with every digit as 0 (see shapes.py). Which number is the day, and which
calendar the year belongs to, is settled later, by the column and by the numbers.
"""

import re
from typing import NamedTuple

from cycle_kit.values.clock import Clock, take_clock
from cycle_kit.values.months import (
    CALENDAR_MARK,
    MONTH,
    SMALL_WORD,
    WORDS,
    calendar_marked,
    month_named,
)
from cycle_kit.values.named_parts import with_plain_signs
from cycle_kit.values.numerals import Unread, unread
from cycle_kit.values.shapes import Span, digit_span
from cycle_kit.values.text import fold
from cycle_kit.values.weekdays import without_weekday


class Count(NamedTuple):
    """A plain number: days, seconds or milliseconds since some day, if the whole column says so."""

    whole: Span
    fraction: Span
    power: Span  # of ten


class Serial(Count):
    """One of five digits: a day number of a spreadsheet."""


class Sight(NamedTuple):
    """Where a shape keeps the three parts of a date."""

    first: Span
    second: Span
    third: Span
    year_at: int  # which of the three is the year: 0 or 2, 1 with a named month, -1 not known
    month: int = 0  # a month written as a word; then `second` is empty
    calendar: str = ""  # "Gregorian", "Jalali", "Hijri"; "" where only the year tells
    clock: Clock | None = None
    sign: str = ""  # what stands between the numbers: "/", "-", "." or " "


_WORD = re.compile(r"[^\W\d_]+")
_IN_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")
_EMPTIED = re.compile(r"\( *\)|\[ *\]")
_BETWEEN = r"(?P<sign> ?[./-] ?| )"
_YEAR_FIRST = re.compile(rf"(0000){_BETWEEN}(00?)(?P=sign)(00?)")
_YEAR_FIRST_COLONS = re.compile(r"(0000):(00):(00)")  # as cameras write it
_YEAR_LAST = re.compile(rf"(00?){_BETWEEN}(00?)(?P=sign)(0000)")
_SHORT_YEAR = re.compile(rf"(00?){_BETWEEN}(00?)(?P=sign)(00)")
_SHORT_YEAR_FIRST = re.compile(rf"(00){_BETWEEN}(00?)(?P=sign)(00?)")
_COUNT = re.compile(r"'?(?P<whole>0+)(?:[.,](?P<part>0*))?(?:e\+?(?P<power>00?))?")
_DATED_COUNTS = (8, 12, 14)  # as many digits as 20241231, with hours and minutes or without
_COMPACT = re.compile(r"(0000)(00)(00)")
_NUMERIC = (
    (_YEAR_FIRST, 0),
    (_YEAR_FIRST_COLONS, 0),
    (_COMPACT, 0),
    (_YEAR_LAST, 2),
    (_SHORT_YEAR, -1),
    (_SHORT_YEAR_FIRST, -1),
)
_DAY_AND_YEAR = re.compile(r"(00?)[ .,/'-]+(0000|00)")
_YEAR_AND_DAY = re.compile(r"(0000)[ .,/'-]+(00?)")
_OUTER = " .,:;/'-"


def see_date(shape: str) -> Sight | Count | Unread:
    """Read one shape."""
    folded = fold(with_plain_signs(shape))
    if "0" not in folded:
        return unread(folded)
    folded = folded.replace("،", ",").replace("٫", ".")
    if folded.count("0") != shape.count("0"):
        return unread(folded)
    if count := _see_count(folded):
        return count
    front, both = without_weekday(folded)
    # "mar" is a day and a month; behind a time "cet" is a zone before it is a day
    for text in dict.fromkeys((front, folded, both)):
        if _may_be_date(text) and (sight := _see(text)):
            return sight
    return unread(folded)


def _may_be_date(folded: str) -> bool:
    """Quick refusal of other texts: every word must be one that dates are written with."""
    words = _WORD.findall(_IN_BRACKETS.sub("", folded))
    return all(word in WORDS or word.removesuffix("ماه") in WORDS for word in words)


def _see_count(folded: str) -> Count | None:
    match = _COUNT.fullmatch(folded)
    if not match or (len(folded) in _DATED_COUNTS and folded.isdigit()):
        return None
    whole, part = len(match["whole"]), len(match["part"] or "")
    end = whole + part
    kind = Serial if whole == 5 and not match["power"] else Count
    return kind((0, whole), (whole, end), (end, end + len(match["power"] or "")))


def _see(shape: str) -> Sight | None:
    clock, rest = take_clock(shape)
    month, rest = _take(MONTH, rest)
    mark, rest = _take(CALENDAR_MARK, rest)
    rest = _EMPTIED.sub(_blank, SMALL_WORD.sub(_blank, rest))
    calendar, number = month_named(month) if month else ("", 0)
    marked = calendar_marked(mark) if mark else ""
    sight = _named_month(rest) if month else _numbers(rest)
    if sight is None or (marked and calendar and marked != calendar):
        return None
    return sight._replace(
        first=digit_span(shape, *sight.first),
        second=digit_span(shape, *sight.second),
        third=digit_span(shape, *sight.third),
        month=number,
        calendar=marked or calendar,
        clock=clock,
    )


def _take(pattern: re.Pattern, shape: str) -> tuple[str, str]:
    match = pattern.search(shape)
    if not match:
        return "", shape
    return match[0], shape[: match.start()] + _blank(match) + shape[match.end() :]


def _blank(match: re.Match) -> str:
    return " " * len(match[0])


def _numbers(rest: str) -> Sight | None:
    for grammar, year_at in _NUMERIC:
        if match := _fitting(grammar, rest):
            spans = _spans(match)
            between = match.groupdict().get("sign")
            sign = "" if between is None else between.strip() or " "
            return Sight(spans[0], spans[1], spans[2], year_at=year_at, sign=sign)
    return None


def _named_month(rest: str) -> Sight | None:
    if match := _fitting(_DAY_AND_YEAR, rest):
        day, year = _spans(match)
        return Sight(day, (0, 0), year, year_at=2)
    if match := _fitting(_YEAR_AND_DAY, rest):
        year, day = _spans(match)
        return Sight(year, (0, 0), day, year_at=0)
    return None


def _fitting(grammar: re.Pattern, rest: str) -> re.Match | None:
    """The grammar on all there is, without what stands around it."""
    return grammar.fullmatch(rest, len(rest) - len(rest.lstrip(_OUTER)), len(rest.rstrip(_OUTER)))


def _spans(match: re.Match) -> list[Span]:
    """Where each group of zeros stands."""
    groups = [i for i, text in enumerate(match.groups(), start=1) if text.startswith("0")]
    return [match.span(i) for i in groups]
