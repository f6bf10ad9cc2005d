"""Text whose columns are aligned by blanks, as programs print tables, and no sign separates."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from cycle_kit.files.grid import Grid, from_rows

FEWEST_COLUMNS, FEWEST_ROWS = 3, 3
_LARGEST = 50_000_000  # signs of all lines, each as long as the longest
_FEW = 0.05  # of the lines go across two columns
_TOLD = "Its columns are aligned by blanks: each was read from where it begins."


def aligned(text: str, *, name: str) -> Grid | None:
    """The grid of a text in aligned columns; None of any other. A line across them is one cell."""
    lines = [line.rstrip() for line in text.expandtabs().splitlines()]
    full = [line for line in lines if line]
    width = max(map(len, full), default=0)
    if len(full) < FEWEST_ROWS or len(full) * width > _LARGEST:
        return None
    signs = np.array(full, dtype=f"U{width}").view("U1").reshape(len(full), width)
    blank = (signs == " ") | (signs == "")
    crossing = max(1, int(_FEW * len(full)))  # a title or a footer
    starts = _columns(blank, crossing)
    if len(starts) < FEWEST_COLUMNS:
        return None
    edges = [*starts[1:], width]
    rows = [_cells(line, starts, edges) for line in lines]
    if sum(len(row) == 1 for row in rows) > crossing:
        return None
    return from_rows(rows, name=name, remarks=(_TOLD,))


def _columns(blank: np.ndarray, crossing: int) -> list[int]:
    """Where the columns begin. None of the lines crosses as many of them where that can be: a long number that is
    aligned at the right begins before its header, and is no title."""
    some, none, narrow = (
        _starts(blank, apart=apart, crossing=few) for apart, few in ((2, crossing), (2, 0), (1, 0))
    )
    if len(some) < FEWEST_COLUMNS:
        return narrow
    return next((starts for starts in (none, narrow) if len(starts) == len(some)), some)


def _starts(blank: np.ndarray, *, apart: int, crossing: int) -> list[int]:
    """Where the columns begin: behind so many blanks of all lines but a few that cross them, below which something
    stands in the header and, behind a single blank, in the rows."""
    gap = ((~blank).sum(axis=0) <= crossing) & blank[0]
    edges = np.flatnonzero(np.diff(np.concatenate([[1], gap, [1]])))
    spans = [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
    kept = [0]
    for (_, before), (start, end) in pairwise(spans):
        named = not blank[0, start:end].all()
        filled = not blank[1:, start:end].all()
        if named and start - before >= apart and (filled or apart > 1):
            kept.append(start)
    return kept


def _cells(line: str, starts: list[int], edges: list[int]) -> list[str]:
    """The cells of a line; the line itself where a word stands across two columns."""
    if any(line[at - 1 : at].strip() for at in starts[1:]):
        return [line.strip()]
    return [line[start:end].strip() for start, end in zip(starts, edges, strict=True)]
