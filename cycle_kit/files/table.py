"""A raw table: the rows of data of one sheet or file, and an account of all the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np
import pandas as pd

from cycle_kit.errors import FileError, NoRowsError, listed
from cycle_kit.files.beside import are_empty, side_by_side, without_beside
from cycle_kit.files.blocks import other_tables
from cycle_kit.files.furniture import KINDS, find_furniture
from cycle_kit.files.grid import BLANKS, Grid, filled_cells, in_lines, is_blank
from cycle_kit.files.header import DEPTH, find_header, upright
from cycle_kit.files.header_names import Header, named
from cycle_kit.files.money_formats import NOT_CALCULATED
from cycle_kit.files.sections import sections
from cycle_kit.files.shapes import stripped


@dataclass(frozen=True)
class RawTable:
    """One table as text, one row per record of data, and where each row stands in the file."""

    file: str  # the name shown to people, with the member or sheet where there are several
    frame: pd.DataFrame  # columns: the file's headers; every cell text, "" when empty
    lines: np.ndarray  # the record number in the file of each row, from 1, the header row counting
    rows: int  # all records except the header row; equals len(frame) + furniture
    furniture: int = 0  # records that are no data
    encoding: str = ""  # "" for workbooks
    separator: str = ""  # "" for workbooks
    sheet: str = ""  # "" for text files
    remarks: tuple[str, ...] = ()  # plain sentences about what was found and done
    left_out: tuple[
        str, ...
    ] = ()  # the rows that are no data, by kind: "2 blank rows (lines 6 and 8)"
    title: str = ""  # what stands above its header, where a sheet has several tables
    #: {header: {text in the number format of its cells, "€": their lines}}
    symbols: Mapping[str, Mapping[str, np.ndarray]] = field(default_factory=dict)
    titles: tuple[tuple[int, str], ...] = ()  # line and words of titles of groups
    asides: tuple[tuple[int, str], ...] = ()  # line and words of remarks above and below the data
    nearly_empty: tuple[int, ...] = ()  # lines of rows that hold next to nothing, as a remark says


def to_tables(grid: Grid, *, name: str) -> list[RawTable]:
    """The tables of a grid: one, or each that has a header of its own like that of the first, beside or below it."""
    parts = side_by_side(grid)
    try:
        found = [_blocks(part, name=name) for part in parts]
    except FileError:
        if len(parts) == 1:
            raise
        return _blocks(grid, name=name)
    tables = found[0]
    for place, others in enumerate(found[1:], start=2):
        first, *below = others
        called = _called(name, f"table {place} from the left")
        tables += [replace(first, file=called, title=first.title or _title(first)), *below]
    if len(found) > 1:
        tables[0] = replace(tables[0], title=tables[0].title or _title(tables[0]))
    return tables


def _title(table: RawTable) -> str:
    """The one cell of the row right above its header."""
    return next((words for line, words in table.titles if line < table.lines[0]), "")


def _called(name: str, part: str) -> str:
    return f"{name.removesuffix(']')}, {part}]" if name.endswith("]") else f"{name} [{part}]"


def _blocks(grid: Grid, *, name: str) -> list[RawTable]:
    grid = upright(grid)
    found = sections(grid)
    if len(found) == 1:
        return [to_table(grid, name=name)]
    tables: list[RawTable] = []
    for section in found:
        line = section.grid.first
        try:
            table = to_table(section.grid, name=name)
        except FileError:
            return [to_table(grid, name=name)]
        called = _called(name, f"from line {line}")
        tables.append(replace(table, file=called if tables else name, title=section.title))
    lines = listed_lines(tables)
    remark = f"{len(tables)} blocks of rows have headers of their own ({lines}): each was read as a table."
    return [replace(tables[0], remarks=(*tables[0].remarks, remark)), *tables[1:]]


def listed_lines(tables: list[RawTable]) -> str:
    return in_lines(int(table.lines[0]) for table in tables)


def to_table(grid: Grid, *, name: str) -> RawTable:
    """The one table of a grid. FileError where there is none, or a header without rows."""
    # A report in blocks (labels on a group's first row only) would be made flat here, before all.
    grid, known = _largest(grid)
    found = _header(grid, known, name=name)
    at, header = found.place, found.names
    body = grid.frame.iloc[at + 1 :]
    width = _width(grid, at, header)
    cells = None if grid.cells is None else grid.cells[at + 1 :]
    below = np.arange(len(body)) + at + 1 + grid.first  # the line of each row
    _check_alignment(body, cells, width, lines=below, name=name)
    found_out = find_furniture(
        body,
        header,
        width=width,
        cells=cells,
        rows=lambda places: grid.rows(places + at + 1),
        complete=grid.complete,
        known={place - at - 1: kind for place, kind in known.items() if place > at},
    )
    kinds, blank = found_out.kinds, found_out.blank
    keep = ~blank
    keep[list(kinds)] = False
    if not keep.any():
        formulas = any(NOT_CALCULATED in said for said in grid.symbols.values())
        fix = f"The cells hold formulas {NO_RESULT}. {CALCULATE}" if formulas else ""
        raise _no_rows(grid.first + at, header, name, fix)
    data = (body if keep.all() else body[keep]).reset_index(drop=True)
    nearly_empty = tuple(below[found_out.bare()].tolist())
    headers, remarks = _headers(header, data)
    above = {place - at - 1: known.get(place, "above") for place in range(at)}
    return RawTable(
        file=name,
        frame=_named(data, headers),
        lines=below[keep],
        rows=len(grid.frame) - 1,
        furniture=at + int((~keep).sum()),
        encoding=grid.encoding,
        separator=grid.separator,
        sheet=grid.sheet,
        remarks=grid.remarks
        + remarks
        + _ragged(data, None if cells is None else cells[keep], width, lines=below[keep])
        + told_bare(nearly_empty)
        + _not_calculated(grid, headers, data, below[keep]),
        symbols={
            headers[place]: {text: at for text, at in said.items() if text != NOT_CALCULATED}
            for place, said in grid.symbols.items()
            if place in headers
        },
        left_out=_account(above | kinds, blank, at + 1 + grid.first),
        titles=_titles(grid, at, {place for place, kind in kinds.items() if kind == "title"}),
        asides=_asides(grid, at, kinds),
        nearly_empty=nearly_empty,
    )


#: kinds of rows that somebody wrote for those who read the list
_SAID = ("title", "note", "footer", "table")
_MOST_ASIDES = 50


def _asides(grid: Grid, at: int, kinds: Mapping[int, str]) -> tuple[tuple[int, str], ...]:
    """Line and words of the remarks above the header and among the rows below it."""
    below = [at + 1 + place for place, kind in sorted(kinds.items()) if kind in _SAID]
    found = []
    for place in [*range(at), *below][-_MOST_ASIDES:]:
        cells = [cell.strip() for cell in grid.frame.iloc[place] if cell.strip()]
        found.append((place + grid.first, "; ".join(cells)))
    return tuple(found)


def _titles(grid: Grid, at: int, places: set[int]) -> tuple[tuple[int, str], ...]:
    """Line and words of the row right above the header, if it has one cell, and of titles below it."""
    found = []
    for place in sorted({-2, *places}):
        cells = (
            [cell for cell in grid.frame.iloc[at + 1 + place] if cell] if at + place >= -1 else []
        )
        if len(cells) == 1:
            found.append((at + 1 + place + grid.first, cells[0]))
    return tuple(found)


def _largest(grid: Grid) -> tuple[Grid, dict[int, str]]:
    """The grid without what stands beside its largest table, and the rows that are of others."""
    filled = filled_cells(grid)
    whole, held = without_beside(grid, filled)
    if whole is not grid:
        grid, filled = whole, filled_cells(whole)
    empty = are_empty(grid, filled)
    others = other_tables(grid.frame, empty)
    rows = [place for start, end in others for place in range(start, end)]
    return grid, dict.fromkeys([*np.flatnonzero(held & empty).tolist(), *rows], "table")


def _header(grid: Grid, known: dict[int, str], *, name: str) -> Header:
    """The header of the rows that are not known to be of another table."""
    start = next((place for place in range(len(grid.frame)) if place not in known), 0)
    top = stripped(grid.rows(slice(start, start + DEPTH)))
    for place in range(len(top)):
        if start + place in known:
            top[place] = [""] * len(top[place])
    found = named(top, find_header(top, name=name, first=grid.first + start))
    return Header(found.place + start, found.names)


def _width(grid: Grid, at: int, header: list[str]) -> int:
    """How many cells the header has: in a text its own, in a sheet up to the last that is filled."""
    if grid.cells is not None:
        return int(grid.cells[at])
    return max((place + 1 for place, cell in enumerate(header) if not is_blank(cell)), default=0)


def _no_rows(line: int, header: list[str], name: str, fix: str = "") -> NoRowsError:
    columns = sum(not is_blank(cell) for cell in header)
    error = NoRowsError(
        f'"{name}" has a header but no rows.',
        there=f"The header in line {line} has {columns} columns, and nothing below it is data.",
        fix=fix
        or "Export the data again; a filter or a missing permission may have hidden every row.",
    )
    error.headers = tuple(cell.strip() for cell in header if not is_blank(cell))
    return error


def bare(headers: tuple[str, ...], *, name: str) -> RawTable:
    """A table that has a header and no rows."""
    frame = pd.DataFrame({header: pd.Series(dtype="str") for header in headers})
    return RawTable(
        file=name,
        frame=frame,
        lines=np.arange(0),
        rows=0,
        furniture=0,
        encoding="",
        separator="",
        sheet="",
        remarks=(),
    )


def with_headers(data: pd.DataFrame, header: list[str]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Columns of text under their names, each of them once, and what there is to say of that."""
    headers, remarks = _headers(header, data)
    return _named(data, headers), remarks


