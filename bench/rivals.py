"""What anybody could do without cycle_kit: forecasts that ours are held against.

Each takes a company's deals and moves (`bench.kinds.Made`), a day and a number of days, looks at
nothing later than that day, and gives the money that it expects to be won in these days after it.
"""

from __future__ import annotations

from typing import NamedTuple

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
    deals = company.deals
    first = deals["created"].min() + 30
    starts = [day + 1 - days - 30.4375 * back for back in range(MONTHS)]
    last = LastMoves.of(company)
    past = pd.concat([open_at(company, last, start) for start in starts if start > first])
    past = past[past["ended"].gt(company.kind.cut_left)]
    won = past["won"] & (past["ended"] < past["start"] + days)
    weight = 0.5 ** ((day + 1 - days - past["start"]) / HALF)
    now = open_at(company, last, day + 1)
    found = fitted(columns(past), won.to_numpy(float), weight.to_numpy())
    chance = 1 / (1 + np.exp(-columns(now) @ found))
    fresh = [fresh_value(deals, day + 1 - back * days, days) for back in range(1, SPANS + 1)]
    return float(chance @ now["amount"].to_numpy() + np.mean(fresh))


class LastMoves(NamedTuple):
    """The moves to stages in order of the deals (their places) and time."""

    deal: np.ndarray
    stage: np.ndarray
    day: np.ndarray

    @classmethod
    def of(cls, company: Made) -> LastMoves:
        moves = company.moves[company.moves["stage"].isin(STAGES)]
        deal = pd.Index(company.deals["deal_id"]).get_indexer(pd.Index(moves["deal_id"]))
        return cls(deal, moves["stage"].to_numpy(), moves["day"].to_numpy())


def open_at(company: Made, moves: LastMoves, start: float) -> pd.DataFrame:
    """The deals open at a moment, with their stage and how long they have been in it."""
    deals = company.deals
    still = deals[(deals["created"] < start) & ~(deals["ended"] < start)]
    if not company.kind.history or company.kind.undated_losses:
        return still.assign(stage=STAGES[0], age=start - still["created"], start=start)
    seen = np.flatnonzero(moves.day < start)
    last = np.full(len(deals), -1)
    last[moves.deal[seen]] = seen  # the last one stays
    mine = last[still.index]
    stage = np.where(mine >= 0, moves.stage[mine], "")
    age = np.where(mine >= 0, np.maximum(start - moves.day[mine], 0), np.nan)
    return still.assign(stage=stage, age=age, start=start)


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
