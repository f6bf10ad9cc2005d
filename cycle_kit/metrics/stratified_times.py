"""Times to an end, some unfinished, of each group against the rest, inside strata. NumPy on count tables.

A subject that is at risk from an age on only (`since`: what ended earlier is missing from the data, or
was somebody else's) is a subject seen to its last day less one seen to that age: every sum over those at
risk then holds without further ado, and counts may be negative.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cycle_kit.metrics.counting import ratio
from cycle_kit.metrics.stratified import (
    OWN_SPREAD,
    Compared,
    Rows,
    after_in_block,
    clock,
    of_others,
    own_weights,
    so_far,
)
from cycle_kit.metrics.survival import NORMAL_95

#: a curve begins where so many are at risk: with fewer, as of ages before a cut, one ending is all of it
FEWEST_AT_RISK = 5
TINY = 1e-9


def times(rows: Rows, days: np.ndarray, ended: np.ndarray, since: np.ndarray) -> Compared:
    """The test is the stratified log-rank; the difference that of the mean days up to a day that both
    curves reach (restricted means), the rest weighted to the group's own strata."""
    kept = days > np.where(since > 0, since, -1.0)
    group, stratum, number = rows.group[kept], rows.stratum[kept], rows.number[kept]
    rows = Rows(group, stratum, number, rows.groups, rows.strata)
    days, ended, since = days[kept], ended[kept].astype(float), since[kept]
    own = rows.totals(np.ones(len(days)))
    others = of_others(own)
    n = np.where(others > 0, own, 0).sum(axis=1)
    signed, seen, endings = at_risk_as_counts(rows, days, ended, since)
    z = score(*log_rank(signed, seen, endings))
    value, rest, spread, reach = restricted_means(signed, seen, endings, own)
    width, difference = NORMAL_95 * np.sqrt(spread), value - rest
    return Compared(
        value, rest, difference - width, difference + width, z, n, own.sum(axis=1) - n, reach
    )


def at_risk_as_counts(
    rows: Rows, days: np.ndarray, ended: np.ndarray, since: np.ndarray
) -> tuple[Rows, np.ndarray, np.ndarray]:
    """The rows, and less the same number on the day from which on they are at risk."""
    late = since > 0
    signed = Rows(
        np.append(rows.group, rows.group[late]),
        np.append(rows.stratum, rows.stratum[late]),
        np.append(rows.number, -rows.number[late]),
        rows.groups,
        rows.strata,
    )
    return signed, np.append(days, since[late]), np.append(ended, np.zeros(int(late.sum())))


