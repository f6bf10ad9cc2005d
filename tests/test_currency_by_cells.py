"""Currencies that only the cells tell, and those by which sheets are called."""

import pandas as pd
import pytest

import cycle_kit as ck
from tests.test_currency_headers import table

AMOUNTS = [str(100 * (n + 1)) for n in range(10)]


def of(cells, header="Unit", language="en", **load):
    amount = {"en": "Amount", "de": "Betrag", "pl": "Kwota", "fa": "مبلغ", "uk": "Сума"}[language]
    return ck.load(table(language, **{amount: AMOUNTS, header: cells}), **load)


def alternating(*names):
    return [names[n % len(names)] for n in range(10)]


@pytest.mark.parametrize(
    ("language", "header"),
    [
        ("en", "Bid Currency"),
        ("en", "Unit"),
        ("en", "Money"),
        ("de", "Währg."),
        ("pl", "Waluta oferty"),
        ("uk", "Розрахунки"),
        ("fa", "پول"),
        ("en", "column 6"),
    ],
)
@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (("EUR", "USD", "GBP"), {"EUR", "USD", "GBP"}),
        (("€", "$"), {"EUR", "USD"}),
        (("EUR", "TRY"), {"EUR", "TRY"}),
        (("PLN",), {"PLN"}),
    ],
)
def test_a_column_of_nothing_but_currencies_says_what_amounts_are_in(
    language, header, cells, codes
):
    pipe = of(alternating(*cells), header, language)
    assert set(pipe.deals["currency"]) == codes
    assert pipe.several_currencies == (len(codes) > 1)
    said = pipe.notes[pipe.notes["note"].str.contains("holds nothing but currencies")]
    assert list(said["fix"]) == ['If it means something else: columns={"currency": ""}.']
    assert not pipe.notes["note"].str.startswith("Columns that are not used").any()


@pytest.mark.parametrize(
    "cells",
    [
        ["TOP", "ALL"] * 5,  # priorities; codes of money in Tonga and Albania
        ["EUR", *[""] * 9],
        ["EUR", "Other"] * 5,
        ["US", "GB"] * 5,
        ["5 EUR", "7 EUR"] * 5,
    ],
)
def test_what_may_be_something_else_is_no_currency(cells):
    assert of(cells).deals["currency"].isna().all()


def test_what_says_the_currency_already_and_the_caller_count():
    two = ["EUR", "USD"] * 5
    assert set(of(two, "Unit", columns={"currency": ""}).deals["currency"].dropna()) == set()
    there = table("en", **{"Amount (CHF)": AMOUNTS, "Unit": two})
    assert set(ck.load(there).deals["currency"]) == {"CHF"}
    both = table("en", **{"Amount": AMOUNTS, "Currency": ["PLN"] * 10, "Unit": two})
    assert set(ck.load(both).deals["currency"]) == {"PLN"}
    # of two nobody can tell which
    either = ck.load(table("en", **{"Amount": AMOUNTS, "Unit": two, "Home": ["EUR"] * 10}))
    assert either.deals["currency"].isna().all() and said_of(either) == [
        'If it does: columns={"currency": "Unit"}.'
    ]


@pytest.mark.parametrize(
    "amounts",
    [
        [f"€{n}00" for n in range(1, 11)],
        [f"{n}00 EUR" for n in range(1, 11)],
        ["€100", *["200"] * 9],
    ],
)
def test_amounts_that_show_their_currency_are_in_it_whatever_stands_beside(amounts):
    beside = ck.load(table("en", Amount=amounts, Market=["USD"] * 10))
    assert set(beside.deals["currency"].dropna()) == {"EUR"}


@pytest.mark.parametrize(
    ("first", "second"),
    [("Cost", "Cost currency"), ("Commission", "Commission currency"), ("Figure 2", "Cur 2")],
)
def test_the_currency_of_other_figures_is_not_that_of_the_amounts(first, second):
    two = ["EUR", "USD"] * 5
    pipe = ck.load(table("en", Amount=AMOUNTS, **{first: AMOUNTS, second: two}))
    assert pipe.deals["currency"].isna().all()
    assert said_of(pipe) == [f'If it does: columns={{"currency": "{second}"}}.']


@pytest.mark.parametrize("header", ["Payment currency", "Waluta płatności", "Invoice currency"])
def test_a_currency_that_is_called_after_a_payment_is_no_date(header):
    pipe = ck.load(table("en", Amount=AMOUNTS, **{header: ["USD", "GBP"] * 5}))
    assert set(pipe.deals["currency"]) == {"USD", "GBP"}
    assert not pipe.notes["note"].str.contains("day of closing").any()


def said_of(pipe):
    return list(pipe.notes.loc[pipe.notes["note"].str.contains("may say what the amounts"), "fix"])


