"""What the shapes of a column's cells say of its dates, before anything is settled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cycle_kit.values.clock import microseconds, offset
from cycle_kit.values.date_numbers import BY_YEAR, CALENDAR_NAMED, Numbers, full_years
from cycle_kit.values.numerals import Unread
from cycle_kit.values.order import SIGNS, Writing
from cycle_kit.values.placeholders import stands_for_none
from cycle_kit.values.shapes import Cells
from cycle_kit.values.sights import Sight

#: what is known of the order of a date's numbers
SETTLED, YEAR_LAST, SHORT = 1, 2, 3
#: years of the Buddhist era that a list speaks of, and how far it is ahead
_BUDDHIST, _AHEAD = (2540, 2580), 543


@dataclass(frozen=True)
class SeenDates:
    """One entry per distinct text."""

    numbers: Numbers
    known: np.ndarray  # SETTLED (year, month, day), YEAR_LAST, SHORT, or 0: no date
    writing: Writing
    empty: np.ndarray
    unknown: np.ndarray  # it says so
    never: np.ndarray  # a date that stands for none
    time: np.ndarray  # microseconds since midnight
    offset: np.ndarray  # microseconds east of UTC
    timed: np.ndarray
    aware: np.ndarray


def seen_dates(seen: Sequence[tuple[object, Cells]], many: int) -> SeenDates:
    """All texts' numbers, as they are written."""
    found = _nothing(many)
    for sight, members in seen:
        if isinstance(sight, Unread):
            found.empty[members.rows] = sight.empty
            found.unknown[members.rows] = sight.unknown
        elif isinstance(sight, Sight):
            _note_numbers(found, sight, members)
            _note_clock(found, sight, members)
    return found


def without_buddhist_years(found: SeenDates) -> tuple[SeenDates, np.ndarray]:
    """The dates with years as elsewhere where all of a column are those of Thailand, 543 ahead, and which they are."""
    told = (found.known == SETTLED) | (found.known == YEAR_LAST)
    told &= ~found.never & ~found.empty
    last, numbers = found.known == YEAR_LAST, found.numbers
    years = np.where(last, numbers.third, numbers.first)[told]
    if not len(years) or not ((years >= _BUDDHIST[0]) & (years <= _BUDDHIST[1])).all():
        return found, np.zeros(len(told), dtype=bool)
    numbers = replace(
        numbers,
        first=numbers.first - _AHEAD * (told & ~last),
        third=numbers.third - _AHEAD * (told & last),
    )
    return replace(found, numbers=numbers), told


def _nothing(many: int) -> SeenDates:
    def masks(names: str) -> dict[str, np.ndarray]:
        return {name: np.zeros(many, dtype=bool) for name in names.split()}

    calendar = np.full(many, BY_YEAR, dtype=np.int8)
    return SeenDates(
        numbers=Numbers(np.zeros(many), np.zeros(many), np.zeros(many), calendar),
        known=np.zeros(many, dtype=np.int8),
        writing=Writing(
            np.zeros(many, dtype=np.int8), np.zeros(many, dtype=np.int8), np.zeros(many, dtype=bool)
        ),
        time=np.zeros(many),
        offset=np.zeros(many),
        **masks("empty unknown never timed aware"),
    )


def _note_numbers(found: SeenDates, sight: Sight, members: Cells) -> None:
    rows, numbers = members.rows, found.numbers
    first, second, third = (members.number(span) for span in sight[:3])
    found.empty[rows] = (first == 0) & (second == 0) & (third == 0)  # how databases write no date
    if sight.year_at == 2 and sight.month:
        first, second, third = third, np.full(len(rows), sight.month), first
    elif sight.month:
        second = np.full(len(rows), sight.month)
    short = sight.year_at == 2 and sight.third[1] - sight.third[0] == 2
    if sight.month and short:
        first = full_years(first, np.array(CALENDAR_NAMED[sight.calendar]))
    numbers.first[rows], numbers.second[rows], numbers.third[rows] = first, second, third
    numbers.calendar[rows] = CALENDAR_NAMED[sight.calendar]
    settled = sight.year_at == 0 or sight.month
    found.known[rows] = SETTLED if settled else SHORT if sight.year_at < 0 else YEAR_LAST
    found.writing.sign[rows] = SIGNS.index(sight.sign) if sight.sign else 0
    found.writing.short[rows] = sight.year_at < 0
    found.never[rows] = _never(sight, first, second, third) & ~found.empty[rows]


def _never(sight: Sight, first: np.ndarray, second: np.ndarray, third: np.ndarray) -> np.ndarray:
    if sight.calendar not in ("", "Gregorian"):
        return np.zeros(len(first), dtype=bool)
    if sight.year_at < 0:  # 1/0/00 and 1/1/70, of four digits once
        ones = (first <= 1) & (second <= 1) & (first + second > 0)
        return ones & (
            ((third == 0) & (first + second == 1)) | ((third == 70) & (first + second == 2))
        )
    if sight.year_at == 0 or sight.month:
        return stands_for_none(first, second, third)
    return stands_for_none(third, first, second)


def _note_clock(found: SeenDates, sight: Sight, members: Cells) -> None:
    if sight.clock is None:
        return
    rows = members.rows
    time, exists = microseconds(sight.clock, members)
    found.time[rows] = time
    found.known[rows] *= exists
    found.offset[rows] = offset(sight.clock, members)
    found.timed[rows] = True
    found.aware[rows] = sight.clock.aware
    found.writing.clock[rows] = 2 if sight.clock.half else 1
