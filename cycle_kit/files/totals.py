"""Rows of totals: a word of a closed list in any column, what is summed at most beside it, and only figures else."""

import re
from collections.abc import Sequence
from functools import cache

from cycle_kit.files.body import Body
from cycle_kit.files.shapes import misfit
from cycle_kit.files.total_words import (
    ANY_WORD,
    BESIDE_WORDS,
    folded,
    is_figure,
    is_total,
    is_total_word,
)

_OF = re.compile(
    r"(of|for|from|von|für|der|des|de|du|per|pour|para|do|da|dla|z|za|за|по|для|برای|için) "
)


@cache
def _with_label() -> re.Pattern:
    """`Ann Total`, `Total Ann`, `Sum of Amount`, and what is left without the word."""
    return re.compile(rf"(?:{ANY_WORD}):? +(?P<behind>.+)|(?P<front>.+?):? +(?:{ANY_WORD})")


def find_totals(body: Body) -> dict[int, str]:
    """Rows left that are totals, also with the word in another column, or with what is summed beside it."""
    labels = _Labels(body)
    return {
        place: "total"
        for place, row in body.left().items()
        if is_total(row) or (_is_hollow(row, body) and _sums_up(row, labels))
    }


class _Labels:
    """What a row of totals can be about: the headers and all words of the table, gathered when they are needed."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._words: frozenset[str] | None = None

    def __contains__(self, label: str) -> bool:
        if self._words is None:
            columns = (word for column in self._body.columns for word in column.words)
            cells = (cell for row in self._body.rows.values() for cell in row)
            self._words = frozenset(map(folded, {*self._body.header, *columns, *cells}))
        return label in self._words


def _is_hollow(row: Sequence[str], body: Body) -> bool:
    """Whether the row lacks what all deals have, or has figures where these have words or days; where too few
    rows tell what all have, whether it lacks a third of its cells, and else more than half."""
    filled = sum(map(bool, row))
    if body.lacking(row) or 2 * filled < len(row):
        return True
    odd = [misfit(cell, column) for cell, column in zip(row, body.columns, strict=True) if cell]
    return sum(how >= 0.75 for how in odd) > 1 or (not body.always and 3 * filled <= 2 * len(row))


def _sums_up(row: Sequence[str], labels: _Labels) -> bool:
    """One cell names a sum, at most one more what it is of, and there is a figure."""
    others: list[str] = []
    for cell in row:
        if cell and not (is_figure(cell) and any(map(str.isdigit, cell))):
            others.append(cell)
            if len(others) > 2:
                return False
    if len(others) == sum(map(bool, row)):
        return False
    named = [cell for cell in others if is_total_word(cell) or folded(cell) in BESIDE_WORDS]
    if named:
        return len(others) == 1 or any(map(is_total_word, named))
    return len(others) == 1 and _is_of_label(folded(others[0]), labels)


def _is_of_label(cell: str, labels: _Labels) -> bool:
    match = _with_label().fullmatch(cell)
    label = (match["behind"] or match["front"]).strip(" :") if match else ""
    return bool(label) and (bool(_OF.match(label)) or label in labels)
