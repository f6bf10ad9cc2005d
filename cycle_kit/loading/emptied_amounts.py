"""Amounts that an earlier table of the same deals gives and the last one leaves empty: told, so that none is lost
unseen."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.loading.deals import DealRows
from cycle_kit.remarks import at_lines


def remark_on_emptied(read: Sequence[DealRows]) -> None:
    """`read`: the tables, the earliest first; of a deal in several its last row counts."""
    known = pd.Series(dtype="float64")
    for place, deals in enumerate(read):
        amounts = deals.fields.get("amount", pd.Series(float("nan"), index=deals.fields.index))
        emptied = amounts.isna() & known.reindex(amounts.index).notna()
        for later in read[place + 1 :]:
            emptied &= ~amounts.index.isin(later.fields.index)
        if emptied.any() and len(deals.rows):
            remark_on(deals, emptied)
        known = amounts.combine_first(known)


def remark_on(deals: DealRows, emptied: pd.Series) -> None:
    raw = deals.source.raw
    lines = at_lines(raw.lines[raw.frame.index.get_indexer(deals.rows[emptied.to_numpy()])])
    deals.source.remarks.add(
        "money",
        one_or_more(emptied.sum(), "{n} deal has", "{n} deals have")
        + f" no amount here, though an earlier table gives one ({lines}).",
        file=raw.file,
        effect="What the last table with the deal says counts.",
        fix="If the earlier amounts still hold, write them into these rows.",
    )
