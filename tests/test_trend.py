"""trend: flows, stocks, cohorts; a young period is empty, never a fall."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.headlines import months
from tests.companies import ENGINES, events
from tests.test_kpis import DEALS, EVENTS


@pytest.fixture(scope="module")
def pipe():
    return ck.from_events(EVENTS, stages=["A"], deals=DEALS)


def series(pipe, measure, column="value", **options):
    table = ck.trend(pipe, measure, **options)
    return {f"{row.period:%Y-%m}": getattr(row, column) for row in table.itertuples()}


def test_flows_by_month(pipe):
    assert series(pipe, "won_deals") == {"2024-01": 1, "2024-02": 1, "2024-03": 1}
    assert series(pipe, "won_value") == {"2024-01": 100, "2024-02": 400, "2024-03": 500}
    assert series(pipe, "new_deals") == {"2023-12": 1, "2024-01": 3, "2024-02": 1, "2024-03": 1}
    assert series(pipe, "median_cycle_days") == {"2024-01": 10, "2024-02": 4, "2024-03": 41}
    assert series(pipe, "win_rate") == {"2024-01": 1.0, "2024-02": 0.5, "2024-03": 1.0}
    assert series(pipe, "win_rate", "n") == {"2024-01": 1, "2024-02": 2, "2024-03": 1}


def test_trend_and_kpis_say_the_same(pipe):
    for at, month in (
        ("2024-01-10", "2024-01"),
        ("2024-02-10", "2024-02"),
        ("2024-03-10", "2024-03"),
    ):
        kpis = ck.kpis(pipe, at=at).set_index("measure")["value"]
        flows = ("new_deals", "won_deals", "won_value", "win_rate", "mean_won_value")
        for name in (*flows, "median_cycle_days", "open_deals", "open_value", "velocity_per_day"):
            assert series(pipe, name)[month] == pytest.approx(kpis[name]), (name, month)


def test_stocks_at_the_end_of_each_period(pipe):
    assert series(pipe, "open_deals") == {"2023-12": 1, "2024-01": 3, "2024-02": 2, "2024-03": 2}
    assert list(ck.trend(pipe, "open_deals", every="quarter")["value"]) == [1, 2]


def test_cohorts_are_judged_within_the_usual_time_and_not_before(pipe):
    table = ck.trend(pipe, "conversion_first_to_won").set_index("period")
    # wins came after 4, 10 and 41 days: 80 % of them within 28.6 days
    assert table.loc["2024-01-01", "value"] == pytest.approx(1 / 3)
    assert table.loc["2024-02-01", "value"] == 1.0
    assert np.isnan(table.loc["2024-03-01", "value"])
    # the first deal is of 20 December: nobody knows of those before
    assert list(table["unfinished"]) == [True, False, False, True]


def test_the_cohort_triangle(pipe):
    table = ck.trend(pipe, "win_rate", dated="created", ages=(15, 60))
    cells = {(f"{row.period:%Y-%m}", row.age): row.value for row in table.itertuples()}
    assert cells["2024-01", 15.0] == 1.0  # deal 1 won after 10 days, nothing lost yet
    assert cells["2024-01", 60.0] == pytest.approx(2 / 3)  # 5 won after 41, 2 lost after 26
    assert np.isnan(cells["2024-02", 60.0])
    assert np.isnan(cells["2024-03", 15.0])
    # of the decided, who are fewer than those created: both are told
    row = table[table["age"].eq(15) & table["label"].eq("2024-01")].iloc[0]
    assert (row["n"], row["entered"]) == (1, 3)
    legend = "".join(a.text or "" for a in charts.trend_chart(table).layout.annotations)
    assert "of those decided by that age" in legend.replace("<br>", " ")
    hovers = [text for bar in charts.trend_chart(table).data for text in bar.hovertext or ()]
    assert any(
        "of 1 decided deal won" in text and "of 3 deals created then" in text for text in hovers
    )


TRIANGLES = {
    "win_rate": (
        "Of 2 deals created in Jan 2024 and decided within 30 days, 50 % were won.",
        "decided deals won",
    ),
    "conversion_first_to_won": (
        "Of 3 deals created in Jan 2024, 33 % were won within 30 days.",
        "deals created then won",
    ),
    "conversion from A&B": (
        "Of 3 deals that entered A&B in Jan 2024, 67 % went on within 30 days.",
        "deals that entered then went on",
    ),
}


@pytest.mark.parametrize("measure", TRIANGLES)
def test_a_triangle_says_whom_it_counts_whole_and_by_groups(measure):
    rows = events(
        "0 A&B 2023-12-01", "0 Lost 2023-12-05",
        "1 A&B 2024-01-02", "1 Won 2024-01-12", "2 A&B 2024-01-03", "2 Lost 2024-01-20",
        "3 A&B 2024-01-04", "3 C 2024-01-09", "4 A&B 2024-04-30",
    )  # fmt: skip
    whose = pd.DataFrame({"deal_id": list("01234"), "owner": ["x<b>", "x<b>", "y", "y", "y"]})
    pipe = ck.from_events(rows, stages=["A&B", "C"], deals=whose)
    asked = {"ages": (30,), "dated": "created" if measure == "win_rate" else None}
    said, hovered = TRIANGLES[measure]
    table = ck.trend(pipe, measure, **asked)
    chart = charts.trend_chart(table[table["period"] < "2024-02-01"], measure=measure)
    told = " ".join((chart.layout.annotations[-1].text or "").replace("<br>", " ").split())
    assert said.replace("&", "&amp;") in told
    assert hovered in " ".join(
        text.replace("<br>", " ") for bar in chart.data for text in bar.hovertext or ()
    )
    split = ck.trend(pipe, measure, by="owner", **asked)
    chart = charts.trend_chart(split[split["period"] < "2024-02-01"], measure=measure)
    told = " ".join((chart.layout.annotations[-1].text or "").replace("<br>", " ").split())
    assert "x&lt;b&gt; 100 % of 1 (too few to judge), y " in told and "of" in told


def test_entries_into_a_stage_are_told_in_a_sentence():
    rows = events(*(f"{n} A 2024-0{1 + n % 3}-1{n}" for n in range(9)), "9 A 2024-04-30")
    whose = pd.DataFrame({"deal_id": list("0123456789"), "owner": list("xyzxyzxyzx")})
    pipe = ck.from_events(rows, stages=["A"], deals=whose)
    for by, said in (
        (None, "1 time in Apr 2024, 3 times in Mar 2024"),
        ("owner", "in Apr 2024 x 1 time"),
    ):
        table = ck.trend(pipe, "entries into A", by=by)
        chart = charts.trend_chart(table, measure="entries into A")
        told = (chart.layout.annotations[-1].text or "").replace("<br>", " ")
        assert f"Entries into A: {said}" in told


def test_days_in_a_stage_and_conversion_from_it():
    rows = events(
        "1 A 2024-01-01", "1 B 2024-01-11", "2 A 2024-01-05", "2 B 2024-01-25", "3 A 2024-02-01",
        "3 Lost 2024-02-03", "4 A 2024-06-30",
    )  # fmt: skip
    pipe = ck.from_events(rows, stages=["A", "B"])
    days = series(pipe, "days in A")
    assert (days["2024-01"], days["2024-02"]) == (15.0, 2.0)
    conversion = series(pipe, "conversion from A")
    assert (conversion["2024-01"], conversion["2024-02"]) == (0.5, 0.0)  # 80 % within 18 days


def test_weeks_start_on_monday(pipe):
    starts = ck.trend(pipe, "new_deals", every="week")["period"]
    assert (starts.dt.day_of_week == 0).all()
    assert starts.iloc[0] == pd.Timestamp("2023-12-18")


def test_unknown_measures_and_periods_are_errors(pipe):
    with pytest.raises(QuestionError) as error:
        ck.trend(pipe, "happiness")
    assert error.value.wrong == 'There is no measure "happiness".'
    assert '"win_rate"' in error.value.there
    assert '"A"' in error.value.there
    with pytest.raises(QuestionError, match="ages= needs cohorts"):
        ck.trend(pipe, "won_deals", ages=(30,))


@pytest.mark.parametrize(
    "measure", ["won_value", "win_rate", "open_deals", "conversion_first_to_won"]
)
@pytest.mark.parametrize("every", ["week", "month", "quarter", "year"])
def test_engines_agree(pipe, measure, every):
    expected = ck.trend(pipe, measure, every=every, by="owner")
    for made in (ENGINES["polars"], ENGINES["duckdb"]):
        same = ck.from_events(made(EVENTS), stages=["A"], deals=made(DEALS))
        got = ck.trend(same, measure, every=every, by="owner")
        pd.testing.assert_frame_equal(got, expected, check_dtype=False, rtol=1e-9)


# ---- money that is not known, and money that is not there

SPARSE = events("1 A 2024-01-05", "2 A 2024-03-06", "3 A 2024-04-02", "3 Won 2024-04-09")
MONTHS = ("2024-01", "2024-02", "2024-03", "2024-04")


def sparse(*amounts, engine="pandas"):
    dealt = pd.DataFrame({"deal_id": list("123"), "amount": pd.Series(amounts, dtype=float)})
    made = ENGINES[engine]
    return ck.from_events(made(SPARSE), stages=["A"], deals=made(dealt), as_of="2024-04-30")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sum_without_deals_is_nothing_and_one_without_amounts_is_unknown(engine):
    pipe = sparse(100.0, None, None, engine=engine)
    nan = np.nan
    told = {
        "new_value": [100.0, 0.0, nan, nan],  # February had no deal, March one without an amount
        "open_value": [100.0, 100.0, 100.0, 100.0],  # of 1; what 2 is worth is not known
        "won_value": [0.0, 0.0, 0.0, nan],
    }
    for name, expected in told.items():
        in_kpis = [
            ck.kpis(pipe, at=f"{month}-15").set_index("measure").loc[name, "value"]
            for month in MONTHS
        ]
        np.testing.assert_array_equal(in_kpis, expected, err_msg=name)
        over_time = series(pipe, name)
        shown = [over_time[month] for month in MONTHS if month in over_time]
        np.testing.assert_array_equal(shown, expected[-len(shown) :], err_msg=name)
    np.testing.assert_array_equal(months(pipe, last=4)["new_value"], told["new_value"])
    np.testing.assert_array_equal(months(pipe, last=4)["won_value"], told["won_value"])


def test_without_any_amount_no_sum_is_known():
    pipe = sparse(None, None, None)
    for name in ("new_value", "open_value", "won_value"):
        assert all(np.isnan(value) for value in series(pipe, name).values()), name
        for month in MONTHS:
            value = ck.kpis(pipe, at=f"{month}-15").set_index("measure").loc[name, "value"]
            assert np.isnan(value), (name, month)


def test_a_stock_none_of_whose_deals_has_an_amount_is_unknown():
    pipe = sparse(None, None, 300.0)
    assert [np.isnan(value) for value in series(pipe, "open_value").values()] == [True] * 4
    open_value = ck.kpis(pipe, at="2024-03-15").set_index("measure").loc["open_value", "value"]
    assert np.isnan(open_value)
