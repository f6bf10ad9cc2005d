"""Which dates of a list kept by hand are those of creation, of closing and of what comes after the sale."""

import pandas as pd
import pytest

import cycle_kit as ck

START, SECOND, ORDER, LATER, LOSS = (
    "2024-01-02",
    "2024-01-22",
    "2024-04-15",
    "2024-09-30",
    "2024-03-18",
)
CLIENTS = ["Acme", "Bolt", "Cask", "Dash"]


def days(frame, name):
    return frame.deals[name].dt.strftime("%Y-%m-%d").fillna("").tolist()


def steps(first, second, order, later, lost):
    """Two wins, of which one is delivered, a loss and an open deal."""
    return pd.DataFrame(
        {
            "No": ["1", "2", "3", "4"],
            "Client": CLIENTS,
            first: [START] * 4,
            second: [SECOND] * 4,
            order: [ORDER, "", ORDER, ""],
            later: [LATER, "", "", ""],
            lost: ["", LOSS, "", ""],
        }
    )


@pytest.mark.parametrize(
    ("order", "later", "lost"),
    [
        ("PO date", "Commissioned", "Lost date"),
        ("Order date", "Went live", "Lost date"),
        ("Signed on", "Rolled out", "Lost on"),
        ("Auftragsdatum", "In Betrieb genommen", "Verloren am"),
        ("Auftragsdatum", "Montiert am", "Verloren am"),
        ("Date de commande", "Mis en service", "Perdu le"),
        ("Fecha de pedido", "Puesta en servicio", "Perdido el"),
        ("Data ordine", "Messa in funzione", "Perso il"),
        ("Data do pedido", "Comissionamento", "Perdido em"),
        ("Data zamówienia", "Uruchomiono", "Data przegrania"),
        ("Дата заказа", "Введено в эксплуатацию", "Дата проигрыша"),
        ("Orderdatum", "Inbedrijfstelling", "Verloren op"),
    ],
)
def test_what_follows_the_sale_closes_no_deal_beside_an_order(order, later, lost):
    pipe = ck.load(steps("Created", "Colour", order, later, lost))
    assert days(pipe, "closed_at") == [ORDER, LOSS, ORDER, ""]
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "won", "open"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("RFQ date", "Quote date"),
        ("Enquiry date", "Proposal date"),
        ("Anfragedatum", "Angebotsdatum"),
        ("Date de la demande", "Date du devis"),
        ("Fecha de solicitud", "Fecha de presupuesto"),
        ("Data zapytania", "Data oferty"),
        ("Data richiesta", "Data offerta"),
    ],
)
@pytest.mark.parametrize("turned", [False, True], ids=["first", "last"])
def test_deals_begin_with_the_enquiry_and_not_with_the_quote(first, second, turned):
    frame = steps(first, second, "Colour", "Size", "Lost date").drop(columns=["Colour", "Size"])
    frame = frame.assign(Status=["Won", "Lost", "Won", "Open"])
    frame = frame[frame.columns[::-1]] if turned else frame
    assert days(ck.load(frame), "created_at") == [START] * 4


def test_a_quote_before_the_enquiry_or_without_it_stays_the_creation():
    frame = steps("Quote date", "Enquiry date", "Colour", "Size", "Lost date")
    frame = frame.drop(columns=["Colour", "Size"]).assign(Status=["Won", "Lost", "Won", "Open"])
    assert days(ck.load(frame.drop(columns="Enquiry date")), "created_at") == [START] * 4
    named = ck.load(frame, columns={"created_at": "Enquiry date"})
    assert days(named, "created_at") == [SECOND] * 4


# ---- lists that are called by outcome


