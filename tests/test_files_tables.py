"""Several tables in one sheet, and several sheets: the largest list is the table, and every other row is told."""

import io
from itertools import product

import pytest
import xlsxwriter

from cycle_kit.errors import FileError
from cycle_kit.files import RawTable, read
from tests.layouts import HEADER, as_csv, as_workbook, beside, deals, even

DEALS = deals(16)
LIST = [HEADER, *DEALS]
SUMMARY = [
    ["Owner", "Deals", "Value"],
    ["Ann", "3", "500"],
    ["Bob", "2", "700"],
    ["Cy", "2", "100"],
]
PIVOT = [["Owner", *"JFMASD"], ["Ann", *"123456"], ["Bob", *"234567"], ["Total", *"357911"]]
OTHERS = {
    "a summary": SUMMARY,
    "a summary with a title": [["By owner"], *SUMMARY],
    "a summary with its total": [*SUMMARY, ["Total", "7", "1300"]],
    "counts of stages": [["Stage", "Count"], ["Lead", "2"], ["Won", "2"], ["Lost", "2"]],
    "a pivot": PIVOT,
    "a short list of something else": [
        ["Name", "Closed on"],
        ["A", "2024-01-05"],
        ["B", "2024-01-06"],
    ],
}


def both(rows: list[list[str]]) -> RawTable:
    (table,) = read(as_csv(even(rows)))
    (other,) = read(as_workbook(rows))
    assert table.frame.to_numpy().tolist() == other.frame.to_numpy().tolist()
    assert table.left_out == other.left_out
    assert table.rows == len(table.frame) + table.furniture
    return table


def is_whole(table: RawTable) -> bool:
    return table.frame.to_numpy().tolist() == DEALS and list(table.frame.columns) == HEADER


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
class TestInOneSheet:
    def test_above(self, other):
        table = both([*other, [], *LIST])
        assert is_whole(table)
        assert table.furniture == len(other) + 1
        assert table.lines[0] == len(other) + 3

    def test_below(self, other):
        table = both([*LIST, [], *other])
        assert is_whole(table)
        assert table.furniture == len(other) + 1

    def test_above_and_below(self, other):
        assert is_whole(both([*other, [], [], *LIST, [], *other]))

    def test_within_the_list(self, other):
        table = both([HEADER, *DEALS[:5], [], *other, [], *DEALS[5:]])
        assert is_whole(table)
        assert table.furniture == len(other) + 2

    @pytest.mark.parametrize(("top", "left"), [*product([0, 2, 4], [False, True])])
    def test_beside(self, other, top, left):
        table = both(beside(LIST, other, top=top, left=left))
        assert is_whole(table)
        assert "something else beside the table: left out." in table.remarks[0]


def test_lines_of_another_table_are_told():
    table = both([*LIST, [], *SUMMARY])
    assert table.left_out == (
        "1 blank row (line 18)",
        "4 rows of another table (lines 19, 20, 21 and 22)",
    )


def test_a_table_beside_that_is_longer():
    people = [["Person", "Goal"], *([f"P{n}", str(n)] for n in range(20))]
    table = both(beside(LIST, people))
    assert is_whole(table)
    assert table.left_out == ("4 rows of another table (lines 18, 19, 20 and 21)",)


def test_columns_beside_are_named_as_people_see_them():
    (table,) = read(as_csv(beside(LIST, SUMMARY)))
    assert table.remarks == ("Columns 8 to 10 hold something else beside the table: left out.",)
    (table,) = read(as_workbook(beside(LIST, SUMMARY)))
    assert table.remarks == ("Columns H to J hold something else beside the table: left out.",)
    (table,) = read(as_workbook([["", "", *row] for row in beside(LIST, SUMMARY)]))
    assert table.remarks == ("Columns J to L hold something else beside the table: left out.",)


class TestOneTable:
    """What looks like two and is one."""

    def test_gaps_in_a_list(self):
        rows = [row for deal in DEALS for row in ([], deal)]
        assert is_whole(both([HEADER, *rows]))

    def test_a_gap_below_the_header(self):
        assert is_whole(both([HEADER, [], *DEALS]))

    def test_an_empty_column_between_two_of_the_list(self):
        assert is_whole(both([[*row[:3], "", *row[3:]] for row in LIST]))

    def test_columns_of_few_cells_behind_an_empty_one(self):
        notes = [("Reason", "Rival"), *[("", "")] * len(DEALS)]
        notes[2], notes[5], notes[9] = ("Price", ""), ("", "Acme"), ("Time", "")
        table = both([[*row, "", *note] for row, note in zip(LIST, notes, strict=True)])
        assert list(table.frame.columns) == [*HEADER, "Reason", "Rival"]

    def test_lists_with_the_same_header(self):
        rows = [HEADER, *DEALS[:4], [], ["Closed ones"], HEADER, *DEALS[4:]]
        assert is_whole(both(rows))


