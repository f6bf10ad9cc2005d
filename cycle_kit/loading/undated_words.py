"""Where of the deals that ended just those of words that say "not" have no date: what they say may be no end yet."""

from __future__ import annotations

import pandas as pd

from cycle_kit.dialects.part_names import NOT
from cycle_kit.errors import in_code
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.free_texts import names_only
from cycle_kit.loading.status_column import hidden_texts
from cycle_kit.values import key


def says_not(word: str) -> bool:
    """Whether a word begins with "not": "Not sold", "Non signé"."""
    first, _, rest = word.partition(" ")
    return bool(rest) and key(first) in NOT


def way_by_words(deals: DealRows, ended: pd.Series, undated: pd.Series) -> str:
    """What to type if these deals have not ended, "Not sold" for example; "" where words do not tell them apart.

    `ended`, `undated`: of each deal, in their order.
    """
    own = hidden_texts(deals.source.match.columns, deals.hints)
    for column in ("status", "stage"):
        if column not in deals.hints or len(deals.hints) != len(ended):
            continue
        said = deals.hints[column].reset_index(drop=True)
        shares = undated.reset_index(drop=True)[ended.to_numpy()].groupby(said).mean()
        words = [word for word, share in shares.items() if share == 1.0]
        names = [name for name in names_only(words, own) if says_not(name)]
        if (
            words
            and len(names) == len(words)
            and shares.isin([0.0, 1.0]).all()
            and len(shares) > len(words)
        ):
            return f"If these have not ended: open=[{in_code(names)}]."
    return ""
