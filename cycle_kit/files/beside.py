"""Other things beside the table: columns behind an empty column, with a header or rows of their own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cycle_kit.files.further import is_sentence
from cycle_kit.files.grid import Grid, filled_cells, is_blank
from cycle_kit.files.header import is_known
from cycle_kit.files.money_formats import moved
from cycle_kit.files.repeats import roles_of
from cycle_kit.files.shapes import Column, columns_of, folded, misfit, stripped
from cycle_kit.files.total_words import is_total

_LOOKED_AT = 200
_FEW_ROWS = 2000
_SHARED, _SHARE = (
    3,
    0.75,
)  # headers that two tables of one list share at least, and as a share of the longer row
#: the share of a list's rows that run through both sides of a blank column; rows below it that are no table
_SAME, _FOOTERS = 0.9, 5


@dataclass(frozen=True)
class _Group:
    """Columns without an empty one among them, and which rows hold anything in them."""

    start: int
    end: int
    filled: np.ndarray  # how many of its cells each row has

    @property
    def rows(self) -> np.ndarray:
        return np.flatnonzero(self.filled)


def without_beside(grid: Grid, filled: np.ndarray) -> tuple[Grid, np.ndarray]:
    """The grid with only the columns of its largest part, and which rows hold something in the others.

    `filled`: which cells hold anything. Columns stay where rows and header say that they are of the same table.
    """
    nothing = np.zeros(len(grid.frame), dtype=bool)
    groups = _groups(filled)
    if len(groups) < 2:
        return grid, nothing
    main = max(groups, key=lambda group: int(group.filled.sum()))
    row = _first_full(main)
    header = {place: folded(cell) for place, cell in grid.frame.iloc[row].items() if cell}
    others = [
        group
        for group in groups
        if group is not main
        and _is_apart(_without_footers(group, main, row, header, grid), main, row, header)
    ]
    if not others:
        return grid, nothing
    gone = [place for group in others for place in range(group.start, group.end)]
    held = np.logical_or.reduce([group.filled > 0 for group in others])
    kept = grid.frame.drop(columns=gone)
    alike = [group for group in others if _is_alike(group, main, header)]
    remarks = [_remark_on_alike(group, row, grid) for group in alike]
    if rest := [group for group in others if not _is_alike(group, main, header)]:
        remarks.append(f"{_in_words(rest, grid)} something else beside the table: left out.")
    frame = kept.set_axis(range(kept.shape[1]), axis=1)
    symbols = moved(grid.symbols, list(kept))
    told = (*grid.remarks, *remarks)
    return replace(grid, frame=frame, cells=None, remarks=told, symbols=symbols), held


def side_by_side(grid: Grid) -> list[Grid]:
    """The tables of one list that stand beside each other, one per owner or quarter, each with the same headers;
    the grid alone where there are none. What else is beside them stays with the largest.
    """
    filled = filled_cells(grid)
    groups = _groups(filled) or _repeated(grid, filled)
    if len(groups) < 2:
        return [grid]
    main = max(groups, key=lambda group: int(group.filled.sum()))
    own = _own_header(main, grid)
    others = [group for group in groups if group is not main and _is_of_list(group, own, grid)]
    if not others:
        return [grid]
    gone = {place for group in others for place in range(group.start, group.end)}
    rest = [place for place in grid.frame if place not in gone]
    places = {main.start: rest} | {
        group.start: list(range(group.start, group.end)) for group in others
    }
    found = [_of_columns(grid, places[start], filled) for start in sorted(places)]
    spans = [_span(group, grid) for group in groups if group is main or group in others]
    told = (
        f"{len(found)} tables with the same headers stand beside each other (columns {', '.join(spans[:-1])} and "
        f"{spans[-1]}): each was read as a table."
    )
    return [replace(found[0], remarks=(*grid.remarks, told)), *found[1:]]


def _of_columns(grid: Grid, places: list[int], filled: np.ndarray) -> Grid:
    """Some columns of the grid, down to the last row in which they hold anything."""
    end = int(np.flatnonzero(filled[:, places].any(axis=1))[-1]) + 1
    frame = grid.frame.iloc[:end][places].set_axis(range(len(places)), axis=1)
    return replace(
        grid,
        frame=frame,
        cells=None,
        left=grid.left + places[0],
        symbols=moved(grid.symbols, places),
        remarks=(),
        complete=grid.complete or end < len(grid.frame),
    )


def _own_header(group: _Group, grid: Grid) -> list[str]:
    cells = grid.frame.iloc[_first_full(group), group.start : group.end]
    return [folded(cell) for cell in cells if cell]


def _is_of_list(group: _Group, header: list[str], grid: Grid) -> bool:
    """Whether it begins with the same header as the list and shares most of the others, and has rows below them."""
    own = _own_header(group, grid)
    shared = len(set(own) & set(header))
    return (
        len(group.rows) > 1
        and own[:1] == header[:1]
        and shared >= _SHARED
        and shared >= _SHARE * max(len(own), len(header))
        and bool((group.rows > _first_full(group)).any())
    )


def _groups(filled: np.ndarray) -> list[_Group]:
    """The runs of columns that hold anything; none where no empty one is between two of them."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], filled.any(axis=0), [0]])))
    spans = edges.reshape(-1, 2).tolist()
    if len(spans) < 2:
        return []
    return [_Group(start, end, filled[:, start:end].sum(axis=1)) for start, end in spans]


