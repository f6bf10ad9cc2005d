"""Periods of the calendar: the last complete one, a running one, and those it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals as nw
import pandas as pd

from cycle_kit.days import end_of_day
from cycle_kit.errors import QuestionError, code, listed
from cycle_kit.fiscal import LENGTHS, MONTHS, MonthStarts, Periods, Stretch
from cycle_kit.history import span_days
from cycle_kit.metrics.frames import table
from cycle_kit.pipeline import Pipeline

BACK_A_YEAR = {"week": 52, "month": 12, "quarter": 4, "year": 1}


@dataclass(frozen=True)
class Window:
    """From `start` up to, not including, `end`."""

    start: pd.Timestamp
    end: pd.Timestamp

    @property
    def last_day(self) -> pd.Timestamp:
        """The moment whose stock closes this window: its last day, or the instant it was cut at."""
        last = self.end - pd.Timedelta(microseconds=1)
        return last.normalize() if end_of_day(last.normalize()) == last else last


@dataclass(frozen=True)
class Compared:
    """A period, the one before, and the same one a year before; `running`: cut at the data's end."""

    current: Window
    previous: Window
    last_year: Window
    running: bool


def compared(pipe: Pipeline, *, period: str, at: Any = None) -> Compared:
    """The last complete period, or the one that holds `at`; a running one with equals of its length."""
    check_period(period, "period")
    known_to = end_of_day(pipe.as_of.normalize())  # the last day in the data counts as a whole day
    chosen = pipe.periods.holding(known_to, period)
    if at is not None:
        chosen = pipe.periods.holding(first_moment(pipe, at), period)
    elif chosen.end_time > known_to:
        chosen = chosen.later(-1)
    running = chosen.end_time > known_to
    length = known_to + pd.Timedelta(microseconds=1) - chosen.start_time if running else None
    return Compared(
        current=window(chosen, length),
        previous=window(chosen.later(-1), length),
        last_year=window(chosen.later(-BACK_A_YEAR[period]), length),
        running=running,
    )


def window(period: Stretch, length: pd.Timedelta | None) -> Window:
    start, end = period.start_time, period.later(1).start_time
    return Window(start, end if length is None else min(end, start + length))


def first_moment(pipe: Pipeline, at: Any) -> pd.Timestamp:
    """A day as people type it, or the first one of the quarter or year that they name."""
    span = pipe.periods.countable(at)
    if span is None:
        raise no_such_period(pipe, at)
    return span[0]


def names_here(pipe: Pipeline) -> list[str]:
    """What the month, the quarter and the year are called in which the data end: examples of names."""
    return [pipe.periods.label(pipe.as_of, every) for every in MONTHS]


def no_such_period(pipe: Pipeline, at: Any) -> QuestionError:
    """What is no day and no period, with the names of those that hold the end of the data."""
    month, quarter, _year = names_here(pipe)
    weeks = pipe.periods.months is not None and pipe.periods.months.weeks
    other = "" if pipe.periods.months is None or weeks else " of the Jalali calendar"
    return QuestionError(
        f'at= names neither a day nor a period{other}: "{at}".',
        there=f'Months are called like "{month}" here, quarters like "{quarter}"; days are those of the usual '
        "calendar.",
        fix=f"Write it as at={code(month)}.",
    )


def check_period(period: str, argument: str) -> None:
    if period not in LENGTHS:
        raise QuestionError(
            f'There is no period "{period}".',
            there=f"Periods are {listed(LENGTHS)}.",
            fix=f'Use one of these, for example {argument}="month".',
        )


def number_of(column: str, every: str, periods: Periods, *, frame) -> nw.Expr:
    """The number of the period that a date lies in, counted on every engine as `Periods.number` does."""
    if every == "week":
        return (span_days("period_zero", column, frame=frame) / 7).floor().cast(nw.Int64)
    if periods.months:
        number = month_number(column, periods.months, frame)
        return (number - periods.shift(every)) // MONTHS[every]
    year, month = (
        part.cast(nw.Int64) for part in (nw.col(column).dt.year(), nw.col(column).dt.month())
    )
    return (year * 12 + (month - 1) - periods.shift(every)) // MONTHS[every]


def month_number(column: str, months: MonthStarts, frame) -> nw.Expr:
    """The number of the month that a date lies in: how many of the months that these dates span have begun."""
    ends = table(frame.select(low=nw.col(column).min(), high=nw.col(column).max())).iloc[0]
    if pd.isna(ends["low"]):
        return nw.lit(0)
    first, last = (months.number(pd.Timestamp(ends[name])) for name in ("low", "high"))
    begun = nw.lit(first)
    for number in range(first + 1, last + 1):
        start = nw.lit(months.start(number).to_pydatetime()).cast(nw.Datetime("us"))
        begun = begun + (nw.col(column) >= start).cast(nw.Int64)
    return nw.when(~nw.col(column).is_null()).then(begun.cast(nw.Int64))


def with_period(frame, column: str, every: str, periods: Periods):
    """The frame with `period`, the number of the period of `column`; rows without a date are left out."""
    zero = nw.lit(periods.first_week.to_pydatetime()).cast(nw.Datetime("us"))
    frame = frame.filter(~nw.col(column).is_null()).with_columns(period_zero=zero)
    numbered = frame.with_columns(period=number_of(column, every, periods, frame=frame))
    return numbered.drop("period_zero")