def _named(data: pd.DataFrame, headers: dict[int, str]) -> pd.DataFrame:
    frame = data if len(headers) == data.shape[1] else data[list(headers)]
    return frame.set_axis(pd.Index(list(headers.values()), dtype=str), axis=1)


def _headers(header: list[str], data: pd.DataFrame) -> tuple[dict[int, str], tuple[str, ...]]:
    """Each column's name: a second "X" is "X__2", data without a header is "column 7"."""
    given = set(header)
    taken: dict[str, list[str]] = {}
    names: dict[int, str] = {}
    unnamed = []
    for place, cell in enumerate(header):
        if is_blank(cell):
            if (data[place] == "").all():
                continue
            cell = f"column {place + 1}"
            unnamed.append(cell)
        names[place] = cell if cell not in taken else _numbered(cell, given)
        given.add(names[place])
        taken.setdefault(cell, []).append(names[place])
    return names, _header_remarks(taken, unnamed)


def _numbered(cell: str, given: set[str]) -> str:
    return next(name for name in (f"{cell}__{n}" for n in count(2)) if name not in given)


def _header_remarks(taken: dict[str, list[str]], unnamed: list[str]) -> tuple[str, ...]:
    shared = [
        f'{len(names)} columns share the header "{cell}": after the first, {listed(names[1:])}.'
        for cell, names in taken.items()
        if len(names) > 1
    ]
    named = [f'A column without a header is called "{cell}".' for cell in unnamed]
    return (*shared, *named)


