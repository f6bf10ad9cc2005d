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
    for first in (0x30, 0x660, 0x6F0, 0x966, 0xFF10):  # ASCII, Arabic, Persian, Devanagari, full-width
        values[first : first + 10] = range(10)
    return values


_DIGITS = _digit_values()


@dataclass(frozen=True)
class Cells:
    """The texts of one shape."""

    rows: np.ndarray  # their places among all texts
    digits: np.ndarray  # one row per text, one column per digit

    def number(self, span: Span) -> np.ndarray:
        """The whole numbers standing at these digits (0 for no digits), as floats."""
        chosen = self.digits[:, span[0] : span[1]]
        if chosen.shape[1] > _EXACT:
            return np.array([float("".join(map(str, row))) for row in chosen.tolist()])
        total = np.zeros(len(chosen), dtype=np.int64)
        for digit in chosen.T:
            total = total * 10 + digit
        return total.astype(float)


def by_shape(texts: list[str], see: Callable[[str], Seen]) -> Iterator[tuple[Seen, Cells]]:
    """Show each shape once to `see`; yields what it saw with all the texts of that shape.

    Texts without a shape (longer than `LONGEST`) are not yielded.
    """
    texts = [text.strip() for text in texts]
    rows = np.array([i for i, text in enumerate(texts) if len(text) <= LONGEST], dtype=np.int64)
    if not len(rows):
        return
    points = _code_points([texts[i] for i in rows])
    digits = _DIGITS[np.minimum(points, 0xFFFF)]
    shapes = np.where(digits >= 0, _ZERO, points).astype(np.uint32).view(f"U{points.shape[1]}")
    codes, distinct = pd.factorize(shapes.ravel().astype(object))
    order = np.argsort(codes, kind="stable")
    for shape, members in zip(distinct, np.split(order, _ends(codes)), strict=True):
        places = [i for i, char in enumerate(shape) if char == "0"]
        yield see(shape), Cells(rows[members], digits[members][:, places])


def _code_points(texts: list[str]) -> np.ndarray:
    table = np.array([text or " " for text in texts], dtype=np.str_)
    return table.view(np.uint32).reshape(len(texts), -1)


def _ends(codes: np.ndarray) -> np.ndarray:
    return np.cumsum(np.bincount(codes))[:-1]


def digit_span(shape: str, start: int, end: int) -> Span:
    """A stretch of a shape's characters as a stretch of its digits."""
    before = shape.count("0", 0, start)
    return before, before + shape.count("0", start, end)
