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
