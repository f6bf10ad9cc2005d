"""The header: one row or two, below whatever stands above it, and each time that it comes again."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import FileError
from cycle_kit.files import RawTable, read
from tests.layouts import HEADER, as_csv, as_workbook, deals, even

DEALS = deals()


def both(rows: list[list[str]]) -> RawTable:
    """The table, which is the same whether the rows are a CSV file or a workbook."""
    (table,) = read(as_csv(even(rows)))
    (other,) = read(as_workbook(rows))
    assert list(table.frame.columns) == list(other.frame.columns)
    assert table.frame.to_numpy().tolist() == other.frame.to_numpy().tolist()
    assert table.left_out == other.left_out
    assert table.rows == len(table.frame) + table.furniture
    return table


def is_whole(table: RawTable) -> bool:
    """Whether all deals of the list are there, each cell under its own header."""
    return table.frame.to_numpy().tolist() == DEALS and list(table.frame.columns) == HEADER


AGAIN = {
    "as it is": HEADER,
    "in capitals": [cell.upper() for cell in HEADER],
    "with blanks": [f" {cell} " for cell in HEADER],
    "a cell differs": ["Client", *HEADER[1:]],
    "cells are missing": ["Client", "", "Stage", "", "Created", "Closed"],
    "half of it differs": ["Client", "Rep", "Status", *HEADER[3:]],
}


@pytest.mark.parametrize("again", AGAIN.values(), ids=AGAIN)
def test_a_header_that_comes_again(again):
    table = both([HEADER, *DEALS[:4], again, *DEALS[4:]])
    assert is_whole(table)
    assert table.left_out == ("1 repeated header row (line 6)",)


def test_a_header_that_comes_again_below_a_title():
    table = both([HEADER, *DEALS[:4], [], ["Second half"], AGAIN["cells are missing"], *DEALS[4:]])
    assert is_whole(table)
    assert table.left_out == (
        "1 blank row (line 6)",
        "1 repeated header row (line 8)",
        "1 group title (line 7)",
    )


def test_a_header_twice():
    assert is_whole(both([HEADER, HEADER, *DEALS]))


@pytest.mark.parametrize("words", [["Stage"], ["Stage", "Owner"]])
def test_a_header_whose_words_are_values_once(words):
    rows = [list(row) for row in DEALS]
    for place, word in enumerate(words):
        rows[place][HEADER.index(word)] = word
    table = both([HEADER, *rows])
    assert table.frame.to_numpy().tolist() == rows


def test_a_header_of_words_over_words_whose_words_are_values_once():
    rows = [[row[0], row[1], row[2]] for row in deals(30)]
    rows[3][1], rows[7][2] = "Owner", "Stage"
    assert len(both([HEADER[:3], *rows]).frame) == 30


@pytest.mark.parametrize("rows", [DEALS, [row[:3] for row in DEALS]], ids=["mixed", "words only"])
def test_no_header(rows):
    with pytest.raises(FileError, match="No header row was found"):
        read(as_csv(rows))


ABOVE = {
    "a title": [["Deals of 2024"], []],
    "a title right above": [["Deals of 2024"]],
    "names and values": [["Report:", "All deals"], ["Period:", "2023-05-01 - 2025-10-31"], []],
    "figures": [["Deals", "45"], ["Value", "500000"], ["Win rate", "12%"], []],
    "figures in a row": [["Sales report"], ["Total", "45", "500000", "12%", "3", "7"], []],
    "figures in a row right above": [["Total", "45", "500000", "12%", "3", "7"]],
    "many lines": [[f"line {n} of the filters"] for n in range(20)],
    "groups of columns": [["Deal", "", "", "Money", "Dates", ""]],
    "groups, each name in all its columns": [["Deal", "Deal", "Deal", "Money", "Dates", "Dates"]],
}


@pytest.mark.parametrize("above", ABOVE.values(), ids=ABOVE)
def test_what_stands_above(above):
    table = both([*above, HEADER, *DEALS])
    assert is_whole(table)
    assert table.furniture == len(above)
    assert table.lines[0] == len(above) + 2


class TestTwoRows:
    def test_names_below_those_of_groups(self):
        table = both(
            [
                ["Deal", "Owner", "Stage", "Amount", "Dates", ""],
                ["", "", "", "", "Created", "Closed"],
                *DEALS,
            ]
        )
        assert is_whole(table)
        assert table.left_out == ("1 row above the header (line 1)",)

    def test_a_name_in_the_upper_row_only(self):
        assert is_whole(both([["Deal", "Details", "", "", "", ""], ["", *HEADER[1:]], *DEALS]))

    @pytest.mark.parametrize(
        "header",
        [
            [["Deal", "Owner", "Won", "", "Lost", ""], ["", "", "Date", "Value", "Date", "Value"]],
            [
                ["Deal", "", "Won", "", "Lost", ""],
                ["Deal", "Owner", "Date", "Value", "Date", "Value"],
            ],
        ],
    )
    def test_names_that_only_their_groups_tell_apart(self, header):
        table = both(
            [*header, *([row[0], row[1], row[4], row[3], row[4], row[3]] for row in DEALS)]
        )
        assert list(table.frame.columns) == [
            "Deal", "Owner", "Won Date", "Won Value", "Lost Date", "Lost Value",
        ]  # fmt: skip
        assert len(table.frame) == 8

    @pytest.mark.parametrize(
        "below",
        [
            ["deal_name", "owner_id", "stage_id", "amount", "created_at", "closed_at"],
            ["", "", "", "EUR", "dd.mm.yyyy", "dd.mm.yyyy"],
            ["please fill in", "who?", "", "without VAT", "first call", "last call"],
        ],
        ids=["for programmers", "units", "help"],
    )
    def test_a_row_that_explains_the_header(self, below):
        table = both([HEADER, below, *DEALS])
        assert is_whole(table)
        assert table.left_out == ("1 row below the header that explains it (line 2)",)


@pytest.mark.parametrize("wide", [2, 3, 4])
def test_a_name_merged_over_several_columns(wide):
    """Also where so few names are left that the row is thin."""
    rows = [[row[0], *["GmbH"] * (wide - 1), *row[3:]] for row in DEALS]
    table = both([["Customer", *[""] * (wide - 1), *HEADER[3:]], *rows])
    assert [name for name in table.frame.columns if not name.startswith("column ")] == [
        "Customer", *HEADER[3:],
    ]  # fmt: skip
    assert len(table.frame) == 8


ON_THEIR_SIDE = {
    "Deal,Client,Amount,Status,Created": ("Won", "Lost", "Open"),
    "Created,Client,Amount,Status": ("Won", "Lost", "Open"),
    "Szansa,Klient,Wartość,Status,Data utworzenia": ("Wygrana", "Przegrana", "Otwarta"),
    "Сделка,Клиент,Сума,Статус,Дата на създаване": ("Спечелена", "Изгубена", "Отворена"),
    "معامله,مشتری,مبلغ,وضعیت,تاریخ ایجاد": ("برنده", "بازنده", "باز"),
}


@pytest.mark.parametrize("head", ON_THEIR_SIDE)
def test_a_table_on_its_side_is_turned(head):
    words = ON_THEIR_SIDE[head]
    names = head.split(",")
    cells = {"text": "D{}", "day": "2025-01-0{}"}
    first, last = ("day", "") if len(names) == 4 else ("text", "day")
    rows = [
        [cells[first].format(n), f"Firm {n}", f"100{n}", words[n - 1]]
        + [cells.get(last, "").format(n)] * bool(last)
        for n in (1, 2, 3)
    ]
    sides = zip(names, *rows, strict=True)
    pipe = ck.load("\n".join(",".join(cells) for cells in sides).encode())
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"]
    assert pipe.deals["amount"].tolist() == [1001, 1002, 1003]
    assert pipe.deals["created_at"].dt.day.tolist() == [1, 2, 3]
    assert pipe.notes["note"].str.startswith("The table stands on its side").sum() == 1


def test_a_list_whose_first_column_has_the_words_of_headers_stays_as_it_is():
    text = "Client,Amount,Status,Created\nOwner,5,Won,2025-01-01\nStage,6,Lost,2025-01-02\nSource,7,Open,2025-01-03"
    assert ck.load(text.encode()).deals["amount"].tolist() == [5, 6, 7]


@pytest.mark.parametrize(
    "rows",
    [
        "Acme Ltd,Ann Smith,ann@x.com,Won\nBeta GmbH,Bob Ray,bob@y.com,Lost\n",
        "Acme Ltd,Ann Smith,ann@x.com\nBeta GmbH,Bob Ray,bob@y.com\n",
        "Acme Ltd,Ann Smith,Won\nBeta GmbH,Bob Ray,Lost\n",
        "Acme GmbH;Anna Schmidt;Gewonnen\nBeta AG;Bernd Rau;Verloren\nGamma AG;Anna Rau;Offen\n",
    ],
)
def test_a_row_of_an_address_or_an_outcome_like_those_below_is_no_header(rows):
    with pytest.raises(FileError, match="No header row was found") as caught:
        ck.load(rows.encode())
    assert "Smith" not in str(caught.value) and "@" not in str(caught.value)


@pytest.mark.parametrize("header", ["Deal,Owner,Won", "Client,Person,Closed", "Deal,E-mail,Open"])
def test_headers_called_like_an_outcome_are_headers(header):
    rows = [["Acme", "a@x.com", "Won"], ["Beta", "b@x.com", "Lost"]]
    table = both([header.split(","), *rows])
    assert list(table.frame) == header.split(",")
