"""kpis: periods, flows by date, stocks as rewind gives them, changes, unfinished cohorts."""

import dataclasses

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.purchases import MEASURES as OF_CUSTOMERS
from cycle_kit.metrics.stock import stock_at
from tests.companies import ENGINES, events

EVENTS = events(
    # won in January after 10 days, lost in February, open since December
    "1 A 2024-01-05", "1 Won 2024-01-15",
    "2 A 2024-01-10", "2 Lost 2024-02-05",
    "3 A 2023-12-20",
    # created and won in February after 4 days; lost, reopened, won in March
    "4 A 2024-02-01", "4 Won 2024-02-05",
    "5 A 2024-01-20", "5 Lost 2024-02-10", "5 A 2024-02-20", "5 Won 2024-03-01",
    "6 A 2024-03-31",
)  # fmt: skip
DEALS = pd.DataFrame(
    {
        "deal_id": list("123456"),
        "owner": ["Ada", "Ada", "Bo", "Bo", "Ada", None],
        "amount": [100.0, 200.0, 300.0, 400.0, 500.0, None],
        "created_at": pd.to_datetime(
            ["2024-01-05", "2024-01-10", "2023-12-20", "2024-02-01", "2024-01-20", "2024-03-31"]
        ),
    }
)


@pytest.fixture(scope="module")
def pipe():
    return ck.from_events(EVENTS, stages=["A"], deals=DEALS)


def values(pipe, column="value", **options):
    return ck.kpis(pipe, **options).set_index("measure")[column]


def test_february_beside_january(pipe):
    february = values(pipe, at="2024-02-10")
    assert february["new_deals"] == 1
    assert february["new_value"] == 400.0
    assert february["won_deals"] == 1
    assert february["won_value"] == 400.0
    assert february["win_rate"] == 0.5  # 4 won, 2 lost; 5 was won in the end, in March
    assert february["win_loss_ratio"] == 1.0
    assert february["median_cycle_days"] == 4.0
    assert february["open_deals"] == 2  # 3, and 5 which was reopened on the 20th
    assert february["open_value"] == 800.0
    assert february["velocity_per_day"] == pytest.approx(2 * 0.5 * 400 / 4)
    january = values(pipe, "previous", at="2024-02-10")
    assert (january["new_deals"], january["open_deals"]) == (3, 3)  # 2, 3 and 5
    closed = ["won_deals", "won_value", "win_rate", "median_cycle_days", "velocity_per_day"]
    assert january[closed].isna().all()  # the first closing is on the 15th
    then = values(pipe, "previous", at="2024-03-10")
    assert (then["won_value"], then["median_cycle_days"]) == (400.0, 4.0)


def test_a_period_that_begins_before_the_data_is_marked_and_compared_with_nothing(pipe):
    table = ck.kpis(pipe, at="2024-01-10").set_index("measure")
    assert table.loc["won_deals", ["value", "unfinished"]].tolist() == [1, True]
    assert table.loc["new_deals", ["value", "unfinished"]].tolist() == [3, False]
    assert pd.isna(table["change"]).all() and pd.isna(table["previous"]).all()
    assert table.loc["won_deals", "note"] == (
        "Not a whole period: the data have closings since 2024-01-15 only."
    )
    assert table.loc["new_deals", "note"] == ""
    whole = ck.kpis(pipe, at="2024-02-10").set_index("measure")
    assert whole["note"].drop(["open_value", *OF_CUSTOMERS]).eq("").all()
    assert pd.isna(whole.loc["won_deals", "change"])
    assert whole.loc["new_deals", "change"] == pytest.approx(1 / 3 - 1)


