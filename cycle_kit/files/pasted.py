"""Another list pasted right below the first, without a gap: a header of its own, and rows in its order."""

from collections.abc import Sequence

from cycle_kit.files.body import Body
from cycle_kit.files.repeats import is_reordered, names_columns
from cycle_kit.files.shapes import misfit, stripped

_LOOKED_AT = 10


def find_pasted(body: Body) -> dict[int, str]:
    """The rows from such a header to the next gap, header of the first list, or the end."""
    found: dict[int, str] = {}
    for place, row in body.left().items():
        if place not in found and _begins(place, row, body):
            ends = (
                n for n, kind in body.kinds.items() if kind in ("blank", "header") and n > place
            )
            found.update(dict.fromkeys(range(place, min(ends, default=body.size)), "table"))
    return found


def _begins(place: int, row: Sequence[str], body: Body) -> bool:
    if is_reordered(row, body.header):
        return True
    if not names_columns(row, body.columns):
        return False
    below = body.frame.iloc[place + 1 : place + 1 + _LOOKED_AT]
    rows = stripped(below.to_numpy(dtype=object).tolist())
    return 2 * sum(_is_unlike(other, body) for other in rows) > len(rows)


def _is_unlike(row: Sequence[str], body: Body) -> bool:
    return sum(misfit(cell, column) for cell, column in zip(row, body.columns, strict=True)) >= 1
