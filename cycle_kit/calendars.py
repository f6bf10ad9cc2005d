"""Working time: weekends, holidays and office hours, for durations in working days; both readings at once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

import numpy as np
import pandas as pd

from cycle_kit.arguments import check_fields, checked
from cycle_kit.errors import QuestionError, code, nearest
from cycle_kit.signatures import Kind

Weekend = Literal[
    "saturday-sunday",
    "friday-saturday",
    "thursday-friday",
    "friday-sunday",
    "friday",
    "sunday",
    "none",
]
#: days off by their numbers, Monday is 0
WEEKENDS: dict[Weekend, tuple[int, ...]] = {
    "saturday-sunday": (5, 6),
    "friday-saturday": (4, 5),
    "thursday-friday": (3, 4),
    "friday-sunday": (4, 6),
    "friday": (4,),
    "sunday": (6,),
    "none": (),
}
#: how days can be read
READINGS = ("calendar", "working")
DAY = pd.Timedelta(days=1)


Holidays = Annotated[
    str | Iterable[str | date] | None, Kind("a country code, or a list of dates", '"PL"')
]


@dataclass(frozen=True)
class Calendar:
    """When people work: days off, a country's holidays, office hours, and the zone these are in.

    `weekend`: one of `WEEKENDS`. `holidays`: a country code ("PL", "BG", "IR", "SA", "US"), or a
    collection of dates. `office`: opening and closing ("09:00", "17:00"); None: the whole day.
    `zone`: of the office; stamps are then taken as UTC (what `load` makes of them without `zone=`)
    and moved there. A stamp at midnight is a whole day and is not moved. A working day of a
    duration is one whole office day. Raises QuestionError for what it does not know.
    """

    weekend: Weekend = "saturday-sunday"
    holidays: Holidays = None
    office: Annotated[tuple[str, str] | None, Kind("two times", '("09:00", "17:00")')] = None
    zone: str | None = None

    def __post_init__(self) -> None:
        check_fields(self)
        self.hours()
        self.place()
        self.days_off(2024, 2024)

    def hours(self) -> tuple[pd.Timedelta, pd.Timedelta]:
        """Opening and closing as time since midnight."""
        if self.office is None:
            return pd.Timedelta(0), DAY
        try:
            opens, closes = (pd.Timedelta(f"{text}:00") for text in self.office)
        except ValueError:
            opens = closes = pd.Timedelta(0)
        if not pd.Timedelta(0) <= opens < closes <= DAY:
            raise QuestionError(
                "office= needs an opening before its closing, in one day.",
                fix='Write it as ck.Calendar(office=("09:00", "17:00")).',
            )
        return opens, closes

    def hours_a_day(self) -> float:
        """How long the office is open on a working day."""
        opens, closes = self.hours()
        return (closes - opens) / pd.Timedelta(hours=1)

    def days_off(self, first: int, last: int) -> set[Any]:
        """The holidays of these years."""
        if self.holidays is None:
            return set()
        if isinstance(self.holidays, str):
            return set(country(self.holidays, range(first, last + 1)))
        return self.dates_off(self.holidays)

    def dates_off(self, days: Iterable[str | date]) -> set[Any]:
        """The holidays that were given as dates."""
        try:
            return {pd.Timestamp(day).date() for day in days}
        except (ValueError, TypeError):
            raise QuestionError(
                "holidays= needs a country code, or dates.",
                there="Some of it is no date.",
                fix='Write it as ck.Calendar(holidays="PL"), or ck.Calendar(holidays=["2025-05-02"]).',
            ) from None

    def place(self) -> ZoneInfo | None:
        """The zone of the office."""
        return None if self.zone is None else zone_named(self.zone)

    def working_days(self, start: pd.Series, end: pd.Series) -> np.ndarray:
        """Working time from `start` to `end` in working days; NaN where one is missing."""
        start, end = (self.local(stamps) for stamps in (start, end))
        known = (start.notna() & end.notna()).to_numpy()
        found = np.full(len(start), np.nan)
        if known.any():
            clock = self.clock(min(start.min(), end.min()), max(start.max(), end.max()))
            days = clock(end[known]) - clock(start[known])
            found[known] = days.round(9) + 0.0  # parts of a day leave dust; ties are to stay ties
        return found

    def local(self, stamps: pd.Series) -> pd.Series:
        """The stamps as the clock in the office shows them."""
        stamps = pd.Series(pd.to_datetime(stamps)).astype("datetime64[us]")
        zone = self.place()
        if zone is None:
            return stamps
        there = stamps.dt.tz_localize("UTC").dt.tz_convert(zone).dt.tz_localize(None)
        return there.where(stamps != stamps.dt.normalize(), stamps)  # days stay the days they are

    def clock(self, first: pd.Timestamp, last: pd.Timestamp):
        """A function from stamps to working days since the first day."""
        opens, closes = self.hours()
        begin = first.normalize()
        days = pd.date_range(begin, last.normalize(), freq="D")
        off = self.days_off(first.year, last.year)
        works = ~np.isin(days.day_of_week, WEEKENDS[self.weekend])
        works &= np.array([day.date() not in off for day in days])
        before = np.concatenate([[0], np.cumsum(works)[:-1]])

        def read(stamps: pd.Series) -> np.ndarray:
            midnight = stamps.dt.normalize()
            place = ((midnight - begin) // DAY).to_numpy()
            part = ((stamps - midnight - opens) / (closes - opens)).to_numpy().clip(0, 1)
            return before[place] + works[place] * part

        return read


def zone_named(name: str) -> ZoneInfo:
    """A time zone, or a QuestionError with the nearest that there is."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # what zoneinfo raises for names it cannot look up
        near = nearest(name, available_timezones()) or "Europe/Warsaw"
        raise QuestionError(
            f"There is no time zone {code(name)}.",
            fix=f"Name it by continent and city: zone={code(near)}.",
        ) from None


