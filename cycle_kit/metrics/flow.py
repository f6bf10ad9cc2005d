"""What becomes of open deals and of those to come, if all goes on at today's rates.

A deal of a stage and an age goes on, is won or is lost at the rates that such visits have shown;
the chance to be won within a time follows by going back from its end step by step. Odds and pace
are those of today (`levels`), changed by a deal's own traits; wins come as thick as the week of
the quarter makes them, new deals as the trend and the season of creations say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cycle_kit.metrics.levels import (
    Level,
    arrivals,
    by_week,
    level_now,
    of_counts,
    of_odds,
    weeks_to_quarter_end,
)
from cycle_kit.metrics.past import Known
from cycle_kit.metrics.stage_rates import (
    LOST,
    WON,
    Rates,
    Stays,
    days_from_end,
    first_day,
    rates_of,
    stays_of,
)
from cycle_kit.metrics.traits import Traits, odds_by_trait, pace_by_trait, traits_of

STEPS, MOST_AGES = 60, 250
#: quantiles of odds and paces that are worked out; to the ends, as the largest deals carry most money
ODDS_KNOTS, PACE_KNOTS = (0.0, 0.2, 0.5, 0.8, 1.0), (0.0, 0.3, 0.7, 1.0)
BLOCK = 60.0  # days, of which levels are made
DRIFT, KEPT = 0.25, 0.5
RECENT, MOST_RECENT = 365.0, 400  # deals like which those to come are


@dataclass(frozen=True)
class Flow:
    """Per open deal (as in `open_deals`) the chance `p` to be won and `off`, by how much its log odds
    move with one deviation of what is not known of the level; then the deals to come: how many are
    won, their value, how the logarithm of that moves likewise, the variance of how many are created,
    and values of wins to draw from with their weights, those of the deals (numbers) in `like`. `weeks`:
    how much oftener is won in each week before a quarter's end.
    """

    p: np.ndarray
    off: np.ndarray
    new_deals: float
    new_value: float
    new_off: float
    new_variance: float
    values: np.ndarray
    weights: np.ndarray
    like: np.ndarray
    weeks: np.ndarray

    def part(self, deals: pd.Index) -> Flow:
        """The deals to come like these: their share of all, in number and in value."""
        mine = np.isin(self.like, deals)
        worth, all_worth = (self.weights * self.values)[mine].sum(), self.weights @ self.values
        return replace(
            self,
            new_deals=self.new_deals * self.weights[mine].sum() / max(self.weights.sum(), 1e-12),
            new_value=self.new_value * worth / max(all_worth, 1e-12),
            values=self.values[mine],
            weights=self.weights[mine],
            like=self.like[mine],
        )


def flow(facts: Known, days: float) -> Flow:
    """What is expected within so many days from the end of what is known."""
    lives, first = facts.lives, first_day(facts)
    stays, names = stays_of(facts)
    groups = max(len(names), 1)
    stays = stays.only((stays.stop >= first) & (stays.deal >= 0))
    since = np.maximum(first - stays.start, 0.0)
    rates = rates_of(stays, groups, since)
    traits, weights = traits_of(facts)
    odds, pace = by_traits(traits, weights, stays, rates, since)
    rates = rates_of(stays, groups, since, np.exp(pace))
    odds, pace = by_traits(traits, weights, stays, rates, since)
    odds_now, pace_now = levels_of(stays, rates, odds, pace, first, ahead=days / 2)
    ahead = Ahead.of(rates, days)
    weeks = by_week(stays.stop[stays.to == WON], facts.end)
    knots = Knots.of(odds, pace)
    chance, entering = ahead.won(
        rates,
        knots.pairs(odds_now, pace_now),
        weeks[weeks_to_quarter_end(ahead.middles, facts.end)],
    )
    created = days_from_end(lives["created_at"], facts)
    group, age, deal = standing(facts, names, created)
    place = np.clip((age / ahead.step).astype(int), 0, len(ahead.ages) - 1)
    p, moved = knots.between(chance[:, group, place], odds[deal], pace[deal])
    come = arrivals(created, first, days, facts.end, ahead.count)
    like = recent(created, first)
    start = np.zeros(len(like), dtype=int) if not names else first_groups(stays, like)
    by_creation = (entering[1:] + entering[:-1])[::-1] / 2
    weight = come.steps / max(come.steps.sum(), 1e-12)
    won, won_moved = knots.between(
        np.einsum("n,nkg->kg", weight, by_creation)[:, start], odds[like], pace[like]
    )
    worth = values_of(lives)[like]
    total = come.steps.sum()
    value = total * float((won * worth).mean()) if len(like) else 0.0
    more = total * float((won_moved * worth).mean()) if len(like) else 0.0
    return Flow(
        p, log_odds(moved) - log_odds(p), total * float(won.mean()) if len(like) else 0.0, value,
        float(np.log((more + 1e-9) / (value + 1e-9))), come.variance, worth, won, lives.index.to_numpy()[like],
        weeks,
    )  # fmt: skip


def log_odds(p: np.ndarray) -> np.ndarray:
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return np.log(p) - np.log1p(-p)


def values_of(lives: pd.DataFrame) -> np.ndarray:
    """Each deal's value, the mean won one where it has none."""
    usual = lives.loc[lives["outcome"] == "won", "value"].mean()
    return lives["value"].fillna(0.0 if pd.isna(usual) else usual).to_numpy(float)


