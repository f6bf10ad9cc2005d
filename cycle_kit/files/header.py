"""Where a table's header is: the first row as wide as the table, if its cells are words. A table that stands on its
side, with its headers in the first column and a column for each deal, is turned before."""

import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from cycle_kit.errors import NoTableError
from cycle_kit.files.grid import Grid
from cycle_kit.files.repeats import is_repeat
from cycle_kit.files.shapes import Column, columns_of, folded, misfit, shape, stripped
from cycle_kit.languages import DEALS, OUTCOMES

#: how many records from the top are searched
DEPTH = 200

_FIX = "Export the data again with a header row."

#: fields of a table on its side at most, and of them so many are known as headers of deals
_FIELDS, _SURE, _SHARE = 200, 3, 0.6
_TURNED = (
    "The table stands on its side, its headers in the first column and a column for each deal: it was turned, and "
    "what the notes call its lines are its columns, the first one line 1."
)


@cache
def _known() -> frozenset[str]:
    """What columns of deals are called, in all languages."""
    words = (
        word for said in DEALS.values() for entry in said.values() for word in entry.split("|")
    )
    return frozenset(folded(" ".join(word.split())) for word in words)


def is_known(cell: str) -> bool:
    """Whether it is what a column of deals is called, in any language."""
    return folded(cell) in _known()


def upright(grid: Grid) -> Grid:
    """The grid, a table on its side turned; nothing else is one whose first column names what deals have."""
    if not _SURE <= len(grid.frame) <= _FIELDS or grid.frame.shape[1] < _SURE:
        return grid
    cells = stripped(grid.rows(slice(None)))
    places = [place for place, row in enumerate(cells) if sum(map(bool, row)) > 1]
    if len(places) < _SURE or not _is_on_its_side([cells[place] for place in places]):
        return grid
    frame = grid.frame.iloc[places].T.reset_index(drop=True)
    first = grid.left + 1
    return replace(
        grid,
        frame=frame.set_axis(pd.RangeIndex(len(places)), axis=1),
        cells=None,
        first=first,
        left=0,
        remarks=(*grid.remarks, _TURNED),
        symbols=_turned(grid, places, first),
    )


def _is_on_its_side(rows: Sequence[Sequence[str]]) -> bool:
    labels = [folded(row[0]) for row in rows]
    known = sum(label in _known() for label in labels)
    enough = known >= max(_SURE, _SHARE * len(labels))
    if not enough or not all(labels) or len(set(labels)) < len(labels):
        return False
    if sum(folded(cell) in _known() for cell in rows[0][1:]) > 1:
        return False  # a header like any other
    kinds = [{shape(cell) for cell in row[1:] if shape(cell)} for row in rows]
    return {"date"} in kinds and any(kind and "date" not in kind for kind in kinds)


def _turned(grid: Grid, places: list[int], first: int) -> Mapping[int, Mapping[str, np.ndarray]]:
    """What the number formats of the cells say, turned with them."""
    row_of = {place + grid.first: row for row, place in enumerate(places)}
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for column, said in grid.symbols.items():
        for text, lines in said.items():
            for line in lines:
                if line in row_of:
                    found[row_of[line]][text].append(column + first)
    return {
        row: {text: np.array(sorted(lines)) for text, lines in said.items()}
        for row, said in found.items()
    }


def find_header(rows: list[list[str]], *, name: str, first: int = 1) -> int:
    """The header's place among the first records, stripped; `rows[0]` is line `first`. NoTableError: none."""
    filled = [sum(map(bool, row)) for row in rows]
    several = [count for count in filled if count > 1]
    if not several:
        raise NoTableError(
            f'No table was found in "{name}": no row has two filled cells.',
            fix="Export the data again as CSV or XLSX with a header row.",
        )
    usual = statistics.median_high(several)
    for place, row in enumerate(rows):
        unnamed = not row[0]  # a column of row numbers, which spreadsheets and pandas write
        is_thin = filled[place] < 2 or filled[place] + unnamed < 0.75 * usual
        if is_thin or _is_surpassed(place, rows, filled):
            continue
        if reads_like_header(row) and not is_data(row, rows[place + 1 :]):
            return place
        for other in (_above(place, rows), _below(place, rows, usual)):
            if other is not None:
                return other
        raise _headless(place + first, name)
    raise NoTableError(f'No header row was found in "{name}".', fix=_FIX)


def _headless(line: int, name: str) -> NoTableError:
    return NoTableError(
        f'No header row was found in "{name}".',
        there=f"Line {line} is the first full row, and it looks like data.",
        fix=_FIX,
    )


