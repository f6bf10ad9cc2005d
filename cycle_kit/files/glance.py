"""A quick look at all cells of a large table: how long each is and with which byte it begins.

That is enough to find the few rows that are worth a thorough look.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from cycle_kit.files.grid import BLANKS
from cycle_kit.files.shapes import Column


@dataclass(frozen=True)
class Glance:
    """Of each row: whether it has no bytes at all, how many cells are filled, how many could be the header's own,
    how many are unlike all others of their column, how many columns that are always filled it leaves empty."""

    empty: np.ndarray
    filled: np.ndarray
    headers: np.ndarray
    odd: np.ndarray
    lacking: np.ndarray


def glance(
    body: pd.DataFrame,
    header: Sequence[str],
    sample: Sequence[Sequence[str]],
    columns: Sequence[Column],
) -> Glance:
    """A look at all rows of `body`; `sample`: some of its usual rows, of which `columns` tells what is usual."""
    empty = np.ones(len(body), dtype=bool)
    filled, headers, odd, lacking = np.zeros((4, len(body)), dtype=np.int16)
    for place, (lengths, firsts) in enumerate(_measured(body)):
        has = _BEGINS[firsts] & ((lengths > 3) | ~_MAYBE_BLANK[firsts])
        empty &= lengths == 0
        filled += has
        if header[place]:
            headers += _is_alike(lengths, firsts, header[place])
        if columns[place].always:
            lacking += ~has
        if columns[place].typed:
            odd += _is_odd(lengths, firsts, [row[place] for row in sample], columns[place]) & has
    return Glance(empty, filled, headers, odd, lacking)


def _is_alike(lengths: np.ndarray, firsts: np.ndarray, cell: str) -> np.ndarray:
    begins = _table(cell[:1].lower().encode()[0], cell[:1].upper().encode()[0])
    return (lengths == len(cell.encode())) & begins[firsts]


def _is_odd(
    lengths: np.ndarray, firsts: np.ndarray, cells: Sequence[str], column: Column
) -> np.ndarray:
    usual = [cell.encode() for cell in cells if cell]
    sizes = {len(cell) for cell in usual}
    shortest, longest = min(sizes), max(sizes)
    if column.kind == "number":  # a larger one than in the sample is nothing odd
        shortest, longest = 1, longest + 2
    begins = _table(*{cell[0] for cell in usual})
    return ~begins[firsts] | (lengths < shortest) | (lengths > longest)


def _table(*bytes_: int) -> np.ndarray:
    found = np.zeros(256, dtype=bool)
    found[list(bytes_)] = True
    return found


#: by first byte, 0 for the empty cell: whether a cell may be filled, and whether a short one may be blank after all
_BEGINS = ~_table(0, *(ord(sign) for sign in BLANKS if sign.isascii()))
_MAYBE_BLANK = _table(*{sign.encode()[0] for sign in BLANKS if not sign.isascii()})


def _measured(body: pd.DataFrame) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Of each column the bytes of each cell and the first of them, 0 of an empty cell."""
    for place in range(body.shape[1]):
        column = pa.array(body.iloc[:, place], type=pa.large_string())
        chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
        parts = [_of_chunk(chunk) for chunk in chunks if len(chunk)] or [_NO_ROWS]
        if len(parts) == 1:
            yield parts[0]
        else:
            yield tuple(map(np.concatenate, zip(*parts, strict=True)))  # pyright: ignore


_NO_ROWS = np.empty(0, np.int64), np.empty(0, np.uint8)


def _of_chunk(chunk: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    _, offsets, data = chunk.buffers()
    ends = np.frombuffer(offsets, np.int64)[chunk.offset : chunk.offset + len(chunk) + 1]
    lengths = np.diff(ends)
    if data is None or not data.size:
        return lengths, np.zeros(len(lengths), np.uint8)
    text = np.frombuffer(data, np.uint8)
    firsts = text[np.minimum(ends[:-1], len(text) - 1)]
    firsts[lengths == 0] = 0
    return lengths, firsts
