"""Three calendars against libraries that count day by day."""

import datetime as dt

import numpy as np
import pytest
from hijridate import Gregorian
from persiantools.jdatetime import JalaliDate

from cycle_kit.values.calendars import GREGORIAN, HIJRI, JALALI

EPOCH = dt.date(1970, 1, 1)


def between(first, last):
    return np.arange((first - EPOCH).days, (last - EPOCH).days + 1)


def days_of(days):
    return [EPOCH + dt.timedelta(int(day)) for day in days]


def test_jalali_every_day_from_1990_to_2050():
    days = between(dt.date(1990, 1, 1), dt.date(2050, 12, 31))
    there = [JalaliDate(day) for day in days_of(days)]
    expected = [(day.year, day.month, day.day) for day in there]
    assert list(zip(*(part.tolist() for part in JALALI.parts(days)), strict=True)) == expected


def test_hijri_every_tenth_day_from_1990_to_2050():
    days = between(dt.date(1990, 1, 1), dt.date(2050, 12, 31))[::10]
    expected = [Gregorian.fromdate(day).to_hijri().datetuple() for day in days_of(days)]
    assert list(zip(*(part.tolist() for part in HIJRI.parts(days)), strict=True)) == expected


@pytest.mark.parametrize("calendar", [GREGORIAN, JALALI, HIJRI])
def test_there_and_back(calendar):
    days = between(dt.date(1930, 1, 1), dt.date(2070, 12, 31))
    back, exist = calendar.days(*calendar.parts(days))
    assert exist.all()
    assert (back == days).all()


#: Nowruz, and the last days of leap and common years
@pytest.mark.parametrize(
    ("date", "exists"),
    [
        ((1403, 12, 30), True),
        ((1404, 12, 30), False),
        ((1399, 12, 30), True),
        ((1400, 12, 30), False),
        ((1408, 12, 30), True),
        ((1402, 7, 31), False),
        ((1402, 13, 1), False),
        ((1402, 0, 1), False),
        ((1402, 1, 0), False),
        ((9999, 1, 1), False),
    ],
)
def test_days_that_exist(date, exists):
    assert JALALI.days(*(np.array([part]) for part in date))[1].tolist() == [exists]


def test_days_outside_a_table():
    with pytest.raises(ValueError, match=r"^a day is outside the Hijri table$"):
        HIJRI.parts(np.array([100_000]))
