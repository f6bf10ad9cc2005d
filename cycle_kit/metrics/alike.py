"""What became of earlier deals that were like an open one: as long in the same stage, or as old."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.days import days_between
from cycle_kit.metrics import survival
from cycle_kit.metrics.intervals import wilson
from cycle_kit.metrics.past import Known
from cycle_kit.pipeline import Pipeline

ENOUGH = 20  # deals, and
ENOUGH_WON = 10  # of them won, from which on a day and its range are told
AT_RISK = 10  # a curve ends where fewer are left and some of these are unfinished
LEVELS = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
LEAST_AGES, MOST_STEPS = 100, 2_000_000  # ages that are each worked out; ages times deals
CELLS = 500_000  # ages times deals at once: some dozen megabytes
#: per age the chance to be won at all and its limits, days by which 10, 50 and 90 % of wins come, of how many
FATE = ("chance", "low", "high", *LEVELS, "like", "like_won")


class Ends(NamedTuple):
    """Earlier deals since a beginning: how long each stayed, until it was decided, and how it ended.

    In order of `decided`. `late`: the age from which on it is seen at all (of a file that was cut at the left).
    """

    stay: np.ndarray
    decided: np.ndarray
    won: np.ndarray
    ended: np.ndarray
    late: np.ndarray

    @classmethod
    def of(cls, rows: pd.DataFrame, stay: str, decided: str) -> Ends:
        rows = rows.sort_values(decided, kind="stable")
        outcome = rows["outcome"]
        days = (rows[name].to_numpy(float) for name in (stay, decided, "late"))
        stays, ends, late = days
        return cls(stays, ends, outcome.eq("won").to_numpy(), outcome.ne("open").to_numpy(), late)

    def only(self, which: np.ndarray) -> Ends:
        return Ends(*(part[which] for part in self))


def nobody(count: int) -> pd.DataFrame:
    """The table of `fates` of ages at which nobody was."""
    blank = pd.DataFrame(np.nan, index=range(count), columns=list(FATE))
    return blank.assign(like=0, like_won=0)


def is_enough(fate: pd.DataFrame) -> pd.Series:
    return fate["like"].ge(ENOUGH) & fate["like_won"].ge(ENOUGH_WON)


def fates(past: Ends, ages: np.ndarray) -> pd.DataFrame:
    """Per age what became of the deals that lasted as long: the columns `FATE`.

    Aalen-Johansen from that age on, of deals that were seen at that age, were still there, and not decided. Those
    not decided where the curve ends are taken to be won as often as those that were; of the limits
    (Wilson, of all that were like it) the lower one counts none of those not decided by then as won, wherever they
    are last seen, and the upper one all. Days are those of the wins seen and
    of these: a day that the curve does not reach is not known. From some thousands of different ages times deals on
    (`MOST_STEPS`) an age has the fate of its nearest younger neighbour among those that are worked out.
    """
    grid = np.unique(ages)
    most = max(LEAST_AGES, MOST_STEPS // max(len(past.stay), 1))
    if len(grid) > most:
        grid = np.unique(np.quantile(grid, np.linspace(0, 1, most), method="lower"))
    size = max(CELLS // max(len(past.stay), 1), 1)
    parts = [fates_of_few(past, grid[at : at + size]) for at in range(0, len(grid), size)]
    place = np.searchsorted(grid, ages, side="right") - 1
    return pd.concat(parts, ignore_index=True).iloc[place].reset_index(drop=True)


def fates_of_few(past: Ends, ages: np.ndarray) -> pd.DataFrame:
    """The same of a few ages in order, in tables of ages (rows) and days (columns)."""
    past = past.only((past.stay >= ages[0]) & (past.decided > ages[0]))
    if not len(past.stay):
        return nobody(len(ages))
    age = ages[:, None]
    here = (past.stay >= age) & (past.decided > age) & (past.late <= age)
    begins = np.flatnonzero(np.append(True, np.diff(past.decided) > 0))
    there, ended, won = (
        np.add.reduceat(part, begins, axis=1, dtype=np.int32)
        for part in (here, here & past.ended, here & past.won)
    )
    like, wins = there.sum(axis=1), won.sum(axis=1)
    share, left, seen = won_and_left(there, ended, won)
    told = left[:, -1] < 1
    chance = np.divide(share[:, -1], 1 - left[:, -1], out=np.full(len(ages), np.nan), where=told)
    low, _ = wilson((won * seen).sum(axis=1), like)
    _, high = wilson(like - ((ended - won) * seen).sum(axis=1), like)
    found = {
        "chance": chance,
        "low": np.where(told, low, np.nan),
        "high": np.where(told, high, np.nan),
    }
    enough = np.flatnonzero(told & (wins >= ENOUGH_WON) & (chance > 0))
    rising = 1 - (1 - share[enough] / chance[enough, None])
    for name, level in LEVELS.items():
        found[name] = np.full(len(ages), np.nan)
        found[name][enough] = survival.first_days(past.decided[begins], rising, level)
    return pd.DataFrame({**found, "like": like, "like_won": wins})


def won_and_left(
    there: np.ndarray, ended: np.ndarray, won: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The share won and the share not decided by the close of each day, and which days the curve holds.

    Both shares end where the curve does.
    """
    at_risk, unfinished = (part[:, ::-1].cumsum(axis=1)[:, ::-1] for part in (there, there - ended))
    too_few = (at_risk < AT_RISK) & (unfinished > 0) & (ended > 0)
    told = (ended > 0) & ~np.logical_or.accumulate(too_few, axis=1)
    hazard = np.divide(ended, at_risk, out=np.zeros(there.shape), where=told)
    left = np.cumprod(1 - hazard, axis=1)
    before = np.hstack([np.ones((len(left), 1)), left[:, :-1]])
    share = np.divide(before * won, at_risk, out=np.zeros(there.shape), where=told)
    return np.cumsum(share, axis=1), left, told


def in_stages(pipe: Pipeline, facts: Known) -> dict[tuple, Ends]:
    """Earlier visits by pipeline and step: from the entry until their deal was decided."""
    late = since(pipe, facts.stays["entered"])
    rows = facts.stays.assign(late=late)
    return {
        (str(place), int(step)): Ends.of(part, "stay", "decided")
        for (place, step), part in rows.groupby(["pipeline", "step"])
    }


def since_creation(pipe: Pipeline, facts: Known) -> dict[str, Ends]:
    """Earlier deals by pipeline: from their creation until they were decided."""
    rows = facts.lives.assign(age=ages_of(pipe, facts, facts.lives))
    rows = rows[rows["age"].ge(0)]
    rows = rows.assign(late=since(pipe, rows["created_at"]))
    return {
        str(place): Ends.of(part, "age", "age")
        for place, part in rows.groupby("place", dropna=False)
    }


def ages_of(pipe: Pipeline, facts: Known, lives: pd.DataFrame) -> np.ndarray:
    """Days from creation to the closing, of open deals to the end of what is known."""
    open_ = lives["outcome"].eq("open")
    end = lives["closed_at"].astype("datetime64[us]").mask(open_, facts.until)
    clocked = ("created_at" in pipe.clocked, "closed_at" in pipe.clocked)
    return days_between(lives["created_at"].to_numpy(), end.to_numpy(), clocked=clocked)


def since(pipe: Pipeline, begun: pd.Series) -> np.ndarray:
    """The age at a cut at the left, 0 where the file is whole."""
    cut = pipe.since.cut
    if pd.isna(cut):
        return np.zeros(len(begun))
    return np.maximum(((cut - begun) / pd.Timedelta(days=1)).to_numpy(float), 0.0)
