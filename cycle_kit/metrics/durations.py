"""How long deals stay in each stage."""

from __future__ import annotations

from typing import Literal

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.metrics import survival
from cycle_kit.metrics.counting import ratio, stage_column
from cycle_kit.metrics.frames import By, deals, each_pipeline, metric, table, visits
from cycle_kit.metrics.intervals import mean_interval
from cycle_kit.metrics.spans import in_working_days, require_history, with_entry
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline

Per = Literal["visit", "deal"]
QUANTILES = {"p25_days": 0.25, "median_days": 0.5, "p75_days": 0.75, "p90_days": 0.9}
ENDED = ("mean_days", *QUANTILES, "mean_low", "mean_high")
CURVE = ("km_median_days", "km_low", "km_high", "km_p75_days")
COLUMNS = ("stage", "visits", "running", *ENDED, *CURVE, "share_of_cycle", "phase", "unmeasured")
WHOLE = ("visits", "running", "unmeasured")


@metric
def stage_durations(
    pipe: Pipeline,
    *,
    by: By = None,
    per: Per = "visit",
    calendar: WorkingDays | None = None,
) -> pd.DataFrame:
    """Days that deals stay in each stage, and what they become with running visits unfinished.

    One row per stage in order (per group of `by`), stages after the win last (`phase` is then
    `after`), stages without visits included. `visits`: all of them; `running`: of these, not
    ended. Over ended visits: `mean_days`, `p25_days`, `median_days`, `p75_days`, `p90_days`
    (linear quantiles), `mean_low`, `mean_high` (95 %, bootstrap-t). By Kaplan-Meier, ending in any
    way being the event and running visits unfinished: `km_median_days` with `km_low`, `km_high`
    (95 %, Greenwood, log-log) and `km_p75_days`; a quantile that the curve meets exactly is the
    midpoint to the next event, one it does not reach is empty. `share_of_cycle`: this stage's days
    summed over won deals / all stages' of the sale. `unmeasured`: visits without a date of entry
    or leaving, in no duration. In a file cut at the left (`pipe.since.cut`) visits that ended before
    the cut are unmeasured too, as those of deals closed by then are missing, and visits entered before
    it are at risk from the cut on only (delayed entry). `per="deal"` adds a deal's
    visits to a stage together first, and then counts deals where it says visits.

    `calendar`: days are then working days.

    Raises QuestionError without stage history and for an unknown `per`; ColumnError for an
    unknown `by`; StageError where several pipelines are asked at once.
    """
    require_history(pipe, "How long deals stay in a stage")
    pipe = with_entry(in_working_days(pipe, calendar), calendar)
    return durations_of_one(pipe, by=by, per=per)


@each_pipeline
def durations_of_one(pipe: Pipeline, *, by: By = None, per: str = "visit") -> pd.DataFrame:
    """`stage_durations` of one pipeline."""
    keys, stages = check_by(pipe, by, COLUMNS), (*pipe.stages, *pipe.after)
    places = stage_places(pipe, keys, len(stages))
    counts = stay_counts(pipe, keys, per).merge(places, on=[*keys, "stay_step"])
    parts = dict(list(counts.groupby("stay_place")))
    rows = [one_duration(parts.get(place, counts[:0])) for place in places["stay_place"]]
    names = list(one_duration(counts[:0]))  # without any group there is no row to tell them
    out = pd.concat([places, pd.DataFrame(rows, index=places.index, columns=names)], axis=1)
    in_sale = (out["stay_step"] <= len(pipe.stages)).to_numpy()
    out = out.assign(
        stage=stage_column(out["stay_step"], stages),
        share_of_cycle=share_of_cycle(out["won_days"].to_numpy(), in_sale, len(stages)),
        phase=np.where(in_sale, "sale", "after"),
    )
    return out[[*keys, *COLUMNS]].astype({name: "int64" for name in WHOLE})


def stage_places(pipe: Pipeline, keys: list[str], stages: int) -> pd.DataFrame:
    """Every stage of every group of deals, groups sorted, numbered by `stay_place`."""
    places = pd.DataFrame({"stay_step": np.arange(1, stages + 1)})
    if keys:
        found = table(deals(pipe).select(*keys).group_by(*keys).agg(stay_number=nw.len()))
        places = found[keys].sort_values(keys).merge(places, how="cross")
    return places.assign(stay_place=np.arange(len(places)))


