"""Blocks of one sheet that have headers of their own, such as open deals above closed ones: a table each.

Headers are alike where they share most names. A header that comes again as it was is no new table, unless
the numbers below it start again.
"""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from cycle_kit.files.blocks import heads
from cycle_kit.files.grid import Grid
from cycle_kit.files.header import reads_like_header
from cycle_kit.files.shapes import folded, stripped

_MOST_ROWS = 20_000  # a sheet that people keep in blocks is shorter
_MOST_COLUMNS = 200
_TOP = 30  # rows in which the first header stands
_BELOW = 50
_SHARED, _SHARE = 3, 0.6  # names that two headers share at least, and as a share of the longer one
_SIMILAR = 0.6

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Section:
    """A part of a grid with a header of its own, and the title above that header."""

    grid: Grid
    title: str = ""


def sections(grid: Grid) -> list[Section]:
    """The blocks with headers of their own; one, where there is one table or none is like another."""
    if not 4 < len(grid.frame) <= _MOST_ROWS or grid.frame.shape[1] > _MOST_COLUMNS:
        return [Section(grid)]
    rows = _rows(grid.frame.iloc[: _TOP + _BELOW])
    first = next((place for place in range(min(_TOP, len(rows))) if _is_header(rows, place)), None)
    if first is None:
        return [Section(grid)]
    some = grid.frame.isin(list(filter(None, grid.frame.iloc[first]))).sum(axis=1) > 1
    if not some.iloc[first + 1 :].any():
        return [Section(grid)]
    rows = _rows(grid.frame)
    alike = _alike(rows, first)
    if not _has_new(rows, first, alike):
        return [Section(grid)]
    tops = [first, *alike]
    starts = [0, *(place - bool(_title(rows, place)) for place in tops[1:])]
    ends = [*starts[1:], len(rows)]
    return [
        Section(_part(grid, start, end), _title(rows, head))
        for start, end, head in zip(starts, ends, tops, strict=True)
    ]


def _rows(frame: pd.DataFrame) -> Rows:
    return stripped(frame.to_numpy(dtype=object).tolist())


def _is_header(rows: Rows, place: int) -> bool:
    row = rows[place]
    below = []
    for other in rows[place + 1 : place + 1 + _BELOW]:
        if not any(other) or _share(_names(row), other):
            break
        below.append(other)
    return (
        sum(map(bool, row)) >= _SHARED
        and reads_like_header(row)
        and bool(below)
        and heads(row, below)
    )


def _alike(rows: Rows, first: int) -> list[int]:
    """The rows further down that share most names with the first header."""
    names = _names(rows[first])
    return [
        place
        for place in range(first + 1, len(rows))
        if _share(names, rows[place]) and _is_header(rows, place)
    ]


def _names(row: Sequence[str]) -> set[str]:
    return {folded(cell) for cell in row if cell}


def _share(names: set[str], row: Sequence[str]) -> bool:
    mine = _names(row)
    shared = len(names & mine)
    return shared >= min(_SHARED, len(names)) and shared >= _SHARE * max(len(names), len(mine))


def _has_new(rows: Rows, first: int, alike: list[int]) -> bool:
    """Whether one of the headers begins another table, and is not the first that comes again."""
    return any(
        not _is_again(
            rows[place], rows[first], titled=bool(_title(rows, place) and _title(rows, first))
        )
        or _numbers_start_again(rows, place, first)
        for place in alike
    )


def _is_again(row: Sequence[str], header: Sequence[str], *, titled: bool) -> bool:
    """Every cell stands below a name, and none below another one than its own; some may be misspelled, or
    called otherwise, which below a title of its own tells another table."""
    pairs = [(folded(cell), folded(head)) for cell, head in zip(row, header, strict=True) if cell]
    names = _names(header)
    changed = [(cell, head) for cell, head in pairs if cell != head]
    if any(not head or cell in names for cell, head in changed):
        return False
    alike = [difflib.SequenceMatcher(None, *pair).ratio() >= _SIMILAR for pair in changed]
    return not titled or all(alike)


def _numbers_start_again(rows: Rows, place: int, top: int) -> bool:
    """Whether a count in the first column begins anew below the header."""
    one, other = (rows[at + 1][0] if at + 1 < len(rows) else "" for at in (place, top))
    return one.isdigit() and one == other and int(one) <= 1


def _title(rows: Rows, place: int) -> str:
    """The one cell of the row right above a header."""
    above = [cell for cell in rows[place - 1] if cell] if place else []
    return above[0] if len(above) == 1 else ""


def _part(grid: Grid, start: int, end: int) -> Grid:
    frame = grid.frame.iloc[start:end].reset_index(drop=True)
    cells = None if grid.cells is None else grid.cells[start:end]
    return replace(
        grid,
        frame=frame,
        cells=cells,
        first=grid.first + start,
        remarks=() if start else grid.remarks,
        complete=grid.complete or end < len(grid.frame),
    )
