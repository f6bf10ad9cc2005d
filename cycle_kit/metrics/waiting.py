"""Where deals wait, and where counting unfinished deals changes the figure."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.arguments import checked
from cycle_kit.calendars import WorkingDays
from cycle_kit.metrics.counting import is_in
from cycle_kit.metrics.durations import stage_durations
from cycle_kit.metrics.frames import has, metric, sale, table, visits
from cycle_kit.metrics.spans import in_working_days
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Kind

ENOUGH = 10  # stays or deals; on fewer no finding is built
Cycle: TypeAlias = Annotated[
    pd.DataFrame,
    Kind(
        "the table of ck.cycle_length",
        "ck.cycle_length(pipe)",
        has("deals", "median_days", "aj_median_days"),
    ),
]
Stays: TypeAlias = Annotated[
    pd.DataFrame,
    Kind(
        "the table of ck.stage_durations",
        "ck.stage_durations(pipe)",
        has("stage", "visits", "running", "phase"),
    ),
]
SURPRISE = 0.1  # relative difference from which a corrected figure is worth a sentence


@metric
def waiting(
    pipe: Pipeline, *, durations: Stays | None = None, calendar: WorkingDays | None = None
) -> pd.DataFrame:
    """The open deals of each stage against how long stays there usually take, the longest first.

    One row per stage of the sale with at least ten ended stays: `stage, median_days, waiting`
    (open deals there now), `past` (of these, there for longer than the median). `durations`: the
    table of `stage_durations(pipe)` where it is already there, of the same `calendar`. Raises as
    `stage_durations`.
    """
    pipe = in_working_days(pipe, calendar)
    table_of_stays = stage_durations(pipe) if durations is None else durations
    known = table_of_stays[table_of_stays["phase"].eq("sale")]
    known = known[known["visits"] - known["running"] >= ENOUGH]
    usual = dict(zip(known["stage"].astype(str), known["median_days"], strict=True))
    running = sale(visits(pipe)).filter(is_in("exit", ("open",)))
    stays = table(running.select(nw.col("stage").cast(nw.String), "days"))
    here = stays.groupby("stage", observed=True)["days"]
    rows = {
        stage: (days, len(found), int((found > days).sum()))
        for stage, days in usual.items()
        for found in [here.get_group(stage) if stage in here.groups else pd.Series(dtype=float)]
    }
    out = pd.DataFrame(
        [(stage, *row) for stage, row in rows.items()],
        columns=["stage", "median_days", "waiting", "past"],
    )
    return out.sort_values("median_days", ascending=False, kind="stable", ignore_index=True)


@checked
def surprises(cycle: Cycle, durations: Stays | None = None) -> pd.DataFrame:
    """Where a figure changes by more than a tenth once unfinished deals are counted.

    From the tables of `cycle_length` and `stage_durations` (one pipeline, no groups): one row per
    such figure, the largest `gap` first. `what`: "cycle", or "stage" with its name in `stage`;
    `plain`, `corrected`: both medians in days; `gap`: corrected / plain - 1. Only where the 95 %
    interval of the corrected one leaves the plain one out.
    """
    rows = []
    if len(cycle) and cycle["deals"].iloc[0] >= ENOUGH:
        names = ["median_days", "aj_median_days", "aj_median_days_low", "aj_median_days_high"]
        rows.append(("cycle", "", *cycle[names].iloc[0]))
    if durations is not None:
        ended = durations["visits"] - durations["running"]
        known = durations[durations["phase"].eq("sale") & (ended >= ENOUGH)]
        names = ["stage", "median_days", "km_median_days", "km_low", "km_high"]
        rows += [
            ("stage", str(stage), *rest) for stage, *rest in known[names].itertuples(index=False)
        ]
    out = pd.DataFrame(rows, columns=["what", "stage", "plain", "corrected", "low", "high"])
    plain = out["plain"].to_numpy(float)
    out["gap"] = out["corrected"].to_numpy(float) / np.where(plain > 0, plain, np.nan) - 1
    beyond_chance = (out["plain"] <= out["low"]) | (out["plain"] >= out["high"])
    found = out[(out["gap"].abs() > SURPRISE) & beyond_chance].drop(columns=["low", "high"])
    return found.sort_values("gap", ascending=False, ignore_index=True)
