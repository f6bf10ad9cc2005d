"""Cells by their shape: the text with every digit written as 0.

A column of 400,000 dates has a handful of shapes. Grammars look at shapes only; the numbers are
then taken out of all cells of a shape at once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Span = tuple[int, int]  # from which digit to before which digit of a cell, counting digits only
Seen = TypeVar("Seen")

LONGEST = 80  # no number and no date needs more; a longer text has no shape
_EXACT = 15  # that many decimal digits always fit a float
_ZERO = ord("0")


def _digit_values() -> np.ndarray:
    values = np.full(0x10000, -1, dtype=np.int8)
    # ASCII, Arabic, Persian, Devanagari, full-width
    for first in (0x30, 0x660, 0x6F0, 0x966, 0xFF10):
        values[first : first + 10] = range(10)
    return values


_DIGITS = _digit_values()


@dataclass(frozen=True)
class Cells:
    """The texts of one shape."""

    rows: np.ndarray  # their places among all texts
    table: np.ndarray  # one row per text: the value of every character, -1 for no digit
    shape: str

    @property
    def digits(self) -> np.ndarray:
        """One row per text, one column per digit."""
        return self.table[:, self._places]

    @property
    def _places(self) -> list[int]:
        return [i for i, char in enumerate(self.shape) if char == "0"]

    def number(self, span: Span) -> np.ndarray:
        """The whole numbers standing at these digits (0 for no digits), as floats."""
        places = self._places[slice(*span)]
        if len(places) > _EXACT:
            chosen = self.table[:, places].tolist()
            return np.array([float("".join(map(str, digits))) for digits in chosen])
        total = np.zeros(len(self.rows), dtype=np.int64)
        for place in places:
            total = total * 10 + self.table[:, place]
        return total.astype(float)

    def starts_with_nought(self) -> np.ndarray:
        """The texts whose first digit is 0."""
        return self.table[:, self.shape.index("0")] == 0


def by_shape(texts: Sequence[str], see: Callable[[str], Seen]) -> Iterator[tuple[Seen, Cells]]:
    """Show each shape once to `see`; yields what it saw with all the texts of that shape.

    Texts without a shape (longer than `LONGEST`) are not yielded.
    """
    column = pa.array(texts, pa.large_string())
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    size = pc.binary_length(column).to_numpy(zero_copy_only=False)
    plain = (size == pc.utf8_length(column).to_numpy(zero_copy_only=False)) & (size <= LONGEST)
    for rows, points in chain(
        _plain(column, size, np.flatnonzero(plain)), _others(column, np.flatnonzero(~plain))
    ):
        table = _DIGITS[points if points.dtype == np.uint8 else np.minimum(points, 0xFFFF)]
        shapes = np.where(table >= 0, _ZERO, points)
        for shape, mine in _distinct(shapes):
            yield see(shape), Cells(rows[mine], table[mine], shape)


def _plain(
    column: pa.Array, size: np.ndarray, rows: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """ASCII texts straight from Arrow's memory: those of one length at a time, and their characters."""
    _, offsets, data = column.buffers()
    starts = np.frombuffer(offsets, np.int64)[column.offset : column.offset + len(column)]
    characters = np.frombuffer(data, np.uint8) if data else np.empty(0, np.uint8)
    for length in np.unique(size[rows]):
        mine = rows[size[rows] == length]
        yield mine, characters[starts[mine, None] + np.arange(length)]


def _others(column: pa.Array, rows: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The code points of all other texts at once; those that are too long are left out."""
    texts = [
        text if len(text) <= LONGEST else text.strip()
        for text in column.take(pa.array(rows)).to_pylist()
    ]
    short = [place for place, text in enumerate(texts) if len(text) <= LONGEST]
    if short:
        yield rows[short], _code_points([texts[place] for place in short])


def _distinct(shapes: np.ndarray) -> Iterator[tuple[str, np.ndarray | slice]]:
    """Each shape, and which rows have it; one per row of characters."""
    if not shapes.shape[1] or (shapes == shapes[0]).all():
        yield _text(shapes[0]), slice(None)
        return
    whole = np.ascontiguousarray(shapes).view(f"S{shapes.shape[1] * shapes.itemsize}").ravel()
    codes, _ = pd.factorize(whole.astype(object))
    order = np.argsort(codes, kind="stable")
    ends = np.cumsum(np.bincount(codes)).tolist()
    for start, end in zip([0, *ends], ends, strict=False):
        mine = order[start:end]
        yield _text(shapes[mine[0]]), mine


def _text(characters: np.ndarray) -> str:
    return "".join(map(chr, characters.tolist())).rstrip("\0")


def _code_points(texts: list[str]) -> np.ndarray:
    table = np.array(texts, dtype=np.str_)
    if not table.dtype.itemsize:  # nothing but empty texts
        table = table.astype("U1")
    return table.view(np.uint32).reshape(len(texts), -1)


def digit_span(shape: str, start: int, end: int) -> Span:
    """A stretch of a shape's characters as a stretch of its digits."""
    before = shape.count("0", 0, start)
    return before, before + shape.count("0", start, end)