class TestPastedWithoutAGap:
    def test_another_order_of_columns(self):
        order = [0, 2, 1, 4, 3, 5]
        rows = [*LIST, [HEADER[n] for n in order], *([row[n] for n in order] for row in DEALS[:3])]
        for table, other in zip(read(as_csv(rows)), read(as_workbook(rows)), strict=True):
            assert table.frame.equals(other.frame)
        table, below = read(as_csv(rows))
        assert is_whole(table)
        assert below.frame[HEADER].to_numpy().tolist() == DEALS[:3]
        assert list(below.lines) == [19, 20, 21]

    def test_other_columns(self):
        other = [["Customer", "Phone", "City", "Mail", "Sector", "Notes"]]
        other += [
            ["Acme", "12", "Rome", "a@b.it", "Steel", "x"],
            ["Beta", "13", "Bari", "b@b.it", "Wood", "y"],
        ]
        assert is_whole(both([HEADER, *DEALS, *other]))


class TestSheets:
    def test_each_with_a_table_and_the_others_told(self):
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            sheet = book.add_worksheet("Deals")
            for place, row in enumerate(LIST):
                sheet.write_row(place, 0, row)
            book.add_worksheet("Cover").write(0, 0, "Deals of 2024")
            picture = book.add_chart({"type": "bar"})
            picture.add_series({"values": "=Deals!$D$2:$D$9"})
            book.add_chartsheet("Picture").set_chart(picture)
            book.add_worksheet("Empty")
        (table,) = read(buffer.getvalue(), name="x.xlsx")
        assert table.frame.to_numpy().tolist() == DEALS
        assert table.remarks == (
            'The sheet "Picture" holds a chart, no table.',
            'The sheet "Empty" is empty.',
            'Skipped: No table was found in "x.xlsx [Cover]": no row has two filled cells.',
        )

    def test_nothing_but_charts(self):
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            picture = book.add_chart({"type": "bar"})
            picture.add_series({"values": "=Picture!$D$2:$D$9"})
            book.add_chartsheet("Picture").set_chart(picture)
        with pytest.raises(FileError) as error:
            read(buffer.getvalue(), name="x.xlsx")
        assert str(error.value) == (
            '"x.xlsx" holds no table.\nThe sheet "Picture" holds a chart, no table.\n'
            "Export the data again, or choose a sheet with sheet=."
        )


@pytest.mark.parametrize("rows", [1, 5, 9])
@pytest.mark.parametrize("left", [False, True])
@pytest.mark.parametrize("as_file", [as_csv, as_workbook])
@pytest.mark.parametrize("titled", [False, True])
def test_tables_of_one_list_beside_each_other_are_all_read(as_file, left, rows, titled):
    twin = [HEADER, *([f"{cell}9" for cell in row] for row in DEALS[:rows])]
    one, other = ([["Ann"], *LIST], [["Bob"], *twin]) if titled else (LIST, twin)
    first, second = read(as_file(beside(one, other, top=0, left=left)))
    found = (second, first) if left else (first, second)
    assert [len(table.frame) for table in found] == [16, rows]
    assert [list(table.frame) for table in found] == [HEADER, HEADER]
    assert all(table.rows == len(table.frame) + table.furniture for table in found)
    assert [table.title for table in found] == (["Ann", "Bob"] if titled else ["", ""])
    assert second.file == "file [table 2 from the left]"
    [told] = first.remarks
    assert told.startswith("2 tables with the same headers stand beside each other (columns ")
    assert told.endswith("): each was read as a table.")


@pytest.mark.parametrize("as_file", [as_csv, as_workbook])
def test_of_tables_beside_each_other_what_is_something_else_is_left_out(as_file):
    twin = [HEADER, *([f"{cell}9" for cell in row] for row in DEALS[:9])]
    rows = beside(beside(LIST, twin, top=0, left=False), SUMMARY, top=0, left=False)
    first, second = read(as_file(rows))
    assert [len(table.frame) for table in (first, second)] == [16, 9]
    assert any("something else beside the table: left out" in told for told in first.remarks)
