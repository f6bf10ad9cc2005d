"""Another list below the deals in the same columns, with a header of its own: contacts, targets, prices, a legend.

Its header and its rows tell it together: words of a header where days and amounts stand above, and rows that are
filled in the header's own columns and fit no better. What is in doubt stays with the deals.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cycle_kit.files.header import is_known, known_ends, reads_like_header
from cycle_kit.files.repeats import is_reordered, is_repeat
from cycle_kit.files.shapes import Column, columns_of, folded, misfit, shape, stripped
from cycle_kit.files.total_words import is_total
from cycle_kit.languages import several_words

#: rows at the end that are looked at, rows above them that tell what is usual, and headers that are tried
_TAIL, _USUAL, _MOST = 400, 1_000, 40
_MOSTLY, _NEARLY = 0.6, 0.9
_TOLD = ({"number"}, {"date"}, {"code"}, {"mail"}, {"number", "code"})
_HEADS = frozenset(folded(word) for word in several_words("heads_of_others") if word.strip())

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class _Deals:
    """What the rows above hold: the header, its columns, and the different cells of each."""

    header: Sequence[str]
    columns: Sequence[Column]
    cells: Sequence[frozenset[str]]

    def is_usual(self, place: int) -> bool:
        """Whether nearly all rows have something there."""
        return bool(self.header[place]) and self.columns[place].filled >= _NEARLY

    def ends(self, place: int) -> frozenset[str]:
        """The words for won, lost and open, of a column that holds mostly such; else none."""
        cells = self.cells[place] - {""}
        known = len(cells & known_ends())
        return known_ends() if cells and known >= _MOSTLY * len(cells) else frozenset()


@dataclass(frozen=True)
class _Other:
    """The header of a list that may be another one, and the rows right below it."""

    header: Sequence[str]
    rows: Rows

    @property
    def places(self) -> list[int]:
        return [place for place, cell in enumerate(self.header) if cell]

    def below(self, place: int) -> list[str]:
        return [row[place] for row in self.rows if row[place]]


def lists_below(
    frame: pd.DataFrame, at: int, header: Sequence[str], known: Mapping[int, str]
) -> list[tuple[int, int]]:
    """Start and end of the rows of each other list below the deals, with its title.

    `at`: the place of the deals' header; `known`: places of rows that are of another table, as gaps tell.
    """
    first = max(at + 1, len(frame) - _TAIL)
    tail = stripped(frame.iloc[first:].to_numpy(dtype=object).tolist())
    rows = {first + place: row for place, row in enumerate(tail) if first + place not in known}
    found: list[tuple[int, int]] = []
    tried, after = 0, at + 1
    for place in list(rows):
        if place <= after or not _may_head(rows[place], header):
            continue
        tried += 1
        if tried > _MOST:
            break
        end = _end(place, rows, header)
        other = _Other(rows[place], [rows[each] for each in range(place + 1, end)])
        deals = _deals(frame, at, header, [*found, (place, len(frame))])
        titled = _is_single(rows.get(place - 1, []))
        apart = not any(rows.get(place - 1 - titled, [""]))
        if _is_another(other, deals, apart=apart):
            end = _with_more(other, end, rows, header)
            found.append((place - titled, end))
            after = end - 1
    return found


def _may_head(row: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row may be the header of another list: words, none of them twice, and not the deals' own."""
    cells = [cell for cell in row if cell]
    return (
        len(cells) >= 2
        and len(set(map(folded, cells))) == len(cells)
        and reads_like_header(row)
        and all(shape(cell) == "words" for cell in cells)
        and not is_repeat(row, header)
        and not is_reordered(row, header)
        and not is_total(list(row))
    )


def _end(place: int, rows: Mapping[int, Sequence[str]], header: Sequence[str]) -> int:
    """Where the rows below a header end: at a gap, at the deals' own header, or at the last row."""
    end = place + 1
    while end in rows and any(rows[end]) and not is_repeat(rows[end], header):
        end += 1
    return end


def _is_single(row: Sequence[str]) -> bool:
    """Whether it has one cell, as the title right above a list."""
    return sum(map(bool, row)) == 1


def _deals(
    frame: pd.DataFrame, at: int, header: Sequence[str], without: Sequence[tuple[int, int]]
) -> _Deals:
    there = np.ones(len(frame), dtype=bool)
    there[: at + 1] = False
    for start, end in without:
        there[start:end] = False
    rows = frame.iloc[np.flatnonzero(there)[-_USUAL:]].to_numpy(dtype=object).tolist()
    rows = [row for row in stripped(rows) if sum(map(bool, row)) > 1 and not is_repeat(row, header)]
    cells = [frozenset(folded(row[place]) for row in rows) for place in range(len(header))]
    return _Deals(header, columns_of(rows, len(header)), cells)


