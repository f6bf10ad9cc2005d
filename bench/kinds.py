"""Companies of more than twenty kinds over three years, made by chance, whose whole truth is known.

Each kind is a `Kind`: the plain company with one thing changed. `made(kind, seed)` gives its deals
and its moves to the end of time; `file_at(made, day)` the Pipeline that its CRM would export on a
day, with nothing later in it; `won_between` what really came. Times are days since FIRST.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

import cycle_kit as ck

STAGES = ("New", "Talk", "Offer", "Contract")
SHARES = (0.35, 0.3, 0.2, 0.15)  # of the days of a cycle, by stage
FIRST = pd.Timestamp("2022-01-03")
DAYS = 1095
YEAR, QUARTER = 365.25, 91.3125


@dataclass(frozen=True)
class Kind:
    """What is true of a company. Rates that change do so by the year, in the middle they are as given."""

    a_month: float = 35.0  # deals created
    growth: float = 1.0  # times as many created each year
    season: float = 0.0  # of creations: how far the year goes up and down, in logarithms
    cycle: float = 75.0  # mean days to the win
    lingering: float = 2.5  # times as long in the last stage before a loss
    win_rate: float = 0.28
    odds_a_year: float = 1.0  # times the odds to go on, each year
    slower_a_year: float = 1.0  # times as long, each year
    luck: float = 0.15  # spread of the months' busyness, and of their luck in log odds
    rush: float = (
        0.0  # share of wins within the last 45 days of a quarter's end pulled into its last week
    )
    people: int = 6
    skill: float = 0.0  # spread of the owners' log odds to go on
    comings: float = 0.0  # share of the owners who come or leave in these years
    spread: float = 0.8  # of amounts, in logarithms
    size_slows: float = 0.0  # days go with this power of the amount
    size_odds: float = 0.0  # log odds to go on, per unit of the amount's logarithm
    regions: bool = False  # three regions, of different amounts, pace and odds
    cut_left: float = 0.0  # deals closed before this day are missing
    begins: float = 0.0  # the company's first day
    skipping: float = 0.0  # share of the visits left out
    reopening: float = 0.0  # share of the lost deals taken up again after some weeks
    currencies: bool = False
    undated_losses: bool = False
    renewals: float = 0.0  # share of deals that are quick renewals, mostly won
    history: bool = True


PLAIN = Kind()
KINDS = {
    "plain": PLAIN,
    "growing": replace(PLAIN, growth=1.7),
    "shrinking": replace(PLAIN, growth=0.55, a_month=40),
    "seasonal": replace(PLAIN, season=0.6),
    "rush at quarters' ends": replace(PLAIN, rush=0.6),
    "short cycles": replace(PLAIN, cycle=14.0, a_month=60),
    "long cycles": replace(PLAIN, cycle=210.0),
    "falling win rate": replace(PLAIN, odds_a_year=0.65, win_rate=0.22),
    "rising win rate": replace(PLAIN, odds_a_year=1.45, win_rate=0.22),
    "slowing": replace(PLAIN, slower_a_year=1.4),
    "skilled and unskilled": replace(PLAIN, skill=0.7),
    "specialised by size": replace(PLAIN, size_slows=0.3, size_odds=-0.35, spread=1.1),
    "specialised by region": replace(PLAIN, regions=True),
    "people come and go": replace(PLAIN, skill=0.4, comings=0.6),
    "cut at the left": replace(PLAIN, cut_left=300.0),
    "young": replace(PLAIN, begins=400.0),
    "few deals": replace(PLAIN, a_month=8.0),
    "no history": replace(PLAIN, history=False),
    "skipping": replace(PLAIN, skipping=0.35),
    "reopening": replace(PLAIN, reopening=0.3),
    "two currencies": replace(PLAIN, currencies=True),
    "undated losses": replace(PLAIN, undated_losses=True),
    "renewals beside new": replace(PLAIN, renewals=0.4),
    "large amounts carry it": replace(PLAIN, spread=1.5),
    "uneven months": replace(PLAIN, luck=0.5),
}


class Made(NamedTuple):
    """`deals`: `deal_id, owner, region, deal_type, currency, amount, created, ended, won`; `moves`:
    `deal_id, stage, day`, outcomes included, each deal's in order."""

    kind: Kind
    deals: pd.DataFrame
    moves: pd.DataFrame


