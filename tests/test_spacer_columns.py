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
    "a figure below a gap": [[""], ["7800"]],
    "figures below a gap": [[""], ["7800"], ["9000"]],
    "days below a gap": [[""], ["2026-06-01"], ["2026-07-01"]],
    "a word below a gap": [[""], ["Internal"]],
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


#: right below the one column that names the deals, and no deal either
NOTES = {
    "a short footnote": [["Prices without tax"]],
    "a word": [["Internal"]],
    "several footnotes": [["Prices without tax"], ["Ask Ann for others"]],
    "who wrote it": [["Updated by Ann"]],
}


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("language", LISTS)
def test_a_footnote_right_below_cuts_no_clients_off(language, note, written):
    rows = deals(language, 12)
    (table,) = read(written(spaced(even([*rows, *NOTES[note]]), 1)))
    assert table.frame[rows[0]][:12].to_numpy().tolist() == rows[1:]
    assert not any(TOLD in each for each in table.remarks)


@pytest.mark.parametrize("written", WRITTEN)
def test_clients_begun_below_a_gap_cut_none_off(written):
    rows = deals("en", 12)
    for number, row in enumerate(rows[1:]):
        row[0] = f"C-{number:03}"
    (table,) = read(written(spaced(even([*rows, [""], ["C-012"], ["C-013"]]), 1)))
    assert table.frame[rows[0]][:12].to_numpy().tolist() == rows[1:]


FIRST_NAMES = [f"{first}{then}" for first in ("An", "Bo", "Ky", "Li") for then in "anosy"][:14]
#: lists as long as the deals that go on below a gap: what columns of deals are called, in two languages, stands above
GOING_ON = {
    "prices": [["Product", "Price"], *([f"P{n}", str(10 * n)] for n in range(14))],
    "prices of words": [["Product", "Price"], *([f"Bike {chr(65 + n)}", str(n)] for n in range(14))],
    "prices in German": [["Produkt", "Preis"], *([f"P{n}", str(10 * n)] for n in range(14))],
    "codes of owners": [["Owner"], *([f"K{n}"] for n in range(14))],
    "owners": [["Owner"], *([name] for name in FIRST_NAMES)],
    "owners in Polish": [["Opiekun"], *([name] for name in FIRST_NAMES)],
    "tasks": [["Todo"], *([f"visit client {n}"] for n in range(14))],
    "clients": [["Customer"], *([f"K{n}"] for n in range(14))],
}  # fmt: skip
ENDED = {"": [], " with a total": [["Total", "550"]], " with a remark": [["* net prices"]]}


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("left", [False, True])
@pytest.mark.parametrize("end", ENDED)
@pytest.mark.parametrize("other", GOING_ON)
def test_a_list_beside_that_goes_on_below_a_gap_is_still_left_out(other, end, left, written):
    rows = deals("en", 12, (0, 2, 6, 3, 4, 5))
    own = GOING_ON[other]
    width = len(own[0])
    ended = [row[:width] for row in ENDED[end]]
    (table,) = read(
        written(even(beside(rows, even([*own[:13], [""], *own[13:], *ended]), left=left)))
    )
    assert list(table.frame) == rows[0]
    assert table.frame.to_numpy().tolist() == rows[1:]
    assert any(TOLD in each for each in table.remarks)


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("left", [False, True])
@pytest.mark.parametrize("end", ENDED)
@pytest.mark.parametrize("other", ["prices", "prices in German"])
def test_one_more_code_and_its_price_below_a_gap_are_of_the_list_beside(other, end, left, written):
    rows = deals("en", 12)
    own = GOING_ON[other]
    more = even([*own[:13], [""], own[13], *ENDED[end]])
    (table,) = read(written(even(beside(rows, more, left=left))))
    assert list(table.frame) == rows[0]
    assert any(TOLD in each for each in table.remarks)


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
