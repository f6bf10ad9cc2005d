"""What would change: shorter stages, better conversions, more deals, larger amounts; and where it pays most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays, working
from cycle_kit.days import days_between, whole_days
from cycle_kit.errors import code
from cycle_kit.metrics.counting import stage_column
from cycle_kit.metrics.frames import EachPipeline, each_pipeline, metric, sale, table, visits
from cycle_kit.metrics.frames import deals as deals_of
from cycle_kit.metrics.funnel import funnel
from cycle_kit.metrics.spans import in_working_days, require_history, with_cycle_days
from cycle_kit.naming import unknown_name
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Change

STEP = 0.1  # bottlenecks asks what a tenth would bring
ONE_OFF = "Shorter stages bring this once; they do not raise the value won per day."


@metric
@each_pipeline
def what_if(
    pipe: Pipeline,
    *,
    days: Mapping[str, Change] | None = None,
    conversion: Mapping[str, Change] | None = None,
    deals: Change = 0.0,
    amount: Change = 0.0,
    by: EachPipeline = None,
    calendar: WorkingDays | None = None,
) -> pd.DataFrame:
    """The cycle, the win rate and the value won per day now, and after relative changes.

    `days`, `conversion`: relative change per stage (`{"Proposal": -0.2}`); `deals`, `amount`: of
    the new deals per day and of the mean won amount. One row per measure: `measure, now, then,
    change` (relative; for the win rate in points), `note`. Closed deals only. In a steady state the
    value won per day is new deals per day x win rate x mean won value: shorter stages shorten the
    cycle and bring `one_off_value` (daily value x days saved), they do not raise the rate.
    Days saved = change x that stage's days per won deal; deals that skipped it count 0.
    `calendar`: days are then working days, in the cycle and in "per day".
    """
    facts = steady_state(pipe, calendar)
    shorter = per_stage(pipe, days, "days")
    better = per_stage(pipe, conversion, "conversion")
    saved = -float((shorter * facts.stage_days).sum())
    raised = np.minimum(facts.conversion * (1 + better), 1.0)
    rate = float(facts.conversion.prod())
    new_rate = float(raised.prod())
    flow = facts.new_per_day * facts.mean_value
    more = (1 + deals) * (1 + amount)
    rows = [
        ("mean_cycle_days", facts.cycle, facts.cycle - saved, ""),
        ("win_rate", rate, new_rate, "Of closed deals."),
        ("won_value_per_day", flow * rate, flow * more * new_rate, ""),
        ("one_off_value", 0.0, flow * more * new_rate * saved, ONE_OFF),
    ]
    found = pd.DataFrame(rows, columns=["measure", "now", "then", "note"])
    relative = found["then"] / found["now"].where(found["now"] != 0) - 1
    points = found["then"] - found["now"]
    found["change"] = relative.where(found["measure"] != "win_rate", points)
    return found[["measure", "now", "then", "change", "note"]]


@metric
@each_pipeline
def bottlenecks(
    pipe: Pipeline, *, by: EachPipeline = None, calendar: WorkingDays | None = None
) -> pd.DataFrame:
    """What a tenth less time, and a tenth fewer losses, would bring in each stage; the most first.

    One row per stage: `stage, days_saved` (per won deal), `wins_gained` (0.1 x deals lost there x
    win rate of the closed deals that reached the next stage), `value_gained` (at the mean won
    amount), `lost`, `days_per_won`. `calendar`: days are then working days.
    """
    facts = steady_state(pipe, calendar)
    onward = np.append(facts.reached[1:], facts.won)
    later = np.divide(facts.won, onward, out=np.zeros(len(onward)), where=onward > 0)
    gained = STEP * facts.lost * later
    value = gained * facts.mean_value
    found = pd.DataFrame(
        {
            "stage": stage_column(pd.Series(range(1, len(later) + 1)), pipe.stages),
            "days_saved": STEP * facts.stage_days,
            "wins_gained": gained,
            "value_gained": value,
            "lost": facts.lost,
            "days_per_won": facts.stage_days,
        }
    )
    order = ["value_gained", "wins_gained", "days_saved"]
    return found.sort_values(order, ascending=False, kind="stable", ignore_index=True)


@dataclass(frozen=True)
class Flow:
    """The pipeline's flow as numbers: per stage of closed deals, and per day."""

    reached: np.ndarray
    conversion: np.ndarray
    lost: np.ndarray
    stage_days: np.ndarray  # per won deal
    won: float
    new_per_day: float
    mean_value: float
    cycle: float


