"""Cohorts: deals by the day they entered, and how long until they went on, were won or were decided."""

from __future__ import annotations

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.history import span_days
from cycle_kit.metrics.credit import SHARE
from cycle_kit.metrics.frames import deals, sale, table, visits
from cycle_kit.metrics.measures import Measure
from cycle_kit.metrics.spans import of_moves
from cycle_kit.pipeline import Pipeline

SEEN_SHARE = 0.8  # a cohort is judged after the time in which this share of the events came
INSTANT = nw.Datetime("us")


def cohort(pipe: Pipeline, measure: Measure, keys: list[str], of=None):
    """One row per deal: `keys, entered, hit_days, miss_days`, of these deals (all); of `credited` ones with `share_`.

    `hit_days`: from entry to the event that counts (winning, or a later stage), empty where there
    was none. `miss_days`: for the win rate, from entry to losing.
    """
    if measure.stage:
        return entries(pipe, measure.stage, keys)
    frame = (deals(pipe) if of is None else of).with_columns(
        entered=nw.col("created_at").cast(INSTANT), outcome_name=nw.col("outcome").cast(nw.String)
    )
    frame = frame.with_columns(
        days=span_days("created_at", "closed_at", frame=frame, clocked=pipe.clocked)
    )
    days = nw.when(nw.col("days") >= 0).then(nw.col("days"))
    frame = frame.with_columns(days=days)
    return frame.select(
        *keys,
        "entered",
        *([] if of is None else [SHARE]),
        hit_days=nw.when(nw.col("outcome_name") == "won").then(nw.col("days")),
        miss_days=nw.when(nw.col("outcome_name") == "lost").then(nw.col("days")),
    )


def entries(pipe: Pipeline, stage: str, keys: list[str]):
    """Deals by their first entry to a stage, and the days until they next entered a later one, or were won.

    Where a deal had been before, further along or not, does not count: it may have skipped the stage and come back.
    """
    first = since_entry(pipe, stage).with_columns(
        on=nw.when(nw.col("beyond").is_null() | (nw.col("won") < nw.col("beyond")))
        .then(nw.col("won"))
        .otherwise(nw.col("beyond"))
    )
    first = first.with_columns(
        days=span_days("entered", "on", frame=first, clocked=of_moves(pipe, "entered", "on"))
    )
    first = first.select(
        "deal_id",
        "entered",
        hit_days=nw.when(nw.col("days") >= 0).then(nw.col("days")),
        miss_days=nw.lit(None, dtype=nw.Float64),
    )
    return first.join(deals(pipe).select("deal_id", *keys), on="deal_id", how="left").drop(
        "deal_id"
    )


def since_entry(pipe: Pipeline, stage: str):
    """Per deal that was in a stage: when it first `entered`, and from then on first went `beyond` or was `won`."""
    step = pipe.stages.index(stage) + 1
    rows = sale(visits(pipe)).with_columns(
        here=nw.when(nw.col("step") == step).then(nw.col("entered_at")),
        beyond=nw.when(nw.col("step") > step).then(nw.col("entered_at")),
        won=nw.when(nw.col("exit").cast(nw.String) == "won").then(nw.col("left_at")),
    )
    dated = rows.filter(~nw.col("here").is_null())
    first = dated.group_by("deal_id").agg(begun=nw.col("visit").min(), entered=nw.col("here").min())
    later = rows.join(first, on="deal_id", how="inner").filter(nw.col("visit") >= nw.col("begun"))
    return later.group_by("deal_id").agg(
        nw.col("entered").min(), nw.col("beyond").min(), nw.col("won").min()
    )


def horizon(rows) -> float:
    """Days within which 80 % of the observed events came; empty without any."""
    days = table(rows.select("hit_days"))["hit_days"].astype(float).dropna()
    return float(np.quantile(days, SEEN_SHARE)) if len(days) else np.nan


def counted_within(rows, group: list[str], days: float) -> pd.DataFrame:
    """Per group: `entered_deals`, and those hit or missed within so many days, by their shares where they have some."""
    share = nw.col(SHARE) if SHARE in rows.collect_schema() else nw.lit(1)
    rows = rows.with_columns(entered_deals=share)
    within = {
        name: nw.when(~nw.col(column).is_null() & (nw.col(column) <= days))
        .then(nw.col("entered_deals"))
        .otherwise(0)
        for name, column in (("hit", "hit_days"), ("missed", "miss_days"))
    }
    marked = rows.with_columns(**within)
    sums = marked.group_by(*group).agg(
        nw.col("entered_deals").sum(), hit=nw.col("hit").sum(), missed=nw.col("missed").sum()
    )
    return table(sums)