@pytest.mark.parametrize(
    ("names", "headers"),
    [
        (("won", "lost"), ("Customer", "First contact", "Value", "Order date", "Invoiced")),
        (("Beauftragt", "Abgelehnt"), ("Kunde", "Erstkontakt", "Summe", "Auftragsdatum", "Rechnung")),
        (("Gagnées", "Perdues"), ("Client", "Premier contact", "Montant", "Date de commande", "Facturé le")),
    ],
)  # fmt: skip
def test_in_a_list_of_wins_the_order_closes_deals_and_creates_none(tmp_path, names, headers):
    client, contact, value, order, invoice = headers
    won = pd.DataFrame(
        {client: ["E", "F"], contact: [START] * 2, value: ["6000", "8000"], order: [ORDER, ORDER],
         invoice: [LATER, ""]}
    )  # fmt: skip
    lost = pd.DataFrame({client: ["C", "D"], contact: [START] * 2, value: ["9000", "4000"]})
    for name, frame in zip(names, (won, lost), strict=True):
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    pipe = ck.load(tmp_path)
    by_outcome = pipe.deals.assign(closed=days(pipe, "closed_at")).groupby("outcome", observed=True)
    assert by_outcome["closed"].agg(list).to_dict() == {"won": [ORDER] * 2, "lost": ["", ""]}
    assert pipe.deals["created_at"].isna().all()
    named = ck.load(tmp_path, columns={"created_at": contact})
    assert days(named, "created_at") == [START] * 4
    kept = ck.load(tmp_path, columns={"created_at": order})
    assert set(days(kept, "created_at")) == {ORDER, ""}  # what the caller says counts


def test_a_list_called_current_holds_open_deals(tmp_path):
    headers = ["Kunde", "Projekt", "Erstkontakt", "Summe"]
    rows = [["A", "P1", START, "5000"], ["B", "P2", START, "7000"]]
    with pd.ExcelWriter(tmp_path / "book.xlsx", engine="xlsxwriter") as book:
        pd.DataFrame(rows, columns=headers).to_excel(book, sheet_name="Aktuell", index=False)
        won = pd.DataFrame([["E", "P3", START, "6000"]], columns=headers).assign(
            Auftragsdatum=ORDER
        )
        won.to_excel(book, sheet_name="Beauftragt", index=False)
    assert sorted(ck.load(tmp_path / "book.xlsx").deals["outcome"]) == ["open", "open", "won"]


# ---- dates that are expected, and columns that are no dates


@pytest.mark.parametrize(
    "header", ["Close date (est.)", "Est. close date", "Close date (expected)"]
)
def test_a_closing_date_that_is_called_expected_closes_nothing(header):
    frame = pd.DataFrame(
        {"Client": CLIENTS, "Created": [START] * 4, header: [ORDER] * 4, "Status": ["Won", "Lost", "Won", "Open"]}
    )  # fmt: skip
    pipe = ck.load(frame)
    assert pipe.deals["closed_at"].isna().all()
    assert days(pipe, "expected_close") == [ORDER] * 4


@pytest.mark.parametrize(
    ("header", "cells", "name"),
    [
        ("Letzter Kontakt", ["14.01.", "20.01.", "11.02.", "3.3."], "last_activity_at"),
        ("First contact", ["by phone", "fair", "mail", "mail"], "first_contact_at"),
        ("Received", ["20000", "20100", "", ""], "created_at"),
    ],
)
def test_a_column_that_need_not_be_read_and_cannot_be_is_left_unused(header, cells, name):
    frame = pd.DataFrame(
        {"Client": CLIENTS, "Won date": [ORDER, "", ORDER, ""], "Lost date": ["", LOSS, "", ""], header: cells}
    )  # fmt: skip
    pipe = ck.load(frame)
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "won", "open"]
    assert name not in pipe.deals or pipe.deals[name].isna().all()
    told = pipe.notes[pipe.notes["note"].str.contains("cannot be read as dates")]
    assert told["note"].tolist() == [f'"{header}" is not used: its cells cannot be read as dates.']
    with pytest.raises(ck.CycleKitError, match="cannot be read as dates"):
        ck.load(frame, columns={name: header})


def test_amounts_below_the_name_of_a_stage_are_no_dates_of_it():
    """Pledged 20000 and 35000 are amounts: no day numbers of a spreadsheet."""
    frame = pd.DataFrame(
        {
            "Client": CLIENTS,
            "Created": [START] * 4,
            "Stage": ["Won", "Lost", "Pledged", "Asked"],
            "Pledged": ["20000", "", "35000", ""],
            "Asked": ["20000", "15000", "50000", "40000"],
        }
    )
    pipe = ck.load(frame)
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open", "open"]
    assert pipe.deals["stage"].tolist()[2:] == ["Pledged", "Asked"]
