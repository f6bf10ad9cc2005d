"""Years of two digits: at which end of a date they stand, and in whose calendar they count."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cycle_kit.values.date_numbers import BY_YEAR, OF_JALALI, Numbers, full_years
from cycle_kit.values.languages import DAY_FIRST
from cycle_kit.values.order import SAYS, Said, UntoldOrder

_PERSIAN = re.compile("[۰-۹]")
_FIX = 'Pass dates="dmy" (31/12/24), dates="mdy" (12/31/24) or dates="ymd" (24/12/31).'


def _with_year_at_an_end(numbers: Numbers) -> tuple[np.ndarray, np.ndarray]:
    """Which of these dates with years of two digits exist with their year first, and which with it last."""
    first = replace(numbers, first=full_years(numbers.first, numbers.calendar)).days("ymd")[1]
    last = replace(numbers, third=full_years(numbers.third, numbers.calendar))
    return first, last.days("dmy")[1] | last.days("mdy")[1]


def in_persian_digits(texts: Sequence[str], short: np.ndarray) -> bool:
    """Are all of these dates written in digits of Persian? Arabic has others."""
    return all(_PERSIAN.search(str(texts[place])) for place in np.flatnonzero(short).tolist())


def with_jalali(numbers: Numbers, short: np.ndarray, counts: np.ndarray) -> Numbers:
    """Years of two digits in a Persian file are Jalali, unless more cells can only be Gregorian."""
    open_ = short & (numbers.calendar == BY_YEAR)
    jalali = replace(numbers, calendar=np.where(open_, OF_JALALI, numbers.calendar))
    fits, fits_gregorian = (
        np.logical_or(*_with_year_at_an_end(each.only(open_))) for each in (jalali, numbers)
    )
    mine = counts[open_]
    only_gregorian, only_jalali = (
        mine[fits_gregorian & ~fits].sum(),
        mine[fits & ~fits_gregorian].sum(),
    )
    return numbers if only_gregorian > only_jalali else jalali


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
