"""A raw table: the rows of data of one sheet or file, and an account of all the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from cycle_kit.errors import FileError
from cycle_kit.files.beside import are_empty, side_by_side, without_beside
from cycle_kit.files.blocks import other_tables
from cycle_kit.files.column_names import in_columns, named_once
from cycle_kit.files.cut_header import with_whole_header
from cycle_kit.files.furniture import find_furniture
from cycle_kit.files.grid import Grid, filled_cells, in_lines, is_blank
from cycle_kit.files.header import DEPTH, find_header, upright
from cycle_kit.files.header_names import Header, named
from cycle_kit.files.like_deals import doubtful
from cycle_kit.files.lists_below import lists_below
from cycle_kit.files.merged_cells import copied_down
from cycle_kit.files.money_formats import MERGED, NO_TEXTS, NOT_CALCULATED
from cycle_kit.files.sections import sections
from cycle_kit.files.shapes import stripped
from cycle_kit.files.surplus import with_whole_cells
from cycle_kit.files.told_rows import (
    CALCULATE,
    NO_RESULT,
    account,
    check_alignment,
    no_rows,
    told_bare,
    told_formulas,
    told_lists,
    told_ragged,
    told_shifted,
)


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
    #: {header: lines of the empty cells that are one with a filled one above; words of that are copied}
    merged: Mapping[str, np.ndarray] = field(default_factory=dict)
    titles: tuple[tuple[int, str], ...] = ()  # line and words of titles of groups
    asides: tuple[tuple[int, str], ...] = ()  # line and words of remarks above and below the data
    nearly_empty: tuple[int, ...] = ()  # lines of rows that hold next to nothing, as a remark says
    part: str = ""  # which of several tables beside or below each other, but for the first


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
        part = f"table {place} from the left"
        title = first.title or _title(first)
        tables += [replace(first, file=_called(name, part), title=title, part=part), *below]
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
        part = f"from line {line}" if tables else ""
        called = _called(name, part) if part else name
        tables.append(replace(table, file=called, title=section.title, part=part))
    lines = listed_lines(tables)
    remark = f"{len(tables)} blocks of rows have headers of their own ({lines}): each was read as a table."
    return [replace(tables[0], remarks=(*tables[0].remarks, remark)), *tables[1:]]


def listed_lines(tables: list[RawTable]) -> str:
    return in_lines(int(table.lines[0]) for table in tables)


def to_table(grid: Grid, *, name: str) -> RawTable:
    """The one table of a grid. FileError where there is none, or a header without rows."""
    # A report in blocks (labels on a group's first row only) would be made flat here, before all.
    grid, known, apart = _largest(grid)
    grid, found = with_whole_header(grid, _header(grid, known, name=name), name=name)
    at, header = found.place, found.names
    width = _width(grid, at, header)
    below = np.arange(len(grid.frame) - at - 1) + at + 1 + grid.first  # the line of each row
    grid = with_whole_cells(grid, at, header, width)
    check_alignment(grid, at, width, lines=below, name=name)
    below_them = lists_below(grid.frame, at, header, known)
    known |= {place: "table" for start, end in below_them for place in range(start, end)}
    others = sorted([*below_them, *((start, end) for start, end in apart if start > at)])
    body = grid.frame.iloc[at + 1 :]
    cells = None if grid.cells is None else grid.cells[at + 1 :]
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
        raise no_rows(grid.first + at, header, name, fix)
    data = (body if keep.all() else body[keep]).reset_index(drop=True)
    nearly_empty = tuple(below[found_out.bare()].tolist())
    merged = {place: said[MERGED] for place, said in grid.symbols.items() if MERGED in said}
    data, merged = copied_down(data, below[keep], merged, header)
    headers, remarks = named_once(header, data)
    above = {place - at - 1: known.get(place, "above") for place in range(at)}
    return RawTable(
        file=name,
        frame=in_columns(data, headers),
        lines=below[keep],
        rows=len(grid.frame) - 1,
        furniture=at + int((~keep).sum()),
        encoding=grid.encoding,
        separator=grid.separator,
        sheet=grid.sheet,
        remarks=grid.remarks
        + remarks
        + told_ragged(data, None if cells is None else cells[keep], width, lines=below[keep])
        + told_bare(nearly_empty)
        + told_shifted(below[doubtful(found_out)].tolist())
        + told_lists([(start + grid.first, end + grid.first) for start, end in others])
        + told_formulas(grid, headers, data, below[keep]),
        symbols={
            headers[place]: {text: at for text, at in said.items() if text not in NO_TEXTS}
            for place, said in grid.symbols.items()
            if place in headers
        },
        merged={headers[place]: lines for place, lines in merged.items() if place in headers},
        left_out=account(above | kinds, blank, at + 1 + grid.first),
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
        pair = len(cells) == 2 and kinds.get(place - at - 1) == "table"  # a word and what it means
        found.append((place + grid.first, (" = " if pair else "; ").join(cells)))
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


def _largest(grid: Grid) -> tuple[Grid, dict[int, str], list[tuple[int, int]]]:
    """The grid without what stands beside its largest table, the rows that are of others, and where those above or
    below it start and end."""
    filled = filled_cells(grid)
    whole, held = without_beside(grid, filled)
    if whole is not grid:
        grid, filled = whole, filled_cells(whole)
    empty = are_empty(grid, filled)
    others = other_tables(grid.frame, empty)
    rows = [place for start, end in others for place in range(start, end)]
    known = dict.fromkeys([*np.flatnonzero(held & empty).tolist(), *rows], "table")
    return grid, known, others


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


def without_gone(raw: RawTable, gone: Iterable[int]) -> RawTable:
    """The table with its remark on rows that hold little without those of these lines, which are left out."""
    away = set(gone)
    left = tuple(line for line in raw.nearly_empty if line not in away)
    told = told_bare(raw.nearly_empty)
    remarks = [
        said for each in raw.remarks for said in (told_bare(left) if each in told else (each,))
    ]
    return replace(raw, nearly_empty=left, remarks=tuple(remarks))
