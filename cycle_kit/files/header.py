"""Where a table's header is: the first row as wide as the table, if its cells are words."""

import statistics
from collections.abc import Sequence

from cycle_kit.errors import NoTableError
from cycle_kit.files.repeats import is_repeat
from cycle_kit.files.shapes import Column, columns_of, misfit, shape

#: how many records from the top are searched
DEPTH = 200

_FIX = "Export the data again with a header row."


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


def is_data(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether two of its cells come again and again in their columns, as values do and headers do not.

    The header that comes again, or most of it, is no value; nor is a word that stands there once in a long list.
    """
    if contrasts(row, below):
        return False
    again = [other for other in below if any(other) and list(other) != list(row)]
    repeats = [other for other in again if is_repeat(other, row)]
    if 10 * len(repeats) <= len(again):
        again = [other for other in again if not is_repeat(other, row)]
    times = [
        sum(bool(cell) and other[place] == cell for other in again)
        for place, cell in enumerate(row)
    ]
    return sum(map(bool, times)) > 1 and sum(times) > max(1, len(again) / 4)
