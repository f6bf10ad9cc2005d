"""Cells that a workbook merges downwards: what is written once there stands in all the rows that the cell spans."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from cycle_kit.files.repeats import roles_of
from cycle_kit.files.shapes import shape

ADDED_UP = frozenset({"amount", "converted", "probability"})


def copied_down(
    data: pd.DataFrame,
    lines: np.ndarray,
    covered: Mapping[int, np.ndarray],
    header: Sequence[str],
) -> tuple[pd.DataFrame, dict[int, np.ndarray]]:
    """The rows with words and days of merged cells in each row, and the lines of all empty cells within such cells.

    `covered`: {column: lines of the cells that are one with the cell above}. A number is copied only where it names
    something: in the first column, and below a `header` of ids, stages, flags and the like. An amount would count
    more than once.
    """
    empty = {}
    for place, of in covered.items():
        if place not in data:
            continue
        above = said_above(data[place], lines, of)
        if above.notna().any():
            empty[place] = lines[above.notna().to_numpy()]
            words = above.notna() & (
                (above.map(shape, na_action="ignore") != "number")
                | (place == 0)
                | names(header[place])
            )
            data = data.copy(deep=False)
            data[place] = data[place].mask(words, above)
    return data, empty


def names(header: str) -> bool:
    """Whether a header is known, and of nothing that is added up."""
    roles = roles_of(header)
    return bool(roles) and not roles & ADDED_UP


def said_above(cells: pd.Series, lines: np.ndarray, covered: np.ndarray) -> pd.Series:
    """What the merged cell says that an empty cell is part of; NaN for all other cells."""
    inside = np.isin(covered - 1, covered)
    tops = pd.Series(covered - 1.0, covered).mask(inside).ffill()
    said = pd.Series(cells.to_numpy(), lines)
    found = tops.reindex(lines).map(said[said != ""]).set_axis(cells.index)
    return found.where(cells == "")
