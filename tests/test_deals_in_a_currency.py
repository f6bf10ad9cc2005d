"""Lists in which the amounts stand below the word for a deal and a currency: "Deal $"."""

import io

import pytest

import cycle_kit as ck

#: header of the amounts, currency; client, stage, date; won, lost, an open step
SIGNS = {
    "Deal $": "USD",
    "Deal (£)": "GBP",
    "Deal USD": "USD",
    "Deal in EUR": "EUR",
    "Deal Euro": "EUR",
    "Opportunity $": "USD",
    "Order $": "USD",
    "Project, EUR": "EUR",
    "$ Deal": "USD",
    "Deal K€": "EUR",
}
LISTS = {
    "de": ("Verkaufschance €", "EUR", "Kunde,{},Phase,Datum", "Verloren", "Gewonnen", "Angebot"),
    "fr": ("Affaire (€)", "EUR", "Client,{},Étape,Date", "Perdu", "Gagné", "Devis"),
    "pl": ("Szansa PLN", "PLN", "Klient,{},Etap,Data", "Przegrana", "Wygrana", "Oferta"),
    "bg": ("Сделка (лв)", "BGN", "Клиент,{},Етап,Дата", "Загубена", "Спечелена", "Оферта"),
    "ru": ("Сделка, руб.", "RUB", "Клиент,{},Этап,Дата", "Проиграна", "Выиграна", "Предложение"),
    "tr": ("Fırsat (TL)", "TRY", "Müşteri,{},Aşama,Tarih", "Kaybedildi", "Kazanıldı", "Teklif"),
    "ar": ("الصفقة دولار", "USD", "العميل,{},المرحلة,التاريخ", "خاسرة", "ناجحة", "عرض"),
    "fa": ("معامله (تومان)", "IRT", "مشتری,{},مرحله,تاریخ", "ناموفق", "موفق", "پیشنهاد"),
    "es": ("Negocio €", "EUR", "Cliente,{},Etapa,Fecha", "Perdido", "Ganado", "Propuesta"),
    "cs": ("Obchod Kč", "CZK", "Klient,{},Fáze,Datum", "Prohráno", "Vyhráno", "Nabídka"),
}
ENGLISH = ("Client,{},Stage,Date", "Lost", "Won", "Proposal")
CASES = [(header, code, *ENGLISH) for header, code in SIGNS.items()] + list(LISTS.values())


def listed(header, head, lost, won, step, cells):
    rows = zip(range(1, 10), cells, (lost, won, step) * 3, strict=True)
    lines = [
        head.format(f'"{header}"'),
        *(f'Client {n},"{cell}",{word},2025-02-0{n}' for n, cell, word in rows),
    ]
    return ck.load(io.BytesIO("\n".join(lines).encode()))


@pytest.mark.parametrize(
    "cells",
    [("990", "1990", "4990") * 3, ("7,700", "8,500", "10,800") * 3],
    ids=["again", "thousands"],
)
@pytest.mark.parametrize(
    ("header", "code", "head", "lost", "won", "step"), CASES, ids=[case[0] for case in CASES]
)
def test_numbers_below_a_deal_and_a_currency_are_amounts(
    header, code, head, lost, won, step, cells
):
    pipe = listed(header, head, lost, won, step, cells)
    factor = 1000 if "K€" in header else 1
    right = [float(cell.replace(",", "")) * factor for cell in cells]
    assert pipe.deals["amount"].tolist() == right
    assert pipe.deals["deal_id"].tolist() == [f"line {n}" for n in range(2, 11)]
    assert pipe.deals["currency"].eq(code).all()


def test_a_column_of_amounts_goes_before_them():
    pipe = ck.load(
        io.BytesIO(
            b"Client,Deal $,Amount,Stage,Date\nA,990,1000,Won,2025-02-01\nB,990,2000,Lost,2025-02-02\n"
        )
    )
    assert pipe.deals["amount"].tolist() == [1000, 2000]
    assert pipe.deals["deal_id"].tolist() == ["line 2", "line 3"]


@pytest.mark.parametrize("header", ["Deal", "Deal #", "Deal $"])
def test_names_and_numbers_below_the_word_for_a_deal_stay_what_they_are(header):
    cells = ("1001", "1002", "1003") if header == "Deal #" else ("Roof", "Hall", "Gate")
    lines = [
        f"Client,{header},Stage,Date",
        *(f"C{n},{cell},Won,2025-02-0{n}" for n, cell in enumerate(cells, 1)),
    ]
    pipe = ck.load(io.BytesIO("\n".join(lines).encode()))
    assert "amount" not in pipe.deals or pipe.deals["amount"].isna().all()
    assert set(cells) <= {*pipe.deals["deal_id"], *pipe.deals["name"].dropna()}


PLURALS = ["Deals $", "Opportunities USD", "Orders, EUR", "Prices", "Deal values", "Kwoty", "Суммы"]


@pytest.mark.parametrize("header", PLURALS)
def test_a_header_of_amounts_is_known_in_the_plural(header):
    cells = ("990", "1990", "4990") * 3
    pipe = listed(header, *ENGLISH, cells)
    assert pipe.deals["amount"].sum() == sum(map(float, cells))


@pytest.mark.parametrize("header", ["Deals", "Orders", "Contracts", "Offers", "Angebote"])
def test_things_in_the_plural_without_a_currency_are_counts(header):
    pipe = listed(header, *ENGLISH, ("1", "2", "4") * 3)
    assert pipe.deals["amount"].isna().all()
    assert any(header in note for note in pipe.notes["note"])
