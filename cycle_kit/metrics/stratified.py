"""Each group against the rest, inside strata: shares and amounts. NumPy on count tables.

Rows are counts: `number` subjects of one `group` and one `stratum` (codes from 0) with one value.
A group is compared with the others of the same stratum, the strata weighted by the group's own
subjects; in a stratum without others there is nothing to compare with, and it is left out.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cycle_kit.metrics.counting import ratio
from cycle_kit.metrics.intervals import wilson
from cycle_kit.metrics.survival import NORMAL_95

#: with fewer endings a group's own spread in a stratum says little: the whole stratum's is used
OWN_SPREAD = 5


class Compared(NamedTuple):
    """One entry per group; `z` is above 0 where the group has more, or is quicker."""

    value: np.ndarray
    rest: np.ndarray
    low: np.ndarray
    high: np.ndarray
    z: np.ndarray
    n: np.ndarray
    left_out: np.ndarray
    reach: np.ndarray  # days to which times are compared; empty for others


class Rows(NamedTuple):
    """Counts of subjects: codes of group and stratum, and how many; `groups`, `strata` in all."""

    group: np.ndarray
    stratum: np.ndarray
    number: np.ndarray
    groups: int
    strata: int

    def totals(self, weights: np.ndarray) -> np.ndarray:
        """Sums of `weights` times the number of subjects, groups x strata."""
        cells = self.group * self.strata + self.stratum
        sums = np.bincount(cells, self.number * weights, self.groups * self.strata)
        return sums.reshape(self.groups, self.strata)


def own_weights(own: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Each stratum's weight for each group: its own subjects where there are others."""
    kept = np.where(others > 0, own, 0.0)
    return ratio(kept, np.broadcast_to(kept.sum(axis=1, keepdims=True), kept.shape))


def of_others(sums: np.ndarray) -> np.ndarray:
    return sums.sum(axis=0) - sums


