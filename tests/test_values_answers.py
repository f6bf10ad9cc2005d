"""Yes and no: words of twelve languages, letters, ticks and crosses."""

import pandas as pd
import pytest

from cycle_kit.values import read_booleans


def read(*cells, language=None):
    return read_booleans(pd.Series(cells, dtype="str"), language=language)


def answers(*cells, language=None):
    return [None if pd.isna(value) else value for value in read(*cells, language=language).values]


YES_AND_NO = [
    *(
        ("Yes", "no"),
        ("TRUE", "FALSE"),
        ("t", "f"),
        ("1", "0"),
        ("1.0", "0,0"),
        ("-1", "0"),
        ("On", "off"),
    ),
    *(
        ("tak", "nie"),
        ("Prawda", "Fałsz"),
        ("T", "N"),
        ("да", "не"),
        ("Да", "НЕТ"),
        ("ИСТИНА", "ЛОЖЬ"),
    ),
    *(
        ("بله", "خیر"),
        ("آری", "نه"),
        ("نعم", "لا"),
        ("صح", "خطأ"),
        ("Evet", "Hayır"),
        ("EVET", "HAYIR"),
    ),
    *(
        ("DOĞRU", "YANLIŞ"),
        ("Sim", "Não"),
        ("Verdadeiro", "Falso"),
        ("Sí", "No"),
        ("Sì", "no"),
        ("vero", "falso"),
    ),
    *(
        ("Ja", "Nein"),
        ("WAHR", "FALSCH"),
        ("Oui", "Non"),
        ("VRAI", "FAUX"),
        ("так", "ні"),
        ("ja", "nee"),
    ),
    *(
        ("✓", "✗"),
        ("✔️", "✘"),
        ("✅", "❌"),
        ("☑", "☐"),
        ("✓", "x"),
        ("+", "-"),
        ("checked", "unchecked"),
    ),
]


@pytest.mark.parametrize(("yes", "no"), YES_AND_NO)
def test_yes_and_no(yes, no):
    assert answers(yes, "", no) == [True, None, False]
    assert not read(yes, "", no).unreadable.any()


def test_they_are_nullable():
    assert str(read("yes", "").values.dtype) == "boolean"


LETTERS = [("J", "N"), ("O", "N"), ("S", "N"), ("E", "H"), ("Y", "N"), ("Д", "Н")]


@pytest.mark.parametrize(("yes", "no"), LETTERS)
def test_two_letters_explain_each_other(yes, no):
    assert answers(yes, no, no.lower()) == [True, False, False]


@pytest.mark.parametrize(
    ("letter", "language"), [("J", "de"), ("O", "fr"), ("S", "pt"), ("S", "it"), ("E", "tr")]
)
def test_a_letter_alone_is_an_answer_in_its_language_only(letter, language):
    assert answers(letter, language=language) == [True]
    assert read(letter, language="en").unreadable.tolist() == [True]


@pytest.mark.parametrize("cross", ["x", "X", "х", "×", "✕", "☒"])
@pytest.mark.parametrize("blank", ["", "-", "n/a"])
def test_a_cross_beside_blanks_is_yes(cross, blank):
    assert answers(cross, blank, cross) == [True, None, True]


def test_a_cross_beside_words_is_no_answer():
    assert read("x", "no").unreadable.tolist() == [True, False]


@pytest.mark.parametrize(
    "cell", ["perhaps", "10", "2", "ja oder nein", "yes/no", "нетто", "Norway"]
)
def test_other_texts_are_no_answer(cell):
    parsed = read(cell, "yes", "no")
    assert parsed.values.isna().tolist() == [True, False, False]
    assert parsed.unreadable.tolist() == [True, False, False]
    assert not parsed.unknown.any()


@pytest.mark.parametrize(
    "cell", ["", "-", "--", "n/a", "(blank)", "brak", "няма", "ندارد", "لا يوجد"]
)
def test_blanks_are_not_unreadable(cell):
    parsed = read(cell, "yes")
    assert parsed.values.isna().tolist() == [True, False]
    assert not parsed.unreadable.any()


@pytest.mark.parametrize("cell", ["tbd", "do ustalenia", "نامشخص", "#REF!"])
def test_what_says_that_it_is_not_known_is_unreadable_and_known_as_such(cell):
    parsed = read(cell, "yes")
    assert parsed.unreadable.tolist() == [True, False]
    assert parsed.unknown.tolist() == [True, False]
