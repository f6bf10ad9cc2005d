"""Rows that are no deals, and rows whose cells nobody can tell: each is told by its line and kept out."""

import pytest

from cycle_kit.files import RawTable, read
from cycle_kit.files.total_words import BESIDE, TOTALS
from tests.layouts import HEADER, as_csv, as_workbook, deals, even

DEALS = deals(12)
AT = 5
SHIFTED = "1 row whose cells stand in the wrong columns (line 7)"
CUT = "1 row that breaks off (line 7)"


def one(data: bytes) -> RawTable:
    (table,) = read(data)
    assert table.rows == len(table.frame) + table.furniture
    return table


def with_row(row: list[str]) -> RawTable:
    """The list with one more row in its middle, line 7, as a text file with rows of their own lengths."""
    return one(as_csv([HEADER, *DEALS[:AT], row, *DEALS[AT:]]))


def others_are_whole(table: RawTable) -> bool:
    return table.frame.to_numpy().tolist() == DEALS and list(table.frame.columns) == HEADER


WHOLE = ["Kappa Ltd", "Bob", "Won", "950", "2024-03-04", "2024-05-06"]


class TestCellsInWrongColumns:
    @pytest.mark.parametrize("lost", range(4))
    def test_a_cell_got_lost(self, lost):
        """Without its day of creation a row would show the day of closing there, and nothing tells it."""
        table = with_row([*WHOLE[:lost], *WHOLE[lost + 1 :]])
        assert others_are_whole(table)
        assert table.left_out == (SHIFTED,)

    @pytest.mark.parametrize("lost", range(3))
    @pytest.mark.parametrize("write", [as_csv, as_workbook])
    def test_a_cell_got_lost_and_a_blank_one_filled_the_row_up(self, lost, write):
        row = [*WHOLE[:lost], *WHOLE[lost + 1 :], ""]
        table = one(write([HEADER, *DEALS[:AT], row, *DEALS[AT:]]))
        assert others_are_whole(table)
        assert table.left_out == (SHIFTED,)

    @pytest.mark.parametrize("place", range(1, 5))
    @pytest.mark.parametrize("end", [[], [""], ["", ""]])
    def test_a_value_was_cut_in_two(self, place, end):
        table = with_row([*WHOLE[:place], "Miller", " Sons", *WHOLE[place + 1 :], *end])
        assert others_are_whole(table)
        assert table.left_out == (SHIFTED,)

    @pytest.mark.parametrize("end", [[], [""], ["", ""]])
    def test_a_text_that_was_cut_before_cells_that_all_fit(self, end):
        table = with_row(["Miller", " Sons", *WHOLE[1:], *end])
        assert table.frame.iloc[AT].tolist()[:6] == ["Miller, Sons", *WHOLE[1:]]
        assert table.left_out == () and len(table.frame) == 13

    def test_a_blank_cell_too_many(self):
        table = one(as_workbook([HEADER, *DEALS[:AT], ["", *WHOLE[:-1]], *DEALS[AT:]]))
        assert others_are_whole(table)
        assert table.left_out == (SHIFTED,)

    def test_several_rows(self):
        rows = [row[:1] + row[2:] if n in (3, 7) else row for n, row in enumerate(DEALS)]
        table = one(as_csv([HEADER, *rows]))
        assert len(table.frame) == 10
        assert table.left_out == ("2 rows whose cells stand in the wrong columns (lines 5 and 9)",)

    @pytest.mark.parametrize("number", [3000, 100_000])
    def test_in_a_long_table(self, number):
        rows = deals(number)
        rows[number // 2] = WHOLE[1:]
        rows[number // 3] = [*WHOLE[:2], *WHOLE[3:], ""]
        table = one(as_csv([HEADER, *rows]))
        assert table.left_out == (
            f"2 rows whose cells stand in the wrong columns (lines {number // 3 + 2} and {number // 2 + 2})",
        )


class TestRowsThatAreReadAsTheyStand:
    def kept(self, row: list[str]) -> RawTable:
        table = with_row(row)
        assert len(table.frame) == 13
        assert table.frame.iloc[AT].tolist()[:6] == [*row, *[""] * 6][:6]
        return table

    def test_a_short_row_that_lacks_blank_cells_only(self):
        table = self.kept(["Kappa Ltd", "Bob", "Lead", "950", "2024-03-04"])
        assert table.remarks == (
            "1 row has fewer cells than the header (line 7): the missing cells are empty.",
        )

    def test_a_long_row_of_blank_cells(self):
        assert self.kept([*WHOLE, "", ""]).remarks == ()

    @pytest.mark.parametrize(
        "row",
        [
            ["Kappa Ltd", "Zoe", "Won", "950", "2024-03-04", ""],
            ["Kappa Ltd", "Bob", "Parked", "ask Bob", "2024-03-04", ""],
            ["Kappa Ltd", "Zoe", "Parked", "tbd", "n/a", ""],
            ["Kappa Ltd", "", "Won", "", "", ""],
            ["4711", "Bob", "Won", "950", "2024-03-04", "2024-05-06"],
        ],
    )
    def test_a_row_with_unusual_cells(self, row):
        assert self.kept(row).left_out == ()

    def test_a_comma_in_a_note_at_the_end(self):
        """Days and amounts stand well, so only the note itself can be cut in two."""
        rows = [[*row, "a note"] for row in DEALS]
        rows[AT] = [*WHOLE, "call him", " then wait"]
        table = one(as_csv([[*HEADER, "Note"], *rows]))
        assert len(table.frame) == 12
        assert table.remarks[-1] == (
            '1 row has more cells than the header (line 7), by a comma in a text: what stands in "Note" and beyond '
            "was put together."
        )
        assert table.frame["Note"][AT] == "call him, then wait"

    @pytest.mark.parametrize("sep", [",", ";", "|"])
    @pytest.mark.parametrize("more", [[" then wait"], [" 500", " then 2024"], ["then", "wait"]])
    def test_separators_in_the_text_at_the_end(self, sep, more):
        rows = [[*row, ["a note", "", f"note {n}"][n % 3]] for n, row in enumerate(DEALS)]
        rows[AT] = [*WHOLE, "call him", *more]
        rows[AT + 2] = [*WHOLE, "", ""]
        table = one("\n".join(sep.join(row) for row in [[*HEADER, "Note"], *rows]).encode())
        assert table.frame["Note"][AT] == sep.join(["call him", *more])
        assert list(table.frame) == [*HEADER, "Note"]

    @pytest.mark.parametrize(
        "row",
        [
            ["Kappa", "Ltd", "Bob", "Lead", "950", "2024-03-04", "", "a note"],
            ["Kappa Ltd", "Bob", "Lead", "1", "95", "2024-03-04", "", "a note"],  # no thousands
            [*WHOLE, "a note", "77"],
            [*WHOLE, "950", "a note"],
        ],
    )
    def test_what_may_be_cut_before_the_text_at_the_end_is_not_put_together(self, row):
        rows = [[*row, "a note"] for row in DEALS]
        rows[AT] = row
        table = one(as_csv([[*HEADER, "Note"], *rows]))
        assert not any("put together" in remark for remark in table.remarks)

    def test_what_was_cut_before_a_text_at_the_end(self):
        rows = [[*row, "a note"] for row in DEALS]
        rows[AT] = ["Kappa", " Ltd", *WHOLE[1:5], "", "a note"]
        table = one(as_csv([[*HEADER, "Note"], *rows]))
        assert table.frame.iloc[AT].tolist()[:7] == ["Kappa, Ltd", *WHOLE[1:5], "", "a note"]

    def test_rows_that_are_all_without_their_blank_cells(self):
        rows = [[cell for cell in row if cell] for row in DEALS]
        assert len(one(as_csv([HEADER, *rows])).frame) == 12

    @pytest.mark.parametrize("more", [[], ["Note"], ["Note", "Reason"]])
    @pytest.mark.parametrize("open_rows", [[AT], [2, 7, 30], [39]])
    def test_a_few_that_have_not_ended_among_rows_without_their_blank_cells(self, more, open_rows):
        rows = [
            [*row[:5], "" if n in open_rows else "2024-08-09"] for n, row in enumerate(deals(40))
        ]
        table = one(as_csv([[*HEADER, *more], *([cell for cell in row if cell] for row in rows)]))
        assert len(table.frame) == 40
        assert table.left_out == ()

    def test_further_lines_of_a_deal(self):
        """Some systems list a deal's orders below it and leave all else blank."""
        rows = [[*row, f"S0{n}1"] for n, row in enumerate(DEALS)]
        further = [*[""] * 6, "S061-2"]
        table = one(as_csv([[*HEADER, "Order"], *rows[:AT], further, *rows[AT:]]))
        assert len(table.frame) == 13


class TestRowsThatBreakOff:
    @pytest.mark.parametrize("cells", [1, 2, 3, 4])
    def test_in_the_middle(self, cells):
        table = with_row(WHOLE[:cells])
        assert others_are_whole(table)
        begun = "1 row that breaks off after its first cell (line 7), perhaps with the rest below (line 8)"
        assert table.left_out == (begun if cells == 1 else CUT,)

    @pytest.mark.parametrize(
        "end",
        [
            "Kap",
            "Kappa Ltd,Bo",
            "Kappa Ltd,Bob,Won,95",
            "Kappa Ltd,Bob,Won,950,2024-0",
            "Kappa Ltd,Bob,Won,950,2024-03-04,2024-0",
            "Kappa Ltd,Bob,Won,950,2024-03-04,2024-05-0",
            'Kappa Ltd,"Bob',
        ],
    )
    def test_at_the_end_of_the_file(self, end):
        table = one(as_csv([HEADER, *DEALS]) + end.encode())
        assert others_are_whole(table)
        assert table.left_out == ("1 row that breaks off (line 14)",)

    @pytest.mark.parametrize("end", [",".join(WHOLE), "Kappa Ltd,Bob,Lead,950,2024-03-04,"])
    def test_a_last_line_that_is_whole(self, end):
        assert len(one(as_csv([HEADER, *DEALS]) + end.encode()).frame) == 13

    def test_no_line_break_at_the_end_where_rows_are_trimmed(self):
        rows = [row if row[-1] else row[:-1] for row in [*DEALS, [*WHOLE[:-1], ""]]]
        assert len(one(as_csv([HEADER, *rows]).rstrip(b"\n")).frame) == 13

    @pytest.mark.parametrize(
        ("end", "told"),
        [
            ("Total,,,1200", "1 row of totals (line 14)"),
            ("Confidential Information", "1 footer row (line 14)"),
        ],
    )
    def test_a_last_line_that_is_something_else(self, end, told):
        assert one(as_csv([HEADER, *DEALS]) + end.encode()).left_out == (told,)

    @pytest.mark.parametrize("write", [as_csv, as_workbook])
    @pytest.mark.parametrize("place", [1, 2])
    def test_a_line_break_within_a_value(self, place, write):
        """One row became two; where the value is the first of its row nothing tells it."""
        rows = [WHOLE[: place + 1], ["and more", *WHOLE[place + 1 :]]]
        table = one(write([HEADER, *DEALS[:AT], *rows, *DEALS[AT:]]))
        assert others_are_whole(table)
        assert table.left_out == ("2 rows that break off (lines 7 and 8)",)

    @pytest.mark.parametrize("row", [["Kappa Ltd", "An"], ["Kappa Ltd", "Bob", "Prop"]])
    def test_half_a_word_of_those_known(self, row):
        table = one(as_workbook([HEADER, *DEALS[:AT], row, *DEALS[AT:]]))
        assert table.left_out == (CUT,)

    def test_many_short_rows_are_a_habit(self):
        rows = [row if n % 10 else row[:4] for n, row in enumerate(deals(200))]
        table = one(as_csv([HEADER, *rows]))
        assert len(table.frame) == 200
        assert table.remarks == (
            "20 rows have fewer cells than the header (lines 2, 12, 22, 32, 42 and 15 more): "
            "the missing cells are empty.",
        )


def both(rows: list[list[str]]) -> RawTable:
    """The table, which is the same from a CSV file and from a workbook, with the deals of the list."""
    table, other = one(as_csv(even(rows))), one(as_workbook(rows))
    assert table.left_out == other.left_out
    assert others_are_whole(table)
    assert others_are_whole(other)
    return table


WORDS = sorted({word for words in TOTALS.values() for word in words})


class TestTotals:
    @pytest.mark.parametrize("word", WORDS)
    def test_each_word(self, word):
        table = both([HEADER, *DEALS, [word.capitalize(), "", "", "1200", "", ""]])
        assert table.left_out == ("1 row of totals (line 14)",)

    @pytest.mark.parametrize(
        "label",
        [
            "TOTAL:", "Total (12)", "Total - 12 deals", "*** Total ***", "Total deals: 12", "Total Amount",
            "Sum of Amount", "Average of Amount", "Ann Total", "Total Ann", "Won Count", "Total for Ann", "Σ",
            "Average", "Count", "Średnia", "Среднее", "المتوسط", "Ortalama", "Grand Total (12 records)",
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("column", [0, 1, 2])
    def test_labels_in_any_column(self, label, column):
        row = ["", "", "", "1200", "", ""]
        row[column] = label
        assert both([HEADER, *DEALS[:AT], row, *DEALS[AT:]]).left_out == (
            "1 row of totals (line 7)",
        )

    def test_what_it_is_of_in_a_cell_of_its_own(self):
        row = ["", "Ann", "Subtotal", "1200", "", ""]
        assert both([HEADER, *DEALS, row]).left_out == ("1 row of totals (line 14)",)

    @pytest.mark.parametrize("words", BESIDE.values(), ids=BESIDE)
    def test_figures_beside_it(self, words):
        row = ["Total", words[0], "12", "1200", "", ""]
        assert both([HEADER, *DEALS, row]).left_out == ("1 row of totals (line 14)",)

    @pytest.mark.parametrize(
        "row",
        [
            ["Total Energies", "Ann", "Won", "1200", "2024-03-04", ""],
            ["Total", "Ann", "Won", "1200", "2024-03-04", ""],
            ["Sum Up Ltd", "", "Lead", "1200", "2024-03-04", ""],
            ["Count Dracula Tours", "Bob", "Lead", "", "2024-03-04", ""],
        ],
    )
    def test_deals_of_such_a_name(self, row):
        assert len(with_row(row).frame) == 13


class TestNotes:
    @pytest.mark.parametrize(
        "row",
        [
            ["State of last Friday, without the partners"],
            ["* preliminary, to be checked"],
            ["blue = waiting for the customer"],
            ["", "", "", "", "see sheet 2"],
            ["", "", "", "", "", "see sheet 2"],
            ["*", "checked by Bob last week with the back office"],
            ["Page 3 of 9"],
        ],
    )
    def test_in_the_middle_and_below(self, row):
        table = both([HEADER, *DEALS[:AT], row, *DEALS[AT:]])
        assert table.left_out == ("1 row with nothing but a note (line 7)",)
        assert both([HEADER, *DEALS, row]).furniture == 1
        assert both([HEADER, *DEALS, [], row]).furniture == 2

    @pytest.mark.parametrize(
        "cells",
        [
            ["#REF!"], ["#N/A"] * 6, ["", "", "", "#DIV/0!"], ["#NAME?", "", "#VALUE!"], ["#ССЫЛКА!"],
            ["#BEZUG!"], ["#N/D"], ["#NV"], ["#ODW!"], ["#REF!", "", "", "#N/A"],
        ],
    )  # fmt: skip
    def test_errors_of_formulas(self, cells):
        told = ("1 row of spreadsheet errors (line 7)",)
        assert both([HEADER, *DEALS[:AT], cells, *DEALS[AT:]]).left_out == told

    @pytest.mark.parametrize("line", ["-----", "_____", "*****", "—"])
    def test_drawn_lines(self, line):
        assert both([HEADER, *DEALS[:AT], [line] * 6, *DEALS[AT:]]).left_out == (
            "1 drawn line (line 7)",
        )

    @pytest.mark.parametrize("title", ["Ann:", "Nobody:", "Ann", "Won"])
    def test_titles_of_groups(self, title):
        assert both([HEADER, *DEALS[:AT], [title], *DEALS[AT:]]).left_out == (
            "1 group title (line 7)",
        )

    @pytest.mark.parametrize(
        "text", ["12 records", "Records: 12", "12 Datensätze", "Количество: 12"]
    )
    def test_counts_below(self, text):
        assert both([HEADER, *DEALS, [text]]).left_out == ("1 footer row (line 14)",)

    @pytest.mark.parametrize(
        "row", [["New Firm Ltd"], ["New Firm Ltd", "Ann"], ["New Firm Ltd", "", "Lead"]]
    )
    @pytest.mark.parametrize("write", [as_workbook, lambda rows: as_csv(even(rows))])
    def test_what_may_be_a_deal_stays(self, row, write):
        table = one(write([HEADER, *DEALS, row]))
        assert len(table.frame) == 13
        assert table.left_out == ()
        told = "1 row holds next to nothing of what all others do (line 14): read as it stands."
        assert table.remarks == (told,)


PRICED = [
    "id,created,closed,stage,amount,comment",
    "1,2024-01-01,2024-01-31,Won,500,good",
    "2,2024-01-03,2024-01-25,Lost,900,too dear",
    "3,2024-01-05,,Offer,700,waits",
    "4,2024-01-07,2024-02-25,Won,800,fine",
]


@pytest.mark.parametrize(
    "row, amount",
    [
        ("9,2024-01-09,,Offer,1,500,call", "1500"),
        ("9,2024-01-09,,Offer,1,500,", "1500"),
        ("9,2024-01-09,,Offer,$12,500.50,call", "$12500.50"),
        ("9,2024-01-09,,Offer,1,200,300,call", "1200300"),
    ],
)
def test_commas_between_thousands_are_those_of_one_number(row, amount):
    table = one("\n".join([*PRICED, row]).encode())
    assert table.frame["amount"].tolist()[-1] == amount
    assert table.frame["comment"].tolist()[-1] == row.rpartition(",")[2]
    assert len(table.frame.columns) == 6
    assert [said for said in table.remarks if "put together" in said] == [
        '1 row has more cells than the header (line 6), by a comma in a number: what stands in "amount" and its '
        "digits behind it was put together."
    ]


@pytest.mark.parametrize("row", ["9,2024-01-09,,Offer,1,50,call", "9,2024-01-09,,Offer,500,77,Ann"])
def test_what_are_no_thousands_is_told_as_more_cells(row):
    table = one("\n".join([*PRICED, row]).encode())
    assert any("those beyond it have no header" in said for said in table.remarks)


def test_a_last_text_with_commas_may_be_in_most_rows():
    rows = [f"{row}, quick, nice" if n % 3 else row for n, row in enumerate(PRICED)]
    table = one("\n".join(rows).encode())
    assert table.frame["comment"].tolist() == [
        "good, quick, nice",
        "too dear, quick, nice",
        "waits",
        "fine, quick, nice",
    ]
