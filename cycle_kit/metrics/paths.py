"""The ways deals go: which stages they pass, in which order, how often, and what comes of it."""

from __future__ import annotations

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.metrics.counting import ratio, share_interval
from cycle_kit.metrics.frames import By, deals, each_pipeline, metric, sale, table, visits
from cycle_kit.metrics.ledger import CLOSINGS, with_undone
from cycle_kit.metrics.outcome_columns import check_no_outcomes
from cycle_kit.metrics.spans import require_history, with_cycle_days
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline

COLUMNS = (
    "way", "stages", "deals", "share", "won", "lost", "dropped", "win_rate", "low", "high", "median_days",
    "covered", "open",
)  # fmt: skip
COUNTS = ("deals", "won", "lost", "dropped", "open")
ARROW = " → "


@metric
@each_pipeline
def paths(pipe: Pipeline, *, by: By = None, calendar: WorkingDays | None = None) -> pd.DataFrame:
    """The ways that closed deals went through the stages, the most frequent first.

    One row per way (and group): `way`, the stages visited in their order ("New → Proposal → New"), a closing
    that was undone with them; it is missing, in the last row, for deals of which no stage is known. `stages`:
    how many that are. `deals`: closed deals that went so, `share` of all closed ones, of these `won`, `lost`,
    `dropped`. `win_rate` = won / (won + lost), with its 95 % Wilson interval `low`, `high`. `median_days`: from
    creation to closing (missing and negative spans left out). `covered`: the share of this way and all more
    frequent ones, so that the tenth row says what the ten most frequent cover. `open`: open deals that have
    gone exactly so far; their way is not at its end, and counts in nothing else.
    `calendar`: days are then working days.

    Raises StageError where several pipelines are asked at once, QuestionError without a history of stages or by
    a column that says how a deal ended, ColumnError for an unknown `by`.
    """
    keys = check_by(pipe, by, (*COLUMNS, "stage"))
    check_no_outcomes(keys, "Ways cannot be split")
    require_history(pipe, "The ways deals go")
    counts = way_counts(went(pipe, keys, calendar), keys)
    counts["share"] = ratio(counts["deals"], whole(counts, keys))
    counts["covered"] = in_groups(counts, keys)["share"].cumsum()
    decided = counts["won"] + counts["lost"]
    counts["win_rate"] = ratio(counts["won"], decided)
    counts["low"], counts["high"] = share_interval(counts["won"], decided)
    return counts[[*keys, *COLUMNS]].reset_index(drop=True)


def went(pipe: Pipeline, keys: list[str], calendar: WorkingDays | None) -> pd.DataFrame:
    """Each deal's way with its outcome, days, and columns of `keys`."""
    rows = with_cycle_days(pipe, deals(pipe), name="days_", calendar=calendar)
    rows = table(rows.select("deal_id", "outcome", "days_", *keys))
    rows = rows.merge(ways(pipe), on="deal_id", how="left")
    return rows.assign(days_=rows["days_"].where(rows["days_"] >= 0).astype("float64"))


def ways(pipe: Pipeline) -> pd.DataFrame:
    """`deal_id, way, stages` of each deal that was in a stage of the sale."""
    stops = with_undone(sale(visits(pipe)))
    exits, stage = nw.col("exit").cast(nw.String), nw.col("stage").cast(nw.String)
    rows = table(stops.select("deal_id", "visit", "undone", stage_=stage, exit_=exits))
    rows = rows.sort_values(["deal_id", "visit"], ignore_index=True)
    undone = rows["undone"].eq(1) & rows["exit_"].isin(CLOSINGS)
    stop = rows["stage_"].where(~undone, rows["stage_"] + ARROW + rows["exit_"])
    found = stop.groupby(rows["deal_id"], sort=False).agg([ARROW.join, "size"])
    return found.set_axis(["way", "stages"], axis=1).reset_index()


def way_counts(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Per group and way how many deals went so, by outcome; the most frequent first, unknown ones last."""
    rows = rows.assign(
        **{name: rows["outcome"].eq(name) for name in ("won", "lost", "dropped", "open")}
    )
    rows = rows.assign(deals=~rows["open"], days_=rows["days_"].where(~rows["open"]))
    sums = {name: (name, "sum") for name in COUNTS}
    grouped = rows.groupby([*keys, "way"], dropna=False, observed=True, sort=False)
    found = grouped.agg(stages=("stages", "first"), median_days=("days_", "median"), **sums)
    found = found.reset_index().astype({**dict.fromkeys(COUNTS, "int64"), "stages": "Int64"})
    order = found.assign(unknown_=found["way"].isna()).sort_values(
        [*keys, "unknown_", "deals", "open", "way"],
        ascending=[*[True] * len(keys), True, False, False, True],
    )
    return order.drop(columns="unknown_").reset_index(drop=True)


def in_groups(counts: pd.DataFrame, keys: list[str]):
    return counts.groupby(keys or np.zeros(len(counts)), dropna=False, observed=True)


def whole(counts: pd.DataFrame, keys: list[str]) -> pd.Series:
    """The closed deals of each row's group."""
    return in_groups(counts, keys)["deals"].transform("sum")
