"""Amounts of other currencies by the rate of the day on which their deal was closed."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError

RATES = """
[currency]
base = "EUR"

[[currency.rate]]
currency = "USD"
from = 2025-04-01
rate = 0.90

[[currency.rate]]
currency = "USD"
from = 2025-01-01
rate = 0.96
"""
DEALS = """deal_id,stage,status,amount,currency,created_at,closed_at
1,New,lost,700,USD,2025-01-05,2025-03-20
2,New,won,900,USD,2025-01-06,2025-04-04
3,New,open,1000,USD,2025-02-01,
4,New,won,500,EUR,2025-02-02,2025-04-01
5,New,won,100,USD,2025-02-02,2025-04-01
6,New,won,100,USD,2024-11-02,2024-12-31
7,New,lost,,USD,2024-11-02,2024-12-31
8,New,lost,100,USD,2025-02-02,2025-03-31
"""


def loaded(tmp_path, rates=RATES, deals=DEALS, **said):
    (tmp_path / "cycle.toml").write_text(rates)
    (tmp_path / "deals.csv").write_text(deals)
    return ck.load(tmp_path / "deals.csv", stages=["New"], **said)


def values(pipe):
    return pipe.deals.set_index("deal_id")["value"].round(6).to_dict()


def test_closed_deals_have_the_rate_of_their_day_and_open_ones_that_of_the_data(tmp_path):
    pipe = loaded(tmp_path)
    found = values(pipe)
    assert pd.isna(found.pop("7"))
    assert found == {"1": 672, "2": 810, "3": 900, "4": 500, "5": 90, "6": 96, "8": 96}
    assert pipe.currency == "EUR"
    won = ck.win_rate(pipe).iloc[0]
    assert won["won_value"] == pytest.approx(810 + 500 + 90 + 96)
    assert "1 amount is of a deal closed before the first rate" in " ".join(pipe.notes["note"])


def test_before_the_first_day_the_rate_without_one_holds(tmp_path):
    pipe = loaded(tmp_path, RATES.replace('base = "EUR"', 'base = "EUR"\nrates = {USD = 0.5}'))
    assert values(pipe)["6"] == 50 and values(pipe)["8"] == 96
    assert "before the first rate" not in " ".join(pipe.notes["note"])


def test_a_deal_keeps_its_rate_on_a_past_day(tmp_path):
    pipe = loaded(tmp_path)
    assert values(pipe.rewind("2025-03-31"))["2"] == 810
    open_then = loaded(
        tmp_path,
        deals=DEALS.replace("won,900,USD,2025-01-06,2025-04-04", "open,900,USD,2025-01-06,"),
    )
    assert values(open_then)["2"] == 810


def test_past_amounts_are_at_the_rate_of_their_deal(tmp_path):
    (tmp_path / "cycle.toml").write_text(RATES)
    first = DEALS.replace("won,900,USD,2025-01-06,2025-04-04", "open,800,USD,2025-01-06,")
    for day, text in (("2025-03-15", first), ("2025-04-10", DEALS)):
        (tmp_path / f"deals_{day}.csv").write_text(text)
    pipe = ck.load(tmp_path, stages=["New"])
    assert pipe.changes["value"].query("deal_id == '2'")["value"].round(6).tolist() == [720, 810]


def test_rates_that_lack_a_currency_leave_money_empty(tmp_path):
    pipe = loaded(tmp_path, deals=DEALS.replace("500,EUR", "500,GBP"))
    assert pipe.several_currencies and pipe.deals["value"].isna().all()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("[[currency.rate]]\ncurrency = 'USD'\nrate = 0.9\n", 'line 1: a rate lacks "from"'),
        ("[[currency.rate]]\ncurrency = 'USD'\nfrom = 2025-01-01\nrate = 0\n", "line 4"),
        ("[[currency.rate]]\ncurency = 'USD'\n", 'line 2: there is no key "curency"'),
        ("[currency]\nrate = 0.9\n", "line 2: currency.rate is not a list of tables"),
    ],
)
def test_a_rate_that_is_none_is_told_with_its_line(tmp_path, wrong, said):
    with pytest.raises(ColumnError) as told:
        loaded(tmp_path, wrong)
    assert said in told.value.wrong


@pytest.mark.parametrize("later", ["2025-04-05", "2025-06-01"])
@pytest.mark.parametrize("spoken", [None, "2025-03-25", "2025-04-04"])
def test_the_note_says_the_day_of_the_rate_of_open_deals(tmp_path, later, spoken):
    """A rate from a later day on is for no open deal yet; the value is the amount times the rate of the day told."""
    more = f'\n[[currency.rate]]\ncurrency = "USD"\nfrom = {later}\nrate = 0.5\n'
    pipe = loaded(tmp_path, RATES + more, **({} if spoken is None else {"as_of": spoken}))
    (note,) = [one for one in pipe.notes["note"] if "those of open deals" in one]
    day = pd.Timestamp(note.rsplit(" ", 1)[1].rstrip("."))
    rate = 0.96 if day < pd.Timestamp("2025-04-01") else 0.9 if day < pd.Timestamp(later) else 0.5
    assert values(pipe)["3"] == pytest.approx(1000 * rate)


@pytest.mark.parametrize("dated", [False, True])
@pytest.mark.parametrize("named", ["USD", "EUR"])
def test_one_of_the_base_is_worth_one(tmp_path, dated, named):
    rate = f'[[currency.rate]]\ncurrency = "{named}"\nfrom = 2025-01-01\nrate = 2\n'
    plain = f"rates = {{{named} = 2}}\n"
    text = f'[currency]\nbase = "{named}"\n{rate if dated else plain}'
    with pytest.raises(ColumnError) as told:
        loaded(tmp_path, text)
    assert (
        told.value.wrong
        == f"cycle.toml, line 3: there is a rate of 2 for {named}, which is the base."
    )
    one = text.replace("rate = 2", "rate = 1").replace("= 2}", "= 1}")
    pipe = loaded(tmp_path, one, DEALS.replace("EUR", named).replace("USD", named))
    assert pipe.deals["value"].equals(pipe.deals["amount"]) and pipe.currency == named


@pytest.mark.parametrize("rate", [0.96, 0.5])
@pytest.mark.parametrize("day", ["2025-01-01", "2025-04-01"])
def test_two_rates_from_one_day_on(tmp_path, rate, day):
    text = RATES + f'\n[[currency.rate]]\ncurrency = "USD"\nfrom = {day}\nrate = {rate}\n'
    if (day, rate) == ("2025-01-01", 0.96):  # the same again
        assert values(loaded(tmp_path, text))["2"] == 810
        return
    line = text[: text.rindex("[[currency.rate]]")].count("\n") + 1
    with pytest.raises(ColumnError) as told:
        loaded(tmp_path, text)
    assert told.value.wrong == f"cycle.toml, line {line}: there are two rates of USD from {day} on."
