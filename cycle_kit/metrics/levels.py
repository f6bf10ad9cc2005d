"""How often something happens today, out of what was counted in earlier blocks of time.

A level may stand still, wander, or drift: all of these are weighed by how well each would have
foretold every block from those before it, so that a steady company is judged by all its past and
a changing one by what came last. Logarithms throughout; what comes out is a mean and a variance.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

YEAR, MONTH, QUARTER = 365.25, 30.4375, 91.3125
DRIFTS = np.linspace(-1.5, 1.5, 31)  # a year
WANDER = np.array([0.0, 0.02, 0.05, 0.1, 0.2])  # deviation after a quarter
USUAL_WANDER = 0.05
LEAST_MONTHS = 15  # of creations, below which no season can be told from a trend
HARMONICS = 2  # of the year


class Level(NamedTuple):
    """The logarithm of a rate, in the middle of the time ahead."""

    mean: float
    variance: float


def level_now(
    seen: np.ndarray, error: np.ndarray, *, width: float, ahead: float, drift: float, kept: float
) -> Level:
    """The level ahead, from its observed logarithms by block of `width` days, oldest first.

    `error`: variance of each. `ahead`: days from the end to the middle of what is asked for.
    `drift`: deviation of yearly drifts expected beforehand; `kept`: which part of one goes on.
    """
    drifts, wander = (grid.ravel() for grid in np.meshgrid(DRIFTS, WANDER))
    steps = wander**2 * width / QUARTER
    likely = -(drifts**2) / 2 / drift**2 - np.log1p(wander / USUAL_WANDER)
    mean, variance = np.zeros_like(drifts), np.ones_like(drifts)
    for place, (value, noise) in enumerate(zip(seen, error, strict=True)):
        if place:
            mean, variance = mean + drifts * width / YEAR, variance + steps
        whole, off = variance + noise, value - mean
        likely = likely - 0.5 * (np.log(whole) + off**2 / whole)
        mean, variance = mean + variance / whole * off, variance * noise / whole
    weight = np.exp(likely - likely.max())
    weight /= weight.sum()
    mean = mean + drifts * (width / 2 + ahead * kept) / YEAR
    variance = variance + wander**2 * (width / 2 + ahead) / QUARTER
    middle = float(weight @ mean)
    return Level(middle, float(weight @ (variance + (mean - middle) ** 2)))


def of_counts(counts: np.ndarray, expected: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Logarithm of counts beside what was expected, and its variance."""
    return np.log((counts + 0.5) / (expected + 0.5)), 1 / (counts + 0.5)


def of_odds(good: np.ndarray, bad: np.ndarray, good_expected, bad_expected):
    """Log odds beside those expected, and their variance."""
    seen = np.log((good + 0.5) / (bad + 0.5))
    usual = np.log((good_expected + 0.5) / (bad_expected + 0.5))
    return seen - usual, 1 / (good + 0.5) + 1 / (bad + 0.5)


class Arrivals(NamedTuple):
    """Deals to be created: how many in each step of the time ahead, and the variance of their log."""

    steps: np.ndarray
    variance: float


def arrivals(created: np.ndarray, first: float, days: float, end: pd.Timestamp, steps: int):
    """How many deals will be created, by step; `created`: days of earlier ones, before the end (0)."""
    seen = created[(created >= first) & (created < 0)]
    begun = -max(first, seen.min()) if len(seen) else MONTH
    count = max(int(begun // MONTH), 1)
    back = np.floor(-seen / MONTH).astype(int)
    counts = np.bincount(back[back < count], minlength=count)[::-1].astype(float)
    if begun < MONTH:
        counts *= MONTH / begun
    middles = -(np.arange(count, 0, -1) - 0.5) * MONTH
    ahead = (np.arange(steps) + 0.5) * days / steps
    usual, later = season(counts, middles, ahead, end)
    now = level_now(
        *of_counts(counts, MONTH * usual), width=MONTH, ahead=days / 2, drift=0.4, kept=0.8
    )
    return Arrivals(np.exp(now.mean) * later * days / steps, now.variance)


def season(counts: np.ndarray, middles: np.ndarray, ahead: np.ndarray, end: pd.Timestamp):
    """The year's ups and downs in earlier months and ahead, as factors drawn towards 1."""
    count = len(counts)
    if count < LEAST_MONTHS:
        return np.ones(count), np.ones(len(ahead))
    waves = np.column_stack([np.ones(count), middles / YEAR, harmonics(middles, end)])
    drawn = np.full(waves.shape[1], 25.0 if count < 24 else 12.5)
    drawn[:2] = 1e-6
    found = np.zeros(waves.shape[1])
    found[0] = np.log(max(counts.mean(), 0.1))
    for _ in range(8):
        usual = np.exp(np.clip(waves @ found, -5, 12))
        uneven = max(((counts - usual) ** 2 / usual).sum() / max(count - 4, 1), 1.0)
        curve = (waves * (usual / uneven)[:, None]).T @ waves + np.diag(drawn)
        slope = waves.T @ ((counts - usual) / uneven) - drawn * np.r_[0.0, 0.0, found[2:]]
        found = found + np.clip(np.linalg.solve(curve, slope), -1, 1)
    return np.exp(waves[:, 2:] @ found[2:]), np.exp(harmonics(ahead, end) @ found[2:])


def harmonics(days: np.ndarray, end: pd.Timestamp) -> np.ndarray:
    """Sines and cosines of the year, at days from the end on."""
    angle = 2 * np.pi * (days + end.day_of_year - 1) / YEAR
    return np.column_stack(
        [wave(times * angle) for times in range(1, HARMONICS + 1) for wave in (np.sin, np.cos)]
    )


def weeks_to_quarter_end(days: np.ndarray, end: pd.Timestamp) -> np.ndarray:
    """Whole weeks from each day to the end of its quarter."""
    day = np.datetime64(end, "D") + np.floor(days).astype("timedelta64[D]")
    month = day.astype("datetime64[M]")
    next_quarter = month + (3 - month.astype(int) % 3)
    left = (next_quarter.astype("datetime64[D]") - day).astype(int) - 1
    return np.minimum(left // 7, WEEKS - 1)


WEEKS = 14


def by_week(won: np.ndarray, end: pd.Timestamp) -> np.ndarray:
    """How much oftener than on average is won in each week before a quarter's end, drawn towards 1.

    As strongly as chance alone explains the differences: where it explains all of them, all are 1.
    """
    if len(won) < 30:
        return np.ones(WEEKS)
    counts = np.bincount(weeks_to_quarter_end(won, end), minlength=WEEKS).astype(float)
    days = np.arange(np.floor(won.min()), 0)
    usual = np.bincount(weeks_to_quarter_end(days, end), minlength=WEEKS) * len(won) / len(days)
    beyond = ((counts - usual) ** 2 - usual).sum() / (usual**2).sum()
    return (counts * beyond + 1) / (usual * beyond + 1) if beyond > 0 else np.ones(WEEKS)


def thickness(weeks: np.ndarray, begins: np.ndarray, days: float, end: pd.Timestamp) -> np.ndarray:
    """How much oftener than on average is won in spans of so many days, by the weeks that are in them."""
    inside = np.asarray(begins, dtype=float)[:, None] + np.arange(0.5, days)
    return weeks[weeks_to_quarter_end(inside, end)].mean(axis=1)
