"""Copies of a row count once where nothing numbers the deals and the row says whose it is, when and how much."""

import pytest

import cycle_kit as ck
from tests.layouts import as_csv, as_workbook, even
from tests.test_lists_below import deals

NOTE = "rows that repeat another row in every cell"
FIX = "If they are deals of their own, give every deal a number."


def numbered(rows, header):
    return [
        [header if n == 0 else f"P-{row[0][-1]}", *row] if header else row
        for n, row in enumerate(rows)
    ]


@pytest.mark.parametrize("header", ["", "Project no."])
@pytest.mark.parametrize(
    ("language", "written"),
    [("en", as_csv), ("en", as_workbook), ("pl", as_csv), ("fa", as_csv), ("bg", as_workbook)],
)
def test_a_copy_counts_once(language, written, header):
    rows = deals(language, 12)
    pipe = ck.load(written(even(numbered([*rows, rows[2], rows[5]], header))), as_of="2025-06-01")
    assert len(pipe.deals) == 12
    assert pipe.deals["amount"].sum() == sum(int(row[3]) for row in rows[1:])
    told = pipe.notes[pipe.notes["note"] == NOTE]
    assert told["rows"].tolist() == [2]
    assert told["fix"].tolist() == [FIX]


@pytest.mark.parametrize("written", [as_csv, as_workbook])
@pytest.mark.parametrize("language", ["en", "pl", "fa", "ar", "bg", "de"])
def test_what_the_note_says_makes_them_deals_of_their_own(language, written):
    rows = deals(language, 12)
    rows = [*rows, rows[2], rows[5]]
    given = [["ID", *rows[0]], *([str(n), *row] for n, row in enumerate(rows[1:], 1))]
    pipe = ck.load(written(given), as_of="2025-06-01")
    assert len(pipe.deals) == 14
    assert not (pipe.notes["note"] == NOTE).any()


def test_copies_with_an_id_of_their_own_are_told_without_it():
    rows = deals("en", 12)
    given = [["Deal ID", *rows[0]], *([str(n), *row] for n, row in enumerate(rows[1:], 1))]
    pipe = ck.load(as_csv([*given, given[2]]), as_of="2025-06-01")
    told = pipe.notes[pipe.notes["note"] == NOTE]
    assert told["rows"].tolist() == [1]
    assert told["fix"].tolist() == [""]


#: columns of the list that are there, and the row that is there once more
STAY = {
    "another day": (range(7), lambda row: [*row[:4], "2024-09-09", *row[5:]]),
    "another amount": (range(7), lambda row: [*row[:3], "77", *row[4:]]),
    "no amounts": ((0, 1, 2, 4, 5, 6), lambda row: row),
    "no clients": ((1, 2, 3, 4, 5, 6), lambda row: row),
    "no days": ((0, 1, 2, 3, 6), lambda row: row),
}


@pytest.mark.parametrize("kind", STAY)
def test_what_may_be_another_deal_stays(kind):
    columns, again = STAY[kind]
    rows = deals("en", 12, columns)
    pipe = ck.load(as_csv(even([*rows, again(rows[2])])), as_of="2025-06-01")
    assert len(pipe.deals) == 13
    assert not (pipe.notes["note"] == NOTE).any()


def test_where_most_rows_come_again_they_are_no_copies():
    rows = deals("en", 6)
    pipe = ck.load(as_csv(even([*rows, *rows[1:]])), as_of="2025-06-01")
    assert len(pipe.deals) == 12
