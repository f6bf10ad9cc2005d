"""Companies whose people are all equally good and equally quick, and in which something else changed.

Each kind is a mechanism that makes equal people look different: a file cut at the left, people who
left and whose deals went to others, a market that moved while people joined, large deals that take
longer. Times to the decision are lognormal; all of a company is one seed. `speeds` makes one of
them slower after all, to see what is still found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

import cycle_kit as ck
from cycle_kit.metrics.compare import MIN_N, against_rest
from cycle_kit.metrics.compare_hands import hands_of
from cycle_kit.metrics.compare_rows import CURRENCY, OVERDUE, QUARTER, SIZE, STEP, Counted
from cycle_kit.metrics.compare_verdicts import ONE_COLUMN, shown
from tests.companies_at_random import STAGES, events_of

FIRST_DAY = pd.Timestamp("2021-01-04 09:00")
OWNERS, DEALS = 10, 2000
FOREVER = 20_000.0  # days; dates end somewhere
Habit = Callable[[pd.DataFrame, "Team", np.random.Generator], pd.DataFrame]


@dataclass(frozen=True)
class Team:
    """What is true of a company; nothing in it makes one of its people better than another."""

    owners: int = OWNERS
    deals: int = DEALS
    span_days: float = (
        1095.0  # deals are created from the first day on; what comes later is not seen
    )
    days: float = 60.0  # median to the decision
    spread: float = 0.8
    win_rate: float = 0.35
    lingering: float = 1.0  # losers take so many times as long
    joining: float = 0.0  # people join within this part of the span
    leaving: float = 0.0  # so many of them, in a share, leave in the second half
    passed_on: str = ""  # to whom their open deals go: "one" or "all" who are there
    taken_over: bool = False  # who joins is given a part of the others' open deals
    cut: float = 0.0  # deals closed in this first part of the span are missing
    slower: float = 1.0  # times as long by the end of the span as at its begin
    sudden: bool = False  # ... from one day to the next, in the middle, for whatever is open then
    rate_moves: float = 0.0  # log odds of winning, from begin to end of the span
    amounts_move: float = 1.0  # times as large by the end
    seasons: float = 0.0  # log odds of winning up and down with the year, and days as well
    size_tells: float = 0.0  # days go with this power of the amount
    odds_by_size: float = 0.0  # log odds of winning lost per unit of the amount's logarithm
    specialised: float = 0.0  # how far apart people's usual amounts lie, in logarithms
    two_sizes: bool = (
        False  # amounts are of two kinds, small and large, of which people have a share
    )
    growing: float = 1.0  # times as many deals a day by the end
    daily: bool = False  # days without hours
    segments: bool = False  # a column of two segments, of which one takes twice as long
    amounts_missing: float = 0.0  # share of the deals without an amount
    zero_when_lost: bool = False  # the CRM writes 0 on what is lost
    renewals: bool = False  # beside new deals renewals, quick and mostly won, by some of the people
    regions: bool = False  # regions of different pace, of which each has his own most of all
    speeds: Mapping[int, float] = field(default_factory=dict)  # owner: times as long
    odds: Mapping[int, float] = field(default_factory=dict)  # owner: log odds of winning more
    habit: Habit | None = None  # how the deals get into the books (`bench/habits_of_teams.py`)


def there_from(team: Team, dice: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The days on which each joins and leaves."""
    joined = np.zeros(team.owners)
    late = dice.random(team.owners) < 0.7
    late[: team.owners // 3] = False
    if team.joining:
        joined[late] = dice.uniform(0, team.joining, int(late.sum())) * team.span_days
    left = np.full(team.owners, np.inf)
    number = round(team.leaving * team.owners)
    goes = dice.permutation(np.arange(team.owners // 3))[:number] if number else []
    left[list(goes)] = dice.uniform(0.5, 0.85, len(goes)) * team.span_days
    return joined, left


def created_of(team: Team, dice: np.random.Generator) -> np.ndarray:
    """Days of creation; the density goes evenly to `growing` times as much."""
    places = dice.random(team.deals)
    steepness = team.growing - 1
    if steepness:
        places = (np.sqrt(1 + places * (steepness**2 + 2 * steepness)) - 1) / steepness
    return np.sort(places) * team.span_days


def owners_of(created, joined, left, dice: np.random.Generator) -> np.ndarray:
    """Each deal's owner, drawn among those who are there on that day, some of whom have more."""
    share = dice.uniform(0.6, 1.4, len(joined))
    present = (joined[None, :] <= created[:, None]) & (created[:, None] < left[None, :])
    weights = np.cumsum(present * share, axis=1)
    pick = dice.random(len(created)) * weights[:, -1]
    return (weights < pick[:, None]).sum(axis=1)


def deals_of(team: Team, seed: int) -> pd.DataFrame:
    """One row per deal: `deal_id, owner, amount, created, days, won, step, ...`, seen or not."""
    dice = np.random.default_rng([seed, 77])
    joined, left = there_from(team, dice)
    created = created_of(team, dice)
    count = len(created)
    owner = owners_of(created, joined, left, dice)
    place = created / team.span_days
    year = np.sin(2 * np.pi * created / 365.25)
    usual = dice.uniform(-1, 1, team.owners) * team.specialised
    log_size = usual[owner] + 0.7 * dice.standard_normal(count)
    if team.two_sizes:
        large = dice.random(count) < (0.5 + np.clip(usual, -0.45, 0.45))[owner]
        log_size = 2.0 * large + 0.2 * dice.standard_normal(count)
    odds = np.log(team.win_rate / (1 - team.win_rate)) + team.rate_moves * (place - 0.5)
    odds = odds + team.seasons * year - team.odds_by_size * log_size
    log_days = np.log(team.days) + team.size_tells * log_size - 0.5 * team.seasons * year
    extra = {}
    if team.segments:
        large = dice.random(count) < dice.uniform(0.2, 0.8, team.owners)[owner]
        log_days = log_days + np.log(2.0) * large
        extra["segment"] = np.where(large, "Large", "Small")
    if team.renewals:
        renewal = dice.random(count) < np.where(np.arange(team.owners) % 3 == 0, 0.7, 0.05)[owner]
        log_days, odds = log_days - 0.9 * renewal, odds + 2.5 * renewal
        extra["deal_type"] = np.where(renewal, "renewal", "new")
    if team.regions:
        mine = dice.random(count) < 0.6
        region = np.where(mine, owner % 4, dice.integers(0, 4, count))
        log_days = log_days + np.array([-0.4, 0.0, 0.3, 0.6])[region]
        extra["region"] = np.array(["North", "East", "South", "West"])[region]
    odds = odds + np.array([team.odds.get(number, 0.0) for number in range(team.owners)])[owner]
    won = dice.random(count) < 1 / (1 + np.exp(-odds))
    speed = np.array([team.speeds.get(number, 1.0) for number in range(team.owners)])[owner]
    log_days = log_days + np.log(np.where(won, 1.0, team.lingering)) + np.log(speed)
    if not team.sudden:
        log_days = log_days + np.log(team.slower) * place
    days = np.minimum(np.exp(log_days + team.spread * dice.standard_normal(count)), FOREVER)
    if team.sudden:  # from the middle on every day counts for less
        before = np.maximum(team.span_days / 2 - created, 0)
        days = np.where(days > before, before + (days - before) * team.slower, days)
    amount = np.round(5000 * np.exp(log_size + np.log(team.amounts_move) * place), 2)
    amount = np.where(dice.random(count) < team.amounts_missing, np.nan, amount)
    owner = handed_on(team, owner, created, days, joined, left, dice)
    deals = pd.DataFrame(
        {
            "deal_id": [f"D{number:06}" for number in range(count)],
            "owner": [f"Owner {number:02}" for number in owner],
            "amount": np.where(~won & team.zero_when_lost, 0.0, amount),
            "created": created,
            "days": days,
            "won": won,
            "step": dice.integers(1, len(STAGES) + 1, count),
            **extra,
        }
    )
    deals = team.habit(deals, team, dice) if team.habit else deals
    return deals.assign(step=deals["step"].mask(deals["won"], len(STAGES)))


def handed_on(team: Team, owner, created, days, joined, left, dice) -> np.ndarray:
    """The owner whom the export shows: the last one."""
    owner, ends = owner.copy(), created + days
    for number in np.argsort(left):
        day = left[number]
        if not team.passed_on or np.isinf(day):
            continue
        mine = (owner == number) & (created < day) & (ends > day)
        others = np.flatnonzero((joined <= day) & (left > day))
        if team.passed_on == "one":
            others = others[[dice.integers(len(others))]]
        owner[mine] = dice.choice(others, int(mine.sum()))
    for number in np.flatnonzero(joined > 0) if team.taken_over else []:
        day = joined[number]
        theirs = (owner != number) & (created < day) & (ends > day)
        owner[theirs & (dice.random(len(owner)) < 0.25)] = number
    return owner


def exported(team: Team, seed: int) -> pd.DataFrame:
    """The deals that are in the export: those that closed after the cut, or not yet."""
    deals = deals_of(team, seed)
    if team.cut:
        deals = deals[deals["created"] + deals["days"] >= team.cut * team.span_days]
    created = (FIRST_DAY + pd.to_timedelta(deals["created"], unit="D")).dt.floor("s")
    return deals.assign(created_at=created.astype("datetime64[us]"))


def last_day(team: Team) -> pd.Timestamp:
    return FIRST_DAY + pd.Timedelta(days=team.span_days)


NOT_EXPORTED = ["created", "days", "won", "step"]


def pipeline_of(team: Team, seed: int) -> ck.Pipeline:
    """The company as its export shows it on the last day."""
    deals, until = exported(team, seed), last_day(team)
    events = events_of(deals, until)
    if team.daily:
        deals = deals.assign(created_at=deals["created_at"].dt.normalize())
        events = events.assign(at=events["at"].dt.normalize())
    fields = deals.drop(columns=NOT_EXPORTED).assign(last_activity_at=until)
    return ck.from_events(events, stages=list(STAGES), deals=fields)


def verdicts(team: Team, seed: int, kind: str) -> tuple[pd.Series, str]:
    """What `compare` says of each of them, by "days" to the decision, "share" won or won "amount", and why nothing.

    Without the way from events, which takes long (a test sees that it is the same).
    """
    return said_of(team, seen_of(team, seed), kind)


def said_of(team: Team, rows: pd.DataFrame, kind: str) -> tuple[pd.Series, str]:
    judged = {"owner": against_rest(counted(rows, kind), "owner", ["segment"] * team.segments)}
    why = {}
    if kind != "amount":
        why["owner"] = hands_of(lives(rows), "owner", kind, cut_of(team, rows))
    table = shown(judged, kind, min_n=MIN_N, rate=ONE_COLUMN, withheld=why)
    return table.set_index("group")["verdict"], str(table["withheld"].iloc[0])


def counted(rows: pd.DataFrame, kind: str) -> Counted:
    """What `compare` counts of these rows."""
    if kind == "days":
        return Counted(kind, rows, "")
    if kind == "amount":
        won = rows[rows["hit"].eq(1) & rows["amount"].notna()]
        return Counted(kind, won.assign(**{CURRENCY: ""}), "")
    ended = rows["ended"]
    overdue = ~ended & (rows["days"] > rows.loc[ended, "days"].quantile(OVERDUE))
    return Counted(kind, rows[ended], "", strict=rows[ended | overdue])


def seen_of(team: Team, seed: int) -> pd.DataFrame:
    """One row per deal as `compare` counts it."""
    deals, until = exported(team, seed), last_day(team)
    closed = deals["created_at"] + pd.to_timedelta(deals["days"], unit="D").dt.floor("s")
    if team.daily:
        closed, deals = (
            closed.dt.normalize(),
            deals.assign(created_at=deals["created_at"].dt.normalize()),
        )
    ended, day = closed <= until, pd.Timedelta(days=1)
    last = until.normalize() if team.daily else until
    rows = deals.assign(
        closed_at=closed.where(ended),
        days=(closed.where(ended, last) - deals["created_at"]) / day,
        ended=ended,
        hit=(ended & deals["won"]).astype(int),
        number=1,
        **{
            QUARTER: deals["created_at"].dt.year * 4 + deals["created_at"].dt.quarter - 1,
            SIZE: np.floor(np.log(deals["amount"].where(deals["amount"] > 0)) / STEP),
        },
    )
    late = (cut_of(team, rows) - rows["created_at"].dt.normalize()) / day
    return rows.assign(since=late.clip(lower=0).fillna(0.0))


def cut_of(team: Team, rows: pd.DataFrame) -> pd.Timestamp:
    """The cut as `Pipeline.since` finds it."""
    return rows["closed_at"].min().normalize() if team.cut else pd.NaT


def lives(rows: pd.DataFrame) -> pd.DataFrame:
    """Deals by owner, day of creation and day of closing."""
    days = {name: rows[f"{name}_at"].dt.normalize() for name in ("created", "closed")}
    return pd.DataFrame({"owner": rows["owner"], **days, "number": 1, "won": rows["hit"]})


class Told(NamedTuple):
    """Of so many companies, in how many anybody gets a verdict, and in how many nobody is judged for a reason."""

    judged: int
    withheld: int


def told(team: Team, kinds: Sequence[str], companies: int, first: int = 0) -> dict[str, Told]:
    """What `compare` says of so many companies, by each of these kinds of figures."""
    sums = {kind: np.zeros(2, dtype=int) for kind in kinds}
    for seed in range(first, first + companies):
        rows = seen_of(team, seed)
        for kind in kinds:
            said, why = said_of(team, rows, kind)
            sums[kind] += [said.isin(["better", "worse"]).any(), bool(why)]
    return {kind: Told(int(judged), int(withheld)) for kind, (judged, withheld) in sums.items()}
