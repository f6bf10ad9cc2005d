"""How often what cycle_kit says is true, over many companies made by chance.

The tests run few of these, `make evidence` thousands; both call the same functions.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from bench.kinds_of_teams import counted
from cycle_kit.metrics import survival
from cycle_kit.metrics.compare import against_rest
from cycle_kit.metrics.compare_rows import QUARTER, SIZE, STEP, Counted
from cycle_kit.metrics.compare_verdicts import (
    ONE_COLUMN,
    SEVERAL_COLUMNS,
    UNCLEAR,
    WORSE,
    shown,
)
from cycle_kit.metrics.intervals import mean_interval, wilson
from tests.companies_at_random import Company, seen_of

Interval = tuple[float, float]
MEDIAN, SPREAD, RATE = 60.0, 0.8, 0.3


# ---- intervals: one sample of n deals -> its limits, and the truth


def share(dice: np.random.Generator, n: int) -> tuple[Interval, float]:
    """A win rate, true values from all over the range that companies have."""
    truth = dice.uniform(0.1, 0.6)
    low, high = wilson(np.array([dice.binomial(n, truth)]), np.array([n]))
    return (float(low[0]), float(high[0])), truth


def mean(dice: np.random.Generator, n: int) -> tuple[Interval, float]:
    """Mean days of ended visits, lognormal."""
    days = MEDIAN * np.exp(SPREAD * dice.standard_normal(n))
    return mean_interval(days), MEDIAN * float(np.exp(SPREAD**2 / 2))


def skewed_mean(dice: np.random.Generator, n: int) -> tuple[Interval, float]:
    """Mean days where a few deals take very long: a spread of 1.2."""
    days = MEDIAN * np.exp(1.2 * dice.standard_normal(n))
    return mean_interval(days), MEDIAN * float(np.exp(1.2**2 / 2))


def median(dice: np.random.Generator, n: int) -> tuple[Interval, float]:
    """Median days to the decision of deals created over 200 days, a fifth or so still open."""
    days = MEDIAN * np.exp(SPREAD * dice.standard_normal(n))
    seen = dice.uniform(0, 400, n)
    ended = days <= seen
    steps = survival.steps(np.minimum(days, seen), ended[:, None].astype(float), ~ended)
    found = survival.quantile(survival.kaplan_meier(steps), 0.5)
    return (found.low, found.high), MEDIAN


def won_median(dice: np.random.Generator, n: int) -> tuple[Interval, float]:
    """Median days to the win among the other outcomes, by Aalen-Johansen; losers linger.

    `n` counts the deals that will be won; of all deals these are three in ten.
    """
    won = np.repeat([True, False], [n, round(n * (1 - RATE) / RATE)])
    days = MEDIAN * np.where(won, 1.0, 1.5) * np.exp(SPREAD * dice.standard_normal(len(won)))
    seen = dice.uniform(0, 2000, len(won))
    ended = days <= seen
    causes = np.column_stack([ended & won, ended & ~won]).astype(float)
    steps = survival.steps(np.minimum(days, seen), causes, ~ended)
    found = survival.incidence_median(steps, 0)
    return (found.low, found.high), MEDIAN


KINDS: dict[str, Callable] = {
    "shares (Wilson)": share,
    "medians with open deals (Kaplan-Meier)": median,
    "medians of wins (Aalen-Johansen)": won_median,
    "means (bootstrap-t)": mean,
    "means, very skewed (bootstrap-t)": skewed_mean,
}


def coverage(kind: str, n: int, runs: int, seed: int = 0) -> dict[str, float]:
    """Of so many samples, the share whose interval holds the truth; a limit that is not known
    (the curve does not get that far) is no limit."""
    dice = np.random.default_rng([seed, n, *kind.encode()])
    below = above = 0
    for _ in range(runs):
        (low, high), truth = KINDS[kind](dice, n)
        below += high < truth
        above += low > truth
    return {
        "n": n,
        "covered": 1 - (below + above) / runs,
        "below": below / runs,
        "above": above / runs,
    }


# ---- compare


def verdicts(company: Company, seed: int) -> pd.Series:
    """Verdicts on owners' times to the decision: those of `compare`, without the way from events
    (a test sees that they are the same)."""
    rows = Counted("days", with_entry(seen_of(company, seed)), "")
    judged = {"owner": against_rest(rows, "owner", ["segment"])}
    return shown(judged, "days", min_n=10, rate=ONE_COLUMN).set_index("group")["verdict"]


def with_entry(rows: pd.DataFrame) -> pd.DataFrame:
    """What `compare` asks of every deal beside: its quarter, its size, and since when it is at risk."""
    quarter = rows["created_at"].dt.year * 4 + rows["created_at"].dt.quarter - 1
    size = np.floor(np.log(rows["amount"]) / STEP)
    return rows.assign(**{QUARTER: quarter, SIZE: size}, since=0.0)


SLOW = "Owner 03"
SLOWER = {3: 1.4}


def false_alarms(companies: int, first: int = 0, **truth) -> float:
    """Share of companies of equal owners in which anybody is judged."""
    told = [verdicts(Company(**truth), seed) for seed in range(first, first + companies)]
    return float(np.mean([(one != UNCLEAR).any() for one in told]))


def found(companies: int, first: int = 0, **truth) -> tuple[float, float]:
    """Share of companies in which the owner who takes 40 % longer is called so, and share in
    which anybody else is judged."""
    company = Company(**{"speeds": SLOWER, **truth})
    told = [verdicts(company, seed) for seed in range(first, first + companies)]
    others = [(one.drop(SLOW) != UNCLEAR).any() for one in told]
    return float(np.mean([one[SLOW] == WORSE for one in told])), float(np.mean(others))


def blamed_for_long_deals(companies: int, first: int = 0) -> float:
    """Share of companies in which an owner who merely has the long deals is called slow."""
    company = Company(mixes={3: 0.9})
    told = [verdicts(company, seed) for seed in range(first, first + companies)]
    return float(np.mean([one[SLOW] == WORSE for one in told]))


PATTERNS = ["owner", "source", "region", "channel"]


def pattern_verdicts(company: Company, seed: int, kind: str) -> pd.DataFrame:
    """What `compare` says of all `PATTERNS` at once: of shares won, or of days to the decision."""
    rows = with_entry(seen_of(company, seed))
    rows = counted(rows, kind)
    judged = {name: against_rest(rows, name, ["segment"]) for name in PATTERNS}
    return shown(judged, kind, min_n=10, rate=SEVERAL_COLUMNS)


def false_patterns(
    companies: int, first: int = 0, kind: str = "share", **truth
) -> tuple[float, float]:
    """Mean share of the patterns found that are none (0 where none is found), and the share of
    companies in which the true one is found: referrals, if `truth` gives them other odds."""
    company = Company(**truth)
    true = {"Referral"} if company.source_odds else set()
    wrong, right = [], []
    for seed in range(first, first + companies):
        table = pattern_verdicts(company, seed, kind)
        said = table[table["verdict"].isin(["better", "worse"])]
        # the others of a column in which one value differs do differ from their rest
        fair = said[~((said["column"] == "source") & bool(true))]
        wrong.append(len(fair) / max(len(said), 1))
        right.append(bool(true & set(said["group"])))
    return float(np.mean(wrong)), float(np.mean(right))


def sure(share_: float, runs: int) -> Interval:
    """95 % limits of a share of runs."""
    low, high = wilson(np.array([round(share_ * runs)]), np.array([runs]))
    return float(low[0]), float(high[0])
