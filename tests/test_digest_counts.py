"""The sentences of a digest for every count: none has words of its own, one and two are told as the language does."""

import re

import pandas as pd
import pytest

from cycle_kit.charts import words
from cycle_kit.locale import LOCALES, speaking
from cycle_kit.reports import ahead, forms, happened
from tests.test_locale import COUNTS

DAY = pd.Timestamp("2025-03-21")
KINDS = ("forward", "back", "pushed", "pulled", "reopened")
ITEMS = ("opening", "new", "won", "lost", "dropped", "closing")
SOME = [count for count in COUNTS if count]


def rows(n):
    return pd.DataFrame({"deals": [n] * 6, "value": [n * 1000.0] * 6}, index=list(ITEMS))


def moved(what, n):
    ends = {"stage_before": ["A"] * n, "stage_after": ["A" if what == "unchanged" else "B"] * n}
    return happened.moved(pd.DataFrame({"what": [what] * n, **ends}), "new")


def counted(n):
    """Every sentence of so many deals."""
    expected = {"until": DAY, "open_deals": n, "p10": None, "p90": None, "expected_deals": n}
    told = [
        happened.came(rows(n), ""),
        happened.went(rows(n), "won", ""),
        happened.stands(rows(n), "", DAY),
    ]
    told += [happened.decided(rows(n)), ahead.expected(pd.DataFrame([expected]), "")]
    told += [moved(what, n) for what in (*KINDS, "unchanged") if n]
    return [one for one in told if one]


@pytest.mark.parametrize("language", LOCALES)
def test_of_none_it_is_said_in_words(language):
    with speaking(language):
        told = [*counted(0)[:2], counted(0)[-1].split(words.date(DAY))[-1]]
        nought = words.number(0)
        assert all(told) and not any(nought in re.split(r"\D", one) for one in told), told
        assert happened.came(rows(0), "") != happened.came(rows(2), "")


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("n", SOME)
def test_a_count_stands_in_its_sentence_once_and_in_words_for_one_and_two_alone(language, n):
    with speaking(language):
        figure = words.number(n)
        for told in (happened.came(rows(n), ""), happened.went(rows(n), "won", "")):
            said = told.split("(")[0]
            assert "{" not in told and told.endswith(".")
            assert (figure in said) or (language == "ar" and n in (1, 2)), told
        for told in counted(n):
            assert "{" not in told and "  " not in told
            assert told.count(": ") <= 1, told


@pytest.mark.parametrize("n", [1, 2])
def test_one_and_two_have_no_figure_before_their_noun_in_arabic(n):
    """Nor is a noun of one or two ever counted by a figure: "1 صفقة", "2 صفقة"."""
    with speaking("ar"):
        for told in counted(n):
            assert not re.search(rf"(?<![\d.]){n} (?:صفق|مفتوح)", told), told


@pytest.mark.parametrize(
    ("language", "first"), [("en", "1."), ("pl", "1."), ("ar", "1."), ("fa", "۱.")]
)
def test_a_list_is_numbered_in_the_digits_of_the_language(language, first):
    with speaking(language):
        assert forms.as_text("t", ["x", "y"]).splitlines()[2].startswith(first)
        assert forms.as_markdown("t", ["x"]).splitlines()[2] == "1. x"  # as Markdown counts
        assert ("list-style-type:persian" in forms.as_html("t", ["x"])) == (language == "fa")
    with speaking("ar", {"digits": "arabic"}):
        assert forms.as_text("t", ["x"]).splitlines()[2].startswith("١.")
        assert "list-style-type:arabic-indic" in forms.as_html("t", ["x"])
