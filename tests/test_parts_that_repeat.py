"""Sheets of one list that have the same deals: none is told to be a later export where nothing says so."""

import openpyxl
import pytest

import cycle_kit as ck

LATER = "They tell how the deal stood then."
HEADS = ["Deal ID", "Client", "Rep", "Status", "Created", "Closed"]


def rows_of(rep=None):
    reps, ends = ["Ann", "Bob", "Cy"], ["Won", "Lost", "Open"]
    rows = [
        [f"D-{n}", f"Acme {n}", reps[n % 3], ends[n % 2], f"2024-01-{n:02d}", f"2024-02-{n:02d}"]
        for n in range(1, 19)
    ]
    return [row for row in rows if rep in (None, row[2])]


def book(path, sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in [HEADS, *rows]:
            sheet.append(row)
    made.save(path)
    return path


@pytest.mark.parametrize("first", [True, False])
def test_a_sheet_for_all_and_one_for_each(tmp_path, first):
    each = {rep: rows_of(rep) for rep in ("Ann", "Bob", "Cy")}
    sheets = {"All": rows_of(), **each} if first else {**each, "All": rows_of()}
    pipe = ck.load(book(tmp_path / "reps.xlsx", sheets))
    assert len(pipe.deals) == 18
    again = pipe.notes[pipe.notes["note"].str.startswith("rows of deals that")]
    assert again["rows"].sum() == 18
    assert set(again["note"]) == {"rows of deals that a table further on has, too"}
    assert LATER not in set(pipe.notes["effect"])


def test_dated_exports_tell_how_deals_stood(tmp_path):
    for day, end in (("2024-03-01", "Open"), ("2024-04-01", "Won")):
        rows = [f"{n},Offer,{end},2024-01-{n:02d}" for n in range(1, 9)]
        text = "\n".join(["Deal ID,Stage,Status,Created", *rows])
        (tmp_path / f"deals_{day}.csv").write_text(text)
    assert LATER in set(ck.load(tmp_path).notes["effect"])
