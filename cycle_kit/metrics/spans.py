"""From a start to the closing: the count table behind cycle lengths and outcome curves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Annotated

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.beginning import cut_column, late_entry
from cycle_kit.calendars import WorkingDays, working
from cycle_kit.days import whole_days
from cycle_kit.errors import QuestionError, code, few, listed, nearest, told
from cycle_kit.history import span_days
from cycle_kit.metrics.frames import deals, table, visits
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Kind

DATETIME = nw.Datetime("us")
SPANS = {"span_days": "float64", "span_entry": "float64"}
Start = Annotated[str, Kind("a column of dates, or a stage", '"created_at"')]


def span_counts(
    pipe: Pipeline, keys: list[str], *, start: str, calendar: WorkingDays | None = None
) -> pd.DataFrame:
    """Deals by group, outcome and days from `start` to closing, or to `pipe.until` while open.

    Days are elapsed days, or working days of `calendar`.

    Columns: `keys`, `span_outcome`, `span_days` (NaN where missing or negative), `span_entry` (days
    from `start` to where a file was cut at the left, from which on they are at risk; else 0),
    `span_deals`. What ended before the cut has no `span_days`.
    """
    frame = with_start(pipe, start).with_columns(
        span_outcome=nw.col("outcome").cast(nw.String),
        span_until=nw.lit(pipe.until.to_pydatetime()).cast(DATETIME),
        cut_=cut_column(pipe.since.cut),
    )
    frame = frame.with_columns(
        span_end=nw.when(nw.col("span_outcome") == "open")
        .then(nw.col("span_until"))
        .otherwise(nw.col("closed_at").cast(DATETIME))
    )
    if calendar is not None:
        return working_counts(frame, keys, calendar, clocked_ends(pipe, start))
    with_time = clocked_ends(pipe, start)
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


def clocked_ends(pipe: Pipeline, start: str) -> tuple[str, ...]:
    """Of `span_start` and `span_end` those in which a midnight is a time of day."""
    begun = start if start in date_columns(deals(pipe)) else "at"
    return renamed(pipe, span_start=begun, span_end="closed_at")


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
    frame = deals(pipe)
    dates = date_columns(frame)
    if start in dates:
        return frame.with_columns(span_start=nw.col(start).cast(DATETIME))
    in_sale = [stage for order in pipe.orders.values() for stage in order]
    stages = list(dict.fromkeys([*in_sale, *pipe.after]))
    if start not in stages:
        near = nearest(start, [*dates, *few(stages)])
        raise QuestionError(
            f'There is no start "{start}".',
            there=f"Dates of deals are {listed(dates)}; stages are {told(stages)}.",
            fix=f"Did you mean start={code(near)}?"
            if near
            else 'Use one of these, for example start="created_at".',
        )
    require_history(pipe, f'Counting from the stage "{start}"')
    entries = visits(pipe).filter(nw.col("stage").cast(nw.String) == start)
    entries = entries.select("deal_id", span_start=nw.col("entered_at").cast(DATETIME))
    first = entries.group_by("deal_id").agg(nw.col("span_start").min())
    return frame.join(first, on="deal_id", how="left")


def date_columns(frame) -> list[str]:
    """The columns of dates without a zone."""
    schema = frame.collect_schema()
    return [
        name
        for name, kind in schema.items()
        if kind == nw.Date or (isinstance(kind, nw.Datetime) and kind.time_zone is None)
    ]


def require_history(pipe: Pipeline, question: str) -> None:
    """Days in stages need the dates of the stage changes."""
    if not pipe.recorded:
        raise QuestionError(
            f"{question} needs to know when deals entered their stages.",
            there="This data has only the last stage of each deal.",
            fix="Export the stage history too (deal, stage, date of each change) and pass it as "
            "ck.load(..., history=...).",
        )
