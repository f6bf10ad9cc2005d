"""kpis: periods, flows by date, stocks as rewind gives them, changes, unfinished cohorts."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
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
    assert (january["new_deals"], january["won_value"], january["median_cycle_days"]) == (
        3,
        100.0,
        10.0,
    )
    assert january["open_deals"] == 3  # 2, 3 and 5


def test_change_is_relative_and_in_points_for_shares(pipe):
    change = values(pipe, "change", at="2024-02-10")
    assert change["new_deals"] == pytest.approx(1 / 3 - 1)
    assert change["win_rate"] == pytest.approx(0.5 - 1.0)


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
