"""Forecasts at today's rates: companies whose rates are known, and levels that stand, jump and drift."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.metrics.flow import flow
from cycle_kit.metrics.levels import arrivals, by_week, level_now, of_counts, weeks_to_quarter_end
from cycle_kit.metrics.past import known
from cycle_kit.metrics.stage_rates import WON, Stays, rates_of

END = pd.Timestamp("2024-01-01")
MONTHLY = {"width": 30.0, "ahead": 15.0, "drift": 0.25, "kept": 0.5}


def level(counts, expected=20.0):
    counts = np.asarray(counts, dtype=float)
    return level_now(*of_counts(counts, np.full(len(counts), expected)), **MONTHLY)


def test_a_level_that_stands_still_is_known_the_better_the_longer_it_was_seen():
    short, long = level([20] * 4), level([20] * 24)
    assert short.mean == pytest.approx(0, abs=0.02) and long.mean == pytest.approx(0, abs=0.02)
    assert long.variance < short.variance


def test_a_level_that_fell_is_the_latest_and_not_the_mean():
    fallen = level([200] * 12 + [100] * 12, expected=200)
    assert np.exp(fallen.mean) == pytest.approx(0.5, abs=0.06)


def test_a_level_that_keeps_falling_is_expected_to_fall_on():
    counts = 200 * np.exp(-0.05 * np.arange(24))
    ahead = level(counts, expected=200).mean
    assert ahead < np.log(counts[-1] / 200)
    assert ahead > np.log(counts[-1] / 200) - 0.08


def test_arrivals_come_as_before_and_with_the_season():
    even = -np.arange(0.5, 730, 0.5)
    assert arrivals(even, -730.0, 30.0, END, 10).steps.sum() == pytest.approx(60, rel=0.03)
    keep = np.cos(2 * np.pi * even / 365.25) > 0  # nothing is created in the summers
    found = arrivals(even[keep], -730.0, 30.0, END, 10).steps.sum()
    assert found > 1.5 * keep.sum() * 30 / 730


def test_weeks_to_the_end_of_a_quarter():
    days = np.array([0.5, 84.0, 90.0, 91.0])  # 1 January, 25 March, 31 March, 1 April
    assert weeks_to_quarter_end(days, END).tolist() == [12, 0, 0, 12]


def test_wins_in_the_last_week_of_quarters_come_there_again_and_even_ones_anywhere():
    even = -np.arange(0.5, 720, 3)
    assert by_week(even, END).tolist() == [1.0] * 14
    rush = even[weeks_to_quarter_end(even, END) == 0]
    weeks = by_week(np.concatenate([even, np.repeat(rush, 8)]), END)
    assert weeks[0] > 3 and weeks[1:].max() < 1.0


def memoryless(win=0.01, loss=0.02, a_day=2.0, days=900, seed=1):
    """One stage that deals leave at constant rates a day; two owners, one of whom wins far oftener."""
    dice = np.random.default_rng(seed)
    created = np.sort(dice.uniform(0, days, dice.poisson(a_day * days)))
    good = dice.random(len(created)) < 0.5
    odds = np.where(good, 2.0, 0.5) * win / loss
    won = dice.random(len(created)) < odds / (1 + odds)
    ended = created + dice.exponential(1 / (win + loss), len(created))
    name = np.array([f"{n:05}" for n in range(len(created))])
    day = lambda at: (END + pd.to_timedelta(at, unit="D")).astype("datetime64[us]")  # noqa: E731
    over = ended < days
    rows = pd.concat([
        pd.DataFrame({"deal_id": name, "stage": "A", "at": day(created)}),
        pd.DataFrame({"deal_id": name, "stage": np.where(won, "Won", "Lost"), "at": day(ended)})[over],
    ])  # fmt: skip
    people = pd.DataFrame({"deal_id": name, "amount": 10.0, "owner": np.where(good, "Ana", "Bo")})
    return ck.from_events(rows, stages=["A"], deals=people), odds


def test_constant_rates_give_the_chances_that_follow_from_them():
    pipe, odds = memoryless()
    facts = known(pipe)
    found = flow(facts, 60.0)
    theirs = facts.open_deals["owner"].map({"Ana": 1.0, "Bo": 0.25}).to_numpy()
    true = theirs / (1 + theirs) * (1 - np.exp(-0.03 * 60))
    for owner in (1.0, 0.25):
        mine = theirs == owner
        assert found.p[mine].mean() == pytest.approx(true[mine].mean(), rel=0.15)
    # 120 are created, each with the mean share of 60 days still before it
    share = (odds / (1 + odds)).mean() * (1 - (1 - np.exp(-1.8)) / 1.8)
    assert found.new_deals == pytest.approx(120 * share, rel=0.15)
    assert found.new_value == pytest.approx(10 * found.new_deals, rel=1e-6)


def test_rates_are_those_of_deals_of_usual_pace_and_do_not_fall_as_the_quick_ones_leave():
    """Half of the deals end four times as quickly as the others, all at constant rates (0.01 a day)."""
    dice = np.random.default_rng(3)
    pace = np.repeat([4.0, 1.0], 3000)
    days = dice.exponential(100 / pace)
    zero = np.zeros(len(days), dtype=int)
    stays = Stays(np.arange(len(days)), zero, -days, days, zero + WON)
    plain, usual = rates_of(stays, 1, zero), rates_of(stays, 1, zero, pace)
    assert plain.rate[0, -2] < 0.5 * plain.rate[0, 0]
    assert usual.rate[0, :-1] == pytest.approx(0.01, rel=0.2)  # the last are too few to tell


def test_the_best_method_is_named_and_its_range_holds_what_it_expects():
    pipe, _ = memoryless(days=600)
    until = pipe.as_of + pd.Timedelta(days=30)
    found = ck.forecast(pipe, until=until).set_index("part")
    assert found["method"].tolist() == ["rates"] * 3
    assert (found["p10"] <= found["expected_value"]).all()
    assert (found["expected_value"] <= found["p90"]).all()
    pd.testing.assert_frame_equal(found, ck.forecast(pipe, until=until).set_index("part"))


def test_losses_without_a_date_leave_the_rates_unknown_and_the_last_spans_are_taken(tmp_path):
    rows = []
    for month in range(24):
        first = pd.Timestamp("2022-01-01") + pd.DateOffset(months=month)
        for number in range(10):
            won, over = number < 4, number < 8
            closed = first + pd.Timedelta(days=20) if won else pd.NaT
            status = "won" if won else "lost" if over else "open"
            rows.append((f"{month}-{number}", "Offer", status, first, closed, 10.0))
    table = pd.DataFrame(
        rows, columns=["Deal ID", "Stage", "Status", "Created", "Closed", "Amount"]
    )
    table.to_csv(tmp_path / "deals.csv", index=False)
    pipe = ck.load(tmp_path / "deals.csv", as_of="2023-12-31")
    found = ck.forecast(pipe, until="2024-01-30").set_index("part")
    assert found["method"].unique().tolist() == ["recent"]
    assert found.loc["all", "expected_deals"] == pytest.approx(4, abs=1)
    with pytest.raises(ck.errors.QuestionError) as error:
        ck.forecast(pipe, until="2024-01-30", method="rates")
    assert str(error.value) == (
        'A forecast by "rates" needs to know when deals were closed.\n'
        "Of 192 closed deals 96 have no date.\n"
        'Export the closing dates of all deals, or use method="recent".'
    )