def weighted(weights: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Mean over the strata; a stratum without weight may have no value."""
    sums = np.where(weights > 0, weights * values, 0.0).sum(axis=1)
    return np.where(np.isnan(weights).all(axis=1), np.nan, sums)


# -- shares ----------------------------------------------------------------------------------------


def shares(rows: Rows, hit: np.ndarray) -> Compared:
    """Shares of subjects that are `hit`; the test's variance is that of equal shares (as
    Mantel-Haenszel's), the interval Newcombe's (1998, method 10) from two Wilson intervals."""
    own, hits = rows.totals(np.ones(len(hit))), rows.totals(hit.astype(float))
    others, other_hits = of_others(own), of_others(hits)
    weights, n = own_weights(own, others), np.where(others > 0, own, 0).sum(axis=1)
    value, rest = weighted(weights, ratio(hits, own)), weighted(weights, ratio(other_hits, others))
    # subjects that a plain share with the same spread would need
    counts_as = ratio(np.ones(len(n)), weighted(weights, ratio(weights, others)))
    low, high = newcombe(value, n, rest, counts_as)
    z = ratio(value - rest, np.sqrt(equal_share_variance(own, hits, weights)))
    return Compared(value, rest, low, high, z, n, own.sum(axis=1) - n, value * np.nan)


def equal_share_variance(own: np.ndarray, hits: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Variance of the weighted difference if group and rest are alike in each stratum."""
    whole, all_hits = own.sum(axis=0), hits.sum(axis=0)
    alike = ratio(all_hits * (whole - all_hits), whole * np.maximum(whole - 1, 1))
    return weighted(weights, weights * alike * ratio(whole, own * (whole - own)))


def newcombe(
    one: np.ndarray, n_one: np.ndarray, other: np.ndarray, n_other: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """95 % limits of a difference of two shares (Newcombe, Statistics in Medicine 1998, 10)."""
    n_one, n_other = np.nan_to_num(n_one), np.nan_to_num(n_other)
    one_low, one_high = wilson(one * n_one, n_one)
    other_low, other_high = wilson(other * n_other, n_other)
    low = one - other - np.hypot(one - one_low, other_high - other)
    return low, one - other + np.hypot(one_high - one, other - other_low)


# -- in order of days or amounts ---------------------------------------------------------------------


class Clock(NamedTuple):
    """Per distinct stratum and day: those at risk, and those that ended; `cell` of each row."""

    cell: np.ndarray
    day: np.ndarray
    stratum: np.ndarray
    at_risk: np.ndarray
    ended: np.ndarray


def clock(rows: Rows, days: np.ndarray, ended: np.ndarray) -> Clock:
    order = np.lexsort((days, rows.stratum))
    stratum, day = rows.stratum[order], days[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (stratum[1:] != stratum[:-1]) | (day[1:] != day[:-1])
    cell = np.empty(len(order), dtype=np.int64)
    cell[order] = np.cumsum(new) - 1
    stratum, size = stratum[new], int(new.sum())
    there = np.bincount(cell, rows.number, size)
    at_risk = there + after_in_block(stratum, there)
    return Clock(cell, day[new], stratum, at_risk, np.bincount(cell, rows.number * ended, size))


def after_in_block(block: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Of sorted blocks: the sum of the weights behind each entry in its block."""
    behind = weights.sum() - np.cumsum(weights)
    last = np.flatnonzero(np.append(block[1:] != block[:-1], True)) if len(block) else block
    return behind - np.repeat(behind[last], np.diff(last, prepend=-1))


def so_far(block: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Of sorted blocks: the sum up to and with each entry in its block."""
    total = np.cumsum(values)
    first = np.flatnonzero(np.append(True, block[1:] != block[:-1])) if len(block) else block
    before = total[first] - values[first]
    return total - np.repeat(before, np.diff(first, append=len(block)))


# -- amounts ---------------------------------------------------------------------------------------


def amounts(rows: Rows, amount: np.ndarray) -> Compared:
    """Mean amounts. The test is by ranks within strata (van Elteren 1960), so that one huge deal
    proves nothing; the interval is Welch's."""
    own, sums = rows.totals(np.ones(len(amount))), rows.totals(amount)
    squares = rows.totals(amount**2)
    others = of_others(own)
    weights, n = own_weights(own, others), np.where(others > 0, own, 0).sum(axis=1)
    value, rest = (
        weighted(weights, ratio(sums, own)),
        weighted(weights, ratio(of_others(sums), others)),
    )
    alike = spread(own.sum(axis=0), sums.sum(axis=0), squares.sum(axis=0))
    mine, theirs = (
        np.where(size >= OWN_SPREAD, spread(size, total, square), alike)
        for size, total, square in (
            (own, sums, squares),
            (others, of_others(sums), of_others(squares)),
        )
    )
    variance = weighted(weights**2, ratio(mine, own) + ratio(theirs, others))
    width, difference = NORMAL_95 * np.sqrt(variance), value - rest
    return Compared(
        value, rest, difference - width, difference + width, rank_score(rows, amount, own),
        n, own.sum(axis=1) - n, value * np.nan,
    )  # fmt: skip


def spread(size: np.ndarray, total: np.ndarray, square: np.ndarray) -> np.ndarray:
    """Variance of values from their number, sum and sum of squares."""
    return ratio(np.maximum(square - ratio(total, size) * total, 0), size - 1)


def rank_score(rows: Rows, amount: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Van Elteren's stratified rank sum, standardised, each group against the rest."""
    at = clock(rows, amount, np.ones(len(amount)))
    whole = own.sum(axis=0)[rows.stratum]
    same = at.ended[at.cell]  # subjects with this very amount
    middle = whole - at.at_risk[at.cell] + (same + 1) / 2
    score = (middle - (whole + 1) / 2) / (whole + 1)
    squares = rows.totals(score**2).sum(axis=0)
    size = own.sum(axis=0)
    per_pair = ratio(squares, size * np.maximum(size - 1, 1))
    variance = (own * (size - own) * np.nan_to_num(per_pair)).sum(axis=1)
    sums = np.where(own < size, rows.totals(score), 0).sum(axis=1)
    return np.where(variance > 0, sums / np.sqrt(np.where(variance > 0, variance, 1)), np.nan)
