"""Blanks, words for "not known yet", and what spreadsheets show instead of a value."""

import pandas as pd
import pytest

from cycle_kit.values import (
    blank_word,
    is_spreadsheet_error,
    read_dates,
    read_money,
    read_numbers,
    without_blank_words,
)

BLANKS = [
    *(
        "",
        " ",
        "-",
        "--",
        "---",
        "—",
        "–",
        ".",
        "..",
        "…",
        "?",
        "??",
        "/",
        "|",
        "*",
        "~",
        "_",
        "(-)",
        "[ ]",
        "=",
        "#",
    ),
    *(
        "n/a",
        "N/A",
        "N.A.",
        "(blank)",
        "(Blanks)",
        "none",
        "None",
        "(none)",
        "[none]",
        "-None-",
        "null",
        "NULL",
    ),
    *("<null>", "nil", "NaN", "undefined", "not set", "No value", "#N/A", "Not specified", "\\N"),
    *(
        "neuvedeno",
        "nespecificat",
        "bez etapu",
        "без етап",
        "No stage",
        "brak",
        "Brak danych",
        "(brak)",
        "nie dotyczy",
        "няма",
        "Няма данни",
        "няма  данни",
        "нет",
        "не указано",
    ),
    *("немає", "ندارد", "خالی", "ثبت نشده", "لا يوجد", "غير محدد", "غیر محدد", "بدون"),
    *(
        "keine Angabe",
        "(leer)",
        "aucun",
        "(vide)",
        "non renseigné",
        "ninguna",
        "(vacío)",
        "vazio",
        "(vazio)",
    ),
    *("não informado", "yok", "(boş)", "nessuno", "\u200f-\u200f", "\u00a0", "########"),
]
NAMES = [
    *(
        "NA",
        "Unknown",
        "TBD",
        "No",
        "Nie",
        "Non",
        "Nina",
        "Brakowska",
        "Нетто",
        "New",
        "0",
        "1",
        "A",
        "?!a",
    ),
    *(
        "$",
        "€",
        "❌",
        "✓",
        "👍",
        "N",
        "None of the above",
        "Blank & Co",
        "Nullmeier",
        "None yet",
        "بدون سقف",
    ),
    *("(Demo)", "C++", "#1", "#NAME", "50%", "brakes", "Leer GmbH", "Vide-grenier"),
]


@pytest.mark.parametrize("text", BLANKS)
def test_a_blank(text):
    assert blank_word(text)


@pytest.mark.parametrize("text", NAMES)
def test_a_name(text):
    assert not blank_word(text)


def test_a_column_of_names_without_its_blanks():
    texts = pd.Series(
        ["Demo", "-", None, "n/a", "NA"], index=[4, 2, 7, 1, 0], name="Stage", dtype="str"
    )
    found = without_blank_words(texts)
    assert found.dropna().to_dict() == {4: "Demo", 0: "NA"}
    assert (found.index.tolist(), found.name, str(found.dtype)) == ([4, 2, 7, 1, 0], "Stage", "str")


def test_a_column_is_read_as_its_cells_are():
    texts = [form(text) for text in BLANKS + NAMES for form in (str, str.upper, str.title)]
    many = pd.Series(texts + [f"Deal {n}" for n in range(3_000)], dtype="str")
    expected = [blank_word(text) for text in many]
    assert without_blank_words(many).isna().tolist() == expected


ERRORS = [
    *(
        "#REF!",
        "#N/A",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#ERROR!",
        "#SPILL!",
        "#CALC!",
        " #REF! ",
    ),
    *(
        "#BEZUG!",
        "#WERT!",
        "#NV",
        "#ADR!",
        "#ARG!",
        "#DZIEL/0!",
        "#N/D!",
        "#ССЫЛКА!",
        "#Н/Д",
        "#ЗНАЧ!",
        "#СТОЙНОСТ!",
    ),
    *("#VALEUR!", "#¡REF!", "#¡DIV/0!", "#VALOR!", "#BAŞV!", "#YOK", "Err:502", "#######"),
]


@pytest.mark.parametrize("text", ERRORS)
def test_an_error_of_a_spreadsheet_is_no_value_of_any_kind(text):
    cells = pd.Series([text, "Demo", None, "#1"], dtype="str")
    assert is_spreadsheet_error(cells).tolist() == [True, False, False, False]
    assert blank_word(text)
    for parsed in (
        read_numbers(pd.Series([text, "5"], dtype="str")),
        read_money(pd.Series([text, "5"], dtype="str"))[0],
        read_dates(pd.Series([text, "2024-03-05"], dtype="str"), column="Close Date"),
    ):
        assert parsed.values.isna().tolist() == [True, False]
        assert parsed.unreadable.tolist() == parsed.unknown.tolist() == [True, False]


@pytest.mark.parametrize("text", ["#1", "#hot", "#NAME", "REF!", "Error", "# N/A beside it", "C#"])
def test_no_error(text):
    assert not is_spreadsheet_error(pd.Series([text], dtype="str")).any()


UNKNOWN = [
    *(
        "tbd",
        "TBD",
        "t.b.c.",
        "to be confirmed",
        "Unknown",
        "do ustalenia",
        "nie wiadomo",
        "неизвестно",
    ),
    *(
        "да се уточни",
        "уточняется",
        "نامشخص",
        "مشخص نیست",
        "لم يحدد بعد",
        "غير معروف",
        "noch offen",
        "à définir",
    ),
    *("por definir", "a definir", "belirsiz", "da definire", "?", "???", "؟", "(?)", "?!"),
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_is_said_to_be_unknown_is_told(text):
    for parsed in (
        read_numbers(pd.Series([text, "5", "soon"], dtype="str")),
        read_dates(pd.Series([text, "2024-03-05", "soon"], dtype="str"), column="Close Date"),
    ):
        assert parsed.values.isna().tolist() == [True, False, True]
        assert parsed.unreadable.tolist() == [True, False, True]
        assert parsed.unknown.tolist() == [True, False, False]
