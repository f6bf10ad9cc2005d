"""What the lines of deals are worth in the base currency, and the amounts of deals that have none but their lines'."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.loading.choices import Choices
from cycle_kit.loading.file_lines import NO_LINES, these_deals
from cycle_kit.loading.money import with_value
from cycle_kit.loading.rates_of_then import at_rates_of_then, days_of_rates, last_rates, rate_on
from cycle_kit.pipeline import Pipeline
from cycle_kit.remarks import Remarks

ALIKE = 0.01  # of an amount, as discounts and roundings make of its lines


def with_lines(
    pipe: Pipeline,
    lines: pd.DataFrame,
    choices: Choices,
    remarks: Remarks,
    places: pd.Series = NO_LINES,
) -> Pipeline:
    """The pipeline with these lines, each with its `value`: its amount in the base currency. `places`: the line of each
    deal in its file, which is their name."""
    places = places.set_axis(pipe.deals.index) if len(places) == len(pipe.deals) else NO_LINES
    if "amount" not in lines:
        return replace(pipe, beside={**pipe.beside, "lines": lines})
    currency = currency_of_lines(pipe.deals, lines)
    if currency.notna().any():
        lines = lines.assign(currency=currency)
    pipe = with_amounts_of_lines(pipe, lines.assign(currency=currency), choices, remarks, places)
    rate = rate_of_lines(pipe, currency, lines["deal_id"], choices)
    remark_on_unknown_rates(pipe, lines, rate, remarks)
    return replace(
        pipe, beside={**pipe.beside, "lines": lines.assign(value=lines["amount"] * rate)}
    )


def currency_of_lines(deals: pd.DataFrame, lines: pd.DataFrame) -> pd.Series:
    """Of each line the currency that it says, else that of its deal."""
    theirs = lines["deal_id"].map(deals.set_index("deal_id")["currency"]).astype("str")
    return lines["currency"].fillna(theirs) if "currency" in lines else theirs


def rate_of_lines(
    pipe: Pipeline, currency: pd.Series, ids: pd.Series, choices: Choices
) -> pd.Series:
    """What one unit of each line's currency is worth in that of the pipeline; missing where nothing tells it.

    As its deal's amount was converted, maybe by the export itself; else by the rate of the deal's day.
    """
    if pipe.several_currencies:
        return pd.Series(np.nan, index=currency.index)
    deals = pipe.deals.set_index("deal_id").reindex(ids).set_axis(currency.index)
    own = (deals["value"] / deals["amount"]).where(deals["amount"] != 0)
    rate = own.where(currency.eq(deals["currency"]))
    rate = rate.mask(currency.isna() | currency.eq(pipe.currency), 1.0)
    alone = len(currency.dropna().unique()) == 1
    if alone and not pipe.currency and pipe.deals["currency"].isna().all():
        return rate.fillna(1.0)  # lines alone say what all of it is in
    if pipe.currency != choices.base:
        return rate
    days = days_of_rates(deals, pipe.as_of)
    for name in currency[rate.isna()].unique():
        mine = currency.eq(name) & rate.isna()
        before, steps = choices.rates.get(name), choices.rates_of_then.get(name)
        rate[mine] = rate_on(days[mine], steps, before) if steps else before
    return rate


def remark_on_unknown_rates(
    pipe: Pipeline, lines: pd.DataFrame, rate: pd.Series, remarks: Remarks
) -> None:
    """That lines are in currencies that nothing tells the rate of, where deals are not."""
    without = lines["amount"].notna() & rate.isna()
    if pipe.several_currencies or not without.any():
        return
    names = sorted(lines.loc[without, "currency"].unique())
    remarks.add(
        "lines",
        one_or_more(int(without.sum()), "{n} line is", "{n} lines are")
        + f" in a currency without a rate ({', '.join(names)}).",
        effect="What they are worth is not known beside others.",
        fix="Give the base currency, and what one of each is worth in it, under [currency] in cycle.toml.",
    )


class Sums(NamedTuple):
    """Of each deal the sum of its lines, and their currency; missing where they are in several."""

    amount: pd.Series
    currency: pd.Series
    mixed: pd.Series


def sums_of_lines(deals: pd.DataFrame, lines: pd.DataFrame) -> Sums:
    each = lines[lines["amount"].notna()].groupby("deal_id")
    mixed = each["currency"].nunique().gt(1)
    amount, currency = each["amount"].sum().mask(mixed), each["currency"].first().mask(mixed)
    ids = deals["deal_id"]
    return Sums(ids.map(amount), ids.map(currency).astype("str"), ids.map(mixed).eq(True))


def with_amounts_of_lines(
    pipe: Pipeline, lines: pd.DataFrame, choices: Choices, remarks: Remarks, places: pd.Series
) -> Pipeline:
    """Deals keep their amounts; where no deal has one it is the sum of its lines."""
    deals = pipe.deals
    sums = sums_of_lines(deals, lines)
    if deals[["amount", "value"]].isna().all(axis=None):
        remark_on_sums(sums, remarks, places)
        currency = sums.currency.fillna(deals["currency"])
        deals = deals.assign(amount=sums.amount, currency=currency)
        return in_base(replace(pipe, deals=deals), choices, remarks)
    alike = sums.currency.eq(deals["currency"]) | sums.currency.isna() | deals["currency"].isna()
    off = alike & ((sums.amount - deals["amount"]).abs() > ALIKE * deals["amount"].abs())
    if off.any():
        remarks.add(
            "lines",
            one_or_more(
                int(off.sum()),
                "The lines of {n} deal do not add up to its amount.",
                "The lines of {n} deals do not add up to their amounts.",
            ),
            effect="Deals count with their own amount, products with that of their lines.",
            file=str(places.name or ""),
            fix=f"Compare {these_deals(places, off)} with the CRM." if len(places) else "",
        )
    return pipe


def remark_on_sums(sums: Sums, remarks: Remarks, places: pd.Series) -> None:
    """That amounts are those of lines, and which deals have none for their lines are in several currencies."""
    remarks.add("lines", "Deals have no amounts of their own: each has the sum of its lines.")
    if sums.mixed.any():
        remarks.add(
            "lines",
            one_or_more(
                sums.mixed.sum(),
                "The lines of {n} deal are in several currencies.",
                "The lines of {n} deals are in several currencies.",
            ),
            effect="Such a deal has no amount: several currencies are never summed.",
            file=str(places.name or ""),
            fix=f"Export the amounts of {these_deals(places, sums.mixed)} too.",
        )


def in_base(pipe: Pipeline, choices: Choices, remarks: Remarks) -> Pipeline:
    """The pipeline with the amounts of its deals in the base currency."""
    money = with_value(
        pipe.deals,
        remarks,
        base=choices.base,
        rates={**last_rates(choices.rates_of_then), **choices.rates},
    )
    pipe = replace(
        pipe, deals=money.fields, currency=money.currency, several_currencies=money.several
    )
    if not choices.rates_of_then:
        return pipe
    without_day = None if money.rates is None else choices.rates
    return at_rates_of_then(pipe, choices.rates_of_then, without_day, remarks)
