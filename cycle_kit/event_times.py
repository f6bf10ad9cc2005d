"""Days and moments in a log of moves: which are which, and which moves of a deal nobody can put in order."""

from __future__ import annotations

from collections.abc import Collection

import narwhals as nw
import pandas as pd

from cycle_kit.days import FEW_MIDNIGHTS
from cycle_kit.errors import ColumnError
from cycle_kit.history import collected, day_of


def dates_of(frame) -> list[str]:
    """The columns of moments."""
    return [name for name, kind in frame.collect_schema().items() if isinstance(kind, nw.Datetime)]


def has_hours(moves) -> bool:
    """Whether any move has a time of day."""
    return bool(collected(moves.select((nw.col("at") != day_of("at")).any()))["at"].iloc[0])


def clocked(frame, *columns: str) -> set[str]:
    """Those of these columns of dates whose every value has a time of day, be it midnight."""
    if not columns:
        return set()
    shares = {name: (nw.col(name) == day_of(name)).cast(nw.Int64).mean() for name in columns}
    found = collected(frame.select(**shares)).iloc[0]
    return {name for name in columns if found[name] <= FEW_MIDNIGHTS}  # empty: none is known


def with_ties(moves, with_time: Collection[str]):
    """The moves with `turn`: when they were, by the day where one of the deal's moves on it is a day."""
    if "at" in with_time or not has_hours(moves):
        return moves.with_columns(turn=nw.col("at"))
    moves = moves.with_columns(day=day_of("at")).with_columns(
        rough=(nw.col("at") == nw.col("day")).cast(nw.Int64)
    )
    rough = nw.col("rough").max().over("deal", "day") == 1
    turn = nw.when(rough).then(nw.col("day")).otherwise(nw.col("at"))
    return moves.with_columns(turn=turn).drop("day", "rough")


def last_moment(moves, deals) -> pd.Timestamp:
    """The latest creation, move or activity: the moment the data speaks for. ColumnError without any."""
    stamps = [collected(moves.select(nw.col("at").max()))["at"].iloc[0]]
    for name in ("created_at", "last_activity_at"):
        stamps.append(collected(deals.select(nw.col(name).max()))[name].iloc[0])
    known = [pd.Timestamp(stamp) for stamp in stamps if not pd.isna(stamp)]
    if not known:
        raise ColumnError(
            "The events hold no date.",
            there="No row says when a deal entered a stage.",
            fix='Pass a row for each step of a deal: its id, the stage and when ("deal_id", "stage", "at").',
        )
    return max(known)
