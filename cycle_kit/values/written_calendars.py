"""In which calendars a column's dates are written, for those of the same file whose years have two digits."""

import numpy as np
import pandas as pd

from cycle_kit.values.date_numbers import BY_YEAR, OF_GREGORIAN, OF_JALALI, Numbers
from cycle_kit.values.order import Written
from cycle_kit.values.parsed import Distinct, distinct
from cycle_kit.values.seen_dates import SETTLED, SHORT, YEAR_LAST, SeenDates, seen_dates
from cycle_kit.values.shapes import by_shape
from cycle_kit.values.short_years import in_persian_digits, is_list_of_days
from cycle_kit.values.sights import see_date


def calendars_written(texts: pd.Series) -> frozenset[Written]:
    """The calendar that a column's dates show, by full years or by short ones that can hardly be of another."""
    if texts.dtype.kind == "M" or isinstance(texts.dtype, pd.DatetimeTZDtype):
        return frozenset({(OF_GREGORIAN, False)})
    cells = distinct(texts)
    found = seen_dates(list(by_shape(cells.texts, see_date)), len(cells.texts))
    short = (found.known == SHORT) & ~found.never & (found.numbers.calendar == BY_YEAR)
    told = of_full_years(found, cells)
    if told or not short.any() or not in_persian_digits(cells.texts, short):
        return told
    mine = found.numbers.only(short)
    jalali = Numbers(mine.first, mine.second, mine.third, np.full(short.sum(), OF_JALALI))
    return frozenset({(OF_JALALI, True)}) if is_list_of_days(jalali) else frozenset()


def of_full_years(found: SeenDates, cells: Distinct) -> frozenset[Written]:
    """The calendar of most dates with full years, so that a slip among them tells nothing; none where none has."""
    full = ((found.known == SETTLED) | (found.known == YEAR_LAST)) & ~found.never & ~found.empty
    if not full.any():
        return frozenset()
    last = found.known == YEAR_LAST
    calendars = np.where(last, found.numbers.calendars("dmy"), found.numbers.calendars("ymd"))
    of_each = np.bincount(calendars[full].astype(int), weights=cells.counts[full])
    most = int(of_each.argmax())
    return frozenset({(most, in_persian_digits(cells.texts, full & (calendars == most)))})
