"""Run rates and back-tests count every win of their days once: of deals open, created and reopened."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.metrics.basis import Expected
from tests.companies import events

#: won in April: 1 (open on its first day), 2 (created since), 3 (lost in March, reopened), 4 (won in March, reopened)
APRIL = (
    *("1 A 2024-03-01", "1 Won 2024-04-05", "2 A 2024-04-02", "2 Won 2024-04-12"),
    *("3 A 2024-03-01", "3 Lost 2024-03-20", "3 A 2024-04-08", "3 Won 2024-04-20"),
    *("4 A 2024-02-01", "4 Won 2024-03-10", "4 A 2024-04-10", "4 Won 2024-04-25"),
    *("5 A 2024-02-01", "5 Won 2024-03-05", "6 A 2024-03-02"),
)
AMOUNTS = {"1": 1.0, "2": 20.0, "3": 300.0, "4": 4_000.0, "5": 50_000.0, "6": 600_000.0}


def company(*more: str, amounts=AMOUNTS):
    log = events(*APRIL, *more)
    fields = pd.DataFrame({"deal_id": log["deal_id"].unique()})
    fields["amount"] = fields["deal_id"].map(amounts).fillna(0.0)
    return ck.from_events(log, stages=["A"], deals=fields, as_of="2024-04-30")


def test_a_run_rate_counts_deals_that_were_reopened_and_won():
    found = ck.forecast(company(), until="2024-05-30", method="run_rate").set_index("part")
    assert found["expected_deals"].to_dict() == {"open deals": 1, "not yet created": 3, "all": 4}
    assert found.loc["all", "expected_value"] == 4_321


def test_a_backtest_counts_them_in_what_came():
    # the first deals are half a year older than the first date that is tried
    old = [f"o{n} A 2023-09-0{n + 1}" for n in range(5)]
    old += [f"o{n} Won 2023-09-1{n + 1}" for n in range(5)]
    table = ck.backtest(company(*old), horizon=30, methods=["run_rate"])
    last = table.set_index("date").loc["2024-03-31"]
    # undated amounts: the mean won amount known then, of five old ones, 4 and 5
    assert last["actual"] == pytest.approx(4 * (4_000 + 50_000) / 7)


@pytest.mark.parametrize("worst", [-500.0, 500.0])
def test_a_range_holds_what_is_expected(worst):
    amounts = {"1": worst, "2": worst, "3": worst, "4": worst}
    found = ck.forecast(company(amounts=amounts), until="2024-05-30", method="run_rate")
    whole = found.set_index("part").loc["all"]
    assert whole["expected_value"] == 4 * worst
    assert whole["p10"] <= 4 * worst <= whole["p90"]
    assert np.sign(whole["p10"]) != -np.sign(worst) and np.sign(whole["p90"]) != -np.sign(worst)


def test_the_mean_of_one_large_amount_is_the_end_of_its_range():
    draws = np.zeros(100), np.zeros(100)
    assert Expected(0.05, 50.0, draws).range == (0.0, 0.0, 50.0)
