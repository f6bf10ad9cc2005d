"""Invoices, payments, tasks and activities beside a list of deals are another table: left aside, and told."""

import io

import pandas as pd
import pytest

import cycle_kit as ck

DEALS = (
    ["Deal ID", "Client", "Stage", "Amount", "Created", "Closed"],
    [1, "Acme", "Won", 100, "2026-01-05", "2026-01-20"],
    [2, "Beta", "Lost", 200, "2026-01-06", "2026-01-26"],
    [3, "Gamma", "Offer", 300, "2026-01-16", None],
)
RECORDS = {
    "Invoices": (
        ["Invoice no", "Deal ID", "Amount", "Date", "Status"],
        ["I-1", 1, 60, "2026-02-06", "Paid"],
        ["I-2", 1, 40, "2026-03-09", "Paid"],
    ),
    "Invoices of clients": (
        ["Invoice no", "Client", "Amount", "Invoice date", "Status"],
        ["I-1", "Acme", 60, "2026-02-06", "Paid"],
        ["I-2", "Acme", 40, "2026-03-09", "Open"],
    ),
    "Rechnungen": (
        ["Rechnungsnr", "Deal ID", "Kunde", "Betrag", "Datum", "Status"],
        ["R1", 1, "Acme", 60, "2026-02-06", "bezahlt"],
        ["R2", 1, "Acme", 40, "2026-03-06", "offen"],
    ),
    "Płatności": (
        ["Nr", "Klient", "Kwota", "Data", "Status"],
        [11, "Acme", 60, "2026-02-06", "Opłacone"],
        [12, "Acme", 40, "2026-03-06", "Niezapłacone"],
    ),
    "فاکتورها": (
        ["شماره فاکتور", "مشتری", "مبلغ", "تاریخ", "وضعیت"],
        ["F1", "Acme", 60, "1404/11/15", "پرداخت شده"],
        ["F2", "Acme", 40, "1404/12/15", "پرداخت نشده"],
    ),
    "Tasks": (
        ["Task", "Deal ID", "Due date", "Status", "Assigned to"],
        ["Call", 1, "2026-01-06", "Done", "Ann"],
        ["Send offer", 3, "2026-02-09", "Open", "Bo"],
    ),
    "Orders": (
        ["Order no", "Deal ID", "Amount", "Order date", "Status"],
        ["O1", 1, 100, "2026-01-20", "Delivered"],
        ["O2", 1, 50, "2026-02-20", "Cancelled"],
    ),
    "Sheet2": (
        ["No", "Deal ID", "Client", "Date", "Status"],
        ["a", 1, "Acme", "2026-02-06", "Signed"],
        ["b", 3, "Gamma", "2026-02-09", "Sent out"],
    ),
    "Sheet3": (
        ["Client", "Kind", "Date", "Status"],
        ["Acme", "Deposit", "2026-02-06", "Paid"],
        ["Acme", "Rest", "2026-02-09", "Overdue"],
    ),
}
LEFT_ASIDE = "another table than one of deals"


def workbook(**sheets):
    file = io.BytesIO()
    with pd.ExcelWriter(file, engine="openpyxl") as book:
        for name, (header, *rows) in sheets.items():
            pd.DataFrame(rows, columns=header).to_excel(book, sheet_name=name, index=False)
    return file.getvalue()


def told(pipe):
    return pipe.notes[pipe.notes["note"].str.contains(LEFT_ASIDE)]


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("first", [True, False])
def test_records_are_left_aside_and_told(name, first):
    sheets = {"Deals": DEALS, name: RECORDS[name]}
    pipe = ck.load(workbook(**dict(sorted(sheets.items(), reverse=not first))))
    assert pipe.deals["deal_id"].tolist() == ["1", "2", "3"]
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"]
    (note,) = told(pipe)["note"]
    assert f'(sheet "{name}")' in note


def test_the_line_that_the_note_prints_makes_them_deals():
    book = workbook(Deals=DEALS, Invoices=RECORDS["Invoices of clients"])
    (fix,) = told(ck.load(book))["fix"]
    assert 'won=["Paid"], open=["Open"]' in fix
    pipe = ck.load(book, won=["Paid"], open=["Open"])
    assert len(pipe.deals) == 5 and told(pipe).empty


def test_files_of_one_folder(tmp_path):
    for name, (header, *rows) in {"deals": DEALS, "activities": RECORDS["Tasks"]}.items():
        pd.DataFrame(rows, columns=header).to_csv(tmp_path / f"{name}.csv", index=False)
    pipe = ck.load(tmp_path)
    assert pipe.deals["deal_id"].tolist() == ["1", "2", "3"] and len(told(pipe)) == 1


#: lists of deals, whatever they are called by: with losses, with the headers or the stages of the others, or won
PARTS = {
    "Projects": (DEALS[0], [4, "Delta", "Lost", 50, "2026-01-07", "2026-01-27"]),
    "Projekte": (
        ["Nr", "Kunde", "Status", "Wert", "Erstellt"],
        [4, "Delta", "verloren", 50, "2026-01-07"],
    ),
    "Sheet2": (["No", "Client", "Stage", "Created"], ["d", "Delta", "Offer", "2026-01-07"]),
    "Orders": (["No", "Client", "Value", "Created"], ["d", "Delta", 10, "2026-01-07"]),
    "Won": (["No", "Client", "Value", "Created"], ["d", "Delta", 10, "2026-01-07"]),
}


@pytest.mark.parametrize("name", PARTS)
def test_another_list_of_deals_is_a_part(name):
    pipe = ck.load(workbook(Deals=DEALS, **{name: PARTS[name]}))
    assert len(pipe.deals) == 4 and told(pipe).empty


def test_records_alone_are_read_as_they_stand():
    rows = ["1", "Acme", 60, "2026-02-06", "Paid"], ["2", "Acme", 40, "2026-03-09", "Open"]
    book = workbook(Invoices=(["Invoice no", "Client", "Amount", "Created", "Status"], *rows))
    assert len(ck.load(book).deals) == 2


def test_few_deals_without_a_status_in_several_tables():
    header = ["Client", "Status", "Created", "Closed"]
    rows = [[f"C{n}", "Open", "2026-01-05", None] for n in range(10)]
    other = [["Ames", None, "2026-01-06", None], ["Birch", "Won", "2026-01-06", "2026-01-26"]]
    pipe = ck.load(workbook(North=(header, *rows), South=(header, *other)))
    assert pipe.notes["note"].str.contains('1 deal has nothing in "Status".', regex=False).any()
