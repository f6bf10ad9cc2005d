"""Currencies of a thousand parts: 450.000 is four hundred and fifty of them, whoever says which they are."""

import pandas as pd
import pytest

import cycle_kit as ck

THREE = ["KWD", "BHD", "OMR", "TND", "JOD", "LYD", "IQD"]
TEXTS, AMOUNTS = ["450.000", "1250.500", "12.750", "300.000"], [450.0, 1250.5, 12.75, 300.0]
BARE, BARE_AMOUNTS = ["450.000", "120.000", "12.750", "300.000"], [450.0, 120.0, 12.75, 300.0]


def loaded(header: str, texts: list[str], **more):
    several = len(texts)
    return ck.load(
        pd.DataFrame(
            {
                "Customer": [f"C{each}" for each in range(several)],
                "Status": (["Won", "Lost"] * several)[:several],
                header: texts,
                "Created": "2024-01-02",
                "Closed": "2024-02-03",
                **more,
            }
        )
    )


def amounts(header: str, texts: list[str], **more) -> list[float]:
    return loaded(header, texts, **more).deals["amount"].tolist()


@pytest.mark.parametrize("code", THREE)
@pytest.mark.parametrize(
    "header", ["Amount ({})", "Value ({})", "Amount {}", "Wert ({})", "القيمة ({})", "مبلغ ({})"]
)
def test_a_header_says_that_amounts_have_three_decimals(code, header):
    assert amounts(header.format(code), BARE) == BARE_AMOUNTS
    assert amounts(header.format(code), TEXTS) == AMOUNTS


@pytest.mark.parametrize("sign", ["د.ك", "د.ب", "ر.ع", "د.ت", "د.ع", "د.ل"])
def test_a_sign_of_the_country_says_so_too(sign):
    assert amounts(f"القيمة ({sign})", BARE) == BARE_AMOUNTS


@pytest.mark.parametrize("code", THREE)
def test_a_column_of_currencies_says_so(code):
    assert amounts("Amount", BARE, Currency=code) == BARE_AMOUNTS


def test_each_row_is_read_by_its_own_currency():
    pipe = loaded(
        "Amount", ["450.000", "450.000", "12.750", "1.500"], Currency=["KWD", "EUR", "KWD", "EUR"]
    )
    assert pipe.deals["amount"].tolist() == [450.0, 450_000.0, 12.75, 1_500.0]


def test_it_is_told():
    notes = loaded("Amount (KWD)", BARE).notes["note"]
    assert notes.str.contains(
        "decimal point, as amounts in KWD have three decimals (4 cells)", regex=False
    ).any()


@pytest.mark.parametrize("code", ["TND", "LYD"])
def test_a_comma_is_the_sign_where_the_country_writes_it_and_all_amounts_have_it(code):
    assert amounts(f"Amount ({code})", ["100,000", "45,500", "7,250"]) == [100.0, 45.5, 7.25]
    assert amounts(f"Amount ({code})", ["100,000", "45,000", "750"]) == [100_000.0, 45_000.0, 750.0]


@pytest.mark.parametrize("code", ["KWD", "BHD", "OMR", "JOD", "IQD"])
def test_elsewhere_a_comma_groups(code):
    assert amounts(f"Amount ({code})", ["100,000", "45,000", "7,250"]) == [
        100_000.0,
        45_000.0,
        7_250.0,
    ]


@pytest.mark.parametrize("code", THREE)
def test_where_cells_prove_the_sign_they_do(code):
    assert amounts(f"Amount ({code})", ["1.450.000", "450.000", "12.500"]) == [
        1_450_000.0,
        450_000.0,
        12_500.0,
    ]
    assert amounts(f"Amount ({code})", ["1,450.500", "450.000", "12.500"]) == [1450.5, 450.0, 12.5]


@pytest.mark.parametrize("code", ["EUR", "USD", "SAR", "AED", "QAR", "PLN"])
def test_others_have_two(code):
    assert amounts(f"Amount ({code})", BARE) == [450_000.0, 120_000.0, 12_750.0, 300_000.0]
    assert amounts("Amount", BARE, Currency=code) == [450_000.0, 120_000.0, 12_750.0, 300_000.0]


@pytest.mark.parametrize("code", THREE)
def test_a_code_in_each_cell_says_so_and_the_note_is_true(code):
    pipe = loaded("Amount", [f"{text} {code}" for text in BARE])
    assert pipe.deals["amount"].tolist() == BARE_AMOUNTS
    told = " ".join(pipe.notes["note"])
    assert f"decimal point, as amounts in {code} have three decimals (4 cells)" in told
    assert "thousands are grouped" not in told


def test_a_code_in_each_cell_tells_a_comma_as_a_header_does():
    assert amounts("Amount", ["100,000 TND", "45,500 TND", "7,250 TND"]) == [100.0, 45.5, 7.25]
    assert amounts("Amount", ["100,000 KWD", "45,500 KWD"]) == [100_000.0, 45_500.0]


def test_beside_other_currencies_each_is_told():
    pipe = loaded("Amount", ["1.500 KWD", "1.500 EUR", "2.500 USD", "900 EUR"])
    assert pipe.deals["amount"].tolist() == [1.5, 1500.0, 2500.0, 900.0]
    told = " ".join(pipe.notes["note"])
    assert "as nobody writes amounts with three decimals (2 cells)" in told
    assert "as amounts in their currency have three decimals (1 cell)" in told
