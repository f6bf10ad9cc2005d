"""Customers as they buy: won deals by account, who buys for the first time and who comes back."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.days import end_of_day
from cycle_kit.engines import instant
from cycle_kit.metrics.counting import is_in
from cycle_kit.metrics.frames import deals, of_known_outcome, table
from cycle_kit.metrics.trend_rows import filled, named, nothing, runs
from cycle_kit.pipeline import Pipeline

#: measures of customers: the column of `per_group` each rests on
MEASURES = {
    "new_customers": "buyers",
    "returning_customers": "buyers",
    "value_per_customer": "valued_buyers",
    "largest_customer_share": "valued_buyers",
}
NO_ACCOUNTS = "Not known: no won deal with a date of closing has an account."


def purchases(pipe: Pipeline, keys: Sequence[str], amount: str = "value") -> pd.DataFrame:
    """The won deals that have an account and a date of closing: `keys, account, at, first, again, worth`.

    `first`: when that customer bought for the first time, here or in what a filter left out; `again`: when next.
    """
    fields = {name: nw.col(name) for name in keys if name != "account"}
    won = won_deals(deals(pipe)).select(
        **fields, account=nw.col("account"), at=nw.col("closed_at"), worth=nw.col(amount)
    )
    rows = table(won).astype({"at": "datetime64[us]", "worth": "float64", "account": "object"})
    return rows.merge(wins(pipe), left_on="account", right_index=True, how="left")


def won_deals(frame):
    known = ~nw.col("account").is_null() & ~nw.col("closed_at").is_null()
    return frame.filter(is_in("outcome", ("won",)) & known)


def wins(pipe: Pipeline) -> pd.DataFrame:
    """Per account `first`, when a deal of it was first won, and `again`, the next later day on which one was."""
    return pipe.once("wins by account", lambda: wins_of(pipe))


def wins_of(pipe: Pipeline) -> pd.DataFrame:
    frames = [deals(pipe)]
    frames += [] if pipe.whole is None else [of_known_outcome(nw.from_native(pipe.whole))]
    late = instant(end_of_day(pipe.as_of))
    parts = []
    for frame in frames:
        won = won_deals(frame).filter(nw.col("closed_at").cast(nw.Datetime("us")) <= late)
        parts.append(table(won.select("account", at=nw.col("closed_at"))))
    both = pd.concat(parts).astype({"at": "datetime64[us]", "account": "object"})
    dates = both.groupby("account")["at"]
    first = dates.min()
    later = both[both["at"].dt.normalize() > dates.transform("min").dt.normalize()]
    return pd.DataFrame({"first": first, "again": later.groupby("account")["at"].min()})


def per_group(rows: pd.DataFrame, group: list[str]) -> pd.DataFrame:
    """Per group: `buyers, new_customers, returning_customers, valued_buyers, value_per_customer,
    largest_customer_share`, of purchases with `new`: whether the customer's first win is of this time."""
    each = rows.groupby(list(dict.fromkeys([*group, "account"])), dropna=False, observed=True)
    buyers = each.agg(new=("new", "any"), value=("worth", sum_known)).reset_index()
    sums = buyers.groupby(group, dropna=False, observed=True)
    found = sums.agg(
        buyers=("new", "size"), new_customers=("new", "sum"),
        valued_buyers=("value", "count"), value=("value", "sum"), largest=("value", "max"),
    ).reset_index()  # fmt: skip
    value = found["value"].where(found["value"] > 0)
    return found.assign(
        new_customers=found["new_customers"].astype("int64"),
        returning_customers=(found["buyers"] - found["new_customers"]).astype("int64"),
        value_per_customer=found["value"]
        / found["valued_buyers"].where(found["valued_buyers"] > 0),
        largest_customer_share=found["largest"] / value,
    ).drop(columns=["value", "largest"])


def sum_known(values: pd.Series) -> float:
    """A sum, empty where nothing is known."""
    return values.sum(min_count=1)


def counted_customers(
    rows: pd.DataFrame, group: list[str], start: pd.Timestamp, end: pd.Timestamp
) -> pd.DataFrame:
    """Of `purchases` those from `start` up to `end`, per group."""
    inside = rows[(rows["at"] >= start) & (rows["at"] < end)]
    return per_group(inside.assign(new=inside["first"] >= start), group)


def customers_by_period(
    pipe: Pipeline, name: str, keys: list[str], every: str, amount: str
) -> pd.DataFrame:
    """The rows of `trend` of one of these measures."""
    rows = purchases(pipe, keys, amount)
    if rows.empty:
        return nothing(keys)
    count = pipe.periods
    period, first = (
        pd.Series([count.number(at, every) for at in rows[column]], rows.index, dtype="int64")
        for column in ("at", "first")
    )
    found = per_group(rows.assign(period=period, new=first >= period), [*keys, "period"])
    whole = filled(pipe, found[[*keys, "period", name, MEASURES[name]]], keys, every)
    value, n = whole[name].astype(float), whole[MEASURES[name]]
    if not name.endswith("_customers"):  # of nobody there is no mean
        value = value.where(n > 0)
    whole = whole.assign(value=value, n=n, low=np.nan, high=np.nan)
    return named(pipe, whole.assign(unfinished=runs(pipe, whole["period"], every)), keys, every)
