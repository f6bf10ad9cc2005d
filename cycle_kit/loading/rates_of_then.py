"""Amounts of other currencies by the rate of their day: of closed deals that of the closing, of open ones that of the
day the data speak for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.pipeline import Pipeline
from cycle_kit.remarks import Remarks

#: of each currency its rates in order of time, each with its first day
Dated = Mapping[str, Sequence[tuple[pd.Timestamp, float]]]


def last_rates(dated: Dated) -> dict[str, float]:
    """The last rate of each currency."""
    return {currency: rates[-1][1] for currency, rates in dated.items()}


def at_rates_of_then(
    pipe: Pipeline, dated: Dated, rates: Mapping[str, float] | None, remarks: Remarks
) -> Pipeline:
    """The pipeline with each amount converted at the rate of its deal's day.

    A deal has one rate, also of a past day: else the same deals would be worth more by the rates alone.
    `rates`: those without a day, which hold before the first dated one. None: nothing was converted by them.
    """
    deals = pipe.deals
    theirs = {name: dated[name] for name in dated if deals["currency"].eq(name).any()}
    if rates is None or not theirs or not pipe.currency:
        return pipe
    days = days_of_rates(deals, pipe.as_of)
    rate = pd.Series(np.nan, index=deals.index)
    for name, steps in theirs.items():
        mine = deals["currency"].eq(name)
        rate[mine] = rate_on(days[mine], steps, rates.get(name))
    remark_on_early(deals, days, theirs, rates, remarks, as_of=pipe.as_of)
    return with_rates(pipe, rate)


def days_of_rates(deals: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series:
    """The day whose rate each deal has: of closed ones that of the closing, of open ones that of `as_of`."""
    return deals["closed_at"].fillna(as_of).dt.normalize()


def rate_on(
    days: pd.Series, steps: Sequence[tuple[pd.Timestamp, float]], before: float | None
) -> np.ndarray:
    """The rate of each day: before the first dated one that without a day, or the first."""
    firsts = pd.DatetimeIndex([day for day, _rate in steps]).as_unit("us")
    worth = [steps[0][1] if before is None else before, *(rate for _day, rate in steps)]
    return np.array(worth)[np.searchsorted(firsts, days.dt.as_unit("us"), side="right")]


def with_rates(pipe: Pipeline, rate: pd.Series) -> Pipeline:
    """The pipeline with these rates where there are any, past amounts of a deal at the same one."""
    deals = pipe.deals
    value = (deals["amount"] * rate).where(rate.notna(), deals["value"])
    changes: dict[str, Any] = dict(pipe.changes)
    if "value" in changes:
        amounts, past = changes["amount"], changes["value"]
        theirs = rate.set_axis(deals["deal_id"]).reindex(amounts["deal_id"]).to_numpy()
        then = (amounts["value"] * theirs).where(pd.notna(theirs), past["value"])
        changes["value"] = past.assign(value=then)
    return replace(pipe, deals=deals.assign(value=value), changes=changes)


def remark_on_early(
    deals: pd.DataFrame,
    days: pd.Series,
    dated: Dated,
    rates: Mapping[str, float],
    remarks: Remarks,
    *,
    as_of: pd.Timestamp,
) -> None:
    """That amounts were converted at their day's rate, and which had a day before the first one."""
    names = sorted(dated)
    remarks.add(
        "money",
        f"Amounts in {', '.join(names)} are converted at the rate of the day on which their deal was closed, "
        f"those of open deals at that of {as_of:%Y-%m-%d}.",
        effect="A deal keeps its rate, also where it is looked at on a past day.",
    )
    early = sum(
        int(
            (
                deals["currency"].eq(name) & deals["amount"].notna() & (days < dated[name][0][0])
            ).sum()
        )
        for name in names
        if name not in rates
    )
    if early:
        remarks.add(
            "money",
            one_or_more(
                early,
                "{n} amount is of a deal closed before the first rate of its currency.",
                "{n} amounts are of deals closed before the first rate of their currency.",
            ),
            effect="The first rate is used.",
            fix="Add the rate of that time to cycle.toml as [[currency.rate]] with an earlier from.",
        )