NO_RESULT = "of which the result was never stored"
CALCULATE = "Open the file in Excel or LibreOffice, save it there and load it again."


def _not_calculated(
    grid: Grid, headers: Mapping[int, str], data: pd.DataFrame, lines: np.ndarray
) -> tuple[str, ...]:
    """What there is to say of each column with formulas that the program which wrote the file did not calculate."""
    told = []
    for place, header in headers.items():
        there = grid.symbols.get(place, {}).get(NOT_CALCULATED)
        if there is None:
            continue
        without = lines[np.isin(lines, there) & (data[place] == "").to_numpy()].tolist()
        if without:
            told.append(
                f'"{header}" holds {"a formula" if len(without) == 1 else f"{len(without):,} formulas"} {NO_RESULT} '
                f"({in_lines(without)}), read as empty. {CALCULATE}"
            )
    return tuple(told)


def _are_long(data: pd.DataFrame, width: int) -> np.ndarray:
    """Which rows have something beyond the header."""
    long = np.zeros(len(data), dtype=bool)
    for place in range(width, data.shape[1]):
        long |= (data[place].str.strip(BLANKS) != "").to_numpy(dtype=bool)
    return long


def _check_alignment(
    body: pd.DataFrame, cells: np.ndarray | None, width: int, *, lines: np.ndarray, name: str
) -> None:
    """FileError where most rows have more cells than the header, which cannot be told apart then."""
    if cells is None:
        return
    long = _are_long(body, width)
    total = int((cells > 1).sum())
    if 2 * long.sum() > total:
        raise _misaligned(lines[long], total, name)


