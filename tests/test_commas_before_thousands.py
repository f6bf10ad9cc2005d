"""A comma before a word for thousand or million is a decimal sign, where the language groups by none."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.values import read_money

WORDS = {
    "tys.": 1_000, "tys. zł": 1_000, "tis. Kč": 1_000, "тыс.": 1_000, "тыс. руб.": 1_000, "хил. лв": 1_000,
    "tūkst. EUR": 1_000, "ألف": 1_000, "هزار": 1_000, "milliers": 1_000, "bin TL": 1_000, "ezer Ft": 1_000,
    "млн": 1_000_000, "milionów": 1_000_000, "مليون": 1_000_000, "میلیون": 1_000_000,
    "milyon TL": 1_000_000,
    "Millionen": 1_000_000,
}  # fmt: skip
IN_FILES_OF = [
    ("pl", "mln"),
    ("pl", "k"),
    ("de", "Mio"),
    ("ru", "k"),
    ("fr", "k€"),
    ("tr", "k"),
    ("it", "mln"),
]


def read(*cells, language=None):
    parsed, _ = read_money(pd.Series(cells, dtype="str"), language=language)
    return parsed.values.tolist(), parsed.remarks


@pytest.mark.parametrize("word", WORDS)
def test_a_comma_before_a_word_for_thousand(word):
    values, remarks = read(f"1,025 {word}", f"1,000 {word}", f"12,5 {word}", f"950 {word}")
    assert values == pytest.approx([part * WORDS[word] for part in (1.025, 1, 12.5, 950)])
    alone, told = read(f"1,025 {word}", f"1,100 {word}")
    assert alone == pytest.approx([part * WORDS[word] for part in (1.025, 1.1)])
    assert told == ("decimal comma",) and not any("grouped" in each for each in remarks)


@pytest.mark.parametrize(("language", "word"), IN_FILES_OF)
def test_a_comma_before_a_word_of_many_languages(language, word):
    factor = 1_000 if word.startswith("k") else 1_000_000
    values, _ = read(f"1,025 {word}", f"1,100 {word}", language=language)
    assert values == pytest.approx([1.025 * factor, 1.1 * factor])


@pytest.mark.parametrize(
    ("cells", "language", "values"),
    [
        (("1,025k", "950k"), "en", [1_025_000, 950_000]),
        (("1,025 k", "950 k"), None, [1_025_000, 950_000]),
        (("$1,025 million", "$2 million"), "en", [1_025_000_000, 2_000_000]),
        (("1,025 mln", "950 mln"), "en", [1_025_000_000, 950_000_000]),
        (("1,025", "1,100"), "pl", [1025, 1100]),
        (("1,025 zł", "1,100 zł"), "pl", [1025, 1100]),
        (("1,025,000 tys.", "10 tys."), "pl", [1_025_000_000, 10_000]),
        (("1.5 هزار", "1,025 هزار"), "fa", [1_500, 1_025_000]),  # the other cell tells
    ],
)
def test_other_commas_stay(cells, language, values):
    assert read(*cells, language=language)[0] == values


@pytest.mark.parametrize("word", ["tys.", "mln", "k"])
def test_a_list_of_them(word):
    factor = 1_000_000 if word == "mln" else 1_000
    rows = [f"{n};Firma {n};Wygrana;1,0{n} {word};0{n}.02.2024;1{n}.02.2024" for n in range(1, 9)]
    rows = [row.replace(f"1,0{n} ", f"1,0{n}5 ") for n, row in enumerate(rows, 1)]
    head = "Nr;Klient;Etap;Wartość;Data utworzenia;Data zamknięcia"
    pipe = ck.load("\n".join([head, *rows, ""]).encode())
    expected = sum(1000 + 10 * n + 5 for n in range(1, 9)) * factor / 1000
    assert pipe.deals["amount"].sum() == pytest.approx(expected)
    assert not pipe.notes["note"].str.contains("thousands are grouped").any()
