"""Amounts in several currencies without rates: what is all in one currency has it, and nothing else is summed."""

import dataclasses

import narwhals as nw
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.currencies import valued_in_groups
from tests.companies import ENGINES, events

LOG = events(
    *("1 A 2024-01-02", "1 Won 2024-01-20", "2 A 2024-01-05", "2 Won 2024-02-02"),
    *("3 A 2024-01-09", "3 Won 2024-02-11", "4 A 2024-02-01", "5 A 2024-02-01"),
)
FIELDS = {
    "deal_id": list("12345"),
    "amount": [10.0, 2_000, 30, 4_000, 50],
    "currency": ["EUR", "JPY", "EUR", "JPY", "EUR"],
    "owner": ["Ana", "Ben", "Ana", "Ben", None],
    "region": ["North", "South", "North", "North", None],
}


def company(engine="pandas", **columns):
    as_engine = ENGINES[engine]
    fields = as_engine(pd.DataFrame({**FIELDS, **columns}))
    return ck.from_events(as_engine(LOG), stages=["A"], deals=fields, as_of="2024-02-29")


def won(pipe, **options):
    return ck.win_rate(pipe, **options)["won_value"].fillna(-1).tolist()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_selection_in_one_currency_has_it(engine):
    pipe = company(engine)
    euros, bens = pipe.where(currency="EUR"), pipe.where(owner="Ben")
    assert [one.currency for one in (pipe, euros, bens)] == ["", "EUR", "JPY"]
    assert (won(pipe), won(euros), won(bens)) == ([-1], [40], [2_000])
    assert ck.funnel(bens)["value"].tolist() == [6_000, 2_000]
    assert pipe.where(region="North").currency == ""
    kpis = ck.kpis(euros, at="2024-02").set_index("measure")
    assert kpis.loc[["new_value", "open_value", "won_value"], "value"].tolist() == [50, 50, 30]
    assert ck.velocity(euros)["mean_won_value"].tolist() == [20]


@pytest.mark.parametrize("engine", ENGINES)
def test_so_has_a_past_day_of_which_only_those_deals_are_known(engine):
    pipe = company(engine)
    assert [pipe.rewind(day).currency for day in ("2024-01-04", "2024-01-06")] == ["EUR", ""]
    assert ck.funnel(pipe.rewind("2024-01-04"))["value"].tolist()[0] == 10
    past = pipe.where(currency="EUR").rewind("2024-01-31")
    assert (past.currency, won(past)) == ("EUR", [10])


def test_so_has_a_pipeline_made_by_hand():
    pipe = company()
    one = dataclasses.replace(pipe, deals=pipe.deals[pipe.deals["owner"] == "Ben"])
    assert (one.currency, won(one)) == ("JPY", [2_000])


def test_amounts_without_a_currency_may_be_in_any():
    pipe = company(currency=["EUR", "JPY", None, "JPY", "EUR"])
    assert pipe.where(owner="Ana").currency == "" and won(pipe.where(owner="Ana")) == [-1]
    assert won(pipe.where(owner="Ben")) == [2_000]


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_amounts_all_without_a_currency_are_not_known_to_be_in_one(engine):
    pipe = company(engine, currency=[None, "JPY", None, "JPY", "EUR"])
    assert won(pipe.where(owner="Ana")) == [-1] and pipe.where(owner="Ana").currency == ""
    assert won(pipe, by="owner") == [-1, 2_000, 0] and won(pipe, by="currency") == [0, 2_000, -1]
    rows = ck.win_rate(pipe, by="currency")
    assert rows["note"].tolist() == [
        "", "", "Not known: nothing says which currency these amounts are in."
    ]  # fmt: skip
    # where no other one is named, a blank is as good as the one there is
    assert won(company(engine, currency=["EUR", None, None, "EUR", "EUR"])) == [2_040]


