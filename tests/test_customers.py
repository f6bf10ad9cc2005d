"""Customers: who buys again, what one is worth and what hangs on the largest, by hand and by plain pandas."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.charts.panels import reasons_of
from cycle_kit.errors import QuestionError
from tests.companies import ENGINES, events, plain, without_deals
from tests.companies_over_time import Habits, company

#: account, owner, amount, won on
BOUGHT = [
    ("X", "Ann", 100.0, "2023-01-10"), ("X", "Bob", 300.0, "2023-04-10"),
    ("Y", "Ann", 200.0, "2023-02-01"), ("Y", "Ann", 50.0, "2024-03-07"),  # 400 days later
    ("Z", "Bob", 400.0, "2023-03-01"), ("W", "Bob", None, "2024-03-01"),
]  # fmt: skip


def shop(engine="pandas", rows=BOUGHT, as_of="2024-04-30", **fields):
    log = [row for n, (*_, day) in enumerate(rows) for row in (f"{n} A {day}", f"{n} won {day}")]
    deals = pd.DataFrame(rows, columns=["account", "owner", "amount", "day"]).drop(columns="day")
    deals = deals.assign(deal_id=[str(n) for n in range(len(rows))], **fields)
    deals = deals.astype({"amount": "float64"})
    to = ENGINES[engine]
    return ck.from_events(to(events(*log)), stages=["A"], deals=to(deals), as_of=as_of)


def words(chart):
    return " ".join(note.text.replace("<br>", " ") for note in chart.layout.annotations)


@pytest.mark.parametrize("engine", ENGINES)
def test_customers_by_hand(engine):
    (row,) = ck.customers(shop(engine)).to_dict("records")
    assert [row[name] for name in ("customers", "returning_customers", "won_deals")] == [4, 2, 6]
    assert row["won_value"] == 1050 and row["value_per_customer"] == 350  # of three with an amount
    assert row["largest"] in ("X", "Z")
    assert row["largest_customer_share"] == pytest.approx(400 / 1050)
    # X after 90 days; Y after 400, Z watched for 426, W for 60: nobody left out before the 90th but W
    assert row["again_within_year"] == pytest.approx(1 / 3)
    assert row["watched"] == 3


def test_groups_are_those_of_the_won_deals():
    table = ck.customers(shop(), by="owner").set_index("owner")
    assert table["customers"].to_dict() == {"Ann": 2, "Bob": 3}
    # X bought first of Ann, and again of Bob
    assert table["returning_customers"].to_dict() == {"Ann": 1, "Bob": 1}
    assert table.loc["Ann", "again_within_year"] == 0.5
    assert table.loc["Bob", "again_within_year"] == 0
    mine = ck.customers(shop().where(owner="Bob"))
    assert mine[["customers", "returning_customers"]].iloc[0].tolist() == [3, 1]


#: chosen or split by what, which customers bought first elsewhere
FIRST_ELSEWHERE = {"Ann": 0, "Bob": 1}


@pytest.mark.parametrize("owner", FIRST_ELSEWHERE)
@pytest.mark.parametrize("ask", ["where", "by"])
def test_who_won_first_elsewhere_is_told(owner, ask):
    """All customers are the ones in the share that buys again and those of whom it is said that they are not."""
    rows = [*BOUGHT, *((f"{owner}{n}", owner, 5.0, "2023-01-20") for n in range(12))]
    rows += [(f"{owner}{n}", owner, 5.0, "2023-03-20") for n in range(4)]
    pipe = shop(rows=rows)
    pipe, by = (pipe.where(owner=owner), None) if ask == "where" else (pipe, "owner")
    table = ck.customers(pipe, by=by)
    row = table[table["owner"].eq(owner)].iloc[0] if by else table.iloc[0]
    there = FIRST_ELSEWHERE[owner]
    assert ("1 customer won first elsewhere" in row["note"]) == bool(there)
    curve = ck.buying_again(pipe, by=by)
    last = (curve[curve["owner"].eq(owner)] if by else curve).iloc[-1]
    assert last["elsewhere"] == there and last["customers"] == row["customers"]
    assert last["watched"] + last["early"] + last["elsewhere"] == last["customers"]
    said = words(charts.buying_again_chart(curve.loc[[last.name]].drop(columns=by or [])))
    assert ("Not in it: 1, who won first elsewhere." in said) == bool(there)


@pytest.mark.parametrize("ask", ["customers", "buying_again"])
def test_help_says_what_coming_back_is_counted_from(ask):
    assert "first win" in " ".join(str(getattr(ck, ask).__doc__).split())
    assert "wherever that was" in ck.definition("customers")
    assert "first won deal of all is here" in ck.definition("buying_again")


def test_by_account_each_is_its_own_group():
    found = ck.kpis(shop(), period="quarter", at="2023-Q2", by="account").set_index(
        ["measure", "account"]
    )
    assert found.loc[("returning_customers", "X"), "value"] == 1
    assert ck.customers(shop(), by="account")["customers"].tolist() == [1, 1, 1, 1]


def test_two_wins_of_a_day_are_one_purchase():
    rows = [("X", "Ann", 1.0, "2023-01-10"), ("X", "Ann", 2.0, "2023-01-10")]
    table = ck.customers(shop(rows=rows))
    assert table[["customers", "returning_customers", "again_within_year"]].iloc[0].tolist() == [
        1,
        0,
        0,
    ]


def test_not_yet_watched_for_a_year():
    table = ck.customers(shop(as_of="2024-03-08", rows=BOUGHT[4:]).where(account="W"))
    assert (
        table["again_within_year"].isna().all()
        and "Nobody who has not come back was watched" in table["note"][0]
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_new_and_returning_by_quarter(engine):
    pipe = shop(engine)
    new = ck.trend(pipe, "new_customers", every="quarter").set_index("label")["value"]
    back = ck.trend(pipe, "returning_customers", every="quarter").set_index("label")["value"]
    assert new[["2023-Q1", "2023-Q2", "2023-Q3", "2024-Q1"]].tolist() == [3, 0, 0, 1]
    assert back[["2023-Q1", "2023-Q2", "2023-Q3", "2024-Q1"]].tolist() == [0, 1, 0, 1]
    kpis = ck.kpis(pipe, period="quarter", at="2023-Q2").set_index("measure")
    assert kpis.loc["returning_customers", ["value", "unit"]].tolist() == [1, "customers"]
    year = ck.kpis(pipe, period="year", at="2023").set_index("measure")["value"]
    assert year["new_customers"] == 3 and year["returning_customers"] == 0
    assert year["value_per_customer"] == pytest.approx(1000 / 3)
    assert year["largest_customer_share"] == 0.4


def test_a_customer_is_new_once_whatever_is_filtered():
    by = ck.kpis(shop(), period="quarter", at="2023-Q2", by="owner").set_index(["measure", "owner"])
    assert by.loc[("returning_customers", "Bob"), "value"] == 1
    assert by.loc[("new_customers", "Bob"), "value"] == 0
    bob = ck.kpis(shop().where(owner="Bob"), period="quarter", at="2023-Q2").set_index("measure")
    assert bob.loc["new_customers", "value"] == 0 and bob.loc["returning_customers", "value"] == 1
    then = ck.trend(shop().rewind("2023-03-31"), "returning_customers", every="quarter")
    assert then["value"].sum() == 0


def test_a_target_for_returning_customers():
    targets = pd.DataFrame([{"measure": "returning_customers", "period": "2023-Q2", "target": 4}])
    (row,) = ck.goals(shop(), targets).to_dict("records")
    assert row["actual"] == 1 and row["attained"] == 0.25 and row["verdict"] == "missed"


@pytest.mark.parametrize("seed", range(10))
def test_as_plain_pandas_has_it(seed):
    pipe, dice = company(Habits(months=14), seed), np.random.default_rng(seed)
    deals = plain(pipe.deals)
    deals = deals.assign(account=dice.choice([f"c{n}" for n in range(60)], len(deals)))
    pipe = replace(pipe, deals=deals)
    won = deals[deals["outcome"].eq("won")].assign(
        month=lambda rows: rows["closed_at"].dt.to_period("M")
    )
    first = won.groupby("account")["month"].min()
    active = won.drop_duplicates(["account", "month"])
    new = active["account"].map(first) == active["month"]
    for name, mine in (("new_customers", new), ("returning_customers", ~new)):
        trend = ck.trend(pipe, name)
        expected = active[mine].groupby("month").size()
        found = trend.set_index(trend["period"].dt.to_period("M"))["value"]
        assert found[found > 0].to_dict() == expected.to_dict()
    names = ("new_customers", "returning_customers")
    assert sum(ck.trend(pipe, name)["value"].sum() for name in names) == len(active)
    (row,) = ck.customers(pipe).to_dict("records")
    sums = won.groupby("account")["amount"].sum()
    assert row["value_per_customer"] == pytest.approx(sums.mean())
    assert row["largest_customer_share"] == pytest.approx(sums.max() / sums.sum())
    assert row["customers"] == won["account"].nunique()
    curve = ck.buying_again(pipe)
    assert curve["again"].is_monotonic_increasing and (curve["at_risk"] >= 10).all()
    # the Kaplan-Meier estimate, written anew
    day = won.assign(day=won["closed_at"].dt.normalize()).drop_duplicates(["account", "day"])
    day = day.sort_values("day").groupby("account")["day"].apply(list)
    came = np.array([len(days) > 1 for days in day])
    last = pipe.as_of.normalize()
    gaps = np.array([((days[1] if len(days) > 1 else last) - days[0]).days for days in day])
    left = 1.0
    for at in curve["days"]:
        left *= 1 - (came & (gaps == at)).sum() / (gaps >= at).sum()
        assert 1 - left == pytest.approx(curve.set_index("days").loc[at, "again"])


def test_no_accounts_is_an_error_that_says_what_to_export():
    pipe = shop(rows=[(None, *rest) for _, *rest in BOUGHT])
    with pytest.raises(QuestionError, match="no won deal has both an account and a date") as error:
        ck.customers(pipe)
    assert "Export the account" in str(error.value)
    kpis = ck.kpis(pipe, period="year", at="2023").set_index("measure")
    assert np.isnan(kpis.loc["new_customers", "value"])
    assert "has an account" in kpis.loc["new_customers", "note"]
    some = [("X", "Ann", 1.0, "2023-01-10"), (None, "Ann", 1.0, "2023-01-10")]
    assert "1 of 2 won deals have no account" in ck.customers(shop(rows=some))["note"][0]


def test_nobody_and_several_currencies():
    empty = ck.customers(without_deals(shop()))
    assert empty["customers"].tolist() == [0] and empty["won_value"].isna().all()
    assert ck.buying_again(without_deals(shop())).empty
    for end in (
        [],
        ["1 Lost 2023-02-01"],
    ):  # nothing won: nobody to count, and no error, as the help says
        nobody = ck.from_events(
            events("1 New 2023-01-01", *end), stages=["New"], as_of="2023-12-31"
        )
        assert ck.customers(nobody)["customers"].tolist() == [0] and ck.buying_again(nobody).empty
    for ask in (ck.customers, ck.buying_again):
        assert "no deal is won" in " ".join(str(ask.__doc__).split())
    pipe = shop(currency=["EUR", "EUR", "USD", "EUR", "EUR", "EUR"])
    table = ck.customers(pipe)
    assert table["won_value"].isna().all() and "several currencies" in table["note"][0]
    apart = ck.customers(pipe, by="currency").set_index("currency")["won_value"]
    assert apart.to_dict() == {"EUR": 850, "USD": 200}


def test_customers_are_drawn_by_who_came_back():
    chart = charts.customers_chart(ck.customers(shop(), by="owner"), currency="EUR")
    bars = [trace for trace in chart.data if trace.type == "bar"]
    sizes = {(*mark,): x for bar in bars for mark, x in zip(bar.customdata, bar.x, strict=True)}
    assert sizes == {("back", "Ann"): 1, ("once", "Ann"): 1, ("back", "Bob"): 1, ("once", "Bob"): 2}
    alone = words(charts.customers_chart(ck.customers(shop())))
    assert "No customer is more of the won value than " in alone and "too few to judge" in alone
    assert "No customers" in words(charts.customers_chart(ck.customers(without_deals(shop()))))
    assert "No customer bought again" in words(charts.buying_again_chart(ck.buying_again(shop())))
    days = [f"2023-{month:02}-05" for month in range(1, 13)]
    many = [(f"c{n}", "Ann", 1.0, day) for n, day in enumerate(days)] * 1
    many += [(f"c{n}", "Ann", 1.0, "2024-01-20") for n in range(2)]
    chart = charts.buying_again_chart(ck.buying_again(shop(rows=many, as_of="2025-12-31")))
    line = chart.data[-1]
    assert (
        line.customdata[-1] == ["380.0"] and line.y[0] == 0 and line.y[-1] == pytest.approx(2 / 12)
    )
    assert "customers had bought again" in words(chart)


def watched(table):
    return table[["days", "watched", "early"]].to_numpy().tolist()


def test_who_came_back_was_watched_and_who_came_lately_was_not():
    """Twelve bought on 1 January 2024, and the ten that come back do so on ten days."""
    first = [(f"A{n}", "Ann", 1.0, "2024-01-01") for n in range(12)]
    back = [(f"A{n}", "Ann", 1.0, f"2024-02-{n + 1:02}") for n in range(3)]
    long = shop(rows=first + back, as_of="2025-12-31")
    assert watched(ck.buying_again(long)) == [[31, 12, 0], [32, 12, 0], [33, 12, 0]]
    words = charts.buying_again_chart(ck.buying_again(long)).layout.annotations[-1].text
    words = words.replace("<br>", " ")
    assert "All 12 were watched for so long, or came back before." in words
    assert "not yet had the time" not in words
    # as of 2 March the four of 1 February were watched for 30 days, too short for any of these days
    late = [(f"B{n}", "Ann", 1.0, "2024-02-01") for n in range(4)]
    table = ck.buying_again(shop(rows=first + back + late, as_of="2024-03-02"))
    assert watched(table)[-1] == [33, 12, 4] and watched(table)[0] == [31, 12, 4]
    words = charts.buying_again_chart(table).layout.annotations[-1].text.replace("<br>", " ")
    assert "12 were watched for so long, or came back before; 4 have not yet" in words


def test_a_note_of_some_groups_is_theirs_and_one_of_all_is_said_once():
    rows = pd.DataFrame({
        "title": ["Ann", "Bo", "Cy"],
        "note": [f"{one}4 of 9 have none." for one in ("2 won first elsewhere. ", "", "2 won first elsewhere. ")],
    }).to_dict("records")  # fmt: skip
    assert reasons_of(rows) == ["Ann, Cy: 2 won first elsewhere.", "4 of 9 have none."]
    assert reasons_of([{"title": "Ann", "note": ""}]) == []
