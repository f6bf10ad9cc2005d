"""A header that has more names than the rows have cells, as the separator stands in some of its names: "Sum, EUR".

Where nearly all rows lack the same number of cells, the names are put together again where they were cut: behind a
blank or before a unit, and so that dates stand under dates and numbers under amounts.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations, islice

import numpy as np

from cycle_kit.errors import FileError
from cycle_kit.files.grid import Grid, is_blank
from cycle_kit.files.header import is_known
from cycle_kit.files.header_names import Header
from cycle_kit.files.separator import SEPARATORS
from cycle_kit.files.shapes import Column, columns_of, folded, stripped
from cycle_kit.languages import DEALS, OUTCOMES

_LOOKED_AT = 2_000  # rows
_FEWEST, _NEARLY_ALL = 3, 0.95  # rows that are short by the same number of cells
_MOST_CUTS, _MOST_WAYS = 4, 2_000
_UNIT_WORDS, _UNIT_LETTERS = 2, 5
_BRACKETS = "([{（"
#: our names of numbers; of dates are those that end so
_NUMBERS = ("amount", "probability")
_DATES = ("_at", "close_date", "expected_close")


def with_whole_header(grid: Grid, found: Header, *, name: str) -> tuple[Grid, Header]:
    """The grid and its header with each name in one cell. FileError where it cannot be told which were cut."""
    at = found.place
    if grid.cells is None or not grid.separator:
        return grid, found
    width = int(grid.cells[at])
    [raw] = grid.rows(slice(at, at + 1))
    below = grid.cells[at + 1 :]
    usual = _usual(below, width)
    if not usual or stripped([raw])[0] != list(found.names):
        return grid, found
    some = at + 1 + np.flatnonzero(below == usual)
    rows = stripped([row[:usual] for row in grid.rows(some[:: max(len(some) // _LOOKED_AT, 1)])])
    columns = columns_of(rows, usual)
    names = raw[:width]
    wrong = _contradictions([cell.strip() for cell in names], columns)
    cuts = _cuts(names, columns, width - usual, wrong)
    if cuts is None and not wrong:
        return grid, found  # the last columns are left out where they are blank
    if cuts is None:
        raise _undecided(width, usual, len(below), name)
    return _joined(grid, at, names, cuts, usual)


def _usual(below: np.ndarray, width: int) -> int:
    """How many cells nearly all rows have, if fewer than the header; else 0."""
    rows = below[below > 1]
    if len(rows) < _FEWEST:
        return 0
    usual = int(np.median(rows))
    same = (rows == usual).mean() >= _NEARLY_ALL
    return usual if same and 1 < usual < width and width - usual <= _MOST_CUTS else 0


def _cuts(
    names: Sequence[str], columns: Sequence[Column], lacking: int, wrong: int
) -> tuple[int, ...] | None:
    """The places of the pieces that belong to the name before them; None where none or several ways fit.

    `wrong`: how many cells cannot stand where they do without it.
    """
    blanks = {place for place in range(1, len(names)) if names[place][:1].isspace()}
    blanks = blanks if len(blanks) < len(names) - 1 else set()  # it is how all names are written
    pieces = [place for place in range(1, len(names)) if not is_blank(names[place])]
    ends = any(is_known(name.strip()) for name in names[len(names) - lacking :])
    ways = []
    for way in islice(combinations(pieces, lacking), _MOST_WAYS):
        odd = _contradictions(_names(names, way), columns)
        told = [(_is_over_unit(names, way, place, columns), place in blanks) for place in way]
        alone = ends and blanks == set(way)  # else what is known would have no cells at all
        units = [
            unit and not _has_numbers(place, columns)
            for place, (unit, _) in zip(way, told, strict=True)
        ]
        better = odd < wrong or (not odd and (alone or all(units)))
        if all(map(any, told)) and better:
            ways.append((odd, -sum(map(sum, told)), way))
    ways.sort()
    if not ways or ways[0][0] or (len(ways) > 1 and ways[0][:2] == ways[1][:2]):
        return None
    return ways[0][2]


def _names(names: Sequence[str], way: Sequence[int], sep: str = ",") -> list[str]:
    """The names with the pieces at these places behind the names before them."""
    whole: list[str] = []
    for place, cell in enumerate(names):
        if place in way:
            whole[-1] = f"{whole[-1].rstrip()}{sep.strip()} {cell.strip()}"
        else:
            whole.append(cell)
    return [cell.strip() for cell in whole]


def _is_over_unit(
    names: Sequence[str], way: Sequence[int], place: int, columns: Sequence[Column]
) -> bool:
    """Whether the piece is a unit or stands in brackets, and the column it would belong to holds numbers."""
    column = columns[place - sum(each <= place for each in way)]
    return column.kind == "number" and is_unit(names[place].strip())


def _has_numbers(place: int, columns: Sequence[Column]) -> bool:
    """Whether a name that may be a unit has numbers of its own below it, as "Qty" beside "Amount" has."""
    return place < len(columns) and columns[place].kind == "number"


def is_unit(piece: str) -> bool:
    """Whether a piece of a header is none by itself: a few letters, a sign, or in brackets."""
    if is_known(piece):
        return False
    words = piece.split()
    short = all(sum(map(str.isalpha, word)) <= _UNIT_LETTERS for word in words)
    in_brackets = piece[:1] in tuple(_BRACKETS)
    return in_brackets or (len(words) <= _UNIT_WORDS and short and not any(map(str.isdigit, piece)))


def _contradictions(names: Sequence[str], columns: Sequence[Column]) -> int:
    """How many columns hold dates or numbers under a name of something else, or something else under theirs."""
    pairs = zip(names, columns, strict=False)
    return sum(_contradicts(column.kind, name) for name, column in pairs)


def _contradicts(kind: str, name: str) -> bool:
    kinds = _kinds().get(folded(name)) or _kinds().get(folded(name.partition(",")[0]))
    if not kinds or not kind:
        return False
    if kind in ("date", "number"):
        # an id and a stage may be numbers
        return kind not in kinds and (kind == "date" or kinds == {"date"})
    return "words" not in kinds


@cache
def _kinds() -> dict[str, set[str]]:
    """{header: what stands below it} of all languages: "date", "number", or "words" of everything else. Names of
    outcomes and steps stand above anything."""
    found: dict[str, set[str]] = {}
    for said in DEALS.values():
        for entry, words in said.items():
            kind = "date" if entry.endswith(_DATES) else "number" if entry in _NUMBERS else "words"
            for word in words.split("|"):
                found.setdefault(folded(word), set()).add(kind)
    open_to_all = (
        word for said in OUTCOMES.values() for words in said.values() for word in words.split("|")
    )
    for word in open_to_all:
        if "words" not in found.get(folded(word), ()) or "date" not in found[folded(word)]:
            found.setdefault(folded(word), set()).update(("date", "number", "words"))
    return found


def _joined(
    grid: Grid, at: int, names: Sequence[str], way: Sequence[int], usual: int
) -> tuple[Grid, Header]:
    whole = _names(names, way, grid.separator)
    frame, cells = grid.frame.copy(), np.array(grid.cells)
    frame.iloc[at] = [*whole, *[""] * (frame.shape[1] - usual)]
    cells[at] = usual
    width = int(max(usual, cells.max()))
    mark = SEPARATORS[grid.separator]
    told = [whole[place - sum(each <= place for each in way)] for place in way]
    shown = " and ".join(f'"{" ".join(each.split())}"' for each in dict.fromkeys(told))
    remark = (
        f"The header (line {at + grid.first}) has more cells than the rows, by a {mark} in a name: {shown} "
        f"{'was' if len(set(told)) == 1 else 'were'} put together."
    )
    whole += [""] * (width - usual)
    joined = replace(
        grid, frame=frame.iloc[:, :width], cells=cells, remarks=(*grid.remarks, remark)
    )
    return joined, Header(at, whole)


def _undecided(width: int, usual: int, rows: int, name: str) -> FileError:
    return FileError(
        f'The header of "{name}" has {width} cells and its rows have {usual}, so that cells stand under wrong names.',
        there=f"Nearly all of {rows:,} rows are so. The separator may stand within a name of the header.",
        fix="Put that name of the header in quotes, or export again with text in quotes.",
    )
