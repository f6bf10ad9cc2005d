"""Formulas whose result no program has stored are told by their column and lines, and never taken for blanks."""

from __future__ import annotations

import openpyxl
import pytest

import cycle_kit as ck

HEADER = ["No", "Client", "Status", "Value", "Offer date", "Decision"]
SAVE = "Open the file in Excel or LibreOffice, save it there"


def book(tmp_path, formulas: dict[str, str], rows: int = 12):
    """A workbook as openpyxl writes it: `formulas` {header: of each row, with its line as {line}}."""
    whole = openpyxl.Workbook()
    sheet = whole.active
    sheet.append(HEADER)
    for n in range(1, rows + 1):
        status = ["Won", "Lost", "Open"][n % 3]
        row = [
            n,
            f"C{n}",
            status,
            100,
            f"2024-01-{n:02d}",
            "" if status == "Open" else f"2024-02-{n:02d}",
        ]
        cells = dict(zip(HEADER, row, strict=True))
        sheet.append(
            list((cells | {h: f.format(line=n + 1) for h, f in formulas.items()}).values())
        )
    whole.save(tmp_path / "deals.xlsx")
    return tmp_path / "deals.xlsx"


@pytest.mark.parametrize(
    ("header", "formula"),
    [
        ("Value", "=100*2"),
        ("Status", '=IF(G{line}="x","Won","Lost")'),
        ("Decision", "=DATE(2024,1,{line})"),
    ],
)
def test_a_column_of_formulas_without_results_is_told_with_its_lines(tmp_path, header, formula):
    notes = ck.load(book(tmp_path, {header: formula})).notes
    told = notes.loc[notes["note"].str.contains("never stored"), "note"].item()
    assert told.startswith(f'"{header}" holds 12 formulas')
    assert "(lines 2, 3, 4, 5, 6 and 7 more)" in told
    assert SAVE in told
    assert "won=[...]" not in " ".join(notes["fix"])


def test_where_all_dates_are_formulas_the_error_says_so(tmp_path):
    path = book(tmp_path, {"Offer date": "=DATE(2024,1,2)", "Decision": "=DATE(2024,1,9)"})
    with pytest.raises(ck.CycleKitError) as raised:
        ck.load(path)
    assert all(each in str(raised.value) for each in ("Offer date", "Decision", SAVE))
    assert "Export these dates" not in str(raised.value)


def test_where_every_cell_is_a_formula_the_error_says_so(tmp_path):
    path = book(tmp_path, dict.fromkeys(HEADER, "=Other!A{line}"))
    with pytest.raises(ck.CycleKitError, match=SAVE):
        ck.load(path)


def test_workbooks_without_such_formulas_say_nothing(tmp_path):
    notes = ck.load(book(tmp_path, {})).notes
    assert not notes["note"].str.contains("formula").any()
