"""Cells by their shape: the text with every digit written as 0.

A column of 400,000 dates has a handful of shapes. Grammars look at shapes only; the numbers are
then taken out of all cells of a shape at once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd

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
    table: np.ndarray  # the value of every character of these and other texts, -1 for no digit
    lines: np.ndarray  # their places in the table
    shape: str

    @property
    def digits(self) -> np.ndarray:
        """One row per text, one column per digit."""
        places = [i for i, char in enumerate(self.shape) if char == "0"]
        return self.table[self.lines[:, None], places]

    def number(self, span: Span) -> np.ndarray:
        """The whole numbers standing at these digits (0 for no digits), as floats."""
        places = [i for i, char in enumerate(self.shape) if char == "0"][slice(*span)]
        if len(places) > _EXACT:
            chosen = self.table[self.lines[:, None], places].tolist()
            return np.array([float("".join(map(str, digits))) for digits in chosen])
        total = np.zeros(len(self.lines), dtype=np.int64)
        for place in places:
            total = total * 10 + self.table[self.lines, place]
        return total.astype(float)

    def starts_with_nought(self) -> np.ndarray:
        """The texts whose first digit is 0."""
        return self.table[self.lines, self.shape.index("0")] == 0


def by_shape(texts: list[str], see: Callable[[str], Seen]) -> Iterator[tuple[Seen, Cells]]:
    """Show each shape once to `see`; yields what it saw with all the texts of that shape.

    Texts without a shape (longer than `LONGEST`) are not yielded.
    """
    rows = np.arange(len(texts))
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    if (lengths > LONGEST).any():
        rows = np.flatnonzero([len(text.strip()) <= LONGEST for text in texts])
        texts = [texts[i].strip() for i in rows]
    if not texts:
        return
    points = _code_points(texts)
    table = _DIGITS[np.minimum(points, 0xFFFF)]
    shapes = np.where(table >= 0, _ZERO, points).astype(np.uint32).view(f"U{points.shape[1]}")
    codes, distinct = pd.factorize(shapes.ravel().astype(object))
    order = np.argsort(codes, kind="stable")
    ends = np.cumsum(np.bincount(codes)).tolist()
    for shape, start, end in zip(distinct, [0, *ends], ends, strict=False):
        lines = order[start:end]
        yield see(shape), Cells(rows[lines], table, lines, shape)


def _code_points(texts: list[str]) -> np.ndarray:
    table = np.array(texts, dtype=np.str_)
    if not table.dtype.itemsize:  # nothing but empty texts
        table = table.astype("U1")
    return table.view(np.uint32).reshape(len(texts), -1)


def digit_span(shape: str, start: int, end: int) -> Span:
    """A stretch of a shape's characters as a stretch of its digits."""
    before = shape.count("0", 0, start)
    return before, before + shape.count("0", start, end)
