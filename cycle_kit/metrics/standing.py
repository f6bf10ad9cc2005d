"""Which deals were open at past moments, and how far they had come: many moments in a row, quickly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.metrics.past import MICROSECONDS, SALE, Known, Moves, moments


class Standing(NamedTuple):
    """Deals open just before some moment, by number, with the furthest step entered by then.

    `age`: days since the last dated move, or since the creation.
    """

    deal: np.ndarray
    step: np.ndarray
    age: np.ndarray


def by_number(facts: Known, name: str) -> np.ndarray:
    """A date of `lives`, at the place of each deal's number."""
    found = np.full(numbers(facts), np.datetime64("NaT", "us"), dtype="datetime64[us]")
    found[facts.lives.index] = moments(facts.lives[name])
    return found


def numbers(facts: Known) -> int:
    return int(facts.lives.index.max()) + 1 if len(facts.lives) else 0


def open_at(facts: Known, when: pd.Timestamp, dates: Lifetimes) -> Standing:
    """The deals open just before `when`; step 0 where no visit by then is dated.

    A deal is open where its last dated move by then says so, and where it has none by its creation
    and closing. One whose closing nobody dated may have been closed by then, and is left out.
    """
    return open_at_each(facts, [when], dates)[0]


def open_at_each(facts: Known, days: Sequence[pd.Timestamp], dates: Lifetimes) -> list[Standing]:
    """The same for each of several moments, in order of time: every move is looked at once."""
    moves, count = facts.moves, len(dates.created)
    order = np.argsort(moves.at, kind="stable")  # undated ones come last
    stamps = np.array([np.datetime64(when, "us") for when in days], dtype="datetime64[us]")
    ends = np.searchsorted(moves.at.take(order), stamps)
    last, step, found, begin = np.full(count, -1), np.zeros(count, dtype=np.int64), [], 0
    for moment, end in zip(stamps, ends, strict=True):
        new, begin = order[begin:end], end
        np.maximum.at(last, moves.deal[new], new)
        sale = new[moves.kind[new] == SALE]
        np.maximum.at(step, moves.deal[sale], moves.step[sale])
        found.append(as_they_stood(moves, moment, last, step, dates))
    return found


def as_they_stood(
    moves: Moves, moment: np.datetime64, last: np.ndarray, step: np.ndarray, dates: Lifetimes
) -> Standing:
    """From the place of each deal's last move before a moment (or -1), and its furthest step by then."""
    moved = last >= 0
    going = np.zeros(len(last), dtype=bool)
    going[moved] = moves.kind[last[moved]] == SALE
    going &= ~(dates.created >= moment) & ~np.isnat(dates.closed)
    going[~moved] = (dates.created < moment)[~moved] & (dates.closed >= moment)[~moved]
    since = dates.created.copy()
    since[moved] = moves.at.take(last[moved])
    age = (moment - since[going]).astype("timedelta64[us]").astype(float) / MICROSECONDS
    return Standing(np.flatnonzero(going), step[going], age)


class Lifetimes(NamedTuple):
    """When each deal was created and closed, at the place of its number; made once for many moments."""

    created: np.ndarray
    closed: np.ndarray  # far off while open, NaT where it is closed and nobody knows when

    @classmethod
    def of(cls, facts: Known) -> Lifetimes:
        closed = by_number(facts, "closed_at")
        still = facts.lives.index[facts.lives["outcome"] == "open"]
        closed[still] = np.datetime64("9999-12-31", "us")
        return cls(by_number(facts, "created_at"), closed)
