"""Trials of the forecast on companies made by chance: how good its chances and its ranges were."""

from __future__ import annotations

import numpy as np
import pandas as pd

import cycle_kit as ck
from tests.companies_over_time import Habits, company

MONTH = 28  # days ahead: forecasts made at the ends of months do not overlap
QUARTER = 90
METHODS = ("history", "stage", "crm", "run_rate")


def tried(seed: int, habits: Habits, every: str = "month", horizon: int = MONTH) -> pd.DataFrame:
    """The back-test of one company: `company, method, date, brier, inside_interval, ...`."""
    table = ck.backtest(company(habits, seed), every=every, horizon=horizon)
    return table.drop(columns="bins").assign(company=seed)


def briers(table: pd.DataFrame) -> pd.DataFrame:
    """Per company (rows) and method the mean Brier score over its dates."""
    means = table.pivot_table(index="company", columns="method", values="brier", aggfunc="mean")
    return means[list(METHODS)]


def paired(scores: pd.DataFrame, other: str) -> tuple[float, float, float]:
    """How much lower (negative) the score of `history` is than another's, with its 95 % limits."""
    apart = scores["history"] - scores[other]
    half = 1.96 * apart.std(ddof=1) / np.sqrt(len(apart))
    return float(apart.mean()), float(apart.mean() - half), float(apart.mean() + half)


def inside(table: pd.DataFrame, method: str) -> tuple[float, int]:
    """The share of periods whose won value lay within p10 and p90, and their number."""
    mine = table[table["method"] == method]
    return float(mine["inside_interval"].mean()), len(mine)
