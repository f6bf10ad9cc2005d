"""What is still to come of a target's measure until its period ends, and how likely it will do."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace

import numpy as np
import pandas as pd

from cycle_kit.errors import QuestionError
from cycle_kit.metrics.basis import Basis, basis_of
from cycle_kit.metrics.dealt import by_deal
from cycle_kit.metrics.forecast import BEST, days_ahead, method_of
from cycle_kit.metrics.past import Known
from cycle_kit.metrics.ranges import SEED
from cycle_kit.metrics.standing import numbers
from cycle_kit.pipeline import Pipeline

#: measure: its place in what `forecast` draws
FORECAST = {"won_deals": 0, "won_value": 1}
LOW, HIGH = 0.1, 0.9  # the ends of eight times in ten
LIKELY, UNLIKELY = 0.8, 0.2


@dataclass(frozen=True)
class ToCome:
    """Deals and value that will be won: `expected`, and both in each draw (None: not drawn)."""

    expected: tuple[float, float]
    draws: tuple[np.ndarray, np.ndarray] | None = None
    method: str = ""

    def range(self, measure: str) -> tuple[float, float]:
        """The ends of the 80 % range."""
        if self.draws is None or np.isnan(self.of(measure)):
            return np.nan, np.nan
        low, high = np.quantile(self.draws[FORECAST[measure]], [LOW, HIGH])
        return float(low), float(high)

    def of(self, measure: str) -> float:
        return self.expected[FORECAST[measure]]

    def chance(self, measure: str, lacking: float) -> float:
        """The share of the draws in which at least so much is won."""
        if self.draws is None or np.isnan(self.of(measure)) or np.isnan(lacking):
            return np.nan
        return float((self.draws[FORECAST[measure]] >= lacking - 1e-9).mean())


def to_come(pipe: Pipeline, facts: Known, start: pd.Timestamp, end: pd.Timestamp) -> ToCome | None:
    """What is won of the deals in `facts` from the end of the data, or `start` if that is later,
    until `end`; None where there is too little history to say. As the row `all` of `forecast`.
    """
    try:
        if start <= pipe.until + pd.Timedelta(days=1):
            return drawn_until(pipe, facts, end)
        whole = drawn_until(pipe, facts, end)
        last, first = whole.expected, drawn_until(pipe, facts, start).expected
    except QuestionError:
        return None
    return ToCome((last[0] - first[0], last[1] - first[1]), method=whole.method)


def only_deals(facts: Known, ids: pd.Series) -> Known:
    """What is known of these deals alone, as if the pipeline had no others."""
    lives = facts.lives[facts.lives["deal_id"].isin(ids)]
    kept = np.zeros(numbers(facts), dtype=bool)
    kept[lives.index] = True
    stays, still_open = (
        rows[kept[rows["deal"].to_numpy()]] for rows in (facts.stays, facts.open_deals)
    )
    moves = facts.moves.only(kept[facts.moves.deal])
    still_open = still_open.reset_index(drop=True)  # numbered from 0
    return replace(facts, lives=lives, stays=stays, open_deals=still_open, moves=moves)


def drawn_until(pipe: Pipeline, facts: Known, end: pd.Timestamp) -> ToCome:
    """What is won from the end of the data until `end`, not included."""
    whole = basis_of(pipe, days_ahead(pipe, end - pd.Timedelta(days=1)))
    method, _, wide = astuple(method_of(pipe, whole.days, BEST))
    # a part of the deals has the rates of all, as far as its own are not known to differ
    pooled = method == "rates"
    basis = whole if pooled or facts is whole.facts else Basis(facts, whole.days)
    each, random = by_deal(basis, method), np.random.default_rng(SEED)
    theirs = None
    if pooled and facts is not whole.facts:
        theirs, each = facts.lives.index, each[each["deal_id"].isin(facts.lives["deal_id"])]
    found = basis.open(each, method, random).and_(basis.new(method, random, theirs)).widened(wide)
    return ToCome((found.deals, found.value), found.draws, method)


def verdict(*, met: bool, over: bool, chance: float) -> str:
    """`met` or `missed`, while the period runs `likely`, `unlikely` or `open`, or nothing."""
    if met:
        return "met"
    if over:
        return "missed"
    if np.isnan(chance):
        return ""
    return "likely" if chance >= LIKELY else "unlikely" if chance <= UNLIKELY else "open"