def _ragged(
    data: pd.DataFrame, cells: np.ndarray | None, width: int, *, lines: np.ndarray
) -> tuple[str, ...]:
    """The rows that are longer or shorter than the header, and data all the same."""
    if cells is None:
        return ()
    return tuple(
        f"{_rows(mask)} {length} cells than the header ({in_lines(lines[mask])}): {effect}."
        for mask, length, effect in (
            (_are_long(data, width), "more", "those beyond it have no header"),
            (cells < width, "fewer", "the missing cells are empty"),
        )
        if mask.any()
    )


def without_gone(raw: RawTable, gone: Iterable[int]) -> RawTable:
    """The table with its remark on rows that hold little without those of these lines, which are left out."""
    away = set(gone)
    left = tuple(line for line in raw.nearly_empty if line not in away)
    told = told_bare(raw.nearly_empty)
    remarks = [
        said for each in raw.remarks for said in (told_bare(left) if each in told else (each,))
    ]
    return replace(raw, nearly_empty=left, remarks=tuple(remarks))


def told_bare(lines: Sequence[int]) -> tuple[str, ...]:
    """The remark on rows that hold next to nothing."""
    if not lines:
        return ()
    rows = "1 row holds" if len(lines) == 1 else f"{len(lines)} rows hold"
    return (
        f"{rows} next to nothing of what all others do ({in_lines(lines)}): read as it stands.",
    )


def _rows(mask: np.ndarray) -> str:
    return "1 row has" if mask.sum() == 1 else f"{mask.sum()} rows have"


def _misaligned(lines: np.ndarray, total: int, name: str) -> FileError:
    return FileError(
        f'Most rows of "{name}" have more cells than the header.',
        there=f"{len(lines)} of {total} rows ({in_lines(lines)}).",
        fix="Export again with text in quotes, or with a separator that no value contains.",
    )


def _account(kinds: dict[int, str], blank: np.ndarray, first: int) -> tuple[str, ...]:
    """Each kind of furniture with its lines; place 0 is line `first`."""
    places: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for place, kind in kinds.items():
        places[kind].append(place)
    places["blank"] += np.flatnonzero(blank).tolist()
    told = {
        kind: f"{len(found)} {KINDS[kind][len(found) > 1]} ({in_lines(first + n for n in sorted(found))})"
        for kind, found in places.items()
        if found
    }
    rests = [n + 1 for n in places["begun"] if n + 1 not in kinds and not blank[n + 1]]
    if rests:
        told["begun"] += f", perhaps with the rest below ({in_lines(first + n for n in rests)})"
    return tuple(told.values())
