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
