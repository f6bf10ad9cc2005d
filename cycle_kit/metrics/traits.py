"""By how much what a deal is and whose it is changes its odds and its pace: regressions on numbers and names.

A name (an owner, a stage) is a column of its own for each of its values, of which a row has one or none. These
columns are never written out: their sums are counts by name, so that the work and the memory grow with the
rows alone, however many names there are.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.metrics.past import Known

MOST_NAMES = 40  # values of a column that are told apart
TRAITS = ("owner", "segment")
OWN_WEIGHT, AMOUNT_WEIGHT = 12.0, 10.0  # how strongly differences are drawn to none


class Named(NamedTuple):
    """Of each row the place of its name among so many; -1: it has none."""

    place: np.ndarray
    count: int

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Per name the sum over its rows."""
        return np.bincount(self.place + 1, values, self.count + 1)[1:]


class Traits(NamedTuple):
    """What is known of each row: `numbers` (a column each), then names (a column for each value)."""

    numbers: np.ndarray
    names: tuple[Named, ...]

    def of(self, rows: np.ndarray) -> Traits:
        names = (name._replace(place=name.place[rows]) for name in self.names)
        return Traits(self.numbers[rows], tuple(names))

    def with_(self, numbers: np.ndarray, name: Named) -> Traits:
        """The same with more numbers and one more name, which come first."""
        return Traits(np.column_stack([numbers, self.numbers]), (name, *self.names))

    @property
    def begins(self) -> list[int]:
        """The place of each name's first column, and behind the last one."""
        counts = [self.numbers.shape[1], *(name.count for name in self.names)]
        return np.cumsum(counts).tolist()

    def effect(self, found: np.ndarray) -> np.ndarray:
        """Per row the sum of its columns, each as many times as `found` says."""
        whole = np.zeros(len(self.numbers))
        for times, column in zip(found, self.numbers.T, strict=False):
            whole += times * column
        for name, (first, last) in zip(self.names, pairwise(self.begins), strict=True):
            whole = whole + np.append(found[first:last], 0.0)[name.place]
        return whole

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Per column the sum of itself times these values."""
        # few and narrow columns: products of matrices would keep every core busy for nothing
        inner = [(values * column).sum() for column in self.numbers.T]
        return np.concatenate([inner, *(name.sums(values) for name in self.names)])

    def squares(self, values: np.ndarray) -> np.ndarray:
        """Per pair of columns the sum of their product times these values."""
        whole = np.zeros((self.begins[-1], self.begins[-1]))
        inner = self.numbers.shape[1]
        parts = list(zip(self.names, pairwise(self.begins), strict=True))
        for nth, column in enumerate(self.numbers.T):
            part = values * column
            whole[nth, :inner] = [(part * other).sum() for other in self.numbers.T]
            for name, (first, last) in parts:
                whole[nth, first:last] = name.sums(part)
        for nth, (name, (first, last)) in enumerate(parts):
            whole[np.arange(first, last), np.arange(first, last)] = name.sums(values)
            for other, (begin, end) in parts[nth + 1 :]:
                whole[first:last, begin:end] = together(name, other, values)
        return np.triu(whole) + np.triu(whole, 1).T


def together(one: Named, other: Named, values: np.ndarray) -> np.ndarray:
    """Per pair of names the sum over the rows that have both."""
    pair = (one.place + 1) * (other.count + 1) + other.place + 1
    sums = np.bincount(pair, values, (one.count + 1) * (other.count + 1))
    return sums.reshape(one.count + 1, other.count + 1)[1:, 1:]


def traits_of(facts: Known) -> tuple[Traits, np.ndarray]:
    """Per deal its amount and what it is and whose; and the weights of these columns."""
    lives = facts.lives
    value = lives["value"].to_numpy(float)
    size = np.log(np.where(value > 0, value, np.nan))
    known = ~np.isnan(size)
    spread = size[known].std() if known.any() else 0.0
    middle = size[known].mean() if known.any() else 0.0
    scale = spread if spread > 1e-9 else 1.0
    amount = np.nan_to_num(np.clip((size - middle) / scale, -3, 3))[:, None]
    found = ((codes, len(names)) for codes, names in (pd.factorize(lives[name]) for name in TRAITS))
    names = tuple(Named(codes, count) for codes, count in found if 2 <= count <= MOST_NAMES)
    counted = sum(name.count for name in names)
    return Traits(amount, names), np.array([AMOUNT_WEIGHT, *[OWN_WEIGHT] * counted])


def odds_by_trait(
    traits: Traits,
    good: np.ndarray,
    usual: np.ndarray,
    weights: np.ndarray,
    times: np.ndarray | float = 1.0,
) -> np.ndarray:
    """By how much each trait moves the log odds of going on, beyond `usual` log odds."""
    found = np.zeros(len(weights))
    for _ in range(6):
        p = 1 / (1 + np.exp(-np.clip(traits.effect(found) + usual, -30, 30)))
        curve = traits.squares(times * np.maximum(p * (1 - p), 1e-6))
        step = traits.sums(times * (good - p)) - weights * found
        found = found + np.linalg.solve(curve + np.diag(weights), step)
    return found


def pace_by_trait(traits: Traits, ended: np.ndarray, expected: np.ndarray, weights: np.ndarray):
    """By how much each trait moves the logarithm of the pace at which visits end."""
    found = np.zeros(len(weights))
    for _ in range(6):
        usual = expected * np.exp(np.clip(traits.effect(found), -4, 4))
        curve = traits.squares(usual) + np.diag(weights)
        step = traits.sums(ended - usual) - weights * found
        found = found + np.clip(np.linalg.solve(curve, step), -2, 2)
    return found
