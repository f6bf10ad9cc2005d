"""Rows of a text file with more cells than the header, as the separator stands in a text or a number."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cycle_kit.files.cut_within import cut_text
from cycle_kit.files.grid import BLANKS, Grid, in_lines
from cycle_kit.files.separator import SEPARATORS
from cycle_kit.files.shapes import Column, columns_of, folded, misfit, shape, stripped

_LOOKED_AT = 2_000  # rows that are as long as the header
_FEWEST = 3
#: an amount with commas between its thousands
_THOUSANDS = re.compile(r"[^\w,.]{0,3}\d{1,3}(?:,\d{3})+(?:\.\d+)?\D{0,4}")
#: days and amounts that show that nothing is moved, where no blank does; how odd the rest may be
_FEWEST_SHOWN = 2
_MOST_ODD = 1
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
    trimmed = {place: _filled(row, width) for place, row in found.items()}
    texts = {
        place: (width - 1, [*row[: width - 1], grid.separator.join(row[width - 1 :])])
        for place, row in trimmed.items()
        if (_is_one_text(row, columns) and not (few and not _blanks_behind(row, width)))
        or (not few and _is_cut_at_end(row, columns))
    }
    numbers = {
        place: (of, cells)
        for place, row in found.items()
        if place not in texts and grid.separator == "," and not few
        for of, cells in _with_whole_number(row, columns)
    }
    others = [(place, row) for place, row in found.items() if place not in {*texts, *numbers}]
    within = {} if few else {place: cut_text(row, columns, grid.separator) for place, row in others}
    middle = {place: whole for place, whole in within.items() if whole is not None}
    if not texts and not numbers and not middle:
        return grid
    frame, counts = grid.frame.copy(), grid.cells.copy()
    for place, (_, cells) in (texts | numbers | middle).items():
        frame.iloc[place] = [*cells, *[""] * (frame.shape[1] - width)]
        counts[place] = width
    told = []
    for behind, mended in (
        ("text: what stands in {} and beyond", texts),
        ("text: what stands in {} and behind it", middle),
        ("number: what stands in {} and its digits behind it", numbers),
    ):
        for of in sorted({of for of, _ in mended.values()}):
            rows = [place for place, (column, _) in mended.items() if column == of]
            told.append(_told(rows, grid, behind, header[of]))
    return replace(grid, frame=frame, cells=counts, remarks=(*grid.remarks, *told))


def _told(places: list[int], grid: Grid, behind: str, header: str) -> str:
    lines = [place + grid.first for place in places]
    rows = "1 row has" if len(lines) == 1 else f"{len(lines)} rows have"
    where = behind.replace("{}", f'"{header.strip(BLANKS)}"')
    return (
        f"{rows} more cells than the header ({in_lines(lines)}), by a {SEPARATORS[grid.separator]} in a {where} was "
        "put together."
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


def _is_cut_at_end(row: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether the text of the last column was cut, as all others stand well then and no other can have been cut.
    Blanks behind the separators of one column alone tell it."""
    width = len(columns)
    [cells] = stripped([row])
    last, more = width - 1, len(cells) - width
    if more <= 0 or not cells[last] or columns[last].kind not in ("text", "few", ""):
        return False
    places = [of for of in range(width) if _blanks_at(row, of, more)]
    blanks = bool(places)
    costs = {of: _cost(cells, columns, of, more, blanks) for of in places or range(width)}
    own = costs.pop(last, _MOST_ODD + 1)
    if own > _MOST_ODD or any(own + 1 > cost for cost in costs.values()):
        return False
    shown = _shown(cells, columns)
    return shown > 0 if blanks else shown >= _FEWEST_SHOWN and _is_cut_last(cells, columns, last)


def _filled(row: Sequence[str], width: int) -> list[str]:
    """The cells without those that are empty at the end, beyond the header."""
    end = max((n + 1 for n, cell in enumerate(row) if cell.strip(BLANKS)), default=0)
    return list(row[: max(end, width)])


def _blanks_at(row: Sequence[str], of: int, more: int) -> bool:
    """Whether a blank stands behind each separator at which a column would have been cut."""
    return all(cell[:1].isspace() for cell in row[of + 1 : of + more + 1])


def _is_cut_last(cells: Sequence[str], columns: Sequence[Column], last: int) -> bool:
    """Whether a text begins in the last column and goes on beyond it."""
    begins = any(map(str.isalpha, cells[last])) and folded(cells[last]) not in columns[last].words
    return begins and any(shape(cell) == "words" for cell in cells[last + 1 :])


def _cost(
    cells: Sequence[str], columns: Sequence[Column], of: int, more: int, blanks: bool
) -> float:
    """How badly cells stand if one column was cut; a cell that is whole by itself is none that was, though a word of
    few may begin a text with a blank behind its separator."""
    beside = [*cells[:of], "", *cells[of + more + 1 :]]
    odd = [misfit(cell, column) for cell, column in zip(beside, columns, strict=True) if cell]
    kind = columns[of].kind
    if kind not in (*_TYPED, "code") or (kind == "few" and blanks):
        return sum(odd)
    whole = not misfit(cells[of], columns[of])
    return sum(odd) + misfit(" ".join(cells[of : of + more + 1]), columns[of]) + whole


def _shown(cells: Sequence[str], columns: Sequence[Column]) -> int:
    """How many days, numbers and addresses stand before the last column where only such do."""
    pairs = list(zip(cells, columns, strict=False))[:-1]
    return sum(column.kind in _TYPED[:3] and shape(cell) == column.kind for cell, column in pairs)


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
