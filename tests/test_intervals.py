"""Intervals against SciPy, their own theory and by hand."""

import numpy as np
import pytest
from scipy import stats

from cycle_kit.metrics import intervals


def test_wilson_is_that_of_scipy():
    hits, of = np.array([0, 1, 3, 45, 10]), np.array([10, 1, 4, 150, 10])
    low, high = intervals.wilson(hits, of)
    for row in range(len(of)):
        theirs = stats.binomtest(int(hits[row]), int(of[row])).proportion_ci(method="wilson")
        assert (low[row], high[row]) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_wilson_of_nothing_is_empty_and_of_all_or_none_ends_exactly_there():
    low, high = intervals.wilson([0, 0, 7], [0, 7, 7])
    assert np.isnan([low[0], high[0]]).all()
    assert (low[1], high[2]) == (0, 1)


@pytest.mark.parametrize("values", [[], [4.0], [4.0, 9.0]])
def test_a_mean_of_fewer_than_three_has_no_interval(values):
    assert np.isnan(intervals.mean_interval(np.array(values))).all()


def test_the_same_in_any_order_and_on_every_run():
    values = np.random.default_rng(3).exponential(20, 60)
    first = intervals.mean_interval(values)
    assert first == intervals.mean_interval(values[::-1])
    assert first == intervals.mean_interval(values)


def test_values_all_alike_have_no_spread():
    assert intervals.mean_interval(np.full(5, 7.0)) == (7, 7)


def test_a_long_right_tail_reaches_further_up_than_down():
    values = np.array([1, 1, 2, 2, 3, 3, 4, 5, 8, 31.0])
    low, high = intervals.mean_interval(values)
    assert 0 < low < values.mean() < high
    assert high - values.mean() > 1.5 * (values.mean() - low)


def test_durations_have_no_negative_mean():
    assert intervals.mean_interval(np.array([0, 0, 0, 1, 90.0]))[0] == 0
    assert intervals.mean_interval(np.array([-90, -1, 0, 0, 0.0]))[0] < -18.2


def test_few_near_equal_values_do_not_make_it_endless():
    low, high = intervals.mean_interval(np.array([5, 5.00001, 100]))
    assert low < 36 < high < 1_000


def test_moves_and_scales_with_its_values():
    values = np.random.default_rng(4).lognormal(3, 1, 40)
    low, high = intervals.mean_interval(values)
    assert intervals.mean_interval(24 * values) == pytest.approx((24 * low, 24 * high))
    assert intervals.mean_interval(values - 2) == pytest.approx((low - 2, high - 2))


@pytest.mark.parametrize("draw", ["normal", "exponential"])
@pytest.mark.parametrize("size", [12, intervals.MOST_RESAMPLED + 1])
def test_covers_the_true_mean_in_95_of_100(draw, size, monkeypatch):
    monkeypatch.setattr(intervals, "RESAMPLES", 399)
    random = np.random.default_rng(5)
    shape = (400, size)
    draws = random.normal(50, 5, shape) if draw == "normal" else random.exponential(50, shape)
    limits = np.array([intervals.mean_interval(values) for values in draws])
    covered = ((limits[:, 0] <= 50) & (limits[:, 1] >= 50)).mean()
    assert 0.91 <= covered <= 0.985


def test_resampling_and_expansion_agree_where_they_meet(monkeypatch):
    values = np.random.default_rng(6).lognormal(3, 1, 1_000)
    error = values.std() / np.sqrt(1_000)
    resampled = intervals.mean_interval(values)
    monkeypatch.setattr(intervals, "MOST_RESAMPLED", 999)
    assert intervals.mean_interval(values) == pytest.approx(resampled, abs=0.15 * error)