def made(kind: Kind, seed: int) -> Made:
    dice = np.random.default_rng([seed, 20_260])
    created = creations(kind, dice)
    deals = described(kind, created, dice)
    entered, ended, won = ways(kind, deals, dice)
    deals = deals.assign(ended=rushed(kind, ended, won, dice), won=won)
    entered = np.minimum(entered, deals["ended"].to_numpy()[:, None])
    moves = moves_of(kind, deals, entered, dice)
    return Made(kind, deals, moves)


def creations(kind: Kind, dice: np.random.Generator) -> np.ndarray:
    """Days on which deals are created: by the year's growth, its season and each month's luck."""
    starts = np.arange(kind.begins - (0 if kind.begins else 2.5 * kind.cycle), DAYS, 30.4375)
    years = (starts - DAYS / 2) / YEAR
    rate = kind.a_month * np.exp(
        np.log(kind.growth) * years
        + kind.season * np.sin(2 * np.pi * starts / YEAR)
        + kind.luck * dice.standard_normal(len(starts))
    )
    number = dice.poisson(rate)
    days = np.repeat(starts, number) + 30.4375 * dice.random(number.sum())
    return np.sort(days[days < DAYS])


def described(kind: Kind, created: np.ndarray, dice: np.random.Generator) -> pd.DataFrame:
    """What is known of each deal when it is created."""
    count = len(created)
    come, leave = np.full(kind.people, -np.inf), np.full(kind.people, np.inf)
    for person in range(round(kind.comings * kind.people)):
        (come if person % 2 else leave)[person] = dice.uniform(0.3, 0.8) * DAYS
    there = (come <= created[:, None]) & (created[:, None] < leave)
    owner = np.where(there, dice.random((count, kind.people)), -1).argmax(axis=1)
    region = dice.integers(0, 3, count) if kind.regions else np.zeros(count, dtype=int)
    renewal = dice.random(count) < kind.renewals
    size = kind.spread * dice.standard_normal(count) + np.array([0.0, 0.7, 1.2])[region]
    size = np.where(renewal, size - 0.5, size)
    return pd.DataFrame(
        {
            "deal_id": [f"D{number:05}" for number in range(count)],
            "owner": np.array([f"Owner {place}" for place in range(kind.people)])[owner],
            "skill": (kind.skill * dice.standard_normal(kind.people))[owner],
            "region": np.array(["North", "South", "West"])[region],
            "deal_type": np.where(renewal, "renewal", "new"),
            "currency": np.where(dice.random(count) < 0.4, "USD", "EUR") if kind.currencies else "EUR",
            "amount": np.round(5000 * np.exp(size), 2),
            "size": size,
            "created": created,
        }
    )  # fmt: skip


