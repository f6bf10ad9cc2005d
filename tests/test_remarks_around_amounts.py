"""What people write around an amount: about so much, for a month, at least, from one to another."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.values import read_money

ABOUT = ["~12k", "~ 12.000", "ca. 12k", "approx. 12,000", "≈12k", "około 12 tys.", "около 12 тыс.",
         "environ 12 000", "حدود ۱۲ هزار", "حوالي 12 ألف", "etwa 12 Tsd.", "yaklaşık 12 bin"]  # fmt: skip
PER_MONTH = ["500/mo", "500 / Monat", "500 per month", "500 €/Monat", "500 monthly", "500 zł/mies.",
             "500 в месяц", "500 руб/мес", "500 / ay", "500 mtl.", "500 pro Monat", "۵۰۰ ماهانه"]  # fmt: skip
PER_YEAR = [
    "500 / Jahr",
    "500 p.a.",
    "500 per year",
    "$500/yr",
    "500 rocznie",
    "500 в год",
    "500/سال",
]
INDIAN = {"₹1.2 Cr": 12e6, "Rs. 1.2 Cr": 12e6, "INR 2 cr": 2e7, "₹5L": 5e5, "3.5 lakh": 35e4}
NO_ONE = ["12k–15k", "10000-12000", "5.000 - 6.000 €", ">5000", "5000+", "5000?", "min. 500", "от 500",
          "up to 900", "500 bis 900"]  # fmt: skip


def read(*cells):
    return read_money(pd.Series(cells, dtype="str"))[0]


@pytest.mark.parametrize("cell", ABOUT)
def test_about_so_much_is_no_amount_and_told(cell):
    parsed = read("1000", cell)
    assert parsed.unreadable.tolist() == [False, True]
    assert parsed.said["about so much"].tolist() == [False, True]


@pytest.mark.parametrize(
    ("cell", "said"),
    [*((cell, "for a month") for cell in PER_MONTH), *((cell, "for a year") for cell in PER_YEAR)],
)
def test_what_an_amount_is_for_is_told(cell, said):
    parsed = read("1000", cell)
    assert parsed.unreadable.tolist() == [False, True]
    assert parsed.said[said].tolist() == [False, True]


@pytest.mark.parametrize("cell", INDIAN)
def test_crores_and_lakhs_beside_rupees(cell):
    assert read("1000", cell).values.tolist() == [1000, INDIAN[cell]]


@pytest.mark.parametrize("cell", ["1.2 Cr", "$5L", "5 L", "500 of 900", "A-12", "5 days", "/ 500"])
def test_other_words_are_no_amounts(cell):
    parsed = read("1000", cell)
    assert parsed.unreadable.tolist() == [False, True]
    assert not parsed.unknown.any()
    assert not parsed.said


@pytest.mark.parametrize("cell", NO_ONE)
def test_no_single_number_is_told_as_such(cell):
    parsed = read("1000", cell)
    assert parsed.unreadable.tolist() == [False, True]
    assert parsed.said["no single one"].tolist() == [False, True]


@pytest.mark.parametrize("cell", ["-500", "(500)", "500-", "1.200,-", "5e3", "+500"])
def test_signs_of_plain_amounts_stay(cell):
    parsed = read("1000", cell)
    assert not parsed.unreadable.any()
    assert not parsed.said


GUESSES = ["~3k", "500/mo", "1k-2k", "5000+"]


def load(cells):
    rows = [f"D{n},Lead,{cell},2024-01-0{n + 1}" for n, cell in enumerate(cells)]
    return ck.load("\n".join(["Deal,Stage,Amount,Created", *rows, ""]).encode())


def test_they_are_told_by_line_and_refuse_nothing():
    pipe = load(["1000", "2000", "3000", "4000", *GUESSES])
    assert pipe.deals["amount"].sum() == 10_000
    [note] = pipe.notes[pipe.notes["note"].str.contains("could not be read")].itertuples()
    assert "lines 6, 7, 8, 9" in note.note
    for said in (
        "1 that it is about so much",
        "1 that it is for a month",
        "2 that it is no single",
    ):
        assert said in note.effect


def test_where_they_are_most_the_column_is_refused():
    with pytest.raises(ck.CycleKitError, match="cannot be read as amounts"):
        load(["1000", *GUESSES])
