"""A grid: all records of one sheet or text file, before it is known where the header is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from cycle_kit.errors import FileError

#: what a blank cell may hold: spaces, and marks of byte order and of direction
BLANKS = (
    " \t\r\n\x0b\x0c\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\u00ad\ufeff\u200b\u200c\u200d"
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)

_MOST_CELLS = 50_000_000

#: so many cells are turned into rows at once; many columns one by one would take longer
_FEW_CELLS = 1_000_000

#: as many as a spreadsheet has
MOST_COLUMNS = 16_384


@dataclass(frozen=True)
class Grid:
    """All records as text; columns 0, 1, 2, ...; "" where a record has no such cell."""

    frame: pd.DataFrame
    cells: np.ndarray | None = None  # how many cells each record has; None where it cannot be told
    first: int = 1  # the first record's number in the file
    left: int = 0  # how many empty columns of a sheet are before the first
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    remarks: tuple[str, ...] = ()
    #: {column: {text in the number format of its cells: their lines}}
    symbols: Mapping[int, Mapping[str, np.ndarray]] = field(default_factory=dict)
    complete: bool = True  # the last record ends with a line break, as all others

    @cached_property
    def few(self) -> np.ndarray | None:
        """The cells as rows by columns, made once for all who look at them; None where there are many."""
        return self.frame.to_numpy(dtype=object) if self.frame.size <= _FEW_CELLS else None

    def rows(self, places: slice | np.ndarray) -> list[list[str]]:
        """The cells of the records there."""
        if self.few is not None:
            return self.few[places].tolist()
        return self.frame.iloc[places].to_numpy(dtype=object).tolist()


def from_rows(rows: list[list[str]], *, name: str, remarks: tuple[str, ...] = ()) -> Grid:
    """A grid of ragged rows, each filled up to the widest."""
    cells = np.array([len(row) for row in rows], dtype=np.int64)
    check_width(cells, name=name)
    width = int(cells.max(initial=0))
    full = [row + [""] * (width - len(row)) for row in rows]
    return Grid(pd.DataFrame(full, columns=range(width), dtype=str), cells, remarks=remarks)


def check_width(cells: np.ndarray, *, name: str) -> None:
    """Refuse a table of far too many columns, and one that is wide in a single broken line only."""
    width, box = int(cells.max(initial=0)), len(cells) * int(cells.max(initial=0))
    broken = box > _MOST_CELLS and box > 10 * int(cells.sum())
    if width <= MOST_COLUMNS and not broken:
        return
    usual = int(np.median(cells))
    if not broken and usual > MOST_COLUMNS // 10:
        raise FileError(
            f'"{name}" has {width:,} columns; at most {MOST_COLUMNS:,} are read, as many as a spreadsheet has.',
            fix="Export only the columns that you need.",
        )
    line = int(cells.argmax()) + 1
    raise FileError(
        f'"{name}" has a line far wider than the rest.',
        there=f"Line {line} has {width:,} cells; most lines have {usual:,}.",
        fix="Correct that line, or export the data again.",
    )


def filled_cells(grid: Grid) -> np.ndarray:
    """Which cells hold a byte at all, as rows by columns."""
    if grid.few is not None:
        return grid.few != ""
    columns = [(grid.frame[place] != "").to_numpy(dtype=bool) for place in grid.frame.columns]
    return np.column_stack(columns)


def is_blank(text: str) -> bool:
    return not text.strip(BLANKS)


def in_lines(lines: Iterable[int], *, most: int = 5) -> str:
    """`line 4`, `lines 4 and 9`, `lines 4, 9, 12, 13, 20 and 7 more`."""
    lines = list(lines)
    shown = [str(line) for line in lines[:most]]
    if len(lines) == 1:
        return f"line {shown[0]}"
    if len(lines) > most:
        return f"lines {', '.join(shown)} and {len(lines) - most} more"
    return f"lines {', '.join(shown[:-1])} and {shown[-1]}"