def ways(kind: Kind, deals: pd.DataFrame, dice: np.random.Generator):
    """When each deal enters each stage (NaN: never), when it ends, and whether it is won."""
    count = len(deals)
    size, region = deals["size"].to_numpy(), deals["region"].to_numpy()
    renewal = deals["deal_type"].to_numpy() == "renewal"
    own = deals["skill"].to_numpy() + kind.size_odds * size + np.where(region == "West", -0.5, 0.0)
    own = own + np.where(renewal, 2.0, 0.0)
    pace = kind.cycle * np.exp(kind.size_slows * size) * np.where(renewal, 0.35, 1.0)
    pace = pace * np.where(region == "West", 1.6, 1.0)
    share = kind.win_rate ** (1 / len(STAGES))
    luck = kind.luck * dice.standard_normal(400)
    at, alive = deals["created"].to_numpy().copy(), np.ones(count, dtype=bool)
    entered, ended = np.full((count, len(STAGES)), np.nan), np.full(count, np.nan)
    for place, part in enumerate(SHARES):
        entered[alive, place] = at[alive]
        years = (at - DAYS / 2) / YEAR
        month = np.clip(at // 30.4375 + 40, 0, 399).astype(int)
        odds = np.log(share / (1 - share)) + own + np.log(kind.odds_a_year) * years + luck[month]
        on = dice.random(count) < 1 / (1 + np.exp(-odds))
        stay = (
            part
            * pace
            * dice.gamma(1.6, 1 / 1.6, count)
            * np.exp(np.log(kind.slower_a_year) * years)
        )
        at = at + np.where(on, stay, kind.lingering * stay)
        ended[alive & ~on] = at[alive & ~on]
        alive &= on
    ended[alive] = at[alive]
    return entered, ended, alive


def rushed(kind: Kind, ended: np.ndarray, won: np.ndarray, dice: np.random.Generator) -> np.ndarray:
    """Wins of the weeks around a quarter's end are closed in its last week."""
    last = np.round(ended / QUARTER) * QUARTER
    pulled = won & (np.abs(ended - last) < 45) & (dice.random(len(ended)) < kind.rush)
    return np.where(pulled, last - 7 * dice.random(len(ended)), ended)


def moves_of(kind: Kind, deals: pd.DataFrame, entered: np.ndarray, dice) -> pd.DataFrame:
    """Every move of every deal, the skipped ones left out, the reopened ones lost before."""
    ids = deals["deal_id"].to_numpy()
    parts = []
    for place, stage in enumerate(STAGES):
        kept = ~np.isnan(entered[:, place])
        kept &= (place == 0) | (dice.random(len(ids)) >= kind.skipping)
        parts.append((ids[kept], stage, entered[kept, place], place))
    ended, won = deals["ended"].to_numpy(), deals["won"].to_numpy()
    parts.append((ids[won], "Won", ended[won], 9))
    parts.append((ids[~won], "Lost", ended[~won], 9))
    again = won & (dice.random(len(ids)) < kind.reopening)  # given up for lost, then won after all
    last = np.nanmax(entered, axis=1)
    parts.append((ids[again], "Lost", (last + 0.3 * (ended - last))[again], 7))
    parts.append((ids[again], STAGES[-2], (last + 0.7 * (ended - last))[again], 8))
    frames = [
        pd.DataFrame({"deal_id": who, "stage": stage, "day": day, "turn": turn})
        for who, stage, day, turn in parts
    ]
    return pd.concat(frames).sort_values(["deal_id", "turn"], kind="stable", ignore_index=True)


def moment(days) -> pd.Series:
    return (FIRST + pd.to_timedelta(pd.Series(days), unit="D")).astype("datetime64[us]")


def file_at(company: Made, day: float) -> ck.Pipeline:
    """The export of the end of a whole day, with what had happened by then."""
    kind, deals = company.kind, company.deals
    late = day + 1.0
    known = deals[(deals["created"] < late) & ~(deals["ended"] < kind.cut_left)]
    as_of = FIRST + pd.Timedelta(days=day)
    fields = known[["deal_id", "owner", "region", "deal_type", "amount"]].reset_index(drop=True)
    fields = fields.assign(created_at=moment(known["created"].to_numpy()))
    if kind.currencies:
        fields = fields.assign(currency=known["currency"].to_numpy())
    moves = company.moves
    moves = moves[(moves["day"] < late) & moves["deal_id"].isin(known["deal_id"])]
    if not kind.history or kind.undated_losses:
        return last_states(kind, fields, moves, known, late, as_of)
    events = moves[["deal_id", "stage"]].assign(at=moment(moves["day"].to_numpy()).to_numpy())
    return ck.from_events(events, stages=list(STAGES), deals=fields, as_of=as_of)


def last_states(kind: Kind, fields, moves, known, late: float, as_of) -> ck.Pipeline:
    """As an export of deals with the day of closing, and with a date per stage where there is history."""
    over = (known["ended"] < late).to_numpy()
    won = known["won"].to_numpy() & over
    days = known["ended"].to_numpy()
    dated = won if kind.undated_losses else over
    now = moves[~moves["stage"].isin(["Won", "Lost"])].drop_duplicates("deal_id", keep="last")
    stage = now.set_index("deal_id")["stage"].reindex(fields["deal_id"]).to_numpy()
    table = fields.rename(columns={"created_at": "created"}).assign(
        status=np.where(won, "won", np.where(over, "lost", "open")),
        stage=stage,
        closed=moment(np.where(dated, days, np.nan)).to_numpy(),
    )
    named = {
        "deal_id": "Deal ID", "owner": "Owner", "region": "Region", "deal_type": "Deal type",
        "amount": "Amount", "created": "Created", "status": "Status", "stage": "Stage",
        "closed": "Closed",
    }  # fmt: skip
    return ck.load(table.rename(columns=named), stages=list(STAGES), as_of=str(as_of.date()))


def won_between(company: Made, day: float, days: float) -> float:
    """The value really won in so many days after the end of a day."""
    deals = company.deals
    here = deals["won"] & (deals["ended"] >= day + 1) & (deals["ended"] < day + 1 + days)
    return float(deals.loc[here, "amount"].sum())
