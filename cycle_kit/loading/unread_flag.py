"""Columns of yes and no that nobody reads: one of them may say whether deals were won."""

from __future__ import annotations

from itertools import islice

import pandas as pd

from cycle_kit.loading.probable import is_undecided
from cycle_kit.values import read_booleans
from cycle_kit.values.blanks import is_empty
from cycle_kit.values.text import fold

KINDS, NEARLY_ALL = 8, 0.9  # spellings of such answers; share of deals
LOOKED_AT, MANY = 200, 3  # columns that are looked at, and that are named


def flags_among(frame: pd.DataFrame, dated: pd.Series) -> dict[str, pd.Series]:
    """{header: its answers} of the columns that say yes and no, or mark some of the deals that have a date of
    closing (`dated`): those whose answers stand where such a date does, or else, where there are none, the first
    ones."""
    said = {header: yes_and_no(frame[header], dated) for header in islice(frame, LOOKED_AT)}
    found = {header: answers for header, answers in said.items() if answers is not None}
    fitting = {
        header: answers
        for header, answers in found.items()
        if (answers.notna() == dated).mean() >= NEARLY_ALL
    }
    return dict(islice((fitting or found).items(), MANY))


def yes_and_no(texts: pd.Series, dated: pd.Series) -> pd.Series | None:
    """The answers of a column that says both yes and no, and of other deals at most that they are open; of one that
    marks some of the dated deals, yes for these and no for the other dated ones; None where it is neither."""
    filled = texts[texts != ""]
    if filled.empty or filled.nunique() > KINDS:
        return None
    said = read_booleans(texts).values
    others = [
        word for word in filled[said[filled.index].isna()].unique() if not is_empty(fold(word))
    ]
    marked = said.eq(True).fillna(False).astype(bool)
    if marked.any() and not said.eq(False).any():
        some = not (marked & ~dated).any() and int(marked.sum()) < int(dated.sum())
        said = said.mask(dated & ~marked, False) if some else said
    if said.dropna().nunique() < 2 or not all(map(is_undecided, others)):
        return None
    return said