def steady_state(pipe: Pipeline, calendar: WorkingDays | None) -> Flow:
    require_history(pipe, "What shorter stages bring")
    closed = funnel(pipe, rule="closed")
    new_per_day, mean_value, cycle = per_day(pipe, calendar)
    return Flow(
        reached=closed["deals"].to_numpy(float)[:-1],
        conversion=closed["conversion"].to_numpy(float)[:-1],
        lost=closed["lost"].to_numpy(float)[:-1],
        stage_days=days_per_won(in_working_days(pipe, calendar)),
        won=float(closed["deals"].iloc[-1]),
        new_per_day=new_per_day,
        mean_value=mean_value,
        cycle=cycle,
    )


def days_per_won(pipe: Pipeline) -> np.ndarray:
    """Days in each stage per won deal; those who skipped it count 0."""
    won = deals_of(pipe).filter(nw.col("outcome").cast(nw.String) == "won").select("deal_id")
    wins = int(table(won.select(deals=nw.len()))["deals"].iloc[0])
    spent = sale(visits(pipe)).join(won, on="deal_id", how="semi")
    spent = table(spent.group_by("step").agg(days=nw.col("days").sum()))
    by_step = spent.set_index("step")["days"].reindex(range(1, len(pipe.stages) + 1))
    return by_step.fillna(0.0).to_numpy(float) / (wins or np.nan)


def per_day(pipe: Pipeline, calendar: WorkingDays | None) -> tuple[float, float, float]:
    """New deals per day since the first one, mean won amount, mean days to winning."""
    frame = deals_of(pipe).with_columns(won=nw.col("outcome").cast(nw.String) == "won")
    frame = with_cycle_days(pipe, frame, name="days", calendar=calendar)
    frame = frame.with_columns(
        amount_won=nw.when(nw.col("won")).then(nw.col("value")),
        days_won=nw.when(nw.col("won") & (nw.col("days") >= 0)).then(nw.col("days")),
    )
    row = table(
        frame.select(
            first=nw.col("created_at").min(),
            created=nw.col("created_at").count(),
            amount=nw.col("amount_won").mean(),
            cycle=nw.col("days_won").mean(),
        )
    ).iloc[0]
    span = days_since(row["first"], pipe, calendar)
    new = row["created"] / span if span > 0 else np.nan
    return float(new), as_float(row["amount"]), as_float(row["cycle"])


def days_since(first: pd.Timestamp, pipe: Pipeline, calendar: WorkingDays | None) -> float:
    with_time = ("created_at" in pipe.clocked, False)
    if calendar is None:
        return float(days_between(first, pipe.until, clocked=with_time))
    ends = [
        pd.Series(np.atleast_1d(when)) for when in whole_days(first, pipe.until, clocked=with_time)
    ]
    return float(working(calendar).working_days(*ends)[0])


def as_float(value: object) -> float:
    return np.nan if pd.isna(value) else float(value)  # pyright: ignore


def per_stage(pipe: Pipeline, changes: Mapping[str, float] | None, argument: str) -> np.ndarray:
    """Relative changes in the order of the stages; 0 where none is named."""
    unknown = [stage for stage in changes or {} if stage not in pipe.stages]
    if unknown:
        line = f"ck.what_if(pipe, {argument}={{{{{{}}: -0.2}}}})".format
        raise unknown_name("stage", unknown, pipe.stages, lambda name: line(code(name)))
    return np.array([(changes or {}).get(stage, 0.0) for stage in pipe.stages])
