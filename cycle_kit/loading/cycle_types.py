"""`cycle_type`: the kind of a deal's cycle, by rules on what is known when the deal is created.

Never by the deal's own length: a kind that long deals get for being long explains nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from cycle_kit.days import days_between
from cycle_kit.errors import ColumnError, listed


def cycle_types(deals: pd.DataFrame, rules: Sequence[Mapping[str, Any]]) -> pd.Series:
    """The type of each deal: that of the first rule whose every condition it meets, else missing.

    `deals`: as in `tables.DEALS`, with `outcome` and `closed_at`. ColumnError for a rule on people
    whose column is not there.
    """
    found = pd.Series(None, index=deals.index, dtype="str")
    for rule in reversed(rules):
        found = found.mask(meets(deals, rule), rule["type"])
    return found


def meets(deals: pd.DataFrame, rule: Mapping[str, Any]) -> pd.Series:
    """Which deals meet every condition of a rule; what is not known meets none."""
    fits = pd.Series(True, index=deals.index)
    if "product" in rule:
        products = [rule["product"]] if isinstance(rule["product"], str) else rule["product"]
        fits &= deals["product"].isin(products)
    for name, numbers in (
        ("amount", lambda: deals["value"]),
        ("product_days", lambda: product_days(deals)),
        ("people", lambda: people(deals, rule)),
    ):
        if f"{name}_from" in rule:
            fits &= numbers() >= rule[f"{name}_from"]
        if f"{name}_below" in rule:
            fits &= numbers() < rule[f"{name}_below"]
    return fits


def people(deals: pd.DataFrame, rule: Mapping[str, Any]) -> pd.Series:
    header = rule.get("people", "")
    if header not in deals:
        raise ColumnError(
            f'cycle.toml: a cycle_type counts people, but there is no column "{header}".',
            there=f"Columns are {listed(deals.columns)}.",
            fix='Name the column that counts them: people = "...".',
        )
    return pd.to_numeric(deals[header], errors="coerce").astype("float64")  # blank is less than any


def product_days(deals: pd.DataFrame) -> pd.Series:
    """Median days to win of the deals of the same product that were won before a deal was created."""
    won = deals[deals["outcome"].eq("won") & deals["product"].notna()]
    days = days_between(won["created_at"], won["closed_at"])
    won = won.assign(days=days)[days >= 0].sort_values("closed_at")
    found = pd.Series(np.nan, index=deals.index)
    for product, mine in deals[deals["product"].notna()].groupby("product"):
        past = won[won["product"] == product]
        before = past["closed_at"].searchsorted(mine["created_at"], side="left")
        medians = past["days"].expanding().median().to_numpy()
        known = np.where(
            before > 0, medians[np.maximum(before, 1) - 1] if len(past) else np.nan, np.nan
        )
        found.loc[mine.index] = known
    return found
