"""Money of a log of events: amounts in several currencies are never summed."""

import pandas as pd
import pytest

import cycle_kit as ck
from tests.companies import ENGINES, events, plain

LOG = events(
    *("1 A 2024-01-01", "1 won 2024-01-11", "2 A 2024-01-01", "2 won 2024-01-21"),
    *("3 A 2024-01-01", "3 lost 2024-01-25", "4 A 2024-01-05"),
)
AMOUNTS = [100.0, 1_000_000.0, 7.0, 30.0]


def pipe_of(currencies, *, engine="pandas", **more):
    deals = pd.DataFrame({"deal_id": ["1", "2", "3", "4"], "amount": AMOUNTS, **more})
    deals["created_at"] = pd.to_datetime(["2024-01-01"] * 3 + ["2024-01-05"])
    deals["currency"] = pd.Series(currencies, dtype="object")
    as_engine = ENGINES[engine]
    return ck.from_events(as_engine(LOG), stages=["A"], deals=as_engine(deals))


def money_of(pipe) -> dict[str, float]:
    kpis = ck.kpis(pipe, at="2024-01-15").set_index("measure")["value"]
    return {
        "won": ck.win_rate(pipe)["won_value"].iloc[0],
        "funnel": ck.funnel(pipe)["value"].iloc[0],
        "mean": kpis["mean_won_value"],
        "open": kpis["open_value"],
        "velocity": ck.velocity(pipe)["won_value_per_day"].iloc[0],
    }


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "currencies",
    [
        ["EUR", "JPY", "EUR", "EUR"],
        ["euro", "zł", "euro", "euro"],
        ["EUR", "JPY", None, None],
        ["EUR", "EUR", "EUR", "PLN"],
        ["gold", "silver", "gold", "gold"],
    ],
)
def test_several_currencies_are_never_summed(currencies, engine):
    pipe = pipe_of(currencies, engine=engine)
    assert pd.Series(money_of(pipe)).isna().all()
    told = pipe.notes.loc[pipe.notes["step"] == "money"]
    assert told["note"].str.startswith("Amounts are in 2 currencies (").all() and len(told) == 1


def test_split_by_currency_each_has_its_own():
    each = ck.win_rate(pipe_of(["euro", "JPY", "EUR", "EUR"]), by="currency")
    assert dict(zip(each["currency"], each["won_value"], strict=True)) == {"EUR": 100, "JPY": 1e6}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("currencies", "only"),
    [
        (["EUR"] * 4, "EUR"),
        (["EUR", "euro", "€", " eur "], "EUR"),
        (["EUR", None, "", "EUR"], "EUR"),
        ([None] * 4, ""),
        (["Taler"] * 4, "Taler"),
    ],
)
def test_one_currency_however_written_is_summed(currencies, only, engine):
    pipe = pipe_of(currencies, engine=engine)
    assert (pipe.currency, money_of(pipe)["won"]) == (only, 1_000_100)
    told = pipe.notes.loc[pipe.notes["step"] == "money", "note"].tolist()
    bare = "2 amounts have no currency, beside others in EUR."
    assert told == ([bare] if None in currencies and only else [])
    assert len(plain(pipe.deals)["currency"].dropna().unique()) == (only != "")


def test_values_that_the_caller_has_converted_are_summed():
    pipe = pipe_of(["EUR", "JPY", "EUR", "EUR"], value=[100.0, 6_000.0, 7.0, 30.0])
    assert money_of(pipe)["won"] == 6_100
    assert not pipe.notes["step"].eq("money").any()


def test_a_column_of_names_is_not_told():
    many = pd.DataFrame({"deal_id": [str(n) for n in range(60)], "amount": 1.0})
    many["currency"] = [f"secret {n}" for n in range(60)]
    log = events(*(f"{n} A 2024-01-01" for n in range(60)))
    notes = ck.from_events(log, stages=["A"], deals=many).notes
    assert not notes["note"].str.contains("secret").any()
    assert notes["note"].str.contains("Amounts are in 60 currencies, and").any()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("currencies", [["EUR"] * 4, [None] * 4])
@pytest.mark.parametrize("value", [[1.0, 2.0, 3.0, 4.0], ["high", "low", "low", "high"]])
def test_a_column_value_is_no_money_beside_amounts_in_one_currency(engine, currencies, value):
    pipe = pipe_of(currencies, engine=engine, value=value)
    plainly = pipe_of(currencies, engine=engine)
    assert money_of(pipe) == money_of(plainly)
    assert plain(pipe.deals)["value (file)"].tolist() == value
    assert pipe.notes["note"].str.contains('"value"').sum() == 1
    assert len(ck.win_rate(pipe, by="value (file)"))


@pytest.mark.parametrize("engine", ENGINES)
def test_words_called_value_are_no_money_of_several_currencies(engine):
    pipe = pipe_of(["EUR", "JPY", "EUR", "EUR"], engine=engine, value=["a", "b", "a", "b"])
    assert pipe.several_currencies and "value (file)" in plain(pipe.deals)


def test_the_same_amounts_called_value_are_told_of_nobody():
    """As in the deals of a pipeline that are given to another one."""
    pipe = pipe_of(["EUR"] * 4, value=AMOUNTS)
    assert "value (file)" not in pipe.deals and not pipe.notes["note"].str.contains('"value"').any()
