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

import numpy as np
import pandas as pd

from cycle_kit.metrics.chances import DAY, Seen, within
from cycle_kit.metrics.past import Known, moments

DRAWS, SEED = 2_000, 20_251_031
CELLS = 2_000_000  # of draws at once: a few dozen megabytes
SPANS = 12  # earlier equal spans from which deals not yet created are expected


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


def deviations(
    each: pd.DataFrame, seen: Seen, draws: np.random.Generator, count: int
) -> np.ndarray:
    """Per draw (rows) and deal (columns) by how much its log odds lie off."""
    p, n = each["p_win_by"].to_numpy(float), each["n"].to_numpy(float)
    told = np.isfinite(n)  # what the export says of itself has no sampling error
    n = np.where(told, n, 1.0)
    inner = (n * p + 0.5) / (n + 1)
    error = np.where(told, 1 / np.sqrt(n * inner * (1 - inner)), 0.0)
    group, groups = pd.factorize(pd.MultiIndex.from_frame(each[["place", "step"]]))
    own = draws.standard_normal((count, max(len(groups), 1)), dtype=np.float32)[:, group]
    freedom = max(apart(seen, len(seen.starts)) - 1, 2.0)
    common = np.sqrt(unevenness(seen)) * draws.standard_t(freedom, (count, 1))
    return own * error.astype(np.float32) + common.astype(np.float32)


def drawn(each: pd.DataFrame, seen: Seen, won: np.ndarray, draws: np.random.Generator):
    """Number and value of the open deals that are won, in each of the draws.

    `won`: values of won deals, one of which a deal without an amount is given in each draw.
    """
    deals, values = np.zeros(DRAWS), np.zeros(DRAWS)
    if each.empty:
        return deals, values
    p = each["p_win_by"].to_numpy(float)
    with np.errstate(divide="ignore"):
        odds = (np.log(p) - np.log1p(-p)).astype(np.float32)
    value, guessed = each["value"].fillna(0.0).to_numpy(float), each["value_imputed"].to_numpy()
    off = deviations(each, seen, draws, DRAWS)
    size = max(CELLS // len(each), 1)
    for first in range(0, DRAWS, size):
        part = slice(first, first + size)
        chance = 1 / (1 + np.exp(-(odds + off[part])))
        hit = draws.random(chance.shape, dtype=np.float32) < chance
        deals[part], values[part] = hit.sum(axis=1), hit @ np.where(guessed, 0.0, value)
        if guessed.any() and len(won):
            values[part] += (hit[:, guessed] * draws.choice(won, hit[:, guessed].shape)).sum(axis=1)
    return deals, values


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
