"""Amounts as people type them: what is plain is read, what is a guess, a range or a word is not."""

import pandas as pd
import pytest

from cycle_kit.values import read_money, read_numbers


def read(*cells, language=None):
    return read_money(pd.Series(cells, dtype="str"), language=language)


PLAIN = """
5k 5000
5 K 5000
$5k 5000 USD
€ 5k 5000 EUR
5K USD 5000 USD
1.2M 1200000
$1.2M 1200000 USD
1 mln 1000000
2,5 mln zł 2500000 PLN
5 tys. 5000
5tys 5000
5 тыс. 5000
5,5 млн ₽ 5500000 RUB
5 хил. лв. 5000 BGN
۵٫۵ میلیون تومان 5500000 IRT
۵۰۰ هزار تومان 500000 IRT
٥٬٠٠٠ 5000
٥ آلاف 5000
2 bin TL 2000 TRY
1,5 milyon TL 1500000 TRY
1,5 Mio. € 1500000 EUR
5 Tsd. € 5000 EUR
5 T€ 5000 EUR
5T€ 5000 EUR
5 TEUR 5000 EUR
TEUR 5 5000 EUR
500 kPLN 500000 PLN
5 kUSD 5000 USD
2.5 million USD 2500000 USD
5 thousand 5000
5 000,- 5000
5.000,- 5000
1.200,- € 1200 EUR
5'000.- 5000
Fr. 5'000.- 5000
5 000:- 5000
kr 5 000 5000
1'234.50 1234.5
1`234.50 1234.5
1.234,56 € 1234.56 EUR
USD 1,200.00 1200 USD
$5,000.00 USD 5000 USD
5 000 złotych 5000 PLN
5000zl 5000 PLN
5000 тенге 5000 KZT
5000 netto 5000
5 000 zł brutto 5000 PLN
1200 EUR net 1200 EUR
5000 + VAT 5000
5000 EUR (excl. VAT) 5000 EUR
5000 лв. без ДДС 5000 BGN
5 000 € HT 5000 EUR
5000 TL + KDV 5000 TRY
1e5 100000
(5000) -5000
₺5.000 5000 TRY
5.000₺ 5000 TRY
5.000 kr. 5000
EUR 5.000 5000 EUR
1.500 KWD 1.5 KWD
0,500 0.5
"""


def parts(line):
    words = line.split(" ")
    code = words.pop() if words[-1].isalpha() and words[-1].isupper() else ""
    number = float(words.pop())
    return " ".join(words), number, code


@pytest.mark.parametrize("line", PLAIN.strip().splitlines())
@pytest.mark.parametrize("beside", ["250", "", "12000"])
def test_what_is_plain_is_read(line, beside):
    cell, number, code = parts(line)
    parsed, currency = read(cell, beside)
    assert parsed.values[0] == number
    assert currency[0] == code
    assert not parsed.unreadable.any()


GUESSES = """
ca. 5.000|~5000|≈5000|approx 5k|about 5000|c. 5000|5000?|5000+|>5000|> 5000|<5000|>= 5000|up to 10k|from 5000|max 5000
około 5000|ok. 5000|od 5000|do 5000|около 5000|до 5000|над 5000|примерно 5000|حدود ۵۰۰۰|تقریبا ۵۰۰۰|حوالي 5000
etwa 5000|ab 5000|bis 5000|environ 5000|unos 5000|cerca de 5000|yaklaşık 5000|± 5000|5000 (est.)|5000 EUR (approx)
10-20k|5k-10k|5 000 - 6 000|5000/6000|5000–6000|5 to 10k|5000 or 6000|0-10|5000 + 2000|5000 x 2
500/month|500 €/m|5000 p.a.|5000 per month|5 000 / rok|5000 EUR/szt|5 hundred|a few thousand|free|پنج میلیون
"""


@pytest.mark.parametrize(
    "cell", [c for line in GUESSES.strip().splitlines() for c in line.split("|")]
)
def test_a_guess_a_range_or_a_word_is_not(cell):
    parsed, currency = read(cell, "5000")
    assert parsed.unreadable.tolist() == [True, False]
    assert not parsed.unknown.any()
    assert parsed.values.isna().tolist() == [True, False]
    assert currency.tolist() == ["", ""]


# three digits behind a sign

ALONE = [
    (["1.500", "2.500"], None, [1500, 2500]),
    (["1,500", "2,500"], None, [1500, 2500]),
    (["1,500", "2,500"], "pl", [1500, 2500]),
    (["1.500", "2,500"], "en", [1500, 2500]),
    (["1.500"], "fa", [1500]),
    (["1.500", "250"], "tr", [1500, 250]),
    (["1.500", "3.25"], None, [1.5, 3.25]),  # the other cell tells
    (["1,500", "3,25"], "pl", [1.5, 3.25]),
    (["1.500", "3,25"], None, [1500, 3.25]),
    (["0.500", "1.500"], None, [0.5, 1.5]),
    (["1.500 mln", "2"], None, [1_500_000, 2]),
]


@pytest.mark.parametrize(("cells", "language", "values"), ALONE)
def test_amounts_have_no_three_decimals_unless_other_cells_say_so(cells, language, values):
    parsed, _ = read(*cells, language=language)
    assert parsed.values.tolist() == values


def test_that_no_other_cell_told_it_is_remarked():
    parsed, _ = read("1.500", "2.500")
    what = "thousands are grouped, as nobody writes amounts with three decimals (2 cells)"
    assert parsed.remarks == (what,)


def test_numbers_that_are_no_money_may_have_three_decimals():
    assert read_numbers(pd.Series(["1.500"], dtype="str")).values.tolist() == [1.5]


def test_net_and_gross_are_told():
    parsed, _ = read("5000 netto", "6150 brutto", "7000 net", "8000")
    assert parsed.values.tolist() == [5000, 6150, 7000, 8000]
    assert parsed.remarks == (
        "of tax: 2 cells net and 1 cell gross; amounts are taken as they stand",
    )


def test_what_the_header_says_of_all_amounts():
    texts = pd.Series(["5", "5k", "1.2M", "0", "", "1,5"], dtype="str")
    parsed, _ = read_money(texts, factor=1_000)
    assert parsed.values.dropna().tolist() == [5_000, 5_000, 1_200_000, 0, 1_500]
    assert read_money(pd.Series([5.0, None]), factor=1_000)[0].values.dropna().tolist() == [5_000]
