"""From a start to the closing: the count table behind cycle lengths and outcome curves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.beginning import cut_column, late_entry
from cycle_kit.calendars import WorkingDays, working
from cycle_kit.days import days_between, whole_days
from cycle_kit.errors import QuestionError
from cycle_kit.history import span_days
from cycle_kit.metrics.frames import deals, sale, table, visits, with_facts
from cycle_kit.metrics.span_ends import (
    DATETIME,
    check_end,
    date_columns,
    with_closing,
    with_end,
)
from cycle_kit.pipeline import Pipeline

SPANS = {"span_days": "float64", "span_entry": "float64"}


def span_counts(
    pipe: Pipeline,
    keys: list[str],
    *,
    start: str,
    end: str | None = None,
    calendar: WorkingDays | None = None,
) -> pd.DataFrame:
    """Deals by group, outcome and days from `start` to closing, or to `pipe.until` while open.

    Days are elapsed days, or working days of `calendar`. With `end`, a date column or a stage, to that one:
    the outcome is then `THERE` where it was reached, else as in `span_ends.with_end`.

    Columns: `keys`, `span_outcome`, `span_days` (NaN where missing or negative), `span_entry` (days
    from `start` to where a file was cut at the left, from which on they are at risk; else 0),
    `span_deals`. What ended before the cut has no `span_days`.
    """
    if end is not None:
        require_dates(pipe, end, "end", "Counting to")
    frame = with_start(pipe, start)
    frame = with_closing(pipe, frame) if end is None else with_end(pipe, frame, start, end)
    frame = frame.with_columns(cut_=cut_column(pipe.since.cut))
    with_time = clocked_ends(pipe, start, end)
    if calendar is not None:
        return working_counts(frame, keys, calendar, with_time)
    days = span_days("span_start", "span_end", frame=frame, clocked=with_time)
    moments = len(with_time) == 2
    entry = late_entry("span_start", pipe.since.cut, frame=frame, moments=moments)
    frame = frame.with_columns(span_days=days, span_entry=entry)
    known = nw.col("span_days").abs()  # of what is not negative: -0.0 is 0
    frame = frame.with_columns(
        span_days=nw.when(nw.col("span_days") >= nw.col("span_entry")).then(known)
    )
    keyed = [*keys, "span_outcome", "span_days", "span_entry"]
    counts = table(frame.select(*keyed).group_by(*keyed).agg(span_deals=nw.len()))
    return counts.astype({**SPANS, "span_deals": "int64"})


def late_note(pipe: Pipeline) -> str:
    """What a table of durations says of a file that was cut at the left; "" of any other."""
    if not pipe.since.is_cut:
        return ""
    return (
        f"Cut at the left: of what began before {pipe.since.cut:%Y-%m-%d} only what lasted until then is "
        "here, and counts from that day on (delayed entry)."
    )


def with_cycle_days(pipe: Pipeline, frame, *, name: str, calendar: WorkingDays | None = None):
    """The deals with `name`: days from creation to closing, or working days of `calendar`.

    Working days are counted in pandas. A span that runs backwards is below 0 in either.
    """
    if calendar is None:
        days = span_days("created_at", "closed_at", frame=frame, clocked=pipe.clocked)
        return frame.with_columns(days.alias(name))
    rows = table(frame)
    days = working_days(rows, "created_at", "closed_at", calendar, pipe.clocked)
    return nw.from_native(rows.assign(**{name: days}))


def working_days(
    rows: pd.DataFrame, start: str, end: str, calendar: WorkingDays, clocked: Collection[str]
) -> np.ndarray:
    """Working days between two columns; -1 where the end lies before the start, be it on a weekend.

    As in `history.span_days` the dates count where one end is a day.
    """
    first, last = whole_days(rows[start], rows[end], clocked=(start in clocked, end in clocked))
    days = working(calendar).working_days(pd.Series(first), pd.Series(last))
    return np.where(last < first, -1.0, days)


def days_counted(
    first: pd.Series, last: pd.Series, clocked: tuple[bool, bool], calendar: WorkingDays | None
) -> np.ndarray:
    """Days from each moment to another, or working days of a calendar; `clocked`: whether their midnights are times."""
    ends = pd.DataFrame({"first": first, "last": last}).astype("datetime64[us]")
    if calendar is None:
        return days_between(ends["first"].to_numpy(), ends["last"].to_numpy(), clocked=clocked)
    timed = [name for name, is_timed in zip(ends, clocked, strict=True) if is_timed]
    return working_days(ends, "first", "last", calendar, timed)


def clocked_ends(pipe: Pipeline, start: str, end: str | None = None) -> tuple[str, ...]:
    """Of `span_start` and `span_end` those in which a midnight is a time of day."""
    dates = date_columns(deals(pipe))
    begun, ended = (name if name in dates else "at" for name in (start, end or "closed_at"))
    found = renamed(pipe, span_start=begun, span_end=ended)
    if (
        "closed_at" in pipe.clocked
    ):  # of deals that were closed before an end their closing stands there
        return found
    return tuple(name for name in found if name != "span_end")


def renamed(pipe: Pipeline, **columns: str) -> tuple[str, ...]:
    """Of columns under new names, `new=old`, those in which a midnight is a time of day."""
    return tuple(new for new, old in columns.items() if old in pipe.clocked)


def of_moves(pipe: Pipeline, *columns: str) -> tuple[str, ...]:
    """Of columns that hold times of moves, the same."""
    return columns if "at" in pipe.clocked else ()


def working_counts(
    frame, keys: list[str], calendar: WorkingDays, clocked: Collection[str]
) -> pd.DataFrame:
    """The counts by working days: the engine counts by both ends, the calendar does the rest."""
    ends = [*keys, "span_outcome", "span_start", "span_end", "cut_"]
    counts = table(frame.select(*ends).group_by(*ends).agg(span_deals=nw.len()))
    days = working_days(counts, "span_start", "span_end", calendar, clocked)
    late = np.nan_to_num(working_days(counts, "span_start", "cut_", calendar, clocked)).clip(0)
    counts = counts.assign(span_days=np.where(days < late, np.nan, days), span_entry=late)
    keyed = [*keys, "span_outcome", "span_days", "span_entry"]
    whole = counts.groupby(keyed, dropna=False, observed=True)
    whole = whole["span_deals"].sum().reset_index()
    return whole.astype({**SPANS, "span_deals": "int64"})


def in_working_days(pipe: Pipeline, calendar: WorkingDays | None) -> Pipeline:
    """The pipeline with its stays measured in working days (as pandas frames)."""
    if calendar is None:
        return pipe
    stays = table(visits(pipe))
    finish = stays["left_at"].where(stays["exit"] != "open", pipe.until)
    stays = stays.assign(finish=finish)
    with_time = of_moves(pipe, "entered_at", "finish")
    days = working_days(stays, "entered_at", "finish", calendar, with_time)
    stays = stays.drop(columns="finish").assign(days=days)
    return replace(pipe, deals=table(deals(pipe)), visits=stays)


def with_entry(pipe: Pipeline, calendar: WorkingDays | None) -> Pipeline:
    """The pipeline with `entry_` for each visit: the days from entry to a cut at the left, else 0.

    A visit of fewer days ended before the cut. With a calendar `pipe` is in working days already.
    """
    cut, stays = pipe.since.cut, visits(pipe)
    if calendar is None or pd.isna(cut):
        stays = stays.with_columns(cut_=cut_column(cut))
        late = late_entry("entered_at", cut, frame=stays, moments="at" in pipe.clocked)
        return replace(pipe, visits=stays.with_columns(entry_=late).drop("cut_").to_native())
    rows = table(stays).assign(cut_=cut)
    late = working_days(rows, "entered_at", "cut_", calendar, of_moves(pipe, "entered_at"))
    rows = rows.drop(columns="cut_").assign(entry_=np.nan_to_num(late).clip(0))
    return replace(pipe, visits=rows)


def with_start(pipe: Pipeline, start: str):
    """The deals with `span_start`: one of their dates, or their first entry to a stage."""
    require_dates(pipe, start, "start", "Counting from")
    frame = deals(pipe)
    if start in date_columns(frame):
        return frame.with_columns(span_start=nw.col(start).cast(DATETIME))
    entries = visits(pipe).filter(nw.col("stage").cast(nw.String) == start)
    entries = entries.select("deal_id", span_start=nw.col("entered_at").cast(DATETIME))
    first = entries.group_by("deal_id").agg(nw.col("span_start").min())
    return with_facts(frame, first)


def require_dates(pipe: Pipeline, name: str, argument: str, question: str) -> None:
    """QuestionError: an end of a span is neither a date nor a stage, or a stage without dates."""
    check_end(pipe, name, argument)
    if name not in date_columns(deals(pipe)):
        require_history(pipe, f'{question} the stage "{name}"')


def told_by_history(pipe: Pipeline):
    """The visits of which a history tells: recorded ones, and those that begin or end between dated exports.

    Else a visit that is inferred is only where a deal without history stands.
    """
    told = nw.col("evidence").cast(nw.String) == "recorded"
    if pipe.first_export is not None:
        told = told | ~nw.col("entered_at").is_null() | ~nw.col("left_at").is_null()
    return sale(visits(pipe)).filter(told)


def require_history(pipe: Pipeline, question: str) -> None:
    """Days in stages need the dates of the stage changes."""
    if not pipe.recorded:
        raise QuestionError(
            f"{question} needs to know when deals entered their stages.",
            there="This data has only the last stage of each deal.",
            fix="Export the stage history too (deal, stage, date of each change) and pass it as "
            "ck.load(..., history=...).",
        )
