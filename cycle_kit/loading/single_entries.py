"""A history in which each deal has one row, beside the table of the same deals: it looks like a list of deals,
and the other table tells that it is none."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cycle_kit.dialects.dialect import MOVE_HEADERS
from cycle_kit.errors import ColumnError, LayoutError
from cycle_kit.files import RawTable
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.match import Match
from cycle_kit.loading.named import Named
from cycle_kit.loading.recognise import recognise
from cycle_kit.values import read_dates

NEEDED = ("deal_id", "stage", "entered_at")
MORE = 2  # columns of ours that the table of deals has beyond those of the history
Read = tuple[RawTable, Match | LayoutError]


def as_histories(matches: Sequence[Read], named: Named) -> list[Read]:
    """The tables, those that hold one entry into a stage for deals of another table as its history."""
    deals = [
        (raw, match)
        for raw, match in matches
        if isinstance(match, Match) and match.dialect.table == "deals"
    ]
    found: list[Read] = []
    for raw, match in matches:
        others = [pair for pair in deals if pair[0] is not raw]
        mine = any(raw is one for one, _ in deals)
        log = as_history(raw, named) if others and mine else None
        own = log is not None and any(belongs(raw, log, *other) for other in others)
        found.append((raw, log if own and log is not None else match))
    return found


def as_history(raw: RawTable, named: Named) -> Match | None:
    """The table as a log, if its headers are those of one and of nothing else."""
    try:
        match = recognise(raw.frame, file=raw.file, named=named, table="history")
    except (LayoutError, ColumnError):
        return None
    whole = set(NEEDED) <= set(match.columns)
    moves = {header for name, header in match.columns.items() if name in (*MOVE_HEADERS, "status")}
    return match if whole and set(raw.frame) <= moves else None


def belongs(raw: RawTable, log: Match, table: RawTable, deals: Match) -> bool:
    """Whether each row is of a deal of the table, which says more of it, and not before its creation."""
    if "deal_id" not in deals.columns or len(deals.columns) < len(log.columns) + MORE:
        return False
    ids = raw.frame[log.columns["deal_id"]]
    others = table.frame[deals.columns["deal_id"]]
    both = ids[ids.isin(others) & (ids != "")]
    if both.empty or len(both) < NEARLY_ALL * len(ids):
        return False
    if "created_at" not in deals.columns:
        return True
    created = dates(table, deals.columns["created_at"])
    entered = dates(raw, log.columns["entered_at"])
    if created is None or entered is None:
        return True
    begun = created.groupby(others).min().reindex(both).set_axis(both.index).dt.normalize()
    at = entered.loc[both.index]
    known = begun.notna() & at.notna()
    return bool((at[known] >= begun[known]).mean() >= NEARLY_ALL) if known.any() else True


def dates(raw: RawTable, header: str) -> pd.Series | None:
    try:
        return read_dates(raw.frame[header], column=header).values
    except ColumnError:
        return None
