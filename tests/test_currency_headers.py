"""Amounts below a header that is nothing but a currency."""

import pandas as pd
import pytest

import cycle_kit as ck

HEADERS = {
    "en": ("Client,Opened,Closed,Status", "Won", "Lost"),
    "pl": ("Klient,Data utworzenia,Data zamknięcia,Status", "Wygrana", "Przegrana"),
    "uk": ("Клієнт,Дата створення,Дата закриття,Статус", "Виграно", "Програно"),
    "de": ("Kunde,Erstellt am,Abschlussdatum,Status", "Gewonnen", "Verloren"),
    "fa": ("مشتری,تاریخ ایجاد,تاریخ بسته شدن,وضعیت", "موفق", "ناموفق"),
}
CURRENCIES = [
    ("en", "$", "USD"),
    ("pl", "zł", "PLN"),
    ("uk", "₴", "UAH"),
    ("uk", "грн", "UAH"),
    ("de", "EUR", "EUR"),
    ("de", "€", "EUR"),
    ("fa", "تومان", "IRT"),
]


def table(language, **also):
    header, won, lost = HEADERS[language]
    rows = [
        (f"C{n}", f"2024-01-{1 + n:02d}", f"2024-02-{1 + n:02d}", (won, lost)[n % 2])
        for n in range(10)
    ]
    return pd.DataFrame(rows, columns=header.split(",")).assign(**also)


@pytest.mark.parametrize(("language", "header", "currency"), CURRENCIES)
def test_a_currency_alone_heads_amounts(language, header, currency):
    pipe = ck.load(table(language, **{header: [str(100 + n) for n in range(10)]}))
    assert pipe.deals["amount"].sum() == 1045
    assert set(pipe.deals["currency"]) == {currency}


@pytest.mark.parametrize(
    "also",
    [
        {"$": ["100"] * 10, "€": ["90"] * 10},
        {"€": ["yes", "no"] * 5},
        {"Amount": ["7"] * 10, "€": ["6"] * 10},
    ],
    ids=["two", "no numbers", "beside amounts"],
)
def test_a_currency_is_no_amount_where_another_may_be_or_no_numbers_stand_below(also):
    pipe = ck.load(table("en", **also))
    assert pipe.deals["amount"].dropna().tolist() == [7.0] * 10 * ("Amount" in also)


def test_what_the_caller_leaves_out_is_no_amount():
    pipe = ck.load(table("en", **{"$": ["100"] * 10}), columns={"amount": ""})
    assert pipe.deals["amount"].isna().all()
