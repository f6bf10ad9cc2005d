"""Where no sum of money is known, the tables say why."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.metrics.measures import KPIS
from tests.companies import events

LOG = events(
    "1 A 2024-01-02", "1 Won 2024-01-20", "2 A 2024-01-05", "2 Won 2024-02-02", "3 A 2024-01-09",
    "3 Lost 2024-02-11", "4 A 2024-02-01",
)  # fmt: skip
MONEY = [name for name, (unit, _) in KPIS.items() if unit == "money"]


def company(**columns):
    fields = pd.DataFrame({"deal_id": list("1234"), "account": list("abcd"), **columns})
    return ck.from_events(LOG, stages=["A"], deals=fields, as_of="2024-02-29")


def two_currencies():
    return company(amount=[1.0, 2, 3, 4], currency=["EUR", "USD", "EUR", "USD"])


#: these deals have no accounts
CUSTOMERS = ["new_customers", "returning_customers", "value_per_customer", "largest_customer_share"]
SEVERAL = "Not known in one sum: amounts are in several currencies without rates;"
NONE = "Not known: no deal has an amount."


@pytest.mark.parametrize(("make", "why"), [(two_currencies, SEVERAL), (company, NONE)])
def test_it_is_said_in_every_table(make, why):
    table = ck.kpis(make()).set_index("measure")
    assert table.loc[MONEY, "value"].isna().all()
    assert table.loc[MONEY, "note"].str.startswith(why).all()
    assert not table.drop([*MONEY, *CUSTOMERS])["note"].str.startswith("Not known").any()
    for name in MONEY:
        rows = ck.trend(make(), name)
        assert len(rows) and rows["value"].isna().all(), name
        assert rows["note"].str.startswith(why).all(), name
    assert not ck.trend(make(), "won_deals")["note"].str.startswith("Not known").any()
    daily = ck.what_if(make()).set_index("measure").loc["won_value_per_day"]
    assert pd.isna(daily["now"]) and daily["note"].startswith(why)


def test_where_it_is_known_nothing_is_said():
    one = company(amount=[1.0, 2, 3, 4])
    told = "Not known"
    for pipe, by in ((one, None), (two_currencies(), "currency")):
        table = ck.kpis(pipe, by=by)
        known = table[~table["measure"].isin(CUSTOMERS)]
        assert not known["note"].str.startswith(told).any()
        assert table.loc[table["measure"].eq("open_value"), "value"].notna().any()
        assert not ck.trend(pipe, "won_value", by=by)["note"].str.startswith(told).any()


@pytest.mark.parametrize("by", ["stage", "owner"])
def test_a_group_of_deals_without_an_amount_says_so(by):
    pipe = company(amount=[None, 2.0, 3.0, None], owner=["Ann", "Bob", "Bob", "Ann"])
    log = pd.concat([LOG, events("4 B 2024-02-02")])
    fields = pd.DataFrame({"deal_id": list("1234"), "amount": [1.0, 2, 3, None]})
    if by == "stage":
        pipe = ck.from_events(log, stages=["A", "B"], deals=fields, as_of="2024-02-29")
    rows = ck.trend(pipe, "open_value", by=by)
    empty = rows["value"].isna()
    assert empty.any() and rows.loc[empty, "note"].ne("").all()
    last = rows[rows["label"].eq("2024-02") & empty]
    assert set(last["note"]) == {"Not known: none of these deals has an amount."}
    table = ck.kpis(pipe, by=by)
    unknown = table["measure"].eq("open_value") & table["value"].isna()
    assert unknown.any() and table.loc[unknown, "note"].ne("").all()
    assert ck.trend_chart(rows, measure="open_value").layout.annotations
