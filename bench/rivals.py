"""What anybody could do without cycle_kit: forecasts that ours are held against.

Each takes a company's deals and moves (`bench.kinds.Made`), a day and a number of days, looks at
nothing later than that day, and gives the money that it expects to be won in these days after it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from bench.kinds import STAGES, YEAR, Made, won_between

MONTHS, HALF = 30, 270.0  # so many past month starts, half as important after so many days
SPANS, PENALTY = 4, 2.0


def last_four(company: Made, day: float, days: float) -> float:
    """The mean of what was won in the last four spans as long."""
    return float(np.mean([won_between(company, day - back * days, days) for back in range(1, 5)]))


def last_year(company: Made, day: float, days: float) -> float:
    """What was won in the same span a year ago."""
    return won_between(company, day - round(YEAR), days)


def logistic(company: Made, day: float, days: float) -> float:
    """Open deals by a plain logistic model (stage, age in it, amount, region; recent ones count for
    more), and deals not yet created as many as in the last four spans."""
    deals = company.deals.set_index("deal_id")
    starts = [day + 1 - days - 30.4375 * back for back in range(MONTHS)]
    seen = [
        open_at(company, deals, start) for start in starts if start > deals["created"].min() + 30
    ]
    past = pd.concat(seen)
    past = past[past["closed"].gt(company.kind.cut_left) | past["closed"].isna()]
    won = past["won"] & (past["closed"] < past["start"] + days)
    weight = 0.5 ** ((day + 1 - days - past["start"]) / HALF)
    now = open_at(company, deals, day + 1)
    found = fitted(columns(past), won.to_numpy(float), weight.to_numpy())
    chance = 1 / (1 + np.exp(-columns(now) @ found))
    fresh = [fresh_value(deals, day + 1 - back * days, days) for back in range(1, SPANS + 1)]
    return float(chance @ now["amount"].to_numpy() + np.mean(fresh))


def open_at(company: Made, deals: pd.DataFrame, start: float) -> pd.DataFrame:
    """The deals open at a moment, with their stage and how long they have been in it."""
    still = deals[(deals["created"] < start) & ~(deals["ended"] < start)]
    moves = company.moves[(company.moves["day"] < start) & company.moves["stage"].isin(STAGES)]
    last = moves.drop_duplicates("deal_id", keep="last").set_index("deal_id").reindex(still.index)
    if not company.kind.history or company.kind.undated_losses:
        last = last.assign(stage=STAGES[0], day=still["created"])
    return still.assign(
        stage=last["stage"],
        age=(start - last["day"]).clip(lower=0),
        start=start,
        closed=still["ended"],
    )


def columns(rows: pd.DataFrame) -> np.ndarray:
    stages = [(rows["stage"] == stage).to_numpy(float) for stage in STAGES]
    age, size = np.log1p(rows["age"].to_numpy(float)), np.log(rows["amount"].to_numpy(float)) - 8.5
    places = [(rows["region"] == place).to_numpy(float) for place in ("South", "West")]
    return np.column_stack([*stages, age, age**2, size, *places])


def fitted(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's steps, slightly drawn to 0."""
    found = np.zeros(x.shape[1])
    for _ in range(12):
        p = 1 / (1 + np.exp(-np.clip(x @ found, -20, 20)))
        curve = (x * (weight * np.maximum(p * (1 - p), 1e-6))[:, None]).T @ x
        step = x.T @ (weight * (y - p)) - PENALTY * found
        found = found + np.linalg.solve(curve + PENALTY * np.eye(len(found)), step)
    return found


def fresh_value(deals: pd.DataFrame, start: float, days: float) -> float:
    here = deals["won"] & (deals["created"] >= start) & (deals["ended"] < start + days)
    return float(deals.loc[here, "amount"].sum())
