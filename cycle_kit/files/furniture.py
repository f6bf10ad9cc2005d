"""Furniture: the records around and between the data that are none.

A row is furniture only where it cannot be a deal, or where nobody can tell what its cells are; what is in doubt stays.
"""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from cycle_kit.files.body import Body, looked_at
from cycle_kit.files.footers import find_footers
from cycle_kit.files.notes import find_explanations, find_notes, find_titles, plain_kind
from cycle_kit.files.pasted import find_pasted
from cycle_kit.files.shifted import find_broken
from cycle_kit.files.totals import find_totals

#: kind: the words of its remark, for one and for several
KINDS = {
    "above": ("row above the header", "rows above the header"),
    "explains": ("row below the header that explains it", "rows below the header that explain it"),
    "blank": ("blank row", "blank rows"),
    "line": ("drawn line", "drawn lines"),
    "header": ("repeated header row", "repeated header rows"),
    "title": ("group title", "group titles"),
    "total": ("row of totals", "rows of totals"),
    "error": ("row of spreadsheet errors", "rows of spreadsheet errors"),
    "note": ("row with nothing but a note", "rows with nothing but a note"),
    "part": (
        "row below a deal that adds up to its amount",
        "rows below a deal that add up to its amount",
    ),
    "footer": ("footer row", "footer rows"),
    "table": ("row of another table", "rows of another table"),
    "shifted": (
        "row whose cells stand in the wrong columns",
        "rows whose cells stand in the wrong columns",
    ),
    "cut": ("row that breaks off", "rows that break off"),
    "begun": (
        "row that breaks off after its first cell",
        "rows that break off after their first cell",
    ),
}


def find_furniture(
    frame: pd.DataFrame,
    header: list[str],
    *,
    width: int,
    cells: np.ndarray | None = None,
    rows: Callable[[np.ndarray], list[list[str]]],
    complete: bool = True,
    known: Mapping[int, str],
) -> Body:
    """The rows below the header: the kind of those that are no data, a key of KINDS, and which hold nothing at all.

    `width`: how many cells the header has; `cells`: how many each row has of its own, where that can be told;
    `rows`: the cells of the rows at some places; `complete`: the last row ends with a line break; `known`: places
    whose kind is known before.
    """
    body = looked_at(frame, header, cells, rows=rows, width=width, complete=complete, known=known)
    for place, row in body.rows.items():
        kind = plain_kind(row, body)
        if kind:
            body.kinds[place] = kind
    # each looks at what those before it left
    for find in _FINDERS:
        body.kinds.update(find(body))
    return body


_FINDERS = (
    find_totals,
    find_explanations,
    find_pasted,
    find_titles,
    find_footers,
    find_notes,
    find_broken,
)
