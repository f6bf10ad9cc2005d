"""A table whose rows are sums of those of another one, by client and stage say, and that has its headers: no deals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cycle_kit.loading.columns import Source
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.extracts import folded_cells, without_repeats
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.same_clients import amounts_of

FEWEST = 2  # rows


def without_summaries(tables: Sequence[Source]) -> list[Source]:
    """The tables without those that sum up another one; each is told."""
    return without_repeats(
        tables,
        sums_up,
        note="Each of its rows sums up rows of {}: left aside.",
        fate="furniture",
        effect="Nothing of it counts.",
    )


def sums_up(part: Source, whole: Source) -> bool:
    """Whether each row has the amounts of all rows of a longer table together that are called the same, of some
    several: rows of deals have their own. What names deals, or says more of them, may be a list beside its lines."""
    if len(part.raw.frame) < FEWEST or len(part.raw.frame) >= len(whole.raw.frame):
        return False
    if part.has("deal_id") or part.has("name") or not set(part.raw.frame) <= set(whole.raw.frame):
        return False
    by = called_alike(part, whole)
    if not by or not (part.has("amount") and whole.has("amount")):
        return False
    own, rows = keys_of(part, by), keys_of(whole, by)
    counts = rows.value_counts().reindex(own, fill_value=0)
    if own.duplicated().any() or (counts == 0).any() or (counts == 1).all():
        return False
    sums = amounts_of(whole).groupby(rows).sum().reindex(own)
    return bool(np.allclose(amounts_of(part), sums, rtol=0, atol=0.01))


def called_alike(part: Source, whole: Source) -> list[str]:
    """The columns of words that both have; a number below such a header is a count."""
    amount = part.match.columns.get("amount")
    looks = Headers(part.raw.frame)
    return [
        header
        for header in part.raw.frame
        if header != amount
        and header in whole.raw.frame
        and looks.look(header).filled
        and looks.look(header).numbers < NEARLY_ALL
    ]


def keys_of(source: Source, headers: Sequence[str]) -> pd.Series:
    texts = folded_cells(source, headers)
    return texts[0].str.cat(texts[1:], sep="\n") if len(texts) > 1 else texts[0]
