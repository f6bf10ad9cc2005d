"""Survival curves against scikit-survival and lifelines on data full of ties, and by hand."""

import lifelines
import numpy as np
import pytest
from lifelines.utils import median_survival_times
from scipy.stats import binom
from sksurv.nonparametric import cumulative_incidence_competing_risks, kaplan_meier_estimator

from cycle_kit.metrics import survival

SEEDS = range(6)
OPEN, WON, LOST = 0, 1, 2


def counted(days, cause, causes=2):
    """One row per span -> steps."""
    cause = np.asarray(cause)
    ended = np.column_stack([cause == number for number in range(1, causes + 1)])
    return survival.steps(np.asarray(days), ended, cause == OPEN)


def random_spans(seed, size=80):
    """Whole days with ties, many of them on day 0."""
    random = np.random.default_rng(seed)
    return random.geometric(0.15, size) - 1, random.choice([OPEN, WON, LOST], size)


def grid(curve, wanted):
    """Values of a step curve on given days; 0 before the first."""
    row = np.searchsorted(curve.days, wanted, side="right") - 1
    return np.where(row >= 0, curve.share[np.maximum(row, 0)], 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_kaplan_meier_and_its_limits_are_those_of_scikit_survival(seed):
    days, cause = random_spans(seed)
    theirs, share, limits = kaplan_meier_estimator(cause > 0, days, conf_type="log-log")
    curve = survival.kaplan_meier(counted(days, cause))
    row = np.searchsorted(theirs, curve.days)
    inside = curve.share > 0
    assert curve.share == pytest.approx(share[row], abs=1e-12)
    assert curve.low[inside] == pytest.approx(limits[0, row][inside], abs=1e-9)
    assert curve.high[inside] == pytest.approx(limits[1, row][inside], abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_kaplan_meier_median_limits_are_those_of_lifelines(seed):
    days, cause = random_spans(seed)
    fitter = lifelines.KaplanMeierFitter().fit(days, cause > 0)
    limits = median_survival_times(fitter.confidence_interval_survival_function_).to_numpy()[0]
    median = survival.quantile(survival.kaplan_meier(counted(days, cause)), 0.5)
    assert median.days == fitter.median_survival_time_
    assert (median.low, median.high) == tuple(limits)


@pytest.mark.parametrize("seed", SEEDS)
def test_aalen_johansen_and_its_limits_are_those_of_scikit_survival(seed):
    # one who stays open to the end: with nobody left scikit-survival divides by 0 and has no limits
    days, cause = map(np.append, random_spans(seed), (99, OPEN))
    theirs, share, limits = cumulative_incidence_competing_risks(
        cause, days, conf_type="log-log", var_type="Dinse_Approx"
    )
    counts = counted(days, cause)
    row = np.searchsorted(theirs, counts.days)
    for number in (WON, LOST):
        curve = survival.incidence(counts, number - 1)
        told = np.isfinite(curve.low)
        assert curve.share == pytest.approx(share[number, row], abs=1e-12)
        assert curve.low[told] == pytest.approx(limits[number, 0, row][told], abs=1e-9)
        assert curve.high[told] == pytest.approx(limits[number, 1, row][told], abs=1e-9)
        assert told.sum() >= len(told) - 2


@pytest.mark.parametrize("seed", SEEDS)
def test_the_shares_of_all_causes_and_of_the_undecided_make_one(seed):
    counts = counted(*random_spans(seed))
    ended = sum(survival.incidence(counts, cause).share for cause in (0, 1))
    assert ended + survival.kaplan_meier(counts).share == pytest.approx(np.ones(len(ended)))


@pytest.mark.parametrize("seed", SEEDS)
def test_with_nothing_unfinished_the_curve_is_the_plain_share_with_its_binomial_variance(seed):
    days, cause = random_spans(seed)
    cause = np.where(cause == OPEN, LOST, cause)
    counts = counted(days, cause)
    share = survival.incidence(counts, 0).share
    assert share == pytest.approx([((days <= day) & (cause == WON)).mean() for day in counts.days])
    variance = survival._covariance(counts, 0, share, share)
    assert variance == pytest.approx(share * (1 - share) / len(days), abs=1e-15)


@pytest.mark.parametrize("seed", SEEDS)
def test_with_nothing_unfinished_the_median_is_that_of_the_wins_alone(seed):
    days, cause = random_spans(seed)
    cause = np.where(cause == OPEN, LOST, cause)
    alone = survival.kaplan_meier(counted(days[cause == WON], cause[cause == WON]))
    found = survival.incidence_median(counted(days, cause), 0)
    assert found == pytest.approx(survival.quantile(alone, 0.5))
    assert found.days == np.median(days[cause == WON])


def test_losses_do_not_push_the_median_of_wins():
    counts = counted([10, 20, 30, 5, 15, 25], [WON] * 3 + [LOST] * 3)
    assert survival.incidence_median(counts, 0).days == 20
    losses_hidden = counted([10, 20, 30, 5, 15, 25], [WON] * 3 + [OPEN] * 3)
    assert survival.quantile(survival.kaplan_meier(losses_hidden), 0.5).days == 30


def test_a_level_met_exactly_is_the_midpoint_to_the_next_ending():
    curve = survival.kaplan_meier(counted([1, 2, 4, 8], [WON] * 4))
    assert [survival.quantile(curve, level).days for level in (0.25, 0.5, 0.6, 1)] == [1.5, 3, 4, 8]
    assert survival.incidence_median(counted([1, 2, 3, 6], [WON, LOST, LOST, WON]), 0).days == 3.5


def test_a_level_met_exactly_with_no_later_ending_is_that_day():
    curve = survival.kaplan_meier(counted([3, 9], [WON, OPEN]))
    assert survival.quantile(curve, 0.5).days == 3


def test_rounding_does_not_hide_that_a_level_is_met_exactly():
    days = np.arange(1, 4_002)
    curve = survival.kaplan_meier(counted(np.r_[days[:-1]], [WON] * 4_000))
    assert survival.quantile(curve, 0.5).days == 2_000.5


def test_endings_on_day_0_count_and_come_before_those_last_seen_then():
    curve = survival.kaplan_meier(counted([0, 0, 0, 5], [WON, LOST, OPEN, WON]))
    assert curve.days.tolist() == [0, 5]
    assert curve.share.tolist() == [0.5, 0]
    won = survival.incidence(counted([0, 0, 0, 5], [WON, LOST, OPEN, WON]), 0)
    assert won.share.tolist() == [0.25, 0.75]


def test_by_hand_with_one_unfinished():
    counts = counted([2, 4, 4, 6], [WON, LOST, OPEN, WON])
    assert counts.at_risk.tolist() == [4, 3, 1]
    assert survival.kaplan_meier(counts).share == pytest.approx([3 / 4, 1 / 2, 0])
    assert survival.incidence(counts, 0).share == pytest.approx([1 / 4, 1 / 4, 3 / 4])
    assert survival.incidence(counts, 1).share == pytest.approx([0, 1 / 4, 1 / 4])


def test_the_undecided_move_the_median_of_wins():
    counts = counted([1, 2, 3, 4, 9, 9], [WON] * 4 + [OPEN] * 2)
    assert survival.undecided(counts) == pytest.approx(2 / 6)
    assert survival.incidence_median(counts, 0).days == 2.5  # 2 of the 4 wins, exactly
    assert survival.incidence_median(counts, 0, undecided_too=1).days == 3.5  # 3 of 6, exactly
    many_open = counted([1, 9, 9], [WON, OPEN, OPEN])
    assert np.isnan(survival.incidence_median(many_open, 0, undecided_too=1).days)


@pytest.mark.parametrize("cause", [[OPEN, OPEN, OPEN], []])
def test_nothing_ended(cause):
    counts = counted([0, 3, 7][: len(cause)], cause)
    assert len(counts.days) == 0
    assert np.isnan(survival.quantile(survival.kaplan_meier(counts), 0.5)).all()
    assert np.isnan(survival.incidence_median(counts, 0)).all()
    assert np.isnan(survival.undecided(counts))
    assert len(survival.cut(counts, 10).days) == 0


def test_one_ending():
    counts = counted([7], [WON])
    assert survival.incidence(counts, 0).share.tolist() == [1]
    assert survival.incidence_median(counts, 0) == pytest.approx((7, np.nan, np.nan), nan_ok=True)
    assert np.isnan(survival.incidence_median(counts, 1)).all()


def test_the_curve_stops_where_few_are_left_and_some_are_unfinished():
    days, cause = [1, 2, 3, 4, 5], [WON, WON, WON, WON, OPEN]
    assert survival.cut(counted(days, cause), 4).days.tolist() == [1, 2]
    assert survival.cut(counted(days, cause), 1).days.tolist() == [1, 2, 3, 4]
    assert survival.cut(counted(days, [*cause[:-1], LOST]), 4).days.tolist() == [1, 2, 3, 4, 5]
    # once stopped it stays stopped, even after the last unfinished one is gone
    assert survival.cut(counted(days, [WON, WON, WON, OPEN, WON]), 4).days.tolist() == [1, 2]


def test_counts_may_come_in_any_order_and_in_parts():
    parts = survival.steps(np.array([4, 2, 4]), np.array([[1, 0], [1, 1], [2, 0]]), [3, 0, 1])
    assert parts.days.tolist() == [2, 4]
    assert parts.at_risk.tolist() == [9, 7]
    assert parts.ended.tolist() == [[1, 1], [3, 0]]
    assert parts.unfinished.tolist() == [4, 4]


def test_no_limits_where_the_share_is_0_or_1():
    won = survival.incidence(counted([1, 2, 3], [LOST, WON, WON]), 0)
    assert np.isnan(won.low).tolist() == [True, False, False]
    all_won = survival.incidence(counted([1, 2], [WON, WON]), 0)
    assert np.isnan(all_won.high).tolist() == [False, True]


def test_limits_of_the_median_cover_the_truth_when_many_are_open():
    """300 draws: wins have median ln 2 / 0.1, follow-up ends between 20 and 60."""
    random, hits = np.random.default_rng(1), 0
    for _ in range(300):
        cause, days = random.choice([WON, LOST], 150, p=[0.3, 0.7]), random.exponential(10, 150)
        seen = random.uniform(20, 60, 150)
        counts = counted(np.minimum(days, seen), np.where(days <= seen, cause, OPEN))
        median = survival.incidence_median(counts, 0)
        hits += median.low <= 10 * np.log(2) <= median.high
    assert 0.92 <= hits / 300 <= 0.98


@pytest.mark.parametrize("n", range(1, 31))
def test_the_limits_of_a_median_of_few_hold_what_they_say_or_are_not_known(n):
    # endings on days 1 to n; how many lie below the true median is binomial, and the limits are two of them
    days = np.arange(1.0, n + 1)
    steps = survival.steps(days, np.column_stack([np.ones(n), np.zeros(n)]), np.zeros(n))
    found = survival.quantile(survival.kaplan_meier(steps), 0.5)
    assert survival.incidence_median(steps, 0) == pytest.approx(found, nan_ok=True)
    assert found.days == np.median(days)
    if n < survival.FEWEST:
        assert np.isnan(found.low) and np.isnan(found.high)
        return
    high = n + 1 if np.isnan(found.high) else found.high  # no limit
    below = np.arange(n + 1)
    held = binom.pmf(below, n, 0.5)[(found.low <= below) & (below < high)].sum()
    assert 0.925 <= held <= 0.99
