"""Targets beside what came of them: so far, by now expected, and by the end as the forecast has it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.days import INSTANT, end_of_day
from cycle_kit.metrics.ahead import FORECAST, ToCome, only_deals, to_come, verdict
from cycle_kit.metrics.counting import any_amount, is_in, known_sum, why_no_money
from cycle_kit.metrics.coverage import needed_coverage
from cycle_kit.metrics.credit import OWNER, counted, credited, is_shared, is_whole_of
from cycle_kit.metrics.credit_told import WHOLE, told_of_chosen
from cycle_kit.metrics.edges import is_known, why_not_whole, why_unknown
from cycle_kit.metrics.frames import metric, table
from cycle_kit.metrics.kpis import kpis, of_outcome, within
from cycle_kit.metrics.measures import DAYS, KPIS, measure
from cycle_kit.metrics.past import known
from cycle_kit.metrics.periods import Window, compared
from cycle_kit.metrics.targets import (
    WHOSE,
    Goal,
    Targets,
    carried,
    deals_of,
    goal,
    ids_of,
    named,
    of,
    of_owner,
    rows_of,
    scope,
)
from cycle_kit.metrics.trend import trend
from cycle_kit.pipeline import Pipeline

COLUMNS = (
    "measure", "period", "owner", "target", "actual", "attained", "expected_by_now",
    "forecast_to_target", "open_value_due", "coverage", "needed_coverage", "team", "start", "end",
    "standing", "forecast_by", "pipeline", "adds", "adds_low", "adds_high", "low_to_target",
    "high_to_target", "chance", "verdict", "note",
)  # fmt: skip
COVER = ("open_value_due", "coverage", "needed_coverage")
#: these grow with the days of the period; all others are rates or stocks, and are not prorated
FLOWS = (
    "new_leads", "new_deals", "new_value", "won_deals", "won_value", "new_customers",
    "returning_customers",
)  # fmt: skip
#: sums of deals: the outcome and the date that they are counted by
SUMS = {"new": ("", "created_at"), "won": ("won", "closed_at")}
NOTHING = "Not known: nothing in this period to measure it by."
PAST, RUNNING, FUTURE = "past", "running", "to come"


@metric
def goals(pipe: Pipeline, targets: Targets | None = None) -> pd.DataFrame:
    """Each target beside what was reached, what the forecast adds, and whether it is likely met.

    `targets`: rows of `measure` (any measure of `kpis`, "days in <stage>" or "conversion from
    <stage>"), `period` ("2025-10", "2025-Q4", "2025", or a first day with `every`: week, month,
    quarter or year; of a company with a fiscal year these are its own, and called "FY2025-Q4"),
    `target`, and optionally `owner`, `team` or `pipeline`. None: those of cycle.toml; of a pipeline
    that `where` made smaller those that name what is left. One row each, in their order:
    `measure, period, owner, target, actual` (so far), `attained` = actual / target,
    `expected_by_now` (of sums and counts the part of the target that the days gone by make up;
    rates are not prorated), `forecast_to_target` = (actual + what is expected until the end) /
    target, won deals and money by `forecast` where it can answer, else at the pace so far
    (`forecast_by` says which), `open_value_due` (open value expected to close in the period, until
    its end), `coverage` = open value due / (target - actual) for won money,
    `needed_coverage` = 1 / median over past periods of (won by the end / due at the start), empty
    without dated expected closes; then `team, start, end, standing` ("past", "running", "to come"),
    `pipeline`, `adds` (expected until the end) with its 80 % range `adds_low, adds_high`, its ends
    as parts of the target `low_to_target, high_to_target`, `chance` (share of the forecast's draws
    that reach the target), and `verdict`: "met", "missed", "likely" (chance of 0.8 or more),
    "unlikely" (0.2 or less), "open", or "" where there is no forecast, and `note`: why `actual`, and
    all that follows from it, is not known (amounts in several currencies, undated deals, a period that
    begins before the data do), or that shares of credit are not in it. An owner's deals are those that are
    theirs today, as in `pipe.where(owner=...)`: one passed on counts for whoever has it now; of the owners of
    then, where the export dates them, is what was open in `kpis(pipe, by="owner")`. Where several share deals
    (`load(..., credit=...)`) what an owner reached counts by shares where `kpis` does; what is to come and what is
    due are the own deals, whole, as all is in `pipe.where(owner=...)`, where what the others have is not there
    (`note`).
    Raises ColumnError for rows that lack something and, of `targets`, for an owner or a team that no
    deal has (of those of cycle.toml loading notes it), StageError for a pipeline that there is not,
    QuestionError for unknown measures or periods, and where neither `targets` nor cycle.toml give any.
    """
    rows = carried(pipe) if targets is None else targets
    wanted = [goal(pipe, row, kept=targets is None) for row in rows_of(rows)]
    found = [
        {**row, **cover(pipe, one, row["actual"])}
        for one, row in zip(wanted, measured(pipe, wanted), strict=True)
    ]
    return pd.DataFrame(found, columns=list(COLUMNS))


def goals_now(pipe: Pipeline) -> pd.DataFrame:
    """The rows of `goals(pipe)` of the periods that run, begin or end where the data ends.

    Where there is no such period, those of the last one that is over. Without the columns about
    what is due, which take long. Raises as `goals`.
    """
    wanted = current(pipe, [goal(pipe, row) for row in rows_of(carried(pipe))])
    names = [name for name in COLUMNS if name not in COVER]
    return pd.DataFrame(measured(pipe, wanted), columns=names)


def current(pipe: Pipeline, wanted: list[Goal]) -> list[Goal]:
    seen = seen_until(pipe)
    now = [one for one in wanted if one.start <= seen <= one.end]
    last = max((one.end for one in wanted if one.end < seen), default=None)
    return now or [one for one in wanted if one.end == last]


def seen_until(pipe: Pipeline) -> pd.Timestamp:
    """The first moment after the last day of the data."""
    return end_of_day(pipe.as_of.normalize()) + INSTANT


def measured(pipe: Pipeline, wanted: list[Goal]) -> list[dict[str, Any]]:
    """The row of each target; what is drawn for one measure serves the others."""
    asked = [one for one in wanted if one.measure in FORECAST and one.end > seen_until(pipe)]
    drawn: dict[Any, ToCome | None] = {}
    for one in asked:
        if one.place not in drawn:
            own = of_one_currency(pipe, one)
            facts = known(own)
            theirs = only_deals(facts, ids_of(own, one)) if any(one.whose) else facts
            drawn[one.place] = to_come(own, theirs, one.start, one.end)
    return [
        row_of(pipe, one, drawn.get(one.place) if one.measure in FORECAST else None)
        for one in wanted
    ]


def of_one_currency(pipe: Pipeline, one: Goal) -> Pipeline:
    """The pipeline that knows the values of a target's deals: theirs alone, where those of all are in
    several currencies and their own are in one."""
    whose = tuple(named(one).items())
    if not pipe.several_currencies or not whose:
        return pipe
    own = theirs(pipe, one)
    return own if own.currency else pipe


def theirs(pipe: Pipeline, one: Goal) -> Pipeline:
    """The pipeline of the deals that a target speaks of; of an owner all that count for one, shares too."""
    whose = tuple(named(one).items())
    return pipe.once(f"deals of {whose}", lambda: with_shares_of(pipe, one))


def with_shares_of(pipe: Pipeline, one: Goal) -> Pipeline:
    if not one.owner or not is_shared(pipe, [OWNER]):
        return scope(pipe, one)
    rows = table(credited(pipe, [OWNER]).select("deal_id", OWNER))
    ids = rows.loc[rows[OWNER].eq(one.owner), "deal_id"].unique().tolist()
    others = scope(pipe, replace(one, owner=None))
    return others.where(deal_id=ids) if ids else scope(pipe, one)


def row_of(pipe: Pipeline, one: Goal, drawn: ToCome | None) -> dict[str, Any]:
    seen = seen_until(pipe)
    standing = PAST if one.end <= seen else FUTURE if one.start >= seen else RUNNING
    gone = min(max((seen - one.start) / (one.end - one.start), 0.0), 1.0)
    note = why_not_known(pipe, one, standing)
    drawn = None if note else drawn
    actual = np.nan if note else 0.0 if one.measure in FLOWS else np.nan
    if standing != FUTURE and not note:
        actual = value_of(pipe, one)
        note = NOTHING if np.isnan(actual) else ""
    adds, by = expected(one, drawn, actual, gone, standing)
    low, high = drawn.range(one.measure) if drawn else (np.nan, np.nan)
    chance = drawn.chance(one.measure, one.target - actual) if drawn else np.nan
    return {
        "measure": one.measure,
        "period": one.label,
        "owner": one.owner,
        "target": one.target,
        "actual": actual,
        "attained": share_of(actual, one.target),
        "expected_by_now": one.target * (gone if one.measure in FLOWS else 1.0),
        "forecast_to_target": share_of(actual + adds, one.target),
        "team": one.team,
        "start": one.start,
        "end": one.end - pd.Timedelta(days=1),
        "standing": standing,
        "forecast_by": by,
        "pipeline": one.pipeline,
        "adds": adds,
        "adds_low": low,
        "adds_high": high,
        "low_to_target": share_of(actual + low, one.target),
        "high_to_target": share_of(actual + high, one.target),
        "chance": chance,
        "verdict": said_of(pipe, one, actual, standing, chance),
        "note": note if np.isnan(actual) else told_of_shares(pipe, one),
    }


def told_of_shares(pipe: Pipeline, one: Goal) -> str:
    """That what was reached is of the owner's own deals whole, where deals are shared; "" where it is not so."""
    whole = bool(one.owner) and is_whole_of(pipe, [OWNER], one.measure)
    return WHOLE if whole else told_of_chosen(pipe)


