"""How often visits of each stage and age end, and where the deals go then: by today's rates.

What happened lately counts for more. Time before the first known closing is not counted: where an
export was cut, deals closed before the cut are missing, and those that are there would look as if
they had waited longer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.metrics.past import Known, moments

DAY = np.timedelta64(86_400_000_000, "us")
HALF = 540.0  # days after which something counts half as much
MOST_DAYS = 1_200.0  # further back is not looked
PER_BIN, MOST_BINS = 20, 10  # endings that make a bin of ages
RUNNING, LOST, WON = -3, -2, -1
DATED = 0.8  # share of the deals that have a dated visit, below which deals stand in one stage


class Stays(NamedTuple):
    """One row per visit that reaches into the time that is looked at; days from the end on."""

    deal: np.ndarray  # place in `lives`
    group: np.ndarray  # pipeline and stage
    start: np.ndarray
    days: np.ndarray
    to: np.ndarray  # group, WON, LOST or RUNNING

    def only(self, which: np.ndarray) -> Stays:
        return Stays(*(part[which] for part in self))

    @property
    def stop(self) -> np.ndarray:
        return self.start + self.days

    @property
    def ended(self) -> np.ndarray:
        return self.to != RUNNING


def days_from_end(column: pd.Series, facts: Known) -> np.ndarray:
    """Days from the end of the data on, NaN where there is no date."""
    apart = moments(column) - np.datetime64(facts.end, "us")
    return np.where(np.isnat(apart), np.nan, apart / DAY)


def first_day(facts: Known) -> float:
    """The first day that is looked at: of the first closings, but for a mistyped one."""
    closed = days_from_end(facts.lives["closed_at"], facts)
    closed = closed[~np.isnan(closed)]
    return max(float(np.quantile(closed, 0.005)), -MOST_DAYS) if len(closed) else -MOST_DAYS


def stays_of(facts: Known) -> tuple[Stays, dict]:
    """The visits, and the number of each pipeline's steps; of deals without dated visits their whole lives."""
    lives = facts.lives
    if facts.stays["deal"].nunique() < DATED * len(lives):
        created = days_from_end(lives["created_at"], facts)
        closed = days_from_end(lives["closed_at"], facts)
        outcome = lives["outcome"].to_numpy()
        days = np.where(outcome == "open", 0.0, closed) - created
        to = np.select([outcome == "open", outcome == "won"], [RUNNING, WON], LOST)
        whole = Stays(np.arange(len(lives)), np.zeros(len(lives), dtype=int), created, days, to)
        return whole.only(days >= 0), {}
    rows = facts.stays
    group, names = pd.factorize(
        pd.MultiIndex.from_arrays([rows["pipeline"], rows["step"]]), sort=True
    )
    deal = rows["deal"].to_numpy()
    goes_on = np.append(deal[1:] == deal[:-1], False)
    outcome = rows["outcome"].to_numpy()
    ends = np.select([outcome == "open", outcome == "won"], [RUNNING, WON], LOST)
    to = np.where(rows["running"], RUNNING, np.where(goes_on, np.append(group[1:], 0), ends))
    start, days = days_from_end(rows["entered"], facts), rows["stay"].to_numpy(float)
    found = Stays(lives.index.get_indexer(deal), group, start, days, to)
    return found, {name: place for place, name in enumerate(names)}