def score(more: np.ndarray, variance: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """The log-rank's standard score.

    Where few endings are expected of a group their number is skewed as that of rare things is: too many
    are seen far too often for a normal score. It is taken as a gamma's (Wilson and Hilferty 1931) of the
    skewness that draws among those at risk have: each ending is the group's with a chance of p, and has a
    variance of p (1 - p) and a third moment of (1 - 2 p) times that.
    """
    sure = variance > TINY
    spread = np.sqrt(np.where(sure, variance, 1))
    plain = more / spread
    skew = (2 * variance / np.where(expected > TINY, expected, np.inf) - 1) / spread
    skew = np.where(np.abs(skew) < TINY, TINY, skew)
    bent = 6 / skew * (np.cbrt(np.maximum(skew * plain / 2 + 1, 0)) - 1) + skew / 6
    return np.where(sure, bent, np.nan)


def log_rank(
    rows: Rows, days: np.ndarray, ended: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per group: endings more than expected, their variance, and those expected (stratified log-rank,
    each group against the rest; Mantel 1966). All groups at once: what is expected of a subject is
    the cumulative hazard at its day, and the squares of a group's numbers at risk are sums over
    pairs of its subjects, of which the earlier day counts."""
    at = clock(rows, days, ended)
    risk = at.at_risk
    spread = np.where(risk > 1, at.ended * (risk - at.ended) / np.maximum(risk - 1, 1), 0)
    expected, single, double = (
        so_far(at.stratum, np.nan_to_num(part))[at.cell]
        for part in (ratio(at.ended, risk), ratio(spread, risk), ratio(spread, risk**2))
    )
    more = np.bincount(rows.group, rows.number * (ended - expected), rows.groups)
    whole = np.bincount(rows.group, rows.number * expected, rows.groups)
    order = np.lexsort((days, rows.stratum, rows.group))
    block = (rows.group * rows.strata + rows.stratum)[order]
    number = rows.number[order]
    pairs = number * (number + 2 * after_in_block(block, number)) * double[order]
    variance = np.bincount(rows.group, rows.number * single, rows.groups)
    return more, variance - np.bincount(rows.group[order], pairs, rows.groups), whole


def restricted_means(
    rows: Rows, days: np.ndarray, ended: np.ndarray, own: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Per group: mean days of the group, of the rest, variance of the difference, and reach.

    Of the rest each subject counts as often as the group has subjects of its stratum for each of it, so
    that with nothing unfinished the difference is that of the strata, weighted by the group's own.
    """
    order = np.argsort(days, kind="stable")
    group, stratum, number = rows.group[order], rows.stratum[order], rows.number[order]
    day, cell = np.unique(days[order], return_inverse=True)
    ends = ended[order]
    others = of_others(own)
    weights = np.nan_to_num(own_weights(own, others)) * own.sum(axis=1, keepdims=True)
    each = np.nan_to_num(ratio(weights, others))
    found = np.full((4, rows.groups), np.nan)
    for one in range(rows.groups):
        here = each[one, stratum] > 0
        mine = here & (group == one)
        rest = np.where(here & (group != one), each[one, stratum], 0.0)
        if mine.any():
            own_curve, rest_curve, whole = (
                curve_of(day, cell, number, ends, weight)
                for weight in (mine.astype(float), rest, here.astype(float))
            )
            found[:, one] = beside(own_curve, rest_curve, whole)
    return found[0], found[1], found[2], found[3]


class Weighted(NamedTuple):
    """Per day: weights at risk, weights that ended, and the squares of the weights at risk."""

    day: np.ndarray
    at_risk: np.ndarray
    ended: np.ndarray
    squares: np.ndarray

    @property
    def subjects(self) -> np.ndarray:
        """How many equal subjects those at risk count for."""
        return np.nan_to_num(ratio(self.at_risk**2, self.squares))


def curve_of(day, cell, number, ended, weight) -> Weighted:
    counted = number * weight
    at_risk, squares = (
        np.maximum(np.bincount(cell, part, len(day))[::-1].cumsum()[::-1], 0)
        for part in (counted, counted * weight)
    )
    at_risk[at_risk < TINY] = 0
    return Weighted(day, at_risk, np.bincount(cell, counted * ended, len(day)), squares)


def beside(own: Weighted, rest: Weighted, whole: Weighted) -> tuple[float, float, float, float]:
    """Restricted means of a group and of the rest, variance of their difference, and reach."""
    first = max(begins(own), begins(rest))
    if not all(curve.at_risk[first:].any() for curve in (own, rest)):
        return np.nan, np.nan, np.nan, np.nan  # never seen at the same age
    reach = min(reaches(own), reaches(rest))
    reach = float(own.day[-1]) if np.isinf(reach) else reach
    mean, spread = restricted(own, first, reach)
    others, rest_spread = restricted(rest, first, reach)
    alike = restricted(whole, first, reach)[1]
    spread = spread if own.ended.sum() >= OWN_SPREAD else alike
    rest_spread = rest_spread if rest.ended.sum() >= OWN_SPREAD else alike
    variance = spread / own.subjects.max() + rest_spread / rest.subjects.max()
    return mean, others, variance, reach


def begins(curve: Weighted) -> int:
    """The place of the first day with enough at risk: the first of all, but for late entries."""
    enough = min(FEWEST_AT_RISK, curve.subjects.max()) - TINY
    return int(np.argmax(curve.subjects >= enough))


def reaches(curve: Weighted) -> float:
    """The last day a curve is known for; endless where all have ended by it."""
    last = int(np.flatnonzero(curve.at_risk > 0)[-1])
    return np.inf if curve.ended[last] >= curve.at_risk[last] - TINY else float(curve.day[last])


def restricted(curve: Weighted, first: int, until: float) -> tuple[float, float]:
    """Mean days up to `until` by Kaplan-Meier, and its variance (Greenwood's) times the subjects."""
    some = (curve.at_risk > 0) & (np.arange(len(curve.day)) >= first)
    day, at_risk, ended = np.minimum(curve.day[some], until), curve.at_risk[some], curve.ended[some]
    left = np.cumprod(1 - np.minimum(ended / at_risk, 1))
    areas = left * np.diff(day, append=until)
    behind = np.cumsum(areas[::-1])[::-1]
    fewer = at_risk > ended + TINY
    greenwood = np.where(fewer, ended / (at_risk * np.where(fewer, at_risk - ended, 1)), 0)
    size = float(curve.subjects.max())
    known = (behind**2 * greenwood * curve.squares[some] / at_risk).sum()
    return float(day[0] + areas.sum()), float(known * size * size / max(size - 1, 1))
