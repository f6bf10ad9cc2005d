"""Rows whose cells stand in the wrong columns, as a cell got lost or a value was cut in two, and rows that break off.

Judged by evidence: what stands under each header against what usually stands there, and whether moving the cells
by one place would mend it.
"""

from collections.abc import Sequence
from itertools import accumulate

from cycle_kit.files.body import Body
from cycle_kit.files.further import is_further_product
from cycle_kit.files.shapes import ENOUGH, Column, folded, misfit, shape

#: how much a row may be unlike the others before its cells are thought to be in wrong columns
_DOUBT = 1.0
_SURE = 2.0
_BETTER = 0.5

#: more rows than these do not break off
_FEW, _RARELY = 3, 0.02


def find_broken(body: Body) -> dict[int, str]:
    """The rows left that are "shifted", "cut", or "begun" with one cell, by place."""
    left = body.left()
    further = {place for place, row in left.items() if is_further_product(place, row, body)}
    found = {place: _kind(place, row, body) for place, row in left.items() if place not in further}
    found |= _in_two_lines(body)
    cut = sum(kind == "cut" for kind in found.values())
    if cut > max(
        _FEW, _RARELY * body.size
    ):  # then it is how the file leaves out blank cells at the end
        found = {place: kind for place, kind in found.items() if kind != "cut"}
    begun = {
        place: "begun"
        for place, kind in found.items()
        if kind == "cut" and place + 1 < body.size and sum(map(bool, left[place])) == 1
    }
    return {place: kind for place, kind in (found | begun).items() if kind}


def _in_two_lines(body: Body) -> dict[int, str]:
    """Rows that a line break within a value made two of: the second begins with the rest of it."""
    found = {}
    left = body.left()
    for place, row in left.items():
        if len(body.lacking(row)) < 2 or place + 1 not in left:
            continue
        one, two = _begun(row), _begun(left[place + 1])
        joined = [*one[:-1], " ".join([*one[-1:], *two[:1]]), *two[1:]]
        whole = [*joined, *[""] * (body.width - len(joined))]
        if (
            len(one) < 2
            or len(whole) > body.width
            or not stands_wrong(two, body.columns[: body.width])
        ):
            continue
        if _as_it_stands(whole, body.columns[: body.width]) < _DOUBT:
            found |= {place: "cut", place + 1: "cut"}
    return found


def _begun(row: Sequence[str]) -> list[str]:
    """The cells up to the last that holds something."""
    last = max((place + 1 for place, cell in enumerate(row) if cell), default=0)
    return list(row[:last])


def _kind(place: int, row: list[str], body: Body) -> str:
    columns = body.columns[: body.width]
    own = _own(place, row, body)
    cells = row[:own]
    is_last = place == body.size - 1 and not body.complete
    if own > body.width and any(cells[body.width :]):
        doubtful = body.cells is not None and not overflows(cells, columns)
        return "shifted" if doubtful or stands_wrong(cells, columns) else ""
    if body.cells is not None and own != body.width and stands_wrong(cells, columns):
        return "shifted"
    if is_last and (own < min(body.usual, body.width) or is_cut_cell(cells, columns)):
        return "cut"
    if ends_in_half(row[: body.width], columns):
        return "cut"
    if lost_a_cell(cells, body):
        return "shifted"
    if body.cells is not None and own < body.width:
        return "cut" if breaks_off(cells, columns) else ""
    return "shifted" if is_moved(row[: body.width], columns) else ""


def lost_a_cell(cells: Sequence[str], body: Body) -> bool:
    """Whether a row is shorter than the others and yet ends with a blank cell: what is missing stood before it."""
    if body.cells is None or not cells or cells[-1] or len(cells) >= min(body.usual, body.width):
        return False
    short = int((body.cells < body.usual).sum())
    return short <= max(_FEW, _RARELY * body.size)


def _own(place: int, row: Sequence[str], body: Body) -> int:
    """How many cells the row has of its own; where it cannot be told, up to its last filled one."""
    if body.cells is not None:
        return int(body.cells[place])
    beyond = [n + 1 for n, cell in enumerate(row) if cell and n >= body.width]
    return max(beyond, default=body.width)


