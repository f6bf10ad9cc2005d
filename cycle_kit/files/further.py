"""Rows that hold one more product of the deal above them, which systems and people list below it."""

from collections.abc import Sequence

from cycle_kit.files.body import Body
from cycle_kit.files.shapes import ENOUGH, Column, folded, misfit
from cycle_kit.languages import DEALS, several_words

_LONG = 40
#: what columns of products are called
PRODUCTS = frozenset(
    folded(word)
    for words in (
        several_words("line_things"),
        *(own.get("product", "").split("|") for own in DEALS.values()),
    )
    for word in words
)


def is_further_product(place: int, row: Sequence[str], body: Body) -> bool:
    """Whether a row holds one more product of the deal above, in its column, and nothing that does not fit its own."""
    filled = [n for n, cell in enumerate(row) if cell]
    own = [n for n in filled[:2] if 0 < n < len(body.header) and folded(body.header[n]) in PRODUCTS]
    if len(own) != 1 or len(filled) > 2 or not place or not body.frame.iloc[place - 1, own[0]]:
        return False
    others = [n for n in filled if n != own[0]]
    return not is_sentence(row[own[0]]) and all(is_usual(row[n], body.columns[n]) for n in others)


def is_usual(cell: str, column: Column) -> bool:
    alike = misfit(cell, column) < 1 if column.kind == "code" else not misfit(cell, column)
    return column.typed and alike


def is_sentence(cell: str) -> bool:
    words = cell.split()
    marked = cell[0] in "*•-–—#†" or " = " in cell
    return len(words) >= ENOUGH or (len(words) > 2 and (marked or len(cell) >= _LONG))
