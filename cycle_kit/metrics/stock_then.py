"""The stock of many past days by what has a past: every move is looked at once, and each day counted by number.

The same as `rewind` of each day says, without building its tables: a deal is open whose last move by then is to a
stage of the sale, and in that stage; other columns are as they were where the export dates them. In pandas.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.days import end_of_day
from cycle_kit.metrics.past import SALE, Past, Story, moments, numbered, told, value_then
from cycle_kit.pipeline import Pipeline

#: rebuilt of a day by more than the last move, one day at a time
OTHERWISE = {"outcome", "closed_at", "lost_reason", "last_activity_at", "first_contact_at"}


class Column(NamedTuple):
    """A column of deals as numbers: `now` of each deal, and the past ones; -1 is none, else a place in `names`."""

    now: pd.Series
    past: Past | None
    names: pd.Index

    def then(self, late: np.datetime64) -> np.ndarray:
        """Of each deal as it was at a moment."""
        values = self.now if self.past is None else value_then(self.past, late, self.now)
        return values.to_numpy()


def stock_then(
    pipe: Pipeline, keys: list[str], days: list[pd.Timestamp], amount: str
) -> pd.DataFrame:
    """Open deals at the end of each of these days: `keys, day, open_deals, open_value, open_amounts`."""
    story = pipe.once("told", lambda: told(pipe))
    frame = pipe.once(f"as now {keys} {amount}", lambda: numbered(pipe, [*keys, amount]))
    columns = {key: column(story, frame, key) for key in keys}
    money = Column(frame[amount].astype(float), story.changes.get(amount), pd.Index([]))
    created, last = moments(story.deals["created_at"]), np.full(len(frame), -1)
    at = np.where(np.isnat(story.moves.at), np.datetime64(-(2**62), "us"), story.moves.at)
    order = np.argsort(at, kind="stable")
    at, begin, parts = at[order], 0, []
    for day in sorted(set(days)):
        late = np.datetime64(end_of_day(day), "us")
        end = int(np.searchsorted(at, late, side="right"))
        new, begin = order[begin:end], end
        np.maximum.at(last, story.moves.deal[new], new)
        still = np.append(story.moves.kind == SALE, True)[last]  # without moves it is open
        here = np.flatnonzero(still & ~(created > late))
        then = {key: each.then(late)[here] for key, each in columns.items() if key != "stage"}
        if "stage" in keys:
            then["stage"] = np.append(story.moves.label, -1)[last[here]]
        parts.append(counted(then, money.then(late)[here], keys).assign(day=day))
    rows = pd.concat(parts, ignore_index=True)
    for key, each in columns.items():
        rows[key] = each.names.take(rows[key], allow_fill=True, fill_value=None)
    return rows


def column(story: Story, frame: pd.DataFrame, key: str) -> Column:
    if key == "stage":
        return Column(frame[key], None, pd.Index(story.labels, dtype="str"))
    past = story.changes.get(key)
    values = frame[key] if past is None else pd.concat([frame[key], past.value])
    codes, names = pd.factorize(values)
    now = pd.Series(codes[: len(frame)], frame.index)
    if past is not None:
        past = past._replace(value=pd.Series(codes[len(frame) :]))
    return Column(now, past, pd.Index(names))


def counted(groups: dict[str, np.ndarray], money: np.ndarray, keys: list[str]) -> pd.DataFrame:
    """The sums of each group of open deals, with all of them as one where there are no `keys`."""
    known = ~np.isnan(money)
    rows = pd.DataFrame(
        {
            **groups,
            "open_deals": np.ones(len(money), dtype="int64"),
            "open_value": np.where(known, money, 0.0),
            "open_amounts": known.astype("int64"),
        }
    )
    if not keys:
        return (
            rows.sum().to_frame().T.assign(every="all") if len(rows) else rows.assign(every="all")
        )
    return rows.groupby(keys, sort=False).sum().reset_index()