def why_not_known(pipe: Pipeline, one: Goal, standing: str) -> str:
    """Why nobody can say what was reached; "" where it can be asked."""
    asked = measure(pipe if one.measure in KPIS else scope(pipe, one), one.measure)
    if asked.unit == "money" and not is_summed(pipe, one):
        return why_no_money(theirs(pipe, one))
    if standing == FUTURE:
        return ""
    undated = why_unknown(pipe, asked.name, asked.dated, past=standing == PAST)
    return undated or why_not_whole(pipe, asked.name, asked.dated, one.start, one.end)


def is_summed(pipe: Pipeline, one: Goal) -> bool:
    """Whether sums over a target's deals are known; they are 0 of those who have no amount where others have."""
    if not pipe.several_currencies:
        return any_amount(pipe)
    own = theirs(pipe, one)
    nothing = not any_amount(own, "amount")
    return any_amount(own) or (nothing and any_amount(pipe, "amount"))


def said_of(pipe: Pipeline, one: Goal, actual: float, standing: str, chance: float) -> str:
    """The verdict; rates and stocks have theirs when the period is over."""
    if np.isnan(actual):
        return ""
    unit = KPIS[one.measure][0] if one.measure in KPIS else ""
    fewer = unit == "days" or one.measure.startswith(DAYS)  # are better
    reached = actual <= one.target if fewer else actual >= one.target
    final = standing == PAST or one.measure in FLOWS
    return verdict(met=reached and final, over=standing == PAST, chance=chance)


