"""The part on intervals: how often they hold the truth."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from itertools import product
from math import comb

import numpy as np

from cycle_kit.metrics.intervals import wilson
from tests import trials

TITLE, ORDER = "Intervals", 1
RUNS = 3000
SIZES = (10, 15, 20, 29, 30, 50, 100, 300)


def section(jobs: int) -> list[str]:
    """Coverage of every kind of interval by the number of deals."""
    asked = list(product(trials.KINDS, SIZES))
    with ProcessPoolExecutor(jobs) as pool:
        told = list(pool.map(one, asked))
    lines = [
        f"Share of {RUNS:,} samples whose 95 % interval held the truth. Wanted: 93-97 % from 30 deals on, 90 % or more "
        "from 10 to 29. Shares: true win rates from 10 to 60 %. Days are lognormal around 60 with a spread (sigma of "
        "the logarithm) of 0.8; in the row of very skewed means it is 1.2. For medians, deals not yet decided when "
        "last seen are unfinished; for those of wins, losses take 1.5 times as long and n counts the coming wins.",
        "",
        "| n = | " + " | ".join(map(str, SIZES)) + " |",
        "|---|" + "---|" * len(SIZES),
    ]
    for kind in trials.KINDS:
        row = [
            found["covered"] for (name, _), found in zip(asked, told, strict=True) if name == kind
        ]
        lines.append(f"| {kind} | " + " | ".join(f"{100 * value:.1f}" for value in row) + " |")
    return [*lines, "", *fixed_shares(), "", *where_we_lose()]


def one(asked: tuple[str, int]) -> dict[str, float]:
    return trials.coverage(*asked, RUNS)


def fixed_shares() -> list[str]:
    """Wilson's coverage of one true share, exactly: no chance in it."""
    shares = (0.05, 0.1, 0.2, 0.3, 0.5)
    lines = [
        "A share can take only so many values among n deals, so that the coverage of one true share goes up and down "
        "with n. Exactly, by the binomial distribution (in %):",
        "",
        "| true share | " + " | ".join(f"n = {n}" for n in SIZES) + " |",
        "|---|" + "---|" * len(SIZES),
    ]
    for truth in shares:
        row = [exact(truth, n) for n in SIZES]
        lines.append(f"| {truth:.0%} | " + " | ".join(f"{100 * value:.1f}" for value in row) + " |")
    return lines


def exact(truth: float, n: int) -> float:
    hits = np.arange(n + 1)
    low, high = wilson(hits, np.full(n + 1, n))
    inside = hits[(low <= truth) & (truth <= high)]
    return float(sum(comb(n, int(k)) * truth**k * (1 - truth) ** (n - k) for k in inside))


def where_we_lose() -> list[str]:
    return [
        "Where we lose: means of very skewed days need more deals than one has, as the few deals that make the mean "
        "are not in the sample; their interval then lies too low. The median beside it does not suffer from that.",
    ]
