"""Several tables in one sheet: blocks of rows with gaps between them, of which the largest list is the table."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from cycle_kit.files.header import contrasts, reads_like_header
from cycle_kit.files.repeats import is_reordered, is_repeat
from cycle_kit.files.shapes import Column, columns_of, misfit, shape, stripped

#: rows of a block that are looked at, and titles that may stand above its header
_LOOKED_AT = 50
_TITLES = 3
#: more gaps are a habit of the sheet, and tell no tables apart
_MOST_BLOCKS = 300

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class _Table:
    """A header with what its columns usually hold, and the blocks that are of it: start and end of each."""

    header: Sequence[str]
    columns: list[Column]
    blocks: list[tuple[int, int]] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(map(bool, self.header)) * sum(end - start for start, end in self.blocks)


def other_tables(frame: pd.DataFrame, empty: np.ndarray) -> list[tuple[int, int]]:
    """Start and end of the blocks that are of other tables than the largest; none where there is one table.

    `empty`: which rows hold nothing.
    """
    blocks = _runs(~empty)
    if not 1 < len(blocks) <= _MOST_BLOCKS:
        return []
    tops = [_top(frame, start, end) for start, end in blocks]
    headless = [row for rows in tops if header_in(rows) is None for row in rows]
    tables: list[_Table] = []
    for block, rows in zip(blocks, tops, strict=True):
        table = _home(rows, tables, headless)
        if table is not None:
            table.blocks.append(block)
    best = max(tables, key=lambda table: table.size, default=None)
    return [block for table in tables if table is not best for block in table.blocks]


def _top(frame: pd.DataFrame, start: int, end: int) -> Rows:
    top = frame.iloc[start : min(end, start + _LOOKED_AT)]
    return stripped(top.to_numpy(dtype=object).tolist())


def _runs(filled: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], filled, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _home(rows: Rows, tables: list[_Table], headless: Rows) -> _Table | None:
    """The table that a block belongs to: one of those above it, the last if in doubt, or a new one.

    `headless`: the rows of blocks without a header, of which those as wide as the first table's may go on with it.
    """
    place = header_in(rows)
    if place is not None:
        for table in reversed(tables):
            if is_repeat(rows[place], table.header):
                return table
        if not tables or _is_other(rows, place, tables[-1]):
            rest = [] if tables else _as_wide(headless, rows[place])
            usual = [*rows[place + 1 :], *rest]
            tables.append(_Table(rows[place], columns_of(usual, len(rows[place]))))
            return tables[-1]
    fitting = [table for table in reversed(tables) if _mostly_fit(rows, table)]
    return next(iter([*fitting, *tables[-1:]]), None)


def _as_wide(rows: Rows, header: Sequence[str]) -> Rows:
    width = sum(map(bool, header))
    return [row for row in rows if 0.6 * width <= sum(map(bool, row)) <= width]


def header_in(rows: Rows) -> int | None:
    """The place of the header of a block that is a table of its own, below its titles; None where it is none."""
    for place, row in enumerate(rows[: _TITLES + 1]):
        below = rows[place + 1 :]
        if sum(map(bool, row)) < 2:
            continue
        if not below or not reads_like_header(row):
            return None
        wide = sum(sum(map(bool, other)) > 1 for other in below)
        return place if 2 * wide >= len(below) else None
    return None


def _is_other(rows: Rows, place: int, table: _Table) -> bool:
    """Whether a block with a header of its own is no part of the table."""
    if is_reordered(rows[place], table.header):
        return True
    if not any(column.typed for column in table.columns):
        return contrasts(rows[place], rows[place + 1 :])
    below = rows[place + 1 :]
    return heads(rows[place], below) and not _mostly_fit(below, table)


def heads(row: Sequence[str], below: Rows) -> bool:
    """Whether it has a word over a column of nothing but figures, days or codes, be there only one."""
    return any(
        shape(cell) == "words"
        and {shape(other[place]) for other in below if other[place]} in FIGURES
        for place, cell in enumerate(row)
    )


FIGURES = ({"number"}, {"date"}, {"code"})


def _mostly_fit(rows: Rows, table: _Table) -> bool:
    return 2 * sum(_is_unlike(row, table) for row in rows) < len(rows)


def _is_unlike(row: Sequence[str], table: _Table) -> bool:
    """Hardly one of the table's rows: a cell stands where it can not, or most that others have are missing."""
    odd = sum(
        misfit(cell, column) if name else 1.0
        for cell, column, name in zip(row, table.columns, table.header, strict=True)
        if cell
    )
    always = sum(column.always for column in table.columns)
    lacking = sum(
        column.always and not cell for cell, column in zip(row, table.columns, strict=True)
    )
    return odd >= 1 or (always > 2 and 3 * lacking >= 2 * always)