def test_what_most_deals_have_no_date_for_is_not_known():
    rows = [f"{n} A 2024-01-{n:02}" for n in range(1, 21)]
    won = [f"{n} Won 2024-02-{n:02}" for n in range(1, 11)]
    pipe = ck.from_events(events(*rows, *won), stages=["A"])
    lost = {"outcome": "lost", "closed_at": pd.NaT}
    odd = pipe.deals["deal_id"].isin([str(n) for n in range(15, 21)])
    moves = pd.concat([
        pipe.moves,
        pipe.moves[pipe.moves["deal_id"].isin(pipe.deals.loc[odd, "deal_id"])].assign(
            label="lost", kind="end", at=pd.NaT, stamp=pd.NaT, turn=99
        ),
    ])  # fmt: skip
    deals = pipe.deals.assign(**{
        name: pipe.deals[name].astype(object).mask(odd, value) for name, value in lost.items()
    }).astype({"outcome": pipe.deals["outcome"].dtype, "closed_at": "datetime64[us]"})  # fmt: skip
    half = dataclasses.replace(pipe, deals=deals, moves=moves)
    table = ck.kpis(half, at="2024-02").set_index("measure")
    assert table.loc["won_deals", "value"] == 10
    assert pd.isna(table.loc[["win_rate", "win_loss_ratio", "velocity_per_day"], "value"]).all()
    assert table.loc["win_rate", "note"] == (
        "Not known by period: 6 of 6 lost deals have no date of closing."
    )
    over_time = ck.trend(half, "win_rate")
    assert over_time["value"].isna().all() and over_time["low"].isna().all()
    assert over_time["note"].str.contains("6 of 6 lost deals").all()
    assert ck.trend(half, "won_deals")["value"].tolist() == [10]
    none = dataclasses.replace(half, deals=half.deals.assign(closed_at=pd.NaT))
    table = ck.kpis(none, at="2024-02").set_index("measure")
    assert pd.isna(table.loc[["won_deals", "won_value", "mean_won_value"], "value"]).all()
    over_time = ck.trend(none, "won_deals")
    assert over_time["value"].isna().all() and len(over_time) == 2
    assert over_time["note"].str.contains("10 of 10 won deals have no date of closing").all()


def test_change_is_relative_and_in_points_for_shares(pipe):
    assert values(pipe, "change", at="2024-02-10")["new_deals"] == pytest.approx(1 / 3 - 1)
    assert values(pipe, "change", at="2024-03-10")["win_rate"] == pytest.approx(1.0 - 0.5)


def test_periods_before_the_data_are_empty_not_zero(pipe):
    assert pd.isna(values(pipe, "last_year", at="2024-02-10")["new_deals"])


def test_the_last_day_completes_its_month(pipe):
    table = ck.kpis(pipe)
    assert table["start"].iloc[0] == pd.Timestamp("2024-03-01")
    assert table["end"].iloc[0] == pd.Timestamp("2024-03-31")
    assert not table.set_index("measure").loc["won_deals", "unfinished"]


def test_a_running_period_is_compared_with_the_same_days(pipe):
    running = ck.kpis(pipe.rewind("2024-02-03"), at="2024-02-03").set_index("measure")
    assert running["unfinished"].all()
    assert running.loc["new_deals", "value"] == 1
    assert running.loc["new_deals", "previous"] == 0  # 1 to 3 January
    assert running.loc["won_deals", "value"] == 0


def test_a_young_cohort_has_no_conversion_yet(pipe):
    table = ck.kpis(pipe).set_index("measure")
    assert table.loc["conversion_first_to_won", "unfinished"]
    assert pd.isna(table.loc["conversion_first_to_won", "value"])
    # 80 % of wins (4, 10 and 41 days) come within 28.6 days; of January's 3 deals 1 had by then
    assert values(pipe, at="2024-01-10")["conversion_first_to_won"] == pytest.approx(1 / 3)


def test_by_owner_with_a_missing_one(pipe):
    table = ck.kpis(pipe, at="2024-02-10", by="owner")
    won = table[table["measure"] == "won_deals"]
    assert dict(zip(won["owner"].fillna("nobody"), won["value"], strict=True)) == {
        "Ada": 0,
        "Bo": 1,
        "nobody": 0,
    }


def test_an_unknown_period_is_an_error(pipe):
    with pytest.raises(QuestionError) as error:
        ck.kpis(pipe, period="decade")
    assert str(error.value) == (
        'ck.kpis knows no period="decade".\n'
        'It knows "week", "month", "quarter", "year".\n'
        'Choose one of them, for example ck.kpis(pipe, period="month").'
    )


def test_the_stock_of_every_day_is_that_of_rewind(pipe):
    days = list(pd.date_range("2023-12-20", "2024-03-31"))
    stock = stock_at(pipe, [], days, amount="value").set_index("day")
    for day in days:
        still = pipe.rewind(day).deals
        still = still[still["outcome"] == "open"]
        assert stock.loc[day, "open_deals"] == len(still), day
        assert stock.loc[day, "open_value"] == still["value"].sum(), day


def test_engines_agree(pipe):
    expected = ck.kpis(pipe, at="2024-02-10", by="owner")
    for made in ENGINES.values():
        same = ck.from_events(made(EVENTS), stages=["A"], deals=made(DEALS))
        got = ck.kpis(same, at="2024-02-10", by="owner")
        pd.testing.assert_frame_equal(got, expected, check_dtype=False, rtol=1e-9)
