"""Targets beside what came of them: so far, by now expected, and by the end at this pace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.days import INSTANT, end_of_day
from cycle_kit.errors import ColumnError, QuestionError, listed
from cycle_kit.metrics.counting import is_in
from cycle_kit.metrics.coverage import needed_coverage
from cycle_kit.metrics.forecast import forecast
from cycle_kit.metrics.frames import check_by, deals, table
from cycle_kit.metrics.kpis import kpis
from cycle_kit.metrics.measures import KPIS, measure
from cycle_kit.metrics.periods import check_period
from cycle_kit.metrics.trend import trend
from cycle_kit.pipeline import Pipeline

COLUMNS = (
    "measure", "period", "owner", "target", "actual", "attained", "expected_by_now",
    "forecast_to_target", "open_value_due", "coverage", "needed_coverage", "team", "start", "end",
    "standing", "forecast_by",
)  # fmt: skip
GIVEN = ("measure", "period", "target", "owner", "team", "every")
#: these grow with the days of the period; all others are rates or stocks, and are not prorated
FLOWS = ("new_leads", "new_deals", "new_value", "won_deals", "won_value")
FORECAST = {"won_value": "expected_value", "won_deals": "expected_deals"}
PAST, RUNNING, FUTURE = "past", "running", "to come"


@dataclass(frozen=True)
class Goal:
    """One target: of what, when, whose."""

    measure: str
    target: float
    every: str
    start: pd.Timestamp
    end: pd.Timestamp  # not included
    label: str
    owner: str | None = None
    team: str | None = None


def goals(pipe: Pipeline, targets: pd.DataFrame | Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Each target beside what was reached.

    `targets`: rows of `measure` (any measure of `kpis`, "days in <stage>" or "conversion from
    <stage>"), `period` ("2025-10", "2025-Q4", "2025", or a first day with `every`: week, month,
    quarter or year; with a fiscal year these are its own, and called "FY2025-Q4"), `target`, and
    optionally `owner` or `team`. One row each, in their order:
    `measure, period, owner, target, actual` (so far), `attained` = actual / target,
    `expected_by_now` (of sums and counts the part of the target that the days gone by make up;
    rates are not prorated), `forecast_to_target` = (actual + what is expected until the end) /
    target, won deals and money by `forecast` where it can answer, else at the pace so far
    (`forecast_by` says which), `open_value_due` (open value expected to close in the period, until
    its end), `coverage` = open value due / (target - actual) for won money,
    `needed_coverage` = 1 / median over past periods of (won by the end / due at the start), empty
    without dated expected closes; then `team, start, end, standing` ("past", "running", "to come").
    Raises ColumnError for rows that lack something, QuestionError for unknown measures or periods.
    """
    wanted = [goal(pipe, row) for row in rows_of(targets)]
    scopes = {(one.owner, one.team): scope(pipe, one) for one in wanted}
    rows = [measured(scopes[one.owner, one.team], one) for one in wanted]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def rows_of(targets: pd.DataFrame | Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    rows = pd.DataFrame(targets).to_dict("records")
    for place, row in enumerate(rows, start=1):
        lacking = [name for name in GIVEN[:3] if missing(row.get(name))]
        strange = [str(name) for name in row if name not in GIVEN]
        said = [str(name) for name, value in row.items() if not missing(value)]
        if lacking or strange:
            raise ColumnError(
                f"Target {place} lacks {listed(lacking)}."
                if lacking
                else f"Target {place} says {listed(strange)}, which is not known.",
                there=f"It says {listed(said)}.",
                fix=f"Give each target {listed(GIVEN[:3])}, and if you like {listed(GIVEN[3:])}.",
            )
    return [{str(name): value for name, value in row.items()} for row in rows]


def missing(value: Any) -> bool:
    return value is None or bool(pd.isna(value))


def goal(pipe: Pipeline, row: Mapping[str, Any]) -> Goal:
    """One row of the targets, checked."""
    measure(pipe, row["measure"])
    every = None if missing(row.get("every")) else row["every"]
    if every is not None:
        check_period(every, "every")
    whole, every = span_of(pipe, row["period"], every)
    start, end = whole.start_time.as_unit("us"), (whole + 1).start_time.as_unit("us")
    label = pipe.periods.label(start, every)
    whose = {name: row.get(name) for name in ("owner", "team") if not missing(row.get(name))}
    return Goal(row["measure"], float(row["target"]), every, start, end, label, **whose)


def span_of(pipe: Pipeline, said: Any, every: str | None) -> tuple[pd.Period, str]:
    """A period as people write it, and its length; quarters and years as the company counts them."""
    try:
        return pipe.periods.whole(said, every)
    except ValueError:
        raise QuestionError(
            "A target has no readable period.",
            there=f'It was "{said}".',
            fix='Write it as "2025-10", "2025-Q4" or "2025".',
        ) from None


def scope(pipe: Pipeline, one: Goal) -> Pipeline:
    """The deals that a target speaks of."""
    whose = {name: getattr(one, name) for name in ("owner", "team") if getattr(one, name)}
    for name in whose:
        check_by(pipe, name)
    return pipe.where(**whose) if whose else pipe


def measured(pipe: Pipeline, one: Goal) -> dict[str, Any]:
    seen = end_of_day(pipe.as_of.normalize()) + INSTANT
    standing = PAST if one.end <= seen else FUTURE if one.start >= seen else RUNNING
    actual = value_of(pipe, one) if standing != FUTURE else 0.0 if one.measure in FLOWS else np.nan
    gone = min(max((seen - one.start) / (one.end - one.start), 0.0), 1.0)
    due = np.nan if standing == PAST else open_value_due(pipe, one)
    to_come, by = expected(pipe, one, actual, gone, standing)
    left = one.target - actual
    money = one.measure == "won_value"
    return {
        "measure": one.measure,
        "period": one.label,
        "owner": one.owner,
        "target": one.target,
        "actual": actual,
        "attained": share_of(actual, one.target),
        "expected_by_now": one.target * (gone if one.measure in FLOWS else 1.0),
        "forecast_to_target": share_of(actual + to_come, one.target),
        "open_value_due": due,
        "coverage": share_of(due, left) if money and left > 0 else np.nan,
        "needed_coverage": needed_coverage(pipe, one.start, one.every) if money else np.nan,
        "team": one.team,
        "start": one.start,
        "end": one.end - pd.Timedelta(days=1),
        "standing": standing,
        "forecast_by": by,
    }


def share_of(part: float, whole: float) -> float:
    return part / whole if whole else np.nan


def value_of(pipe: Pipeline, one: Goal) -> float:
    """The measure in its period so far."""
    if one.measure in KPIS:
        table_ = kpis(pipe, period=one.every, at=one.start)
        return float(table_.set_index("measure").loc[one.measure, "value"])
    values = trend(pipe, one.measure, every=one.every)
    here = values.loc[values["period"] == one.start, "value"]
    return float(here.iloc[0]) if len(here) else np.nan


def expected(
    pipe: Pipeline, one: Goal, actual: float, gone: float, standing: str
) -> tuple[float, str]:
    """What is still to come until the end of the period, and by which method."""
    if standing == PAST:
        return 0.0, ""
    if one.measure in FORECAST:
        try:
            return ahead(pipe, one), "history"
        except QuestionError:
            pass  # too little history: the pace so far is all there is
    if standing == FUTURE:
        return np.nan, ""
    # rates and stocks stay as they are, sums grow on
    return (actual / gone - actual if one.measure in FLOWS else 0.0), "pace so far"


def ahead(pipe: Pipeline, one: Goal) -> float:
    """What `forecast` expects between the end of the data, or the period's start, and its end."""
    later = one.start > pipe.until + pd.Timedelta(days=1)
    ends = [one.end, one.start] if later else [one.end]
    until = [forecast(pipe, until=end - pd.Timedelta(days=1)).set_index("part") for end in ends]
    sums = [float(found.loc["all", FORECAST[one.measure]]) for found in until]
    return sums[0] - sum(sums[1:])


def open_value_due(pipe: Pipeline, one: Goal) -> float:
    """Value of open deals expected to close within the period."""
    first, last = (
        nw.lit(at.to_pydatetime()).cast(nw.Datetime("us")) for at in (one.start, one.end)
    )
    frame = deals(pipe).filter(is_in("outcome", ("open",)))
    dated = table(frame.select(nw.col("expected_close").count()))["expected_close"].iloc[0]
    if not dated:
        return np.nan
    due = frame.filter((nw.col("expected_close") >= first) & (nw.col("expected_close") < last))
    return float(table(due.select(nw.col("value").sum()))["value"].fillna(0).iloc[0])
