"""The moves that logs and the deals' own table tell, for the deals that are there."""

from __future__ import annotations

import pandas as pd

from cycle_kit.errors import LayoutError, listed
from cycle_kit.loading.changes import BORN, Changes, joined
from cycle_kit.loading.columns import Source
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.logged import logged_moves
from cycle_kit.loading.moves import (
    account_rows,
    empty_moves,
    named_as,
    of_these_deals,
    own_moves,
    remark_on_begun,
    with_first_stage,
    with_stage_names,
)


def read_moves(deals: DealRows | None, logs: list[Source]) -> tuple[pd.DataFrame, Changes]:
    """The moves of all logs, or of the deals' own table, and the past of other fields."""
    read = [moves_of_log(deals, source) for source in logs]
    told = from_first_rows([moves for moves, _, _ in read])
    parts = [with_first_stage(moves, born) for moves, (_, born, _) in zip(told, read, strict=True)]
    if deals is None:
        for source, moves in zip(logs, parts, strict=True):
            remark_on_begun(source, moves)
    if deals is not None and not parts:
        parts.append(own_moves(deals))
    moves = pd.concat(parts, ignore_index=True) if parts else empty_moves()
    return moves, joined(changes for _, _, changes in read)


def from_first_rows(logs: list[pd.DataFrame]) -> list[pd.DataFrame]:
    """Where several logs tell of a deal, what its stage was before is asked of its first row of all of them."""
    if len(logs) < 2:
        return logs
    first = pd.concat([moves[["deal_id", "at"]] for moves in logs]).groupby("deal_id")["at"].min()
    return [
        moves.assign(**{"from": moves["from"].where(moves["at"].eq(moves["deal_id"].map(first)))})
        if "from" in moves
        else moves
        for moves in logs
    ]


def moves_of_log(deals: DealRows | None, source: Source) -> tuple[pd.DataFrame, pd.Series, Changes]:
    """The moves of a log with what the stage was before each, when its deals began, and the past of other fields."""
    moves, changes = logged_moves(source)
    created = born_of(changes)
    if deals is not None:
        ids, letters = deals.fields.index, source.match.dialect.id_letters
        log = pd.concat([frame["deal_id"] for frame in (moves, *changes.values())])
        moves = named_as(moves, ids, letters, log)
        changes = {name: named_as(frame, ids, letters, log) for name, frame in changes.items()}
        if len(moves) and not moves["deal_id"].isin(ids).any():
            raise other_deals(source, deals.source)
        moves = of_these_deals(source, moves, ids)
        moves = with_stage_names(moves, deals.hints)
        created = deals.fields.get("created_at", created[:0])
    return account_rows(source, moves), created, changes


def born_of(changes: Changes) -> pd.Series:
    """When each deal was created, as far as the log says so."""
    if BORN not in changes:
        return pd.Series(dtype="datetime64[us]")
    return changes[BORN].groupby("deal_id")["value"].min()


def other_deals(source: Source, deals: Source) -> LayoutError:
    columns = [each.match.columns.get("deal_id", "") for each in (source, deals)]
    return LayoutError(
        f"{source.raw.file} is the history of other deals: none of its ids is among those of "
        f"{deals.raw.file}.",
        there=f"Ids were read from {listed(filter(None, columns))}.",
        fix='Export both with the same ids, or name the column: columns={"deal_id": "..."}.',
    )
