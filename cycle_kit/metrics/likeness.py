"""The chance of an open deal, from how deals like it fared at earlier month starts.

Logistic regression: the stage, how long the deal has been in it, its amount, and whose it is, beside
how thick wins come in that part of the quarter. It
looks at a whole span at once where `flow` goes step by step; each is wrong in other companies.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from cycle_kit.metrics.chances import DAY, ENOUGH, Seen
from cycle_kit.metrics.levels import thickness
from cycle_kit.metrics.past import Known
from cycle_kit.metrics.standing import numbers
from cycle_kit.metrics.traits import Named, Traits, odds_by_trait, traits_of

HALF = 270.0  # days after which a month start counts half as much
MOST_ROWS = 40_000
STAGE_WEIGHT, AGE_WEIGHT = 2.0, 2.0


def by_likeness(facts: Known, seen: Seen, weeks: np.ndarray) -> np.ndarray | None:
    """Per open deal the chance to be won within the days; None where too few deals are known."""
    rows = seen.rows
    if rows["deal"].nunique() < ENOUGH or not rows["won"].any():
        return None
    if len(rows) > MOST_ROWS:
        rows = rows.iloc[np.linspace(0, len(rows) - 1, MOST_ROWS).astype(int)]
    traits, weights = traits_of(facts)
    place = np.full(numbers(facts), -1)
    place[facts.lives.index] = np.arange(len(facts.lives))
    group, names = pd.factorize(pd.MultiIndex.from_frame(rows[["pipeline", "step"]]))
    back = np.array([(facts.end - start) / DAY - seen.days for start in seen.starts])
    times = 0.5 ** (back[rows["start"]] / HALF)
    before = traits.of(place[rows["deal"]])
    x = with_stage(before, group, len(names), rows["age"].to_numpy(float))
    thick = np.log(thickness(weeks, np.append(-back - seen.days, 0.0), seen.days, facts.end))
    drawn = drawn_to_none(x, weights)
    found = odds_by_trait(x, rows["won"].to_numpy(float), thick[rows["start"]], drawn, times)
    still = facts.open_deals
    pipelines = seen.pipelines.get_indexer(pd.Index(still["place"]))
    now = names.get_indexer(pd.MultiIndex.from_arrays([pipelines, still["furthest"]]))
    created = (facts.end - still["created_at"]) / DAY
    age = still["age"].fillna(created).fillna(0.0).to_numpy(float)
    x = with_stage(traits.of(place[still["deal"]]), now, len(names), age)
    odds = x.effect(found) + thick[-1]
    usual = np.log(seen.rows["won"].mean() / max(1 - seen.rows["won"].mean(), 1e-6))
    return 1 / (1 + np.exp(-(odds + np.where(now < 0, usual, 0.0))))


def with_stage(traits: Traits, group: np.ndarray, groups: int, age: np.ndarray) -> Traits:
    """With the age, bent twice, and the stage (none for -1)."""
    bent = np.log1p(np.maximum(age, 0.0))
    return traits.with_(np.column_stack([bent, bent**2 / 5]), Named(group, groups))


def drawn_to_none(x: Traits, weights: np.ndarray) -> np.ndarray:
    """How strongly each column is: the ages, the traits' numbers, the stages, the traits' names."""
    own = x.numbers.shape[1] - 2
    stages = np.full(x.names[0].count, STAGE_WEIGHT)
    return np.concatenate([np.full(2, AGE_WEIGHT), weights[:own], stages, weights[own:]])