def _repeated(grid: Grid, filled: np.ndarray) -> list[_Group]:
    """Tables with no empty column between them: the whole header comes again, at least three columns of it."""
    width = filled.shape[1]
    if width < 2 * _SHARED or not filled.any():
        return []
    row = _first_full(_Group(0, width, filled.sum(axis=1)))
    header = [folded(cell) for cell in grid.frame.iloc[row]]
    for size in range(_SHARED, width // 2 + 1):
        own = header[:size]
        if width % size == 0 and header == own * (width // size) and len({*own} - {""}) == size:
            starts = range(0, width, size)
            return [_Group(at, at + size, filled[:, at : at + size].sum(axis=1)) for at in starts]
    return []


def _without_footers(
    group: _Group, main: _Group, row: int, header: Mapping[int, str], grid: Grid
) -> _Group:
    """The part without the remarks and totals below the list, where it is of the list: the rows of both are the same,
    and it is one column, or what columns of deals are called stands in the row of the main part's header."""
    below, rows = group.rows[group.rows > row], main.rows[main.rows > row]
    last = main.rows[-1]
    more = below[below > last]
    own = [header.get(place, "") for place in range(group.start, group.end)]
    others = {name for place, name in header.items() if main.start <= place < main.end}
    ours = len(own) == 1 or any(map(is_known, own))
    if not len(more) or not all(own) or others & {*own} or not ours:
        return group
    both = np.isin(rows, below)
    if not both[-1:].all() or both.mean() < _SAME or not np.isin(below[below <= last], rows).all():
        return group
    above, ended = (_cells(group, at, grid) for at in (below[below <= last][:_FEW_ROWS], more))
    columns = columns_of(above, len(own))
    ours = _names(own) and not _names(others)
    few = len(more) == 1 or (more[0] > last + 1 and len(more) <= _FOOTERS)
    apart = few and (ours or (more[0] > last + 1 and not _go_on(ended, columns)))
    if not apart and not all(_is_footer(cells, own, columns) for cells in ended):
        return group
    filled = group.filled.copy()
    filled[last + 1 :] = 0
    return replace(group, filled=filled)


def _cells(group: _Group, places: np.ndarray, grid: Grid) -> list[list[str]]:
    return stripped(grid.frame.iloc[places, group.start : group.end].to_numpy().tolist())


def _names(headers: Iterable[str]) -> bool:
    """Whether deals are named in one of these columns: a part without which they had no name is of their list."""
    return any({"name", "account"} & roles_of(header) for header in headers)


def _go_on(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> bool:
    """Whether two rows below a gap are written like those above it, in their names or codes too, or one with a code
    and more, as a list of something else goes on; figures and days alone are sums, and when it was printed."""
    kinds = [column.kind for column in columns]
    if not {"code", "text"} & {*kinds}:
        return False
    like = [all(map(_is_like, row, columns)) and not is_total(row) for row in rows]
    return sum(like) > (0 if "code" in kinds[:-1] else 1)


def _is_like(cell: str, column: Column) -> bool:
    fits = bool(cell) and not misfit(cell, column) and not is_sentence(cell)
    return fits and len(cell.split()) <= column.most_words


def _is_footer(cells: list[str], own: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether a row is none of a table's own: not as wide, a total, a remark, or longer than what deals have there."""
    if not all(cells) or is_total(cells) or is_sentence(cells[0]):
        return True
    longer = len(cells[0].split()) > max(2, columns[0].most_words)
    return longer and len(own) == 1 and is_known(own[0])


def _is_apart(group: _Group, main: _Group, row: int, header: Mapping[int, str]) -> bool:
    """Whether a part beside the main one is something else: it begins in another row, goes on below the main one,
    or has rows without a gap that end long before it does, or begins with a header that is there already.

    `row`: where the main part's header is; `header`: its cells by column, in all parts.
    """
    width = group.end - group.start
    if 2 * group.filled[row] < width:
        return True
    below = group.rows[group.rows > row]
    if not len(below):
        return False
    if below[-1] > main.rows[-1]:
        return True
    dense = below[-1] - row == len(below) and (group.filled[below] >= width - 1).all()
    if width < 2 or not dense:
        return False
    own = {name for place, name in header.items() if group.start <= place < group.end}
    of_main = {name for place, name in header.items() if main.start <= place < main.end}
    return bool(own & of_main) or 3 * len(below) <= 2 * (main.rows > row).sum()


def _is_alike(group: _Group, main: _Group, header: Mapping[int, str]) -> bool:
    """Whether most headers of a part are those of the main one: its rows may be deals, too."""
    own, of_main = (
        {header[place] for place in range(part.start, part.end) if place in header}
        for part in (group, main)
    )
    return len(own & of_main) > max(1, len(own) / 2)


def _remark_on_alike(group: _Group, row: int, grid: Grid) -> str:
    rows = int((group.filled[row + 1 :] > 0).sum())
    told = "1 row" if rows == 1 else f"{rows:,} rows"
    return (
        f"{_in_words([group], grid)} a table with the same headers beside the table, of {told}: left out. If they are "
        "deals, too, put these rows below the others and load again."
    )


def _first_full(main: _Group) -> int:
    """Where the main part's header is about: its first row that is nearly as full as most."""
    filled = main.filled[main.rows][:_LOOKED_AT]
    usual = np.median(filled)
    return int(main.rows[int(np.argmax(filled >= 0.75 * usual))])


def _in_words(groups: Sequence[_Group], grid: Grid) -> str:
    parts = []
    for group in groups:
        parts.append(_span(group, grid))
    alone = len(groups) == 1 and groups[0].end - groups[0].start == 1
    return f"Column {parts[0]} holds" if alone else f"Columns {' and '.join(parts)} hold"


def _span(group: _Group, grid: Grid) -> str:
    ends = [_called(place, grid) for place in (group.start, group.end - 1)]
    return " to ".join(dict.fromkeys(ends))


def _called(place: int, grid: Grid) -> str:
    return _letters(grid.left + place) if grid.sheet else str(place + 1)


def _letters(place: int) -> str:
    """As spreadsheets call a column: A to Z, AA, AB."""
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def are_empty(grid: Grid, filled: np.ndarray) -> np.ndarray:
    """Which rows hold nothing; where there are few rows, also those of nothing but blanks."""
    empty = ~filled.any(axis=1)
    if len(grid.frame) <= _FEW_ROWS:
        rows = grid.rows(slice(None))
        empty |= np.array([all(map(is_blank, row)) for row in rows], dtype=bool)
    return np.asarray(empty)
