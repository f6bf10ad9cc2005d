"""A column of amounts for each currency, and moments that a spreadsheet shows in powers of ten."""

import pandas as pd
import pytest

import cycle_kit as ck

ROWS = range(1, 9)


def listed(first: str, second: str, of_first, of_second) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Deal name": [f"D{each}" for each in ROWS],
            "Status": ["Won", "Lost"] * 4,
            first: of_first,
            second: of_second,
            "Created": [f"2024-01-0{each}" for each in ROWS],
            "Closed": [f"2024-02-0{each}" for each in ROWS],
        }
    )


ODD = [str(1000 + each) if each % 2 else "" for each in ROWS]
EVEN = ["" if each % 2 else str(1000 + each) for each in ROWS]
PAIRS = [("Value EUR", "Value USD", "EUR", "USD"), ("Amount (EUR)", "Amount (USD)", "EUR", "USD")]
PAIRS += [("Wartość PLN", "Wartość EUR", "PLN", "EUR"), ("مبلغ (USD)", "مبلغ (EUR)", "USD", "EUR")]
PAIRS += [
    ("Стойност (BGN)", "Стойност (EUR)", "BGN", "EUR"),
    ("Betrag EUR", "Betrag CHF", "EUR", "CHF"),
]


@pytest.mark.parametrize("first, second, one, other", PAIRS)
@pytest.mark.parametrize("nothing", ["", "-", "0", "0.00"])
def test_each_amount_is_read_with_its_currency(first, second, one, other, nothing):
    texts = [[text or nothing for text in column] for column in (ODD, EVEN)]
    pipe = ck.load(listed(first, second, *texts))
    assert pipe.deals["amount"].tolist() == [1000 + each for each in ROWS]
    assert pipe.deals["currency"].tolist() == [one, other] * 4
    notes = pipe.notes["note"]
    assert notes.str.startswith(
        f'"{second}" holds the amounts of 4 rows without one in "{first}"'
    ).any()
    assert not notes.str.startswith("Columns that are not used").any()


@pytest.mark.parametrize("first, second, one, other", PAIRS)
def test_amounts_in_both_are_one_amount_converted(first, second, one, other):
    pipe = ck.load(
        listed(first, second, [str(each) for each in ROWS], [str(2 * each) for each in ROWS])
    )
    assert pipe.deals["amount"].tolist() == list(ROWS) and set(pipe.deals["currency"]) == {one}


def test_another_column_in_another_currency_is_another_one():
    pipe = ck.load(listed("Value EUR", "Budget USD", ODD, EVEN))
    assert pipe.deals["amount"].count() == 4


@pytest.mark.parametrize("form", ["1.{}E+12", "1,{}E+12", "1.{}e+12", "1.{}E12", "1.{}E+09"])
@pytest.mark.parametrize("closed", ["Closed", "Close Date", "Data zamknięcia", "Abgeschlossen am"])
def test_closings_in_powers_of_ten_are_read_as_creations_are(form, closed):
    ends = [form.format(f"70{each}68") for each in ROWS]
    frame = (
        listed("Value", "Ends", ODD, ends).drop(columns="Closed").rename(columns={"Ends": closed})
    )
    frame = frame.assign(Created=form.format("69968"))
    deals = ck.load(frame).deals
    assert deals["closed_at"].notna().all() and deals["created_at"].notna().all()
    assert deals["closed_at"].dt.year.unique().tolist() in ([2023, 2024], [2024])


def test_amounts_in_powers_of_ten_are_amounts():
    deals = ck.load(listed("Value", "Note", ["1.705E+09"] * 8, [""] * 8)).deals
    assert deals["amount"].tolist() == [1.705e9] * 8
