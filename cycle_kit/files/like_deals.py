"""Rows left out, as nobody can tell which cell belongs where, that look like deals all the same."""

from collections.abc import Sequence

from cycle_kit.files.body import Body
from cycle_kit.files.header import known_ends
from cycle_kit.files.shapes import folded, shape

_FEWEST = 2  # days, amounts and words for outcomes


def doubtful(body: Body) -> list[int]:
    """The places of rows whose cells are in the wrong columns and say what deals say."""
    shifted = [place for place, kind in sorted(body.kinds.items()) if kind == "shifted"]
    return [place for place in shifted if _is_like(body.rows[place])]


def _is_like(row: Sequence[str]) -> bool:
    said = [shape(cell) for cell in row]
    ends = sum(folded(cell) in known_ends() for cell in row if cell)
    return "date" in said and said.count("date") + said.count("number") + ends >= _FEWEST
