"""Columns of one's own: numbers are numbers, days are days, everything else is text; blanks are missing."""

import time

import numpy as np
import pandas as pd
import pytest

from cycle_kit.values import own_kind


def kind(*cells, language=None, **how):
    return own_kind(pd.Series(cells, dtype="str", name="Ours"), language, **how)


def values(*cells, **how):
    return [None if pd.isna(value) else value for value in kind(*cells, **how)]


WHOLE = [
    *(
        ["1", "2", "10"],
        ["0", "1"],
        ["-5", "3"],
        ["1 234", "5"],
        ["1 234 567", "5"],
        ["۱۲", "۳"],
        ["2024", "2023"],
    ),
    *(
        ["20240115", "20240116"],
        ["100200", "100201"],
        ["1,234,567", "2"],
        ["1.234.567", "2"],
        [" 7", "8 "],
        ["٣", "٤"],
    ),
]


@pytest.mark.parametrize("cells", WHOLE)
@pytest.mark.parametrize("blanks", [[], ["", "-"], ["n/a", "#N/A", "?"]])
def test_whole_numbers(cells, blanks):
    found = kind(*cells, *blanks)
    assert str(found.dtype) == "Int64"
    expected = [
        int("".join(char for char in cell if char.isdecimal() or char == "-")) for cell in cells
    ]
    assert found.dropna().tolist() == expected
    assert found.isna().sum() == len(blanks)


FRACTIONS = [
    *(
        (["1.5", "2"], [1.5, 2]),
        (["1,5", "2"], [1.5, 2]),
        (["1.0", "2.0"], [1, 2]),
        (["0.125", "1.500"], [0.125, 1.5]),
    ),
    *(
        (["1,234.5", "2"], [1234.5, 2]),
        (["1.234,5", "2"], [1234.5, 2]),
        (["1 234,50", "2,25"], [1234.5, 2.25]),
    ),
    *(
        (["۱٫۵", "۲"], [1.5, 2]),
        (["-0.5", "1"], [-0.5, 1]),
        (["123 456 789,25", "1 200,5"], [123456789.25, 1200.5]),
    ),
]


@pytest.mark.parametrize(("cells", "numbers"), FRACTIONS)
@pytest.mark.parametrize("blank", ["", "—", "brak"])
def test_fractions(cells, numbers, blank):
    found = kind(*cells, blank)
    assert str(found.dtype) == "float64"
    assert found.dropna().tolist() == numbers


SIGNED = [
    (["12%", "15 %", "0"], [0.12, 0.15, 0]),
    (["5,5%", "10,0%", "-2%"], [0.055, 0.1, -0.02]),
    (["١٢٪", "٥٪"], [0.12, 0.05]),
    (["12 Prozent", "3 Prozent"], [0.12, 0.03]),
    (["0%", "0 %"], [0, 0]),
    (["$1,010.00", "$20", "7"], [1010, 20, 7]),
    (["1.010,50 €", "20,00 €"], [1010.5, 20]),
    (["1.010 €", "2.020 €"], [1010, 2020]),
    (["1010 EUR", "€ 5"], [1010, 5]),
    (["1 010 zł", "-5 zł"], [1010, -5]),
    (["5 kr", "1 200 kr"], [5, 1200]),
    (["۱۲۰ ریال", "۵ ریال"], [120, 5]),
]


@pytest.mark.parametrize(("cells", "numbers"), SIGNED)
@pytest.mark.parametrize("blanks", [[], ["", "n/a"]])
def test_numbers_with_one_sign_in_every_cell(cells, numbers, blanks):
    found = kind(*cells, *blanks)
    assert str(found.dtype) == "float64"
    assert found.dropna().tolist() == pytest.approx(numbers, abs=1e-12)
    assert found.isna().sum() == len(blanks)


#: signs that differ, that say more, or that are words, and numbers that are none
OTHER_SIGNS = [
    ["12%", "€5"],
    ["100 EUR", "100 USD"],
    ["5 kr", "5 pesos"],
    ["5k €", "6 €"],
    ["5 m", "6 m"],
    ["100 zł netto", "50 zł netto"],
    ["Top 10", "Top 50"],
    ["All 5", "All 6"],
    ["5-10%", "10-20%"],
    ["< 5%", "5%"],
    ["12% VAT", "5% VAT"],
    ["12 %", "soon"],
    ["5,500%", "1,250%"],
    ["1234567890123456 €", "1 €"],
]


@pytest.mark.parametrize("cells", OTHER_SIGNS)
def test_signs_that_say_more_leave_the_text(cells):
    assert kind(*cells).tolist() == cells


def test_one_odd_sign_far_down_keeps_the_text():
    cells = [f"{n} €" for n in range(5_000)]
    assert str(kind(*cells).dtype) == "float64"
    for odd in ("7 $", "7 %", "x", "7k €"):
        assert str(kind(*cells, odd).dtype) == "str"


