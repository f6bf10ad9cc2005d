"""Years of two digits: at which end of a date they stand, and in whose calendar they count."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cycle_kit.values.date_numbers import (
    BY_YEAR,
    OF_GREGORIAN,
    OF_JALALI,
    Numbers,
    full_years,
)
from cycle_kit.values.languages import DAY_FIRST
from cycle_kit.values.order import SAYS, UNREADABLE, Said, UntoldOrder

_PERSIAN = re.compile("[۰-۹]")
_FIX = 'Pass dates="dmy" (31/12/24), dates="mdy" (12/31/24) or dates="ymd" (24/12/31).'


def _with_year_at_an_end(numbers: Numbers) -> tuple[np.ndarray, np.ndarray]:
    """Which of these dates with years of two digits exist with their year first, and which with it last."""
    first = replace(numbers, first=full_years(numbers.first, numbers.calendar)).days("ymd")[1]
    last = replace(numbers, third=full_years(numbers.third, numbers.calendar))
    return first, last.days("dmy")[1] | last.days("mdy")[1]


def in_persian_digits(texts: Sequence[str], which: np.ndarray) -> bool:
    """Are all of these dates written in digits of Persian? Arabic has others."""
    return all(_PERSIAN.search(str(texts[place])) for place in np.flatnonzero(which).tolist())


def with_jalali(
    numbers: Numbers, short: np.ndarray, counts: np.ndarray, persian: bool, said: Said
) -> Numbers:
    """Years of two digits as Jalali ones, where these cells and all else of the file tell that they are."""
    open_ = short & (numbers.calendar == BY_YEAR)
    jalali = replace(numbers, calendar=np.where(open_, OF_JALALI, numbers.calendar))
    mine, theirs, cells = numbers.only(open_), jalali.only(open_), counts[open_]
    if _reads_better(mine, theirs, cells) or _is_said(said.order, mine, theirs, cells):
        return numbers
    if said.language == "fa":
        return numbers if _tells_gregorian(said, persian) else jalali
    if any(calendar == OF_GREGORIAN for calendar, _ in said.calendars):
        return numbers
    told = any(calendar == OF_JALALI for calendar, _ in said.calendars)
    return jalali if told or is_list_of_days(theirs) else numbers


def _reads_better(gregorian: Numbers, jalali: Numbers, counts: np.ndarray) -> bool:
    """Whether more cells can only be Gregorian than only Jalali."""
    fits_gregorian, fits = (
        np.logical_or(*_with_year_at_an_end(each)) for each in (gregorian, jalali)
    )
    return counts[fits_gregorian & ~fits].sum() > counts[fits & ~fits_gregorian].sum()


def _is_said(order: str | None, gregorian: Numbers, jalali: Numbers, counts: np.ndarray) -> bool:
    """Whether the caller's order reads these cells as Gregorian ones, and not as well as Jalali ones."""
    if not order:
        return False
    fits, others = (counts[_fitting(each, order)].sum() for each in (gregorian, jalali))
    return fits > others and fits >= (1 - UNREADABLE) * counts.sum()


def _fitting(numbers: Numbers, order: str) -> np.ndarray:
    end = "first" if order == "ymd" else "third"
    years = full_years(getattr(numbers, end), numbers.calendar)
    # nobody writes the month first in the other calendars
    able = (numbers.calendar != OF_JALALI) | (order != "mdy")
    return able & replace(numbers, **{end: years}).days(order)[1]


def _tells_gregorian(said: Said, persian: bool) -> bool:
    """Whether a Persian file has Gregorian dates alone in these digits: the stamps of its system are in others."""
    there = {calendar for calendar, own in said.calendars if own and persian}
    return OF_GREGORIAN in there and OF_JALALI not in there


_YEARS = 10  # so many years at most lie between first and last of a column


def is_list_of_days(numbers: Numbers) -> bool:
    """Whether these have years near each other at an end and days that vary at the other, as a list of deals has."""
    first, last = _with_year_at_an_end(numbers)
    begins = first.sum() >= last.sum()
    fits = first if begins else last
    years, days = (numbers.first, numbers.third) if begins else (numbers.third, numbers.first)
    if not fits.any():
        return False
    near = np.ptp(full_years(years, numbers.calendar)[fits]) <= _YEARS
    return bool(near and np.ptp(days[fits]) > _YEARS)


#: days vary, and years hardly do: from so many different ones on, that is evidence
_ENOUGH = 6


def year_stands_first(
    numbers: Numbers, sign: str, counts: np.ndarray, said: Said
) -> tuple[bool, bool]:
    """Do dates of three two-digit numbers, written alike, begin with their year, and do cells tell it?

    Told by cells that allow nothing else, the caller, numbers that vary as days do, other columns
    of the file, the layout, or Persian. A layout that writes 2024-12-31 says nothing of 12/31/24:
    a spreadsheet saved it anew, in an order of its own.
    """
    first, ends = _with_year_at_an_end(numbers)
    masks = (first & ~ends, ends & ~first, first & ends)
    begins, closes, both = (int(counts[mask].sum()) for mask in masks)
    slips = (begins + closes) * 100 <= both
    if begins != closes and not slips:
        return begins > closes, True
    heads, tails = (len(np.unique(part)) for part in (numbers.first, numbers.third))
    jalali = bool((numbers.calendar == OF_JALALI).any())
    if said.order:
        return said.order == "ymd", False
    if max(heads, tails) >= max(_ENOUGH, 2 * min(heads, tails)):
        return tails > heads, True
    for told, answer in (
        (said.like, said.like == "ymd"),
        (said.style == "ymd" and (sign == "-" or jalali), True),
        (said.style in SAYS, False),
        (jalali, True),
        (said.language in DAY_FIRST and (sign != "-" or heads >= tails), False),
        (sign != "-" or not both, False),  # nobody writes 24/12/31 without saying so
    ):
        if told:
            return answer, False
    raise UntoldOrder(
        f'Column "{said.column}" does not tell whether years of two digits stand first or last.',
        there=f"Dates that can be read both ways: {both}.",
        fix=_FIX,
    )
