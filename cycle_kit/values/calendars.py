"""Gregorian, Jalali and Hijri days as numbers since 1970-01-01, whole columns at a time.

Each calendar is the list of days on which its months start. Jalali new years follow Borkowski's
breaks (the 2820-year rule is wrong for 1403); Hijri months are the published Umm al-Qura table.
"""

from dataclasses import dataclass

import numpy as np
from hijridate import ummalqura

from cycle_kit.fiscal import MonthStarts

_EPOCH_RJD = 40_588  # 1970-01-01 as a reduced Julian day number


@dataclass(frozen=True)
class Calendar:
    """A calendar as a table of month starts."""

    name: str
    first_year: int
    starts: np.ndarray  # day number of the first day of each month, one more than there are months

    def days(
        self, year: np.ndarray, month: np.ndarray, day: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Day numbers since 1970-01-01, and a mask of the dates that exist (within the table)."""
        place = (year.astype(np.int64) - self.first_year) * 12 + month.astype(np.int64) - 1
        inside = (place >= 0) & (place < len(self.starts) - 1) & (month >= 1) & (month <= 12)
        place = np.where(inside, place, 0)
        start, length = self.starts[place], self.starts[place + 1] - self.starts[place]
        return start + day.astype(np.int64) - 1, inside & (day >= 1) & (day <= length)

    def parts(self, days: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Year, month and day of day numbers since 1970-01-01; ValueError outside the table."""
        days = np.asarray(days, dtype=np.int64)
        if len(days) and not self.starts[0] <= days.min() <= days.max() < self.starts[-1]:
            raise ValueError(f"a day is outside the {self.name} table")
        place = np.searchsorted(self.starts, days, side="right") - 1
        return self.first_year + place // 12, place % 12 + 1, days - self.starts[place] + 1


def _gregorian(first: int, last: int) -> Calendar:
    months = np.arange(f"{first}-01", f"{last + 1}-02", dtype="datetime64[M]")
    return Calendar("Gregorian", first, months.astype("datetime64[D]").astype(np.int64))


#: Jalali years at which the 33-year pattern of leap years breaks (K. M. Borkowski, 1996)
_BREAKS = (-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060)


def _nowruz(year: int) -> int:
    """The day number of 1 Farvardin."""
    leaps, last, jump = -14, _BREAKS[0], 0
    for following in _BREAKS[1:]:
        jump = following - last
        if year < following:
            break
        leaps += jump // 33 * 8 + jump % 33 // 4
        last = following
    since = year - last
    leaps += since // 33 * 8 + (since % 33 + 3) // 4
    leaps += jump % 33 == 4 and jump - since == 4
    gregorian = year + 621
    march = 20 + leaps - (gregorian // 4 - (gregorian // 100 + 1) * 3 // 4 - 150)
    return int(np.datetime64(f"{gregorian:04d}-03-01", "D").astype(np.int64)) + march - 1


def _jalali(first: int, last: int) -> Calendar:
    new_years = np.array([_nowruz(year) for year in range(first, last + 2)])
    lengths = np.array([0] + [31] * 6 + [30] * 5)
    months = (new_years[:-1, None] + np.cumsum(lengths)[None, :]).ravel()
    return Calendar("Jalali", first, np.append(months, new_years[-1]))


def _hijri() -> Calendar:
    starts = np.array(ummalqura.MONTH_STARTS, dtype=np.int64) - _EPOCH_RJD
    return Calendar("Hijri", ummalqura.HIJRI_RANGE[0][0], starts)


GREGORIAN = _gregorian(1800, 2200)
JALALI = _jalali(1206, 1500)
HIJRI = _hijri()


def months_of(calendar: str | None) -> MonthStarts | None:
    """The months of a calendar, to count periods by; None: those that dates are written in."""
    if calendar != "jalali":
        return None
    return MonthStarts(JALALI.first_year, tuple(int(day) for day in JALALI.starts))