@pytest.mark.parametrize(
    ("cells", "offered"),
    [
        (["EUR", "USD"] * 4 + ["Other", "EUR"], True),
        (["EUR", "USD", "", "", "", ""] + [""] * 4, True),
        (["EUR", "Other"] * 5, False),
        (["TOP", "ALL"] * 5, False),
    ],
)
def test_a_column_that_mostly_names_currencies_is_offered_and_the_line_takes_it(cells, offered):
    pipe = of(cells)
    assert said_of(pipe) == ['If it does: columns={"currency": "Unit"}.'] * offered
    if offered:
        assert of(cells, columns={"currency": "Unit"}).several_currencies


def test_blank_words_among_currencies_are_blank():
    assert set(of(["EUR", "USD"] * 4 + ["n/a", "-"]).deals["currency"].dropna()) == {"EUR", "USD"}


def test_an_export_of_a_system_with_a_field_of_ones_own(tmp_path):
    deals = table("en").assign(**{"Deal - Currency in words": ["EUR", "USD"] * 5})
    called = ("Title", "Deal created", "Deal closed on", "Status", "Unit")
    deals.columns = [f"Deal - {name}" for name in called]
    pipe = ck.load(deals.assign(**{"Deal - Value": AMOUNTS}), crm="pipedrive")
    assert set(pipe.deals["currency"]) == {"EUR", "USD"}


@pytest.mark.parametrize("names", [("EUR", "USD"), ("€", "$"), ("PLN", "CZK")])
def test_sheets_that_are_called_by_a_currency_hold_amounts_in_it(tmp_path, names):
    path = tmp_path / "deals.xlsx"
    with pd.ExcelWriter(path) as book:
        for at, name in enumerate(names):
            part = table("en", Amount=list(map(int, AMOUNTS)))
            part["Client"] = [f"{client}-{at}" for client in part["Client"]]
            part.to_excel(book, sheet_name=name, index=False)
    pipe = ck.load(path)
    sums = pipe.deals.groupby("currency")["amount"].sum()
    assert list(sums) == [5500, 5500] and pipe.several_currencies
    assert pipe.notes["note"].str.contains("is what the table is called").sum() == 2
    assert ck.load(path, columns={"currency": ""}).deals["currency"].isna().all()


@pytest.mark.parametrize(
    "names", [("North", "TOP"), ("EUR", "APAC"), ("PLN", "Sheet2"), ("EUR", "USA")]
)
def test_sheets_of_other_names_say_nothing_of_money(tmp_path, names):
    path = tmp_path / "deals.xlsx"
    with pd.ExcelWriter(path) as book:
        for name in names:
            part = table("en", Amount=list(map(int, AMOUNTS)))
            part["Client"] = [f"{client} {name}" for client in part["Client"]]
            part.to_excel(book, sheet_name=name, index=False)
    assert ck.load(path).deals["currency"].isna().all()


@pytest.mark.parametrize(
    ("shown", "said", "told"),
    [
        ("€{}", "USD", 10),
        ("{} EUR", "PLN", 10),
        ("{} zł", "PLN", 0),
        ("${}", "CAD", 0),
        ("{}", "USD", 0),
    ],
)
def test_amounts_that_show_another_currency_than_their_column_says_are_told(shown, said, told):
    amounts = [shown.format(each) for each in AMOUNTS]
    frame = table("en", Amount=amounts, Currency=[said] * 10)
    pipe = ck.load(frame)
    assert set(pipe.deals["currency"]) == {said}
    notes = pipe.notes[pipe.notes["note"].str.contains("show another currency")]
    assert len(notes) == (told > 0)
    if told:
        assert (
            notes["note"]
            .iloc[0]
            .startswith('10 amounts in "Amount" show another currency than "Currency" says (')
        )
        assert set(ck.load(frame, columns={"currency": ""}).deals["currency"]) == {"EUR"}


@pytest.mark.parametrize(
    ("headers", "bare"),
    [
        (("Amount (EUR)", "Amount"), ["South"]),
        (("Amount (EUR)", "Amount (EUR)"), []),
        (("Amount", "Amount"), []),
    ],
)
def test_a_part_that_says_no_currency_beside_one_that_does_is_told(tmp_path, headers, bare):
    path = tmp_path / "deals.xlsx"
    with pd.ExcelWriter(path) as book:
        for name, header in zip(("North", "South"), headers, strict=True):
            part = table("en", **{header: list(map(int, AMOUNTS))})
            part["Client"] = [f"{client} {name}" for client in part["Client"]]
            part.to_excel(book, sheet_name=name, index=False)
    notes = ck.load(path).notes
    told = notes[notes["note"].str.contains("says what its amounts are in, beside others in EUR")]
    assert [name for name in ("North", "South") if told["note"].str.contains(name).any()] == bare
    assert set(told["effect"]) == {"They count as if in the same currency."} or not bare
