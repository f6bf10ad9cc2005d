"""Rows below a deal that say of what its amount is made: they have none of what a deal has, and add up to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from cycle_kit.errors import ColumnError, one_or_more
from cycle_kit.files import RawTable
from cycle_kit.loading.columns import Source
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.row_lines import priced
from cycle_kit.loading.sums_of_lines import NEAR
from cycle_kit.remarks import Remarks, at_lines

FEWEST, CENT = 2, 0.005  # deals with rows below them
HELD = 2  # cells of its own that a deal has
MOST_COLUMNS = 5  # that may hold what a row is worth
#: what a row of a deal tells of it, and one that is a part of its amount does not
OF_DEALS = (
    "deal_id", "account", "owner", "stage", "status", "created_at", "won_at", "lost_at", "closed_at", "close_date",
    "expected_close", "stage_changed_at", "is_won", "is_lost", "is_closed", "probability",
)  # fmt: skip


def without_amounts_below(source: Source) -> RawTable:
    """The table without rows that add up to the amount of the deal right above them."""
    raw, below = source.raw, rows_below(source)
    if not below.any() or not any(add_up(source, below)):
        return raw
    told = one_or_more(below.sum(), "{n} row", "{n} rows")
    told += f" below a deal that add up to its amount ({at_lines(raw.lines[below])})"
    return replace(
        raw,
        frame=raw.frame[~below].reset_index(drop=True),
        lines=raw.lines[~below],
        furniture=raw.furniture + int(below.sum()),
        left_out=(*raw.left_out, told),
    )


def rows_below(source: Source) -> np.ndarray:
    """Which rows have nothing of what a deal has, below a row that has some of it."""
    columns = source.match.columns
    # the client is what parts are called below, where nothing else names a deal
    called = {"account"} if not {"name", "deal_id"} & set(columns) else set()
    own = [columns[name] for name in OF_DEALS if name in columns and name not in called]
    if not source.has("amount") or len(own) < HELD:
        return np.zeros(len(source.raw.frame), dtype=bool)
    held = (source.raw.frame[own] != "").sum(axis=1).to_numpy()
    return (held == 0) & (np.maximum.accumulate(held) >= HELD)


def add_up(source: Source, below: np.ndarray) -> Iterator[bool]:
    """Of each column that may hold what those rows are worth, whether they add up to the amounts of the deals above."""
    deals = np.maximum.accumulate(np.where(below, 0, np.arange(len(below))))
    quiet = replace(source, remarks=Remarks())
    try:
        whole = priced(quiet, source.match.columns["amount"])["amount"].to_numpy()[deals]
    except ColumnError:
        return
    for header in columns_of_worth(source, below):
        try:
            worth = priced(quiet, header)["amount"]
        except ColumnError:
            continue
        lines = worth[below].groupby(deals[below])
        sums = lines.sum()
        few = len(sums) < FEWEST  # where one alone adds up to the cent it is no chance
        most = CENT if few else NEAR * abs(whole[sums.index])
        near = (sums - whole[sums.index]).abs() <= most
        yield lines.size().max() > 1 and near.mean() >= NEARLY_ALL


def columns_of_worth(source: Source, below: np.ndarray) -> list[str]:
    """The amount, and columns of figures that are none of ours, as far as nearly all of those rows fill them."""
    amount, ours = source.match.columns["amount"], set(source.match.columns.values())
    filled = (source.raw.frame[below] != "").mean() >= NEARLY_ALL
    others = [header for header in source.raw.frame if header not in ours]
    return [header for header in [amount, *others[:MOST_COLUMNS]] if filled[header]]
