"""Which deals are compared with which: strata of the columns asked for, and of what moves the figure by itself.

Where the figure moved over time, the quarter of entry is a stratum too, so that whoever came late is not
blamed for the market of then. Where it goes with the amount, days are taken as those of one amount, and
deals of like amounts are a stratum where that is not enough, so that nobody is blamed for large deals; who
then has no amount has nobody to be compared with. Whether it does is asked leniently: strata that were not
needed cost little, those that are missing make equal people look different.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.metrics import stratified
from cycle_kit.metrics.compare_rows import QUARTER, SIZE, STEP
from cycle_kit.metrics.counting import ratio
from cycle_kit.metrics.frames import By, check_column, deals, groups, table
from cycle_kit.metrics.stratified_times import at_risk_as_counts
from cycle_kit.pipeline import Pipeline

WITHIN = ("pipeline", "segment")
#: columns of what is known of a deal from its beginning, of which people may have other ones than the rest
KINDS = ("deal_type", "region", "source", "product", "industry")
MOST_KINDS = 12  # values of such a column; with more it tells single deals apart
#: the chance of such differences between kinds, and between people's mixes of them, to make strata of them
STRICT = 0.01
BY_TIME, BY_SIZE = "quarter of entry", "amount"
#: the chance of such differences where there are none, below which the figure is said to move
LENIENT = 0.2
#: subjects in a band of amounts
BAND = 40
#: share of the subjects (of shares: of those that hit, and of those that missed) whose amount must be known
KNOWN = 0.5
#: amounts beyond these shares count as if they lay there; days go with the amount at most to this power
EXTREME, STEEPEST, HALVINGS = (0.01, 0.99), 2.0, 12
LEAST = 1.0  # of variance, for a quarter or band to be asked at all


class Within(NamedTuple):
    """The stratum of each row, how many times as long its amount lets it take, and what was made alike, in words."""

    places: np.ndarray
    scale: np.ndarray
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


def kinds_of_deals(pipe: Pipeline) -> list[str]:
    """The columns of KINDS that tell deals apart."""
    there = deals(pipe).collect_schema().names()
    kept = [name for name in KINDS if name in there]
    if not kept:
        return []
    each = table(deals(pipe).select(*(nw.col(name).n_unique() for name in kept))).iloc[0]
    return [name for name in kept if 1 < each[name] <= MOST_KINDS + 1]


def strata_of(
    kind: str, rows: pd.DataFrame, names: list[str], column: str, *, grow: bool
) -> Within:
    """The strata of a comparison by `column`: of these columns and, to `grow`, of what moves the figure."""
    places, scale = np.zeros(len(rows), dtype=np.int64), np.ones(len(rows))
    if names:
        places = rows.groupby(names, dropna=False, sort=False).ngroup().to_numpy()
    if not grow or not len(rows):
        return Within(places, scale, tuple(names))
    words = list(names)
    for name in KINDS:
        if name in rows and name not in (column, *names):
            code = pd.factorize(rows[name])[0] + 1
            if differs(kind, rows, places, code) and mixed(rows, places, column, code):
                places = pd.factorize(places * (code.max() + 1) + code)[0]
                words.append(name)
    entry = rows[QUARTER].to_numpy(float)
    quarters = pd.factorize(entry)[0] + 1
    if moves(kind, rows, places, quarters, entry):
        places = pd.factorize(places * (quarters.max() + 1) + quarters)[0]
        words.append(BY_TIME)
    size = rows[SIZE].to_numpy(float)
    known = ~np.isnan(size)
    if amounts_tell(kind, rows, known) and moves_with_size(kind, rows[known], places[known]):
        words.append(BY_SIZE)
        alone = np.where(known, -1, pd.factorize(rows[column])[0])
        if kind == "days":
            scale[known] = times_as_long(rows[known], places[known])
            rows = at_one_size(rows, scale)
        if kind != "days" or moves_with_size(kind, rows[known], places[known]):
            places = in_bands(rows, places, size)
        places = pd.DataFrame({"place": places, "alone": alone}).groupby(["place", "alone"])
        places = places.ngroup().to_numpy()
    return Within(places, scale, tuple(words))


def moves_with_size(kind: str, rows: pd.DataFrame, places: np.ndarray) -> bool:
    size = rows[SIZE].to_numpy(float)
    return moves(kind, rows, places, bands(size, 10), size)


def at_one_size(rows: pd.DataFrame, scale: np.ndarray) -> pd.DataFrame:
    """The rows with the days that they would have taken with the usual amount."""
    return rows.assign(days=rows["days"] / scale, since=rows["since"] / scale)


def times_as_long(rows: pd.DataFrame, places: np.ndarray) -> np.ndarray:
    """How many times as long the amount of each row lets it take, beside the usual amount.

    Days go with a power of the amount: that one at which, days divided by it, larger deals end neither
    sooner nor later than others of their stratum (the log-rank estimate of an accelerated-failure model;
    Tsiatis, Annals of Statistics 1990).
    """
    size = rows[SIZE].to_numpy(float) * STEP
    size = np.clip(size, *np.quantile(size, EXTREME)) - np.median(size)
    places = pd.factorize(places)[0]
    low, high = -STEEPEST, STEEPEST
    for _ in range(HALVINGS):
        power = (low + high) / 2
        more, expected = surprises("days", at_one_size(rows, np.exp(power * size)), places)
        middle = (expected * size).sum() / max(expected.sum(), 1e-9)
        low, high = (power, high) if (more * (size - middle)).sum() < 0 else (low, power)
    return np.exp((low + high) / 2 * size)


# -- whether the figure moves ----------------------------------------------------------------------


def moves(
    kind: str, rows: pd.DataFrame, places: np.ndarray, code: np.ndarray, score: np.ndarray
) -> bool:
    """Whether the figure, within strata, differs between codes, or rises or falls with the score."""
    more, variance = surprises(kind, rows, pd.factorize(places)[0])
    total = variance.sum()
    if total < LEAST:
        return False
    score = np.where(np.isnan(score), np.nanmean(score), score)
    score = score - (variance * score).sum() / total
    slope = (more * score).sum() / math.sqrt(max((variance * score**2).sum(), 1e-12))
    return min(apart(more, variance, code), math.erfc(abs(slope) / math.sqrt(2))) < LENIENT


def differs(kind: str, rows: pd.DataFrame, places: np.ndarray, code: np.ndarray) -> bool:
    """Whether the figure, within strata, differs between codes beyond doubt."""
    return apart(*surprises(kind, rows, pd.factorize(places)[0]), code) < STRICT


def apart(more: np.ndarray, variance: np.ndarray, code: np.ndarray) -> float:
    """The chance of sums so far apart, where all codes are alike."""
    sums, spread = (np.bincount(code, part) for part in (more, variance))
    some = spread > LEAST
    if some.sum() < 2:
        return 1.0
    return chance_of(float((sums[some] ** 2 / spread[some]).sum()), int(some.sum()) - 1)


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


def in_bands(rows: pd.DataFrame, places: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Each stratum cut into bands of amounts, those without an amount by themselves."""
    sizes = pd.DataFrame({"place": places, "size": size, "number": rows["number"].to_numpy(float)})
    there = sizes.dropna().groupby(["place", "size"], as_index=False)["number"].sum()
    by_place = there.groupby("place")["number"]
    before, whole = by_place.cumsum() - there["number"], by_place.transform("sum")
    number = np.maximum(whole // BAND, 1)
    there["band"] = np.minimum(before / whole * number, number - 1).astype("int64")
    found = sizes.merge(there[["place", "size", "band"]], on=["place", "size"], how="left")
    band = found["band"].fillna(-1).to_numpy()
    return found.assign(band=band).groupby(["place", "band"], sort=False).ngroup().to_numpy()
