"""Of two dates in a log of moves the one that moves with its rows is that of each move; one that is the same in all
rows of a deal is its creation."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.matching import Headers


def with_moving_date(
    headers: Headers, log: Mapping[str, str], given: Mapping[str, str], created: str
) -> dict[str, str]:
    """The columns of a log that says what was before each move. `given`: what the caller names; `created`: the header
    that a table of deals would have for the creation, "" for none."""
    entry, number = log.get("entered_at", ""), log.get("deal_id", "")
    if (
        not entry
        or not number
        or "from_stage" not in log
        or {"entered_at", "created_at"} & {*given}
    ):
        return dict(log)
    frame = headers.frame
    if not frame[number].duplicated().any():
        return dict(log)
    free = [h for h in headers if h not in log.values() and headers.look(h).dates >= NEARLY_ALL]
    if not is_same(frame, number, entry):
        born = created in free and is_same(frame, number, created)
        return {**log, "created_at": created} if born else dict(log)
    moving = [header for header in free if not is_same(frame, number, header)]
    return {**log, "entered_at": moving[0], "created_at": entry} if len(moving) == 1 else dict(log)


def is_same(frame: pd.DataFrame, number: str, header: str) -> bool:
    """Whether all rows of each deal say the same in a column."""
    return bool(frame.groupby(number)[header].nunique().max() == 1)
