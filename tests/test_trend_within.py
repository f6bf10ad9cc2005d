"""How far a quarter has come by week: by hand, and beside plain pandas in invented companies."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from cycle_kit.fiscal import Periods
from tests.companies import ENGINES, events, without_deals
from tests.companies_over_time import Habits, company

WON = events(
    "1 New 2024-01-01", "1 Won 2024-01-07",   # week 1 of the first quarter
    "2 New 2024-01-01", "2 Won 2024-01-08",   # week 2
    "3 New 2024-01-01", "3 Won 2024-03-31",   # its last day, week 13
    "4 New 2024-01-01", "4 Won 2024-04-01",   # week 1 of the second
    "5 New 2024-01-01", "5 Won 2024-04-16",   # week 3, which runs
    "6 New 2024-01-01", "6 Lost 2024-04-10",
    "7 New 2024-04-17",
)  # fmt: skip
AMOUNTS = pd.DataFrame({
    "deal_id": list("1234567"), "amount": [100.0, 200, 400, 1000, 2000, 50, 70],
    "owner": ["Ada", "Ada", "Bo", "Ada", "Bo", "Bo", "Bo"],
})  # fmt: skip


def pipe_of(engine="pandas"):
    native = ENGINES[engine]
    return ck.from_events(native(WON), stages=["New"], deals=native(AMOUNTS))


@pytest.mark.parametrize("engine", ENGINES)
def test_bookings_by_week_of_the_quarter(engine):
    found = ck.trend(pipe_of(engine), "won_value", within="quarter")
    assert list(found) == [
        "period", "week", "value", "added", "n", "low", "high", "unfinished", "label", "usual", "earlier",
        "note",
    ]  # fmt: skip
    first, second = (rows.set_index("week") for _, rows in found.groupby("label"))
    assert list(first.index) == list(second.index) == list(range(1, 14))
    assert first["value"].tolist() == [100, *[300] * 11, 700]
    assert first["added"].tolist() == [100, 200, *[0] * 10, 400]
    assert second.loc[:3, "value"].tolist() == [1000, 1000, 3000]
    assert second.loc[4:, ["value", "added"]].isna().all(axis=None)
    assert second["unfinished"].tolist() == [False, False, *[True] * 11]


def test_beside_the_whole_ones_before():
    """The first quarter begins with the data, on 1 January; closings are known since the 7th only."""
    long = events("0 New 2023-06-01", "0 Won 2023-08-01", "9 New 2023-06-01", "9 Won 2023-11-15")
    rows = pd.concat([long, WON])
    deals = pd.concat([AMOUNTS, pd.DataFrame({"deal_id": ["0", "9"], "amount": [30.0, 500.0]})])
    found = ck.trend(
        ck.from_events(rows, stages=["New"], deals=deals), "won_value", within="quarter"
    )
    last = found[found["label"] == "2024-Q2"].set_index("week")
    # whole before it are the last quarter of 2023 and the first of 2024; the third of 2023 begins too early
    assert last.loc[1, ["usual", "earlier"]].tolist() == [50, 2]
    assert last.loc[13, "usual"] == 600
    assert found.loc[found["label"] == "2023-Q4", "earlier"].eq(0).all()


def test_counts_months_years_and_fiscal_quarters():
    pipe = pipe_of()
    months = ck.trend(pipe, "won_deals", within="month")
    assert months["week"].max() == 4
    assert months[months["label"] == "2024-01"]["value"].tolist() == [1, 2, 2, 2]
    assert ck.trend(pipe, "new_deals", within="year")["week"].max() == 52
    fiscal = replace(pipe, periods=Periods(year_starts=2))
    found = ck.trend(fiscal, "won_value", within="quarter")
    assert found["label"].unique().tolist() == ["FY2024-Q4", "FY2025-Q1"]


def test_groups_add_up():
    whole = ck.trend(pipe_of(), "won_value", within="quarter")
    split = ck.trend(pipe_of(), "won_value", within="quarter", by="owner")
    assert list(split)[:3] == ["owner", "period", "week"]
    sums = split.groupby(["period", "week"])["value"].sum(min_count=1).reset_index(drop=True)
    pd.testing.assert_series_equal(sums, whole["value"], check_names=False)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("measure", ["won_value", "new_deals"])
def test_it_is_what_plain_pandas_adds_up(seed, measure):
    pipe = company(Habits(a_month=15, months=20), seed)
    deals = pipe.deals
    dates = (
        deals["created_at"] if measure == "new_deals" else deals.loc[deals["outcome"] == "won", "closed_at"]
    ).dropna()  # fmt: skip
    worth = (
        pd.Series(1.0, dates.index) if measure == "new_deals" else deals["value"].loc[dates.index]
    )
    found = ck.trend(pipe, measure, within="quarter")
    for row in found[found["value"].notna()][::7].to_dict("records"):
        end = row["period"] + pd.Timedelta(days=7 * row["week"])
        close = row["period"] + pd.offsets.MonthBegin(3)
        end = close if row["week"] == 13 else end
        mine = worth[(dates >= row["period"]) & (dates < end)].sum()
        assert row["value"] == pytest.approx(mine)
    ends = found[found["week"] == 13].set_index("label")["value"].dropna()
    whole = ck.trend(pipe, measure, every="quarter").set_index("label")["value"]
    assert ends.to_dict() == pytest.approx(whole[ends.index].to_dict())


@pytest.mark.parametrize(
    ("ask", "wrong"),
    [
        (lambda p: ck.trend(p, "win_rate", within="quarter"), '"win_rate" does not add up week by week.'),
        (lambda p: ck.trend(p, "open_value", within="year"), '"open_value" does not add up'),
        (lambda p: ck.trend(p, "won_value", within="month", dated="closed"), "within= adds up"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_told(ask, wrong):
    with pytest.raises(QuestionError) as error:
        ask(pipe_of())
    assert error.value.wrong.startswith(wrong)
    line = error.value.fix.removeprefix("Write it as ").rstrip(".")
    assert len(eval(line, {"ck": ck, "pipe": pipe_of()}))


def test_nobody_and_several_currencies():
    nobody = ck.trend(without_deals(pipe_of()), "won_value", within="quarter")
    assert nobody.empty and "week" in nobody
    assert ck.trend_chart(nobody).layout.annotations
    deals = AMOUNTS.assign(currency=["EUR", "USD", "EUR", "USD", "EUR", "USD", "EUR"])
    pipe = ck.from_events(WON, stages=["New"], deals=deals)
    found = ck.trend(pipe, "won_value", within="quarter")
    with_deals = found[found["n"].eq(0) & found["value"].isna()]
    assert with_deals["note"].str.contains("several currencies").any()
    each = ck.trend(pipe, "won_value", within="quarter", by="currency")
    assert np.nanmax(each["value"]) == 2000


def test_the_chart_puts_the_last_one_beside_those_before():
    chart = ck.trend_chart(
        ck.trend(pipe_of(), "won_value", within="quarter"), measure="won_value", currency="EUR"
    )
    before, usual, now, touched = chart.data
    assert list(now.y) == list(touched.y) == [1000, 1000, 3000]
    assert list(before.y)[:13] == [100, *[300] * 11, 700] and usual.line.dash == "dot"
    assert touched.customdata[2] == ["2024-04-01", "3"]
    told = chart.layout.annotations[-1].text.replace("<br>", " ")
    assert "Week 3 of Q2 2024: €3,000 so far." in told


@pytest.mark.parametrize("day", range(1, 29))
def test_a_running_week_is_compared_with_the_same_day(day):
    """Of each January to March 100 a day, of April nothing: by its day so many hundred had come before."""
    starts = [f"2025-{month:02d}-01" for month in (1, 2, 3)]
    days = [at for start in starts for at in pd.date_range(start, periods=28)]
    log = [("x", "New", pd.Timestamp("2025-01-01")), ("y", "New", pd.Timestamp("2025-04-01"))]
    for n, at in enumerate(days):
        log += [(str(n), "New", at), (str(n), "Won", at)]
    rows = pd.DataFrame(log, columns=["deal_id", "stage", "at"])
    deals = pd.DataFrame({"deal_id": [str(n) for n in range(len(days))], "amount": 100.0})
    end = f"2025-04-{day:02d}"
    pipe = ck.from_events(rows, stages=["New"], deals=deals, as_of=end)
    table = (
        ck.trend(pipe, "won_value", within="month").query("label == '2025-04'").set_index("week")
    )
    week = min((day - 1) // 7 + 1, 4)
    whole = table["usual"].drop(week)
    assert whole.tolist() == [min(7 * at, 28) * 100 for at in whole.index]
    assert table.loc[week, "usual"] == day * 100


def test_a_week_whose_wins_have_no_amount_says_so_and_weeks_to_come_are_silent():
    rows = {"deal_id": list("1234"), "stage": ["New"] * 4, "status": ["won"] * 4, "amount": [None, 5, None, 1],
            "created_at": ["2025-01-01"] * 4,
            "closed_at": ["2025-02-03", "2025-02-09", "2025-02-20", "2025-01-01"]}  # fmt: skip
    pipe = ck.load(pd.DataFrame(rows), stages=["New"], as_of="2025-03-05")
    table = ck.trend(pipe, "won_value", within="month").set_index(["label", "week"])
    assert table.loc[("2025-02", 1), "note"] == "Not known: none of these deals has an amount."
    assert table.loc[("2025-02", 2), "note"] == ""
    assert table.loc[("2025-02", 3), "note"].startswith("What this week added is not known")
    assert np.isnan(table.loc[("2025-03", 3), "value"]) and table.loc[("2025-03", 3), "note"] == ""