PAST = pd.DataFrame({
    "deal_id": ["2", "1"], "at": pd.to_datetime(["2024-01-06", "2024-01-03"]), "value": [9.0, 5.0]
})  # fmt: skip


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_a_past_amount_makes_a_currency_too(engine):
    amount = [10.0, None, 30, None, 50]
    deals = nw.from_native(company(engine).deals).to_native()
    fresh = nw.from_native(ENGINES[engine](pd.DataFrame({**FIELDS, "amount": amount})))
    deals = nw.from_native(deals).drop("amount").join(
        fresh.select("deal_id", "amount"), on="deal_id", how="left"
    ).to_native()  # fmt: skip
    now = dataclasses.replace(company(engine), deals=deals)
    assert now.currency == "EUR"
    then = dataclasses.replace(company(engine), deals=deals, changes={"amount": PAST})
    assert then.several_currencies and then.currency == ""


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_past_values_are_those_of_groups_with_one_currency(engine):
    pipe = dataclasses.replace(company(engine), changes={"amount": PAST})
    found = valued_in_groups(
        pipe.deals, pipe.changes, ["region"]
    )  # 1 and 3 are with 4 in the North
    assert found["changes"]["value"]["deal_id"].tolist() == ["2"]
    assert found["changes"]["amount"]["deal_id"].tolist() == ["2", "1"]
    owners = valued_in_groups(pipe.deals, pipe.changes, ["owner"])["changes"]["value"]
    assert sorted(owners["deal_id"]) == ["1", "2"]


def test_targets_of_who_sells_in_one_currency_are_known():
    pipe = company()
    asked = {"measure": "won_value", "period": "2024-02", "target": 100}
    goals = ck.goals(pipe, [{**asked, "owner": "Ana"}, {**asked, "owner": "Ben"}, asked])
    assert goals["actual"].fillna(-1).tolist() == [30, 2_000, -1]
    assert goals["note"].tolist()[:2] == ["", ""]
    assert 'pipe.where(currency="EUR")' in goals["note"][2]
    stock = ck.goals(pipe, {**asked, "measure": "open_value", "owner": "Ben"})
    assert stock["actual"].tolist() == [4_000]
    mixed = company(owner=["Ana", "Ana", "Ana", "Ben", "Ben"])
    nobody = ck.goals(mixed, [{**asked, "owner": "Ana"}])
    assert nobody["actual"].isna().all() and "several currencies" in nobody["note"][0]


def test_tables_of_deals_say_why_their_money_is_empty():
    pipe = company()
    tables = {
        "win_rate": ck.win_rate, "velocity": ck.velocity, "funnel": ck.funnel,
    }  # fmt: skip
    for name, metric in tables.items():
        assert set(metric(pipe)["note"]) == {
            'Not known in one sum: amounts are in several currencies without rates; ask with by="currency".'
        }, name
        assert "note" not in metric(pipe.where(currency="EUR")), name
        assert "note" not in metric(pipe, by=["owner", "currency"]), name
    said = text_of(charts.velocity_chart(ck.velocity(pipe)))
    assert 'by="currency"' in said
    lost = company(lost_reason=["price"] * 5)
    assert ck.loss_reasons(lost).empty


def test_what_to_ask_instead_keeps_the_split():
    rows = ck.kpis(company(), by=["stage", "owner"], at="2024-02")
    found = [note for note in rows["note"] if "by=[" in note]
    assert found and all(note.endswith('by=["stage", "owner", "currency"].') for note in found)
    assert (
        ck.kpis(company(), by=["stage", "owner", "currency"], at="2024-02")["value"].notna().any()
    )


def test_by_currency_nobody_is_sent_to_one_currency():
    note = ck.compare(sold(*TWO_BY_TWO), "mean_won_value", by="currency")["note"]
    assert note.str.endswith("give rates in cycle.toml.").all()


def test_deals_without_an_amount_have_none():
    pipe = company(amount=[10, None, 30, None, 50])
    assert (pipe.currency, won(pipe)) == ("EUR", [40])
    assert not pipe.notes["step"].eq("money").any()


