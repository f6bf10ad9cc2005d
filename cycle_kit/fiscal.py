"""Where a company's weeks and fiscal years start, and what its periods are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, get_args

import numpy as np
import pandas as pd

from cycle_kit.days import INSTANT, YEARS, end_of_day, is_plain, read_moment
from cycle_kit.errors import QuestionError, listed, nearest
from cycle_kit.signatures import Kind

Length = Literal["week", "month", "quarter", "year"]
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


@dataclass(frozen=True)
class Periods:
    """How a company counts its time: `week_starts` on a day, and its fiscal year in a month (1-12).

    A fiscal year is called by the calendar year in which it ends: with April, FY2025 is April
    2024 to March 2025, and FY2025-Q1 April to June 2024. With January it is the calendar's 2025.
    """

    week_starts: str = "monday"
    year_starts: int = 1

    @property
    def fiscal(self) -> bool:
        """Whether the year is another one than the calendar's."""
        return self.year_starts != 1

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
        return (when.year * 12 + when.month - 1 - self.shift(every)) // MONTHS[every]

    def start(self, number: int, every: str) -> pd.Timestamp:
        """The first day of a numbered period."""
        if every == "week":
            return self.first_week + pd.Timedelta(days=7 * int(number))
        months = int(number) * MONTHS[every] + self.shift(every)
        return pd.Timestamp(year=months // 12, month=months % 12 + 1, day=1)

    def label(self, when: pd.Timestamp, every: str) -> str:
        """The name of a moment's period: "2025-10", "2025-Q4", "2025", "FY2025-Q1", "2025-10-06"."""
        number = self.number(when, every)
        if every in ("week", "month"):
            return self.start(number, every).strftime("%Y-%m" if every == "month" else "%Y-%m-%d")
        year, quarter = divmod(number, 4) if every == "quarter" else (number, None)
        name = f"{FISCAL}{year + 1}" if self.fiscal else str(year)
        return name if quarter is None else f"{name}-Q{quarter + 1}"

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

    def whole(self, said: object, every: Length | None = None) -> tuple[pd.Period, Length]:
        """The week, month, quarter or year that is meant, or that holds its start, and which it is."""
        period = self.period(said)
        every = every or LETTERS.get(period.freqstr[0], "month")
        return pd.Period(period.start_time, self.frequency(every)), every


def periods(
    *, week_starts: str | None = None, year_starts: int | None = None, language: str | None = None
) -> Periods:
    """Periods as said; a week that nothing is said of starts as it does where the language is spoken.

    QuestionError: a day or a month that is none.
    """
    week = week_start_of(language) if week_starts is None else week_starts
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
    return Periods(week, month)


def is_month(said: object) -> bool:
    return isinstance(said, int) and not isinstance(said, bool) and 1 <= said <= 12


#: a day, or a period that it names or that a Period is
Day = Annotated[
    str | date | np.datetime64 | pd.Period,
    Kind(
        'a date, or a period such as "2025-Q4"',
        '"2025-10-31"',
        lambda said: Periods().countable(said) is not None,
    ),
]
Month = Annotated[int, Kind("the number of a month, from 1 to 12", "4", is_month)]
