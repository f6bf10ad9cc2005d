"""Columns of dates: explicit grammars, three calendars, one zone, no guess about day and month."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.days import FEW_MIDNIGHTS
from cycle_kit.errors import ColumnError
from cycle_kit.values.clock import DAY, Zone, zone_named
from cycle_kit.values.date_numbers import OF_HIJRI, OF_JALALI, Numbers, full_years
from cycle_kit.values.day_counts import Counted, counted_moments
from cycle_kit.values.languages import primary
from cycle_kit.values.midnights import days_of
from cycle_kit.values.order import (
    SIGNS,
    Said,
    Written,
    never_small,
    remarks_on,
    settle,
    told_by_cells,
)
from cycle_kit.values.parsed import Distinct, Parsed, counted, distinct
from cycle_kit.values.seen_dates import (
    SETTLED,
    SHORT,
    YEAR_LAST,
    SeenDates,
    seen_dates,
    without_buddhist_years,
)
from cycle_kit.values.shapes import by_shape
from cycle_kit.values.short_years import in_persian_digits, with_jalali, year_stands_first
from cycle_kit.values.sights import see_date
from cycle_kit.values.written_calendars import of_full_years

_NOT_A_DATE = np.datetime64("NaT", "us")


def read_dates(
    texts: pd.Series,
    *,
    column: str,
    order: str | None = None,
    style: str | None = None,
    like: str | None = None,
    zone: str | None = None,
    language: str | None = None,
    calendars: frozenset[Written] = frozenset(),
) -> Parsed:
    """Read a column of dates, with or without a time of day, as naive datetime64[us].

    `order` is what the caller says ("dmy", "mdy", "ymd"), `style` what the export layout declares,
    `like` the order that other columns of the file told; each settles only dates that do not tell
    themselves. `calendars` are those of the file's other dates, for years of two digits. `column`
    is named in errors. Stamps that carry an offset are brought to `zone` (default UTC), others stay
    as they are; where all are midnight in one zone they are days of it.
    Years 1300-1418 are Jalali, 1419-1500 Hijri (Umm al-Qura), 2540-2580 Buddhist where all of the
    column are; nothing outside 1990-2050 is a date, and dates that stand for none (31.12.9999,
    1.1.1900) are missing and remarked.
    `day_only`: every time read is midnight, as exports write a date. `order`: what the cells told.
    ColumnError: day and month cannot be told apart (`UntoldOrder` where another column may know),
    or `zone` or `order` is no such thing.
    """
    clocks = zone_named(zone)
    said = Said(column, order, style, primary(language), like, calendars)
    texts = texts.infer_objects()
    if isinstance(texts.dtype, pd.DatetimeTZDtype) or texts.dtype.kind == "M":
        return _native(texts, clocks)
    cells = distinct(texts)
    seen = list(by_shape(cells.texts, see_date))
    found, buddhist = without_buddhist_years(seen_dates(seen, len(cells.texts)))
    settled = _settled(found, cells, said)
    days, exists = settled.numbers.days("ymd")
    exists &= (found.known > 0) & ~found.never
    numbers = counted_moments(seen, cells, exists | found.never, found.empty | found.unknown)
    remarks = settled.remarks + _calendar_remarks(settled.numbers, exists, cells)
    if buddhist.any():
        remarks.append(f"Buddhist years ({counted(cells.cells(buddhist), 'cell')}), 543 ahead")
    stamps, more = _stamps(found, days, exists, numbers, cells, clocks)
    never = found.never | (numbers.never if numbers else False)
    remarks += more + _never_remarks(cells.cells(never))
    if settled.none_small:
        taken = numbers.found if numbers else (found.known == SETTLED) & exists
        remarks += _swap_remarks(stamps, taken, exists & ~taken, cells)
    values = pd.Series(cells.spread(stamps, _NOT_A_DATE), index=texts.index, name=texts.name)
    unreadable = np.isnat(stamps) & ~found.empty & ~never
    return Parsed(
        values,
        cells.spread(unreadable, False),
        tuple(remarks),
        day_only=_day_only(stamps),
        bare=bool((_midnight(stamps) & ~found.timed & ~found.aware).any()),
        order=settled.told,
        unknown=cells.spread(unreadable & found.unknown, False),
    )


def told_order(
    texts: pd.Series,
    *,
    language: str | None = None,
    like: str | None = None,
    calendars: frozenset[Written] = frozenset(),
) -> str:
    """The order of day, month and year that a column's cells tell by themselves: "dmy", "mdy", "ymd".

    "" where they tell none or contradict each other; for `like=` of the file's other columns.
    """
    try:
        return read_dates(texts, column="", language=language, like=like, calendars=calendars).order
    except ColumnError:
        return ""


def _midnight(stamps: np.ndarray) -> np.ndarray:
    return stamps == stamps.astype("datetime64[D]")


def _day_only(stamps: np.ndarray) -> bool:
    """Midnight in every cell is how exports write a date without a time."""
    return bool(_midnight(stamps[~np.isnat(stamps)]).all())


def _native(texts: pd.Series, clocks: Zone) -> Parsed:
    """A column that is of dates already, as in a frame given instead of a file."""
    remarks: list[str] = []
    if isinstance(texts.dtype, pd.DatetimeTZDtype):
        there = texts.notna().to_numpy()
        written = texts.dt.tz_localize(None).to_numpy().astype("datetime64[us]")
        utc = texts.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy().astype("datetime64[us]")
        midnights = days_of(written[there].astype(np.int64), utc[there].astype(np.int64))
        texts = texts.dt.tz_convert(clocks.rules).dt.tz_localize(None)
        if midnights:
            texts = texts.astype("datetime64[us]")
            texts[there] = midnights[0].astype("datetime64[us]")
            remarks = _midnight_remarks(int(there.sum()), midnights[1])
    values = texts.astype("datetime64[us]")
    unreadable = np.zeros(len(values), dtype=bool)
    known = values.dropna().to_numpy()
    bare = bool(_midnight(known).sum() > FEW_MIDNIGHTS * len(known))
    return Parsed(values, unreadable, tuple(remarks), day_only=_day_only(known), bare=bare)


class _Order(NamedTuple):
    """All dates as year, month and day."""

    numbers: Numbers
    remarks: list[str]  # on what told the order
    told: str = ""  # the order that the cells told
    none_small: bool = False  # no date has both day and month below 13


def _settled(found: SeenDates, cells: Distinct, said: Said) -> _Order:
    numbers, last, remarks = found.numbers, found.known == YEAR_LAST, []
    short = (found.known == SHORT) & ~found.never
    persian = short.any() and in_persian_digits(cells.texts, short)
    if short.any() and (said.language == "fa" or persian):
        said = replace(said, calendars=said.calendars | of_full_years(found, cells))
        numbers = with_jalali(numbers, short, cells.counts, persian, said)
    first, by_cells = np.zeros(len(short), dtype=bool), False
    for place in np.unique(found.writing.sign[short]):
        mine = short & (found.writing.sign == place)
        sign, counts = SIGNS[place], cells.counts[mine]
        begins, told = year_stands_first(numbers.only(mine), sign, counts, said)
        first |= mine & begins
        by_cells |= begins and told
    if short.any():
        third = short & ~first
        numbers = replace(
            numbers,
            first=np.where(first, full_years(numbers.first, numbers.calendar), numbers.first),
            third=np.where(third, full_years(numbers.third, numbers.calendar), numbers.third),
        )
        last |= third
        remarks += ["years of two digits"]
        remarks += ["the year stands first"] if first.any() else []
    if not last.any():
        return _Order(numbers, remarks, told="ymd" if by_cells else "")
    rows = np.flatnonzero(last)
    groups = settle(numbers.only(rows), found.writing.only(rows), cells.counts[rows], said)
    for group, order, _ in groups:
        chosen = np.zeros(len(last), dtype=bool)
        chosen[rows[group.rows]] = True
        numbers = _reordered(numbers, chosen, order)
    remarks += remarks_on(groups)
    return _Order(numbers, remarks, told_by_cells(groups), never_small(groups))


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


def _stamps(
    found: SeenDates,
    days: np.ndarray,
    exists: np.ndarray,
    numbers: Counted | None,
    cells: Distinct,
    zone: Zone,
) -> tuple[np.ndarray, list[str]]:
    """The moments of all texts, those with an offset brought to the zone; and how that was done."""
    local = np.where(exists, days * DAY + found.time, 0)
    timed, aware = exists & found.timed, exists & found.aware
    remarks = []
    if numbers:
        local += numbers.moments
        exists = exists | numbers.found
        aware = aware | (numbers.found & numbers.aware)
        remarks += [numbers.remark]
    local = local.astype(np.int64)
    utc = local - np.where(aware, found.offset, 0).astype(np.int64)
    naive_times = timed & ~aware & (found.time > 0)
    midnights = days_of(local[aware], utc[aware]) if not naive_times.any() else None
    stamps = local.astype("datetime64[us]")
    if midnights:
        stamps[aware] = midnights[0].astype("datetime64[us]")
        remarks += _midnight_remarks(cells.cells(aware), midnights[1])
    else:
        stamps[aware] = zone.local(utc[aware].astype("datetime64[us]"))
        brought = aware & (stamps.astype(np.int64) != local)
        remarks += _clock_remarks(
            timed, aware, brought, exists & ~found.timed & ~aware, cells, zone
        )
    stamps[~exists] = _NOT_A_DATE
    return stamps, remarks


_SMALL_DAYS, _BY_CHANCE = 12 / 30, 0.1  # of dates at random; what may pass for it


def _swap_remarks(
    stamps: np.ndarray, taken: np.ndarray, others: np.ndarray, cells: Distinct
) -> list[str]:
    """A spreadsheet that reads the month first makes dates of 03/02/2024 and leaves 25/02/2024 text.

    `taken`: what may be its own dates; `others`: those that end in their year, none of which it could read.
    """
    many, rest = cells.cells(taken), cells.cells(others)
    by_chance = _SMALL_DAYS**many * (1 - _SMALL_DAYS) ** rest
    if not many or by_chance > _BY_CHANCE or (pd.DatetimeIndex(stamps[taken]).day > 12).any():
        return []
    own = "date is" if many == 1 else "dates are"
    return [
        f"{many:,} {own} written as spreadsheets keep them and of a 1st to 12th, and no other date is: a spreadsheet "
        "that reads the month first has probably swapped their day and month; type them anew, as 2024-01-31"
    ]


def _midnight_remarks(many: int, where: str) -> list[str]:
    return [f"{counted(many, 'time')} with a zone, midnight throughout ({where}), taken as days"]


def _clock_remarks(
    timed: np.ndarray,
    aware: np.ndarray,
    brought: np.ndarray,
    dated: np.ndarray,
    cells: Distinct,
    zone: Zone,
) -> list[str]:
    with_time, without_time = cells.cells(timed | aware), cells.cells(dated)
    with_zone, without_zone = cells.cells(aware), cells.cells(timed & ~aware)
    remarks = []
    if moved := cells.cells(brought):
        remarks.append(f"{counted(moved, 'time')} with a zone brought to {zone.name}")
    if with_zone and without_zone:
        remarks.append(f"{counted(without_zone, 'time')} without a zone taken as {zone.name}")
    if with_time and without_time:
        remarks.append(f"{counted(without_time, 'date')} without a time, {with_time:,} with one")
    return remarks


def _never_remarks(many: int) -> list[str]:
    if not many:
        return []
    one = "holds a date that stands" if many == 1 else "hold dates that stand"
    return [f"{counted(many, 'cell')} {one} for none, such as 31.12.9999 or 1.1.1900"]
