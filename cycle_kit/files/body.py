"""The rows below a header: what is usual among them, and which of them are worth a thorough look."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from cycle_kit.files.glance import Glance, glance
from cycle_kit.files.repeats import is_repeat
from cycle_kit.files.shapes import Column, columns_of, stripped
from cycle_kit.files.total_words import is_total

#: of so many rows all are looked at; of more, those that a glance finds
_SMALL = 2000
#: how many rows at the end are looked at whatever they hold
_TAIL = 30
_SAMPLE = 1000
#: what is odd at a glance is no exception if it is more than this share of the rows
_TOO_MANY = 0.05
#: a row with less than this share of the cells of others is no usual one, unless such rows are frequent
_THIN = 0.6
_OFTEN = 0.2


@dataclass
class Body:
    """The rows that could be furniture, place and stripped cells, and what each turns out to be."""

    header: list[str]
    width: int  # how many cells the header has
    columns: list[Column]
    size: int  # how many rows there are, looked at or not
    cells: np.ndarray | None  # how many cells each row has of its own; None where it cannot be told
    usual: int  # how many cells most rows have
    complete: bool  # the last row ends with a line break
    frame: pd.DataFrame  # all rows as they stand
    blank: np.ndarray  # which rows hold nothing
    rows: dict[int, list[str]] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)

    def kind(self, place: int) -> str:
        return "blank" if self.blank[place] else self.kinds.get(place, "")

    def left(self) -> dict[int, list[str]]:
        return {place: row for place, row in self.rows.items() if place not in self.kinds}

    def lacking(self, row: Sequence[str]) -> list[int]:
        """The columns that are filled in all usual rows and not in this one."""
        return [n for n, column in enumerate(self.columns) if column.always and not row[n]]

    def bare(self) -> list[int]:
        """The rows left that hold two cells at most of all that every other has: perhaps deals, perhaps not."""
        return [
            place
            for place, row in self.left().items()
            if sum(map(bool, row)) <= 2
            and 2 * len(self.lacking(row)) >= self.always > 2
            and any(column.always and cell for column, cell in zip(self.columns, row, strict=True))
        ]

    @cached_property
    def always(self) -> int:
        """How many columns are filled in all usual rows."""
        return sum(column.always for column in self.columns)


def looked_at(
    frame: pd.DataFrame,
    header: list[str],
    cells: np.ndarray | None,
    *,
    rows: Callable[[np.ndarray], list[list[str]]],
    width: int,
    complete: bool,
    known: Mapping[int, str],
) -> Body:
    """The body with the rows that are worth a look; those of no bytes at all are known to be blank.

    `rows`: the cells of the rows at some places; `known`: places whose kind is known before.
    """
    usual = _most_common(cells, width)
    whole = np.ones(len(frame), dtype=bool) if cells is None else cells == usual
    if whole.sum() < (1 - _OFTEN) * len(frame):  # then rows of other lengths are no exception
        whole[:] = True
    whole[list(known)] = False
    whole[-1:] &= complete  # or else the last row's cells may be half
    sample = _usual_rows(frame, header, whole, rows)
    columns = columns_of(sample, len(header))
    blank = np.zeros(len(frame), dtype=bool)
    body = Body(header, width, columns, len(frame), cells, usual, complete, frame, blank)
    suspect = np.ones(len(frame), dtype=bool)
    if len(frame) > _SMALL:
        looks = glance(frame, header, sample, columns)
        blank |= looks.empty
        suspect = _are_suspect(looks, body, sample) & ~blank
    for place in known:
        suspect[place] = blank[place] = False
    suspects = np.flatnonzero(suspect)
    body.rows.update(zip(suspects.tolist(), stripped(rows(suspects)), strict=True))
    body.kinds.update(known)
    return body


def _most_common(cells: np.ndarray | None, width: int) -> int:
    if cells is None or not len(cells):
        return width
    times = np.bincount(cells[cells > 1], minlength=width + 1)
    return width if times[width] == times.max() else int(times.argmax())


def _usual_rows(
    frame: pd.DataFrame,
    header: list[str],
    whole: np.ndarray,
    rows_of: Callable[[np.ndarray], list[list[str]]],
) -> list[list[str]]:
    """Some rows, evenly from the whole table, of usual length, and none that is furniture for certain."""
    if len(frame) > _SAMPLE:
        begun = (frame.iloc[:, : min(3, frame.shape[1])] != "").any(axis=1).to_numpy(dtype=bool)
        whole = whole & begun
    places = np.flatnonzero(whole)
    if len(places) > _SAMPLE:
        places = places[np.linspace(0, len(places) - 1, _SAMPLE).astype(int)]
    rows = [
        row
        for row in stripped(rows_of(places))
        if any(row) and not is_repeat(row, header) and not is_total(row)
    ]
    filled = np.array([sum(map(bool, row)) for row in rows])
    most = np.percentile(filled, 75) if len(rows) else 0
    bare, thin = filled < _THIN / 2 * most, filled < _THIN * most
    if (thin & ~bare).sum() > max(3, _OFTEN * len(rows)):  # then such rows are no exception
        thin = bare
    return [row for row, is_thin in zip(rows, thin.tolist(), strict=True) if not is_thin]


def _are_suspect(looks: Glance, body: Body, sample: list[list[str]]) -> np.ndarray:
    filled = Counter(sum(map(bool, row)) for row in sample)
    usual = sorted(filled.elements())[len(sample) // 2] if sample else 0
    ragged = np.zeros(body.size, dtype=bool) if body.cells is None else body.cells != body.usual
    suspect = looks.headers >= 2
    for exceptions, most in (
        (looks.lacking > 0, _TOO_MANY),
        (looks.odd >= 2, _TOO_MANY),
        (looks.odd >= 1, _TOO_MANY / 5),
        (looks.filled <= max(2, usual // 3), _TOO_MANY),
        (ragged, _OFTEN),
    ):
        if (exceptions & ~body.blank).mean() <= most:
            suspect |= exceptions
    suspect[-_TAIL:] = True
    suspect[:3] = True
    return suspect
