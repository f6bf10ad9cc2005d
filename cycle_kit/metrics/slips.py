"""Deals whose expected closing was pushed, and how often that happens."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cycle_kit.days import end_of_day
from cycle_kit.errors import QuestionError
from cycle_kit.fiscal import Length, Periods
from cycle_kit.metrics.frames import metric
from cycle_kit.metrics.past import Story, at, cut, told
from cycle_kit.pipeline import Pipeline

DAY = pd.Timedelta(days=1)


@metric
def slips(pipe: Pipeline, *, every: Length | None = None) -> pd.DataFrame:
    """How often and how far expected closes were pushed: one row per deal that ever had one.

    `deal_id, pushes` (times it was set to a later day), `days_pushed` (their sum; days pulled
    forward are not taken off), `due_at_start` (the first expected close), `won_on_time` (won by
    then; empty while open and not yet due), `outcome`. Changes at or after the closing do not count,
    as many systems write the day of closing there. With `every="month"` one row per complete period: `period, due,
    slipped, slip_rate, label` (its name): of the deals open and due in it at its start, those neither won nor lost
    by its end. Raises QuestionError without dated expected closes.
    """
    if "expected_close" not in pipe.changes:
        raise QuestionError(
            "Slips cannot be seen: the past of expected closes is not in this export.",
            fix="Export the history of the close date, or a dated export every month.",
        )
    story = told(pipe)
    if every is not None:
        return by_period(story, pipe.periods, every)
    return by_deal(story)


def by_deal(story: Story) -> pd.DataFrame:
    past, lives = story.changes["expected_close"], cut(story, None).lives
    rows = pd.DataFrame({"deal": past.deal, "at": past.at, "due": past.value.to_numpy()})
    rows["due"] = pd.to_datetime(rows["due"]).dt.normalize()
    closed = lives["closed_at"].reindex(rows["deal"]).set_axis(rows.index)
    rows = rows[rows["due"].notna() & ~(rows["at"] >= closed)]
    later = rows.groupby("deal")["due"].diff() / DAY
    rows = rows.assign(pushed=later > 0, days=later.clip(lower=0).fillna(0.0))
    found = rows.groupby("deal").agg(
        pushes=("pushed", "sum"), days_pushed=("days", "sum"), due_at_start=("due", "first")
    )
    mine = lives.loc[found.index]
    on_time = mine["outcome"].eq("won") & (
        mine["closed_at"].dt.normalize() <= found["due_at_start"]
    )
    waiting = mine["outcome"].eq("open") & (found["due_at_start"] >= story.as_of.normalize())
    found["won_on_time"] = on_time.astype("boolean").mask(waiting)
    found.insert(0, "deal_id", mine["deal_id"])
    found["outcome"] = mine["outcome"].astype("str")
    return found.astype({"pushes": "int64"}).reset_index(drop=True)


def by_period(story: Story, periods: Periods, every: str) -> pd.DataFrame:
    rows = []
    for period in complete_periods(story, periods.frequency(every)):
        first, last = period.start_time.as_unit("us"), period.end_time.normalize().as_unit("us")
        then = at(story, first - DAY).open_deals.set_index("deal")
        due = then.index[then["expected_close"].between(first, end_of_day(last))]
        outcome = at(story, last).lives.loc[due, "outcome"]
        slipped = int((~outcome.isin(["won", "lost"])).sum())
        rate = slipped / len(due) if len(due) else np.nan
        rows.append((first, len(due), slipped, rate, periods.label(first, every)))
    return pd.DataFrame(rows, columns=["period", "due", "slipped", "slip_rate", "label"])


def complete_periods(story: Story, frequency: str) -> list[pd.Period]:
    """Those that begin after the first deals and end within the data."""
    first = story.deals["created_at"].dropna().quantile(0.01)  # a mistyped year is no history
    if pd.isna(first):
        return []
    periods = pd.period_range(first, end_of_day(story.as_of.normalize()), freq=frequency)
    return [p for p in periods if p.start_time > first and p.end_time.floor("us") <= end_of_day(
        story.as_of.normalize())]  # fmt: skip
