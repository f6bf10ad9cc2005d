"""Header rows that come again within the data, as lists pasted below each other have them."""

from collections.abc import Sequence
from functools import lru_cache

from cycle_kit.files.shapes import Column, folded, misfit, shape


def is_repeat(row: Sequence[str], header: Sequence[str]) -> bool:
    """Whether at least two cells, and half of those that are filled, are the header's own in their place."""
    filled = [(cell, head) for cell, head in zip(row, header, strict=False) if cell]
    same = sum(1 for cell, head in filled if head and folded(cell) == folded(head))
    needed = min(2, sum(map(bool, header)))
    return same >= needed and 2 * same >= len(filled)


@lru_cache(maxsize=8)
def _names(header: tuple[str, ...]) -> frozenset[str]:
    return frozenset(folded(head) for head in header if head)


def is_reordered(row: Sequence[str], header: Sequence[str]) -> bool:
    """Whether it is the header of another list: three names or more that stand in the header elsewhere."""
    names = _names(tuple(header))
    filled = [folded(cell) for cell in row if cell]
    known = sum(1 for cell in filled if cell in names)
    return known >= 3 and known >= 0.6 * len(filled) and not is_repeat(row, header)


def names_columns(row: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether it is about columns: words where figures, days or codes are, and nowhere a cell like those below."""
    typed = [
        (cell, column) for cell, column in zip(row, columns, strict=True) if cell and column.typed
    ]
    words = all(shape(cell) in ("words", "code") for cell, _ in typed)
    sure = sum(misfit(cell, column) >= 1 for cell, column in typed)
    return sure >= 2 and words and all(misfit(cell, column) for cell, column in typed)
