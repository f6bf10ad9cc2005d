"""A ledger of visits that adds up: what entered a stage left it again, or is still there."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from cycle_kit.metrics.counting import every_step, is_in, marked, stage_column
from cycle_kit.metrics.frames import By, deals, each_pipeline, groups, metric, table, visits
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline
from cycle_kit.tables import EXITS

CLOSINGS = ("won", "lost", "dropped")
COLUMNS = ("stage", "entries", *EXITS, "undone", "phase")


@metric
@each_pipeline
def ledger(pipe: Pipeline, *, by: By = None) -> pd.DataFrame:
    """How visits to each stage began and ended, as counts that add up for every stage.

    One row per stage in order, stages after the win last (`phase`). Counts of visits:
    `entries = forward + skip + back + won + lost + dropped + open`, where `forward` went to the
    next stage, `skip` past it, `back` to an earlier one, and `open` is still there.
    `undone`: of the won, lost and dropped, those whose deal was reopened later.
    Raises StageError where several pipelines are asked at once, ColumnError for an unknown `by`.
    """
    check_by(pipe, by, COLUMNS)
    keys, stages = groups(by), (*pipe.stages, *pipe.after)
    counts = every_step([exit_counts(pipe, keys)], keys, len(stages))
    whole = counts[["entries", *EXITS, "undone"]].astype("int64")
    phase = counts["step"].le(len(pipe.stages)).map({True: "sale", False: "after"})
    stage = stage_column(counts["step"], stages)
    return counts[keys].assign(stage=stage, **dict(whole.items()), phase=phase)


def exit_counts(pipe: Pipeline, keys: list[str]) -> pd.DataFrame:
    """Visits by group and step: `entries`, a column per exit, and `undone`."""
    rows = with_keys(pipe, with_undone(visits(pipe)), keys)
    marks = {name: marked("exit", (name,)) for name in EXITS}
    rows = rows.select(*keys, nw.col("step").cast(nw.Int64), "undone", **marks)
    sums = [nw.col(name).sum() for name in (*EXITS, "undone")]
    return table(rows.group_by(*keys, "step").agg(nw.len().alias("entries"), *sums))


def with_keys(pipe: Pipeline, rows, keys: list[str]):
    """Visits with these columns of their deals."""
    if not keys:
        return rows
    rows = rows.drop([name for name in ("pipeline",) if name in keys])
    return rows.join(deals(pipe).select("deal_id", *keys), on="deal_id", how="inner")


def with_undone(rows):
    """`undone`: 1 for a visit that closed the deal, where a stage of the sale came after it."""
    in_sale = is_in("phase", ("sale",))
    rows = rows.with_columns(sale_visit=nw.when(in_sale).then(nw.col("visit")))
    rows = rows.with_columns(last_sale=nw.col("sale_visit").max().over("deal_id"))
    later = is_in("exit", CLOSINGS) & (nw.col("visit") < nw.col("last_sale"))
    return rows.with_columns(undone=nw.when(later).then(nw.lit(1)).otherwise(nw.lit(0)))
