"""The three numbers of dates, whole columns at a time, and the calendars they may belong to."""

from dataclasses import dataclass

import numpy as np

from cycle_kit.values.calendars import GREGORIAN, HIJRI, JALALI, Calendar

#: a date's calendar as a number, which whole columns are compared by; 0 where only the year tells
BY_YEAR, OF_GREGORIAN, OF_JALALI, OF_HIJRI = range(4)
CALENDARS: dict[int, Calendar] = {
    OF_GREGORIAN: GREGORIAN,
    OF_JALALI: JALALI,
    OF_HIJRI: HIJRI,
}
CALENDAR_NAMED = {"": BY_YEAR} | {calendar.name: n for n, calendar in CALENDARS.items()}

#: a CRM was written into in these years; anything else is a placeholder or a slip
_FIRST, _LAST = np.array(["1990-01-01", "2050-12-31"], dtype="datetime64[D]").astype(np.int64)


@dataclass(frozen=True)
class Numbers:
    """The three numbers of dates in the order written; one entry per distinct text."""

    first: np.ndarray
    second: np.ndarray
    third: np.ndarray
    calendar: np.ndarray  # a calendar's number, BY_YEAR where the year tells

    def only(self, chosen: np.ndarray) -> "Numbers":
        first, second, third = self.first[chosen], self.second[chosen], self.third[chosen]
        return Numbers(first, second, third, self.calendar[chosen])

    def placed(self, order: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Year, month and day, the numbers being in this order."""
        parts = dict(zip(order, (self.first, self.second, self.third), strict=True))
        return parts["y"], parts["m"], parts["d"]

    def calendars(self, order: str) -> np.ndarray:
        """The calendar of each date: the one it names, else the one its year belongs to.

        Jalali 1418 is 2039 and Hijri 1419 is 1998: for a CRM the ranges do not overlap.
        """
        year = self.placed(order)[0]
        hijra = np.where(year <= 1418, OF_JALALI, OF_HIJRI)
        told = np.where((year >= 1300) & (year <= 1500), hijra, OF_GREGORIAN)
        return np.where(self.calendar == BY_YEAR, told, self.calendar)

    def days(self, order: str) -> tuple[np.ndarray, np.ndarray]:
        """Day numbers since 1970-01-01, and which of them are dates a CRM can hold."""
        year, month, day = self.placed(order)
        calendars = self.calendars(order)
        days, exist = np.zeros(len(year), dtype=np.int64), np.zeros(len(year), dtype=bool)
        for number, calendar in CALENDARS.items():
            mine = calendars == number
            if mine.all():  # nearly always, and then nothing need be picked out
                days, exist = calendar.days(year, month, day)
            elif mine.any():
                days[mine], exist[mine] = calendar.days(year[mine], month[mine], day[mine])
        return days, exist & (days >= _FIRST) & (days <= _LAST)


def full_years(short: np.ndarray, calendar: np.ndarray) -> np.ndarray:
    """Two-digit years in full, by the number of their calendar; 0 for those that no CRM date has."""
    # 1413 is 2034: who writes 24 means 2024, and no Jalali year
    jalali = np.select([short <= 12, short >= 69], [1400 + short, 1300 + short], 0)
    hijri = np.where(short <= 72, 1400 + short, 0)
    gregorian = np.select([short <= 50, short >= 90], [2000 + short, 1900 + short], 0)
    return np.select([calendar == OF_JALALI, calendar == OF_HIJRI], [jalali, hijri], gregorian)
