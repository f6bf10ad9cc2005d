"""Which deals are compared with which: strata of the columns asked for, and of what moves the figure by itself.

Where the figure moved over time, the quarter of entry is a stratum too, so that whoever came late is not
blamed for the market of then. Where it goes with the amount, days are taken as those of one amount, and
deals of like amounts are a stratum where that is not enough, so that nobody is blamed for large deals; who
then has no amount has nobody to be compared with. Whether it does is asked leniently: strata that were not
needed cost little, those that are missing make equal people look different.
"""

from __future__ import annotations

from typing import NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.metrics.compare_moves import differs, mixed, moves, surprises
from cycle_kit.metrics.compare_rows import CURRENCY, QUARTER, SIZE, STEP
from cycle_kit.metrics.counting import ratio
from cycle_kit.metrics.frames import By, deals, groups, table
from cycle_kit.metrics.splits import check_column
from cycle_kit.pipeline import Pipeline

WITHIN = ("pipeline", "segment")
#: columns of what is known of a deal from its beginning, of which people may have other ones than the rest
KINDS = ("team", "deal_type", "region", "source", "product", "industry")
#: values of such a column, and deals of each on average; with more values, or fewer deals, it tells single deals apart
MOST_KINDS, DEALS_EACH = 200, 20
BY_TIME, BY_SIZE = "quarter of entry", "amount"
#: subjects in a band of amounts
BAND = 40
#: share of the subjects (of shares: of those that hit, and of those that missed) whose amount must be known
KNOWN = 0.5
#: standard deviations by which a group's known share may lie off the usual one, and the least variance of that
STRANGE, SURE = 4.0, 0.02
#: amounts beyond these shares count as if they lay there; days go with the amount at most to this power
EXTREME, STEEPEST, HALVINGS = (0.01, 0.99), 2.0, 12


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
    words = list(names)
    if kind == "amount" and rows[CURRENCY].any():
        places = by_currency(rows, places)
        words = list(dict.fromkeys([*names, "currency"]))
    if not grow or not len(rows):
        return Within(places, scale, tuple(words))
    for name in KINDS:
        if name in rows and name not in (column, *names):
            code = pd.factorize(rows[name])[0] + 1
            if rows["number"].sum() < DEALS_EACH * code.max():
                continue
            if differs(kind, rows, places, code, column, name) and mixed(
                rows, places, column, code
            ):
                places = pd.factorize(places * (code.max() + 1) + code)[0]
                words.append(name)
    entry = rows[QUARTER].to_numpy(float)
    quarters = pd.factorize(entry)[0] + 1
    if moves(kind, rows, places, quarters, entry):
        places = pd.factorize(places * (quarters.max() + 1) + quarters)[0]
        words.append(BY_TIME)
    size = rows[SIZE].to_numpy(float)
    known = ~np.isnan(size) & ~late_amounts(kind, rows, column)
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


def by_currency(rows: pd.DataFrame, places: np.ndarray) -> np.ndarray:
    """Each stratum cut by the currency of its amounts."""
    codes = pd.factorize(rows[CURRENCY])[0]
    return pd.factorize(places * (codes.max(initial=0) + 1) + codes)[0]


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


# -- bands of amounts ------------------------------------------------------------------------------


def amounts_tell(kind: str, rows: pd.DataFrame, known: np.ndarray) -> bool:
    """Whether amounts are known of enough deals, and no less of those that missed than of those that hit."""
    if kind == "amount":
        return False
    number = rows["number"].to_numpy(float)
    sides = both_sides("share", rows) if kind == "share" else [np.ones(len(rows), dtype=bool)]
    return all(number[side & known].sum() > KNOWN * number[side].sum() for side in sides)


def both_sides(kind: str, rows: pd.DataFrame) -> list[np.ndarray]:
    """Rows that hit, or ended, and the others."""
    one = rows["hit" if kind == "share" else "ended"].to_numpy(bool)
    return [one, ~one]


def late_amounts(kind: str, rows: pd.DataFrame, column: str) -> np.ndarray:
    """Rows of groups whose amounts are known of other deals than the others' are: of whom they are typed in when
    a deal is won, deals with an amount are won ones."""
    late = np.zeros(len(rows), dtype=bool)
    if kind == "amount":
        return late
    group, number = pd.factorize(rows[column])[0], rows["number"].to_numpy(float)
    known = ~np.isnan(rows[SIZE].to_numpy(float))
    for side in both_sides(kind, rows):
        size, there = (
            np.bincount(group[part], number[part], group.max() + 1) for part in (side, side & known)
        )
        usual = float(np.median(ratio(there, size)[size > 0])) if size.any() else 0.0
        score = ratio(there - usual * size, np.sqrt(np.maximum(usual * (1 - usual), SURE) * size))
        late |= (np.abs(np.nan_to_num(score)) > STRANGE)[group]
    return late


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
