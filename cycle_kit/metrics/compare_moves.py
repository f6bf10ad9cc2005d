"""Whether a figure moves by itself: over time, with the amount, or between kinds of deals."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.metrics import stratified
from cycle_kit.metrics.counting import ratio
from cycle_kit.metrics.stratified_times import at_risk_as_counts

#: the chance of such differences between kinds, and between people's mixes of them, to make strata of them
STRICT = 0.01
ONE_CODE = 0.95  # of a group's deals with one value, to say that it has one
#: the chance of such differences where there are none, below which the figure is said to move
LENIENT = 0.2
LEAST = 1.0  # of variance, for a quarter or band to be asked at all


def moves(
    kind: str, rows: pd.DataFrame, places: np.ndarray, code: np.ndarray, score: np.ndarray
) -> bool:
    """Whether the figure, within strata, differs between codes, or rises or falls with the score."""
    more, variance = surprises(kind, rows, pd.factorize(places)[0])
    total = variance.sum()
    if total < LEAST:
        return False
    known = ~np.isnan(score)
    score = np.where(known, score, score[known].mean() if known.any() else 0.0)
    score = score - (variance * score).sum() / total
    slope = (more * score).sum() / math.sqrt(max((variance * score**2).sum(), 1e-12))
    return min(apart(more, variance, code), math.erfc(abs(slope) / math.sqrt(2))) < LENIENT


def differs(
    kind: str, rows: pd.DataFrame, places: np.ndarray, code: np.ndarray, column: str, name: str
) -> bool:
    """Whether the figure, within strata, differs beyond doubt between the codes of the column `name`.

    Where each group has one code, as people have their team, codes must lie further apart than groups of the
    same one do: a team is not slow because one of it is, and a team of one is no team.
    """
    more, variance = surprises(kind, rows, pd.factorize(places)[0])
    group = pd.factorize(rows[column])[0]
    if not nested(rows["number"].to_numpy(float), group, code):
        return apart(more, variance, code) < STRICT
    own = squares(more, variance, group)
    between = squares(more, variance, code)
    if own.freedom <= between.freedom:
        return name != "team" and between.chance < STRICT
    within = Squares(own.sum - between.sum, own.freedom - between.freedom)
    times = max(within.sum / within.freedom, 1.0)
    return (
        chance_of_ratio(
            between.sum / max(between.freedom, 1) / times, between.freedom, within.freedom
        )
        < STRICT
    )


def nested(number: np.ndarray, group: np.ndarray, code: np.ndarray) -> bool:
    """Whether nearly all of each group has one code."""
    cells = np.bincount(
        group * (code.max() + 1) + code, number, (group.max() + 1) * (code.max() + 1)
    )
    return cells.reshape(group.max() + 1, -1).max(axis=1).sum() > ONE_CODE * number.sum()


class Squares(NamedTuple):
    """A chi-square and its degrees of freedom."""

    sum: float
    freedom: int

    @property
    def chance(self) -> float:
        return chance_of(self.sum, self.freedom) if self.freedom > 0 else 1.0


def squares(more: np.ndarray, variance: np.ndarray, code: np.ndarray) -> Squares:
    """How far apart the sums of these codes lie."""
    sums, spread = (np.bincount(code, part) for part in (more, variance))
    some = spread > LEAST
    return Squares(float((sums[some] ** 2 / spread[some]).sum()), max(int(some.sum()) - 1, 0))


def apart(more: np.ndarray, variance: np.ndarray, code: np.ndarray) -> float:
    """The chance of sums so far apart, where all codes are alike."""
    return squares(more, variance, code).chance


def mixed(rows: pd.DataFrame, places: np.ndarray, column: str, code: np.ndarray) -> bool:
    """Whether groups have, within strata, other mixes of these codes than the others."""
    cells = pd.DataFrame({"place": places, "group": rows[column].to_numpy(), "code": code})
    cells = cells.assign(number=rows["number"].to_numpy(float))
    seen = cells.groupby(["place", "group", "code"])["number"].sum()
    of = {
        name: seen.groupby(level=name).transform("sum")
        for name in (("place", "group"), ("place", "code"), ("place",))
    }
    expected = of["place", "group"] * of["place", "code"] / of[("place",)]
    sums = pd.DataFrame({"seen": seen, "expected": expected}).groupby(level=["group", "code"]).sum()
    whole = (sums["expected"] > LEAST).to_numpy()
    chi = ((sums["seen"] - sums["expected"]) ** 2 / sums["expected"])[whole].sum()
    freedom = (len(seen.index.unique("group")) - 1) * (len(seen.index.unique("code")) - 1)
    return freedom > 0 and chance_of(float(chi), freedom) < STRICT


def surprises(kind: str, rows: pd.DataFrame, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Per row: by how much it has more than was to be expected of its stratum, and the variance of that."""
    number = rows["number"].to_numpy(float)
    if kind == "days":
        return surprises_in_time(rows, places, number)
    column = "hit" if kind == "share" else "amount"
    value = rows[column].to_numpy(float)
    if kind == "amount":  # by ranks, as one huge deal proves nothing
        value = pd.Series(value).groupby(places).rank(pct=True).to_numpy()
    size = np.bincount(places, number)
    mean = ratio(np.bincount(places, number * value), size)[places]
    away = number * (value - mean) ** 2
    each = ratio(np.bincount(places, away), np.maximum(size - 1, 1))[places]
    return number * (value - mean) / unit(each), number * (each > 0)


def unit(variance: np.ndarray) -> np.ndarray:
    """Standard deviations to divide by, where there are any."""
    return np.where(variance > 0, np.sqrt(np.where(variance > 0, variance, 1)), 1)


def surprises_in_time(
    rows: pd.DataFrame, places: np.ndarray, number: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Endings more than the stratum's hazard up to each day expects, which is their variance as well."""
    days, since = rows["days"].to_numpy(float), rows["since"].to_numpy(float)
    ended = rows["ended"].to_numpy(float)
    plain = stratified.Rows(places, places, number, 1, int(places.max()) + 1)
    signed, seen, endings = at_risk_as_counts(plain, days, ended, since)
    at = stratified.clock(signed, seen, endings)
    hazard = stratified.so_far(at.stratum, np.nan_to_num(ratio(at.ended, at.at_risk)))[at.cell]
    before = np.zeros(len(days))
    before[since > 0] = hazard[len(days) :]
    expected = np.maximum(number * (hazard[: len(days)] - before), 0)
    return number * ended - expected, expected


def chance_of(chi: float, freedom: int) -> float:
    """The chance of so large a chi-square (Wilson and Hilferty 1931)."""
    part = 2 / (9 * freedom)
    score = ((chi / freedom) ** (1 / 3) - (1 - part)) / math.sqrt(part)
    return 0.5 * math.erfc(score / math.sqrt(2))


def chance_of_ratio(ratio_: float, one: int, other: int) -> float:
    """The chance of so large a ratio of mean squares (Paulson 1942)."""
    if one < 1:
        return 1.0
    parts, root = (2 / (9 * one), 2 / (9 * other)), max(ratio_, 0.0) ** (1 / 3)
    score = ((1 - parts[1]) * root - (1 - parts[0])) / math.sqrt(parts[1] * root**2 + parts[0])
    return 0.5 * math.erfc(score / math.sqrt(2))