def by_traits(
    traits: Traits, weights: np.ndarray, stays: Stays, rates: Rates, since: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Per deal by how much its log odds to go on, and the logarithm of its pace, are beyond the usual."""
    done = stays.only(stays.ended)
    usual = log_odds(rates.good[done.group, rates.bins(done.group, done.days)])
    odds = odds_by_trait(traits.of(done.deal), (done.to != LOST).astype(float), usual, weights)
    expected = rates.expected(stays.group, since, stays.days)
    pace = pace_by_trait(traits.of(stays.deal), stays.ended.astype(float), expected, weights)
    return traits.effect(odds), np.clip(traits.effect(pace), -1.5, 1.5)


def levels_of(
    stays: Stays, rates: Rates, odds, pace, first: float, ahead: float
) -> tuple[Level, Level]:
    """How the odds to go on, and the pace, stand today beside what the rates say of all the time."""
    count = max(int(np.ceil(-first / BLOCK)), 1)
    done = stays.only(stays.ended)
    block = np.clip(
        count - 1 - np.floor(-np.minimum(done.stop, -1e-9) / BLOCK).astype(int), 0, count - 1
    )
    usual = log_odds(rates.good[done.group, rates.bins(done.group, done.days)]) + odds[done.deal]
    p, good = 1 / (1 + np.exp(-usual)), (done.to != LOST).astype(float)
    sums = [np.bincount(block, part, count) for part in (good, 1 - good, p, 1 - p)]
    options = {"width": BLOCK, "ahead": ahead, "drift": DRIFT, "kept": KEPT}
    odds_now = level_now(*of_odds(*sums), **options)
    expected = np.array([
        expected_ends(stays, rates, pace, first, -(count - place) * BLOCK) for place in range(count)
    ])  # fmt: skip
    ended = np.bincount(block, minlength=count).astype(float)
    return odds_now, level_now(*of_counts(ended, expected), **options)


def expected_ends(
    stays: Stays, rates: Rates, pace: np.ndarray, first: float, begin: float
) -> float:
    """How many visits should have ended within a block."""
    here = stays.only((stays.stop > begin) & (stays.start < begin + BLOCK))
    younger = np.maximum(max(begin, first) - here.start, 0.0)
    older = np.minimum(begin + BLOCK - here.start, here.days)
    return float((rates.expected(here.group, younger, older) * np.exp(pace[here.deal])).sum())


def standing(facts: Known, names: dict, created: np.ndarray):
    """Of each open deal its group, the age of its visit, and its place in `lives`."""
    rows = facts.open_deals
    deal = facts.lives.index.get_indexer(pd.Index(rows["deal"]))
    if not names:
        return np.zeros(len(rows), dtype=int), np.nan_to_num(-created[deal]), deal
    pairs = zip(rows["place"], rows["step"].fillna(rows["furthest"]), strict=True)
    group = np.array([names.get(pair, 0) for pair in pairs], dtype=int)
    return group, np.nan_to_num(rows["age"].to_numpy(float)), deal


def recent(created: np.ndarray, first: float) -> np.ndarray:
    """Deals of the last year, like which those to come are taken to be."""
    if np.isnan(created).all():
        return np.empty(0, dtype=int)
    found = np.flatnonzero(created >= max(np.nanmax(created) - RECENT, first))
    few = np.linspace(0, len(found) - 1, min(MOST_RECENT, len(found))).astype(int)
    return found[few]


def first_groups(stays: Stays, deals: np.ndarray) -> np.ndarray:
    """The group in which each deal began."""
    found, place = np.unique(stays.deal, return_index=True)
    begun = pd.Series(stays.group[place], index=found)
    return begun.reindex(deals).fillna(0).to_numpy(int)


@dataclass(frozen=True)
class Knots:
    """Odds and paces that are worked out; those of a deal are read off between them."""

    odds: np.ndarray
    pace: np.ndarray

    @classmethod
    def of(cls, odds: np.ndarray, pace: np.ndarray) -> Knots:
        return cls(spread_over(odds, ODDS_KNOTS), spread_over(pace, PACE_KNOTS))

    def pairs(self, odds_now: Level, pace_now: Level) -> np.ndarray:
        """All of them at today's level, and once more with better odds by a deviation of the level."""
        return np.array([
            (odds + odds_now.mean + more * np.sqrt(odds_now.variance), pace + pace_now.mean)
            for more in (0, 1) for odds in self.odds for pace in self.pace
        ])  # fmt: skip

    def between(self, found: np.ndarray, odds: np.ndarray, pace: np.ndarray):
        """Of each deal (columns of `found`, rows being the pairs) its value at both levels."""
        grid = found.reshape(2, len(self.odds), len(self.pace), -1)
        (one, part), (two, share) = neighbours(self.odds, odds), neighbours(self.pace, pace)
        row = np.arange(len(odds))
        up, on = np.minimum(one + 1, len(self.odds) - 1), np.minimum(two + 1, len(self.pace) - 1)
        low = (1 - share) * grid[:, one, two, row] + share * grid[:, one, on, row]
        high = (1 - share) * grid[:, up, two, row] + share * grid[:, up, on, row]
        return (1 - part) * low + part * high


def spread_over(values: np.ndarray, levels: tuple[float, ...]) -> np.ndarray:
    return np.unique(np.round(np.quantile(values, levels), 6)) if len(values) else np.zeros(1)


def neighbours(knots: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Per value the knot below, and how far it is on the way to the next."""
    if len(knots) == 1:
        return np.zeros(len(values), dtype=int), np.zeros(len(values))
    below = np.clip(np.searchsorted(knots, values) - 1, 0, len(knots) - 2)
    return below, np.clip((values - knots[below]) / np.diff(knots)[below], 0, 1)


@dataclass(frozen=True)
class Ahead:
    """The time ahead in `count` steps of `step` days, and the ages that are told apart."""

    count: int
    step: float
    ages: np.ndarray

    @classmethod
    def of(cls, rates: Rates, days: float) -> Ahead:
        inner = rates.high[np.isfinite(rates.high)]
        last = float(inner.max()) if len(inner) else 1.0
        count = int(np.ceil(days / max(days / STEPS, last / MOST_AGES)))
        step = days / count
        return cls(count, step, (np.arange(int(np.ceil(last / step)) + 1) + 0.5) * step)

    @property
    def middles(self) -> np.ndarray:
        return (np.arange(self.count) + 0.5) * self.step

    def won(self, rates: Rates, pairs: np.ndarray, by_step: np.ndarray):
        """The chance to be won in the time ahead, per pair of odds and pace, group and age; and that
        of a visit that begins, by how many steps are left (first axis, from none on).
        """
        groups = len(rates.rate)
        here = np.array([np.searchsorted(row, self.ages, side="right") for row in rates.high])
        rows = np.arange(groups)[:, None]
        shares = rates.shares[rows, here]
        good = 1 - shares[:, :, LOST]
        onward = shares / np.maximum(good, 1e-12)[:, :, None]
        to_won, to_group = onward[:, :, WON], onward[:, :, :groups]
        pace = np.exp(pairs[:, 1])[:, None, None] * rates.rate[rows, here]
        goes = 1 / (1 + np.exp(-(log_odds(good) + pairs[:, 0][:, None, None])))
        chance = np.zeros(pace.shape)
        entering = [np.zeros((len(pairs), groups))]
        for place in range(self.count):
            wins = pace * goes * to_won * by_step[self.count - 1 - place]
            moves = pace * goes * (1 - to_won)
            every = wins + moves + pace * (1 - goes)
            ends = -np.expm1(-every * self.step)
            before = entering[-2] if place else entering[-1]
            entry = np.clip(1.5 * entering[-1] - 0.5 * before, 0, 1)  # in the middle of the step
            then = np.einsum("gad,cd->cga", to_group, entry)
            older = np.concatenate([chance[:, :, 1:], chance[:, :, -1:]], axis=2)
            gained = (wins + pace * goes * then) / np.maximum(every, 1e-12)
            chance = ends * gained + (1 - ends) * older
            entering.append(chance[:, :, 0])
        return chance, np.array(entering)
