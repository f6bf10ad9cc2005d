"""Which method is taken by default and why, and how far ranges are widened by what past dates taught."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.backtest import as_sure_as_before
from cycle_kit.metrics.chances import METHODS
from cycle_kit.metrics.levels import thickness
from cycle_kit.metrics.proven import SPREAD, UNTRIED, chosen, widened
from tests.samples import EXPORTS, PIPELINES, part

BOTH = ["rates", "recent"]
END = pd.Timestamp("2024-01-01")


def errors(rates, recent):
    dates = pd.date_range("2024-01-31", periods=len(rates), freq="ME")
    return pd.DataFrame({
        "date": [*dates, *dates], "method": ["rates"] * len(rates) + ["recent"] * len(recent),
        "off": [*rates, *recent],
    })  # fmt: skip


@pytest.mark.parametrize(
    ("rates", "recent", "method", "why"),
    [
        ([1, 1, 1, 1], [2, 2, 2, 2], "rates", "the nearest at 4 past dates"),
        ([9, 9, 9, 9], [2, 3, 4, 1], "recent", "clearly nearer than rates at 4 past dates"),
        # nearer in all, but not at each date; at each date, but not twice as near
        ([9, 9, 9, 1], [2, 2, 2, 2], "rates", "the usual one: recent was nearer at 4 past dates, but not clearly"),
        ([9, 9, 9, 9], [6, 6, 6, 6], "rates", "the usual one: recent was nearer at 4 past dates, but not clearly"),
        ([9, 9], [1, 1], "rates", "the usual one: too few past dates to choose by"),
        ([], [], "rates", "the usual one: too few past dates to choose by"),
    ],
)  # fmt: skip
def test_another_method_is_taken_where_it_was_nearer_every_time_and_twice_as_near(
    rates, recent, method, why
):
    assert chosen(errors(rates, recent), BOTH) == (method, why)


def test_where_only_one_method_answers_it_is_said():
    assert chosen(pd.DataFrame(), ["recent"]) == ("recent", "the only one tried")


def test_ranges_grow_with_past_errors_and_overlapping_ones_count_for_less():
    assert widened(np.array([])) == UNTRIED
    assert widened(np.full(4, SPREAD**2)) == pytest.approx(SPREAD)
    wide, half = widened(np.full(4, 9.0)), widened(np.full(4, 9.0), each=0.5)
    assert SPREAD < half < wide < 3.0
    assert widened(np.zeros(4)) < SPREAD


def row(date, error, method="rates"):
    """A forecast of 100, give or take 10, from 90 to 110."""
    return {
        "method": method, "date": pd.Timestamp(date), "predicted": 100.0, "actual": 100.0 - error,
        "error": float(error), "inside_interval": abs(error) <= 10, "p10": 90.0, "p90": 110.0, "spread": 10.0,
    }  # fmt: skip


def test_a_back_test_widens_by_the_errors_known_at_that_date_and_by_no_later_ones():
    # 30 days from a month's end: the error of one is known at the next but one
    rows = [
        row("2024-01-31", 40),
        row("2024-02-29", 40),
        row("2024-03-31", 40),
        row("2024-04-30", 0),
    ]
    found = as_sure_as_before(rows, 30)
    width = [each["p90"] - 100 for each in found]
    usual = 10 * UNTRIED
    assert width[:1] == pytest.approx([usual])  # nothing is known yet
    assert width[2] > 20 and width[3] > width[2]
    changed = as_sure_as_before([*rows[:3], row("2024-04-30", 90)], 30)
    assert [each["p90"] for each in changed] == [each["p90"] for each in found]
    assert [each["inside_interval"] for each in found] == [False, False, False, True]


def test_ranges_that_others_define_stay_as_drawn():
    rows = [row("2024-01-31", 40, "stage"), row("2024-04-30", 40, "stage")]
    assert as_sure_as_before(rows, 30) == rows


def test_a_span_is_as_thick_as_its_weeks():
    weeks = np.ones(14)
    assert thickness(weeks, np.array([0.0, -30.0]), 30.0, END).tolist() == [1.0, 1.0]
    weeks[0] = 8.0  # the last week of a quarter: 25 to 31 December, not in January
    first, last = thickness(weeks, np.array([0.0, -28.0]), 28.0, END)
    assert first == 1.0 and last == pytest.approx((21 + 7 * 8) / 28)


def rushing(until):
    """Deals created every day and open for 30 days at least; half are won on the next last day of a quarter,
    half are lost on a day of their own."""
    rows = []
    for number, created in enumerate(pd.date_range("2021-01-01", until, freq="12h")):
        ready = created + pd.Timedelta(days=30)
        end = (ready + pd.offsets.QuarterEnd(0)).normalize() if number % 2 else ready
        rows.append((f"{number:05}", "A", created))
        if end <= pd.Timestamp(until):
            rows.append((f"{number:05}", "Won" if number % 2 else "Lost", end))
    frame = pd.DataFrame(rows, columns=["deal_id", "stage", "at"]).astype({"at": "datetime64[us]"})
    people = frame[["deal_id"]].drop_duplicates().assign(amount=10.0)
    return ck.from_events(frame, stages=["A"], deals=people, as_of=until)


@pytest.mark.parametrize(
    ("until", "then", "least", "most"),
    [
        ("2023-09-30", "2023-10-30", 0, 1),  # nothing is won in October
        ("2023-11-30", "2023-12-31", 75, 100),  # 91 deals wait for the end of December
    ],
)
def test_where_all_is_won_at_quarters_ends_the_months_in_between_bring_little(
    until, then, least, most
):
    found = ck.forecast(rushing(until), until=then, method="rates").set_index("part")
    assert least <= found.loc["all", "expected_deals"] <= most


@pytest.mark.parametrize("pipeline", PIPELINES)
@pytest.mark.parametrize("layout", EXPORTS)
def test_every_method_is_back_tested_on_every_sample_or_says_why_not(layout, pipeline):
    pipe = part(layout, pipeline)
    tried = set(ck.backtest(pipe, every="quarter", horizon=90)["method"])
    for method in METHODS:
        if method in tried:
            continue
        with pytest.raises(QuestionError) as error:
            ck.backtest(pipe, every="quarter", horizon=90, methods=method)
        assert f'"{method}"' in str(error.value)
    assert {"rates", "recent", "run_rate"} <= tried


@pytest.mark.parametrize("pipeline", PIPELINES)
@pytest.mark.parametrize("layout", EXPORTS)
@pytest.mark.parametrize("days", [30, 90])
def test_the_default_is_the_nearest_of_its_back_test_or_says_why_not(layout, pipeline, days):
    pipe = part(layout, pipeline)
    found = ck.forecast(pipe, until=pipe.as_of + pd.Timedelta(days=days))
    [why], [method] = found["why"].unique(), found["method"].unique()
    assert method == "rates"
    assert why == "the nearest at 4 past dates" or (
        why.startswith("the usual one: ")
        and why.endswith(" was nearer at 4 past dates, but not clearly")
    )
