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
from cycle_kit.metrics.counting import is_in, share_interval, stage_column, why_no_money
from cycle_kit.metrics.frames import EachPipeline, each_pipeline, metric, sale, table, visits
from cycle_kit.metrics.frames import deals as deals_of
from cycle_kit.metrics.funnel import funnel
from cycle_kit.metrics.funnel_counts import reached
from cycle_kit.metrics.intervals import mean_interval
from cycle_kit.metrics.spans import in_working_days, require_history, with_cycle_days
from cycle_kit.metrics.survival import NORMAL_95
from cycle_kit.naming import unknown_name
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Change

STEP = 0.1  # bottlenecks asks what a tenth would bring
YEAR, DAY = 365, pd.Timedelta(days=1)
MOST_UNDATED = 0.05  # share of wins without a closing date
TINY = 1e-12
SO_FAR = "Of the deals won so far."
ONE_OFF = "Shorter stages bring this once; they do not raise the value won per day."
LONGER = "Longer stages cost this once; they do not lower the value won per day."


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
    change` (relative; for the win rate in points), `low, high` (95 % range of `then`: bootstrap-t of
    the mean, Wilson, and that of a sum of wins that come by chance), `note`. Closed deals only.
    The value won per day is that of the last 365 days, or of all days where these are fewer; in a
    steady state it is new deals per day x win rate x mean won value: shorter stages shorten the
    cycle and bring `one_off_value` (daily value x days saved), they do not raise the rate.
    Days saved = change x that stage's days per won deal; deals that skipped it count 0. A better
    conversion wins more of the deals that visit the stage; those that skip it stay as they are.
    `calendar`: days are then working days, in the cycle and in "per day".
    """
    facts = steady_state(pipe, calendar)
    shorter = per_stage(pipe, days, "days")
    lifted = more_wins(pipe, 1 + per_stage(pipe, conversion, "conversion"))
    lifted = min(lifted, facts.closed / facts.won) if facts.won else lifted
    saved = 0.0 - float((shorter * facts.stage_days).sum()) if shorter.any() else 0.0
    more = (1 + deals) * (1 + amount) * lifted
    rate = facts.won / facts.closed if facts.closed else np.nan
    limits = np.array(share_interval(np.array([facts.won]), np.array([facts.closed]))).ravel()
    daily, cycle = facts.daily, facts.cycle
    rows = [
        ("mean_cycle_days", cycle.now, cycle.now - saved, *(cycle.range - saved), SO_FAR),
        ("win_rate", rate, rate * lifted, *np.minimum(limits * lifted, 1.0), "Of closed deals."),
        ("won_value_per_day", daily.now, daily.now * more, *(daily.range * more), daily.note),
        ("one_off_value", 0.0, *once(daily, more * saved)),
    ]  # fmt: skip
    found = pd.DataFrame(rows, columns=["measure", "now", "then", "low", "high", "note"])
    relative = found["then"] / found["now"].where(found["now"] != 0) - 1
    points = found["then"] - found["now"]
    found["change"] = relative.where(found["measure"] != "win_rate", points)
    return found[["measure", "now", "then", "change", "low", "high", "note"]]


def once(daily: Figure, days: float) -> tuple[float, float, float, str]:
    """What so many days' worth of wins is, with its range, and what is to be said of it; no days are worth nothing."""
    if days == 0:
        return 0.0, 0.0, 0.0, ""
    low, high = np.sort(daily.range * days)
    return daily.now * days, low, high, LONGER if days < 0 else ONE_OFF


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
class Figure:
    """A figure as it is now, its 95 % range, and what is to be said of it."""

    now: float
    range: np.ndarray
    note: str = ""


@dataclass(frozen=True)
class Flow:
    """The pipeline's flow as numbers: per stage of closed deals, and per day."""

    reached: np.ndarray
    lost: np.ndarray
    stage_days: np.ndarray  # per won deal
    closed: float
    won: float
    mean_value: float
    daily: Figure
    cycle: Figure


def steady_state(pipe: Pipeline, calendar: WorkingDays | None) -> Flow:
    require_history(pipe, "What shorter stages bring")
    closed = funnel(pipe, rule="closed")
    wins = won_deals(pipe, calendar)
    return Flow(
        reached=closed["deals"].to_numpy(float)[:-1],
        lost=closed["lost"].to_numpy(float)[:-1],
        stage_days=days_per_won(in_working_days(pipe, calendar)),
        closed=float(closed["deals"].iloc[0]),
        won=float(closed["deals"].iloc[-1]),
        mean_value=as_float(wins["value"].mean()),
        daily=value_per_day(pipe, wins, calendar),
        cycle=mean_cycle(wins),
    )


def more_wins(pipe: Pipeline, factors: np.ndarray) -> float:
    """How many times as many deals are won, if of the visits to each stage so many times as many go on.

    A won deal stands for as many as the stages that it visited let through; those it skipped let
    through what they did. No stage lets through more than visited it.
    """
    if (factors == 1).all():
        return 1.0
    came = sale(visits(pipe)).select("deal_id", visited=nw.col("step").cast(nw.Int64)).unique()
    ended = reached(pipe).filter(~is_in("outcome", ("open",))).select("deal_id", "step", "outcome")
    both = came.join(ended, on="deal_id", how="inner")
    onward = (nw.col("step") > nw.col("visited")).cast(nw.Float64)
    counts = both.with_columns(onward=onward).group_by("visited")
    passed = table(counts.agg(share=nw.col("onward").mean())).set_index("visited")["share"]
    passed = passed.reindex(range(1, len(factors) + 1)).to_numpy(float)
    most = np.divide(1.0, passed, out=np.full(len(passed), np.inf), where=passed > 0)
    capped = np.log(np.maximum(np.fmin(factors, most), TINY))
    grown = nw.lit(0.0)
    for step, size in enumerate(capped, start=1):
        grown = nw.when(nw.col("visited") == step).then(nw.lit(float(size))).otherwise(grown)
    won = both.filter(is_in("outcome", ("won",))).with_columns(grown=grown)
    each = table(won.group_by("deal_id").agg(nw.col("grown").sum()))["grown"].to_numpy(float)
    wins = table(ended.filter(is_in("outcome", ("won",))).select(deals=nw.len()))["deals"].iloc[0]
    unseen = int(wins) - len(each)  # won without any visit
    return float((np.exp(each).sum() + unseen) / wins) if wins else 1.0


def days_per_won(pipe: Pipeline) -> np.ndarray:
    """Days in each stage per won deal; those who skipped it count 0."""
    won = deals_of(pipe).filter(nw.col("outcome").cast(nw.String) == "won").select("deal_id")
    wins = int(table(won.select(deals=nw.len()))["deals"].iloc[0])
    spent = sale(visits(pipe)).join(won, on="deal_id", how="semi")
    spent = table(spent.group_by("step").agg(days=nw.col("days").sum()))
    by_step = spent.set_index("step")["days"].reindex(range(1, len(pipe.stages) + 1))
    return by_step.fillna(0.0).to_numpy(float) / (wins or np.nan)


def won_deals(pipe: Pipeline, calendar: WorkingDays | None) -> pd.DataFrame:
    """The won deals: `closed_at, value`, and `days` from creation, empty where these are negative."""
    frame = with_cycle_days(pipe, deals_of(pipe), name="days", calendar=calendar)
    frame = frame.filter(is_in("outcome", ("won",)))
    days = nw.when(nw.col("days") >= 0).then(nw.col("days"))
    found = table(frame.select("closed_at", nw.col("value").cast(nw.Float64), days=days))
    return found.astype({"closed_at": "datetime64[us]", "value": float, "days": float})


def mean_cycle(wins: pd.DataFrame) -> Figure:
    days = wins["days"].dropna().to_numpy()
    return Figure(as_float(wins["days"].mean()), np.array(mean_interval(days)))


def value_per_day(pipe: Pipeline, wins: pd.DataFrame, calendar: WorkingDays | None) -> Figure:
    """What was won a day, over the last year or as much of it as the data hold.

    Its range is that of a sum of wins that come one by one by chance (compound Poisson), on the
    scale of its logarithm, so that it stays above 0.
    """
    empty = np.full(2, np.nan)
    undated = int(wins["closed_at"].isna().sum())
    if undated > MOST_UNDATED * len(wins):
        note = f"Of {len(wins)} won deals {undated} have no closing date: what was won a day is not known."
        return Figure(np.nan, empty, note)
    end, first = pipe.until, pipe.since.created
    clocked = ("created_at" in pipe.clocked, False)
    known = wins["closed_at"] >= first
    if pd.isna(first) or days_between(first, end, clocked=clocked) > YEAR:
        first, clocked = end - YEAR * DAY, (True, True)
        known = wins["closed_at"] > first
    span = elapsed(first, end, calendar, clocked)
    lately = wins.loc[wins["closed_at"].isna() | known, "value"].fillna(wins["value"].mean())
    total = float(lately.sum())
    if span <= 0 or wins["value"].notna().sum() == 0:
        return Figure(np.nan, empty, why_no_money(pipe))
    whole = round(float(days_between(first, end, clocked=clocked)))
    number = f"{len(lately):,} deal{'s' * (len(lately) != 1)}"
    note = f"What was won in the last {whole:,} days ({number}), per day."
    spread = float(np.sqrt((lately**2).sum()))
    reach = np.exp(NORMAL_95 * spread / total) if total > 0 else np.nan
    return Figure(total / span, total / span * np.array([1 / reach, reach]), note)


def elapsed(first: pd.Timestamp, end: pd.Timestamp, calendar: WorkingDays | None, clocked) -> float:
    if calendar is None:
        return float(days_between(first, end, clocked=clocked))
    ends = [pd.Series(np.atleast_1d(when)) for when in whole_days(first, end, clocked=clocked)]
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
