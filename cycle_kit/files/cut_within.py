"""A text before the last column that a separator cut in two, unquoted: "Firma, Ltd" in the column of clients."""

from collections.abc import Sequence

from cycle_kit.files.header import known_ends
from cycle_kit.files.shapes import Column, folded, misfit, shape, stripped

_TYPED = ("number", "date", "mail")
_FEWEST_SHOWN = 2  # days, numbers and addresses that stand well behind the text
_BETTER = 1.0  # than as the row stands, or cut at any other place
_UNUSUAL = 0.5  # a word that is new in its column


def cut_text(
    row: Sequence[str], columns: Sequence[Column], separator: str
) -> tuple[int, list[str]] | None:
    """The column and the row where its text was cut, if putting it together makes every cell fit and no other column
    can be the one; else None. Cells that are empty at the end may be beyond the header, or the last columns."""
    [cells] = stripped([row])
    blank = next((n for n, cell in enumerate(reversed(cells)) if cell), 0)
    ends = range(len(row), max(len(row) - blank, len(columns) + 1) - 1, -1)
    found = (_cut_before(row[:end], columns, separator) for end in ends)
    return next((whole for whole in found if whole is not None), None)


def _cut_before(
    row: Sequence[str], columns: Sequence[Column], separator: str
) -> tuple[int, list[str]] | None:
    [cells] = stripped([row])
    more = len(cells) - len(columns)
    if more <= 0:
        return None
    wholes = [
        [*cells[:of], separator.join(row[of : of + more + 1]).strip(), *cells[of + more + 1 :]]
        for of in range(len(columns) - 1)
    ]
    odd = [_odd(whole, columns, of) for of, whole in enumerate(wholes)]
    told = [of for of in range(len(wholes)) if _are_spaced(row[of + 1 : of + more + 1])]
    by_blanks = len(told) == 1
    best = told[0] if by_blanks else odd.index(min(odd))
    others = [] if by_blanks else [*odd[:best], *odd[best + 1 :]]
    now = sum(map(misfit, cells[: len(columns)], columns))
    clear = all(other >= odd[best] + _BETTER for other in (now, *others))
    fits = odd[best] <= (_UNUSUAL if by_blanks else 0) and clear
    text = _is_text(wholes[best][best], cells[best], columns[best])
    shown = _shown(wholes[best][best + 1 :], columns[best + 1 :])
    return (best, wholes[best]) if fits and text and shown >= _FEWEST_SHOWN else None


def _are_spaced(pieces: Sequence[str]) -> bool:
    return all(piece[:1].isspace() for piece in pieces)


def _is_text(whole: str, begun: str, column: Column) -> bool:
    """Whether it is a text that begins in its cell, or one of the few words of its column."""
    if column.kind == "few":
        return folded(whole) in column.words
    return column.kind in ("text", "") and any(map(str.isalpha, begun))


def _odd(cells: Sequence[str], columns: Sequence[Column], of: int) -> float:
    """How badly the cells stand; the words for outcomes stand well in a column of few words."""
    pairs = zip(cells, columns, strict=True)
    return sum(
        misfit(cell, column)
        for cell, column in pairs
        if cell and not (column.kind == "few" and folded(cell) in known_ends())
    ) + (columns[of].kind in _TYPED)


def _shown(cells: Sequence[str], columns: Sequence[Column]) -> int:
    pairs = zip(cells, columns, strict=True)
    return sum(column.kind in _TYPED and shape(cell) == column.kind for cell, column in pairs)
