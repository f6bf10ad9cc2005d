"""Of several columns of amounts the one that all deals have is read, and none of what a deal costs."""

import pytest

import cycle_kit as ck

ENDS = ("Won", "Lost", "Open")


def loaded(amounts, head="Deal ID;Customer;Status;Created;Closed", **more):
    """A list of 24 deals: {header: the cell of the deal n, of which every third is won}."""
    rows = [";".join([head, *amounts])]
    for n in range(24):
        cells = [str(1001 + n), f"Firm {n}", ENDS[n % 3], f"2024-02-{1 + n:02}"]
        cells.append("" if n % 3 == 2 else f"2024-03-{1 + n:02}")
        rows.append(";".join([*cells, *(str(of(n)) for of in amounts.values())]))
    return ck.load("\n".join([*rows, ""]).encode(), **more)


def offered(n):
    return 1000 + 25 * (7 * n % 24)


def rising(n):
    return 1000 + 25 * n


def ordered(n):
    return offered(n) - 100 if n % 3 == 0 else ""


def or_nought(n):
    return ordered(n) or 0


ALL = sum(map(offered, range(24)))
TWINS = {
    "de": ("Angebotssumme", "Auftragssumme"),
    "de, values": ("Angebotswert", "Auftragswert"),
    "pl": ("Wartość oferty", "Wartość umowy"),
    "ru": ("Сумма КП", "Сумма договора"),
    "en": ("Quote Value", "Contract Value"),
    "en, won": ("Estimated Value", "Won Amount"),
    "fr": ("Montant du devis", "Montant"),
    "es": ("Valor estimado", "Valor del contrato"),
    "it": ("Valore offerta", "Valore contratto"),
    "tr": ("Teklif Fiyatı", "Sözleşme Bedeli"),
}


@pytest.mark.parametrize("thin", [ordered, or_nought])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("twins", TWINS)
@pytest.mark.parametrize("of_all", [offered, rising])
def test_the_amount_of_all_deals_goes_before_that_of_some(twins, first, thin, of_all):
    full, some = TWINS[twins]
    columns = {full: of_all, some: thin}
    pipe = loaded(columns if first else dict(reversed(columns.items())))
    assert pipe.deals["amount"].sum() == ALL
    assert pipe.notes["note"].str.contains(f'not used: .*"{some}"').any()


@pytest.mark.parametrize("of_all", [offered, rising])
def test_a_budget_goes_behind(of_all):
    pipe = loaded({"Budget": lambda n: 5000, "Angebotswert": of_all, "Auftragswert": ordered})
    assert pipe.deals["amount"].sum() == ALL


def test_amounts_of_some_deals_alone_stay():
    assert loaded({"Auftragssumme": ordered}).deals["amount"].count() == 8


@pytest.mark.parametrize("of", [ordered, lambda n: offered(n) if n % 4 else ""])
def test_of_two_that_are_filled_alike_the_closer_word_stays(of):
    filled = [of(n) for n in range(24) if of(n) != ""]
    pipe = loaded({"Total": lambda n: 7 if of(n) != "" else "", "Amount": of})
    assert pipe.deals["amount"].sum() == sum(filled)


COSTS = """Cost|Total Cost|Costs|
Purchase price|Margin|Kosten|EK-Preis|Einkaufspreis|Marge|Koszt|Koszty|Cena zakupu|Marża|
Coste|Costo|Gastos|Coût|Prix d'achat|Custo|Spese|Kostprijs|Maliyet|Alış Fiyatı|Náklady|
Себестоимость|Закупочная цена|Разходи|
التكلفة|التكلفة الإجمالية|سعر الشراء|هزینه|قیمت خرید|Kostnad|Költség""".replace("\n", "").split("|")  # fmt: skip


@pytest.mark.parametrize("header", COSTS)
def test_a_cost_is_no_amount_and_is_not_offered_as_one(header):
    pipe = loaded({header: offered})
    assert pipe.deals["amount"].count() == 0
    assert pipe.notes["note"].str.contains(f'not used: "{header}"', regex=False).any()
    assert not pipe.notes["note"].str.contains("may be amount").any()
    typed = loaded({header: offered}, columns={"amount": header})
    assert typed.deals["amount"].sum() == ALL


@pytest.mark.parametrize(
    "price", ["Price", "Preis", "Cena", "Цена", "Стоимость", "Precio", "Kostenvoranschlag", "Fiyat", "قیمت", "السعر"],
)  # fmt: skip
@pytest.mark.parametrize("beside", ["Budget", "Cost", "EK-Preis", "Koszt"])
def test_a_price_is_the_amount_whatever_stands_beside_it(price, beside):
    pipe = loaded({beside: lambda n: 700, price: offered})
    assert pipe.deals["amount"].sum() == ALL


def test_a_price_of_a_word_that_is_not_known_is_offered_and_no_cost():
    pipe = loaded({"EK-Preis": lambda n: 700 + n % 5, "VK-Preis": offered})
    assert pipe.notes["note"].str.contains('"VK-Preis" is not used and may be amount').any()


@pytest.mark.parametrize("header", ["Budget", "Budżet", "Бюджет", "Bütçe", "بودجه", "الميزانية"])
def test_a_budget_alone_is_the_amount(header):
    assert loaded({header: offered}).deals["amount"].sum() == ALL
