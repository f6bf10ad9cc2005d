"""What discounts go with: by hand, by plain pandas, and drawn."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.errors import QuestionError
from tests.companies import ENGINES, events, without_deals

#: outcome, owner, list price, amount, day of the end (all begun on 1 January)
OFFERS = [
    ("won", "Ann", 1000.0, 1000.0, "2025-01-11"), ("lost", "Ann", 1000.0, 1000.0, "2025-02-01"),
    ("won", "Ann", 1000.0, 950.0, "2025-01-21"), ("won", "Bo", 200.0, 150.0, "2025-01-31"),
    ("lost", "Bo", 200.0, 150.0, "2025-02-05"), ("won", "Bo", 100.0, 120.0, "2025-01-06"),
    ("lost", "Bo", None, 100.0, "2025-01-06"),
]  # fmt: skip


def firm(engine="pandas", rows=OFFERS, **fields):
    log = [
        line
        for n, (end, *_, day) in enumerate(rows)
        for line in (f"{n} A 2025-01-01", f"{n} {end} {day}")
    ]
    deals = pd.DataFrame([row[1:4] for row in rows], columns=["owner", "list_price", "amount"])
    deals = deals.assign(deal_id=[str(n) for n in range(len(rows))], **fields)
    to = ENGINES[engine]
    return ck.from_events(to(events(*log)), stages=["A"], deals=to(deals), as_of="2025-03-31")


def words(chart):
    return " ".join(note.text.replace("<br>", " ") for note in chart.layout.annotations)


@pytest.mark.parametrize("engine", ENGINES)
def test_by_the_list_price(engine):
    table = ck.discounts(firm(engine)).set_index("discount")
    assert list(table.index) == ["none", "up to 5 %", "more"]
    assert table["deals"].tolist() == [3, 1, 2] and table["won"].tolist() == [2, 1, 1]
    assert table["win_rate"].tolist() == pytest.approx([2 / 3, 1, 0.5])
    assert table["median_days"].tolist() == [7.5, 20, 30]
    assert table.loc["more", ["mean_discount", "given_away", "lost"]].tolist() == [0.25, 50, 1]
    assert (table["unknown"] == 1).all() and table["note"].str.startswith("An association").all()


def test_by_owner():
    table = ck.discounts(firm(), by="owner").set_index(["owner", "discount"])
    assert table["deals"].to_dict() == {
        ("Ann", "none"): 2, ("Ann", "up to 5 %"): 1, ("Bo", "none"): 1, ("Bo", "more"): 2,
    }  # fmt: skip
    assert table["unknown"].groupby("owner").first().to_dict() == {"Ann": 0, "Bo": 1}


@pytest.mark.parametrize("per", [1, 100, -1, -100])
def test_by_a_column_of_discounts_as_shares_or_per_cent_with_a_minus_or_without(per):
    said = [0.0, 0.05, 0.1, 0.2, 0.201, None, 0.04]
    pipe = firm(rebate=[None if one is None else one * per for one in said])
    table = ck.discounts(pipe, discount="rebate").set_index("discount")
    assert table["deals"].to_dict() == {
        "none": 1,
        "up to 5 %": 2,
        "up to 10 %": 1,
        "up to 20 %": 1,
        "more": 1,
    }
    assert table["given_away"].isna().all()


def test_one_discount_above_the_whole_is_unknown_and_makes_no_per_cent_of_the_others():
    rows = [("lost" if n % 3 else "won", "Ann", None, 100.0, "2025-01-11") for n in range(30)]
    pipe = firm(rows=rows, rebate=[1.5 if n == 7 else 0.1 for n in range(30)])
    table = ck.discounts(pipe, discount="rebate")
    assert table[["discount", "deals", "unknown"]].values.tolist() == [["up to 10 %", 29, 1]]


OF_CURRENCIES = [
    ("won", "Ann", 1000.0, 900.0, "2025-01-11"), ("won", "Ann", 500.0, 400.0, "2025-01-12"),
    ("won", "Ann", 100.0, 0.0, "2025-01-13"), ("lost", "Ann", 1000.0, 1000.0, "2025-02-01"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "given"),
    [([450.0, 400.0, 0.0, 500.0], 50 + 100), ([None] * 4, None)],
    ids=["at the rate of each deal", "without rates"],
)
def test_what_is_given_away_is_converted_as_amounts_are_or_is_of_each_currency(value, given):
    codes = ["USD", "EUR", "EUR", "USD"]
    pipe = firm(rows=OF_CURRENCIES, currency=codes)
    pipe = dataclasses.replace(pipe, deals=pipe.deals.assign(value=np.array(value, dtype=float)))
    whole = ck.discounts(pipe)["given_away"].sum(min_count=1)
    assert whole == given if given else np.isnan(whole)
    each = ck.discounts(pipe, by="currency").groupby("currency")["given_away"].sum()
    assert each.to_dict() == {"EUR": 200, "USD": 100}


def test_what_is_not_there_is_told():
    bare = ck.from_events(events("1 A 2025-01-01", "1 won 2025-01-05"), stages=["A"])
    with pytest.raises(QuestionError, match="neither a discount nor a list price") as error:
        ck.discounts(bare)
    assert 'ck.discounts(pipe, discount="...")' in str(error.value)
    with pytest.raises(QuestionError, match='discount="owner" is not a column of numbers'):
        ck.discounts(firm(), discount="owner")
    empty = ck.discounts(without_deals(firm()))
    assert empty.empty and "No decided deal" in words(charts.discounts_chart(empty))
    answers = ck.answerable(bare).set_index("metric")["answer"]
    assert answers["discounts"] == "no"


@pytest.mark.parametrize("seed", range(10))
def test_as_plain_pandas_has_it(seed):
    dice = np.random.default_rng(seed)
    prices = dice.choice([100.0, 2000.0], 80)
    cuts = dice.choice([0.0, 0.03, 0.1, 0.15, 0.4], 80)
    ends = dice.choice(["won", "lost"], 80)
    days = [f"2025-01-{day:02}" for day in dice.integers(2, 29, 80)]
    rows = list(
        zip(ends, dice.choice(["Ann", "Bo"], 80), prices, prices * (1 - cuts), days, strict=True)
    )
    table = ck.discounts(firm(rows=rows)).set_index("discount")
    plain = pd.DataFrame(
        {"cut": cuts, "won": ends == "won", "away": prices * cuts, "day": pd.to_datetime(days)}
    )
    plain["days"] = (plain["day"] - pd.Timestamp("2025-01-01")).dt.days
    names = {0.0: "none", 0.03: "up to 5 %", 0.1: "up to 10 %", 0.15: "up to 20 %", 0.4: "more"}
    for cut, own in plain.groupby("cut"):
        row = table.loc[names[cut]]
        won = own[own["won"]]
        assert [row["deals"], row["won"]] == [len(own), len(won)]
        assert row["win_rate"] == pytest.approx(own["won"].mean())
        assert row["median_days"] == won["days"].median()
        assert row["given_away"] == pytest.approx(won["away"].sum())


def test_dots_are_the_shares_won():
    rows = [("lost", "Ann", 100.0, 100.0, "2025-02-01")] * 20
    rows += [("won", "Ann", 100.0, 70.0, "2025-02-01")] * 20 + [
        ("won", "Ann", 100.0, 92.0, "2025-02-01")
    ]
    chart = charts.discounts_chart(ck.discounts(firm(rows=rows)))
    dots = next(trace for trace in chart.data if trace.customdata is not None)
    assert list(dots.x) == [0, 1, 1] and [mark[0] for mark in dots.customdata] == [
        "none",
        "up to 10 %",
        "more",
    ]
    assert 'Deals with a discount of "more" were won more often than those of "none"' in words(
        chart
    )
    assert "An association" in words(chart)


def test_groups_stand_below_each_other_with_the_whole_width_for_their_words():
    chart = charts.discounts_chart(ck.discounts(firm(), by="owner"))
    axes = [chart.layout[name] for name in ("xaxis", "xaxis2")]
    assert [axis.domain for axis in axes] == [(0, 1), (0, 1)]
    assert chart.layout.yaxis.domain[0] > chart.layout.yaxis2.domain[1]


def test_why_it_is_not_known_what_was_given_away_in_several_currencies():
    table = ck.discounts(firm(currency=["EUR", "USD"] * 3 + ["EUR"]))
    unknown = table["given_away"].isna() & (table["won"] > 0)
    assert unknown.any()
    assert table.loc[unknown, "note"].str.contains("Not known in one sum").all()
    assert not table.loc[table["won"].eq(0), "note"].str.contains("Not known in one sum").any()
    one = ck.discounts(firm(currency="EUR"))
    assert not one["note"].str.contains("Not known").any()
