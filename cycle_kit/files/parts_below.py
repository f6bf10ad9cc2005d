"""Rows below a deal that name nothing but a part of it and what that is worth, and add up to the deal's amount."""

import re
from collections.abc import Mapping
from fractions import Fraction

from cycle_kit.files.body import Body
from cycle_kit.files.total_words import is_figure

FEWEST = 2  # parts
#: what stands behind the last mark of a figure and is no thousand
_DECIMALS = re.compile(r"[.,٫](\d{1,2})\D*$")


def find_parts(body: Body, notes: Mapping[int, str]) -> dict[int, str]:
    """Those of the rows taken for notes that are parts of the deal right above them."""
    found = {}
    for run in _runs(sorted(notes)):
        if len(run) >= FEWEST and run[0] > 0 and not body.kind(run[0] - 1) and _add_up(body, run):
            found.update(dict.fromkeys(run, "part"))
    return found


def _runs(places: list[int]) -> list[list[int]]:
    """Places that stand right below each other."""
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _add_up(body: Body, run: list[int]) -> bool:
    rows = [body.rows[place] for place in run]
    filled = [[n for n, cell in enumerate(row) if cell] for row in rows]
    if any(len(own) != 2 for own in filled):
        return False
    for at in {*filled[0]}:
        cells = [row[at] for row in rows]
        texts = [row[n] for row, own in zip(rows, filled, strict=True) for n in own if n != at]
        if len(texts) > len(rows) or any(map(is_figure, texts)) or not all(map(is_figure, cells)):
            continue
        whole = _amount(str(body.frame.iloc[run[0] - 1, at]))
        if whole and sum(map(_amount, cells)) == whole:
            return True
    return False


def _amount(cell: str) -> Fraction:
    """The number of a figure, 0 of what holds none: to set figures of one column beside each other."""
    decimals = _DECIMALS.search(cell)
    whole = cell[: decimals.start()] if decimals else cell
    digits = "".join(char for char in whole if char.isdecimal())
    behind = decimals[1] if decimals else ""
    return Fraction(int(digits or "0")) + (
        Fraction(int(behind), 10 ** len(behind)) if behind else 0
    )
