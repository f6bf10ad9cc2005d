"""Headlines and months against `kpis`, and by hand; waiting, surprises, choices, spans of time."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.metrics.choices import age_days, choices, time_spans
from cycle_kit.metrics.headlines import headlines, months
from cycle_kit.metrics.waiting import surprises, waiting
from cycle_kit.shipped import sample
from tests.companies import ENGINES
from tests.deal_paths import pipe_of


@pytest.fixture(scope="module")
def whole():
    return ck.load(sample("hubspot_deals.csv"))


@pytest.mark.parametrize("pipeline", ["B2B", "B2C", None])
def test_headlines_are_those_of_kpis(whole, pipeline):
    pipe = whole.where(pipeline=pipeline) if pipeline else whole
    ours = headlines(pipe).set_index("measure").drop("mean_cycle_days")  # which `kpis` has not
    theirs = ck.kpis(pipe).set_index("measure").loc[ours.index]

    for column in ("value", "previous", "last_year", "change", "n", "low", "high"):
        np.testing.assert_allclose(ours[column], theirs[column], rtol=1e-9, err_msg=column)
    assert ours["start"].equals(theirs["start"]) and ours["end"].equals(theirs["end"])


@pytest.mark.parametrize("first", ["2025-09-01", "2025-10-20"])
@pytest.mark.parametrize("outcome", ["open", None])
def test_whoever_began_lately_had_nothing_open_before(whole, first, outcome):
    deals = whole.deals[whole.deals["created_at"] >= first]
    only = {"deal_id": deals["deal_id"].tolist()} | ({"outcome": outcome} if outcome else {})
    pipe = whole.where(**only)
    ours = headlines(pipe).set_index("measure").loc["open_deals"]
    theirs = ck.kpis(pipe).set_index("measure").loc["open_deals"]

    assert ours["last_year"] == theirs["last_year"] == 0
    assert ours[["value", "previous"]].tolist() == theirs[["value", "previous"]].tolist()


@pytest.mark.parametrize("at", ["2025-04-15", "2024-01-15", "2023-06-15"])
def test_each_month_is_that_of_kpis(whole, at):
    pipe = whole.where(pipeline="B2B")
    table = months(pipe, last=30).set_index("month")
    theirs = ck.kpis(pipe, at=at).set_index("measure")["value"]
    ours = table.loc[pd.Timestamp(at).replace(day=1)]

    for measure in (
        "new_deals",
        "new_value",
        "won_deals",
        "won_value",
        "win_rate",
        "win_loss_ratio",
        "median_cycle_days",
    ):
        np.testing.assert_allclose(ours[measure], theirs[measure], rtol=1e-9, err_msg=measure)


def test_thirteen_months_by_hand():
    pipe = pipe_of(["AW", "AW", "AL", "A"], created_at=pd.to_datetime(["2024-01-01"] * 4))
    table = months(pipe.rewind("2024-01-31"), last=3)

    assert list(table["month"]) == list(pd.to_datetime(["2023-11-01", "2023-12-01", "2024-01-01"]))
    assert table["new_deals"].isna().tolist() == [True, True, False]
    last = table.iloc[-1]
    assert (last["new_deals"], last["won_deals"], last["decided_deals"]) == (4, 2, 3)
    assert last["win_rate"] == 2 / 3 and last["median_cycle_days"] == 7
    assert np.isnan(last["won_value"])


def test_the_mean_time_to_a_win_and_wins_for_each_loss():
    """Two won after 7 days and one after 14 (visits last a week each), two lost."""
    made = pd.to_datetime(["2024-01-01"] * 5)
    pipe = pipe_of(["AW", "AW", "ABW", "AL", "AL"], created_at=made).rewind("2024-01-31")
    table = headlines(pipe).set_index("measure")
    assert table.loc["mean_cycle_days", ["value", "n", "unit"]].tolist() == [28 / 3, 3, "days"]
    assert table.loc["median_cycle_days", "value"] == 7
    assert table.loc["win_loss_ratio", ["value", "n", "unit"]].tolist() == [1.5, 5, "ratio"]


def test_without_a_loss_there_is_no_win_for_each_loss():
    made = pd.to_datetime(["2024-01-01"] * 2)
    table = headlines(pipe_of(["AW", "AW"], created_at=made).rewind("2024-01-31"))
    assert table.set_index("measure").loc["win_loss_ratio", ["value", "n"]].isna().tolist() == [
        True,
        False,
    ]


def test_more_and_a_year_ago(whole):
    table = headlines(whole.where(pipeline="B2B")).set_index("measure")
    won = table.loc["won_deals"]

    assert (won["value"], won["previous"], won["last_year"]) == (21, 14, 6)
    assert (won["more"], won["change"], won["year_change"]) == (7, 0.5, 2.5)
    assert (won["n"], won["previous_n"], won["last_year_n"]) == (21, 14, 6)
    rate = table.loc["win_rate"]
    assert rate["margin"] == pytest.approx((rate["high"] - rate["low"]) / 2)


@pytest.mark.parametrize("engine", list(ENGINES))
def test_every_engine_says_the_same(engine):
    paths = ["AW", "ABW", "AL", "ABLB", "A"] * 4
    ours = headlines(pipe_of(paths, engine=ENGINES[engine]).rewind("2024-01-31"))
    pd.testing.assert_frame_equal(ours, headlines(pipe_of(paths).rewind("2024-01-31")))


def test_where_deals_wait(whole):
    pipe = whole.where(pipeline="B2B")
    table, stays = waiting(pipe), ck.stage_durations(pipe).set_index("stage")

    assert table["stage"].iloc[0] == "Proposal"
    for row in table.to_dict("records"):
        assert row["median_days"] == stays.loc[row["stage"], "median_days"]
        running = pipe.visits[
            (pipe.visits["exit"] == "open") & (pipe.visits["stage"] == row["stage"])
        ]
        assert row["waiting"] == len(running) == stays.loc[row["stage"], "running"]
        assert row["past"] == (running["days"] > row["median_days"]).sum()


def test_only_what_differs_by_a_tenth_is_a_surprise():
    cycle = pd.DataFrame(
        {
            "deals": [10], "median_days": [100.0], "aj_median_days": [109.0],
            "aj_median_days_low": [105.0], "aj_median_days_high": [120.0],
        }
    )  # fmt: skip
    stays = pd.DataFrame(
        {
            "stage": ["A", "B", "C"],
            "phase": "sale",
            "visits": [20, 20, 12],
            "running": [5, 0, 5],  # too few of C have ended
            "median_days": [10.0, 10.0, 10.0],
            "km_median_days": [15.0, 10.0, 30.0],
            "km_low": [11.0, 8.0, 20.0],
            "km_high": [np.nan, 12.0, 40.0],
        }
    )
    found = surprises(cycle, stays)

    assert found.to_dict("records") == [
        {"what": "stage", "stage": "A", "plain": 10.0, "corrected": 15.0, "gap": 0.5}
    ]
    late = surprises(cycle.assign(aj_median_days=111.0))
    assert late["gap"].tolist() == pytest.approx([0.11])


@pytest.mark.parametrize(
    ("plain", "corrected", "low", "high", "told"),
    [
        (110, 154, 51, 159, False),  # 15 deals: noise
        (110, 154, 112, 300, True),
        (110, 154, 112, np.nan, True),
        (110, 154, np.nan, np.nan, False),
        (110, 90, 70, 105, True),
        (110, 90, 70, 111, False),
        (110, 114, 112, 118, False),  # beyond chance, but hardly another
    ],
)
def test_a_surprise_is_beyond_chance(plain, corrected, low, high, told):
    cycle = pd.DataFrame(
        {
            "deals": [15], "median_days": [plain], "aj_median_days": [corrected],
            "aj_median_days_low": [low], "aj_median_days_high": [high],
        }
    ).astype(float)  # fmt: skip
    assert len(surprises(cycle)) == told


def test_choices_are_columns_of_few_values():
    owners, towns = ["Ola", "Rana", "Ola", None], ["x", "x", "x", "x"]
    table = choices(pipe_of(["AW", "AL", "A", "A"], owner=owners, town=towns))

    assert table.astype(object).where(table.notna(), None).to_numpy().tolist() == [
        ["owner", "Ola", 2],
        ["owner", "Rana", 1],
        ["owner", None, 1],
    ]
    many = [f"T{number}" for number in range(51)]
    assert choices(pipe_of(["A"] * 51, town=many)).empty


ENDS = ["AW", "AL", "A", "AW", "AL"] * 5


@pytest.mark.parametrize(
    ("values", "offered"),
    [
        (["yes", "yes", "no", "yes", "yes"], False),  # is closed
        (["yes", "no", "no", "yes", "no"], False),  # is won
        (["true", None, None, "true", None], False),
        (["Signed", "Gone", "Talking", "Paid", "Gone"], False),  # a status of the system's own
        (["Price", "Time", None, None, "Price"], True),
        (["DACH", "Nordics", "DACH", "DACH", "DACH"], True),
        (["yes", "yes", "no", "no", "yes"], True),  # a question that was answered
    ],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_a_column_that_only_says_how_deals_ended_is_no_choice(values, offered, engine):
    table = choices(pipe_of(ENDS, engine=ENGINES[engine], own=values * 5))
    assert ("own" in set(table["column"])) == offered
    assert "own" in set(choices(pipe_of(ENDS[:5], own=values))["column"])  # five deals show nothing
    assert "region" in set(choices(pipe_of(ENDS, region=values * 5))["column"])


def test_spans_end_with_the_data_and_age_is_never_negative():
    spans = time_spans(pd.Timestamp("2025-10-31 17:45"))

    assert spans["12 months"] == slice(pd.Timestamp("2024-11-01"), pd.Timestamp("2025-10-31"))
    assert spans["last year"] == slice(pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31"))
    days = {
        name: (f"{span.start:%d %b %y}", f"{span.stop:%d %b %y}") for name, span in spans.items()
    }
    assert days["this month"] == ("01 Oct 25", "31 Oct 25")
    assert days["last month"] == ("01 Sep 25", "30 Sep 25")
    assert days["this quarter"] == ("01 Oct 25", "31 Dec 25")
    assert days["last quarter"] == ("01 Jul 25", "30 Sep 25")
    january = time_spans(pd.Timestamp("2025-01-01"))
    assert january["last month"] == slice(pd.Timestamp("2024-12-01"), pd.Timestamp("2024-12-31"))
    assert january["last quarter"] == slice(pd.Timestamp("2024-10-01"), pd.Timestamp("2024-12-31"))
    as_of = pd.Timestamp("2025-10-31 17:45")
    assert age_days(as_of, pd.Timestamp("2025-11-07 08:00")) == 7
    assert age_days(as_of, pd.Timestamp("2025-10-30")) == 0
