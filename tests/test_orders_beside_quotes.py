"""A list of orders beside one of quotes: an order that names a quote closes it as won on the day of the order; orders
that do not are left aside, and told. Nothing takes the day of an order for the creation of a deal."""

from datetime import date

import pandas as pd
import pytest

import cycle_kit as ck

#: what both lists are called, and what stands above number, client, day and amount of quotes, and the number of orders
NAMES = {
    "en": ("Quotes", "Orders", "Quote no", "Client", "Date", "Amount", "Order no"),
    "de": ("Angebote", "Aufträge", "Angebotsnr", "Kunde", "Datum", "Betrag", "Auftragsnr"),
    "fr": ("Devis", "Commandes", "N° devis", "Client", "Date", "Montant", "N° commande"),
    "pl": ("Oferty", "Zamówienia", "Nr oferty", "Klient", "Data", "Kwota", "Nr zamówienia"),
    "bg": ("Предложения", "Поръчки", "Предложение №", "Клиент", "Дата", "Сума", "Поръчка №"),
    "es": ("Ofertas", "Pedidos", "N.º oferta", "Cliente", "Fecha", "Importe", "N.º pedido"),
}
QUOTES = [
    ["Q-1", "Acme", date(2025, 1, 6), 1000],
    ["Q-2", "Bolt", date(2025, 1, 9), 2000],
    ["Q-3", "Cole", date(2025, 1, 20), 3000],
    ["Q-4", "Dent", date(2025, 2, 3), 4000],
]
ORDERS = [
    ["O-1", "Q-1", "Acme", date(2025, 2, 1), 1000],
    ["O-2", "Q-3", "Cole", date(2025, 2, 17), 2900],
]
#: which columns of both lists are there
WAYS = {
    "by number": ([0, 1, 2, 3], [0, 1, 2, 3, 4]),
    "by the number of the quote alone": ([0, 1, 2, 3], [1, 3]),
    "by client": ([1, 2, 3], [2, 3, 4]),
}


def lists(
    language, quotes=QUOTES, orders=ORDERS, of_quotes=(0, 1, 2, 3), of_orders=(0, 1, 2, 3, 4)
):
    first, second, *headers, number = NAMES[language]
    rows = pd.DataFrame(quotes, columns=headers).iloc[:, list(of_quotes)]
    later = pd.DataFrame(orders, columns=[number, *headers]).iloc[:, list(of_orders)]
    return {first: rows, second: later}


def as_sheets(folder, tables):
    with pd.ExcelWriter(folder / "book.xlsx", engine="xlsxwriter") as book:
        for name, frame in tables.items():
            frame.to_excel(book, sheet_name=name, index=False)
    return folder / "book.xlsx"


def as_files(folder, tables):
    for name, frame in tables.items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    return folder


def days(deals, name):
    return [str(day.date()) if day == day else "" for day in deals[name]]


def aside(pipe):
    return pipe.notes[pipe.notes["note"].str.startswith("These are orders")]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("language", NAMES)
def test_an_order_closes_the_quote_that_it_names(tmp_path, language, way):
    of_quotes, of_orders = WAYS[way]
    tables = lists(language, of_quotes=of_quotes, of_orders=of_orders)
    pipe = ck.load(as_sheets(tmp_path, tables))
    deals = pipe.deals.sort_values("created_at")
    assert deals["outcome"].tolist() == ["won", "open", "won", "open"]
    assert days(deals, "created_at") == ["2025-01-06", "2025-01-09", "2025-01-20", "2025-02-03"]
    assert days(deals, "closed_at") == ["2025-02-01", "", "2025-02-17", ""]
    assert len(aside(pipe)) == 1 and pipe.stages == ()
    assert not pipe.notes["note"].str.contains("later export|put together").any()


