import numpy as np
import pandas as pd
import pytest

from cycle_kit.errors import ColumnError, QuestionError
from cycle_kit.events import from_events
from cycle_kit.metrics.outcomes import velocity, win_rate
from tests.deal_paths import pipe_of
from tests.engines import ENGINES

WIN_RATE = [
    "deals", "won", "win_rate", "low", "high", "won_value", "value_win_rate", "win_loss_ratio",
]  # fmt: skip
VELOCITY = [
    "open_deals", "win_rate", "mean_won_value", "mean_cycle_days", "velocity_per_day",
    "won_value_per_day", "ratio",
]  # fmt: skip
#: 2 won, 3 lost, 1 dropped, 4 open
PATHS = ["AW", "ABW", "AL", "AL", "ABL", "AX", "A", "A", "A", "B"]


def row(table):
    assert len(table) == 1
    return table.iloc[0]


@pytest.mark.parametrize(("basis", "deals"), [("decided", 5), ("closed", 6), ("created", 10)])
def test_win_rate_by_basis(basis, deals):
    found = row(win_rate(pipe_of(PATHS), basis=basis))
    assert list(found.index) == WIN_RATE
    assert (found["deals"], found["won"], found["win_rate"]) == (deals, 2, 2 / deals)
    assert found["win_loss_ratio"] == pytest.approx(2 / 3)
    assert found["low"] < found["win_rate"] < found["high"]


def test_wilson_interval_of_half():
    found = row(win_rate(pipe_of(["AW"] * 8 + ["AL"] * 8)))
    assert (found["low"], found["high"]) == pytest.approx((0.2800, 0.7200), abs=5e-5)


def test_win_rate_in_money():
    found = row(win_rate(pipe_of(["AW", "AL", "AL", "A"], amount=[30.0, 50.0, 20.0, 900.0])))
    assert (found["won_value"], found["value_win_rate"]) == (30, 0.3)


@pytest.mark.parametrize("nothing", [0.0, np.nan])
def test_more_than_a_fifth_without_an_amount_says_nothing_in_money(nothing):
    paths = ["AW", "AL", "AL", "AL", "AL"]
    one_missing = pipe_of(paths, amount=[10.0, 10.0, 10.0, 10.0, nothing])
    assert row(win_rate(one_missing))["value_win_rate"] == 0.25
    two_missing = pipe_of(paths, amount=[10.0, 10.0, 10.0, nothing, nothing])
    assert np.isnan(row(win_rate(two_missing))["value_win_rate"])
    assert row(win_rate(two_missing))["won_value"] == 10


def test_won_value_is_empty_without_amounts_and_zero_without_wins():
    assert np.isnan(row(win_rate(pipe_of(["AW"])))["won_value"])
    assert row(win_rate(pipe_of(["AL"], amount=[5.0])))["won_value"] == 0


def test_nothing_decided_is_an_empty_rate_not_zero():
    found = row(win_rate(pipe_of(["A", "AX"])))
    assert (found["deals"], found["won"]) == (0, 0)
    assert found[["win_rate", "low", "high", "win_loss_ratio"]].isna().all()


def test_win_rate_by_several_columns_with_empty_values():
    pipe = pipe_of(
        ["AW", "AL", "AW", "A"], owner=["x", "x", None, "y"], region=["n", "n", None, "n"]
    )
    table = win_rate(pipe, by=["owner", "region"])
    assert list(table) == ["owner", "region", *WIN_RATE]
    assert table["owner"].tolist()[:2] == ["x", "y"]
    assert table["owner"].isna().tolist() == [False, False, True]
    assert table["deals"].tolist() == [2, 0, 1]
    assert table["win_rate"].fillna(-1).tolist() == [0.5, -1, 1]


def test_win_rate_over_several_pipelines():
    events = pd.DataFrame(
        {
            "deal_id": ["1", "1", "2", "2"],
            "stage": ["A", "Won", "B", "Lost"],
            "at": pd.to_datetime(["2024-01-01", "2024-01-02"] * 2),
            "pipeline": ["north", "north", "south", "south"],
        }
    )
    pipe = from_events(events, stages={"north": ["A"], "south": ["B"]})
    assert row(win_rate(pipe))["win_rate"] == 0.5
    assert win_rate(pipe, by="pipeline")["win_rate"].tolist() == [1, 0]
    assert row(velocity(pipe))["mean_cycle_days"] == 1


