"""Sheets of what comes before or after a sale beside the sheet of deals: they ask nothing and count as nothing."""

import io

import openpyxl
import pytest

import cycle_kit as ck

DEALS = [["Deal", "Stage", "Amount", "Created", "Closed", "Owner"]] + [
    [f"D{i}", ("Lead", "Offer", "Won", "Lost")[i % 4], 100, f"2024-01-{i + 1:02}", None, "Ann"]
    for i in range(16)
]
DAYS = [f"2024-0{i + 1}-01" for i in range(8)]


def sheet(head, row):
    return [head, *(row(i, day) for i, day in enumerate(DAYS))]


SHEETS = {
    "Contracts": sheet(
        ["Contract", "Customer", "Value", "Signed", "Ends", "Status"],
        lambda i, day: [f"C{i}", f"K{i}", 5, day, "2025-01-01", ("Active", "Expired")[i % 2]],
    ),
    "Verträge": sheet(
        ["Vertrag", "Kunde", "Wert", "Beginn", "Status"],
        lambda i, day: [f"C{i}", f"K{i}", 5, day, ("Aktiv", "Gekündigt")[i % 2]],
    ),
    "Renewals": sheet(
        ["Customer", "Renewal date", "Amount", "Status", "Owner"],
        lambda i, day: [f"K{i}", day, 5, ("Renewed", "Pending", "Lost")[i % 3], "Ann"],
    ),
    "Meetings": sheet(
        ["Date", "Customer", "Owner", "Subject", "Outcome"],
        lambda i, day: [day, f"K{i}", "Ann", "Visit", "Done"],
    ),
    "Spotkania": sheet(
        ["Deal", "Date", "Stage", "Owner"],
        lambda i, day: [f"D{i}", day, ("First call", "Demo")[i % 2], "Ann"],
    ),
    "Referrals": sheet(
        ["Name", "Referred by", "Created", "Status", "Amount"],
        lambda i, day: [f"N{i}", f"K{i}", day, ("Won", "Lost", "Open")[i % 3], 5],
    ),
    "Partners": sheet(
        ["Name", "Stage", "Created", "Owner"],
        lambda i, day: [f"P{i}", ("New", "Signed", "Lost")[i % 3], day, "Ann"],
    ),
}


def book(**sheets):
    whole = openpyxl.Workbook()
    whole.remove(whole.active)
    for name, rows in sheets.items():
        page = whole.create_sheet(name)
        for row in rows:
            page.append(row)
    data = io.BytesIO()
    whole.save(data)
    return data.getvalue()


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("name", SHEETS)
def test_it_is_left_aside_and_told(name, first):
    sheets = {"Deals": DEALS, name: SHEETS[name]}
    pipe = ck.load(book(**dict(reversed(sheets.items()) if first else sheets.items())))
    assert pipe.deals["outcome"].astype(str).value_counts().to_dict() == {
        "open": 8,
        "won": 4,
        "lost": 4,
    }
    assert pipe.notes["note"].str.contains(f'sheet "{name}"').any()


def test_all_of_them_beside_one_another():
    assert len(ck.load(book(Deals=DEALS, **SHEETS)).deals) == 16


@pytest.mark.parametrize("name", ["Renewals", "Contracts", "Referrals"])
def test_a_sheet_with_the_columns_of_deals_is_one_of_deals(name):
    more = [DEALS[0], *([f"R{row[0]}", *row[1:]] for row in DEALS[1:])]
    assert len(ck.load(book(Deals=DEALS, **{name: more})).deals) == 32


@pytest.mark.parametrize("name", ["Contracts", "Meetings"])
def test_sheets_by_stage_are_one_list(name):
    head = ["Deal", "Client", "Amount", "Created"]
    parts = {
        each: [head, *([f"{each}{i}", "K", 5, day] for i, day in enumerate(DAYS))]
        for each in ("Leads", "Offers", name)
    }
    assert len(ck.load(book(**parts)).deals) == 24


@pytest.mark.parametrize("name", ["Contracts", "Referrals"])
def test_alone_it_is_read(name):
    assert len(ck.load(book(**{name: SHEETS[name]})).deals) == 8