def cover(pipe: Pipeline, one: Goal, actual: float) -> dict[str, float]:
    """What is due in the period, beside what is missing and what it took before."""
    over, money = one.end <= seen_until(pipe), one.measure == "won_value"
    due = np.nan if over else open_value_due(pipe, one)
    left = one.target - actual
    return {
        "open_value_due": due,
        "coverage": share_of(due, left) if money and left > 0 else np.nan,
        "needed_coverage": needed_coverage(scope(pipe, one), one.start, one.every)
        if money
        else np.nan,
    }


def share_of(part: float, whole: float) -> float:
    return part / whole if whole else np.nan


def value_of(pipe: Pipeline, one: Goal) -> float:
    """The measure in its period so far."""
    kind, _gap, what = one.measure.partition("_")
    if kind in SUMS and what in ("deals", "value"):
        return sum_of(pipe, one, kind)
    by = OWNER if one.owner and is_shared(pipe, [OWNER]) else None
    valued = of_one_currency(pipe, one)
    pipe = scope(valued, replace(one, owner=None) if by else one)
    if one.measure in KPIS:
        table_ = of_owner(kpis(pipe, period=one.every, at=one.start, by=by), one, by)
        found = table_.loc[table_["measure"] == one.measure, "value"]
        return float(found.iloc[0]) if len(found) else np.nan  # of no deals there is no row
    values = of_owner(trend(pipe, one.measure, every=one.every, by=by), one, by)
    here = values.loc[values["period"] == one.start, "value"]
    return float(here.iloc[0]) if len(here) else np.nan


def sum_of(pipe: Pipeline, one: Goal, kind: str) -> float:
    """Deals or their value as `kpis` has them, without all that it counts besides."""
    window = compared(pipe, period=one.every, at=one.start).current
    if not is_known(pipe, one.measure, window):
        return np.nan
    pipe = of_one_currency(pipe, one)
    sums = pipe.once(f"{kind} {window}", lambda: sums_by_whom(pipe, window, kind))
    mine = sums[of(sums, one)]
    number, amounts, value = (
        mine[f"{kind}_{name}"].sum() for name in ("deals", "amounts", "value")
    )
    if one.measure.endswith("_deals"):
        return float(number)
    return float(known_sum(value, amounts, number, amounts=is_summed(pipe, one)))


def sums_by_whom(pipe: Pipeline, window: Window, kind: str) -> pd.DataFrame:
    """The new or won deals of a period, by all that a target can be of."""
    outcome, date = SUMS[kind]
    frame = within(credited(pipe, WHOSE), date, window)
    return counted(of_outcome(frame, outcome) if outcome else frame, list(WHOSE), "value", kind)


def expected(
    one: Goal, drawn: ToCome | None, actual: float, gone: float, standing: str
) -> tuple[float, str]:
    """What is still to come until the end of the period, and by which method."""
    if np.isnan(actual):
        return np.nan, ""
    if standing == PAST:
        return 0.0, ""
    if drawn:
        return drawn.of(one.measure), drawn.method
    if standing == FUTURE:  # too little history, and no pace yet
        return np.nan, ""
    # rates and stocks stay as they are, sums grow on
    return (actual / gone - actual if one.measure in FLOWS else 0.0), "pace so far"


def open_value_due(pipe: Pipeline, one: Goal) -> float:
    """Value of open deals expected to close within the period."""
    first, last = (
        nw.lit(at.to_pydatetime()).cast(nw.Datetime("us")) for at in (one.start, one.end)
    )
    pipe = of_one_currency(pipe, one)
    frame = deals_of(pipe, one).filter(is_in("outcome", ("open",)))
    dated = table(frame.select(nw.col("expected_close").count()))["expected_close"].iloc[0]
    if not dated or not any_amount(pipe):
        return np.nan
    due = frame.filter((nw.col("expected_close") >= first) & (nw.col("expected_close") < last))
    return float(table(due.select(nw.col("value").sum()))["value"].fillna(0).iloc[0])
