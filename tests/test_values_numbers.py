"""Numbers, money, shares, durations: text in, values out."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycle_kit.values import (
    read_durations,
    read_money,
    read_numbers,
    read_shares,
)


def column(*cells):
    return pd.Series(cells, dtype="str")


def numbers(*cells, language=None):
    return read_numbers(column(*cells), language=language).values.tolist()


def money(cell, language=None):
    parsed, currency = read_money(column(cell), language=language)
    return parsed.values[0], currency[0]


ONE_CELL = [
    ("7", None, 7),
    ("0012", None, 12),
    ("+3", None, 3),
    ("-3.5", None, -3.5),
    ("\u22123,5", "pl", -3.5),
    ("3,5-", "pl", -3.5),
    ("(1,250.75)", "en", -1250.75),
    ("'-42", None, -42),
    (".5", None, 0.5),
    (",25", "bg", 0.25),
    ("2 345 678", None, 2345678),
    ("2\u00a0345,5", "fr", 2345.5),
    ("2\u202f345,5", "fr", 2345.5),
    ("2\u2009345,5", "pl", 2345.5),
    ("2'345.50", "de", 2345.5),
    ("2\u2019345,50", "de", 2345.5),
    ("2.345.678", None, 2345678),
    ("2,345,678", "pl", 2345678),
    ("1.234.567,8", "en", 1234567.8),
    ("1,234,567.8", "pl", 1234567.8),
    ("12,34,567", None, 1234567),
    ("1234,567", "en", 1234.567),
    ("0.125", "pl", 0.125),
    ("۹۸۷٬۶۵۴٫۲۵", "fa", 987654.25),
    ("٩٨٧٬٦٥٤", "ar", 987654),
    ("۹۸۷،۶۵۴،۳۲۱", "fa", 987654321),
    ("３２１", None, 321),
    ("۷/۲۵", "fa", 7.25),
    ("1.5E+06", None, 1500000),
    ("2,5e-3", "pl", 0.0025),
    ("15%", None, 0.15),
    ("٪۱۵", "fa", 0.15),
    ("12,5 %", "bg", 0.125),
    ("3.5k", None, 3500),
    ("1,2 mln", "pl", 1_200_000),
    ("40 tys.", "pl", 40_000),
    ("40 хил.", "bg", 40_000),
    ("3 млрд.", "bg", 3_000_000_000),
    ("۲ هزار میلیارد", "fa", 2_000_000_000_000),
    ("٣ آلاف", "ar", 3_000),
    ("5 mil", "es", 5_000),
    ("2 crore", "en", 20_000_000),
    ("4.35M", None, 4_350_000),  # one rounding, not two
    ("123456789012345678", None, 123456789012345678.0),
]


@pytest.mark.parametrize(("cell", "language", "number"), ONE_CELL)
def test_number(cell, language, number):
    parsed = read_numbers(column(cell), language=language)
    assert parsed.values.tolist() == [number]
    assert not parsed.unreadable.any()


NO_NUMBER = [
    "abc",
    "12 abc",
    "1 23",
    "12,3456,78",
    "1.2.3",
    "5 mil",
    "50+",
    "~5",
    "1/2",
    "5-10",
    "½",
]
NO_NUMBER += [
    "+48 12 34 56",
    "2024-01-05",
    "1e999",
    "inf",
    "5²",
    "5⁰",
    "--5",
    "USD",
    "x" * 500,
    "1 2 3 4",
]


@pytest.mark.parametrize("cell", NO_NUMBER)
def test_unreadable(cell):
    parsed = read_numbers(column(cell))
    assert math.isnan(parsed.values[0])
    assert parsed.unreadable.tolist() == [True]


@pytest.mark.parametrize(
    "cell", ["", "  ", "-", "—", "N/A", "null", "nan", "brak", "няма", "ندارد", "لا يوجد"]
)
def test_empty_is_not_unreadable(cell):
    parsed = read_numbers(column(cell, "5"))
    assert parsed.unreadable.tolist() == [False, False]
    assert math.isnan(parsed.values[0])


#: cells, language -> values, remarks
COLUMNS = [
    (["1.500", "2.500", "3,25"], None, [1500, 2500, 3.25], ("decimal comma",)),
    (["1,500", "2,500", "3.25"], "pl", [1500, 2500, 3.25], ("decimal point",)),
    (["1,500", "1,500,000"], "bg", [1500, 1500000], ("decimal point",)),
    (["1.500", "1.500.000"], "en", [1500, 1500000], ("decimal comma",)),
    (["0,500", "1,500"], "en", [0.5, 1.5], ("decimal comma",)),
    (["1.500", "12"], "pl", [1500, 12], ('decimal comma, decided by the language "pl", no other cell tells (1 cell)',)),
    (["1,500", "12"], "pl", [1.5, 12], ('decimal comma, decided by the language "pl", no other cell tells (1 cell)',)),
    (["1,500", "2,500"], None, [1500, 2500], ("decimal point, decided by English use, no other cell tells (2 cells)",)),
    (["1.500", "1.500"], None, [1.5, 1.5], ("decimal point, decided by English use, no other cell tells (2 cells)",)),
    (["1,500"], "fa-IR", [1500], ('decimal point, decided by the language "fa", no other cell tells (1 cell)',)),
    (["1 500", "12.5"], None, [1500, 12.5], ()),
    (["0,500", "1.5", "2.5"], "en", [0.5, 1.5, 2.5], ()),
    (["3,5", "4.5", "5,5", "1.500"], "en", [3.5, 4.5, 5.5, 1500], ("decimal comma",)),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "language", "values", "remarks"), COLUMNS)
def test_the_column_settles_its_sign(cells, language, values, remarks):
    parsed = read_numbers(column(*cells), language=language)
    assert parsed.values.tolist() == values
    assert parsed.remarks == remarks


def test_index_name_and_gaps_stay():
    parsed = read_numbers(pd.Series(["1", None, "x"], index=[3, 1, 2], name="Amount"))
    assert parsed.values.index.tolist() == [3, 1, 2]
    assert parsed.values.name == "Amount"
    assert parsed.unreadable.tolist() == [False, False, True]


def test_numbers_that_were_never_text_are_not_parsed():
    parsed = read_numbers(pd.Series([1.125, np.nan, np.inf]), language="pl")
    assert parsed.values.tolist()[0] == 1.125
    assert parsed.unreadable.tolist() == [False, False, True]


MONEY = [
    ("€ 1.250,00", None, (1250, "EUR")),
    ("1 250 EUR", None, (1250, "EUR")),
    ("$99.90", None, (99.9, "USD")),
    ("$99.90 CAD", None, (99.9, "CAD")),
    ("C$ 50", None, (50, "CAD")),
    ("-£20", None, (-20, "GBP")),
    ("£-20", None, (-20, "GBP")),
    ("(£20)", None, (-20, "GBP")),
    ("R$ 1.234,56", None, (1234.56, "BRL")),
    ("CHF 1\u2019234.50", None, (1234.5, "CHF")),
    ("5,-", "de", (5, "")),
    ("250 złotych", "pl", (250, "PLN")),
    ("3 tys. zł", "pl", (3000, "PLN")),
    ("250 лева", "bg", (250, "BGN")),
    ("1,5 млн. лв.", "bg", (1_500_000, "BGN")),
    ("12,5 тыс. ₽", "ru", (12500, "RUB")),
    ("۳ میلیون تومان", "fa", (3_000_000, "IRT")),
    ("۳ میلیون ریال", "fa", (3_000_000, "IRR")),
    ("۷۰۰ ﷼", "fa", (700, "IRR")),
    ("700 ريال", "ar", (700, "")),
    ("700 ريال قطري", "ar", (700, "QAR")),
    ("700 ر.س.", "ar", (700, "SAR")),
    ("700 درهم", "ar", (700, "")),
    ("700 درهم مغربي", "ar", (700, "MAD")),
    ("د.إ 700", "ar", (700, "AED")),
    ("د.أ 700", "ar", (700, "JOD")),
    ("Rs.500", None, (500, "")),
    ("500 kr", None, (500, "")),
    ("500", None, (500, "")),
]


@pytest.mark.parametrize(("cell", "language", "expected"), MONEY)
def test_money(cell, language, expected):
    assert money(cell, language) == expected


def test_shared_names_are_remarked():
    parsed, currency = read_money(column("5 kr", "6 kr", "7 EUR", ""))
    assert currency.tolist() == ["", "", "EUR", ""]
    assert parsed.remarks == (
        'the name "kr" belongs to several currencies: 2 cells without a code',
    )


SHARES = [
    (["20%", "20", "50"], [0.2, 0.2, 0.5], ("numbers without a percent sign are percentages",)),
    (["0.2", "1", "0"], [0.2, 1, 0], ()),
    (["0", "1", "100"], [0, 0.01, 1], ("numbers without a percent sign are percentages",)),
    (["12,5 %", "٪۵۰"], [0.125, 0.5], ("decimal comma",)),
    (
        ["0.2", "0.7", "30"],
        [0.2, 0.7, None],
        ("numbers without a percent sign are fractions of 1 (1 cell above 1, 2 between 0 and 1)",),
    ),
    (["150%", "-5%"], [None, None], ()),
]


@pytest.mark.parametrize(("cells", "values", "remarks"), SHARES)
def test_shares(cells, values, remarks):
    parsed = read_shares(column(*cells))
    assert [None if math.isnan(value) else value for value in parsed.values] == values
    assert parsed.unreadable.tolist() == [value is None for value in values]
    assert parsed.remarks == remarks


DURATIONS = [
    ("12.5", 12.5),
    ("3 days", 3),
    ("1,5 dnia", 1.5),
    ("2 седмици", 14),
    ("۳ روز و ۱۲ ساعت", 3.5),
    ("٣ أيام", 3),
    ("6 h", 0.25),
    ("1d 6h", 1.25),
    ("36:00", 1.5),
    ("6:00:00", 0.25),
    ("2 days, 12:00:00", 2.5),
    ("-1 day, 12:00:00", -0.5),  # how Python writes minus twelve hours
    ("P3DT12H", 3.5),
    ("PT6H", 0.25),
    ("-PT6H", -0.25),
    ("P2W", 14),
    ("90 min", 0.0625),
    ("3 gün", 3),
    ("2 hafta", 14),
    ("1 gün 6 saat", 1.25),
]


@pytest.mark.parametrize(("cell", "days"), DURATIONS)
def test_durations(cell, days):
    parsed = read_durations(column(cell, "1"))
    assert parsed.values.tolist() == [days, 1]
    assert not parsed.unreadable.any()


@pytest.mark.parametrize(
    "cell", ["2 months", "P1M", "1 year", "2:75", "5 USD", "PT", "soon", "1,234 days"]
)
def test_no_durations(cell):
    parsed = read_durations(column(cell))
    assert parsed.unreadable.tolist() == [True]


@given(
    st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=6),
    st.sampled_from(["pl", "en"]),
)
def test_written_numbers_come_back(values, language):
    group, sign = {"pl": ("\u00a0", ","), "en": (",", ".")}[language]
    cells = [f"{value:,.2f}".translate({ord(","): group, ord("."): sign}) for value in values]
    assert numbers(*cells, language=language) == [float(value) for value in values]


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=6), st.sampled_from("٠۰０"))
def test_digits_of_other_scripts_come_back(values, nought):
    cells = ["".join(chr(ord(nought) + int(digit)) for digit in str(value)) for value in values]
    assert numbers(*cells) == values


@given(st.lists(st.text(max_size=12), max_size=5))
def test_any_text_is_a_value_or_empty_or_unreadable(cells):
    texts = column(*cells)
    for parsed in (
        read_numbers(texts),
        read_money(texts)[0],
        read_shares(texts),
        read_durations(texts),
    ):
        assert len(parsed.values) == len(parsed.unreadable) == len(cells)
        assert not (parsed.values.notna().to_numpy() & parsed.unreadable).any()