def test_values_that_were_converted_stay():
    pipe = company(value=[10.0, 12, 30, 24, 50])
    assert won(pipe.where(currency="JPY")) == [12] and won(pipe, by="owner") == [40, 12, 0]


CSV = """Deal ID,Pipeline,Stage,Status,Amount,Currency,Created,Closed
1,P,A,Won,10,EUR,2024-01-02,2024-01-20
2,Q,U,Won,2000,JPY,2024-01-05,2024-02-02
3,P,A,Open,30,EUR,2024-01-09,
"""


def test_pipelines_of_a_file_with_a_currency_each():
    pipe = ck.load(CSV.encode(), stages={"P": ["A"], "Q": ["U"]})
    assert [pipe.where(pipeline=name).currency for name in "PQ"] == ["EUR", "JPY"]
    assert won(pipe, by="pipeline") == [10, 2_000] and won(pipe) == [-1]
    assert ck.funnel(pipe, by="pipeline")["value"].tolist() == [40, 10, 2_000, 2_000]


@pytest.mark.parametrize("engine", ENGINES)
def test_groups_with_one_currency_have_sums_and_others_say_why_not(engine):
    pipe = company(engine)
    assert won(pipe, by="owner") == won(pipe, by=["owner", "currency"]) == [40, 2_000, 0]
    # the North has euros and yens
    assert won(pipe, by="region") == [-1, 2_000, 0]
    rows = ck.kpis(pipe, by="region", at="2024-02").set_index(["region", "measure"])
    assert rows.loc[("South", "won_value"), "value"] == 2_000
    assert pd.isna(rows.loc[("North", "won_value"), "value"])
    assert rows.loc[("North", "won_value"), "note"].endswith('by=["region", "currency"].')
    assert rows.loc[("South", "won_value"), "note"] == ""


def test_a_waterfall_of_a_group_with_several_currencies_is_not_zero():
    steps = ck.waterfall(company(), "2024-01-31", "2024-02-28", by="region")
    known = steps.groupby("region")["value"].apply(lambda value: value.notna().any())
    assert known.to_dict() == {"North": False, "South": True}
    assert steps.loc[
        steps["region"].eq("South") & steps["item"].eq("opening"), "value"
    ].tolist() == [2_000]


# -- comparisons -------------------------------------------------------------------------------------


def sold(*owners: tuple[str, str, float]):
    """Twelve wins of each owner, in a currency, of about that amount."""
    rows = [
        {
            "deal_id": f"{owner}-{currency}-{n}",
            "owner": owner,
            "currency": currency,
            "amount": about + n,
        }
        for owner, currency, about in owners
        for n in range(12)
    ]
    fields = pd.DataFrame(rows)
    log = [f"{deal} A 2024-01-02" for deal in fields["deal_id"]]
    log += [f"{deal} Won 2024-01-20" for deal in fields["deal_id"]]
    return ck.from_events(events(*log), stages=["A"], deals=fields, as_of="2024-02-29")


TWO_BY_TWO = (
    ("Ana", "EUR", 100),
    ("Ben", "EUR", 300),
    ("Cem", "JPY", 9_000),
    ("Dan", "JPY", 9_100),
)
WHY = "Not compared: amounts are in several currencies without rates"


def test_owners_are_compared_within_their_currency():
    table = ck.compare(sold(*TWO_BY_TWO), "mean_won_value").set_index("group")
    # the mean of about + 0 ... about + 11
    assert table["value"].tolist() == [105.5, 305.5, 9_005.5, 9_105.5]
    assert table["rest"].tolist() == [305.5, 105.5, 9_105.5, 9_005.5]
    assert not table["note"].any() and set(table["within"]) == {"currency"}


