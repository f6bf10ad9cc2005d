"""Amounts in cents, as the header says, and prices of one piece, which are no amounts of deals."""

import pandas as pd
import pytest

import cycle_kit as ck


def listed(header: str, texts: list[str], **more) -> pd.DataFrame:
    rows = range(1, 9)
    return pd.DataFrame(
        {
            "Deal name": [f"D{each}" for each in rows],
            "Status": ["Won", "Lost"] * 4,
            header: texts,
            "Created": [f"2024-01-0{each}" for each in rows],
            "Closed": [f"2024-02-0{each}" for each in rows],
            **more,
        }
    )


CENTS = [str(100_000 + 333 * each) for each in range(1, 9)]


@pytest.mark.parametrize(
    "header",
    [
        "amount_cents",
        "Amount (minor units)",
        "Amount cents",
        "Price in cents",
        "amountCents",
        "Kwota (grosze)",
        "Wert in Cent",
        "Стойност (стотинки)",
        "Сумма в копейках",
        "Montant (centimes)",
        "Importe en céntimos",
    ],
)
def test_a_header_says_that_amounts_are_in_cents(header):
    pipe = ck.load(listed(header, CENTS), columns={"amount": header})
    assert pipe.deals["amount"].tolist() == [int(each) / 100 for each in CENTS]
    told = pipe.notes[pipe.notes["note"].str.contains("smallest unit of its currency")]
    assert told["effect"].tolist() == ["Amounts are divided by 100."]


def test_the_advice_leads_to_amounts_in_units():
    fix = 'columns={"amount": "amount_cents"}'
    assert ck.load(listed("amount_cents", CENTS)).notes["fix"].str.contains(fix, regex=False).any()


def test_there_are_a_thousand_in_some_currencies():
    pipe = ck.load(
        listed("amount_cents", CENTS, Currency=["KWD", "EUR"] * 4),
        columns={"amount": "amount_cents"},
    )
    assert pipe.deals["amount"].tolist()[:2] == [int(CENTS[0]) / 1000, int(CENTS[1]) / 100]


@pytest.mark.parametrize(
    "header", ["Amount", "Recent amount", "Amount, center", "Amount per cent of plan"]
)
def test_other_headers_say_nothing_of_cents(header):
    pipe = ck.load(listed(header, CENTS), columns={"amount": header})
    assert pipe.deals["amount"].tolist() == [float(each) for each in CENTS]


def test_cents_have_no_decimals():
    texts = [f"{each}.50" for each in CENTS]
    pipe = ck.load(listed("amount_cents", texts), columns={"amount": "amount_cents"})
    assert pipe.deals["amount"].tolist() == [float(each) for each in texts]


@pytest.mark.parametrize(
    "many, one",
    [
        ("Qty", "Unit price"),
        ("Quantity", "Price per unit"),
        ("Menge", "Einzelpreis"),
        ("Ilość", "Cena jednostkowa"),
        ("Брой", "Единична цена"),
        ("Количество", "Цена за единицу"),
        ("تعداد", "قیمت واحد"),
        ("الكمية", "سعر الوحدة"),
    ],
)
def test_the_price_of_one_piece_is_never_offered_as_the_amount(many, one):
    frame = listed(
        one,
        [f"{100 + each}.50" for each in range(8)],
        **{many: [str(each) for each in range(1, 9)]},
    )
    assert not ck.load(frame).notes["fix"].str.contains(f'"amount": "{one}"', regex=False).any()
