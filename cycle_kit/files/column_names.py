"""A name for each column of a table, and each name once."""

from itertools import count

import pandas as pd

from cycle_kit.errors import listed
from cycle_kit.files.grid import is_blank


def with_headers(data: pd.DataFrame, header: list[str]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Columns of text under their names, each of them once, and what there is to say of that."""
    headers, remarks = named_once(header, data)
    return in_columns(data, headers), remarks


def in_columns(data: pd.DataFrame, headers: dict[int, str]) -> pd.DataFrame:
    frame = data if len(headers) == data.shape[1] else data[list(headers)]
    return frame.set_axis(pd.Index(list(headers.values()), dtype=str), axis=1)


def named_once(header: list[str], data: pd.DataFrame) -> tuple[dict[int, str], tuple[str, ...]]:
    """Each column's name: a second "X" is "X__2", data without a header is "column 7"."""
    given = set(header)
    taken: dict[str, list[str]] = {}
    names: dict[int, str] = {}
    unnamed = []
    for place, cell in enumerate(header):
        if is_blank(cell):
            if (data[place] == "").all():
                continue
            cell = f"column {place + 1}"
            unnamed.append(cell)
        names[place] = cell if cell not in taken else _numbered(cell, given)
        given.add(names[place])
        taken.setdefault(cell, []).append(names[place])
    return names, _header_remarks(taken, unnamed)


def _numbered(cell: str, given: set[str]) -> str:
    return next(name for name in (f"{cell}__{n}" for n in count(2)) if name not in given)


def _header_remarks(taken: dict[str, list[str]], unnamed: list[str]) -> tuple[str, ...]:
    shared = [
        f'{len(names)} columns share the header "{cell}": after the first, {listed(names[1:])}.'
        for cell, names in taken.items()
        if len(names) > 1
    ]
    named = [f'A column without a header is called "{cell}".' for cell in unnamed]
    return (*shared, *named)
