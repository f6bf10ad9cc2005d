"""How often visits of each stage and age end, and where the deals go then: by today's rates.

What happened lately counts for more. Time before the first known closing is not counted: where an
export was cut, deals closed before the cut are missing, and those that are there would look as if
they had waited longer. `Traits` says by how much a deal's amount, owner and kind change its odds.
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
MOST_NAMES = 40  # values of a column that are told apart
TRAITS = ("owner", "segment")
OWN_WEIGHT, AMOUNT_WEIGHT = 12.0, 10.0  # how strongly differences are drawn to none


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
        return (age[:, None] >= self.high[group]).sum(axis=1)

    def within(self, group: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
        """Days spent in each bin between two ages."""
        spent = np.minimum(last[:, None], self.high[group]) - np.maximum(
            first[:, None], self.low[group]
        )
        return np.nan_to_num(np.maximum(spent, 0.0))


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
    spent = blank.within(stays.group, since, stays.days)
    if pace is not None:
        spent = spent * pace[stays.deal][:, None]
    begun = stays.start[:, None] + np.where(np.isfinite(low), low, 0.0)[stays.group]
    weight = 0.5 ** (-np.clip(begun, -MOST_DAYS, 0) / HALF)
    time = np.zeros(low.shape)
    np.add.at(time, stays.group, spent * weight)
    done = stays.only(stays.ended)
    counts = np.zeros((*low.shape, groups + 2))
    where = (
        done.group,
        blank.bins(done.group, done.days),
        np.where(done.to < 0, groups + 2 + done.to, done.to),
    )
    np.add.at(counts, where, 0.5 ** (-np.minimum(done.stop, 0) / HALF))
    ends = counts.sum(axis=2)
    overall = max(ends.sum() / max(time.sum(), 1e-9), 1e-9)
    stage_rate = (ends.sum(axis=1) + 1) / (time.sum(axis=1) + 1 / overall)
    rate = (ends + 2) / (time + 2 / stage_rate[:, None])
    usual = counts.sum(axis=(0, 1)) / max(ends.sum(), 1e-9)
    stage = (counts.sum(axis=1) + 0.5 * usual) / (ends.sum(axis=1)[:, None] + 0.5)
    shares = (counts + 3 * stage[:, None, :]) / (ends + 3)[:, :, None]
    return Rates(low, high, rate, shares)


def traits_of(facts: Known) -> tuple[np.ndarray, np.ndarray]:
    """Per deal its amount and what it is and whose, as columns of numbers; and their weights."""
    lives = facts.lives
    value = lives["value"].to_numpy(float)
    size = np.log(np.where(value > 0, value, np.nan))
    known = ~np.isnan(size)
    spread = size[known].std() if known.any() else 0.0
    middle = size[known].mean() if known.any() else 0.0
    columns = [
        np.nan_to_num(np.clip((size - middle) / (spread if spread > 1e-9 else 1.0), -3, 3))[:, None]
    ]
    weights = [AMOUNT_WEIGHT]
    for name in TRAITS:
        codes, names = pd.factorize(lives[name])
        if 2 <= len(names) <= MOST_NAMES:
            columns.append(np.eye(len(names) + 1)[codes][:, : len(names)])
            weights += [OWN_WEIGHT] * len(names)
    return np.hstack(columns), np.array(weights)


def odds_by_trait(traits, good: np.ndarray, usual: np.ndarray, weights: np.ndarray, times=None):
    """By how much each trait moves the log odds of going on, beyond `usual` log odds."""
    found = np.zeros(traits.shape[1])
    times = np.ones(len(good)) if times is None else times
    for _ in range(6):
        p = 1 / (1 + np.exp(-np.clip(traits @ found + usual, -30, 30)))
        curve = (traits * (times * np.maximum(p * (1 - p), 1e-6))[:, None]).T @ traits
        step = traits.T @ (times * (good - p)) - weights * found
        found = found + np.linalg.solve(curve + np.diag(weights), step)
    return found


def pace_by_trait(traits, ended: np.ndarray, expected: np.ndarray, weights: np.ndarray):
    """By how much each trait moves the logarithm of the pace at which visits end."""
    found = np.zeros(traits.shape[1])
    for _ in range(6):
        usual = expected * np.exp(np.clip(traits @ found, -4, 4))
        curve = (traits * usual[:, None]).T @ traits + np.diag(weights)
        step = traits.T @ (ended - usual) - weights * found
        found = found + np.clip(np.linalg.solve(curve, step), -2, 2)
    return found
