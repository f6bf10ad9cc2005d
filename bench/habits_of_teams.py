"""Companies of equal people who work in other places, at other times, or keep their books in other ways.

Each habit takes the deals of a company (`bench/kinds_of_teams.py`) as they truly went, one row per deal with `owner,
created, days, won, amount`, and gives them back as the CRM has them. None makes anybody better or quicker at selling.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from bench.kinds_of_teams import FOREVER, Team


def number_of(deals: pd.DataFrame) -> np.ndarray:
    return deals["owner"].str.removeprefix("Owner ").astype(int).to_numpy()


def odds_of_losing(deals: pd.DataFrame, dice: np.random.Generator, share: float) -> pd.DataFrame:
    """So many of the won deals, in a share, are lost after all."""
    return deals.assign(won=deals["won"] & (dice.random(len(deals)) >= share))


def two_teams(deals: pd.DataFrame, team: Team, dice: np.random.Generator) -> pd.DataFrame:
    """A second team nine hours east sells in a slower market that buys less often."""
    east = number_of(deals) >= team.owners // 2
    slow = odds_of_losing(deals, dice, 0.4)
    return deals.assign(
        team=np.where(east, "East", "West"),
        created=deals["created"] + np.where(east, 9 / 24, 0),
        days=deals["days"] * np.where(east, 1.7, 1.0),
        won=deals["won"].where(~east, slow["won"]),
    )


def a_region_each(deals: pd.DataFrame, team: Team, dice: np.random.Generator) -> pd.DataFrame:
    """Everybody has a region, each of which has its own pace."""
    number = number_of(deals)
    pace = np.exp(0.4 * dice.standard_normal(team.owners))
    return deals.assign(region=[f"R{each}" for each in number], days=deals["days"] * pace[number])


def many_products(deals: pd.DataFrame, team: Team, dice: np.random.Generator) -> pd.DataFrame:
    """Thirty products of different pace, of which each sells some most of all."""
    product = (number_of(deals) * 3 + dice.integers(0, 3, len(deals))) % 30
    product = np.where(dice.random(len(deals)) < 0.4, dice.integers(0, 30, len(deals)), product)
    pace = np.exp(0.5 * dice.standard_normal(30))
    names = [f"P{each}" for each in product]
    return deals.assign(product=names, days=deals["days"] * pace[product])


def taken_over_when_old(deals: pd.DataFrame, team: Team, dice: np.random.Generator) -> pd.DataFrame:
    """The first of them has no deals of his own, and is given half of those that are open for 90 days."""
    number = number_of(deals)
    mine = number == 0
    number = np.where(mine, dice.integers(1, team.owners, len(deals)), number)
    given = (deals["days"] > 90) & (dice.random(len(deals)) < 0.5)
    given &= deals["created"] + 90 < team.span_days
    return deals.assign(owner=[f"Owner {each:02}" for each in np.where(given, 0, number)])


def hired_for_the_season(
    deals: pd.DataFrame, team: Team, dice: np.random.Generator
) -> pd.DataFrame:
    """Three of them are there in the first quarter of each year only."""
    number, season = number_of(deals), deals["created"] % 365.25 < 91
    away = (number < 3) & ~season
    number = np.where(away, dice.integers(3, team.owners, len(deals)), number)
    return deals.assign(owner=[f"Owner {each:02}" for each in number])


def never_closed(deals: pd.DataFrame, team: Team, dice: np.random.Generator) -> pd.DataFrame:
    """The first of them closes what is won, and leaves the others open for ever."""
    kept = (number_of(deals) == 0) & ~deals["won"]
    return deals.assign(days=deals["days"].mask(kept, FOREVER))


def mostly_not_closed(deals: pd.DataFrame, team: Team, dice: np.random.Generator) -> pd.DataFrame:
    """Everybody leaves some lost deals open, some few and some nearly all."""
    share = np.linspace(0, 0.9, team.owners)[number_of(deals)]
    kept = (dice.random(len(deals)) < share) & ~deals["won"]
    return deals.assign(days=deals["days"].mask(kept, FOREVER))


def cleaned_up(deals: pd.DataFrame, team: Team, dice: np.random.Generator) -> pd.DataFrame:
    """On one day all that is open for 100 days is closed as lost."""
    return closed_on(deals, 0.85 * team.span_days, np.ones(len(deals), dtype=bool))


def one_cleans_up(deals: pd.DataFrame, team: Team, dice: np.random.Generator) -> pd.DataFrame:
    """One of them does so; the others leave it open."""
    return closed_on(deals, 0.85 * team.span_days, number_of(deals) == 0)


def closed_on(deals: pd.DataFrame, day: float, whose: np.ndarray) -> pd.DataFrame:
    ends = deals["created"] + deals["days"]
    old = whose & (deals["created"] < day - 100) & (ends > day)
    return deals.assign(
        days=deals["days"].mask(old, day - deals["created"]), won=deals["won"] & ~old
    )


def amounts_of_won_only(deals: pd.DataFrame, team: Team, dice: np.random.Generator) -> pd.DataFrame:
    """Some of them type in the amount when a deal is won."""
    late = (number_of(deals) < 4) & ~deals["won"]
    return deals.assign(amount=deals["amount"].mask(late))


def imported(deals: pd.DataFrame, team: Team, dice: np.random.Generator) -> pd.DataFrame:
    """What was open on the day on which the CRM came begins on that day; half of them were there."""
    day = 0.4 * team.span_days
    ends = deals["created"] + deals["days"]
    kept = deals[ends > day].copy()
    old = kept["created"] < day
    kept.loc[old, "days"] = ends[kept.index][old] - day
    kept.loc[old, "created"] = day
    number = number_of(kept)
    veteran = dice.integers(0, team.owners // 2, len(kept))
    return kept.assign(
        owner=[f"Owner {each:02}" for each in np.where(old, veteran, number)]
    ).reset_index(drop=True)


def renewals_unnamed(deals: pd.DataFrame, team: Team, dice: np.random.Generator) -> pd.DataFrame:
    """Renewals have a product of their own, quick and mostly won; some have many of them."""
    share = np.linspace(0.05, 0.6, team.owners)[number_of(deals)]
    renewal = dice.random(len(deals)) < share
    won = deals["won"] | renewal & (dice.random(len(deals)) < 0.7)
    days = deals["days"] * np.where(renewal, 0.3, 1.0)
    return deals.assign(product=np.where(renewal, "Renewal", "Licence"), won=won, days=days)
