"""The names of the columns where a header has two rows, or cells that were merged."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cycle_kit.files.header import contrasts, reads_like_header
from cycle_kit.files.shapes import columns_of, shape


@dataclass(frozen=True)
class Header:
    """The place of the header's last row, and a name for each column, "" where it has none."""

    place: int
    names: list[str]


def named(rows: Sequence[Sequence[str]], place: int) -> Header:
    """The header at `place` with what the row above or below it says of its columns; rows are stripped."""
    row = list(rows[place])
    below = rows[place + 1] if place + 1 < len(rows) else []
    if _is_of_groups(row, below, rows[place + 2 :]):
        return Header(place + 1, _told_apart(list(below), row))
    if _is_second(below, row, rows[place + 2 :]):
        names = [under or cell for cell, under in zip(row, below, strict=True)]
        return Header(place + 1, _told_apart(names, row))
    above = rows[place - 1] if place else []
    if sum(map(bool, above)) < 2 or not reads_like_header(above):
        return Header(place, row)
    whole = _filled_up(row, above, rows[place + 1 :])
    return Header(place, _told_apart(whole, above))


def _is_of_groups(row: Sequence[str], below: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Whether it names groups of columns, each name in all columns of its group, and the header is below."""
    cells, names = [cell for cell in row if cell], [cell for cell in below if cell]
    twice = any(cell and cell == after for cell, after in pairwise(row))
    whole = len(names) >= len(cells) and len(set(names)) > len(set(cells))
    return twice and whole and reads_like_header(below) and contrasts(below, rest)


def _is_second(below: Sequence[str], row: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Whether it is a second header row: words only, some of them where the first has none, over filled columns."""
    words = [cell for cell in below if cell]
    if not words or any(shape(cell) != "words" for cell in words) or len(words) == len(below):
        return False
    columns = columns_of([other for other in rest if any(other)], len(row))
    fills = any(
        under and not cell and column.filled
        for cell, under, column in zip(row, below, columns, strict=True)
    )
    return fills and contrasts(below, rest)


def _filled_up(
    row: Sequence[str], above: Sequence[str], below: Sequence[Sequence[str]]
) -> list[str]:
    """Names from above, where cells were merged downwards, for columns that hold something."""
    held = [any(other[place] for other in below) for place in range(len(row))]
    return [cell or (over if has else "") for cell, over, has in zip(row, above, held, strict=True)]


def _told_apart(names: list[str], groups: Sequence[str]) -> list[str]:
    """Names that come twice with that of their group in front, where this tells them apart: "Won Date"."""
    group, longer = "", []
    for name, over in zip(names, groups, strict=True):
        group = over or group
        longer.append(f"{group} {name}" if name and group not in ("", name) else name)
    times, told = Counter(names), Counter(longer)
    return [
        long if times[name] > 1 and told[long] == 1 else name
        for name, long in zip(names, longer, strict=True)
    ]
