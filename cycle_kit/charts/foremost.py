"""Who is first: all who share a first place, never one of them by where it stands in a table."""

from collections.abc import Iterable

import pandas as pd

from cycle_kit.charts.told import Row
from cycle_kit.charts.words import absent, commas, say

MOST_NAMED = 3


def foremost(table: pd.DataFrame, column: str, *, least: bool = False) -> pd.DataFrame:
    """The rows with the largest figure of a column that is there, or with the least."""
    figures = table[column].astype(float)
    return table[figures == (figures.min() if least else figures.max())]


def first_of(rows: list[Row], column: str, *, called: str = "title", least: bool = False) -> Row:
    """The row with the largest figure, or the least, with the names of all that share its place in `titles`.

    Without any such figure nothing, of which no sentence is said.
    """
    known = [row for row in rows if not absent(row[column])]
    if not known:
        return {}
    shared = foremost(pd.DataFrame({column: [row[column] for row in known]}), column, least=least)
    mine = [known[at] for at in shared.index]
    titles = together(dict.fromkeys(str(row[called]) for row in mine))
    return mine[0] | {"tie": len(mine) > 1, "titles": titles}


def together(names: Iterable[str]) -> str:
    """Names in one sentence: "A", "A and B", "A, B and 5 more"."""
    *others, last = names
    if not others:
        return last
    if len(others) >= MOST_NAMED:
        return say(
            "{names} and {n} more",
            names=commas(others[: MOST_NAMED - 1]),
            n=len(others) - MOST_NAMED + 2,
        )
    return say("{names} and {last}", names=commas(others), last=last)
