"""Cells that a workbook merges downwards: what is written once there stands in all the rows that the cell spans."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from cycle_kit.files.shapes import shape


def copied_down(
    data: pd.DataFrame, lines: np.ndarray, covered: Mapping[int, np.ndarray]
) -> tuple[pd.DataFrame, dict[int, np.ndarray]]:
    """The rows with words and days of merged cells in each row, and the lines of all empty cells within such cells.

    `covered`: {column: lines of the cells that are one with the cell above}. A number is not copied, but for one in
    the first column, which names and counts nothing: an amount would count more than once.
    """
    empty = {}
    for place, of in covered.items():
        if place not in data:
            continue
        above = said_above(data[place], lines, of)
        if above.notna().any():
            empty[place] = lines[above.notna().to_numpy()]
            words = above.notna() & (
                (above.map(shape, na_action="ignore") != "number") | (place == 0)
            )
            data = data.copy(deep=False)
            data[place] = data[place].mask(words, above)
    return data, empty


def said_above(cells: pd.Series, lines: np.ndarray, covered: np.ndarray) -> pd.Series:
    """What the merged cell says that an empty cell is part of; NaN for all other cells."""
    inside = np.isin(covered - 1, covered)
    tops = pd.Series(covered - 1.0, covered).mask(inside).ffill()
    said = pd.Series(cells.to_numpy(), lines)
    found = tops.reindex(lines).map(said[said != ""]).set_axis(cells.index)
    return found.where(cells == "")
