"""Which deals' amounts can be summed where they are in several currencies and nothing tells the rates.

Those of a selection that is all in one currency can, and those of a group that is. A blank may be any of them:
beside a named one it makes several, and by themselves blanks are not known to be of one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import pandas as pd

from cycle_kit.history import collected

Changes = Mapping[str, pd.DataFrame]


def in_their_currency(deals: Any, changes: Changes) -> dict[str, Any]:
    """What follows where all amounts of these deals, past ones too, are in one currency, by field of a
    Pipeline; else nothing."""
    frame = nw.from_native(deals)
    names = collected(frame.select(name=currency_of(changes)).unique())["name"].dropna()
    if len(names) != 1 or not names.iloc[0]:
        return {}
    return {
        "deals": frame.with_columns(value=nw.col("amount")).to_native(),
        "changes": with_values(changes, None),
        "currency": str(names.iloc[0]),
        "several_currencies": False,
    }


def valued_in_groups(deals: Any, changes: Changes, keys: Sequence[str]) -> dict[str, Any]:
    """Deals and changes with values in those groups whose amounts are all in one currency."""
    places = {
        f"key_{at}_": nw.col(key).cast(nw.String).fill_null("") for at, key in enumerate(keys)
    }
    frame = nw.from_native(deals).with_columns(**places, name_=currency_of(changes))
    first, last = (nw.col("name_").min().over(*places), nw.col("name_").max().over(*places))
    frame = frame.with_columns(alone_=(first == last) & (first != ""))
    alone = collected(frame.filter(nw.col("alone_")).select("deal_id"))["deal_id"]
    frame = frame.with_columns(value=nw.when(nw.col("alone_")).then(nw.col("amount")))
    return {
        "deals": frame.drop(*places, "name_", "alone_").to_native(),
        "changes": with_values(changes, alone),
    }


def currency_of(changes: Changes) -> nw.Expr:
    """The currency of each deal that has an amount, or had one; "" where it has no name."""
    there = ~nw.col("amount").is_null()
    if "amount" in changes:
        past = changes["amount"]
        there |= nw.col("deal_id").is_in(
            past.loc[past["value"].notna(), "deal_id"].unique().tolist()
        )
    return nw.when(there).then(nw.col("currency").cast(nw.String).fill_null(""))


def without_unnamed(deals: Any, changes: Changes) -> dict[str, Any]:
    """Deals and changes without the amounts that nobody knows the currency of."""
    named = nw.col("currency").cast(nw.String).fill_null("") != ""
    frame = nw.from_native(deals)
    blank = collected(frame.filter(~named).select("deal_id"))["deal_id"]
    past = changes.get("amount")
    kept = {} if past is None else {"amount": past[~past["deal_id"].isin(blank)]}
    return {
        "deals": frame.with_columns(amount=nw.when(named).then(nw.col("amount"))).to_native(),
        "changes": {**changes, **kept},
    }


def with_values(changes: Changes, ids: pd.Series | None) -> dict[str, pd.DataFrame]:
    """The changes with past values, which are the past amounts of these deals (of all, if none are given)."""
    if "amount" not in changes:
        return dict(changes)
    past = changes["amount"]
    return {**changes, "value": past if ids is None else past[past["deal_id"].isin(ids)]}