def stands_wrong(cells: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether a row with fewer or more cells than the header cannot be read as it stands."""
    here = sum(misfit(cell, column) for cell, column in zip(cells, columns, strict=False))
    if here < _DOUBT or len(cells) == len(columns):
        return here >= _SURE
    ends = sum(misfit("", column) for column in columns[len(cells) :])
    return here >= _SURE or _mended(cells, columns) <= here + ends - _BETTER


def overflows(cells: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether what is beyond the header can only be the end of the row: all before it stands well, and one of the
    last two columns shows that nothing is moved."""
    width = len(columns)
    shown = [
        place
        for place in range(width)
        if columns[place].typed and cells[place] and not misfit(cells[place], columns[place])
    ]
    return bool(shown) and shown[-1] >= width - 2 and _as_it_stands(cells[:width], columns) < _DOUBT


def breaks_off(cells: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether a short row lacks what all others have at their end, which is more than the day on which they ended."""
    lost = [column for column in columns[len(cells) :] if column.always and column.filled == 1]
    if cells and shape(cells[-1]) and all(column.kind == "date" for column in lost):
        before = zip(cells, columns, strict=False)
        if any(column.kind == "date" and shape(cell) == "date" for cell, column in before):
            return False
    return len(lost) >= 2 or any(column.seen >= 2 * ENOUGH for column in lost)


def ends_in_half(row: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether the last cell that holds something is the beginning of what its column holds, and what all others
    have is missing behind it."""
    place = len(_begun(row)) - 1
    if place < 0 or not any(column.always for column in columns[place + 1 :]):
        return False
    cell, column = row[place], columns[place]
    if column.kind == "few" and misfit(cell, column):
        return any(word.startswith(folded(cell)) for word in column.words)
    return column.kind in ("date", "code") and len(cell) < column.length


def is_cut_cell(cells: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether the last cell is shorter than all days or codes of its column, or of another form."""
    if not cells or len(cells) != len(columns) or not cells[-1]:
        return False
    cell, column = cells[-1], columns[-1]
    if column.kind in ("date", "code") and len(cell) < column.length:
        return True
    return column.kind in ("date", "code", "mail") and misfit(cell, column) >= 1


def is_moved(cells: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether a row with as many cells as the header has them in wrong columns: two or more can hardly stand
    where they do, and all can one place further."""
    odd = [misfit(cell, column) for cell, column in zip(cells, columns, strict=True)]
    now = sum(odd)
    filled = [cell for cell, how in zip(cells, odd, strict=True) if cell and how]
    if now < _DOUBT or sum(map(bool, odd)) < 2 or not filled:
        return False
    many = (
        sum(map(bool, odd)) > len(cells) / 3
    )  # without it no filled cell is taken for a wrong one
    tries = [
        [*cells[:place], *cells[place + 1 :], ""] for place, cell in enumerate(cells) if not cell
    ]
    rests = [cells[1:]] if cells[-1] else [cells[1:], cells[:-1]]
    for rest in rests if many or not all(cells) else ():
        if _mended(rest, columns) <= now - _DOUBT:
            tries += [[*rest[:place], "", *rest[place:]] for place in range(len(rest))]
    best = min(tries, key=lambda other: _as_it_stands(other, columns), default=cells)
    mended = _as_it_stands(best, columns) <= min(now - _DOUBT, now / 2)
    return mended and _at_home(best, columns) > _at_home(cells, columns)


def _at_home(cells: Sequence[str], columns: Sequence[Column]) -> int:
    """How many cells are of the kind that only their column has."""
    return sum(
        bool(cell) and column.typed and not misfit(cell, column)
        for cell, column in zip(cells, columns, strict=True)
    )


def _as_it_stands(cells: Sequence[str], columns: Sequence[Column]) -> float:
    return sum(misfit(cell, column) for cell, column in zip(cells, columns, strict=True))


def _mended(cells: Sequence[str], columns: Sequence[Column]) -> float:
    """How unlike the row is at best, with empty cells put in at one place or the surplus joined into one."""
    lacking = len(columns) - len(cells)
    return _filled(cells, columns, lacking) if lacking > 0 else _joined(cells, columns, -lacking)


def _filled(cells: Sequence[str], columns: Sequence[Column], lacking: int) -> float:
    stay = [misfit(cell, columns[place]) for place, cell in enumerate(cells)]
    move = [misfit(cell, columns[place + lacking]) for place, cell in enumerate(cells)]
    empty = [misfit("", column) for column in columns]
    before, after = _sums(stay), _sums(move[::-1])[::-1]
    return min(
        (
            before[place] + sum(empty[place : place + lacking]) + after[place]
            for place in range(len(cells))
        ),
        default=0.0,
    )


def _joined(cells: Sequence[str], columns: Sequence[Column], surplus: int) -> float:
    stay = [misfit(cells[place], column) for place, column in enumerate(columns)]
    move = [misfit(cells[place + surplus], column) for place, column in enumerate(columns)]
    before, after = _sums(stay), _sums(move[::-1])[::-1]
    joined = (" ".join(cells[place : place + surplus + 1]) for place in range(len(columns)))
    return min(
        before[place] + misfit(cell, columns[place]) + after[place + 1]
        for place, cell in enumerate(joined)
    )


def _sums(figures: Sequence[float]) -> list[float]:
    return list(accumulate(figures, initial=0.0))
