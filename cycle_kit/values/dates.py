"""Columns of dates: explicit grammars, three calendars, one zone, no guess about day and month."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cycle_kit.values.clock import DAY, Zone, microseconds, offset, zone_named
from cycle_kit.values.languages import primary
from cycle_kit.values.numerals import Unread
from cycle_kit.values.order import (
    BY_YEAR,
    CALENDAR_NAMED,
    OF_HIJRI,
    OF_JALALI,
    Numbers,
    Said,
    day_or_month_first,
    full_years,
    year_stands_first,
)
from cycle_kit.values.parsed import Distinct, Parsed, counted, distinct
from cycle_kit.values.shapes import Cells, by_shape
from cycle_kit.values.sights import Serial, Sight, see_date

_SERIALS = (20_000, 60_000)  # spreadsheet day numbers of 1954 to 2064
_SERIAL_EPOCH = np.datetime64("1899-12-30", "us")
_NOT_A_DATE = np.datetime64("NaT", "us")

_SETTLED, _YEAR_LAST, _SHORT = 1, 2, 3  # what is known of the order of a date's numbers


@dataclass(frozen=True)
class _Found:
    """What the shapes say; one entry per distinct text."""

    numbers: Numbers
    known: np.ndarray  # _SETTLED (year, month, day), _YEAR_LAST, _SHORT, or 0: no date
    empty: np.ndarray
    unknown: np.ndarray  # it says so
    time: np.ndarray  # microseconds since midnight
    offset: np.ndarray  # microseconds east of UTC
    timed: np.ndarray
    aware: np.ndarray


def read_dates(
    texts: pd.Series,
    *,
    column: str,
    order: str | None = None,
    style: str | None = None,
    zone: str | None = None,
    language: str | None = None,
) -> Parsed:
    """Read a column of dates, with or without a time of day, as naive datetime64[us].

    `order` is what the caller says ("dmy", "mdy", "ymd"), `style` what the export layout declares;
    `column` is named in errors. Stamps that carry an offset are brought to `zone` (default UTC),
    others stay as they are. Years 1300-1418 are Jalali, 1419-1500 Hijri (Umm al-Qura); nothing
    outside 1990-2050 is a date. `day_only`: every time read is midnight, as exports write a date.
    ColumnError: day and month cannot be told apart, or `zone` or `order` is no such thing.
    """
    clocks = zone_named(zone)
    said = Said(column, order, style, primary(language))
    texts = texts.infer_objects()
    if isinstance(texts.dtype, pd.DatetimeTZDtype) or texts.dtype.kind == "M":
        return _native(texts, clocks)
    cells = distinct(texts)
    seen = list(by_shape(cells.texts, see_date))
    if serials := _serials(seen, cells):
        return _parsed(texts, cells, *serials)
    found = _found(seen, len(cells.texts), said.language)
    numbers, remarks = _settled(found, cells, said)
    days, exists = numbers.days("ymd")
    exists &= found.known > 0
    remarks += _calendar_remarks(numbers, exists, cells)
    remarks += _clock_remarks(found, exists, cells, clocks)
    stamps = _stamps(found, days, exists, clocks)
    parsed = _parsed(texts, cells, stamps, ~exists & ~found.empty, tuple(remarks))
    return replace(parsed, unknown=cells.spread(found.unknown, False))


def _parsed(
    texts: pd.Series,
    cells: Distinct,
    stamps: np.ndarray,
    unreadable: np.ndarray,
    remarks: tuple[str, ...],
) -> Parsed:
    values = pd.Series(cells.spread(stamps, _NOT_A_DATE), index=texts.index, name=texts.name)
    return Parsed(values, cells.spread(unreadable, False), remarks, day_only=_day_only(stamps))


def _day_only(stamps: np.ndarray) -> bool:
    """Midnight in every cell is how exports write a date without a time."""
    known = stamps[~np.isnat(stamps)]
    return bool((known == known.astype("datetime64[D]")).all())


def _native(texts: pd.Series, clocks: Zone) -> Parsed:
    """A column that is of dates already, as in a frame given instead of a file."""
    if isinstance(texts.dtype, pd.DatetimeTZDtype):
        texts = texts.dt.tz_convert(clocks.rules).dt.tz_localize(None)
    values = texts.astype("datetime64[us]")
    unreadable = np.zeros(len(values), dtype=bool)
    return Parsed(values, unreadable, day_only=_day_only(values.to_numpy()))


def _serials(seen: list, cells: Distinct) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]] | None:
    """The stamps of a column of nothing but spreadsheet day numbers, else None."""
    sights = [(sight, members) for sight, members in seen if not getattr(sight, "empty", False)]
    if not sights or not all(isinstance(sight, Serial) for sight, _ in sights):
        return None
    numbers = np.full(len(cells.texts), np.nan)
    for serial, members in sights:
        places = serial.fraction[1] - serial.fraction[0]
        fraction = members.number(serial.fraction) / 10**places
        numbers[members.rows] = members.number(serial.whole) + fraction
    there = ~np.isnan(numbers)
    if not ((numbers[there] >= _SERIALS[0]) & (numbers[there] < _SERIALS[1])).all():
        return None
    seconds = np.round(np.nan_to_num(numbers) * 86_400).astype("timedelta64[s]")
    stamps = np.where(there, _SERIAL_EPOCH + seconds, _NOT_A_DATE)
    outside = there & ((stamps < np.datetime64("1990")) | (stamps >= np.datetime64("2051")))
    return np.where(outside, _NOT_A_DATE, stamps), outside, ("day numbers of a spreadsheet",)


def _found(seen: list, many: int, language: str) -> _Found:
    nothing = np.full(many, BY_YEAR, dtype=np.int8)
    found = _Found(
        numbers=Numbers(np.zeros(many), np.zeros(many), np.zeros(many), nothing),
        known=np.zeros(many, dtype=np.int8),
        empty=np.zeros(many, dtype=bool),
        unknown=np.zeros(many, dtype=bool),
        time=np.zeros(many),
        offset=np.zeros(many),
        timed=np.zeros(many, dtype=bool),
        aware=np.zeros(many, dtype=bool),
    )
    for sight, members in seen:
        if isinstance(sight, Unread):
            found.empty[members.rows] = sight.empty
            found.unknown[members.rows] = sight.unknown
        elif isinstance(sight, Sight):
            _note_numbers(found, sight, members, language)
            _note_clock(found, sight, members)
    return found


def _note_numbers(found: _Found, sight: Sight, members: Cells, language: str) -> None:
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
    persian = language == "fa" and sight.year_at < 0  # a year of two digits says nothing itself
    calendar = CALENDAR_NAMED[sight.calendar]
    numbers.calendar[rows] = OF_JALALI if persian and calendar == BY_YEAR else calendar
    settled = sight.year_at == 0 or sight.month
    found.known[rows] = _SETTLED if settled else _SHORT if sight.year_at < 0 else _YEAR_LAST


def _note_clock(found: _Found, sight: Sight, members: Cells) -> None:
    if sight.clock is None:
        return
    rows = members.rows
    time, exists = microseconds(sight.clock, members)
    found.time[rows] = time
    found.known[rows] *= exists
    found.offset[rows] = offset(sight.clock, members)
    found.timed[rows] = True
    found.aware[rows] = sight.clock.aware


def _settled(found: _Found, cells: Distinct, said: Said) -> tuple[Numbers, list[str]]:
    """All dates as year, month and day, and what told the order."""
    numbers, last, remarks = found.numbers, found.known == _YEAR_LAST, []
    short = found.known == _SHORT
    if short.any():
        starts = year_stands_first(numbers.only(short), cells.counts[short], said)
        last |= short & (not starts)
        numbers = _with_full_years(numbers, short, "first" if starts else "third")
        remarks += ["years of two digits"]
    if last.any():
        order, remark = day_or_month_first(numbers.only(last), cells.counts[last], said)
        numbers = _reordered(numbers, last, order)
        remarks += [remark] if remark else []
    return numbers, remarks


def _with_full_years(numbers: Numbers, short: np.ndarray, place: str) -> Numbers:
    years = getattr(numbers, place)
    return replace(numbers, **{place: np.where(short, full_years(years, numbers.calendar), years)})


def _reordered(numbers: Numbers, rows: np.ndarray, order: str) -> Numbers:
    """The numbers of these rows, written in this order, as year, month and day."""
    year, month, day = numbers.placed(order)
    return Numbers(
        np.where(rows, year, numbers.first),
        np.where(rows, month, numbers.second),
        np.where(rows, day, numbers.third),
        numbers.calendar,
    )


def _calendar_remarks(numbers: Numbers, exists: np.ndarray, cells: Distinct) -> list[str]:
    calendars = numbers.calendars("ymd")
    counts = {
        name: cells.cells(exists & (calendars == number))
        for name, number in (("Jalali", OF_JALALI), ("Hijri", OF_HIJRI))
    }
    return [f"{name} dates ({counted(many, 'cell')})" for name, many in counts.items() if many]


def _stamps(found: _Found, days: np.ndarray, exists: np.ndarray, zone: Zone) -> np.ndarray:
    """The moments of all texts, those with an offset brought to the zone."""
    since = np.where(exists, days * DAY + found.time - found.offset, 0).astype(np.int64)
    stamps = since.astype("datetime64[us]")
    moved = exists & found.aware
    stamps[moved] = zone.local(stamps[moved])
    stamps[~exists] = _NOT_A_DATE
    return stamps


def _clock_remarks(found: _Found, exists: np.ndarray, cells: Distinct, zone: Zone) -> list[str]:
    timed, aware = exists & found.timed, exists & found.aware
    dated, naive = exists & ~found.timed, timed & ~aware
    with_time, without_time = cells.cells(timed), cells.cells(dated)
    with_zone, without_zone = cells.cells(aware), cells.cells(naive)
    remarks = []
    if with_zone:
        remarks.append(f"{counted(with_zone, 'time')} with a zone brought to {zone.name}")
    if with_zone and without_zone:
        remarks.append(f"{counted(without_zone, 'time')} without a zone taken as {zone.name}")
    if with_time and without_time:
        remarks.append(f"{counted(without_time, 'date')} without a time, {with_time:,} with one")
    return remarks
