"""Who is first: all who share a first place, never one of them by where it stands in a table."""

from collections.abc import Iterable

import pandas as pd

from cycle_kit.charts.words import say

MOST_NAMED = 3


def foremost(table: pd.DataFrame, column: str, *, least: bool = False) -> pd.DataFrame:
    """The rows with the largest figure of a column that is there, or with the least."""
    figures = table[column].astype(float)
    return table[figures == (figures.min() if least else figures.max())]


def together(names: Iterable[str]) -> str:
    """Names in one sentence: "A", "A and B", "A, B and 5 more"."""
    *others, last = names
    if not others:
        return last
    if len(others) >= MOST_NAMED:
        return say(
            "{names} and {n} more",
            names=", ".join(others[: MOST_NAMED - 1]),
            n=len(others) - MOST_NAMED + 2,
        )
    return say("{names} and {last}", names=", ".join(others), last=last)
