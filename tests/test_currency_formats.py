"""A currency in the number format of a workbook's cells counts as if it stood in them."""

import datetime as dt
import io

import openpyxl
import pytest

import cycle_kit as ck
from cycle_kit.files.money_formats import symbol_of

HEADER = ["Client", "Value", "Opened", "Closed", "Status"]


def loaded(formats, *, header=HEADER, shift=0, **said):
    """Deals of 100, 200, 300 and so on; `formats`: of each; `shift`: empty rows and columns before the table."""
    book = openpyxl.Workbook()
    sheet = book.active
    for place, cell in enumerate(header):
        sheet.cell(1 + shift, 1 + shift + place, cell)
    for row, kind in enumerate(formats):
        opened = dt.datetime(2026, 1, 5 + row)
        values = [f"C{row}", 100 * (row + 1), opened, opened + dt.timedelta(days=20), "Won"]
        for place, value in enumerate(values):
            cell = sheet.cell(2 + shift + row, 1 + shift + place, value)
            if place == 1:
                cell.number_format = kind
    file = io.BytesIO()
    book.save(file)
    return ck.load(file.getvalue(), **said)


@pytest.mark.parametrize(
    ("code", "symbol"),
    [
        ('#,##0.00 "€"', "€"),
        ('"$"#,##0.00', "$"),
        ("[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", "£"),
        ("[$PLN] #,##0", "PLN"),
        (r"_-* #,##0.00\ [$€-407]_-", "€"),
        ("#,##0 ₽", "₽"),
        ("[$-409]d mmm yyyy", ""),
        ("[Red][>100]0.0%", ""),
        ("General", ""),
    ],
)
def test_the_text_beside_a_number(code, symbol):
    assert symbol_of(code) == symbol


@pytest.mark.parametrize("shift", [0, 2])
def test_amounts_of_several_currencies_are_never_added(shift):
    pipe = loaded(['#,##0.00 "€"', '"$"#,##0.00', "[$£-809]#,##0.00"], shift=shift)
    assert pipe.deals["amount"].tolist() == [100, 200, 300]
    assert pipe.deals["currency"].tolist() == ["EUR", "USD", "GBP"]
    assert pipe.deals["value"].isna().all()
    assert pipe.notes["note"].str.contains('currency of "Value" stands in the number format').any()


def test_one_currency_is_that_of_the_file():
    pipe = loaded(["#,##0 [$zł-415]"] * 3)
    assert pipe.currency == "PLN" and pipe.deals["value"].sum() == 600


def test_a_header_that_names_its_currency_goes_before_a_format():
    pipe = loaded(['"$"#,##0.00'] * 3, header=["Client", "Value (EUR)", *HEADER[2:]])
    assert pipe.currency == "EUR"


@pytest.mark.parametrize("kind", ["#,##0.00", "General", '0 "pcs"'])
def test_a_format_without_a_currency_tells_none(kind):
    pipe = loaded([kind] * 3)
    assert pipe.currency == "" and not pipe.notes["note"].str.contains("number format").any()


BARE = "no currency"


@pytest.mark.parametrize("others", ['#,##0.00 "€"', '"$"#,##0.00', "[$PLN] #,##0"])
def test_an_amount_without_the_format_of_the_others_is_told_by_line(others):
    pipe = loaded([others, others, "General", others])
    note = pipe.notes[pipe.notes["note"].str.contains(BARE)].iloc[0]
    assert note["note"].startswith('1 amount in "Value" has no currency, beside others in ')
    assert "(line 4)" in note["note"] and note["effect"] == "It counts as if in the same currency."
    assert pipe.deals["value"].sum() == 1000


ROWS = [
    "Client,Value,Currency,Opened,Closed,Status",
    "A,100,EUR,2025-01-02,2025-02-02,Won",
    "B,200,{},2025-01-02,2025-02-02,Won",
    "C,{},,2025-01-02,2025-02-02,Lost",
]


@pytest.mark.parametrize(
    ("currency", "amount", "told"),
    [("EUR", 5, 1), ("USD", 5, 1), ("EUR", 0, 0), ("EUR", "", 0), ("", 5, 1)],
)
def test_an_empty_currency_beside_others_is_told(currency, amount, told):
    text = "\n".join([*ROWS[:2], ROWS[2].format(currency), ROWS[3].format(amount), ""])
    notes = ck.load(text.encode()).notes
    assert notes["note"].str.contains(BARE).sum() == told


def test_a_typed_currency_that_one_amount_lacks_is_told():
    rows = ["Client,Value,Opened,Closed,Status", "A,100 €,2025-01-02,2025-02-02,Won"]
    rows += ["B,200 €,2025-01-02,2025-02-02,Won", "C,300,2025-01-02,2025-02-02,Lost", ""]
    notes = ck.load("\n".join(rows).encode()).notes["note"]
    assert notes.str.contains('1 amount in "Value" has no currency, beside others in EUR').any()


def test_amounts_without_any_currency_are_no_exception():
    assert not loaded(["General"] * 3).notes["note"].str.contains(BARE).any()
