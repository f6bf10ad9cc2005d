"""Why deals end without a win: reasons by the stage where the deal died, and over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.errors import QuestionError
from cycle_kit.fiscal import MONTHS, Periods
from cycle_kit.metrics.counting import is_in, with_why
from cycle_kit.metrics.frames import By, OneColumn, deals, groups, metric, money, table
from cycle_kit.metrics.lead_funnel import check_leads, check_own
from cycle_kit.metrics.new_leads import OWN
from cycle_kit.metrics.own_columns import plain
from cycle_kit.metrics.periods import month_number
from cycle_kit.metrics.splits import check_by, check_column
from cycle_kit.pipeline import Pipeline

Months = Literal["month", "quarter", "year"]
COLUMNS = ("reason", "outcome", "stage", "period", "deals", "share", "value", "label")
ENDED = ("lost", "dropped")
UNFIT = "disqualified"
Of = Literal["deals", "leads"]


@metric
def loss_reasons(
    pipe: Pipeline,
    *,
    column: OneColumn = "lost_reason",
    every: Months | None = None,
    by: By = None,
    split: str | None = None,
    of: Of = "deals",
) -> pd.DataFrame:
    """Lost and dropped deals by reason and by the stage where they died.

    One row per reason, outcome, stage (the last one the deal was in) and period that occurs; a
    missing reason, stage or closing date is a row too, with that cell empty. `column`: any column of `deals`
    that reads like a reason (objections, competitors). `every`: "month", "quarter" or "year" of
    closing, given by its first day in `period` and by its name in `label`; without it both are empty.
    `deals`: count. `share`: of all deals with this outcome in this period (and group), 0-1.
    `value`: amount of these deals. `split`: what stands between several reasons of one deal (";"): it counts in each,
    so that shares may add up to more than 1, and in each of the groups that stand in a cell of `by`.
    `of="leads"`: disqualified leads by their reason, in the period of their creation, by columns of their own
    (`source`, `owner`); stage and value are empty.
    Where amounts are in several currencies without rates also `note`: why `value` is empty.
    Raises ColumnError for an unknown `column` or `by`, QuestionError for an unknown `every`, an empty `split`, and of
    leads where there are none.
    """
    if split is not None and not split.strip():
        raise QuestionError(
            "split= is what stands between two reasons.", fix='Write it as split=";".'
        )
    if of == "leads":
        return of_leads(pipe, by, every, split)
    check_by(pipe, by, COLUMNS)
    check_column(pipe, column, "column", "to read reasons from")
    keys = groups(by)
    counts = shared(reason_counts(pipe, keys, column, every), keys, every, pipe.periods, split)
    counts["value"] = counts["value"].where(counts["valued"] > 0)
    return with_why(in_order(counts, pipe, keys)[[*keys, *COLUMNS]], pipe, keys, "value")


def shared(
    counts: pd.DataFrame, keys: list[str], every: str | None, periods: Periods, split: str | None
) -> pd.DataFrame:
    """The counts by period with their share of all with this outcome, each in each of its reasons."""
    on = [*keys, "period", "outcome"]
    whole = by_period(counts, keys, every, periods)
    found = whole if split is None else by_period(apart(counts, split), keys, every, periods)
    sums = whole.groupby(on, dropna=False, observed=True)["deals"].sum().rename("whole_")
    found = found.merge(sums.reset_index(), on=on, how="left")
    return found.assign(share=found["deals"] / found["whole_"]).drop(columns="whole_")


def apart(counts: pd.DataFrame, split: str) -> pd.DataFrame:
    """A row for each of the reasons that stand in one cell; one named twice counts once."""
    parts = [
        reasons_in(cell, split) if isinstance(cell, str) else [cell] for cell in counts["reason"]
    ]
    kind = counts["reason"].dtype
    whole = counts.assign(reason=pd.Series(parts, counts.index, dtype=object)).explode("reason")
    return whole.astype({"reason": kind}).reset_index(drop=True)


def reasons_in(cell: str, split: str) -> list[str | None]:
    named = dict.fromkeys(part.strip() for part in cell.split(split))
    return [part for part in named if part] or [None]


def of_leads(pipe: Pipeline, by: By, every: str | None, split: str | None) -> pd.DataFrame:
    """The same of disqualified leads."""
    check_leads(pipe)
    keys = [plain(name) for name in groups(by)]
    check_own(keys, known=OWN, asked="loss_reasons", more='of="leads", ')
    leads = pipe.leads[pipe.leads["outcome"].eq(UNFIT)]
    created = leads["created_at"]
    rows = leads[keys].assign(
        reason=leads["reason"].astype("str"), outcome=UNFIT, deals=1, value=np.nan, valued=0,
        month=months_of(created, pipe.periods) if every else 0.0,
        stage=pd.Series(None, leads.index, dtype="str"),
    )  # fmt: skip
    counts = shared(rows, keys, every, pipe.periods, split)
    return in_order(counts, pipe, keys, (UNFIT,)).assign(value=np.nan)[[*keys, *COLUMNS]]


def reason_counts(pipe: Pipeline, keys: list[str], column: str, every: str | None) -> pd.DataFrame:
    """Deals and amounts by group, reason, outcome, stage and number of the month of closing."""
    closed = nw.col("closed_at").dt.year().cast(nw.Float64) * 12 + nw.col("closed_at").dt.month()
    ended = deals(pipe).filter(is_in("outcome", ENDED))
    if pipe.periods.months and every:
        closed = month_number("closed_at", pipe.periods.months, ended).cast(nw.Float64) + 1
    ended = ended.select(
        *keys,
        reason=nw.col(column),
        outcome=nw.col("outcome").cast(nw.String),
        stage=nw.col("stage").cast(nw.String),
        month=closed if every else nw.lit(0),
        value=nw.col(money(keys)),
    )
    counts = ended.group_by(*keys, "reason", "outcome", "stage", "month")
    known = nw.col("value").count().alias("valued")
    return table(counts.agg(nw.len().alias("deals"), nw.col("value").sum(), known))


def by_period(
    counts: pd.DataFrame, keys: list[str], every: str | None, periods: Periods
) -> pd.DataFrame:
    """Months put together to periods, each known by its first day; none without `every`."""
    period = first_days(counts["month"], every, periods) if every else pd.NaT
    counts = counts.assign(period=period).astype({"period": "datetime64[us]"})
    names = [*keys, "reason", "outcome", "stage", "period"]
    sums = counts.groupby(names, dropna=False, observed=True)[["deals", "value", "valued"]].sum()
    sums = sums.reset_index().astype({"deals": "int64"})
    starts = sums["period"].dropna().unique() if every else []
    names = {at: periods.label(at, str(every)) for at in starts}
    return sums.assign(label=sums["period"].map(names).astype("str"))


def months_of(days: pd.Series, periods: Periods) -> pd.Series:
    """The number of the month of each day, counted from January of year 0, or as another calendar counts."""
    if not periods.months:
        return (days.dt.year * 12 + days.dt.month).astype(float)
    months = periods.months
    return days.map(lambda day: months.number(day) + 1.0, na_action="ignore").astype(float)


def first_days(month: pd.Series, every: str, periods: Periods) -> pd.Series:
    """The first day of the period that holds a month, months being counted from January of year 0."""
    number = month.astype(float) - 1
    first = number - (number - periods.shift(every)) % MONTHS[every]
    if periods.months:
        starts = {one: periods.months.start(int(one)) for one in first.dropna().unique()}
        return pd.to_datetime(first.map(starts))
    parts = pd.DataFrame({"year": first // 12, "month": first % 12 + 1, "day": 1.0})
    return pd.to_datetime(parts, errors="coerce")


def in_order(
    counts: pd.DataFrame, pipe: Pipeline, keys: list[str], outcomes: Sequence[str] = ENDED
) -> pd.DataFrame:
    """By group and period, lost before dropped, the most frequent first; stages in order."""
    stages = dict.fromkeys(stage for order in pipe.orders.values() for stage in order)
    kinds = {
        "outcome": pd.CategoricalDtype(list(outcomes), ordered=True),
        "stage": pd.CategoricalDtype(list(stages), ordered=True),
    }
    names = [*keys, "period", "outcome", "deals", "reason", "stage"]
    rising = [name != "deals" for name in names]
    return counts.astype(kinds).sort_values(names, ascending=rising, ignore_index=True)