TEXT = [
    *(
        ["007", "12"],
        ["00", "01"],
        ["1234567890123456", "1"],
        ["12%", "15"],
        ["€5", "$6"],
        ["5k", "6"],
        ["1", "x"],
    ),
    *(
        ["+48501234567", "+48601234567"],
        ["501 234 567", "601 234 567"],
        ["501234567", "601234567"],
        ["5", "5", "abc"],
    ),
    *(
        ["Yes", "No"],
        ["TAK", "NIE"],
        ["true", "false"],
        ["10:30", "11:00"],
        ["12-34", "56-78"],
        ["1.2.3", "1.2.4"],
    ),
    *(
        ["1.10.24", "1.11.24"],
        ["1e5", "2e5"],
        ["1.500", "2.500"],
        ["1,234", "2,345"],
        ["A1", "A2"],
        ["½", "1"],
    ),
    *(
        ["2024-01-05", "soon"],
        ["2024-01-05", "TBD"],
        ["05/02/2024", "06/02/2024"],
        ["05/25/2024", "25/05/2024"],
    ),
    *(
        ["2024-01-05", "9999-12-31"],
        ["Q1", "Q2"],
        ["5 Jan", "6 Jan"],
        ["(5)", "(6)"],
        ["45300", "2024-01-09"],
    ),
]


@pytest.mark.parametrize("cells", TEXT)
def test_what_is_not_all_plain_stays_as_it_is(cells):
    found = kind(*cells, "", "(blank)")
    assert str(found.dtype) == "str"
    assert found.dropna().tolist() == cells
    assert found.isna().sum() == 2


DATES = [
    *(
        (["2024-01-05", "2024-02-07"], {}),
        (["05/01/2024", "07.02.2024", "25/02/2024"], {}),
        (["5 Jan 2024", "Feb 7, 2024"], {}),
    ),
    *(
        (["05/01/2024", "07/02/2024"], {"language": "pl"}),
        (["01/05/2024", "02/07/2024"], {"like": "mdy"}),
    ),
    *(
        (["01/05/2024", "02/07/2024"], {"order": "mdy"}),
        (["۱۴۰۲/۱۰/۱۵", "۱۴۰۲/۱۱/۱۸"], {"language": "fa"}),
    ),
    *(
        (["2024-01-05T03:00:00+03:00", "2024-02-07T03:00:00+03:00"], {}),
        (["5 stycznia 2024", "7 lutego 2024"], {}),
    ),
]


@pytest.mark.parametrize(("cells", "how"), DATES)
@pytest.mark.parametrize("blank", ["", "-", "n/a"])
def test_days_are_days(cells, how, blank):
    found = kind(*cells, blank, **how)
    assert str(found.dtype) == "datetime64[us]"
    assert found.dropna().astype("str").tolist()[:2] == ["2024-01-05", "2024-02-07"]
    assert found.isna().tolist() == [False] * len(cells) + [True]


def test_moments_are_moments():
    assert values("2024-01-05 10:30", "2024-01-06") == [
        pd.Timestamp("2024-01-05 10:30"),
        pd.Timestamp("2024-01-06"),
    ]


def test_the_language_tells_the_decimal_sign():
    assert values("1,234", "2,345", language="en") == [1234, 2345]
    assert values("1.500", "2.500", language="de") == [1500, 2500]


def test_one_odd_cell_far_down_keeps_the_text():
    cells = [str(n) for n in range(1, 20_000)]
    assert str(kind(*cells).dtype) == "Int64"
    for odd in ("x", "007", "12%", "1234567890123456"):
        assert str(kind(*cells[:-1], odd).dtype) == "str"
    days = pd.Series(pd.date_range("2000-01-01", periods=9_000)).dt.strftime("%Y-%m-%d").tolist()
    assert str(kind(*days).dtype) == "datetime64[us]"
    assert str(kind(*days[:-1], "soon").dtype) == "str"


def test_blanks_at_the_start_do_not_hide_the_kind():
    assert values(*["-"] * 5_000, "5") == [None] * 5_000 + [5]


def test_nothing_at_all():
    assert kind().tolist() == []
    assert kind("", "-", "n/a").isna().all()


def test_index_name_and_other_types_stay():
    texts = pd.Series(["1", None, "2"], index=[5, 3, 9], name="Seats", dtype="str")
    found = own_kind(texts)
    assert (found.index.tolist(), found.name) == ([5, 3, 9], "Seats")
    for column in (
        pd.Series([1.5, None]),
        pd.Series([True]),
        pd.Series(pd.to_datetime(["2024-01-05"])),
    ):
        assert own_kind(column) is column


@pytest.mark.slow
def test_large_columns_are_decided_quickly():
    chance, many = np.random.default_rng(1), 400_000
    columns = [
        pd.Series(chance.integers(0, 500, many).astype(str), dtype="str"),
        pd.Series(np.round(chance.lognormal(5, 2, many), 2).astype(str), dtype="str"),
        "Deal " + pd.Series(chance.integers(0, 10**6, many).astype(str), dtype="str"),
        "+48" + pd.Series(chance.integers(10**8, 10**9, many).astype(str), dtype="str"),
        pd.Series(chance.choice(["A", "B", ""], many), dtype="str"),
    ]
    start = time.perf_counter()
    kinds = [str(own_kind(column).dtype) for column in columns]
    assert kinds == ["Int64", "float64", "str", "str", "str"]
    assert time.perf_counter() - start < 10  # a second, on an idle machine
