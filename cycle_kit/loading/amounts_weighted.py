"""Amounts times their probability, as CRMs forecast: what won deals brought is known of them, and of others nothing."""

from __future__ import annotations

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.languages import several_words
from cycle_kit.loading.columns import Source
from cycle_kit.values import key

WEIGHTED = frozenset(map(key, several_words("weighted")))
ENOUGH = 3  # deals without a chance, and as many with some
MOST = 0.9  # of deals with a chance are worth something


def without_weighted(source: Source, amount: pd.Series) -> pd.Series:
    """The amounts, those of deals that are not sure empty where the column holds what its header promises: it is
    called by a word for what is expected, and all deals without a chance are worth nothing, unlike the others.

    A CRM that keeps the whole amount under such a header (Odoo) keeps it of lost deals too.
    """
    header = source.match.columns["amount"]
    if (
        key(header) not in WEIGHTED
        or not source.has("probability")
        or "amount" in source.match.given
    ):
        return amount
    chance = source.shares("probability")
    none, some, worth = chance.eq(0), chance.gt(0) & chance.lt(1), amount.fillna(0).ne(0)
    if none.sum() < ENOUGH or some.sum() < ENOUGH or worth[none].any():
        return amount
    if worth[some].mean() < MOST:
        return amount
    unsure = (none | some) & amount.notna()
    rows = one_or_more(unsure.sum(), "The amount of {n} deal is", "The amounts of {n} deals are")
    source.remarks.add(
        "money",
        f'"{header}" holds amounts times their probability: nothing where there is no chance.',
        file=source.raw.file,
        effect=f"{rows} not known; those of deals that are sure are read.",
        fix="Export the amounts themselves too.",
    )
    return amount.mask(unsure)
