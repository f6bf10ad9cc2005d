"""Forecasts of companies made by chance: the small version of what docs/evidence.md measures."""

from functools import cache

import pandas as pd
import pytest

from tests.companies_over_time import Habits
from tests.forecast_trials import briers, inside, paired, tried

COMPANIES = 12
KINDS = {"linger": Habits(months=24), "memoryless": Habits(months=24, memoryless=True)}


@cache
def trials(kind: str) -> pd.DataFrame:
    return pd.concat([tried(seed, KINDS[kind], "quarter") for seed in range(COMPANIES)])


@pytest.mark.parametrize("other", ["stage", "crm", "run_rate"])
def test_where_waiting_tells_history_is_better_than_all_others(other):
    _, _, high = paired(briers(trials("linger")), other)
    assert high < 0


def test_where_waiting_tells_nothing_history_is_hardly_worse_than_stage():
    difference, _, _ = paired(briers(trials("memoryless")), "stage")
    assert difference < 0.003  # of few companies; the evidence asks for 0.002 of a hundred


def test_ranges_hold_about_as_often_as_they_say():
    share, months = inside(pd.concat([trials(kind) for kind in KINDS]), "history")
    assert months >= 100
    assert 0.68 <= share <= 0.92
