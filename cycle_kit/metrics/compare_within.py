"""Which deals are compared with which: strata of the columns asked for, and of what moves the figure by itself.

Where the figure moved over time, the quarter of entry is a stratum too, so that whoever came late is not
blamed for the market of then; where it goes with the amount, deals of like amounts are, so that nobody is
blamed for large deals. Whether it does is asked leniently: strata that were not needed cost little, those
that are missing make equal people look different.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.metrics import stratified
from cycle_kit.metrics.compare_rows import QUARTER, SIZE
from cycle_kit.metrics.counting import ratio
from cycle_kit.metrics.frames import By, check_column, deals, groups, table
from cycle_kit.metrics.stratified_times import at_risk_as_counts
from cycle_kit.pipeline import Pipeline

WITHIN = ("pipeline", "segment")
BY_TIME, BY_SIZE = "quarter of entry", "amount band"
#: the chance of such differences where there are none, below which the figure is said to move
LENIENT = 0.2
#: subjects in a band of amounts
BAND = 40
#: share of the subjects (of shares: of those that hit, and of those that missed) whose amount must be known
KNOWN = 0.5
LEAST = 1.0  # of variance, for a quarter or band to be asked at all


class Within(NamedTuple):
    """The stratum of each row, and what strata are made of, in words."""

    places: np.ndarray
    words: tuple[str, ...]


def known_strata(pipe: Pipeline, within: By) -> list[str]:
    """Of the columns of `within`, those in which this data says anything."""
    there = deals(pipe).collect_schema().names()
    asked = groups(within)
    if tuple(asked) != WITHIN:
        for column in asked:
            check_column(pipe, column, "within", "to compare within")
    kept = [name for name in asked if name in there]
    if not kept:
        return []
    filled = table(deals(pipe).select(*kept).unique())
    return [name for name in kept if len(filled[name].dropna().unique()) > 1]


def strata_of(
    kind: str, rows: pd.DataFrame, names: list[str], column: str, *, grow: bool
) -> Within:
    """The strata of a comparison by `column`: of these columns and, to `grow`, of what moves the figure."""
    places, words = np.zeros(len(rows), dtype=np.int64), list(names)
    if names:
        places = rows.groupby(names, dropna=False, sort=False).ngroup().to_numpy()
    if not grow or not len(rows):
        return Within(places, tuple(words))
    entry = rows[QUARTER].to_numpy(float)
    quarters = pd.factorize(entry)[0] + 1
    if moves(kind, rows, places, quarters, entry):
        places = pd.factorize(places * (quarters.max() + 1) + quarters)[0]
        words.append(BY_TIME)
    size = rows[SIZE].to_numpy(float)
    known = ~np.isnan(size)
    if amounts_tell(kind, rows, known) and moves(
        kind, rows[known], places[known], bands(size[known], 10), size[known]
    ):
        places = in_bands(rows, places, size, pd.factorize(rows[column])[0])
        words.append(BY_SIZE)
    return Within(places, tuple(words))


# -- whether the figure moves ----------------------------------------------------------------------


def moves(
    kind: str, rows: pd.DataFrame, places: np.ndarray, code: np.ndarray, score: np.ndarray
) -> bool:
    """Whether the figure, within strata, differs between codes, or rises or falls with the score."""
    more, variance = surprises(kind, rows, pd.factorize(places)[0])
    sums, spread = (np.bincount(code, part) for part in (more, variance))
    some = spread > LEAST
    if some.sum() < 2:
        return False
    apart = chance_of(float((sums[some] ** 2 / spread[some]).sum()), int(some.sum()) - 1)
    total = variance.sum()
    score = np.where(np.isnan(score), np.nanmean(score), score)
    score = score - (variance * score).sum() / total
    slope = (more * score).sum() / math.sqrt(max((variance * score**2).sum(), 1e-12))
    return min(apart, math.erfc(abs(slope) / math.sqrt(2))) < LENIENT


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


# -- bands of amounts ------------------------------------------------------------------------------


def amounts_tell(kind: str, rows: pd.DataFrame, known: np.ndarray) -> bool:
    """Whether amounts are known of enough deals, and no less of those that missed than of those that hit."""
    if kind == "amount":
        return False
    number = rows["number"].to_numpy(float)
    sides = [np.ones(len(rows), dtype=bool)]
    if kind == "share":
        hit = rows["hit"].to_numpy(bool)
        sides = [hit, ~hit]
    return all(number[side & known].sum() > KNOWN * number[side].sum() for side in sides)


def bands(values: np.ndarray, number: int) -> np.ndarray:
    """Which of so many bands of about as many rows each value lies in; equal values lie in one."""
    rank = pd.Series(values).rank(method="min", pct=True).to_numpy()
    return np.minimum((rank * number).astype(np.int64), number - 1)


def in_bands(
    rows: pd.DataFrame, places: np.ndarray, size: np.ndarray, codes: np.ndarray
) -> np.ndarray:
    """Each stratum cut into bands of amounts; without an amount there is nobody to compare with."""
    sizes = pd.DataFrame({"place": places, "size": size, "number": rows["number"].to_numpy(float)})
    there = sizes.dropna().groupby(["place", "size"], as_index=False)["number"].sum()
    by_place = there.groupby("place")["number"]
    before, whole = by_place.cumsum() - there["number"], by_place.transform("sum")
    number = np.maximum(whole // BAND, 1)
    there["band"] = np.minimum(before / whole * number, number - 1).astype("int64")
    found = sizes.merge(there[["place", "size", "band"]], on=["place", "size"], how="left")
    band = found["band"].fillna(-1).to_numpy(np.int64)
    alone = np.where(band < 0, codes, 0)
    return pd.DataFrame({"p": places * (band >= 0), "b": band, "a": alone}).groupby(
        ["p", "b", "a"], sort=False
    ).ngroup().to_numpy()  # fmt: skip
