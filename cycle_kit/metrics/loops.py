"""How often deals move back, from where to where, and how many days that takes."""

from __future__ import annotations

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.metrics.counting import is_in, ratio, stage_column
from cycle_kit.metrics.frames import By, deals, each_pipeline, metric, sale, table, visits
from cycle_kit.metrics.ledger import with_keys
from cycle_kit.metrics.spans import days_counted, require_history
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline

COLUMNS = (
    "from_stage", "to_stage", "deals", "moves", "share", "regained", "unfinished", "mean_days", "median_days",
    "total_days",
)  # fmt: skip
WHOLE = ("deals", "moves", "regained", "unfinished")


@metric
@each_pipeline
def loops(pipe: Pipeline, *, by: By = None, calendar: WorkingDays | None = None) -> pd.DataFrame:
    """How often deals moved back, from each stage to each earlier one, and what it took.

    One row per pair that occurs, those that took the most days first. `moves`: moves back, of `deals`, which
    are the `share` of all deals that were in `from_stage`. The days of a move back are those until the deal was
    in `from_stage` or further again (`regained`: how many were), or until it closed; `mean_days`,
    `median_days` of these. `unfinished`: open deals that are not as far again yet. `total_days`: of all moves,
    unfinished ones up to `pipe.until`. A deal that falls back in two moves is in both rows, with its days.
    `calendar`: days are then working days.

    Raises StageError where several pipelines are asked at once, QuestionError without a history of stages,
    ColumnError for an unknown `by`.
    """
    keys = check_by(pipe, by, (*COLUMNS, "stage"))
    require_history(pipe, "How often deals move back")
    rows = with_days(pipe, moves_back(pipe, keys), calendar)
    rows = rows.assign(
        ended_=rows["days_"].where(~rows["waits"]),
        regained=rows["visit_again"].notna(),
    )
    pairs = rows.groupby([*keys, "step", "to_step"], dropna=False, observed=True)
    found = pairs.agg(
        deals=("deal_id", "nunique"), moves=("deal_id", "size"), regained=("regained", "sum"),
        unfinished=("waits", "sum"), mean_days=("ended_", "mean"), median_days=("ended_", "median"),
        total_days=("days_", lambda days: days.sum(min_count=1)),
    ).reset_index()  # fmt: skip
    found = found.merge(been_there(pipe, keys), on=[*keys, "step"], how="left")
    found["share"] = ratio(found["deals"], found["been"])
    order = [*keys, "total_days", "moves", "step", "to_step"]
    down = [*[True] * len(keys), False, False, True, True]
    found = found.sort_values(order, ascending=down, ignore_index=True).astype(
        dict.fromkeys(WHOLE, "int64")
    )
    stages = tuple(pipe.stages)
    found["from_stage"] = stage_column(found["step"], stages)
    found["to_stage"] = stage_column(found["to_step"], stages)
    return found[[*keys, *COLUMNS]]


def moves_back(pipe: Pipeline, keys: list[str]) -> pd.DataFrame:
    """A row per move back: `deal_id, step, to_step, left_at`, and the visit in which it was as far again."""
    frame = sale(visits(pipe))
    back = frame.filter(is_in("exit", ("back",))).select("deal_id").unique()
    mine = with_keys(pipe, frame.join(back, on="deal_id", how="semi"), keys)
    whole = [nw.col(name).cast(nw.Int64) for name in ("step", "visit")]
    exits = nw.col("exit").cast(nw.String)
    stays = table(mine.select("deal_id", *keys, *whole, "entered_at", "left_at", exit_=exits))
    stays = stays.sort_values(["deal_id", "visit"], ignore_index=True)
    stays["to_step"] = stays.groupby("deal_id", sort=False)["step"].shift(-1)
    moves = stays[stays["exit_"] == "back"].reset_index(names="move")
    later = stays[["deal_id", "visit", "step", "entered_at"]]
    pairs = moves[["move", "deal_id", "visit", "step"]].merge(
        later, on="deal_id", suffixes=("", "_again")
    )
    again = pairs[(pairs["visit_again"] > pairs["visit"]) & (pairs["step_again"] >= pairs["step"])]
    again = again.drop_duplicates("move")[["move", "visit_again", "entered_at"]]
    moves = moves.drop(columns="entered_at").merge(again, on="move", how="left")
    return moves.astype({"to_step": "int64"}).rename(columns={"entered_at": "again_at"})


def with_days(pipe: Pipeline, moves: pd.DataFrame, calendar: WorkingDays | None) -> pd.DataFrame:
    """The moves with `days_` until the deal was as far again, or closed, or the data end; `waits`: the last."""
    outcome = nw.col("outcome").cast(nw.String)
    ends = table(deals(pipe).select("deal_id", "closed_at", outcome_=outcome))
    moves = moves.merge(ends, on="deal_id", how="left")
    waits = moves["visit_again"].isna() & moves["outcome_"].eq("open")
    closed = moves["closed_at"].where(~moves["outcome_"].eq("open"), pipe.until)
    end = moves["again_at"].where(moves["visit_again"].notna(), closed)
    moved, closing = ("at" in pipe.clocked, "closed_at" in pipe.clocked)
    days = days_counted(moves["left_at"], end, (moved, moved and closing), calendar)
    return moves.assign(days_=np.where(days >= 0, days, np.nan), waits=waits)


def been_there(pipe: Pipeline, keys: list[str]) -> pd.DataFrame:
    """Per group and step how many deals were in that stage."""
    rows = with_keys(pipe, sale(visits(pipe)), keys).with_columns(nw.col("step").cast(nw.Int64))
    return table(rows.group_by(*keys, "step").agg(been=nw.col("deal_id").n_unique()))
