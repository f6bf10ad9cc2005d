"""Rows of a text file with more cells than the header, as the separator stands in a text or a number."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cycle_kit.files.grid import BLANKS, Grid, in_lines
from cycle_kit.files.separator import SEPARATORS
from cycle_kit.files.shapes import Column, columns_of, folded, misfit, shape, stripped

_LOOKED_AT = 2_000  # rows that are as long as the header
_FEWEST = 3
#: an amount with commas between its thousands
_THOUSANDS = re.compile(r"[^\w,.]{0,3}\d{1,3}(?:,\d{3})+(?:\.\d+)?\D{0,4}")
_TYPED = ("number", "date", "mail", "few")


def with_whole_cells(grid: Grid, at: int, header: Sequence[str], width: int) -> Grid:
    """The grid with one cell again where a separator stands in the text of the last column, or in a number.

    `at`: the place of the header, which has so many cells.
    """
    if grid.cells is None or not grid.separator or width < 2:
        return grid
    below = np.arange(len(grid.cells)) > at
    long = np.flatnonzero((grid.cells > width) & below)
    whole = np.flatnonzero((grid.cells == width) & below)
    if not len(long) or len(long) + len(whole) < _FEWEST:
        return grid
    few = len(whole) < _FEWEST  # the others tell what is usual, too
    usual = grid.rows(
        np.union1d(whole, long) if few else whole[:: max(len(whole) // _LOOKED_AT, 1)]
    )
    columns = columns_of(stripped([row[:width] for row in usual]), width)
    rows = zip(long, grid.rows(long), strict=True)
    found = {int(place): row[: grid.cells[place]] for place, row in rows}
    texts = {
        place: [*row[: width - 1], grid.separator.join(row[width - 1 :])]
        for place, row in found.items()
        if _is_one_text(row, columns) and not (few and not _blanks_behind(row, width))
    }
    numbers = {
        place: (of, cells)
        for place, row in found.items()
        if place not in texts and grid.separator == "," and not few
        for of, cells in _with_whole_number(row, columns)
    }
    if not texts and not numbers:
        return grid
    frame, counts = grid.frame.copy(), grid.cells.copy()
    for place, cells in (texts | {place: cells for place, (_, cells) in numbers.items()}).items():
        frame.iloc[place] = [*cells, *[""] * (frame.shape[1] - width)]
        counts[place] = width
    told = [_told([*texts], grid, "text", header[width - 1])] if texts else []
    for of in sorted({of for of, _ in numbers.values()}):
        rows = [place for place, (column, _) in numbers.items() if column == of]
        told.append(_told(rows, grid, "number", header[of]))
    return replace(grid, frame=frame, cells=counts, remarks=(*grid.remarks, *told))


def _told(places: list[int], grid: Grid, within: str, header: str) -> str:
    lines = [place + grid.first for place in places]
    behind = "beyond" if within == "text" else "its digits behind it"
    rows = "1 row has" if len(lines) == 1 else f"{len(lines)} rows have"
    return (
        f"{rows} more cells than the header ({in_lines(lines)}), by a {SEPARATORS[grid.separator]} in a {within}: "
        f'what stands in "{header.strip(BLANKS)}" and {behind} was put together.'
    )


def _with_whole_number(
    row: Sequence[str], columns: Sequence[Column]
) -> list[tuple[int, list[str]]]:
    """The column and the row where its number was cut at each comma that marks thousands: "1,500"; none where
    several columns may be the one, or the row does not stand well then."""
    [cells] = stripped([row])
    more = len(cells) - len(columns)
    found = []
    for place, column in enumerate(columns):
        parts = cells[place : place + more + 1]
        if column.kind != "number" or not _THOUSANDS.fullmatch(",".join(parts)):
            continue
        whole = [*cells[:place], "".join(parts), *cells[place + more + 1 :]]
        if not any(map(misfit_of, whole, columns)):
            found.append((place, whole))
    return found if len(found) == 1 else []


def misfit_of(cell: str, column: Column) -> bool:
    """Whether a cell can hardly stand in a column; an unusual one can, as a new word can."""
    return misfit(cell, column) == 1


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
    if _blanks_behind(row, width):
        return True
    return columns[width - 2].kind in _TYPED and any(
        shape(cell) == "words" for cell in cells[width:]
    )


def _blanks_behind(row: Sequence[str], width: int) -> bool:
    """Whether a blank stands behind each separator beyond the last column."""
    return all(cell[:1].isspace() for cell in row[width:])