@dataclass(frozen=True)
class Rates:
    """Per group (rows) and bin of ages (columns): endings a day, and the share that go to each end.

    `low, high`: days at which a bin begins and ends. `shares` has the groups, then LOST and WON.
    """

    low: np.ndarray
    high: np.ndarray
    rate: np.ndarray
    shares: np.ndarray

    @property
    def good(self) -> np.ndarray:
        """The share that does not end in a loss."""
        return 1 - self.shares[:, :, LOST]

    def bins(self, group: np.ndarray, age: np.ndarray) -> np.ndarray:
        """The bin that an age is in."""
        found = np.zeros(len(age), dtype=int)
        for (
            ends
        ) in self.high.T:  # bin by bin, as a table of rows and bins would be ten times as large
            found += age >= ends[group]
        return found

    def spent(self, place: int, group: np.ndarray, first: np.ndarray, last: np.ndarray):
        """Days spent in one of the bins between two ages."""
        begin, end = self.low[:, place][group], self.high[:, place][group]
        days = np.minimum(last, end) - np.maximum(first, begin)
        return np.nan_to_num(np.maximum(days, 0.0))

    def expected(self, group: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
        """How many endings between two ages, at these rates."""
        found = np.zeros(len(group))
        for place in range(self.low.shape[1]):
            found += self.spent(place, group, first, last) * self.rate[:, place][group]
        return found


def bins_of(stays: Stays, groups: int) -> tuple[np.ndarray, np.ndarray]:
    """Bins of ages with about as many endings each, per group."""
    edges = []
    for group in range(groups):
        days = stays.days[(stays.group == group) & stays.ended]
        count = int(np.clip(len(days) // PER_BIN, 1, MOST_BINS))
        inner = np.unique(np.quantile(days, np.arange(1, count) / count)) if count > 1 else []
        edges.append(np.array([edge for edge in inner if edge > 0]))
    most = max(len(edge) for edge in edges) + 1
    low, high = np.full((groups, most), np.inf), np.full((groups, most), np.inf)
    for group, inner in enumerate(edges):
        low[group, : len(inner) + 1] = [0.0, *inner]
        high[group, : len(inner)] = inner
    return low, high


def rates_of(stays: Stays, groups: int, since: np.ndarray, pace: np.ndarray | None = None) -> Rates:
    """`since`: the age from which on each visit is looked at. Few endings are drawn to their stage's.

    `pace`: per deal how many times as quick as usual it is, so that the rates are those of usual ones.
    """
    low, high = bins_of(stays, groups)
    blank = Rates(low, high, np.empty(0), np.empty(0))
    time = time_spent(stays, blank, since, pace)
    done = stays.only(stays.ended)
    to = np.where(done.to < 0, groups + 2 + done.to, done.to)
    shape = (*low.shape, groups + 2)
    where = np.ravel_multi_index((done.group, blank.bins(done.group, done.days), to), shape)
    weight = 0.5 ** (-np.minimum(done.stop, 0) / HALF)
    counts = np.bincount(where, weight, int(np.prod(shape))).reshape(shape)
    ends = counts.sum(axis=2)
    overall = max(ends.sum() / max(time.sum(), 1e-9), 1e-9)
    stage_rate = (ends.sum(axis=1) + 1) / (time.sum(axis=1) + 1 / overall)
    rate = (ends + 2) / (time + 2 / stage_rate[:, None])
    usual = counts.sum(axis=(0, 1)) / max(ends.sum(), 1e-9)
    stage = (counts.sum(axis=1) + 0.5 * usual) / (ends.sum(axis=1)[:, None] + 0.5)
    shares = (counts + 3 * stage[:, None, :]) / (ends + 3)[:, :, None]
    return Rates(low, high, rate, shares)


def time_spent(
    stays: Stays, blank: Rates, since: np.ndarray, pace: np.ndarray | None
) -> np.ndarray:
    """Per group and bin the days spent in it, those of late counting for more."""
    groups, bins = blank.low.shape
    time = np.zeros((groups, bins))
    for place in range(bins):
        spent = blank.spent(place, stays.group, since, stays.days)
        rows = np.flatnonzero(spent)
        group, days = stays.group[rows], spent[rows]
        if pace is not None:
            days = days * pace[stays.deal[rows]]
        begun = stays.start[rows] + blank.low[group, place]
        weight = 0.5 ** (-np.clip(begun, -MOST_DAYS, 0) / HALF)
        time[:, place] = np.bincount(group, days * weight, groups)
    return time
