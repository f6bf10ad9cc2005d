"""Deals that changed hands: each with its owners one after the other, or, unknown, the signs of it.

Who takes over an open deal gets one that lasted, and who hands it over keeps those that were soon closed:
times by the owner of today then make equal people look different.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.history import day_of
from cycle_kit.metrics.counting import ratio
from cycle_kit.metrics.frames import deals, table
from cycle_kit.pipeline import Pipeline

#: deals that somebody would have been given since, at the pace until then, to be taken as gone
STOPPED = 5
#: the chance of so few deals left open, of somebody who is gone; and of none closed so long, of a newcomer
GONE, TAKEN = 0.01, 0.001
#: the chance of none closed before an age, of somebody given older deals, who are not slower after it than by so
#: many standard deviations
NONE_YOUNG, SLOWER = 1e-6, -2.5
#: the chance of such different ages of won and lost deals where the age tells nothing of winning
UNTOLD = 0.01
AGES = 20  # ages of deals are told apart in so many steps, each longer than the one before
FEWEST = 5  # deals of somebody whom this can be seen of


class Lives(NamedTuple):
    """Deals by day of creation and closing (endless while open), of one person or of the others."""

    created: np.ndarray
    closed: np.ndarray
    number: np.ndarray

    def only(self, rows: np.ndarray) -> Lives:
        return Lives(*(part[rows] for part in self))


class Signs(NamedTuple):
    """How many people have left without their deals, were given others' on a day, or have older ones only."""

    gone: int = 0
    given: int = 0
    older: int = 0


def changed_hands(pipe: Pipeline, column: str, kind: str) -> str:
    """Why a figure of this `kind` by this column says little of people, as deals visibly went from one to another.

    "" where it does not: for shares also where winning does not go with age.
    """
    frame = deals(pipe).filter(~nw.col("created_at").is_null())
    outcome = nw.col("outcome").cast(nw.String)
    frame = frame.filter((outcome == "open") | ~nw.col("closed_at").is_null())
    days = {name: day_of(f"{name}_at") for name in ("created", "closed")}
    rows = frame.select(column, **days, won=(outcome == "won").cast(nw.Int64))
    sums = {"number": nw.len(), "won": nw.col("won").sum()}
    counts = table(rows.group_by(column, "created", "closed").agg(**sums))
    return hands_of(counts, column, kind, pipe.since.cut)


def hands_of(
    counts: pd.DataFrame, column: str, kind: str = "days", cut: pd.Timestamp | None = None
) -> str:
    """The same of a table `column, created, closed, number, won`; `cut`: day before which closed deals are missing."""
    counts = counts[counts[column].notna()]
    if kind == "share" and not age_tells(counts):
        return ""
    day = pd.Timedelta(days=1)
    first = counts["created"].min()
    lives = Lives(
        ((counts["created"] - first) / day).to_numpy(float),
        ((counts["closed"] - first) / day).fillna(np.inf).to_numpy(float),
        counts["number"].to_numpy(float),
    )
    cut_day = 0.0 if pd.isna(cut) else (pd.Timestamp(cut) - first) / day
    return reason(signs_of(pd.factorize(counts[column])[0], lives, cut_day))


def signs_of(codes: np.ndarray, lives: Lives, cut: float) -> Signs:
    signs = Signs()
    for code in np.flatnonzero(np.bincount(codes, lives.number) >= FEWEST):
        own, others = lives.only(codes == code), lives.only(codes != code)
        if len(others.number):
            found = (
                is_gone(own, others),
                has_taken_over(own, others),
                has_old_ones_only(own, others, cut),
            )
            signs = Signs(*(a + b for a, b in zip(signs, found, strict=True)))
    return signs


def age_tells(counts: pd.DataFrame) -> bool:
    """Whether won deals were closed at other ages than lost ones (rank sums)."""
    closed = counts[counts["closed"].notna()]
    ages = (closed["closed"] - closed["created"]) / pd.Timedelta(days=1)
    place = np.unique(ages, return_inverse=True)[1]
    number, won = closed["number"].to_numpy(float), closed["won"].to_numpy(float)
    size = np.bincount(place, number)
    rank = (np.cumsum(size) - (size - 1) / 2)[place] if len(size) else size
    whole, wins = number.sum(), won.sum()
    spread = (number * (rank - (whole + 1) / 2) ** 2).sum() * wins * (whole - wins)
    if not spread > 0:
        return False
    score = (won * (rank - (whole + 1) / 2)).sum() / math.sqrt(spread / whole / (whole - 1))
    return math.erfc(abs(score) / math.sqrt(2)) < UNTOLD


def reason(found: Signs) -> str:
    signs = []
    if found.gone:
        signs.append(
            f"{found.gone} of them opened none for long and hold next to none, though others still have such deals open"
        )
    if found.given:
        signs.append(f"{found.given} of them closed none of many older deals before a certain day")
    if found.older:
        signs.append(
            f"{found.older} of them closed none before an age at which others have closed many"
        )
    if not signs:
        return ""
    return (
        f"Deals changed hands ({'; '.join(signs)}), and this data has no history of owners: whoever has a deal "
        "now may not be the one whom it took so long."
    )


