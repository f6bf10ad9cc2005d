"""Deals that changed hands: each with its owners one after the other, or, unknown, the signs of it.

Who takes over an open deal gets one that lasted, and who hands it over keeps those that were soon closed:
times by the owner of today then make equal people look different.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.metrics.counting import ratio
from cycle_kit.metrics.frames import deals, table
from cycle_kit.pipeline import Pipeline

#: deals that somebody would have been given since, at the pace until then, to be taken as gone
STOPPED = 5
#: the chance of so few deals left open, of somebody who is gone; and of none closed so long, of a newcomer
GONE, TAKEN = 0.01, 0.001
AGES = 20  # ages of deals are told apart in so many steps, each longer than the one before
FEWEST = 5  # deals of somebody whom this can be seen of


class Lives(NamedTuple):
    """Deals by day of creation and closing (endless while open), of one person or of the others."""

    created: np.ndarray
    closed: np.ndarray
    number: np.ndarray

    def only(self, rows: np.ndarray) -> Lives:
        return Lives(*(part[rows] for part in self))


def changed_hands(pipe: Pipeline, column: str) -> str:
    """Why times by this column say little of people, as deals visibly went from one to another; else ""."""
    frame = deals(pipe).filter(~nw.col("created_at").is_null())
    open_ = nw.col("outcome").cast(nw.String) == "open"
    frame = frame.filter(open_ | ~nw.col("closed_at").is_null())
    days = {
        name: nw.col(f"{name}_at").cast(nw.Datetime("us")).dt.truncate("1d")
        for name in ("created", "closed")
    }
    counts = table(
        frame.select(column, **days).group_by(column, "created", "closed").agg(number=nw.len())
    )
    return hands_of(counts, column)


def hands_of(counts: pd.DataFrame, column: str) -> str:
    """The same of a table `column, created, closed, number`."""
    counts = counts[counts[column].notna()]
    day = pd.Timedelta(days=1)
    first = counts["created"].min()
    lives = Lives(
        ((counts["created"] - first) / day).to_numpy(float),
        ((counts["closed"] - first) / day).fillna(np.inf).to_numpy(float),
        counts["number"].to_numpy(float),
    )
    codes = pd.factorize(counts[column])[0]
    gone = taken = 0
    for code in np.flatnonzero(np.bincount(codes, lives.number) >= FEWEST):
        own, others = lives.only(codes == code), lives.only(codes != code)
        if len(others.number):
            gone += is_gone(own, others)
            taken += has_taken_over(own, others)
    return reason(gone, taken)


def reason(gone: int, taken: int) -> str:
    signs = []
    if gone:
        signs.append(
            f"{gone} of them opened none for long and hold next to none, though some of theirs would still be open"
        )
    if taken:
        signs.append(f"{taken} of them closed none of many older deals before a certain day")
    if not signs:
        return ""
    return (
        f"Deals changed hands ({'; '.join(signs)}), and this data has no history of owners: whoever has a deal "
        "now may not be the one whom it took so long."
    )


def is_gone(own: Lives, others: Lives) -> bool:
    """Whether somebody opens none any more, and holds fewer than others do of deals as old."""
    last = own.created.max()
    begun = others.created >= own.created.min()
    before, after = (
        others.number[begun & when].sum()
        for when in (others.created <= last, others.created > last)
    )
    if before <= 0 or own.number.sum() / before * after < STOPPED:
        return False
    closed = own.closed[np.isfinite(own.closed)]
    for day in {last, max(last, closed.max(initial=last))}:
        open_then = own.number[own.closed > day].sum()
        if so_few(int(open_then), as_others(own, others, day, others.closed > day)) < GONE:
            return True
    return False


def has_taken_over(own: Lives, others: Lives) -> bool:
    """Whether somebody closed none of so many deals of which others, and they themselves later on, would
    have closed some by then; who is only slow closes none so early later on either."""
    closed = own.closed[np.isfinite(own.closed)]
    if not len(closed):
        return False
    day = closed.min()
    older = own.only(own.created < day)
    expected = as_others(older, others, day, others.closed < day)
    if so_few(0, expected) >= TAKEN:
        return False
    until = max(closed.max(), own.created.max(), others.created.max())
    return so_few(0, as_later(own, older, day, until)) < TAKEN


def as_later(own: Lives, older: Lives, day: float, until: float) -> float:
    """How many of one's older deals would have ended before that day, at the pace from it on by age."""
    entry, leaves = np.maximum(day - own.created, 0), np.minimum(own.closed, until) - own.created
    ended = np.isfinite(own.closed)
    ages = np.unique(leaves[ended])
    at_risk = [(own.number * ((entry <= age) & (leaves >= age))).sum() for age in ages]
    endings = [(own.number * (ended & (leaves == age))).sum() for age in ages]
    hazard = np.append(0, np.cumsum(ratio(np.array(endings), np.array(at_risk))))
    return float((older.number * hazard[np.searchsorted(ages, day - older.created)]).sum())


def as_others(own: Lives, others: Lives, day: float, counted: np.ndarray) -> float:
    """How many of one's deals would count, were their share that of others' deals as old on that day."""
    known = others.created <= day
    ages = day - own.created[own.created <= day], day - others.created[known]
    edges = np.geomspace(1.0, max(each.max(initial=1.0) for each in ages) + 1, AGES)
    mine, theirs = (np.searchsorted(edges, each + 1, side="right") for each in ages)
    whole = np.bincount(theirs, others.number[known], AGES + 1)
    share = ratio(np.bincount(theirs, (others.number * counted)[known], AGES + 1), whole)
    number = np.bincount(mine, own.number[own.created <= day], AGES + 1)
    return float(np.nansum(number * share))


def so_few(seen: int, expected: float) -> float:
    """The chance of at most so many where so many are expected (Poisson)."""
    if seen >= expected:
        return 1.0
    logs = [k * math.log(expected) - expected - math.lgamma(k + 1) for k in range(seen + 1)]
    return math.fsum(math.exp(each) for each in logs)