def test_unknown_basis():
    with pytest.raises(QuestionError) as error:
        win_rate(pipe_of(["AW"]), basis="all")
    assert str(error.value) == (
        'ck.win_rate knows no basis="all".\n'
        'It knows "decided", "closed", "created".\n'
        'Choose one of them, for example ck.win_rate(pipe, basis="decided").'
    )


def test_by_a_column_of_the_result():
    pipe = pipe_of(["AW"])
    known = ", ".join(f'"{name}"' for name in pipe.deals.columns)
    with pytest.raises(ColumnError) as error:
        win_rate(pipe, by="won")
    assert str(error.value) == (
        'There is no column "won" to split by.\n'
        f"Columns of deals are {known}.\n"
        'Use one of these, for example by="owner".'
    )


def test_velocity_is_the_formula_and_what_came_in():
    pipe = pipe_of(["AW", "ABW", "AL", "A", "B"], amount=[100.0, 300.0, 7.0, 8.0, 9.0])
    found = row(velocity(pipe))
    assert list(found.index) == VELOCITY
    # 2 open x 2 of 3 won x mean 200 / mean of 7 and 14 days
    assert found["open_deals"] == 2
    assert found["win_rate"] == pytest.approx(2 / 3)
    assert (found["mean_won_value"], found["mean_cycle_days"]) == (200, 10.5)
    assert found["velocity_per_day"] == pytest.approx(2 * (2 / 3) * 200 / 10.5)
    assert found["won_value_per_day"] == pytest.approx(400 / 90)
    assert found["ratio"] == pytest.approx((2 * (2 / 3) * 200 / 10.5) / (400 / 90))


def closed_on(*days, until):
    """One deal of 90 won on each of these days, and one open deal created on the last day."""
    moves = [(f"D{n}", "A", "2023-01-01") for n in range(len(days))]
    moves += [(f"D{n}", "Won", day) for n, day in enumerate(days)]
    moves.append(("last", "A", until))
    events = pd.DataFrame(moves, columns=["deal_id", "stage", "at"])
    events["at"] = pd.to_datetime(events["at"])
    deals = pd.DataFrame({"deal_id": [*(f"D{n}" for n in range(len(days))), "last"]})
    return from_events(events, stages=["A"], deals=deals.assign(amount=90.0))


def test_the_last_ninety_days_are_ninety_whole_days():
    # 2 October is day 91 counted back from 31 December, 3 October day 90
    pipe = closed_on("2024-10-02", "2024-10-03", "2024-12-31", until="2024-12-31")
    assert row(velocity(pipe))["won_value_per_day"] == 2


def test_nothing_won_lately_is_zero_a_day_and_no_ratio():
    found = row(velocity(closed_on("2024-01-05", until="2024-12-31")))
    assert found["won_value_per_day"] == 0
    assert np.isnan(found["ratio"])


def test_deals_closed_before_they_were_created_have_no_cycle():
    created = pd.to_datetime(["2024-01-01", "2024-02-01"])
    pipe = pipe_of(["AW", "AW"], created_at=created, amount=[1.0, 1.0])  # won on 8 January
    assert row(velocity(pipe))["mean_cycle_days"] == 7


def test_velocity_is_empty_without_amounts():
    found = row(velocity(pipe_of(["AW", "A"])))
    assert found[["mean_won_value", "velocity_per_day", "won_value_per_day", "ratio"]].isna().all()
    assert found["open_deals"] == 1


def test_velocity_by_owner():
    pipe = pipe_of(["AW", "A", "ABW"], owner=["x", "x", None], amount=[70.0, 1.0, 140.0])
    table = velocity(pipe, by="owner")
    assert list(table) == ["owner", *VELOCITY]
    assert table["owner"].isna().tolist() == [False, True]
    assert table["velocity_per_day"].tolist() == [10, 0]


@pytest.mark.parametrize("metric", [win_rate, velocity])
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_engines_agree(engine, metric):
    paths = [*PATHS, "ABLCW", "W", "L"]
    columns = {
        "owner": ["x", None, "y", "x", "y", None, "x", "y", None, "z", "x", "z", "z"],
        "amount": [1.5, 2.0, np.nan, 0.0, 9.0, 3.0, 4.0, np.nan, 1.0, 1.0, 7.25, 2.0, 3.0],
    }
    for by in (None, "owner"):
        expected = metric(pipe_of(paths, **columns), by=by)
        found = metric(pipe_of(paths, engine=ENGINES[engine], **columns), by=by)
        pd.testing.assert_frame_equal(found, expected, rtol=0, atol=1e-9, check_dtype=False)
