"""Amounts of one currency at a time: sums of several ones are none, where a table is split by them."""

import pandas as pd

from cycle_kit.metrics.own_columns import MARK

#: the column of a table that is split by currency, as charts get it
SPLIT = "currency" + MARK


def of_currencies(table: pd.DataFrame, currency: str) -> dict[str, pd.DataFrame]:
    """The rows of each currency by its name; all of them, in `currency`, where they are not told apart."""
    if SPLIT not in table or table[SPLIT].isna().all():
        return {currency: table}
    return {str(name): part for name, part in table.groupby(SPLIT, sort=False, observed=True)}


def only(parts: dict[str, pd.DataFrame]) -> str | None:
    """The currency of all, or None where there are several."""
    return next(iter(parts)) if len(parts) == 1 else None
