"""How well it goes: the win rate, and the sales velocity beside what really came in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays, working
from cycle_kit.metrics.counting import (
    is_in,
    known_sum,
    marked,
    ratio,
    share_interval,
    summed,
    with_why,
)
from cycle_kit.metrics.credit import is_shared, shared_sums, whole_numbers
from cycle_kit.metrics.frames import By, deals, each_pipeline, metric, money, table
from cycle_kit.metrics.funnel import MOST_UNKNOWN
from cycle_kit.metrics.funnel_counts import reached
from cycle_kit.metrics.outcome_columns import check_no_endings, check_no_outcomes
from cycle_kit.metrics.spans import with_cycle_days
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline
from cycle_kit.tables import OUTCOMES

#: who is counted in the denominator of a win rate
Basis = Literal["decided", "closed", "created"]
BASES: dict[Basis, tuple[str, ...]] = {
    "decided": ("won", "lost"),
    "closed": ("won", "lost", "dropped"),
    "created": OUTCOMES,
}
#: with a larger share of deals without an amount, a win rate in money says nothing
MOST_WITHOUT_AMOUNT = 0.2
#: what really came in is counted over so many days up to `as_of`
RECENT_DAYS = 90

LOST_ANYWHERE = (
    "Not known from here on: of {n:,} of {of:,} lost and dropped deals nothing tells in which stage they ended. Export "
    "the stage history too, and pass it as ck.load(..., history=...)."
)
WIN_RATE = (
    "deals", "won", "win_rate", "low", "high", "won_value", "value_win_rate", "win_loss_ratio",
)  # fmt: skip
VELOCITY = (
    "open_deals", "win_rate", "mean_won_value", "mean_cycle_days", "velocity_per_day",
    "won_value_per_day", "ratio",
)  # fmt: skip


@metric
def win_rate(pipe: Pipeline, *, by: By = None, basis: Basis = "decided") -> pd.DataFrame:
    """Which share of the deals is won.

    One row, or one per group. `deals`: the denominator by `basis`: "decided" (won and lost),
    "closed" (and dropped) or "created" (all). `win_rate` = won / deals, 0-1, with its 95 % Wilson
    interval `low`, `high`. `won_value`: amount of the won deals. `value_win_rate`: their share of
    the amount of the deals in the denominator, empty where more than 20 % of these have no amount
    or 0 (some systems write 0 on lost deals). `win_loss_ratio` = won / lost. Where amounts are in several
    currencies without rates there is also `note`: why money is empty.
    By "owner" deals that several share (`load(..., credit=...)`) count with their shares, in numbers and in money.
    By "stage": from each stage on, of the deals that reached it (as the funnel's rule `reached`), in
    order; empty from the second stage on where it is unknown of more than 5 % where they were lost (`note`).
    Raises QuestionError for an unknown basis, ColumnError for an unknown `by`, StageError where by
    "stage" several pipelines are asked at once, or the order of the stages is not known.
    """
    keys = check_by(pipe, by, WIN_RATE)
    check_no_outcomes(keys, "The win rate cannot be split")
    if "stage" in keys:
        rest = [key for key in keys if key != "stage"]
        found = win_rate_from_stages(pipe, by=rest, basis=basis)
        found = found.sort_values(keys, ignore_index=True)
        told = ["note"] if found["note"].any() else []
        found = found[[*keys, *WIN_RATE, *told]]
    else:
        found = won_of(sums_here(pipe, deals(pipe), keys, BASES[basis]), keys)
    return with_why(found, pipe, keys, "won_value")


@each_pipeline
def win_rate_from_stages(pipe: Pipeline, *, by: list[str], basis: Basis) -> pd.DataFrame:
    """`stage`, by-columns and `WIN_RATE`: of the deals that reached each stage."""
    placed = reached(pipe)
    parts = []
    for step, stage in enumerate(pipe.stages, start=1):
        sums = sums_here(pipe, placed.filter(nw.col("step") >= step), by, BASES[basis])
        parts.append(won_of(sums, by).assign(stage=stage))
    found = pd.concat(parts, ignore_index=True)
    found["stage"] = pd.Categorical(found["stage"], categories=list(pipe.stages), ordered=True)
    lost = placed.filter(is_in("outcome", ("lost", "dropped")))
    unknown = table(lost.select(nw.col("unknown").cast(nw.Int64)))["unknown"]
    found["note"] = ""
    if unknown.sum() > MOST_UNKNOWN * len(table(deals(pipe).select("deal_id"))):
        later = found["stage"] > pipe.stages[0]
        found.loc[later, ["win_rate", "low", "high", "value_win_rate", "win_loss_ratio"]] = np.nan
        found.loc[later, "note"] = LOST_ANYWHERE.format(n=int(unknown.sum()), of=len(unknown))
    return found


def won_of(sums: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The columns of `win_rate` from the sums of each group."""
    low, high = share_interval(sums["won"], sums["counted"])
    amounts = bool((sums["valued"] > 0).any())
    columns = {
        "deals": whole_numbers(sums["counted"]),
        "won": whole_numbers(sums["won"]),
        "win_rate": ratio(sums["won"], sums["counted"]),
        "low": low,
        "high": high,
        "won_value": known_sum(sums["won_value"], sums["won_valued"], sums["won"], amounts=amounts),
        "value_win_rate": value_share(sums),
        "win_loss_ratio": ratio(sums["won"], sums["lost"]),
    }
    return sums[keys].assign(**columns)


def sums_here(pipe: Pipeline, frame, keys: list[str], basis: Sequence[str]) -> pd.DataFrame:
    """The sums of each group; by owner those of shares, where deals are shared."""
    if is_shared(pipe, keys):
        return shared_sums(pipe, frame, keys, basis, money=money(keys))
    return outcome_sums(frame, keys, basis)


def outcome_sums(frame, keys: list[str], basis: Sequence[str]) -> pd.DataFrame:
    """Per group of these deals: how many were won, lost and counted, and their amounts."""
    value = nw.col(money(keys))
    won, counted = is_in("outcome", ("won",)), is_in("outcome", basis)
    rows = frame.select(
        *keys,
        won=marked("outcome", ("won",)),
        lost=marked("outcome", ("lost",)),
        counted=marked("outcome", basis),
        won_value=nw.when(won).then(value),
        counted_value=nw.when(counted).then(value),
        with_amount=nw.when(counted & (value != 0)).then(value),
        valued=value,
    )
    sums = [nw.col(c).sum() for c in ("won", "lost", "counted", "won_value", "counted_value")]
    known = (
        nw.col("with_amount", "valued").count(),
        nw.col("won_value").count().alias("won_valued"),
    )
    return summed(rows, keys, *sums, *known)


def value_share(sums: pd.DataFrame) -> np.ndarray:
    """Won amount of all amount counted, empty where too many deals have none."""
    without = sums["counted"] - sums["with_amount"]
    told = without <= MOST_WITHOUT_AMOUNT * sums["counted"]
    return np.where(told, ratio(sums["won_value"], sums["counted_value"]), np.nan)


@metric
def velocity(
    pipe: Pipeline,
    *,
    by: By = None,
    calendar: WorkingDays | None = None,
) -> pd.DataFrame:
    """How much money a day the open deals promise by the usual formula, and how much came in.

    One row, or one per group. `velocity_per_day` = `open_deals` x `win_rate` (won of decided)
    x `mean_won_value` (won deals that have an amount) / `mean_cycle_days` (creation to closing of
    won deals; missing and negative spans left out). `won_value_per_day`: amount won in the last
    90 days up to `as_of`, per day. `ratio` = `velocity_per_day` / `won_value_per_day`: how many
    times the formula overstates, as it does where open deals linger. `calendar`: days are then
    working days, in the cycle and in "per day". Where amounts are in several currencies without rates
    there is also `note`: why money is empty.
    Raises ColumnError for an unknown `by`, QuestionError for one that says how a deal ended, as "stage" does.
    """
    keys = check_by(pipe, by, VELOCITY)
    check_no_endings(keys, "Velocity cannot be split")
    sums = velocity_sums(pipe, keys, calendar)
    open_deals = sums["open_deals"].to_numpy(dtype=float)
    rate = ratio(sums["won"], sums["decided"])
    mean_value = ratio(sums["won_value"], sums["won_valued"])
    mean_days = ratio(sums["cycle_days"], sums["cycles"])
    per_day = ratio(open_deals * rate * mean_value, mean_days)
    amounts = bool((sums["valued"] > 0).any())
    recent = known_sum(sums["recent_value"], sums["won_valued"], sums["won"], amounts=amounts)
    came_in = recent / recent_days(pipe, calendar)
    columns = (open_deals.astype("int64"), rate, mean_value, mean_days, per_day, came_in)
    columns = (*columns, ratio(per_day, came_in))
    found = sums[keys].assign(**dict(zip(VELOCITY, columns, strict=True)))
    return with_why(found, pipe, keys, "mean_won_value")


def recent_days(pipe: Pipeline, calendar: WorkingDays | None) -> float:
    """The last 90 days, or how many of them are working days."""
    if calendar is None:
        return RECENT_DAYS
    until = pd.Series([pipe.until])
    worked = float(working(calendar).working_days(until - pd.Timedelta(days=RECENT_DAYS), until)[0])
    return worked or np.nan


def velocity_sums(pipe: Pipeline, keys: list[str], calendar: WorkingDays | None) -> pd.DataFrame:
    """Per group: the sums and counts behind the inputs of the formula, and what came in lately."""
    rows = deals(pipe).with_columns(won_=is_in("outcome", ("won",)))
    rows = with_cycle_days(pipe, rows, name="span_", calendar=calendar)
    since = pipe.until - pd.Timedelta(days=RECENT_DAYS)
    lately = (nw.col("closed_at") > moment(since)) & (nw.col("closed_at") <= moment(pipe.until))
    value, won = nw.col(money(keys)), nw.col("won_")
    rows = rows.select(
        *keys,
        open_deals=marked("outcome", ("open",)),
        decided=marked("outcome", BASES["decided"]),
        won=marked("outcome", ("won",)),
        won_value=nw.when(won).then(value),
        valued=value,
        recent_value=nw.when(won & lately).then(value),
        cycle_days=nw.when(won & (nw.col("span_") >= 0)).then(nw.col("span_")),
    )
    names = ("open_deals", "decided", "won", "won_value", "recent_value", "cycle_days")
    known = {"won_value": "won_valued", "cycle_days": "cycles", "valued": "valued"}
    counts = [nw.col(name).count().alias(count) for name, count in known.items()]
    return summed(rows, keys, *(nw.col(name).sum() for name in names), *counts)


def moment(when: pd.Timestamp) -> nw.Expr:
    """A moment to compare datetime columns with, on every engine."""
    return nw.lit(when.to_pydatetime()).cast(nw.Datetime("us"))