def _is_another(other: _Other, deals: _Deals, *, apart: bool) -> bool:
    """Whether header and rows are of another list. `apart`: below a gap."""
    if not other.rows or not _agree(other) or _holds_values(other, deals):
        return False
    odd = [place for place in other.places if _is_odd(place, other, deals)]
    lacking = [n for n in range(len(deals.header)) if _lacks(n, other, deals)]
    usual = sum(map(deals.is_usual, range(len(deals.header))))
    if not odd and 2 * len(lacking) < max(usual, 1):
        return False
    names = sum(_is_name(other.header[place]) for place in other.places)
    signs = [
        any(_heads(place, other) for place in other.places),
        2 * names >= len(other.places),
        any(_contradicts(place, other, deals) for place in other.places),
        names == len(other.places),
    ]
    if sum(signs) >= 2:
        return apart or len(other.rows) > 1 or (sum(signs) > 2 and bool(odd))
    # a list of texts under words that nobody knows: of as many columns as no row of deals leaves so
    strange = len(other.rows) > 1 and len(odd) > 1 and len(other.places) > 2
    return apart and (signs[0] or signs[1] or (signs[2] and strange))


def _agree(other: _Other) -> bool:
    """Whether the rows are filled in columns of the header and nowhere else, as rows of one list are."""
    there = set(other.places)
    inside = [all(place in there for place, cell in enumerate(row) if cell) for row in other.rows]
    full = [2 * sum(map(bool, row)) > len(there) for row in other.rows]
    return sum(inside) >= _NEARLY * len(inside) and sum(full) >= _MOSTLY * len(full)


def _holds_values(other: _Other, deals: _Deals) -> bool:
    """Whether a cell of the header stands among the deals, or with the rows below it explains what does: a legend
    without a header."""
    words = known_ends().union(*(column.words for column in deals.columns))
    for place in other.places:
        own = folded(other.header[place])
        below = [folded(cell) for cell in other.below(place)]
        if own in deals.cells[place] or own in words:
            return True
        if any(
            own in cells and 2 * sum(b in cells for b in below) > len(below)
            for cells in deals.cells
        ):
            return True
    return False


def _is_odd(place: int, other: _Other, deals: _Deals) -> bool:
    """Whether most cells of a column of the other list can not stand among those of the deals."""
    cells, column = other.below(place), deals.columns[place]
    if not cells:
        return False
    if not deals.header[place]:
        return True
    known = column.words if column.kind == "few" else deals.ends(place)
    if known:
        return not any(folded(cell) in known for cell in cells)
    mails = all(shape(cell) == "mail" for cell in cells)
    if mails and not any(shape(cell) == "mail" for cell in deals.cells[place]):
        return True
    return sum(misfit(cell, column) >= 0.75 for cell in cells) >= _MOSTLY * len(cells)


def _lacks(place: int, other: _Other, deals: _Deals) -> bool:
    return deals.is_usual(place) and not other.header[place] and not other.below(place)


def _is_name(cell: str) -> bool:
    return folded(cell.rstrip(": ")) in _HEADS or is_known(cell)


def _heads(place: int, other: _Other) -> bool:
    """Whether a word stands over nothing but figures, days, codes or addresses."""
    return {found for cell in other.below(place) if (found := shape(cell))} in _TOLD


def _contradicts(place: int, other: _Other, deals: _Deals) -> bool:
    """Whether a word of the header stands where days, amounts or numbers are, or below no header at all."""
    column = deals.columns[place]
    typed = column.kind in ("number", "date", "mail", "code")
    return not deals.header[place] or (typed and misfit(other.header[place], column) >= 1)


def _with_more(
    other: _Other, end: int, rows: Mapping[int, Sequence[str]], header: Sequence[str]
) -> int:
    """The end with the rows behind a gap that go on with the list: filled as its rows are, and no header."""
    for start, stop in _blocks(end, rows, header):
        more = _Other(other.header, [rows[place] for place in range(start, stop)])
        kinds = all(_same_kinds(place, more, other) for place in other.places)
        if not _agree(more) or not kinds or any(_may_head(row, header) for row in more.rows[:1]):
            break
        end = stop
    return end


def _blocks(
    end: int, rows: Mapping[int, Sequence[str]], header: Sequence[str]
) -> Iterator[tuple[int, int]]:
    while end in rows:
        start = end
        while start in rows and not any(rows[start]):
            start += 1
        if start not in rows or is_repeat(rows[start], header):
            return
        end = _end(start, rows, header)
        yield start, end


def _same_kinds(place: int, more: _Other, other: _Other) -> bool:
    """Whether cells are of the kinds that the list has in this column, one of which is told by figures."""
    one, two = (set(map(shape, each.below(place))) for each in (more, other))
    return one <= two
