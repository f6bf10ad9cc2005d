"""Does a step help? Deals that took it beside those that skipped it, among deals of the same kind."""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.history import span_days
from cycle_kit.metrics import stratified
from cycle_kit.metrics.compare_rows import quarter
from cycle_kit.metrics.counting import is_in
from cycle_kit.metrics.frames import (
    EachPipeline,
    each_pipeline,
    furthest,
    metric,
    sale,
    table,
    visits,
)
from cycle_kit.metrics.spans import require_history
from cycle_kit.pipeline import Pipeline

ENOUGH = 10
SIZES = 3  # bands of amounts
COLUMNS = (
    "stage", "taken", "skipped", "win_rate_with", "win_rate_without", "difference", "low", "high",
    "days_with", "days_without", "days_difference", "days_low", "days_high", "left_out", "few", "note",
)  # fmt: skip
ASSOCIATION = "An association: deals that skip a step may differ from others in more than that."
LAST = "Only won deals are past the last stage: whether it helps cannot be seen."
ALONE = "No deal of the same size, segment and quarter went the other way to the same stage."


@metric
@each_pipeline
def step_effects(pipe: Pipeline, *, by: EachPipeline = None) -> pd.DataFrame:
    """Win rate and days of deals that took a step beside those that skipped it: an association, no cause.

    One row per stage that some skipped. Compared are won and lost deals that came to a later stage, from there on:
    `taken`, that had been in the step by then, and `skipped`, also if they came back to it. Who ended before,
    won or lost, could show neither: where deals are won straight from the stage before, these wins would be of
    those that skipped, and the losses there of nobody. Inside strata of the stage that they came to, size (thirds
    of the amounts), segment and quarter of creation: `win_rate_with`, and `win_rate_without` of the others in the
    mix of those, `difference` with `low, high` (95 %, Newcombe). `days_with, days_without, days_difference, days_low,
    days_high`: the same of the mean days from creation to the win (Welch). `left_out`: deals that took the step
    and have none in their stratum that skipped it. `few`: fewer than ten on one side. `note`: that it is an
    association, or why nothing can be said. Raises QuestionError without stage history.
    """
    found = [
        {"stage": stage, **one_step(past, took, last=stage == pipe.stages[-1])}
        for stage, past, took in skipped_steps(pipe)
    ]
    return pd.DataFrame(found, columns=list(COLUMNS)).astype({"few": "bool"})


def skipped_steps(pipe: Pipeline) -> Iterator[tuple[str, pd.DataFrame, np.ndarray]]:
    """Each step that some skipped, the decided deals that got past it, and which of these had taken it."""
    require_history(pipe, "Whether a step helps")
    rows, stays = decided(pipe), entries(pipe)
    for step, stage in enumerate(pipe.stages, start=1):
        past = rows[rows["won"]] if stage == pipe.stages[-1] else come_past(rows, stays, step)
        began = stays[stays["step"] == step].drop_duplicates("deal_id").set_index("deal_id")
        later = began["entered_at"].reindex(past["deal_id"]).to_numpy() > past["at"].to_numpy()
        took = past["deal_id"].isin(began.index).to_numpy() & ~later
        if not took.all():
            yield stage, past, took


def come_past(rows: pd.DataFrame, stays: pd.DataFrame, step: int) -> pd.DataFrame:
    """The deals that came to a later stage: `at`, when to the first, which is part of their stratum."""
    first = stays[stays["step"] > step].drop_duplicates("deal_id")
    past = rows.drop(columns="at").merge(
        first[["deal_id", "step", "entered_at"]].rename(columns={"entered_at": "at"}), on="deal_id"
    )
    return past.assign(stratum=past.groupby(["stratum", "step"], sort=False).ngroup().to_numpy())


def past_a_skipped_step(pipe: Pipeline) -> int:
    """How many deals are compared at one step or several."""
    parts = [past["deal_id"] for _stage, past, _took in skipped_steps(pipe)]
    return pd.concat(parts).nunique() if parts else 0


def decided(pipe: Pipeline) -> pd.DataFrame:
    """Won and lost deals with their stratum, and `at`, when they ended."""
    frame = furthest(pipe).filter(is_in("outcome", ("won", "lost")) & ~nw.col("unknown"))
    won = is_in("outcome", ("won",))
    frame = frame.with_columns(
        won=won, quarter=quarter("created_at"),
        days=span_days("created_at", "closed_at", frame=frame, clocked=pipe.clocked), at=nw.col("closed_at"),
    )  # fmt: skip
    rows = table(frame.select("deal_id", "at", "won", "quarter", "segment", "value", "days"))
    rows = rows.assign(won=rows["won"].astype(bool), size=bands(rows["value"]))
    places = rows.groupby(["size", "segment", "quarter"], dropna=False, sort=False).ngroup()
    return rows.assign(stratum=places.to_numpy())


def bands(values: pd.Series) -> pd.Series:
    """Thirds of the amounts; deals without one are a band of their own."""
    place = values.astype("float64").rank(method="average", pct=True)
    return np.ceil(place * SIZES).fillna(0)


def entries(pipe: Pipeline) -> pd.DataFrame:
    """The visits of the sale, `deal_id, step, entered_at`, in order of time."""
    rows = table(sale(visits(pipe)).select("deal_id", "step", "entered_at"))
    return rows.sort_values(["entered_at", "step"], kind="stable", ignore_index=True)


def one_step(past: pd.DataFrame, took: np.ndarray, *, last: bool) -> dict[str, object]:
    """Those that took a step beside those that did not."""
    counts = {"taken": int(took.sum()), "skipped": int((~took).sum())}
    few = min(counts.values()) < ENOUGH
    blank = dict.fromkeys(COLUMNS[3:13], np.nan) | {"left_out": 0}
    if last:
        return {**counts, **blank, "few": few, "note": LAST}
    won = compared(past, took, "won")
    timed = past["won"].to_numpy() & past["days"].ge(0).to_numpy()
    days = compared(past[timed], took[timed], "days")
    whole = {
        "win_rate_with": won["value"], "win_rate_without": won["rest"],
        "difference": won["value"] - won["rest"], "low": won["low"], "high": won["high"],
        "days_with": days["value"], "days_without": days["rest"],
        "days_difference": days["value"] - days["rest"], "days_low": days["low"],
        "days_high": days["high"], "left_out": int(won["left_out"]),
    }  # fmt: skip
    return {**counts, **whole, "few": few, "note": ALONE if np.isnan(won["value"]) else ASSOCIATION}


def compared(rows: pd.DataFrame, took: np.ndarray, column: str) -> dict[str, float]:
    """Of those that took it: value, that of the rest in their mix, limits of the difference, and who has no rest."""
    number = np.ones(len(rows))
    strata = int(rows["stratum"].max()) + 1 if len(rows) else 1
    counts = stratified.Rows((~took).astype(int), rows["stratum"].to_numpy(), number, 2, strata)
    ask = stratified.shares if column == "won" else stratified.amounts
    found = ask(counts, rows[column].to_numpy(float))
    return {
        name: float(getattr(found, name)[0])
        for name in ("value", "rest", "low", "high", "left_out")
    }