def country(name: str, years: Iterable[int] = ()) -> Any:
    """The days off of a country: a dict of its holidays, which knows its weekend too."""
    import holidays  # takes a third of a second, and few need it

    try:
        return holidays.country_holidays(name.strip().upper(), years=years)
    except (NotImplementedError, AttributeError, TypeError):
        raise QuestionError(
            f"There are no holidays known for {code(name)}.",
            there="They are known by country code, such as PL, BG, SA, AE, EG, US.",
            fix='Write the code, as in calendar="PL" or ck.Calendar(holidays="PL"), or pass the dates '
            'themselves: ck.Calendar(holidays=["2025-05-02"]).',
        ) from None


def working(said: Calendar | str) -> Calendar:
    """The calendar, or that of a country: its weekend and its holidays."""
    if isinstance(said, Calendar):
        return said
    by_days: dict[tuple[int, ...], Weekend] = {days: name for name, days in WEEKENDS.items()}
    weekend = by_days.get(tuple(sorted(country(said).weekend)), "saturday-sunday")
    return Calendar(weekend=weekend, holidays=said)


#: how days are counted: those on the wall (None), or the working days of a calendar or a country
WorkingDays = Annotated[
    Calendar | str,
    Kind('a country code such as "PL", or a calendar', '"PL"', read=working),
]


@checked
def both_readings(
    metric: Annotated[
        Callable[..., pd.DataFrame], Kind("a metric", "ck.cycle_length, pipe", inspect.isfunction)
    ],
    *asked: Any,
    calendar: WorkingDays,
    **options: Any,
) -> pd.DataFrame:
    """A metric read twice, by the calendar on the wall and in working days, in one table.

    Written as the metric itself: `both_readings(ck.trend, pipe, "days in Proposal", calendar=...)`.
    The rows of the metric with `reading` before them: "calendar", then the same again as "working".
    Any metric that takes `calendar=` will do. Raises QuestionError for others.
    """
    if "calendar" not in inspect.signature(metric).parameters:
        raise QuestionError(
            f'"{metric.__name__}" has only one reading: it counts no days, or days of one kind.',
            fix="Ask a metric that takes calendar=: "
            'ck.both_readings(ck.stage_durations, pipe, calendar="PL").',
        )
    found = (
        metric(*asked, calendar=days, **options).assign(reading=reading)
        for reading, days in zip(READINGS, (None, calendar), strict=True)
    )
    table = pd.concat(found, ignore_index=True)
    return table[["reading", *(name for name in table if name != "reading")]]
