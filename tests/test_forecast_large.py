"""Forecasts of companies with many deals: memory that grows with the rows, and the same answers."""

import tracemalloc
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.metrics import chances, ranges
from tests.companies_over_time import Habits, company

BUSY = company(Habits(a_month=150, months=24), 3)
AHEAD = BUSY.as_of + pd.Timedelta(days=60)


def many(count: int) -> ck.Pipeline:
    """So many deals in three stages, a good part of them open at the end."""
    dice = np.random.default_rng(1)
    start = pd.Timestamp("2023-01-01") + pd.to_timedelta(dice.integers(0, 600 * 86400, count), "s")
    rows, at = [], start
    for stage in ("New", "Demo", "Offer"):
        rows.append(pd.DataFrame({"deal_id": np.arange(count), "stage": stage, "at": at}))
        at = at + pd.to_timedelta(dice.integers(1, 20 * 86400, count), "s")
    ends = np.where(dice.random(count) < 0.3, "Won", "Lost")
    at = at + pd.to_timedelta(dice.integers(1, 140 * 86400, count), "s")
    rows.append(pd.DataFrame({"deal_id": np.arange(count), "stage": ends, "at": at}))
    events = pd.concat(rows).astype({"at": "datetime64[us]"})
    events = events[events["at"] < "2024-08-15"]
    return ck.from_events(events, stages=["New", "Demo", "Offer"])


def memory(count: int, ask) -> float:
    """The most that a question takes beyond what stood before, in bytes for each deal."""
    pipe = many(count)
    tracemalloc.start()
    ask(pipe)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / count


QUESTIONS = {
    "when_won": ck.when_won,
    "trend": lambda pipe: ck.trend(pipe, "open_deals", by="stage"),
    "forecast": lambda pipe: ck.forecast(pipe, until="2024-10-14"),
    "backtest": lambda pipe: ck.backtest(pipe, every="quarter", horizon=60),
    "goals": lambda pipe: ck.goals(
        pipe, [{"measure": "won_deals", "period": "2024-10", "target": 9}]
    ),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_memory_grows_with_the_deals_and_not_faster(name):
    few, more = (memory(count, QUESTIONS[name]) for count in (3_000, 9_000))
    assert more < 1.3 * few


def test_sums_of_many_deals_are_as_uncertain_as_the_deals_drawn_one_by_one(monkeypatch):
    one_by_one = ck.forecast(BUSY, until=AHEAD, method="history").set_index("part")
    monkeypatch.setattr(ranges, "MOST_DRAWN", 20)
    in_sums = ck.forecast(replace(BUSY), until=AHEAD, method="history").set_index("part")
    width = one_by_one["p90"] - one_by_one["p10"]
    for column in ("p10", "p50", "p90"):
        assert ((one_by_one[column] - in_sums[column]).abs() / width).max() < 0.06


def test_ages_between_two_that_are_worked_out_lie_between_their_chances(monkeypatch):
    exact = ck.forecast(BUSY, until=AHEAD, method="history", per="deal").set_index("deal_id")
    monkeypatch.setattr(chances, "MOST_STEPS", 0)
    monkeypatch.setattr(chances, "LEAST_AGES", 40)
    anew = replace(BUSY)  # which remembers nothing that was worked out before
    near = ck.forecast(anew, until=AHEAD, method="history", per="deal").set_index("deal_id")
    apart = (exact["p_win_by"] - near["p_win_by"].reindex(exact.index)).abs()
    assert 0 < apart.mean() < 0.01
    assert exact["p_win_by"].sum() == pytest.approx(near["p_win_by"].sum(), rel=0.01)