def is_gone(own: Lives, others: Lives) -> bool:
    """Whether somebody opens none any more, and holds fewer than others do of deals as old."""
    last = own.created.max()
    begun = others.created >= own.created.min()
    before, after = (
        others.number[begun & when].sum()
        for when in (others.created <= last, others.created > last)
    )
    if before <= 0 or own.number.sum() / before * after < STOPPED:
        return False
    closed = own.closed[np.isfinite(own.closed)]
    for day in {last, max(last, closed.max(initial=last))}:
        open_then = own.number[own.closed > day].sum()
        if so_few(int(open_then), as_others(own, others, day, others.closed > day)) < GONE:
            return True
    return False


def has_taken_over(own: Lives, others: Lives) -> bool:
    """Whether somebody closed none of so many deals of which others, and they themselves later on, would
    have closed some by then; who is only slow closes none so early later on either."""
    closed = own.closed[np.isfinite(own.closed)]
    if not len(closed):
        return False
    day = closed.min()
    older = own.only(own.created < day)
    expected = as_others(older, others, day, others.closed < day)
    if so_few(0, expected) >= TAKEN:
        return False
    until = max(closed.max(), own.created.max(), others.created.max())
    return so_few(0, as_later(own, older, day, until)) < TAKEN


def has_old_ones_only(own: Lives, others: Lives, cut: float) -> bool:
    """Whether somebody has no deal younger than an age, closed none before it though others, of deals of the same
    time, would have closed many of these, and is as quick as they are from then on.

    Who is slow is so at every age, and who has a slow market has young deals too.
    """
    until = max(part[np.isfinite(part)].max(initial=0) for part in (*own[:2], *others[:2]))
    ages = np.minimum(own.closed, until) - own.created
    entry, ended = np.maximum(cut - own.created, 0), np.isfinite(own.closed)
    if not ended.any():
        return False
    first = ages[ended].min()
    if so_few(*young_ones(own, others, until - first)) >= GONE:
        return False
    others = others.only(
        (others.created >= own.created.min()) & (others.created <= own.created.max())
    )
    theirs = np.minimum(others.closed, until) - others.created
    hazard = hazard_of(others, theirs, cut)
    before = np.maximum(hazard(np.minimum(ages, first - 0.5)) - hazard(entry - 0.5), 0)
    if so_few(0, (own.number * before).sum()) >= NONE_YOUNG:
        return False
    since = np.maximum(entry, first) - 0.5
    after = (own.number * np.maximum(hazard(ages) - hazard(since), 0)).sum()
    seen = ended & (ages <= theirs[np.isfinite(others.closed)].max(initial=0))
    return after >= FEWEST and ((own.number * seen).sum() - after) / math.sqrt(after) > SLOWER


def young_ones(own: Lives, others: Lives, day: float) -> tuple[int, float]:
    """How many of one's deals were created after a day, and how many at the pace of the others'."""
    begun = others.created >= own.created.min()
    before, after = (
        others.number[begun & when].sum() for when in (others.created <= day, others.created > day)
    )
    late = int(own.number[own.created > day].sum())
    return late, float((own.number.sum() - late) * after / max(before, 1))


def hazard_of(lives: Lives, ages: np.ndarray, cut: float) -> Callable[[np.ndarray], np.ndarray]:
    """The cumulative hazard of closing up to and with an age."""
    entry, ended = np.maximum(cut - lives.created, 0), np.isfinite(lives.closed)
    steps, place = np.unique(ages[ended], return_inverse=True)
    endings = np.bincount(place, lives.number[ended], len(steps))
    leaving, entering = (np.argsort(part, kind="stable") for part in (ages, entry))
    gone = np.append(0, np.cumsum(lives.number[leaving]))[np.searchsorted(ages[leaving], steps)]
    come = np.append(0, np.cumsum(lives.number[entering]))[
        np.searchsorted(entry[entering], steps, side="right")
    ]
    sums = np.append(0, np.cumsum(np.nan_to_num(ratio(endings, come - gone))))
    return lambda asked: sums[np.searchsorted(steps, asked, side="right")]


def as_later(own: Lives, older: Lives, day: float, until: float) -> float:
    """How many of one's older deals would have ended before that day, at the pace from it on by age."""
    entry, leaves = np.maximum(day - own.created, 0), np.minimum(own.closed, until) - own.created
    ended = np.isfinite(own.closed)
    ages = np.unique(leaves[ended])
    at_risk = [(own.number * ((entry <= age) & (leaves >= age))).sum() for age in ages]
    endings = [(own.number * (ended & (leaves == age))).sum() for age in ages]
    hazard = np.append(0, np.cumsum(ratio(np.array(endings), np.array(at_risk))))
    return float((older.number * hazard[np.searchsorted(ages, day - older.created)]).sum())


def as_others(own: Lives, others: Lives, day: float, counted: np.ndarray) -> float:
    """How many of one's deals would count, were their share that of others' deals as old on that day."""
    known = others.created <= day
    ages = day - own.created[own.created <= day], day - others.created[known]
    edges = np.geomspace(1.0, max(each.max(initial=1.0) for each in ages) + 1, AGES)
    mine, theirs = (np.searchsorted(edges, each + 1, side="right") for each in ages)
    whole = np.bincount(theirs, others.number[known], AGES + 1)
    share = ratio(np.bincount(theirs, (others.number * counted)[known], AGES + 1), whole)
    number = np.bincount(mine, own.number[own.created <= day], AGES + 1)
    return float(np.nansum(number * share))


def so_few(seen: int, expected: float) -> float:
    """The chance of at most so many where so many are expected (Poisson)."""
    if seen >= expected:
        return 1.0
    logs = [k * math.log(expected) - expected - math.lgamma(k + 1) for k in range(seen + 1)]
    return math.fsum(math.exp(each) for each in logs)
