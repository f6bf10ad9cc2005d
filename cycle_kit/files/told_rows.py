"""What is said of the rows of a table: those that are no data by their kind, and those that are odd."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from cycle_kit.errors import FileError, NoRowsError
from cycle_kit.files.furniture import KINDS
from cycle_kit.files.grid import BLANKS, Grid, in_lines, is_blank
from cycle_kit.files.money_formats import NOT_CALCULATED

MOST_SPANS = 5
NO_RESULT = "of which the result was never stored"
CALCULATE = "Open the file in Excel or LibreOffice, save it there and load it again."


def told_formulas(
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


def check_alignment(grid: Grid, at: int, width: int, *, lines: np.ndarray, name: str) -> None:
    """FileError where most rows have more cells than the header, which cannot be told apart then."""
    if grid.cells is None:
        return
    long = _are_long(grid.frame.iloc[at + 1 :], width)
    total = int((grid.cells[at + 1 :] > 1).sum())
    if 2 * long.sum() > total:
        raise _misaligned(lines[long], total, name)


def told_ragged(
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


def told_bare(lines: Sequence[int]) -> tuple[str, ...]:
    """The remark on rows that hold next to nothing."""
    if not lines:
        return ()
    rows = "1 row holds" if len(lines) == 1 else f"{len(lines)} rows hold"
    return (
        f"{rows} next to nothing of what all others do ({in_lines(lines)}): read as it stands.",
    )


def told_shifted(lines: Sequence[int]) -> tuple[str, ...]:
    """The remark on rows left out that look like deals."""
    if not lines:
        return ()
    one = len(lines) == 1
    rows = (
        "1 row that was left out looks like a deal"
        if one
        else f"{len(lines)} rows that were left out look like deals"
    )
    return (
        f"{rows} ({in_lines(lines)}): {'its' if one else 'their'} cells stand in the wrong columns. Move "
        f"{'it' if one else 'them'} into their columns in the file; a text that holds the separator has to stand in "
        "quotes.",
    )


def told_lists(spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The remark on other lists below the deals: the first line of each and the one behind its last."""
    if not spans:
        return ()
    lines = [f"{start}–{end - 1}" for start, end in spans]
    shown, more = lines[:MOST_SPANS], len(lines) - MOST_SPANS
    if more > 0:
        shown.append(f"{more} more")
    named = " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
    return (
        f"Lines {named} below the deals look like another list, with a header of its own: they are not read as deals. "
        "If they are deals, save them as a file of their own and load both.",
    )


def _rows(mask: np.ndarray) -> str:
    return "1 row has" if mask.sum() == 1 else f"{mask.sum()} rows have"


def _misaligned(lines: np.ndarray, total: int, name: str) -> FileError:
    return FileError(
        f'Most rows of "{name}" have more cells than the header.',
        there=f"{len(lines)} of {total} rows ({in_lines(lines)}).",
        fix="Export again with text in quotes, or with a separator that no value contains.",
    )


def account(kinds: dict[int, str], blank: np.ndarray, first: int) -> tuple[str, ...]:
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


def no_rows(line: int, header: list[str], name: str, fix: str = "") -> NoRowsError:
    columns = sum(not is_blank(cell) for cell in header)
    error = NoRowsError(
        f'"{name}" has a header but no rows.',
        there=f"The header in line {line} has {columns} columns, and nothing below it is data.",
        fix=fix
        or "Export the data again; a filter or a missing permission may have hidden every row.",
    )
    error.headers = tuple(cell.strip() for cell in header if not is_blank(cell))
    return error