@pytest.mark.parametrize("within", [("pipeline", "segment"), ("currency",), None])
def test_an_owner_with_two_currencies_has_no_mean(within):
    pipe = sold(*TWO_BY_TWO, ("Ana", "JPY", 9_000))
    table = ck.compare(pipe, "mean_won_value", within=within).set_index("group")
    assert table.loc["Ana", ["value", "rest", "difference", "p"]].isna().all()
    assert table.loc["Ana", "note"].startswith(WHY) and table.loc["Ben", "note"] == ""
    words = charts.team_answer(table.reset_index())
    assert f"Ana: {WHY}" in words and "Ana: too few" not in words


def test_currencies_are_not_compared_with_each_other():
    pipe = sold(*TWO_BY_TWO)
    for table in (
        ck.compare(pipe, "mean_won_value", by="currency"),
        ck.compare(pipe, "mean_won_value", by=["owner", "currency"]).iloc[4:],
    ):
        assert table["group"].tolist() == ["EUR", "JPY"]
        assert table[["value", "rest", "difference", "p"]].isna().all(axis=None)
        assert table["note"].str.startswith(WHY).all()
        assert table["withheld"].eq(table["note"]).all()
    needed = ck.deals_needed(pipe, "mean_won_value", by="currency")
    assert needed["deals_needed"].isna().all() and needed["note"].str.startswith(WHY).all()
    assert ck.deals_needed(pipe, "mean_won_value")["deals_needed"].notna().all()


def text_of(chart) -> str:
    texts = (str(each["text"]) for each in chart.to_dict()["layout"]["annotations"])
    return " ".join(texts).replace("<br>", " ")


def test_where_everybody_has_two_the_reason_is_said_with_what_to_type():
    pipe = sold(
        *TWO_BY_TWO,
        *((name, "EUR", 50) for name in ("Cem", "Dan")),
        ("Ana", "JPY", 1),
        ("Ben", "JPY", 2),
    )
    table, needed = ck.compare(pipe, "mean_won_value"), ck.deals_needed(pipe, "mean_won_value")
    words = charts.team_answer(table, needed=needed)
    for said in (text_of(charts.compare_chart(table)), words):
        assert "amounts are in several currencies without rates" in said
        assert "pipe.where(currency=" in said and "two groups or more" not in said
    one = ck.compare(pipe.where(currency="EUR"), "mean_won_value")
    assert one["value"].notna().all() and not one["note"].any()


def test_with_values_in_one_currency_currencies_are_compared():
    pipe = sold(*TWO_BY_TWO)
    rich = dataclasses.replace(
        pipe, several_currencies=False, deals=pipe.deals.assign(value=pipe.deals["amount"] * 2)
    )
    table = ck.compare(rich, "mean_won_value", by="currency").set_index("group")
    assert table["value"].to_dict() == {"EUR": 411.0, "JPY": 18_111.0}


def test_a_forecast_without_money_says_why():
    days = pd.date_range("2023-01-01", periods=60, freq="6D")
    log = [f"{n} A {day:%Y-%m-%d}" for n, day in enumerate(days)]
    log += [
        f"{n} {'Won' if n % 2 else 'Lost'} {day + pd.Timedelta(days=20):%Y-%m-%d}"
        for n, day in enumerate(days[:50])
    ]
    fields = pd.DataFrame({"deal_id": [str(n) for n in range(60)], "amount": 10.0})
    fields["currency"] = ["EUR", "EUR", "JPY"] * 20
    pipe = ck.from_events(events(*log), stages=["A"], deals=fields, as_of="2023-12-27")
    for per in ("period", "owner", "deal"):
        table = ck.forecast(pipe, until="2024-01-31", per=per)
        assert table["note"].str.startswith("Not known in one sum: amounts are in several").all(), (
            per
        )
        assert table["expected_value"].isna().all()
        said = text_of(charts.forecast_chart(table))
        assert 'pipe.where(currency="EUR")' in said and "no open deals" not in said
    words = charts.forecast_answer(ck.forecast(pipe, until="2024-01-31"))
    assert 'pipe.where(currency="EUR")' in words
    assert not ck.forecast(pipe.where(currency="EUR"), until="2024-01-31")["note"].any()
