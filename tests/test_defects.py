"""defects and defect_effects, to_do: each on deals made for it."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.metrics.defects import defect_effects, defects
from cycle_kit.metrics.to_do import to_do
from tests.companies import ENGINES, events

STAGES = ["A", "B", "C"]


def counts(pipe):
    return defects(pipe).set_index("defect")["deals"].to_dict()


@pytest.mark.parametrize("engine", ENGINES)
def test_each_defect_is_counted_once_per_deal(engine):
    rows = [
        "clean A 2024-01-01", "clean B 2024-01-02", "clean Won 2024-01-03",
        "skip A 2024-01-01", "skip C 2024-01-05",
        "rush A 2024-01-01 10:00:00", "rush B 2024-01-01 10:00:30", "rush C 2024-01-01 10:00:40",
        "mid B 2024-01-01",
        "again A 2024-01-01", "again Lost 2024-01-02", "again A 2024-01-03",
    ]  # fmt: skip
    made = ENGINES[engine]
    found = counts(ck.from_events(made(events(*rows)), stages=STAGES))
    assert found == {
        "stages skipped": 1,
        "several stages in one minute": 1,
        "created mid-pipeline": 1,
        "closed before created": 0,
        "reopened": 1,
        "unknown outcome": 0,
        "no stage": 0,
        "no history": 0,
        "bulk moves": 0,
        "missing amounts": 5,
        "zero amounts": 0,
        "amount far beyond all others": 0,
        "far-off dates": 0,
        "duplicates": 0,
    }


def test_bulk_moves_are_many_deals_in_one_minute():
    rows = [f"{n} A 2024-01-01" for n in range(25)] + [
        f"{n} B 2024-02-01 16:05:0{n % 9}" for n in range(25)
    ]
    assert counts(ck.from_events(events(*rows), stages=STAGES))["bulk moves"] == 25
    few = [f"{n} A 2024-01-01" for n in range(19)] + [f"{n} B 2024-02-01 16:05" for n in range(19)]
    assert counts(ck.from_events(events(*few), stages=STAGES))["bulk moves"] == 0


def test_effects_on_the_headlines():
    rows = events(
        "1 A 2024-01-01", "1 B 2024-01-02", "1 Won 2024-01-11",
        "2 A 2024-01-01", "2 B 2024-01-02", "2 Lost 2024-01-05",
        "3 A 2024-01-01", "3 C 2024-01-02", "3 Lost 2024-01-05",
    )  # fmt: skip
    table = defect_effects(ck.from_events(rows, stages=STAGES))
    skipped = table[table["defect"] == "stages skipped"].set_index("measure")
    assert skipped.loc["win_rate", "with_them"] == pytest.approx(1 / 3)
    assert skipped.loc["win_rate", "without_them"] == pytest.approx(1 / 2)
    assert skipped.loc["median_cycle_days", "without_them"] == 10.0


@pytest.mark.parametrize("engine", ENGINES)
def test_open_deals_without_a_stage(engine):
    made = ENGINES[engine]
    rows = made(events("1 A 2024-01-01", "2 A 2024-01-01", "2 Lost 2024-01-02"))
    fields = made(pd.DataFrame({"deal_id": ["1", "2", "3", "4"], "amount": [1.0] * 4}))
    pipe = ck.from_events(rows, stages=STAGES, deals=fields)
    assert (counts(pipe)["no stage"], counts(pipe)["no history"]) == (2, 2)


AMOUNTS = [100.0, 200.0, 300.0, 400.0, 500.0, 0.0, 300.0, 250.0]
FAR = "amount far beyond all others"


def priced(amounts, made=lambda frame: frame, **columns):
    ids = [f"d{n}" for n in range(len(amounts))]
    rows = events(
        *(f"{name} A 2024-01-01" for name in ids), *(f"{name} Won 2024-01-05" for name in ids)
    )
    fields = pd.DataFrame({"deal_id": ids, "amount": amounts, **columns})
    return ck.from_events(made(rows), stages=STAGES, deals=made(fields))


@pytest.mark.parametrize("engine", ENGINES)
def test_an_amount_far_beyond_all_others_and_what_it_does_to_the_money(engine):
    pipe = priced([*AMOUNTS, 3e7], ENGINES[engine])
    assert counts(pipe)[FAR] == 1
    effects = defect_effects(pipe).query("defect == @FAR").set_index("measure")
    assert effects.loc["won_value"].tolist()[1:] == [30_002_050.0, 2_050.0]
    assert effects.loc["mean_won_value", "without_them"] == pytest.approx(2050 / 8)
    assert effects.loc["open_value"].tolist()[1:] == [0.0, 0.0]


@pytest.mark.parametrize(
    ("amounts", "found"),
    [
        ([*AMOUNTS, 100_000.0], 0),  # 333 times the usual one: a large deal
        ([*AMOUNTS, 40_000.0, 3e5], 0),  # 1000 times, and only 8 times the next
        ([1.0, 2.0, 3.0, 1e9], 0),  # nothing to compare with
        (AMOUNTS * 30 + [3e7, 4e7], 2),  # slips in more than one deal, among many
        (AMOUNTS * 2 + [3e7, 4e7, 5e7], 0),  # too many for slips: another kind of deals
        ([], 0),
        ([None] * 9, 0),
    ],
)
def test_which_amounts_are_far_beyond(amounts, found):
    assert counts(priced(amounts))[FAR] == found if amounts else True


def test_amounts_are_compared_within_their_currency():
    amounts, currencies = AMOUNTS * 3 + [5e8] * 8, ["USD"] * 24 + ["IRR"] * 8
    assert counts(priced(amounts, currency=currencies))[FAR] == 0
    assert counts(priced([*amounts, 5e8], currency=[*currencies, "USD"]))[FAR] == 1


# -- to do -----------------------------------------------------------------------------------------


def company():
    past = [f"p{n} A 2024-01-01" for n in range(10)]
    past += [f"p{n} B 2024-01-{2 + n:02d}" for n in range(10)]  # left A after 1 to 10 days
    past += [f"p{n} Won 2024-03-01" for n in range(10)]
    now = ["slow A 2024-05-01", "new A 2024-06-25", "gone A 2023-11-01", "gone Lost 2023-12-20"]
    ids = [f"p{n}" for n in range(10)] + ["slow", "new", "gone"]
    fields = pd.DataFrame({"deal_id": ids, "amount": [10.0] * 10 + [500.0, 900.0, 70.0]})
    fields["created_at"] = pd.to_datetime(
        ["2024-01-01"] * 10 + ["2024-05-01", "2024-06-25", "2023-11-01"]
    )
    fields["expected_close"] = pd.to_datetime([None] * 11 + ["2024-06-20", None])
    fields["last_activity_at"] = pd.to_datetime([None] * 10 + ["2024-05-20", "2024-06-30", None])
    return events(*past, *now), fields


@pytest.mark.parametrize("engine", ENGINES)
def test_what_to_do_today(engine):
    rows, fields = company()
    made = ENGINES[engine]
    table = to_do(ck.from_events(made(rows), stages=["A", "B"], deals=made(fields)))
    assert list(table[["deal_id", "why"]].itertuples(index=False, name=None)) == [
        ("new", "overdue"),
        ("slow", "slow"),
        ("slow", "silent"),
        ("gone", "revive"),
    ]
    slow = table[table["why"] == "slow"].iloc[0]
    assert (slow["days_in_stage"], slow["usual_days"]) == (60.0, pytest.approx(9.1))
    assert table["flagged_share"].iloc[0] == 1.0
    assert table.iloc[0]["due"] == pd.Timestamp("2024-06-20")


def test_customers_won_a_month_or_three_ago_are_welcomed():
    rows, fields = company()
    pipe = ck.from_events(rows, stages=["A", "B"], deals=fields).rewind("2024-04-15")
    table = to_do(pipe)
    assert (table["why"] == "welcome").sum() == 10
    assert table.loc[table["why"] == "welcome", "due"].iloc[0] == pd.Timestamp("2024-03-31")


def test_a_deal_that_wants_nothing_is_not_on_the_list():
    rows, fields = company()
    nobody = ~fields["deal_id"].isin(["slow", "gone"])
    fields["expected_close"], fields["last_activity_at"] = pd.NaT, pd.NaT
    kept = rows[rows["deal_id"].isin(fields.loc[nobody, "deal_id"])]
    pipe = ck.from_events(kept, stages=["A", "B"], deals=fields[nobody])
    assert to_do(pipe).query("why != 'welcome'").empty


def test_what_no_date_tells_is_no_share_of_nought():
    """Nothing says of any open deal since when it stands there, what is planned or what was done last."""
    ends = ["Lead", "Offer", "Won", "Lost"] * 6
    closed = [f"2025-03-{n + 1:02}" if n % 4 > 1 else "" for n in range(24)]
    frame = pd.DataFrame(
        {
            "Deal ID": [str(n) for n in range(24)],
            "Stage": ends,
            "Created": [f"2025-01-{n + 1:02}" for n in range(24)],
            "Closed": closed,
        }
    )
    table = ck.to_do(ck.load(frame, as_of="2025-04-20"))
    assert set(table["why"]) == {"welcome"} and table["flagged_share"].isna().all()
    planned = frame.assign(**{"Expected close": "2025-12-31"})
    assert ck.to_do(ck.load(planned, as_of="2025-04-20"))["flagged_share"].eq(0).all()