def test_files_and_what_quotes_say_of_themselves(tmp_path):
    """A quote that says it was lost stays so; an order without a quote is told by its line."""
    tables = lists("en", orders=[*ORDERS, *[["O-3", "", "Zed", date(2025, 3, 1), 10]]])
    tables["Quotes"]["Status"] = ["Open", "Lost", "", "Open"]
    tables["Orders"] = tables["Orders"].rename(columns={"Date": "Ordered on"})
    pipe = ck.load(as_files(tmp_path, tables))
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "won", "open"]
    (note,) = aside(pipe)["note"]
    assert "1 row names none (line 4)" in note


#: quotes and orders of which no column names a quote surely
UNSURE = {
    "clients come again": (
        [["", "Acme", date(2025, 1, 6), 1000], ["", "Acme", date(2025, 1, 9), 900], ["", "Cole", date(2025, 1, 9), 7]],
        [["", "", "Acme", date(2025, 2, 1), 950]],
    ),
    "each list counts its own rows": (
        [["1", "Acme", date(2025, 1, 6), 1000], ["2", "Bolt", date(2025, 1, 9), 9], ["3", "Acme", date(2025, 1, 9), 7]],
        [["", "1", "Bolt", date(2025, 2, 1), 950], ["", "2", "Acme", date(2025, 2, 1), 950]],
    ),
    "orders come before the quotes": (
        [["", "Acme", date(2025, 1, 6), 1000], ["", "Bolt", date(2025, 1, 9), 900]],
        [["", "", "Acme", date(2024, 2, 1), 950]],
    ),
    "other clients": (
        [["", "Acme", date(2025, 1, 6), 1000], ["", "Bolt", date(2025, 1, 9), 900]],
        [["", "", "Cole", date(2025, 2, 1), 950]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNSURE)
@pytest.mark.parametrize("language", ["en", "pl"])
def test_orders_that_name_no_quote_surely_are_left_aside_with_a_line(tmp_path, language, case):
    quotes, orders = UNSURE[case]
    numbered = bool(quotes[0][0])
    tables = lists(
        language,
        quotes,
        orders,
        of_quotes=[*([0] if numbered else []), 1, 2, 3],
        of_orders=[*([1] if numbered else []), 2, 3, 4],
    )
    source = as_sheets(tmp_path, tables)
    pipe = ck.load(source)
    assert pipe.deals["outcome"].tolist() == ["open"] * len(quotes)
    (note,) = aside(pipe).to_dict("records")
    assert "left aside" in note["note"]
    name, day = NAMES[language][1], NAMES[language][4]
    said = f'ck.load(..., sheet="{name}", won=["{name}"], columns={{"closed_at": "{day}"}}).'
    assert note["fix"].endswith(said)
    alone = ck.load(source, sheet=name, won=[name], columns={"closed_at": day})
    assert alone.deals["outcome"].tolist() == ["won"] * len(orders)


def test_lists_of_different_deals_with_their_own_closing_are_parts(tmp_path):
    tables = {
        "Quotes": pd.DataFrame([["X", "2025-01-02", 10]], columns=["Client", "Created", "Amount"]),
        "Orders": pd.DataFrame(
            [["Y", "2025-01-03", 10, "2025-02-03"]],
            columns=["Client", "Created", "Amount", "Closed"],
        ),
    }
    pipe = ck.load(as_sheets(tmp_path, tables))
    assert sorted(pipe.deals["outcome"]) == ["open", "won"] and aside(pipe).empty


def test_a_later_list_that_says_what_was_lost_is_none_of_orders(tmp_path):
    rows = [
        ["1", "X", "2025-01-02", "open"],
        ["2", "Y", "2025-01-03", "open"],
        ["3", "Z", "2025-01-04", "open"],
    ]
    later = [
        ["1", "X", "2025-01-02", "won"],
        ["2", "Y", "2025-01-03", "lost"],
        ["3", "Z", "2025-01-04", "open"],
    ]
    columns = ["Deal ID", "Client", "Created", "Status"]
    tables = {
        "Pipeline": pd.DataFrame(rows, columns=columns),
        "Sales": pd.DataFrame(later, columns=columns),
    }
    assert aside(ck.load(as_sheets(tmp_path, tables))).empty
