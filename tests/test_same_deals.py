"""The same company in four layouts: the same answers, wherever each file holds what is asked.

What the files do not hold alike, and what is therefore not compared here: Pipedrive has no third
outcome (what was dropped is lost there) and no stage history (a deal that moved back is where it is
now); HubSpot keeps the last entry to each stage only, so that returns and reopenings are not seen
(visits, ledger, flows, exits, in_order, what was open on a past day); Salesforce closes by the day,
others to the minute (days may differ by one).
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from tests.samples import PIPELINES, part

WITH_ALL_OUTCOMES = ("salesforce", "event_log")
TREND = ("new_deals", "new_value", "won_deals", "won_value", "mean_won_value")
WINS = {
    **{f"trend {one}": lambda p, one=one: ck.trend(p, one, every="quarter") for one in TREND},
    "cycle": lambda p: ck.cycle_length(p)[["deals", "total_days", "mean_days", "median_days"]],
    "from first to won": lambda p: ck.trend(p, "conversion_first_to_won", every="year")[["label", "n"]],
    "won by owner": lambda p: ck.win_rate(p, by="owner")[["owner", "won", "won_value"]],
    "created": lambda p: ck.win_rate(p, basis="created")[["deals", "won", "win_rate", "low", "high"]],
    "closed rate": lambda p: ck.win_rate(p, basis="closed")[["deals", "won", "win_rate"]],
    "velocity": lambda p: ck.velocity(p)[["open_deals", "mean_won_value", "mean_cycle_days"]],
    "won per day": lambda p: ck.velocity(p)[["won_value_per_day"]],
}  # fmt: skip
DECIDED: dict[str, Callable] = {
    "win_rate": ck.win_rate,
    "win_rate by owner": lambda p: ck.win_rate(p, by="owner"),
    "win_rate by stage": lambda p: ck.win_rate(p, by="stage"),
    "funnel by owner": lambda p: ck.funnel(p, by="owner"),
    "standings": ck.funnel,
    "closed": lambda p: ck.funnel(p, rule="closed"),
    "reasons": lambda p: ck.loss_reasons(p)[["reason", "outcome", "stage", "deals", "share", "value"]],
    "trend win_rate": lambda p: ck.trend(p, "win_rate", every="quarter"),
    "compare": lambda p: ck.compare(p, "win_rate"),
    "mix_shift": lambda p: ck.mix_shift(
        p, "win_rate", by="owner", before="2024-Q3", after="2025-Q1"
    ),
    "win rate beside others": lambda p: ck.benchmark(p, "win_rate")[["value", "comparable"]],
    "all rates": lambda p: ck.kpis(p).query(
        "measure not in ['median_cycle_days', 'velocity_per_day']"
    )[
        ["measure", "value", "n", "low", "high"]
    ],
}  # fmt: skip

#: of past days, on which a deal may have been closed that was reopened later
PAST: dict[str, Callable] = {
    "trend open_deals": lambda p: ck.trend(p, "open_deals", every="quarter")[["label", "value"]].tail(4),
    "waterfall": lambda p: ck.waterfall(p, "2025-06-30", "2025-09-30").query(
        "item in ['opening', 'new', 'won', 'closing']"
    )[["item", "deals", "value"]],
    "conversion": lambda p: ck.trend(p, "conversion_first_to_won", every="year")[["label", "n"]],
}  # fmt: skip


def alike(one: pd.DataFrame, other: pd.DataFrame) -> None:
    assert list(one) == list(other)
    assert len(one) == len(other)
    for name in one:
        left, right = one[name].reset_index(drop=True), other[name].reset_index(drop=True)
        if pd.api.types.is_numeric_dtype(left):
            # a closing by the day moves a span by less than one
            by_day = 1.0 if "days" in name else 0.0
            rest = 0.02 if "days" in name else 1e-3 if name == "value" else 1e-9
            np.testing.assert_allclose(
                left.astype(float), right.astype(float), rtol=rest, atol=by_day, err_msg=name
            )
        else:
            assert left.astype(str).tolist() == right.astype(str).tolist(), name


@pytest.mark.parametrize("pipeline", PIPELINES)
@pytest.mark.parametrize("layout", ["salesforce", "event_log", "pipedrive"])
@pytest.mark.parametrize("metric", WINS)
def test_wins_and_deals_are_the_same_in_every_layout(metric, layout, pipeline):
    alike(WINS[metric](part("hubspot", pipeline)), WINS[metric](part(layout, pipeline)))


@pytest.mark.parametrize("pipeline", PIPELINES)
@pytest.mark.parametrize("layout", WITH_ALL_OUTCOMES)
@pytest.mark.parametrize("metric", DECIDED)
def test_outcomes_are_the_same_wherever_dropped_deals_are_known(metric, layout, pipeline):
    alike(DECIDED[metric](part("hubspot", pipeline)), DECIDED[metric](part(layout, pipeline)))


@pytest.mark.parametrize("pipeline", PIPELINES)
@pytest.mark.parametrize("metric", PAST)
def test_the_past_is_the_same_wherever_reopenings_are_known(metric, pipeline):
    alike(PAST[metric](part("event_log", pipeline)), PAST[metric](part("salesforce", pipeline)))
