"""Where a table's header is: the first row as wide as the table, if its cells are words."""

import statistics

from cycle_kit.errors import FileError
from cycle_kit.files.grid import BLANKS

#: how many records from the top are searched
DEPTH = 200

_FIX = "Export the data again with a header row."


def find_header(rows: list[list[str]], *, name: str, first: int = 1) -> int:
    """The header's place among the first records; `rows[0]` is line `first`. FileError: none."""
    rows = [[cell.strip(BLANKS) for cell in row] for row in rows]
    filled = [sum(map(bool, row)) for row in rows]
    several = [count for count in filled if count > 1]
    if not several:
        raise FileError(
            f'No table was found in "{name}": no row has two filled cells.',
            fix="Export the data again as CSV or XLSX with a header row.",
        )
    usual = statistics.median_high(several)
    for place, row in enumerate(rows):
        unnamed = not row[0]  # a column of row numbers, which spreadsheets and pandas write
        is_thin = filled[place] < 2 or filled[place] + unnamed < 0.75 * usual
        if is_thin or _is_surpassed(place, rows, filled):
            continue
        if not reads_like_header(row) or _echoes(row, rows[place + 1 :]):
            raise _headless(place + first, name)
        return place
    raise FileError(f'No header row was found in "{name}".', fix=_FIX)


def _headless(line: int, name: str) -> FileError:
    return FileError(
        f'No header row was found in "{name}".',
        there=f"Line {line} is the first full row, and it looks like data.",
        fix=_FIX,
    )


def reads_like_header(row: list[str]) -> bool:
    """Words, hardly a number or date among them, few of them twice."""
    cells = [cell for cell in row if cell]
    words = sum(map(_is_word, cells))
    bar = len(cells) if len(cells) <= 4 else 0.8 * len(cells)
    return words >= bar and len(set(cells)) >= 0.5 * len(cells)


def _is_word(cell: str) -> bool:
    """Letters, and not mostly digits as a date, an amount or an id is."""
    digits = sum(char.isdigit() for char in cell)
    letters = sum(char.isalpha() for char in cell)
    return letters > 0 and digits <= letters and len(cell) <= 255


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


def _echoes(row: list[str], below: list[list[str]]) -> bool:
    """True where two of its cells come again in their columns, as values do and headers do not."""
    again = [other for other in below if other != row]
    columns = zip(*again, strict=True)
    return (
        sum(bool(cell) and cell in column for cell, column in zip(row, columns, strict=False)) > 1
    )
