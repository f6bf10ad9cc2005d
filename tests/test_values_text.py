"""What is shown, what is compared, what is parsed."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycle_kit.values import clean, cleaned, key, keys

SHOWN = [
    ("  Oferta\u00a0wysłana ", "Oferta wysłana"),
    ("\u200fمذاکره\u200f", "مذاکره"),
    (
        "پیش\u200cفاکتور\u200c",
        "پیش\u200cفاکتور",
    ),  # the joiner inside is spelling, at the end it is not
    ("\ufeffDeal\u200b Name", "Deal Name"),
    ("first\r\nsecond", "first\nsecond"),
    ("a\u202f\u2009b\tc", "a b c"),
    ("\u2066(B2B)\u2069\x00", "(B2B)"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_clean(text, shown):
    assert clean(text) == shown


SAME = [
    ("Last Modified", "last_modified"),
    ("LastModified", "LAST MODIFIED"),
    ("Wert (€)", "wert €"),
    ("Größe", "GROSSE"),
    ("Żródło", "zrodlo"),
    ("Łączna wartość", "laczna wartosc"),
    ("كاركنان", "کارکنان"),
    ("نیم\u200cفاصله", "نیم فاصله"),
    ("جلســه", "جلسة"),
    ("إنشاء", "انشا"),
    ("ﻣﺸﺘﺮﻱ", "مشتری"),
    ("خانۀ ما", "خانه ما"),
    ("مُدیر", "مدیر"),
    ("طرح ۱۲", "طرح 12"),
    ("Ｓｔａｇｅ　１", "stage 1"),
    ("Affaire - Étape", "Affaire - Etape"),
    ("l’étape", "l'étape"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_key(one, other):
    assert key(one) == key(other)


DIFFERENT = [
    ("wygrana", "niewygrana"),
    ("успешна", "неуспешна"),
    ("موفق", "ناموفق"),
    ("ناجحة", "غير ناجحة"),
    ("A+", "A"),
    ("?", "!"),
    ("कि", "का"),  # vowel signs are marks too, and not accents
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_key(one, other):
    assert key(one) != key(other)


def test_key_is_readable():
    assert key("Date entered 'Demo' (Sales)") == "dateentereddemosales"


def test_columns_keep_their_index_and_fill_gaps():
    texts = pd.Series([" Won ", None, "LOST"], index=[5, 7, 9], name="Stage")
    assert cleaned(texts).to_dict() == {5: "Won", 7: "", 9: "LOST"}
    assert keys(texts).to_dict() == {5: "won", 7: "", 9: "lost"}
    assert keys(texts).name == "Stage"


@given(st.text())
def test_cleaning_and_keying_twice_change_nothing(text):
    assert clean(clean(text)) == clean(text)
    assert key(key(text)) == key(text)


@given(st.text())
def test_what_is_shown_is_compared_as_what_was_there(text):
    assert key(clean(text)) == key(text)
