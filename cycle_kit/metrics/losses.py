"""Why deals end without a win: reasons by the stage where the deal died, and over time."""

from __future__ import annotations

from typing import Literal

import narwhals as nw
import pandas as pd

from cycle_kit.fiscal import MONTHS, Periods
from cycle_kit.metrics.counting import is_in
from cycle_kit.metrics.frames import (
    By,
    OneColumn,
    check_by,
    check_column,
    deals,
    groups,
    metric,
    money,
    table,
)
from cycle_kit.pipeline import Pipeline

Months = Literal["month", "quarter", "year"]
COLUMNS = ("reason", "outcome", "stage", "period", "deals", "share", "value", "label")
ENDED = ("lost", "dropped")


@metric
def loss_reasons(
    pipe: Pipeline,
    *,
    column: OneColumn = "lost_reason",
    every: Months | None = None,
    by: By = None,
) -> pd.DataFrame:
    """Lost and dropped deals by reason and by the stage where they died.

    One row per reason, outcome, stage (the last one the deal was in) and period that occurs; a
    missing reason, stage or closing date is a row too, with that cell empty. `column`: any column of `deals`
    that reads like a reason (objections, competitors). `every`: "month", "quarter" or "year" of
    closing, given by its first day in `period` and by its name in `label`; without it both are empty.
    `deals`: count. `share`: of all deals with this outcome in this period (and group), 0-1.
    `value`: amount of these deals.
    Raises ColumnError for an unknown `column` or `by`, QuestionError for an unknown `every`.
    """
    check_by(pipe, by, (*COLUMNS, "month"))
    check_column(pipe, column, "column", "to read reasons from")
    keys = groups(by)
    counts = by_period(reason_counts(pipe, keys, column, every), keys, every, pipe.periods)
    counts["value"] = counts["value"].where(counts["valued"] > 0)
    whole = counts.groupby([*keys, "period", "outcome"], dropna=False, observed=True)["deals"]
    counts["share"] = counts["deals"] / whole.transform("sum")
    return in_order(counts, pipe, keys)[[*keys, *COLUMNS]]


def reason_counts(pipe: Pipeline, keys: list[str], column: str, every: str | None) -> pd.DataFrame:
    """Deals and amounts by group, reason, outcome, stage and number of the month of closing."""
    closed = nw.col("closed_at").dt.year().cast(nw.Float64) * 12 + nw.col("closed_at").dt.month()
    ended = deals(pipe).filter(is_in("outcome", ENDED))
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


def first_days(month: pd.Series, every: str, periods: Periods) -> pd.Series:
    """The first day of the period that holds a month, months being counted from January of year 0."""
    number = month.astype(float) - 1
    first = number - (number - periods.shift(every)) % MONTHS[every]
    parts = pd.DataFrame({"year": first // 12, "month": first % 12 + 1, "day": 1.0})
    return pd.to_datetime(parts, errors="coerce")


def in_order(counts: pd.DataFrame, pipe: Pipeline, keys: list[str]) -> pd.DataFrame:
    """By group and period, lost before dropped, the most frequent first; stages in order."""
    stages = dict.fromkeys(stage for order in pipe.orders.values() for stage in order)
    kinds = {
        "outcome": pd.CategoricalDtype(list(ENDED), ordered=True),
        "stage": pd.CategoricalDtype(list(stages), ordered=True),
    }
    names = [*keys, "period", "outcome", "deals", "reason", "stage"]
    rising = [name != "deals" for name in names]
    return counts.astype(kinds).sort_values(names, ascending=rising, ignore_index=True)
