"""A measure over time, period by period; young periods are empty, never drawn as a fall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.errors import QuestionError, code
from cycle_kit.fiscal import Length
from cycle_kit.metrics.cohorts import cohort, counted_within, horizon
from cycle_kit.metrics.counting import NO_AMOUNTS, SUMS, ratio, share_interval, whys_no_money
from cycle_kit.metrics.credit import credited, is_whole_of, unshared
from cycle_kit.metrics.credit_told import noted
from cycle_kit.metrics.edges import of_periods
from cycle_kit.metrics.frames import By, metric, money
from cycle_kit.metrics.measures import Measure, MeasureName, measure
from cycle_kit.metrics.open_age import age_by_period
from cycle_kit.metrics.outcome_columns import RATES, check_no_outcomes
from cycle_kit.metrics.periods import with_period
from cycle_kit.metrics.splits import check_by
from cycle_kit.metrics.trend_events import by_event, by_stock, velocity_by_period
from cycle_kit.metrics.trend_rows import (
    OUTPUTS,
    TRIANGLE,
    every_period,
    filled,
    is_past,
    named,
    nothing,
)
from cycle_kit.metrics.trend_within import COLUMNS as OF_WEEKS
from cycle_kit.metrics.trend_within import (
    Whole,
    by_week,
    check_within,
    without_amounts,
    without_partial,
)
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Kind

Age = Annotated[
    float, Kind("a number of days from 1 to 36,500", "30", lambda days: 1 <= days <= 36_500)
]


@metric
def trend(
    pipe: Pipeline,
    measure_name: MeasureName,
    *,
    every: Length = "month",
    dated: Literal["created", "closed"] | None = None,
    by: By = None,
    ages: Sequence[Age] | None = None,
    calendar: WorkingDays | None = None,
    within: Whole | None = None,
) -> pd.DataFrame:
    """One row per period (and group): `period, value, n, low, high, unfinished, label, note`.

    The measures are those of `kpis`, among them `open_age`, `new_customers` and `returning_customers` (who bought in
    the period and before it), and of a stage "days in New", "entries into New" and "conversion from New";
    `ck.definition("entries into New")` says what one counts.
    `period` is its first day, `label` its name ("2025-10", "2025-Q4", "FY2025-Q1"): weeks and years
    start as `pipe.periods` says. Measures of closed deals are dated by closing, stocks by the period's
    end. Conversions, and win rates with `dated="created"`, follow cohorts by entry: of those that
    entered, the share gone on within H days, and of those decided (won or lost) within H days, the
    share won; H being the 80th percentile of the observed times. A period is `unfinished`, and its
    value empty, until its end + H is past. With `ages=(30, 60, 90)` the win rate of cohorts comes as
    a triangle, one row per period and `age` [days]; a cell is empty until its age is past. It too
    is the share of those decided by that age, not of all that were created, who are `entered`.
    `n`: deals the value rests on. `low, high`: 95 % (Wilson for shares,
    bootstrap-t for means, Greenwood for medians). Sums of money are empty where no deal of a period
    has an amount, and 0 where there is no deal. A period that begins before the data do (`pipe.since`)
    is `unfinished`, one that ends before has no value, nor have those of which too many deals are not
    dated, nor past stocks by stage without a history of stages; `note` says why, and where a stock is
    a lower bound as some closings are not dated. `calendar`: measures in days and the velocity are
    then those of working days.
    By "owner" deals that several share (`load(..., credit=...)`) count with their shares, in numbers and in money, and
    a mean of shares has no interval; stocks, stages, times, customers and the velocity are of the owner's own deals,
    whole, as `note` says.
    With `within="quarter"` sums and counts come week by week of every quarter (month, year; `every` says
    nothing then): `week` (of seven days from its first one; the last lasts to its end), `value` (the running
    sum to the week's end), `added` (in the week), `n` (so far), `usual` (the median of the same week of
    the whole periods before; of a week that is running, to the same day of it) and `earlier` (how many these
    are); weeks to come are empty.
    """
    keys = check_by(pipe, by, (*OUTPUTS, "note", *(OF_WEEKS if within else ())))
    chosen = measure(pipe, measure_name)
    own = is_whole_of(pipe, keys, chosen.name)
    pipe = unshared(pipe) if own else pipe
    if within is not None:
        check_within(chosen, within, {"dated": dated, "ages": ages, "calendar": calendar})
        rows = by_week(pipe, chosen, keys, within, money(by))
        rows = of_periods(pipe, rows, chosen.name, chosen.dated, within, by=keys)
        rows = with_reasons(pipe, without_partial(rows, keys), keys, chosen, money(by))
        rows = without_amounts(pipe, rows) if chosen.unit == "money" else rows
        return noted(rows) if own else rows
    check_no_rate_by_stage(pipe, keys, chosen)
    if chosen.unit in ("share", "ratio") or chosen.name in RATES:
        check_no_outcomes(keys, "A rate over time cannot be split")
    cohorts = follows_cohorts(chosen, dated)
    if ages is not None and not cohorts:
        raise QuestionError(
            "ages= needs cohorts.",
            there=f'"{measure_name}" is dated by {chosen.dated}.',
            fix='Pass dated="created" with "win_rate".',
        )
    if cohorts:
        rows = by_cohort(pipe, chosen, keys, every, ages)
    elif chosen.name == "open_age":
        rows = age_by_period(pipe, keys, every, calendar)
    elif chosen.dated == "stock":
        rows = by_stock(pipe, chosen, keys, every, money(by))
    elif chosen.name == "velocity_per_day":
        rows = velocity_by_period(pipe, keys, every, money(by), calendar)
    else:
        rows = by_event(pipe, chosen, keys, every, money(by), calendar)
    rows = every_period(pipe, every) if rows.empty and not keys and ages is None else rows
    by_entry = "created" if cohorts and chosen.dated == "closed" else chosen.dated
    rows = of_periods(pipe, rows, chosen.name, by_entry, every, by=keys)
    rows = with_reasons(pipe, rows, keys, chosen, money(by))
    if chosen.name in SUMS:
        silent = rows["value"].isna() & rows["note"].eq("")
        rows["note"] = rows["note"].mask(silent, NO_AMOUNTS)
    return noted(rows) if own else rows


def with_reasons(
    pipe: Pipeline, rows: pd.DataFrame, keys: list[str], chosen: Measure, amount: str
) -> pd.DataFrame:
    """Sums of money that are not known with the reason."""
    if chosen.unit != "money":
        return rows
    why = pd.Series(whys_no_money(rows, pipe, keys, amount), rows.index)
    return rows.assign(note=rows["note"].mask(rows["value"].isna() & why.ne(""), why))


def check_no_rate_by_stage(pipe: Pipeline, keys: Sequence[str], chosen: Measure) -> None:
    """A deal stands in one stage, won ones in the last: won of those who stand there says nothing."""
    if "stage" in keys and chosen.name in RATES:
        first = next((stage for order in pipe.orders.values() for stage in order), "")
        raise QuestionError(
            f'"{chosen.name}" over time cannot be split by stage.',
            there="Lost deals stand in the stage where they ended, won ones in their last.",
            fix='Ask ck.win_rate(pipe, by="stage"), or of one stage '
            f"ck.trend(pipe, {code('conversion from ' + first)}).",
        )


def follows_cohorts(chosen: Measure, dated: str | None) -> bool:
    return (
        (chosen.dated == "entered" and chosen.unit == "share")
        or chosen.name == "conversion_first_to_won"
        or (chosen.name == "win_rate" and dated == "created")
    )


def by_cohort(pipe, chosen: Measure, keys, every: str, ages) -> pd.DataFrame:
    rows = cohort(pipe, chosen, keys, credited(pipe, keys))
    limits = [horizon(rows)] if ages is None else [float(age) for age in ages]
    staged = with_period(rows, "entered", every, pipe.periods)
    parts = []
    for days in limits:
        counts = counted_within(staged, [*keys, "period"], -1.0 if np.isnan(days) else days)
        if counts.empty:
            continue
        counts = filled(pipe, counts, keys, every)
        decided = counts["hit"] + counts["missed"]
        whole = decided if chosen.name == "win_rate" else counts["entered_deals"]
        ripe = np.array([is_past(pipe, number, every, days) for number in counts["period"]])
        low, high = share_interval(counts["hit"].to_numpy(), whole.to_numpy())
        value = ratio(counts["hit"].to_numpy(), whole.to_numpy())
        parts.append(
            counts[[*keys, "period"]].assign(
                age=days,
                value=np.where(ripe, value, np.nan),
                n=whole.to_numpy(),
                low=np.where(ripe, low, np.nan),
                high=np.where(ripe, high, np.nan),
                unfinished=~ripe,
                entered=counts["entered_deals"].to_numpy(),
            )
        )
    whole = pd.concat(parts, ignore_index=True) if parts else nothing(keys, age=True)
    whole = named(pipe, whole, keys, every)
    return whole if ages is not None else whole.drop(columns=list(TRIANGLE))
