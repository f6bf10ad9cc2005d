"""what_if and bottlenecks on a company of six deals."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError, StageError
from cycle_kit.metrics.what_if import bottlenecks, value_per_day, what_if, won_deals
from tests.companies import ENGINES, events

#: four closed deals reach B (of five), three are won; A takes 10 days, B 30 (one winner skips A)
EVENTS = events(
    "1 A 2024-01-01", "1 B 2024-01-11", "1 Won 2024-02-10",
    "2 A 2024-01-01", "2 B 2024-01-11", "2 Won 2024-02-10",
    "3 B 2024-01-01", "3 Won 2024-01-31",
    "4 A 2024-01-01", "4 B 2024-01-11", "4 Lost 2024-01-21",
    "5 A 2024-01-01", "5 Lost 2024-01-03",
    "6 A 2024-04-10",
)  # fmt: skip
DEALS = pd.DataFrame({"deal_id": list("123456"), "amount": [100.0] * 6, "created_at": [
    pd.Timestamp("2024-01-01")] * 5 + [pd.Timestamp("2024-04-10")]})  # fmt: skip


@pytest.fixture(params=ENGINES)
def pipe(request):
    made = ENGINES[request.param]
    return ck.from_events(made(EVENTS), stages=["A", "B"], deals=made(DEALS))


def rows(table):
    return table.set_index("measure")


def test_nothing_changed(pipe):
    table = rows(what_if(pipe))
    assert table.loc["mean_cycle_days", "now"] == pytest.approx((40 + 40 + 30) / 3)
    assert table.loc["win_rate", "now"] == pytest.approx(3 / 5)
    assert table.loc["won_value_per_day", "now"] == pytest.approx(300 / 100)
    note = table.loc["won_value_per_day", "note"]
    assert note == "What was won in the last 100 days (3 deals), per day."
    assert list(table["then"]) == pytest.approx(list(table["now"]))


def test_shorter_stages_shorten_the_cycle_not_the_rate(pipe):
    table = rows(what_if(pipe, days={"A": -0.5}))
    saved = 0.5 * (10 + 10 + 0) / 3  # the one who skipped A counts 0
    assert table.loc["mean_cycle_days", "then"] == pytest.approx(110 / 3 - saved)
    assert table.loc["won_value_per_day", "change"] == pytest.approx(0)
    assert table.loc["one_off_value", "then"] == pytest.approx(3.0 * saved)
    assert table.loc["one_off_value", "note"].startswith("Shorter stages bring this once")


def test_better_conversion_more_deals_larger_amounts(pipe):
    table = rows(what_if(pipe, conversion={"A": 0.1}, deals=0.5, amount=1.0))
    assert table.loc["win_rate", "then"] == pytest.approx((2 * 1.1 + 1) / 5)
    assert table.loc["won_value_per_day", "then"] == pytest.approx((2 * 1.1 + 1) * 1.5 * 2)
    assert rows(what_if(pipe, conversion={"A": 9.0})).loc["win_rate", "then"] == pytest.approx(
        (2 * 4 / 3 + 1) / 5  # all four that visited A went on, and the skipper as before
    )


def half_skip(*, won_of_visits: int, won_of_skips: int):
    """Of a hundred deals half skip B; of either half so many are won, the others lost in A or B."""
    rows = []
    for number in range(100):
        visits, place = number < 50, number % 50
        rows.append((str(number), "A", "2024-01-01"))
        won = place < (won_of_visits if visits else won_of_skips)
        rows += [(str(number), "B", "2024-01-05")] if visits else []
        rows.append((str(number), "C", "2024-01-08")) if won else None
        rows.append((str(number), "Won" if won else "Lost", "2024-01-09"))
    log = pd.DataFrame(rows, columns=["deal_id", "stage", "at"])
    log["at"] = pd.to_datetime(log["at"]).astype("datetime64[us]")
    deals = pd.DataFrame({"deal_id": [str(n) for n in range(100)], "amount": 100.0})
    return ck.from_events(log, stages=["A", "B", "C"], deals=deals)


@pytest.mark.parametrize(
    ("visits", "skips", "lift"),
    [(30, 30, 0.10), (30, 10, 0.15), (10, 30, 0.05), (0, 20, 0.0), (20, 0, 0.2), (45, 5, 0.1)],
)
def test_a_better_conversion_lifts_those_who_visit_the_stage(visits, skips, lift):
    pipe = half_skip(won_of_visits=visits, won_of_skips=skips)
    table = rows(what_if(pipe, conversion={"B": 0.2}))
    rate = table.loc["win_rate"]
    assert rate["then"] / rate["now"] == pytest.approx(1 + lift)  # 45 of 50 can only become 50
    value = table.loc["won_value_per_day"]
    assert value["then"] / value["now"] == pytest.approx(1 + lift)
    nobody_skips_c = rows(what_if(pipe, conversion={"C": -0.2})).loc["win_rate"]
    assert nobody_skips_c["then"] / nobody_skips_c["now"] == pytest.approx(0.8)


def over_years(per_quarter, value=100.0):
    """So many deals won in the middle of each quarter since 2022, and as many lost."""
    log, number = [], 0
    for quarter, won in zip(
        pd.period_range("2022Q1", periods=12, freq="Q"), per_quarter, strict=True
    ):
        for place in range(2 * won):
            start = quarter.start_time + pd.Timedelta(days=place % 40)
            end = start + pd.Timedelta(days=45)
            log += [(str(number), "A", start), (str(number), "Won" if place % 2 else "Lost", end)]
            number += 1
    log.append(("last", "A", pd.Timestamp("2024-12-30")))
    events_ = pd.DataFrame(log, columns=["deal_id", "stage", "at"])
    events_["at"] = events_["at"].astype("datetime64[us]")
    deals = pd.DataFrame({"deal_id": events_["deal_id"].unique(), "amount": value})
    return ck.from_events(events_, stages=["A"], deals=deals)


@pytest.mark.parametrize(
    "per_quarter",
    [
        [10] * 12,
        list(range(5, 65, 5)),
        list(range(60, 0, -5)),
        [0] * 8 + [3] * 4,
        [50] * 8 + [2] * 4,
    ],
)
def test_the_value_per_day_is_that_of_the_last_year(per_quarter):
    row = rows(what_if(over_years(per_quarter))).loc["won_value_per_day"]
    came = sum(per_quarter[-4:]) * 100 / 365
    assert row["now"] == pytest.approx(came, rel=0.02)
    assert 0 < row["low"] < came < row["high"]


def test_the_range_holds_what_comes_by_chance():
    """Twenty wins of 100: as a count that comes by chance, 20 lies between 12 and 31."""
    row = rows(what_if(over_years([5] * 12))).loc["won_value_per_day"]
    assert 11 < row["low"] * 3.65 < 14 and 29 < row["high"] * 3.65 < 33
    moved = rows(what_if(over_years([5] * 12), deals=0.5)).loc["won_value_per_day"]
    assert moved["low"] == pytest.approx(1.5 * row["low"])


def test_a_closing_without_a_date_tells_no_day():
    table = pd.DataFrame(
        {
            "Deal ID": ["1", "2", "3"], "Stage": ["A"] * 3, "Status": ["Won", "Won", "Open"],
            "Created": ["2024-01-01"] * 3, "Closed": ["2024-02-01", None, None], "Amount": [5, 5, 5],
            "Date entered A": ["2024-01-01"] * 3,
        }
    )  # fmt: skip
    columns = {"deal_id": "Deal ID", "stage": "Stage", "status": "Status", "amount": "Amount",
               "created_at": "Created", "closed_at": "Closed"}  # fmt: skip
    pipe = ck.load(table, columns=columns, stages=["A"])
    found = value_per_day(pipe, won_deals(pipe, None), None)
    assert np.isnan(found.now) and "1 have no closing date" in found.note


def test_bottlenecks_rank_by_what_a_tenth_brings(pipe):
    table = bottlenecks(pipe)
    assert list(table["stage"]) == ["B", "A"]
    assert list(table["wins_gained"]) == pytest.approx([0.1 * 1 * 1.0, 0.1 * 1 * 3 / 4])
    assert list(table["value_gained"]) == pytest.approx([10.0, 7.5])
    assert list(table["days_saved"]) == pytest.approx([0.1 * 30, 0.1 * 20 / 3])


def test_unknown_stages_and_impossible_changes_are_errors(pipe):
    with pytest.raises(StageError) as error:
        what_if(pipe, days={"Z": -0.1})
    assert str(error.value) == (
        'There is no stage "Z".\n'
        'The stages are "A", "B".\n'
        'Choose one of them: ck.what_if(pipe, days={"A": -0.2}).'
    )
    with pytest.raises(QuestionError, match="each value is a relative change"):
        what_if(pipe, days={"A": -20})
