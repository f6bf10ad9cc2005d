"""What forecasts of one moment rest on, by every method, worked out once and only where asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.errors import QuestionError, one_or_more
from cycle_kit.metrics.chances import (
    DAY,
    ENOUGH,
    Seen,
    Span,
    TooLittle,
    by_crm,
    by_history,
    by_spans,
    by_stage,
    seen_before,
    spans_before,
)
from cycle_kit.metrics.flow import Flow, flow
from cycle_kit.metrics.levels import thickness
from cycle_kit.metrics.likeness import by_likeness
from cycle_kit.metrics.past import Known, known
from cycle_kit.metrics.ranges import (
    DRAWS,
    Deviations,
    Drawn,
    Fresh,
    compound,
    drawn,
    drawn_fresh,
    fresh_deals,
)
from cycle_kit.pipeline import Pipeline

SPANS = {"run_rate": 1, "recent": 4}  # last spans as long, that a method looks at
UNDATED = 0.05  # share of the closed deals without a date, above which rates are not known


def basis_of(pipe: Pipeline, days: float) -> Basis:
    """What a pipeline knows at its own end."""
    return pipe.once(f"basis {days:.3f}", lambda: Basis(known(pipe), days))


def enough_closed(facts: Known, days: float) -> pd.DataFrame:
    """The closed deals. Raises QuestionError: they are too few to learn from, or none is won."""
    closed = facts.lives[facts.lives["outcome"] != "open"]
    if len(closed) < ENOUGH or not closed["outcome"].eq("won").any():
        there = one_or_more(len(closed), "{n} deal is closed", "{n} deals are closed")
        won = one_or_more(int(closed["outcome"].eq("won").sum()), "{n} won", "{n} won")
        there = f"{there}, {won}, and it takes {ENOUGH} with wins among them"
        raise TooLittle(days, there, most=0, end=facts.until)  # over however few days
    return closed


class Expected(NamedTuple):
    """Deals and value that will be won, and both in each draw."""

    deals: float
    value: float
    draws: Drawn

    @property
    def range(self) -> tuple[float, float, float]:
        """p10, p50 and p90 of the value; the mean of few large amounts can lie beyond, and then is the end."""
        if np.isnan(self.value):
            return np.nan, np.nan, np.nan
        low, middle, high = np.quantile(self.draws[1], [0.1, 0.5, 0.9])
        return min(low, self.value), middle, max(high, self.value)

    def and_(self, other: Expected) -> Expected:
        """Two independent parts together."""
        deals, values = (one + two for one, two in zip(self.draws, other.draws, strict=True))
        return Expected(self.deals + other.deals, self.value + other.value, (deals, values))

    def widened(self, times: float) -> Expected:
        """The same, its draws as many times as far from their middle; none falls below 0 that was not."""
        middles = (self.deals, self.value)
        draws = tuple(
            np.maximum(middle + times * (part - middle), np.where(part < 0, -np.inf, 0.0))
            for middle, part in zip(middles, self.draws, strict=True)
        )
        return self._replace(draws=draws)


@dataclass(frozen=True)
class Basis:
    """What was known at a moment, and how many days from then on are asked for."""

    facts: Known
    days: float

    @cached_property
    def seen(self) -> Seen:
        return seen_before(self.facts, self.days)

    @cached_property
    def fresh(self) -> Fresh:
        return fresh_deals(self.facts, self.seen)

    @cached_property
    def flow(self) -> Flow:
        """Raises QuestionError: too few deals are closed, or nobody knows when they were."""
        self.require("rates")
        return flow(self.facts, self.days)

    def require(self, method: str) -> None:
        """Raises QuestionError: the method has too little to go by."""
        if method not in (*SPANS, "rates"):
            _ = self.chances(method)
            return
        closed = enough_closed(self.facts, self.days) if method == "rates" else None
        _ = self.last_spans
        if closed is not None:
            undated = closed["closed_at"].isna().mean()
            if undated > UNDATED:
                raise QuestionError(
                    'A forecast by "rates" needs to know when deals were closed.',
                    there=f"Of {len(closed)} closed deals {closed['closed_at'].isna().sum()} have no date.",
                    fix='Export the closing dates of all deals, or use method="recent".',
                )

    @cached_property
    def rates(self) -> pd.DataFrame:
        """Half by the rates of each step, half by what became of deals alike."""
        step_by_step, like = self.flow, by_likeness(self.facts, self.seen, self.flow.weeks)
        p = step_by_step.p if like is None else (step_by_step.p + like) / 2
        return pd.DataFrame({"p": p, "basis": "rates", "n": np.inf, "off": step_by_step.off})

    @cached_property
    def last_spans(self) -> list[Span]:
        return spans_before(self.facts, self.days, max(SPANS.values()))

    def spans(self, method: str) -> list[Span]:
        return self.last_spans[: SPANS[method]]

    def chances(self, method: str) -> pd.DataFrame:
        """Per open deal `p` (won within the days), `basis` (what gave it), `n` (deals it rests on), `off`."""
        if method not in self.found:
            self.found[method] = self.by_method(method)
        return self.found[method]

    @cached_property
    def found(self) -> dict[str, pd.DataFrame]:
        """The chances by each method that was asked for so far."""
        return {}

    def by_method(self, method: str) -> pd.DataFrame:
        if method in SPANS:
            return by_spans(self.facts, self.spans(method), method)
        if method == "crm":
            return by_crm(self.facts, until=self.facts.until + self.days * DAY)
        if method == "rates":
            return self.rates
        if method == "stage":
            return by_stage(self.facts, self.seen)
        return by_history(self.facts, self.days, instead=self.chances("stage"))

    def open(
        self, each: pd.DataFrame, method: str, draws: np.random.Generator,
        owners: Sequence[object] | None = None,
    ) -> Expected:  # fmt: skip
        """Of these open deals (those of `owners`, if given)."""
        if method in SPANS:
            spans = [span.old for span in self.spans(method)]
            return self.as_before([of_owners(rows, owners) for rows in spans], draws)
        deals, value = each[["p_win_by", "expected_value"]].sum()
        told = method == "rates"
        off = (
            Deviations.as_told(each["off"], draws)
            if told
            else Deviations.of(each, self.seen, draws)
        )
        return Expected(float(deals), float(value), drawn(each, off, self.won_values, draws))

    def new(
        self, method: str, draws: np.random.Generator, deals: pd.Index | None = None
    ) -> Expected:
        """Of deals not yet created; by `rates` of those like `deals` (numbers) alone, if given."""
        if method in SPANS:
            return self.as_before([span.new for span in self.spans(method)], draws)
        if method != "rates":
            return Expected(self.fresh.deals, self.fresh.value, drawn_fresh(self.fresh, draws))
        lately = [span.new for span in self.spans("recent")]
        found = self.flow
        if deals is not None:
            lately = [rows[rows.index.isin(deals)] for rows in lately]
            found = found.part(deals)
        number, value = self.lately(lately)
        halves = (found.new_deals + number) / 2, (found.new_value + value) / 2
        return to_come(found, *halves, draws)

    def value(self, each: pd.DataFrame, method: str) -> float:
        """The value expected of these open deals and of those to come, without drawing them."""
        if method in SPANS:
            return sum(
                self.usual(parts)[1]
                for parts in zip(*((s.old, s.new) for s in self.spans(method)), strict=True)
            )
        new = self.fresh.value
        if method == "rates":
            lately = [span.new for span in self.spans("recent")]
            new = (self.flow.new_value + self.lately(lately)[1]) / 2
        return float(each["expected_value"].sum()) + new

    @cached_property
    def won_values(self) -> np.ndarray:
        lives = self.facts.lives
        return lives.loc[lives["outcome"] == "won", "value"].dropna().to_numpy(float)

    def usual(self, spans: Sequence[pd.DataFrame]) -> tuple[float, float]:
        """Deals and value won in a span, on average."""
        whole = [self.worth(rows) for rows in spans]
        return float(np.mean([len(v) for v in whole])), float(np.mean([v.sum() for v in whole]))

    def lately(self, spans: Sequence[pd.DataFrame]) -> tuple[float, float]:
        """As `usual`, of spans one before the other, in the part of the quarter that lies ahead."""
        begins = -self.days * np.arange(len(spans) + 1)
        ahead, *before = thickness(self.flow.weeks, begins, self.days, self.facts.end)
        number, value = self.usual(spans)
        return number * ahead / np.mean(before), value * ahead / np.mean(before)

    def worth(self, rows: pd.DataFrame) -> np.ndarray:
        usual = self.won_values.mean() if len(self.won_values) else 0.0
        return rows["value"].fillna(usual).to_numpy(float)

    def as_before(self, spans: Sequence[pd.DataFrame], draws: np.random.Generator) -> Expected:
        """As much as in earlier spans."""
        deals, value = self.usual(spans)
        counts = np.array([len(rows) for rows in spans], dtype=float)
        uneven = (
            max(counts.var(ddof=1) / counts.mean(), 1.0)
            if len(counts) > 1 and counts.any()
            else 1.0
        )
        values = np.concatenate([self.worth(rows) for rows in spans])
        pool = values if len(values) else self.won_values
        return Expected(deals, value, compound(deals, float(len(spans)), uneven, pool, draws))


MOST_VALUES = 5_000_000


def of_owners(rows: pd.DataFrame, owners: Sequence[object] | None) -> pd.DataFrame:
    return rows if owners is None else rows[rows["owner"].isin(owners)]


def to_come(found: Flow, deals: float, value: float, draws: np.random.Generator) -> Expected:
    """New deals in number and value, as uncertain as their creation and the level are."""
    dice = draws.standard_normal((2, DRAWS))
    rate = deals * np.exp(np.sqrt(found.new_variance) * dice[0] + found.new_off * dice[1])
    number = draws.poisson(np.minimum(rate, 1e7))
    if not len(found.values) or found.weights.sum() <= 0:
        return Expected(deals, value, (number.astype(float), np.zeros(DRAWS)))
    share = found.weights / found.weights.sum()
    mean, square = share @ found.values, share @ found.values**2
    scale = value / (deals * mean) if deals * mean > 0 else 1.0
    if number.sum() > MOST_VALUES:  # their sums are as good as normal
        spread = np.sqrt(number * max(square - mean**2, 0.0)) * draws.standard_normal(DRAWS)
        sums = np.maximum(number * mean + spread, 0.0)
    else:
        values = draws.choice(found.values, int(number.sum()), p=share)
        ends = np.cumsum(number)
        total = np.concatenate([[0.0], np.cumsum(values)])
        sums = total[ends] - total[ends - number]
    return Expected(deals, value, (number.astype(float), scale * sums))
