"""Samples whose columns nobody has declared here yet: damaged by what cycle_kit itself takes them for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cycle_kit import files
from cycle_kit.loading.understood import columns_taken
from tests.damage.moments import DAYS, moment
from tests.damage.sample import FOLDER, Sample, Source, one, tables_of_deals

#: our names that a damage knows
ROLES = (
    "deal_id", "name", "account", "pipeline", "owner", "team", "stage", "status", "amount", "currency", "lost_reason",
    "source", "probability", *DAYS,
)  # fmt: skip


def undeclared(declared: Iterable[Sample]) -> list[Sample]:
    """A sample of one table for each file of the folder that none of the others has."""
    known = {source.path for sample in declared for source in sample.sources}
    return [sample_of(path) for path in sorted(tables_of_deals() - known)]


def sample_of(path: str) -> Sample:
    [raw] = files.read(FOLDER / path)
    taken = columns_taken(FOLDER / path)
    headers = list(taken["header"])
    roles = {
        name: headers.index(header)
        for header, name in zip(headers, taken["column"], strict=True)
        if name in ROLES
    }
    cells = [cell for name in DAYS if name in roles for cell in raw.frame.iloc[:, roles[name]]]
    source = Source(
        path,
        "deals",
        roles,
        separator=raw.separator or ",",
        encoding=raw.encoding or "utf-8",
        header=int(raw.lines[0]) - 2,
    )
    return one(
        Path(path).stem,
        source,
        dates=order_of([cell for cell in cells if cell]),
        closed_words="status" not in roles,
    )


def order_of(cells: list[str]) -> str:
    """The order of day, month and year that fits most of the cells, "" where none fits any."""
    fitting = {order: sum(moment(cell, order) is not None for cell in cells) for order in ORDERS}
    best = max(ORDERS, key=fitting.__getitem__)
    return best if fitting[best] else ""


ORDERS = ("ymd", "dmy", "mdy")
