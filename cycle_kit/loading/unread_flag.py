"""Columns of yes and no that nobody reads: one of them may say whether deals were won."""

from __future__ import annotations

from itertools import islice

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.loading.probable import has, spelled
from cycle_kit.steps import step_named
from cycle_kit.values import read_booleans
from cycle_kit.values.blanks import is_empty
from cycle_kit.values.text import fold

KINDS, NEARLY_ALL = 8, 0.9  # spellings of such answers; share of deals
LOOKED_AT, MANY = 200, 3  # columns that are looked at, and that are named


def flags_among(frame: pd.DataFrame, dated: pd.Series) -> dict[str, pd.Series]:
    """{header: its answers} of the columns that say yes and no: those whose answers stand where deals have a
    date of closing (`dated`), or else, where there are none, the first ones."""
    said = {header: yes_and_no(frame[header]) for header in islice(frame, LOOKED_AT)}
    found = {header: answers for header, answers in said.items() if answers is not None}
    fitting = {
        header: answers
        for header, answers in found.items()
        if (answers.notna() == dated).mean() >= NEARLY_ALL
    }
    return dict(islice((fitting or found).items(), MANY))


def yes_and_no(texts: pd.Series) -> pd.Series | None:
    """The answers of a column that says both yes and no, and of other deals at most that they are open; None where
    it is no such column."""
    filled = texts[texts != ""]
    if filled.empty or filled.nunique() > KINDS:
        return None
    said = read_booleans(texts).values
    others = filled[said[filled.index].isna()].unique()
    if said.dropna().nunique() < 2 or not all(map(is_open, others)):
        return None
    return said


def is_open(word: str) -> bool:
    """Whether a word beside yes and no says that a deal is not decided."""
    said = meaning(word) == "open" or step_named(word) or has(spelled(word), "yet")
    return bool(said) or is_empty(fold(word))
