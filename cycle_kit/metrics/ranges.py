"""Ranges of what will be won, by drawing it many times (seeded).

Drawing each deal won or not by its chance alone makes ranges far too narrow. Three more things
are not known, and each draw has its own of all of them: the chances themselves, which rest on so
many past deals (one deviation per stage, of the size of the sampling error); how good the coming
period is (one deviation for all open deals, of the size by which earlier periods differed more
than chance allows); amounts that are not known. Deals not yet created come as their number and
its spread over earlier periods say, with amounts of such deals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.metrics.chances import DAY, Seen, within
from cycle_kit.metrics.past import Known, moments

DRAWS, SEED = 2_000, 20_251_031
CELLS = 2_000_000  # of draws at once: a few dozen megabytes
MOST_DRAWN = 2_000  # deals that are each drawn; of further ones their sums
BAND = 0.1  # of log odds that count as like
SPANS = 12  # earlier equal spans from which deals not yet created are expected


Drawn = tuple[np.ndarray, np.ndarray]  # number and value won, in each draw


@dataclass(frozen=True)
class Fresh:
    """Deals created and won within earlier equal spans: one row of `spans` each, and their values."""

    spans: pd.DataFrame  # start, deals, value
    values: np.ndarray
    apart: float  # how many of the spans would fit beside each other

    @property
    def deals(self) -> float:
        return float(self.spans["deals"].mean()) if len(self.spans) else np.nan

    @property
    def value(self) -> float:
        return float(self.spans["value"].mean()) if len(self.spans) else np.nan


def fresh_deals(facts: Known, seen: Seen) -> Fresh:
    """Of earlier equal spans the deals created and won within each."""
    won = facts.lives[facts.lives["outcome"] == "won"]
    worth = won["value"].fillna(won["value"].mean()).fillna(0.0)
    closed = moments(won["closed_at"])
    rows, values = [], []
    for start in seen.starts[-SPANS:]:
        inside = (won["created_at"] >= start) & within(closed, start, seen.days)
        rows.append((start, int(inside.sum()), float(worth[inside].sum())))
        values.append(worth[inside].to_numpy(float))
    spans = pd.DataFrame(rows, columns=["start", "deals", "value"])
    pool = np.concatenate(values) if values else np.empty(0)
    return Fresh(spans, pool if len(pool) else worth.to_numpy(float), apart(seen, SPANS))


def apart(seen: Seen, most: int) -> float:
    """How many spans of that length lie beside each other between the first start and the last end."""
    starts = seen.starts[-most:]
    if not starts:
        return 0.0
    return min(1.0 + (starts[-1] - starts[0]) / DAY / seen.days, len(starts))


def unevenness(seen: Seen) -> float:
    """By how much earlier periods were better or worse than chance explains, in log odds (a variance)."""
    rows = seen.rows
    if rows.empty:
        return 0.0
    rows = rows.assign(p=rows.groupby(["pipeline", "step"])["won"].transform("mean"))
    rows = rows.assign(spread=rows["p"] * (1 - rows["p"]))
    sums = rows.groupby("start")[["won", "p", "spread"]].sum()
    beyond = (sums["won"] - sums["p"]) ** 2 - sums["spread"]
    scale = (sums["spread"] ** 2).sum()
    return float(max(beyond.sum() / scale, 0.0)) if scale > 0 else 0.0


class Deviations(NamedTuple):
    """By how much the log odds of each deal lie off: `own[draw, group] * error + common[draw]`."""

    own: np.ndarray  # draws x stages
    common: np.ndarray  # draws x 1
    group: np.ndarray  # of each deal its stage
    error: np.ndarray  # of each deal

    @classmethod
    def of(cls, each: pd.DataFrame, seen: Seen, draws: np.random.Generator) -> Deviations:
        p, n = each["p_win_by"].to_numpy(float), each["n"].to_numpy(float)
        told = np.isfinite(n)  # what the export says of itself has no sampling error
        n = np.where(told, n, 1.0)
        inner = (n * p + 0.5) / (n + 1)
        error = np.where(told, 1 / np.sqrt(n * inner * (1 - inner)), 0.0).astype(np.float32)
        group, groups = pd.factorize(pd.MultiIndex.from_frame(each[["place", "step"]]))
        own = draws.standard_normal((DRAWS, max(len(groups), 1)), dtype=np.float32)
        freedom = max(apart(seen, len(seen.starts)) - 1, 2.0)
        common = np.sqrt(unevenness(seen)) * draws.standard_t(freedom, (DRAWS, 1))
        return cls(own, common.astype(np.float32), group, error)

    @classmethod
    def as_told(cls, off: pd.Series, draws: np.random.Generator) -> Deviations:
        """One deviation for all, which moves each deal by so much."""
        own = draws.standard_normal((DRAWS, 1), dtype=np.float32)
        none = np.zeros((DRAWS, 1), dtype=np.float32)
        error = off.to_numpy(np.float32)
        return cls(own, none, np.zeros(len(error), dtype=int), error)

    def deals(self, part: slice, rows: np.ndarray) -> np.ndarray:
        """Of some draws (rows) and deals (columns)."""
        return self.own[part][:, self.group[rows]] * self.error[rows] + self.common[part]


def drawn(
    each: pd.DataFrame, off: Deviations, won: np.ndarray, draws: np.random.Generator
) -> Drawn:
    """Number and value of the open deals that are won, in each of the draws.

    `won`: values of won deals, one of which a deal without an amount is given in each draw.
    Each deal is drawn, of thousands the most expected ones; of the others their sums are.
    """
    deals, values = np.zeros(DRAWS), np.zeros(DRAWS)
    if each.empty:
        return deals, values
    p = each["p_win_by"].to_numpy(float)
    with np.errstate(divide="ignore"):
        odds = (np.log(p) - np.log1p(-p)).astype(np.float32)
    value, guessed = each["value"].fillna(0.0).to_numpy(float), each["value_imputed"].to_numpy()
    single = np.ones(len(p), dtype=bool)
    if len(p) > MOST_DRAWN:
        single[np.argsort(-p * value, kind="stable")[MOST_DRAWN:]] = False
        deals, values = drawn_sums(odds, value, guessed, ~single, won, off, draws)
    rows = np.flatnonzero(single)
    odds, value, guessed = odds[rows], value[rows], guessed[rows]
    size = max(CELLS // len(rows), 1)
    for first in range(0, DRAWS, size):
        part = slice(first, first + size)
        chance = 1 / (1 + np.exp(-(odds + off.deals(part, rows))))
        hit = draws.random(chance.shape, dtype=np.float32) < chance
        deals[part] += hit.sum(axis=1)
        values[part] += hit @ np.where(guessed, 0.0, value)
        if guessed.any() and len(won):
            values[part] += (hit[:, guessed] * draws.choice(won, hit[:, guessed].shape)).sum(axis=1)
    return deals, values


def drawn_sums(
    odds: np.ndarray,
    value: np.ndarray,
    guessed: np.ndarray,
    which: np.ndarray,
    won: np.ndarray,
    off: Deviations,
    draws: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """Number and value won of many deals: normal, with the mean and spread that drawing each has.

    Deals of one stage and of like chances and errors count together, at their mean log odds.
    """
    usual, usual_square = (won.mean(), (won**2).mean()) if len(won) else (0.0, 0.0)
    rows = np.flatnonzero(which & np.isfinite(odds))
    sure = which & np.isposinf(odds)
    frame = pd.DataFrame({
        "stage": off.group[rows], "band": np.round(odds[rows] / BAND), "odds": odds[rows],
        "error": off.error[rows], "deals": 1.0,
        "value": np.where(guessed[rows], usual, value[rows]),
        "square": np.where(guessed[rows], usual_square, value[rows] ** 2),
    })  # fmt: skip
    found = frame.groupby(["stage", "band"], as_index=False).agg(
        odds=("odds", "mean"), error=("error", "mean"), deals=("deals", "sum"),
        value=("value", "sum"), square=("square", "sum"),
    )  # fmt: skip
    stage = found["stage"].to_numpy()
    shift = off.own[:, stage] * found["error"].to_numpy() + off.common
    chance = 1 / (1 + np.exp(-(found["odds"].to_numpy() + shift)))
    spread = chance * (1 - chance)
    number, square = spread @ found["deals"], spread @ found["square"]
    together = spread @ found["value"]  # covariance of the two sums
    one, other = draws.standard_normal((2, DRAWS))
    by_number = np.divide(together, np.sqrt(number), out=np.zeros(DRAWS), where=number > 0)
    apart = np.sqrt(np.maximum(square - by_number**2, 0.0))
    deals = sure.sum() + chance @ found["deals"] + np.sqrt(number) * one
    values = value[sure].sum() + chance @ found["value"] + by_number * one + apart * other
    return np.maximum(np.round(deals), 0.0), np.maximum(values, 0.0)


def drawn_fresh(fresh: Fresh, draws: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Number and value of deals created and won, in each of the draws."""
    if fresh.spans.empty:
        return np.zeros(DRAWS), np.zeros(DRAWS)
    counts = fresh.spans["deals"].to_numpy(float)
    uneven = (
        max(counts.var(ddof=1) / counts.mean(), 1.0) if len(counts) > 1 and counts.any() else 1.0
    )
    return compound(counts.mean(), fresh.apart, uneven, fresh.values, draws)


def compound(
    mean: float, spans: float, uneven: float, values: np.ndarray, draws: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Sums of a number of values: the number with a mean known from so many spans.

    Its variance is `uneven` times that of mere chance (negative binomial, Poisson at 1).
    """
    rate = draws.gamma(spans * mean / uneven + 0.5, uneven / spans, DRAWS)
    if uneven > 1:
        rate = draws.gamma(rate / (uneven - 1), uneven - 1)
    number = draws.poisson(rate)
    if not len(values):
        return number.astype(float), np.zeros(DRAWS)
    ends = np.cumsum(number)
    sums = np.concatenate([[0.0], np.cumsum(draws.choice(values, ends[-1]))])
    return number.astype(float), sums[ends] - sums[ends - number]
