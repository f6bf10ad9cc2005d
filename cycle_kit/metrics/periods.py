"""Periods of the calendar: the last complete one, a running one, and those it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals as nw
import pandas as pd

from cycle_kit.days import end_of_day, moment
from cycle_kit.errors import QuestionError, listed
from cycle_kit.fiscal import LENGTHS, MONTHS, Periods
from cycle_kit.history import span_days
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
    frequency = pipe.periods.frequency(period)
    chosen = pd.Period(known_to, frequency)
    if at is not None:
        chosen = pd.Period(first_moment(pipe, at), frequency)
    elif chosen.end_time.floor("us") > known_to:
        chosen -= 1
    running = chosen.end_time.floor("us") > known_to
    length = known_to + pd.Timedelta(microseconds=1) - chosen.start_time if running else None
    return Compared(
        current=window(chosen, length),
        previous=window(chosen - 1, length),
        last_year=window(chosen - BACK_A_YEAR[period], length),
        running=running,
    )


def window(period: pd.Period, length: pd.Timedelta | None) -> Window:
    start, end = period.start_time.as_unit("us"), (period + 1).start_time.as_unit("us")
    return Window(start, end if length is None else min(end, start + length))


def first_moment(pipe: Pipeline, at: Any) -> pd.Timestamp:
    """A day as people type it, or the first one of the quarter or year that they name."""
    span = pipe.periods.span(at)
    return moment(at, "at") if span is None else span[0]


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
    year, month = (
        part.cast(nw.Int64) for part in (nw.col(column).dt.year(), nw.col(column).dt.month())
    )
    return (year * 12 + (month - 1) - periods.shift(every)) // MONTHS[every]


def with_period(frame, column: str, every: str, periods: Periods):
    """The frame with `period`, the number of the period of `column`; rows without a date are left out."""
    zero = nw.lit(periods.first_week.to_pydatetime()).cast(nw.Datetime("us"))
    frame = frame.filter(~nw.col(column).is_null()).with_columns(period_zero=zero)
    numbered = frame.with_columns(period=number_of(column, every, periods, frame=frame))
    return numbered.drop("period_zero")
