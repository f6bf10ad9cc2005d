"""Which number of a date is the day: settled for a whole column by evidence, never guessed."""

from dataclasses import dataclass, replace

import numpy as np

from cycle_kit.errors import ColumnError
from cycle_kit.values.calendars import GREGORIAN, HIJRI, JALALI, Calendar
from cycle_kit.values.languages import DAY_FIRST
from cycle_kit.values.parsed import counted

ORDERS = ("dmy", "mdy", "ymd")
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

_SAYS = {"dmy": "day before month", "mdy": "month before day"}
_FIX = 'Pass dates="dmy" (31/12/2024) or dates="mdy" (12/31/2024).'


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
    jalali = np.select([short <= 29, short >= 69], [1400 + short, 1300 + short], 0)
    hijri = np.where(short <= 72, 1400 + short, 0)
    gregorian = np.select([short <= 50, short >= 90], [2000 + short, 1900 + short], 0)
    return np.select([calendar == OF_JALALI, calendar == OF_HIJRI], [jalali, hijri], gregorian)


@dataclass(frozen=True)
class Said:
    """Everything that can tell day from month besides the cells."""

    column: str
    order: str | None
    style: str | None
    language: str

    def __post_init__(self):
        if self.order not in (None, *ORDERS):
            raise ColumnError(
                f'dates="{self.order}" is no order of day, month and year.',
                fix='Pass dates="dmy", dates="mdy" or dates="ymd".',
            )

    def year_last(self) -> tuple[str, str]:
        """The order named for dates that end in their year, and by whom."""
        if self.order in _SAYS:
            return str(self.order), "as dates= says"
        if self.style in _SAYS:
            return str(self.style), "as this layout writes"
        return "", ""


def day_or_month_first(numbers: Numbers, counts: np.ndarray, said: Said) -> tuple[str, str]:
    """The order of a column's dates that end in their year, and a remark on what told it.

    Evidence in this order: the caller, the layout (unless every telling cell contradicts it), the
    cells with a number above 12, a language that writes one way. ColumnError where the cells
    contradict each other or nothing tells.
    """
    tells_day, tells_month, open_ = _telling(numbers, counts)
    named, who = said.year_last()
    contradicted = {"dmy": 0 if tells_day else tells_month, "mdy": 0 if tells_month else tells_day}
    if named and (said.order in _SAYS or not contradicted[named]):
        return named, _remark(named, who + _although(contradicted[named]))
    if tells_day and tells_month:
        raise _mixed(said.column, tells_day, tells_month)
    if tells_day or tells_month:
        order = "dmy" if tells_day else "mdy"
        return order, _remark(order, f"told by {counted(tells_day or tells_month, 'cell')}")
    if not open_:
        return "dmy", ""
    if said.language in DAY_FIRST:
        return "dmy", _remark("dmy", f'as the language "{said.language}" writes')
    raise _untold(said.column, open_)


def _telling(numbers: Numbers, counts: np.ndarray) -> tuple[int, int, int]:
    """Cells that can only be day first, only month first, and those that could be both."""
    by_day, day_fits = numbers.days("dmy")
    by_month, month_fits = numbers.days("mdy")
    # nobody writes the month first in the other calendars
    month_fits &= numbers.calendars("mdy") == OF_GREGORIAN
    both = day_fits & month_fits & (by_day != by_month)
    only_day, only_month, open_ = (
        int(counts[mask].sum()) for mask in (day_fits & ~month_fits, month_fits & ~day_fits, both)
    )
    return only_day, only_month, open_


def _although(against: int) -> str:
    return f", although {counted(against, 'cell')} can only be the other way" if against else ""


def _remark(order: str, who: str) -> str:
    return f"{_SAYS[order]} ({who})"


def _mixed(column: str, tells_day: int, tells_month: int) -> ColumnError:
    return ColumnError(
        f'Column "{column}" has dates with the day first and dates with the month first.',
        there=f"Only day/month/year fits {tells_day} of them, only month/day/year {tells_month}.",
        fix=f"{_FIX} Dates that do not fit are then listed as unreadable.",
    )


def _untold(column: str, many: int) -> ColumnError:
    return ColumnError(
        f'Column "{column}" does not tell day from month (all parts are 12 or less).',
        there=f"Dates that can be read both ways: {many}.",
        fix=_FIX,
    )


def year_stands_first(numbers: Numbers, counts: np.ndarray, said: Said) -> bool:
    """Do dates of three two-digit numbers begin with their year?

    Only where the caller or the layout says so, the cells allow nothing else, or in Persian.
    """
    named = said.order or said.style
    if named:
        return named == "ymd"
    first = replace(numbers, first=full_years(numbers.first, numbers.calendar)).days("ymd")[1]
    last = replace(numbers, third=full_years(numbers.third, numbers.calendar))
    ends = last.days("dmy")[1] | last.days("mdy")[1]
    year_first, year_last = (int(counts[mask].sum()) for mask in (first & ~ends, ends & ~first))
    return year_first > year_last or (said.language == "fa" and year_first == year_last)