def _above(place: int, rows: list[list[str]]) -> int | None:
    """The thin row right above the data, as cells that were merged over several columns make one."""
    if not place:
        return None
    row = rows[place - 1]
    words = sum(map(bool, row)) > 1 and reads_like_header(row)
    return place - 1 if words and contrasts(row, rows[place:]) else None


def _below(place: int, rows: list[list[str]], usual: int) -> int | None:
    """A header further down, where the rows above it are unlike those below, as figures in a title block are."""
    for later in range(place + 1, min(place + 30, len(rows) - 1)):
        row, rest = rows[later], [row for row in rows[later + 1 :] if any(row)]
        full = sum(map(bool, row)) >= 0.75 * usual
        if full and reads_like_header(row) and contrasts(row, rest):
            columns = columns_of(rest, len(row))
            above = [row for row in rows[:later] if sum(map(bool, row)) > 1]
            return later if all(_is_unlike(row, columns) for row in above) else None
    return None


def _is_unlike(row: Sequence[str], columns: Sequence[Column]) -> bool:
    return sum(misfit(cell, column) for cell, column in zip(row, columns, strict=True)) >= 1


def reads_like_header(row: Sequence[str]) -> bool:
    """Words, hardly a number or date among them, few of them twice."""
    cells = [cell for cell in row if cell]
    words = sum(map(_is_word, cells))
    bar = len(cells) if len(cells) <= 4 else 0.8 * len(cells)
    return words >= bar and len(set(cells)) >= 0.5 * len(cells)


def _is_word(cell: str) -> bool:
    """Letters, and not mostly digits as a date, an amount or an id is."""
    digits = sum(char.isdigit() for char in cell)
    letters = sum(char.isalpha() for char in cell)
    return (letters > 0 and digits <= letters and len(cell) <= 255) or cell in _NUMBER_SIGNS


_NUMBER_SIGNS = ("№", "#")


def _is_surpassed(place: int, rows: list[list[str]], filled: list[int]) -> bool:
    """True in a report's title block: a row of words follows, twice as wide or after a gap."""
    gap = False
    for later in range(place + 1, min(place + 30, len(rows))):
        gap = gap or not filled[later]
        wider = filled[later] >= 2 * filled[place] or (gap and filled[later] > filled[place])
        if wider and reads_like_header(rows[later]):
            return True
        if filled[later] > filled[place]:
            return False
    return False


def contrasts(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether it has a word over a column of figures, days, codes or addresses, whatever header comes again there."""
    others = [other for other in below if any(other) and not is_repeat(other, row)]
    columns = columns_of(others, len(row))
    return any(
        shape(cell) == "words" and column.kind in ("number", "date", "code", "mail")
        for cell, column in zip(row, columns, strict=True)
    )


def _holds_values(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether it has an address of mail over nothing but these, or an outcome over nothing but outcomes and no word
    beside it that columns of deals are called by, as "Deal" beside "Won" is."""
    others = [other for other in below if any(other) and list(other) != list(row)]
    ends = [place for place, cell in enumerate(row) if folded(cell) in known_ends()]
    named = any(folded(cell) in _known() for place, cell in enumerate(row) if place not in ends)
    for place, cell in enumerate(row):
        cells = [other[place] for other in others if other[place]]
        if cells and shape(cell) == "mail" and all(shape(each) == "mail" for each in cells):
            return True
        if (
            cells
            and place in ends
            and not named
            and all(folded(each) in known_ends() for each in cells)
        ):
            return True
    return False


@cache
def known_ends() -> frozenset[str]:
    """The words for won, lost and open in all languages."""
    lists = [said.get(end, "") for said in OUTCOMES.values() for end in ("won", "lost", "open")]
    return frozenset(
        folded(" ".join(word.split())) for said in lists for word in said.split("|")
    ) - {""}


def is_data(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether two of its cells come again and again in their columns, as values do and headers do not.

    The header that comes again, or most of it, is no value; nor is a word that stands there once in a long list.
    """
    if contrasts(row, below):
        return False
    if _holds_values(row, below):
        return True
    again = [other for other in below if any(other) and list(other) != list(row)]
    repeats = [other for other in again if is_repeat(other, row)]
    if 10 * len(repeats) <= len(again):
        again = [other for other in again if not is_repeat(other, row)]
    times = [
        sum(bool(cell) and other[place] == cell for other in again)
        for place, cell in enumerate(row)
    ]
    return sum(map(bool, times)) > 1 and sum(times) > max(1, len(again) / 4)