def stay_counts(pipe: Pipeline, keys: list[str], per: str) -> pd.DataFrame:
    """How many stays (`stay_number`) in each stage took how many days, by how they stand."""
    stays = visits(pipe).select(
        "deal_id",
        stay_step=nw.col("step").cast(nw.Int64),
        stay_days=nw.col("days"),
        stay_running=nw.col("exit").cast(nw.String) == "open",
        stay_entry=nw.col("entry_"),
        stay_seen=nw.col("days") >= nw.col("entry_"),
    )
    stays = added_up(stays) if per == "deal" else stays
    stays = stays.with_columns(stay_days=nw.when(nw.col("stay_seen")).then(nw.col("stay_days")))
    of_deal = deals(pipe).select(
        "deal_id", *keys, stay_won=nw.col("outcome").cast(nw.String) == "won"
    )
    keyed = [*keys, "stay_step", "stay_days", "stay_running", "stay_won", "stay_entry"]
    counts = stays.join(of_deal, on="deal_id", how="inner").group_by(*keyed)
    whole = table(counts.agg(stay_number=nw.len()))
    kinds = {"stay_days": "float64", "stay_entry": "float64"}
    return whole.astype({**kinds, "stay_running": bool, "stay_won": bool})


def added_up(stays):
    """A deal's stays in one stage as one stay: running if one is, without days if one has none.

    What it stayed before a cut at the left was over when it came to be at risk.
    """
    over = nw.when(nw.col("stay_seen")).then(nw.col("stay_entry")).otherwise(nw.col("stay_days"))
    stays = stays.with_columns(
        stay_running=nw.col("stay_running").cast(nw.Int64),
        stay_unknown=nw.col("stay_days").is_null().cast(nw.Int64),
        stay_seen=nw.col("stay_seen").fill_null(False).cast(nw.Int64),
        stay_entry=over,
    )
    sums = stays.group_by("deal_id", "stay_step").agg(
        nw.col("stay_days").sum(),
        nw.col("stay_entry").sum(),
        nw.col("stay_running").max(),
        nw.col("stay_unknown").max(),
        nw.col("stay_seen").max(),
    )
    return sums.with_columns(
        stay_days=nw.when(nw.col("stay_unknown") == 0).then(nw.col("stay_days")),
        stay_running=nw.col("stay_running") == 1,
        stay_seen=nw.col("stay_seen") == 1,
    )


def one_duration(stays: pd.DataFrame) -> dict[str, float]:
    """One row of `stage_durations` from the counts of its stays."""
    number, known = stays["stay_number"], stays["stay_days"].notna()
    won = stays[known & stays["stay_won"]]
    return {
        "visits": number.sum(),
        "running": number[stays["stay_running"]].sum(),
        "unmeasured": number[~known].sum(),
        "won_days": (won["stay_days"] * won["stay_number"]).sum(),
        **ended_days(stays[known & ~stays["stay_running"]]),
        **curve_days(stays[known]),
    }


def ended_days(stays: pd.DataFrame) -> dict[str, float]:
    """Mean and quantiles of the stays that ended."""
    days = np.sort(np.repeat(stays["stay_days"].to_numpy(), stays["stay_number"].to_numpy()))
    if not len(days):
        return dict.fromkeys(ENDED, np.nan)
    low, high = mean_interval(days)
    quantiles = {name: np.quantile(days, at) for name, at in QUANTILES.items()}
    return {"mean_days": days.mean(), **quantiles, "mean_low": low, "mean_high": high}


def curve_days(stays: pd.DataFrame) -> dict[str, float]:
    """Median and p75 of the Kaplan-Meier curve in which running stays are unfinished."""
    number, running = stays["stay_number"].to_numpy(), stays["stay_running"].to_numpy()
    ended, entry = (number * ~running)[:, None], stays["stay_entry"].to_numpy()
    curve = survival.kaplan_meier(
        survival.steps(stays["stay_days"].to_numpy(), ended, number * running, entry)
    )
    median, p75 = survival.quantile(curve, 0.5), survival.quantile(curve, 0.75)
    return dict(zip(CURVE, (*median, p75.days), strict=True))


def share_of_cycle(won_days: np.ndarray, in_sale: np.ndarray, stages: int) -> np.ndarray:
    """Each stage's part of its group's days of the sale; empty after the win and without days."""
    days = np.where(in_sale, won_days, 0).reshape(-1, stages)
    shares = ratio(days, np.broadcast_to(days.sum(axis=1, keepdims=True), days.shape)).ravel()
    return np.where(in_sale, shares, np.nan)
