"""A blank column within a list parts no two tables: its header and its rows run through both sides."""

import pytest

import cycle_kit as ck
from cycle_kit.files import read
from tests.layouts import as_csv, as_workbook, beside, even
from tests.test_lists_below import LISTS, deals

WRITTEN = [as_csv, as_workbook]
TOLD = "beside the table"
#: rows below a list, all in its first columns
BELOW = {
    "nothing": [],
    "a footnote": [[""], ["* excl. VAT"]],
    "who wrote it": [[""], ["Updated by", "Ann"]],
    "several remarks": [[""], ["* excl. VAT"], ["Ask Ann about the rest"], ["Printed on Monday"]],
    "a footnote right below": [["* all of them are excl. VAT"]],
    "a total right below": [["Total", "7800"]],
    "a total in one cell": [["Total 7800"]],
    "a total below a gap": [[""], ["Total", "7800"]],
}


def spaced(rows, *places):
    """The rows with a blank column in front of each of these."""
    for place in sorted(places, reverse=True):
        rows = [[*row[:place], "", *row[place:]] for row in rows]
    return rows


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("language", LISTS)
def test_a_blank_column_within_a_list_cuts_nothing_off(language, below, written):
    rows = deals(language, 12)
    for places in ((1,), (2,), (3,), (4,), (2, 5), (1, 3)):
        for turned in (0, 3):  # other columns in front
            own = [[*row[turned:], *row[:turned]] for row in rows]
            (table,) = read(written(spaced(even([*own, *BELOW[below]]), *places)))
            kept = [cell for cell in own[0] if cell in table.frame]
            assert kept == own[0], (places, turned)
            assert table.frame[kept][:12].to_numpy().tolist() == own[1:]
            assert not any(TOLD in each for each in table.remarks)
            assert table.rows == len(table.frame) + table.furniture


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("below", ["a footnote", "a total right below"])
def test_all_of_it_counts(below, written):
    pipe = ck.load(written(spaced(even([*deals("en", 12), *BELOW[below]]), 2)), as_of="2025-06-01")
    assert len(pipe.deals) == 12
    assert pipe.deals[["account", "owner", "stage", "amount"]].notna().to_numpy().all()


@pytest.mark.parametrize("header", ["Deal ID", "Lp.", "Our mark"])
def test_one_column_in_front_may_be_called_anything(header):
    numbers = [header, *map(str, range(701, 713))]
    rows = [[number, *row] for number, row in zip(numbers, deals("en", 12), strict=True)]
    (table,) = read(as_csv(spaced(even([*rows, *BELOW["a footnote"]]), 1)))
    assert table.frame[header].tolist() == numbers[1:]


#: tables beside the list, with headers of their own
OTHERS = {
    "shorter": [["Month", "Target"], *([f"M{n}", str(n)] for n in range(5))],
    "longer": [["Month", "Target"], *([f"M{n}", str(n)] for n in range(20))],
    "longer by a row": [["Month", "Target"], *([f"M{n}", str(n)] for n in range(13))],
    "longer, with a total": [
        ["Month", "Target"],
        *([f"M{n}", str(n)] for n in range(15)),
        ["Total", "105"],
    ],
    "as long, with a total": [
        ["Month", "Target"],
        *([f"M{n}", str(n)] for n in range(12)),
        ["Total", "66"],
    ],
    "as long, with the list's header": [
        ["Owner", "Goal"],
        *([f"P{n}", str(n)] for n in range(12)),
        ["Total", "66"],
    ],
    "shorter, with a footnote far below": [
        ["Month", "Target"],
        *([f"M{n}", str(n)] for n in range(5)),
        *[["", ""]] * 8,
        ["* goals", ""],
    ],
}


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("left", [False, True])
@pytest.mark.parametrize("other", OTHERS)
def test_a_table_beside_the_list_is_still_left_out(other, left, written):
    rows = deals("en", 12)
    (table,) = read(written(even(beside(rows, OTHERS[other], left=left))))
    assert list(table.frame) == rows[0]
    assert table.frame.to_numpy().tolist() == rows[1:]
    assert any(TOLD in each for each in table.remarks)
