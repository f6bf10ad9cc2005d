"""Furniture: the records around and between the data that are none.

Blank rows, rows of totals, footers, repeated headers and the titles of groups above these. A row is
furniture only where it cannot be a deal; what is in doubt stays.
"""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cycle_kit.files.grid import BLANKS, is_blank
from cycle_kit.files.totals import TOTAL_START, is_total

#: sentences that export tools write below the data
_FOOTER = re.compile(
    r"(?i)\W*(confidential information|copyright|©|\(c\)|all rights reserved"
    r"|(generated|exported) (by|on|at)|report (generated|run|created)|showing \d|page \d+ (of|/)"
    r"|end of (report|file)|vertraulich|erstellt am|confidentiel|généré le|poufne|wygenerowan"
    r"|поверително|конфиденциально|محرمانه)"
)

#: how many rows at the end are looked at whatever they hold
_TAIL = 30

#: kind: the words of its remark, for one and for several
KINDS = {
    "above": ("row above the header", "rows above the header"),
    "blank": ("blank row", "blank rows"),
    "header": ("repeated header row", "repeated header rows"),
    "title": ("group title", "group titles"),
    "total": ("row of totals", "rows of totals"),
    "footer": ("footer row", "footer rows"),
}


@dataclass(frozen=True)
class _Thin:
    """The rows that could be furniture: place and stripped cells, and what each turns out to be."""

    rows: dict[int, list[str]]
    kinds: dict[int, str]

    def left(self) -> dict[int, list[str]]:
        return {place: row for place, row in self.rows.items() if place not in self.kinds}


def find_furniture(body: pd.DataFrame, header: list[str]) -> dict[int, str]:
    """The places of `body` that are no data, and the kind of each, a key of KINDS."""
    suspects = _suspects(body, header)
    cells = body.iloc[suspects].to_numpy(dtype=object).tolist()
    stripped = [[cell.strip(BLANKS) for cell in row] for row in cells]
    thin = _Thin(dict(zip(suspects.tolist(), stripped, strict=True)), {})
    thin.kinds.update(_plain_kinds(thin.rows, [cell.strip(BLANKS) for cell in header]))
    thin.kinds.update(_titles(thin))
    thin.kinds.update(_footers(thin, body))
    return thin.kinds


def _suspects(body: pd.DataFrame, header: list[str]) -> np.ndarray:
    """The places worth a look: nearly empty, a total in front, or the header's first cell."""
    front = next((place for place, cell in enumerate(header) if not is_blank(cell)), 0)
    first = body.iloc[:, front].str.strip(BLANKS)
    second = body.iloc[:, min(front + 1, body.shape[1] - 1)].str.strip(BLANKS)
    named = first.str.match(TOTAL_START) | (first == header[front].strip(BLANKS))
    at_end = np.arange(len(body)) >= len(body) - _TAIL
    hollow = np.flatnonzero(((first == "") | (second == "") | at_end) & ~named)
    return np.sort(np.concatenate([np.flatnonzero(named), _thin_among(body, hollow)]))


def _thin_among(body: pd.DataFrame, hollow: np.ndarray) -> np.ndarray:
    """Those of the hollow rows that have at most two filled cells, or a total in front."""
    part = body.iloc[hollow]
    filled = np.zeros(len(part), dtype=np.int64)
    front = np.full(len(part), "", dtype=object)
    for place in range(part.shape[1]):
        column = part.iloc[:, place].str.strip(BLANKS).to_numpy(dtype=object)
        filled += column != ""
        front = np.where(front == "", column, front)
    totals = pd.Series(front, dtype=str).str.match(TOTAL_START).to_numpy(dtype=bool)
    return hollow[(filled <= 2) | totals]


def _plain_kinds(rows: dict[int, list[str]], header: list[str]) -> dict[int, str]:
    kinds = {}
    for place, row in rows.items():
        if not any(row):
            kinds[place] = "blank"
        elif row == header:
            kinds[place] = "header"
        elif is_total(row):
            kinds[place] = "total"
    return kinds


def _titles(thin: _Thin) -> dict[int, str]:
    """A single cell right above a repeated header names the group that follows."""
    titles = {}
    left = thin.left()
    for place, kind in thin.kinds.items():
        above = place - 1
        while thin.kinds.get(above) == "blank":
            above -= 1
        if kind == "header" and above in left and sum(map(bool, thin.rows[above])) == 1:
            titles[above] = "title"
    return titles


def _footers(thin: _Thin, body: pd.DataFrame) -> dict[int, str]:
    """Thin rows after the last full one: known sentences, lone ones, and what follows a gap."""
    most = min(2, (body.shape[1] - 1) // 2)
    start = _tail_start(thin, len(body), most=most)
    tail = [place for place in range(start, len(body)) if place not in thin.kinds]
    usual = any(place < start for place in thin.left())
    ids = _holds_ids(body.iloc[:start, 0])
    gaps = [place for place in range(start, len(body)) if thin.kinds.get(place)]
    footers: dict[int, str] = {}
    for place in tail:
        row = [cell for cell in thin.rows[place] if cell]
        apart = bool(footers) or any(gap < place for gap in gaps)
        if _is_footer(row, thin.rows[place], most=most, apart=apart, usual=usual, ids=ids):
            footers[place] = "footer"
    return footers


def _tail_start(thin: _Thin, start: int, *, most: int) -> int:
    """Where the run of thin rows at the end begins; a repeated header ends it, as data follow one."""
    while start - 1 in thin.rows:
        kind = thin.kinds.get(start - 1)
        full = kind is None and sum(map(bool, thin.rows[start - 1])) > most
        if full or kind in ("header", "title"):
            break
        start -= 1
    return start


def _is_footer(
    filled: list[str], row: list[str], *, most: int, apart: bool, usual: bool, ids: bool
) -> bool:
    if any(_FOOTER.match(cell) for cell in row[:3]):
        return len(filled) < len(row)
    is_id = ids and len(filled[0].split()) == 1  # of a deal that is cut off or almost empty
    if len(filled) > most or not any(row[:2]) or is_id:
        return False
    return apart or (not usual and len(filled) == 1 and len(filled[0].split()) > 2)


def _holds_ids(column: pd.Series) -> bool:
    cells = [cell for cell in column.head(100).tolist() if not is_blank(cell)]
    return sum(len(cell.split()) == 1 for cell in cells) >= 0.9 * len(cells)
