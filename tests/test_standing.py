"""How old open deals are, and what is due when: by hand, and as plain pandas has it."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.errors import QuestionError
from tests.companies import ENGINES, events, plain, without_deals
from tests.companies_over_time import Habits, company
from tests.test_stock_areas import DEALS, EVENTS

LAST = "2025-03-31"
AGES = ["deals", "mean_days", "median_days", "oldest", "oldest_days"]


def five(engine="pandas", **deals):
    to = ENGINES[engine]
    frame = DEALS.assign(**deals)
    return ck.from_events(to(EVENTS), stages=["New", "Proposal"], deals=to(frame), as_of=LAST)


def words(chart):
    return " ".join(note.text.replace("<br>", " ") for note in chart.layout.annotations)


# ---- how old open deals are


@pytest.mark.parametrize("engine", ENGINES)
def test_ages_of_five_deals(engine):
    table = ck.open_age(five(engine), by="stage").set_index("stage")
    assert table.loc["New", AGES].tolist() == [1, 58, 58, "3", 58]
    assert table.loc["Proposal", AGES].tolist() == [2, 75, 75, "1", 85]
    assert table.loc["Proposal", "p90_days"] == pytest.approx(83)
    (row,) = ck.open_age(five(engine)).to_dict("records")
    assert row["deals"] == 3 and row["median_days"] == 65
    assert row["mean_days"] == pytest.approx((58 + 85 + 65) / 3)


def test_the_age_of_the_day_as_a_measure():
    """At the end of January 1, 2, 4 and 5 are open for 26, 21, 16 and 6 days; 2 alone in Proposal."""
    trend = ck.trend(five(), "open_age", by="stage").set_index(["label", "stage"])
    assert trend.loc[("2025-01", "New"), ["value", "n"]].tolist() == [16, 3]
    assert trend.loc[("2025-01", "Proposal"), ["value", "n"]].tolist() == [21, 1]
    assert trend.loc[("2025-03", "Proposal"), ["value", "n"]].tolist() == [75, 2]
    kpis = ck.kpis(five()).set_index("measure").loc["open_age"]
    assert kpis[["value", "previous", "n", "unit"]].tolist() == [65, 34, 3, "days"]
    by_owner = ck.kpis(five(), by="owner").set_index(["measure", "owner"])["value"]
    assert by_owner["open_age", "Ann"] == 65 and np.isnan(by_owner["open_age", "Bob"])


def test_the_measure_is_the_metric_of_that_day():
    for seed in range(3):
        pipe = company(Habits(months=14), seed)
        trend = ck.trend(pipe, "open_age", by="owner").set_index(["period", "owner"])
        for end in ("2022-06-30", "2022-12-31"):
            then = ck.open_age(pipe.rewind(end), by="owner").set_index("owner")
            at = pd.Timestamp(end).to_period("M").start_time
            assert trend.loc[at, "value"].to_dict() == then["median_days"].to_dict()
            assert trend.loc[at, "n"].to_dict() == then["deals"].to_dict()


def test_every_open_deal_is_of_the_stock():
    for seed in range(3):
        pipe = company(Habits(months=14), seed)
        stock, ages = (ck.trend(pipe, name, by="stage") for name in ("open_deals", "open_age"))
        both = stock.merge(ages, on=["stage", "period"])
        assert len(both) == len(stock) and (both["n_x"] == both["n_y"]).all()


@pytest.mark.parametrize("seed", range(10))
def test_ages_as_plain_pandas_has_them(seed):
    pipe = company(Habits(months=12), seed)
    deals = plain(pipe.deals)
    open_now = deals[deals["outcome"].eq("open")]
    days = (pipe.until - open_now["created_at"]) / pd.Timedelta(days=1)
    found = days.groupby(open_now["owner"])
    table = ck.open_age(pipe, by="owner").set_index("owner")
    for column, expected in (
        ("deals", found.size()), ("mean_days", found.mean()), ("median_days", found.median()),
        ("p90_days", found.quantile(0.9)), ("oldest_days", found.max()),
    ):  # fmt: skip
        assert table[column].to_dict() == pytest.approx(expected.to_dict()), column
    first = open_now.loc[open_now.groupby("owner")["created_at"].idxmin()]
    assert table["oldest"].to_dict() == first.set_index("owner")["deal_id"].to_dict()


def test_working_days():
    """1 February 2025 is a Saturday: 20 working days of that month and 21 of March, the last day not over."""
    table = ck.open_age(five(), by="stage", calendar=ck.Calendar()).set_index("stage")
    assert table.loc["New", "oldest_days"] == 20 + 20


def test_nothing_open_and_nothing_dated():
    empty = ck.open_age(without_deals(five()))
    assert empty["deals"].tolist() == [0] and empty["median_days"].isna().all()
    assert ck.open_age(without_deals(five()), by="stage").empty
    assert "No deal is open" in words(charts.open_age_chart(empty))
    assert ck.trend(without_deals(five()), "open_age")["value"].isna().all()


def test_ages_are_drawn_as_they_are():
    table = ck.open_age(five(), by="stage")
    chart = charts.open_age_chart(table)
    dots = next(trace for trace in chart.data if trace.customdata is not None)
    assert list(dots.x) == [58, 75] and dots.customdata[1] == ["Proposal", "", "Proposal"]
    assert "No open deal is older than 1 (Proposal): 85 days." in words(chart)
    alone = charts.open_age_chart(ck.open_age(five()))
    assert "No open deal is older than 1: 85 days." in words(alone) and "too few" in words(alone)


# ---- what is due when

DATES = pd.to_datetime(["2025-03-30", "2025-02-01", "2025-04-30", "2025-02-01", "2025-03-31"])


@pytest.mark.parametrize("engine", ENGINES)
def test_due_by_month_and_stage_past_dates_apart(engine):
    table = ck.due(five(engine, expected_close=DATES))
    assert list(table)[:5] == ["stage", "when", "period", "label", "deals"]
    rows = table[["stage", "when", "label", "deals", "value"]].to_numpy().tolist()
    assert rows == [
        ["New", "ahead", "2025-04", 1, 300],
        ["Proposal", "past", "past", 1, 100],
        ["Proposal", "ahead", "2025-03", 1, 500],  # on the last day itself nothing is late
    ]
    assert table["period"].isna().tolist() == [False, True, False]


def test_due_without_a_date_by_owner_and_by_quarter():
    dates = pd.Series(DATES).where([True, True, False, True, True])
    pipe = five(expected_close=dates)
    table = ck.due(pipe, by=["stage", "owner"], every="quarter")
    assert table[["stage", "owner", "when", "label"]].to_numpy().tolist() == [
        ["New", "Ann", "no date", "no date"],
        ["Proposal", "Ann", "past", "past"],
        ["Proposal", "Ann", "ahead", "2025-Q1"],
    ]
    assert ck.due(pipe, by=None)["value"].tolist() == [100, 500, 300]


@pytest.mark.parametrize("seed", range(10))
def test_due_as_plain_pandas_has_it(seed):
    pipe = company(Habits(months=12), seed)
    deals = plain(pipe.deals)
    mine = deals[deals["outcome"].eq("open")]
    month = mine["expected_close"].dt.strftime("%Y-%m")
    month = month.mask(mine["expected_close"].dt.normalize() < pipe.as_of.normalize(), "past")
    expected = mine.groupby([mine["stage"].astype("str"), month])["amount"].agg(["sum", "size"])
    table = ck.due(pipe).astype({"stage": "str"}).set_index(["stage", "label"])
    assert table["value"].to_dict() == pytest.approx(expected["sum"].to_dict())
    assert table["deals"].to_dict() == expected["size"].to_dict()
    assert table["deals"].sum() == len(mine)


def test_several_currencies_are_not_added():
    pipe = five(expected_close=DATES, currency=["EUR", "EUR", "USD", "EUR", "EUR"])
    table = ck.due(pipe, by=None)
    assert table["value"].isna().all() and table["note"].str.contains("several currencies").all()
    apart = ck.due(pipe, by="currency").set_index(["currency", "label"])["value"]
    assert apart.to_dict() == {
        ("EUR", "past"): 100,
        ("EUR", "2025-03"): 500,
        ("USD", "2025-04"): 300,
    }
    chart = charts.due_chart(table)
    assert "several currencies" in words(chart) and "due in Apr 2025: 1 deal" not in words(chart)


def test_no_expected_closes_is_an_error_that_says_what_to_export():
    with pytest.raises(QuestionError, match="no open deal has an expected closing date"):
        ck.due(five())
    assert ck.due(without_deals(five())).empty
    one = ck.from_events(
        events("1 New 2025-01-05"), stages=["New"], as_of=LAST,
        deals=pd.DataFrame({"deal_id": ["1"], "expected_close": pd.to_datetime(["2025-05-01"])}),
    )  # fmt: skip
    assert (
        ck.due(one)["deals"].tolist() == [1] and "no deal has an amount" in ck.due(one)["note"][0]
    )


def test_bars_are_cut_by_stage_in_order_of_time():
    chart = charts.due_chart(ck.due(five(expected_close=DATES)), currency="EUR")
    bars = [trace for trace in chart.data if trace.type == "bar"]
    told = [mark for bar in bars for mark in bar.customdata]
    assert sorted(told) == [
        ["ahead", "2025-03-01", "Proposal"], ["ahead", "2025-04-01", "New"], ["past", "", "Proposal"],
    ]  # fmt: skip
    titles = next(trace.text for trace in chart.data if trace.mode == "text")
    assert [title.split("<b>")[1].split("<")[0] for title in titles] == [
        "Past its date", "Mar 2025", "Apr 2025",
    ]  # fmt: skip
    assert "1 deal is past its expected close, €100." in words(chart)
    assert "Most of what is to come is due in Mar 2025: €500, 1 deal." in words(chart)
    assert "so nothing is due" in words(charts.due_chart(ck.due(without_deals(five()))))


def test_a_value_that_is_not_known_is_no_zero_and_its_reason_is_told():
    fields = {
        "deal_id": ["1", "2", "3"], "stage": ["A"] * 3, "status": ["open"] * 3, "amount": [700, None, None],
        "created_at": ["2025-01-01"] * 3, "expected_close": ["2025-04-20", "2025-04-21", "2025-06-20"],
    }  # fmt: skip
    table = ck.due(ck.load(pd.DataFrame(fields), stages=["A"], as_of="2025-03-31"))
    assert table["note"].tolist() == ["", "Not known: none of these deals has an amount."]
    chart = charts.due_chart(table)
    values = [text for trace in chart.data if trace.type == "scatter" for text in trace.text or ()]
    assert "1 deal" in values and "2 deals · 700" in values
    assert "none of these deals" not in words(chart)
