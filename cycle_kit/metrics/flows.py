"""From where to where deals moved: every move between stages, and into outcomes."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.metrics.counting import is_in, stage_column
from cycle_kit.metrics.frames import By, each_pipeline, groups, metric, table, visits
from cycle_kit.metrics.ledger import CLOSINGS, with_keys
from cycle_kit.metrics.spans import in_working_days
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline

KINDS = {"deals": "int64", "moves": "int64", "median_days": "float64"}
COLUMNS = ("from_stage", "to_stage", "deals", "moves", "median_days")


@metric
@each_pipeline
def flows(
    pipe: Pipeline,
    *,
    by: By = None,
    calendar: WorkingDays | None = None,
) -> pd.DataFrame:
    """How often deals moved from each stage to each other stage or outcome, and after how long.

    One row per pair that occurs, in stage order, outcomes last. `moves`: visits that ended so
    (a stage's moves are its entries in the ledger less those still there). `deals`: distinct
    deals among them. `median_days`: days spent in `from_stage` before this move, empty where the
    data has no dates of entry. `calendar`: days are then working days.
    Raises StageError where several pipelines are asked at once, ColumnError for an unknown `by`.
    """
    check_by(pipe, by, COLUMNS)
    keys, stages = groups(by), (*pipe.stages, *pipe.after)
    moves = move_counts(in_working_days(pipe, calendar), keys)
    targets = pd.CategoricalDtype(list(dict.fromkeys((*stages, *CLOSINGS))), ordered=True)
    moves = moves.assign(from_stage=stage_column(moves["step"], stages))
    moves = moves.astype(KINDS | {"to_stage": targets})
    moves = moves.sort_values([*keys, "from_stage", "to_stage"], ignore_index=True)
    return moves[[*keys, *COLUMNS]]


def move_counts(pipe: Pipeline, keys: list[str]) -> pd.DataFrame:
    """Ended visits by group, step and where they went: distinct deals, moves and median days."""
    ended = visits(pipe).filter(~is_in("exit", ("open",)))
    target = nw.when(is_in("exit", CLOSINGS)).then(nw.col("exit").cast(nw.String))
    ended = ended.with_columns(to_stage=target.otherwise(nw.col("to_stage").cast(nw.String)))
    moves = with_keys(pipe, ended, keys).group_by(*keys, "step", "to_stage")
    return table(
        moves.agg(
            nw.col("deal_id").n_unique().alias("deals"),
            nw.len().alias("moves"),
            nw.col("days").median().alias("median_days"),
        )
    )
