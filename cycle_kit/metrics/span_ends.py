"""Where a span ends: at the closing, or at a date or a stage that somebody names."""

from __future__ import annotations

from typing import Annotated

import narwhals as nw

from cycle_kit.engines import instant
from cycle_kit.errors import QuestionError, code, few, listed, told
from cycle_kit.metrics.counting import is_in
from cycle_kit.metrics.frames import deals, table, visits
from cycle_kit.obvious import column_meant
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Kind

DATETIME = nw.Datetime("us")
#: what became of a deal that reached the end that was asked for
THERE = "there"
#: how a deal can close, as an end
CLOSINGS = ("won", "lost", "closed")
#: {argument: (the usual one, the closings that it knows)}
USUAL = {"start": ("created_at", ()), "end": ("closed_at", CLOSINGS)}
Start = Annotated[str, Kind("a column of dates, or a stage", '"created_at"')]
End = Annotated[str, Kind("a column of dates, or a stage", '"closed_at"')]


def with_closing(pipe: Pipeline, frame):
    """The deals with `span_outcome` and `span_end`: their closing, the end of the data while open."""
    frame = frame.with_columns(
        span_outcome=nw.col("outcome").cast(nw.String),
        span_until=instant(pipe.until),
    )
    return frame.with_columns(
        span_end=nw.when(nw.col("span_outcome") == "open")
        .then(nw.col("span_until"))
        .otherwise(nw.col("closed_at").cast(DATETIME))
    )


def with_end(pipe: Pipeline, frame, start: str, end: str):
    """The same for a named end: `THERE` where it was reached, else how the deal stands.

    What lies beyond the end of the data has not happened yet. An end that comes after the win is awaited by
    won deals, too.
    """
    frame = with_reached(pipe, with_closing(pipe, frame), start, end)
    outcome = nw.when(nw.col("reached_")).then(nw.lit(THERE)).otherwise(nw.col("span_outcome"))
    if follows_the_win(pipe, end):
        waits = ~nw.col("reached_") & is_in("outcome", ("won",))
        outcome = nw.when(waits).then(nw.lit("open")).otherwise(outcome)
    frame = frame.with_columns(span_outcome=outcome)
    return frame.with_columns(
        span_end=nw.when(nw.col("reached_"))
        .then(nw.col("reached_at_"))
        .when(nw.col("span_outcome") == "open")
        .then(nw.col("span_until"))
        .otherwise(nw.col("span_end"))
    )


def with_reached(pipe: Pipeline, frame, start: str, end: str):
    """The deals with `reached_`, whether they reached the end, and `reached_at_`, when if that is known."""
    if end in date_columns(deals(pipe)):
        when = nw.col(end).cast(DATETIME)
        past = (~when.is_null() & (when <= nw.col("span_until"))).fill_null(False)
        return frame.with_columns(reached_=past, reached_at_=when)
    first = first_visits(pipe, end, start if start in stages_of(pipe) else None)
    first = first.select("deal_id", reached_=nw.lit(True), reached_at_=nw.col("at_"))
    frame = frame.join(first, on="deal_id", how="left")
    return frame.with_columns(reached_=nw.col("reached_").fill_null(False))


def first_visits(pipe: Pipeline, stage: str, beyond: str | None = None):
    """`deal_id, visit, at_` of each deal's first visit to a stage; of deals that went to the stage `beyond`,
    the first after their first visit there."""
    entries = visits(pipe).filter(nw.col("stage").cast(nw.String) == stage)
    entries = entries.select("deal_id", "visit", at_=nw.col("entered_at").cast(DATETIME))
    if beyond is not None:
        begun = first_visits(pipe, beyond).select("deal_id", begun_=nw.col("visit"))
        entries = entries.join(begun, on="deal_id", how="left")
        before = (nw.col("visit") <= nw.col("begun_")).fill_null(False)
        entries = entries.filter(~before).drop("begun_")
    first = entries.group_by("deal_id").agg(nw.col("visit").min())
    return first.join(entries, on=["deal_id", "visit"], how="inner")


def follows_the_win(pipe: Pipeline, end: str) -> bool:
    """Whether an end comes after the win: a stage after it, or a date that most won deals have later."""
    if end not in date_columns(deals(pipe)):
        return end in pipe.after
    until = instant(pipe.until)
    won = deals(pipe).filter(is_in("outcome", ("won",)) & (nw.col(end).cast(DATETIME) <= until))
    later = nw.col(end).cast(DATETIME) > nw.col("closed_at").cast(DATETIME)
    share = table(won.select(later_=later.cast(nw.Int64).mean()))["later_"].iloc[0]
    return bool(share > 0.5)  # NaN where there is none


def check_end(pipe: Pipeline, name: str, argument: str) -> None:
    """QuestionError: neither a date of deals nor a stage is called so; as an end, nor one of the `CLOSINGS`."""
    dates, stages = date_columns(deals(pipe)), stages_of(pipe)
    if name in dates or name in stages:
        return
    usual, closings = USUAL[argument]
    near = column_meant(name, [*closings, *few(stages), *dates])
    also = f"; closings are {listed(closings)}" if closings else ""
    raise QuestionError(
        f'There is no {argument} "{name}".',
        there=f"Dates of deals are {listed(dates)}; stages are {told(stages)}{also}.",
        fix=f"Did you mean {argument}={code(near)}?"
        if near
        else f'Use one of these, for example {argument}="{usual}".',
    )


def stages_of(pipe: Pipeline) -> list[str]:
    """The stages of all its pipelines and those after the win."""
    in_sale = [stage for order in pipe.orders.values() for stage in order]
    return list(dict.fromkeys([*in_sale, *pipe.after]))


def date_columns(frame) -> list[str]:
    """The columns of dates without a zone."""
    schema = frame.collect_schema()
    return [
        name
        for name, kind in schema.items()
        if kind == nw.Date or (isinstance(kind, nw.Datetime) and kind.time_zone is None)
    ]
