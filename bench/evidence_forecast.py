"""The part on forecasts: are the chances good, do the ranges hold what they promise."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial

import pandas as pd

from cycle_kit.metrics.intervals import wilson
from tests.companies_over_time import Habits
from tests.forecast_trials import METHODS, MONTH, QUARTER, briers, inside, paired, tried

TITLE, ORDER = "Forecasts", 3
COMPANIES, FEWER = 100, 25
MAIN = {
    "waiting tells: losers linger (four times as long)": Habits(),
    "waiting tells nothing: memoryless": Habits(memoryless=True),
}
MORE = {
    "small: 12 deals a month": Habits(a_month=12),
    "large: 120 deals a month": Habits(a_month=120),
    "months very uneven (0.5)": Habits(uneven=0.5),
}


def section(jobs: int) -> list[str]:
    """Brier scores side by side, ranges, and where they fail."""
    with ProcessPoolExecutor(jobs) as pool:
        found = tables(pool)
    return [
        f"Companies made by chance (`tests/companies_over_time.py`): 36 months, 40 deals a month, three stages, "
        f"{COMPANIES} of each kind; every quarter's end forecast 28 days ahead from what was known then.",
        "",
        "**Chances.** Mean Brier score of the chance of each open deal to be won within 28 days (smaller is better), "
        "and `history` less each other method, paired by company. Wanted: below 0 for all where waiting tells; at most "
        "0.002 beside `stage` where it does not.",
        "",
        *markdown(found["brier"]),
        "",
        "**Ranges.** Periods of companies that do not overlap whose won value lay between `p10` and `p90`, with the "
        f"deals created in between; wanted of `history`: 70-90 % of months ({MONTH} days ahead). Further kinds with "
        f"{FEWER} companies each, every month; and whole quarters ({QUARTER} days ahead).",
        "",
        *markdown(found["ranges"]),
        "",
        "Where we lose: all methods expect too much of companies that have just begun, as their first months have no "
        "old deals yet that wait to be lost (`predicted / won`); where fewer than 20 earlier visits lasted as long as "
        "an open deal's, `history` gives it the average chance of its stage, though the younger deals already have the "
        "better part of it: small companies are promised too much in all, if still within the range. Where waiting "
        "tells nothing, `stage` is slightly better. `crm` is given the true share of deals won from each stage, but "
        "that says nothing of when; its ranges take these at their word and do not hold. Ranges of a whole quarter are "
        "somewhat too narrow, most of all where few deals came before: three years hold only twelve quarters to learn "
        "from. No range foresees a market or a team that changes for good.",
    ]


def tables(pool: ProcessPoolExecutor) -> dict[str, pd.DataFrame]:
    """`brier`: one row per kind of company and method; `ranges`: the same, further kinds too."""
    brier, ranges = [], []
    for name, habits in MAIN.items():
        rows = together(pool, habits, COMPANIES, "quarter", MONTH)
        scores = briers(rows)
        for method in METHODS:
            low_high = ["", "", ""] if method == "history" else paired(scores, method)
            brier.append((name, method, len(scores), scores[method].mean(), *low_high))
        ranges += [held(name, MONTH, method, rows) for method in METHODS]
    for name, habits in MORE.items():
        rows = together(pool, habits, FEWER, "month", MONTH)
        ranges += [held(name, MONTH, method, rows) for method in ("history", "stage")]
    for name, habits in (MAIN | MORE).items():
        rows = together(pool, habits, FEWER, "quarter", QUARTER)
        ranges += [held(name, QUARTER, method, rows) for method in ("history", "stage")]
    return {
        "brier": pd.DataFrame(
            brier,
            columns=["companies whose", "method", "companies", "brier", "history less it", "low", "high"],
        ),
        "ranges": pd.DataFrame(
            ranges,
            columns=["companies", "days ahead", "method", "periods", "inside", "low", "high",
                     "predicted / won"],
        ),
    }  # fmt: skip


def together(
    pool: ProcessPoolExecutor, habits: Habits, count: int, every: str, horizon: int
) -> pd.DataFrame:
    trial = partial(tried, habits=habits, every=every, horizon=horizon)
    return pd.concat(pool.map(trial, range(count)), ignore_index=True)


def held(name: str, horizon: int, method: str, rows: pd.DataFrame) -> tuple:
    share, periods = inside(rows, method)
    low, high = wilson(round(share * periods), periods)
    mine = rows[rows["method"] == method]
    ratio = mine["predicted"].sum() / mine["actual"].sum()
    return name, horizon, method, periods, share, float(low), float(high), ratio


def markdown(table: pd.DataFrame) -> list[str]:
    lines = ["| " + " | ".join(table) + " |", "|" + "---|" * len(table.columns)]
    for row in table.itertuples(index=False):
        cells = [f"{cell:.4f}" if isinstance(cell, float) else str(cell) for cell in row]
        lines.append("| " + " | ".join(cells) + " |")
    return lines
