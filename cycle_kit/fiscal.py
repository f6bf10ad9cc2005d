"""Where a company's weeks and fiscal years start, and what its periods are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from cycle_kit.days import INSTANT, YEARS, end_of_day, is_plain, read_moment
from cycle_kit.errors import QuestionError, listed, nearest
from cycle_kit.signatures import Kind

Length = Literal["week", "month", "quarter", "year"]
CalendarName = Literal["gregorian", "jalali"]
LENGTHS: tuple[Length, ...] = get_args(Length)
WeekStart = Literal["monday", "sunday", "saturday"]
#: the first day of the week: what pandas calls such a week (by its last day), and one such day to count from
WEEKS = {
    "monday": ("W-SUN", pd.Timestamp("1990-01-01")),
    "sunday": ("W-SAT", pd.Timestamp("1989-12-31")),
    "saturday": ("W-FRI", pd.Timestamp("1989-12-30")),
}
#: the first month of the year: how pandas names the month before, by which it calls quarters and years
LAST_MONTHS = (
    "DEC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
)  # fmt: skip
MONTHS = {"month": 1, "quarter": 3, "year": 12}
LETTERS: dict[str, Length] = {"W": "week", "M": "month", "Q": "quarter", "Y": "year"}
REACH = 200  # years from the middle of a calendar's table, beyond which a year is one of another calendar
FISCAL = "FY"  # before the name of a fiscal year that is no calendar year

# First days of the week by country: CLDR 47, supplemental weekData (firstDay); all others Monday (001, as ISO 8601).
SATURDAY = (
    "AF", "BH", "DJ", "DZ", "EG", "IQ", "IR", "JO", "KW", "LY", "OM", "QA", "SD", "SY",
)  # fmt: skip
SUNDAY = (
    "AG", "AS", "BD", "BR", "BS", "BT", "BW", "BZ", "CA", "CO", "DM", "DO", "ET", "GT", "GU", "HK", "HN", "ID",
    "IL", "IN", "JM", "JP", "KE", "KH", "KR", "LA", "MH", "MM", "MO", "MT", "MX", "MZ", "NI", "NP", "PA", "PE",
    "PH", "PK", "PR", "PT", "PY", "SA", "SG", "SV", "TH", "TT", "TW", "UM", "US", "VE", "VI", "WS", "YE", "ZA", "ZW",
)  # fmt: skip
# A language without a country is everybody's who speaks it: Monday, CLDR's value for the world. Three are
# tied closer to a week of their own: Persian; Portuguese, as Portugal and Brazil both start on Sunday; and Arabic,
# whose likely country in CLDR is Egypt (likelySubtags: ar-Arab-EG), as most Arabic-speaking countries that CLDR
# names start on Saturday.
OF_LANGUAGE = {"fa": "saturday", "ar": "saturday", "pt": "sunday"}


def week_start_of(language: str | None) -> str:
    """The first day of the week where a language is spoken: "fa", "pt", or of one country "pt-BR"."""
    name, *rest = re.split("[-_]", language or "")
    country = next((part.upper() for part in rest if re.fullmatch("[A-Za-z]{2}", part)), "")
    if not country:
        return OF_LANGUAGE.get(name.lower(), "monday")
    return "saturday" if country in SATURDAY else "sunday" if country in SUNDAY else "monday"


class MonthStarts(NamedTuple):
    """A calendar whose months are not those of the file's dates: twelve a year, each from a day on.

    `starts`: days since 1970-01-01, from the first month of `first_year` on, one more than there are months.
    `weeks`: its months are weeks of a fiscal year (4-4-5), which have numbers and no names.
    """

    first_year: int
    starts: tuple[int, ...]
    weeks: bool = False

    def number(self, when: pd.Timestamp) -> int:
        """The number of the month that a moment lies in, as year * 12 + month - 1."""
        day = (when.normalize() - EPOCH).days
        place = int(np.searchsorted(np.asarray(self.starts), day, side="right")) - 1
        return self.first_year * 12 + min(max(place, 0), len(self.starts) - 2)

    def start(self, number: int) -> pd.Timestamp:
        """The first day of a numbered month."""
        place = min(max(number - self.first_year * 12, 0), len(self.starts) - 1)
        return EPOCH + pd.Timedelta(days=self.starts[place])


EPOCH = pd.Timestamp("1970-01-01")


class Stretch(NamedTuple):
    """One week, month, quarter or year of a company."""

    periods: Periods
    every: str
    number: int

    @property
    def start_time(self) -> pd.Timestamp:
        """Its first instant."""
        return self.periods.start(self.number, self.every).as_unit("us")

    @property
    def end_time(self) -> pd.Timestamp:
        """Its last instant."""
        return self.later(1).start_time - INSTANT

    def later(self, by: int) -> Stretch:
        """The one so many after it; before it where that is below 0."""
        return self._replace(number=self.number + by)


@dataclass(frozen=True)
class Periods:
    """How a company counts its time: `week_starts` on a day, and its fiscal year in a month (1-12).

    `months`: where the months of another calendar start, whose quarters and years are then meant everywhere.
    A fiscal year is called by the calendar year in which it ends: with April, FY2025 is April
    2024 to March 2025, and FY2025-Q1 April to June 2024. With January it is the calendar's 2025.
    """

    week_starts: str = "monday"
    year_starts: int = 1
    months: MonthStarts | None = None

    def holding(self, when: pd.Timestamp, every: str) -> Stretch:
        """The week, month, quarter or year that a moment lies in."""
        return Stretch(self, every, self.number(when, every))

    def between(self, first: pd.Timestamp, last: pd.Timestamp, every: str) -> list[Stretch]:
        """Those from the one that holds `first` to the one that holds `last`."""
        numbers = range(self.number(first, every), self.number(last, every) + 1)
        return [Stretch(self, every, number) for number in numbers]

    @property
    def fiscal(self) -> bool:
        """Whether the year is another one than the calendar's."""
        return self.year_starts != 1 or (self.months is not None and self.months.weeks)

    def frequency(self, every: str) -> str:
        """What pandas calls a week, month, quarter or year of this company."""
        last = LAST_MONTHS[self.year_starts - 1]
        week, _first = WEEKS[self.week_starts]
        return {"week": week, "month": "M", "quarter": f"Q-{last}", "year": f"Y-{last}"}[every]

    @property
    def first_week(self) -> pd.Timestamp:
        """A first day of a week, from which weeks are counted."""
        return WEEKS[self.week_starts][1]

    def shift(self, every: str) -> int:
        """Months from January to where quarters and years are counted from."""
        return 0 if every == "month" else self.year_starts - 1

    def number(self, when: pd.Timestamp, every: str) -> int:
        """The number of the period that a moment lies in."""
        if every == "week":
            return (when - self.first_week).days // 7
        month = self.months.number(when) if self.months else when.year * 12 + when.month - 1
        return (month - self.shift(every)) // MONTHS[every]

    def start(self, number: int, every: str) -> pd.Timestamp:
        """The first day of a numbered period."""
        if every == "week":
            return self.first_week + pd.Timedelta(days=7 * int(number))
        months = int(number) * MONTHS[every] + self.shift(every)
        if self.months:
            return self.months.start(months)
        return pd.Timestamp(year=months // 12, month=months % 12 + 1, day=1)

    def label(self, when: pd.Timestamp, every: str) -> str:
        """The name of a moment's period: "2025-10", "2025-Q4", "2025", "FY2025-Q1", "2025-10-06"."""
        number = self.number(when, every)
        if every == "week":
            return self.start(number, every).strftime("%Y-%m-%d")
        if every == "month":
            year, month = divmod(number, 12)
            weeks = self.months is not None and self.months.weeks
            return f"{FISCAL}{year}-P{month + 1:02}" if weeks else f"{year:04}-{month + 1:02}"
        year, quarter = divmod(number, 4) if every == "quarter" else (number, None)
        year, fiscal = year + (self.year_starts != 1), self.fiscal
        name = f"{FISCAL}{year}" if fiscal else str(year)
        return name if quarter is None else f"{name}-Q{quarter + 1}"

    def own(self, text: str) -> Stretch | None:
        """The year, quarter or month of another calendar that a text names: "1403", "1403-Q2", "1403-07"."""
        pattern = rf"(?:{FISCAL} ?)?(\d{{4}})(?:[- ]?Q([1-4])|[- ]P?(0?[1-9]|1[0-2]))?"
        found = re.fullmatch(pattern, text.strip().upper())
        if not found or not self.months or abs(int(found[1]) - self.year_of_middle) > REACH:
            return None
        year = int(found[1]) - (self.year_starts != 1)
        if found[2]:
            return Stretch(self, "quarter", year * 4 + int(found[2]) - 1)
        if found[3]:
            return Stretch(self, "month", int(found[1]) * 12 + int(found[3]) - 1)
        return Stretch(self, "year", year)

    @property
    def year_of_middle(self) -> int:
        """A year of this calendar, to tell its years from those of others."""
        return self.months.first_year + len(self.months.starts) // 24 if self.months else 0

    def named(self, text: str) -> pd.Period | None:
        """The year or quarter that a text names, a fiscal one here: "2025-Q4", "FY2025", "2025"."""
        found = re.fullmatch(rf"(?:{FISCAL} ?)?(\d{{4}})(?:[- ]?Q([1-4]))?", text.strip().upper())
        if not found:
            return None
        year, quarter = int(found[1]), found[2]
        if quarter is None:
            return pd.Period(year=year, freq=self.frequency("year"))
        return pd.Period(year=year, quarter=int(quarter), freq=self.frequency("quarter"))

    def period(self, said: object) -> pd.Period:
        """A period as people write it, also a month or a day. ValueError: it is none."""
        if isinstance(said, pd.Period):
            return said
        found = self.named(str(said)) or (pd.Period(str(said)) if is_plain(str(said)) else None)
        if not re.search(r"\d{4}", str(said)) or not isinstance(found, pd.Period):
            raise ValueError("a period without its year")
        return found

    def span(self, said: object) -> tuple[pd.Timestamp, pd.Timestamp] | None:
        """The first and last instant of a day, month, quarter or year, or one moment; None: neither."""
        if isinstance(said, (str, int)) and (found := self.own(str(said))):
            return found.start_time, found.end_time
        if isinstance(said, (str, pd.Period)):
            try:
                period = self.period(said)
            except ValueError:
                return None
            if period.freqstr[0] in "DWMQY":
                return period.start_time.as_unit("us"), (period + 1).start_time.as_unit(
                    "us"
                ) - INSTANT
        when = read_moment(said)
        return None if when is None else (when, end_of_day(when))

    def countable(self, said: object) -> tuple[pd.Timestamp, pd.Timestamp] | None:
        """The same, of years that can be counted with."""
        span = self.span(said)
        return span if span and {span[0].year, span[1].year} <= {*YEARS} else None

    def whole(self, said: object, every: Length | None = None) -> tuple[Stretch, Length]:
        """The week, month, quarter or year that is meant, or that holds its start, and which it is."""
        if own := self.own(str(said)):
            length = every or LETTERS[own.every[0].upper()]
            return self.holding(own.start_time, length), length
        period = self.period(said)
        every = every or LETTERS.get(period.freqstr[0], "month")
        return self.holding(period.start_time, every), every


def periods(
    *,
    week_starts: str | None = None,
    year_starts: int | None = None,
    language: str | None = None,
    months: MonthStarts | None = None,
) -> Periods:
    """Periods as said; a week that nothing is said of starts as it does where the language is spoken, or the calendar
    kept: on Saturday beside Jalali months.

    QuestionError: a day or a month that is none.
    """
    usual = week_start_of(language) if months is None or months.weeks else "saturday"
    week = usual if week_starts is None else week_starts
    if not isinstance(week, str) or week not in WEEKS:
        near = nearest(week, WEEKS)
        raise QuestionError(
            f'week_starts="{week}" is no first day of a week.',
            there=f"Weeks start on {listed(WEEKS)}.",
            fix=f'Choose one of them, for example week_starts="{near or "monday"}".',
        )
    month = 1 if year_starts is None else year_starts
    if not is_month(month):
        raise QuestionError(
            "fiscal_year_starts= is no month.",
            there=f"It was {month!r}." if isinstance(month, int) else "",
            fix="Give its number, from 1 to 12: fiscal_year_starts=4 for April.",
        )
    return Periods(week, month, months)


def is_month(said: object) -> bool:
    return isinstance(said, int) and not isinstance(said, bool) and 1 <= said <= 12


def is_of_another(said: object) -> bool:
    """Whether it begins like a period of a calendar that is some 620 years behind, or like one of fiscal weeks."""
    pattern = rf"1[2-5]\d\d([- ].*)?|{FISCAL} ?\d{{4}}[- ]?P.*"
    return isinstance(said, str) and bool(re.fullmatch(pattern, said.strip().upper()))


#: a day, or a period that it names or that a Period is
Day = Annotated[
    str | date | np.datetime64 | pd.Period,
    Kind(
        'a date, or a period such as "2025-Q4"',
        '"2025-10-31"',
        lambda said: Periods().countable(said) is not None or is_of_another(said),
    ),
]
Month = Annotated[int, Kind("the number of a month, from 1 to 12", "4", is_month)]
