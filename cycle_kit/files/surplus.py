"""Rows of a text file with more cells than the header, as the separator stands in a text of the last column."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cycle_kit.files.grid import BLANKS, Grid, in_lines
from cycle_kit.files.separator import SEPARATORS
from cycle_kit.files.shapes import Column, columns_of, folded, misfit, shape, stripped

_LOOKED_AT = 2_000  # rows that are as long as the header
_FEWEST = 3
_TYPED = ("number", "date", "mail", "few")


def with_whole_texts(grid: Grid, at: int, header: Sequence[str], width: int) -> Grid:
    """The grid with rows whose last cells can only be parts of one text, with that text in one cell again.

    `at`: the place of the header, which has so many cells.
    """
    if grid.cells is None or not grid.separator or width < 2:
        return grid
    below = np.arange(len(grid.cells)) > at
    long = np.flatnonzero((grid.cells > width) & below)
    whole = np.flatnonzero((grid.cells == width) & below)
    if not len(long) or len(whole) < _FEWEST:
        return grid
    usual = grid.rows(whole[:: max(len(whole) // _LOOKED_AT, 1)])
    columns = columns_of(stripped([row[:width] for row in usual]), width)
    rows = zip(long, grid.rows(long), strict=True)
    found = {place: row[: grid.cells[place]] for place, row in rows}
    found = {place: row for place, row in found.items() if _is_one_text(row, columns)}
    if not found:
        return grid
    frame, cells, places = grid.frame.copy(), grid.cells.copy(), list(found)
    frame.iloc[places, width:] = ""
    frame.iloc[places, width - 1] = [
        grid.separator.join(row[width - 1 :]) for row in found.values()
    ]
    cells[places] = width
    lines = [int(place) + grid.first for place in places]
    told = _told(lines, grid.separator, header[width - 1])
    return replace(grid, frame=frame, cells=cells, remarks=(*grid.remarks, told))


def _told(lines: list[int], sep: str, header: str) -> str:
    rows = "1 row has" if len(lines) == 1 else f"{len(lines)} rows have"
    return (
        f"{rows} more cells than the header ({in_lines(lines)}), by a {SEPARATORS[sep]} in a text: what stands in "
        f'"{header.strip(BLANKS)}" and beyond was put together.'
    )


def _is_one_text(row: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether all that is before the last column stands well, and the rest can only be one text of that column."""
    width = len(columns)
    [cells] = stripped([row])
    if not any(map(bool, cells[width:])):
        return False
    before = list(zip(cells[: width - 1], columns, strict=False))
    shown = any(cell and column.kind in _TYPED[:3] for cell, column in before)
    if not shown or any(misfit(cell, column) for cell, column in before):
        return False
    return _begins_text(cells[width - 1], columns[-1]) and _goes_on(row, cells, columns)


def _begins_text(cell: str, column: Column) -> bool:
    """Whether a cell is the beginning of a text, and no whole word of a few that the column knows."""
    if shape(cell) != "words" or column.kind not in ("text", "few", ""):
        return False
    return column.kind != "few" or folded(cell) not in column.words


def _goes_on(row: Sequence[str], cells: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether the rest is a text that goes on: a blank stands behind each separator, or it holds words and the column
    before cannot have been the one that was cut."""
    width = len(columns)
    if all(cell[:1].isspace() for cell in row[width:]):
        return True
    return columns[width - 2].kind in _TYPED and any(
        shape(cell) == "words" for cell in cells[width:]
    )
