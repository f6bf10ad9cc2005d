"""Headers, outcome words and names in five languages, through recognition: our own selection."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.dialects import known
from cycle_kit.dialects.endings import outcome_words
from cycle_kit.dialects.outcomes import KNOWN
from cycle_kit.loading.matching import Headers, matched
from cycle_kit.loading.recognise import recognise
from cycle_kit.values import bare_name, front_number, key

PLAIN = {d.language: d for d in known() if d.crm == "plain" and d.table == "deals"}


def taken(language: str, *headers: str) -> dict[str, str]:
    table = pd.DataFrame(columns=list(headers), dtype=str)
    return matched(PLAIN[language].columns, Headers(table))


@pytest.mark.parametrize(
    ("language", "header", "column"),
    [
        ("en", "deal_id", "deal_id"),
        ("en", "DealStage", "stage"),
        ("en", "Amount [USD]", "amount"),
        ("en", "Closing Date", "close_date"),  # planned while a deal is open
        ("en", "Expected Closing Date", "expected_close"),
        ("fa", "شناسه معامله", "deal_id"),
        ("fa", "تاريخ ايجاد", "created_at"),  # Arabic yeh
        ("fa", "\u200fتاریخ ایجاد\u200f", "created_at"),  # marks of direction
        ("fa", "تاریخ\u00a0ایجاد", "created_at"),
        ("fa", "مبلغ (تومان)", "amount"),
        ("fa", "كارشناس فروش", "owner"),  # Arabic kaf
        ("fa", "وضعیت معامله", "status"),
        ("ar", "المرحله", "stage"),  # heh for teh marbuta
        ("ar", "المسوول", "owner"),  # without the seat of the hamza
        ("ar", "تاريخ الإنشاء", "created_at"),
        ("ar", "سبب الخساره", "lost_reason"),
        ("ar", "الإيرادات المتوقعة ", "amount"),
        ("pl", "WARTOSC", "amount"),  # capitals, no diacritics
        ("pl", "Wlasciciel", "owner"),  # ł does not decompose
        ("pl", "Wartość [PLN]", "amount"),
        ("pl", "Szansa (%)", "probability"),
        ("pl", "Szansa", "name"),
        ("pl", "Data zamkniecia", "close_date"),
        ("bg", "Етап", "stage"),
        ("bg", "Стойност (лв.)", "amount"),
        ("bg", "Очаквано приключване", "expected_close"),
        ("bg", "ТЪРГОВЕЦ", "owner"),
        ("bg", "Причина за загуба", "lost_reason"),
    ],
)
def test_a_header_is_the_column_it_says(language, header, column):
    assert taken(language, header) == {column: header}


def test_a_deal_and_its_chance_are_two_columns_in_either_order():
    assert taken("pl", "Szansa", "Szansa (%)") == {"name": "Szansa", "probability": "Szansa (%)"}
    assert taken("pl", "Szansa (%)", "Szansa") == {"name": "Szansa", "probability": "Szansa (%)"}


def test_one_word_may_mean_different_things_in_two_languages():
    """شهر is a city in Persian and a month in Arabic; it is no column of ours in either."""
    assert taken("fa", "شهر") == {}
    assert taken("ar", "شهر") == {}


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("Closed Won", "won"),
        ("closedlost", "lost"),
        ("CLOSED-WON ", "won"),
        ("#09 WON", "won"),
        ("7. Closed Lost (0%)", "lost"),
        ("Unqualified", "dropped"),
        ("موفق", "won"),
        ("ناموفق", "lost"),
        ("نا موفق", "lost"),
        ("قرارداد بسته شد", "won"),
        ("شکست خورد", "lost"),
        ("شكست خورد", "lost"),  # Arabic kaf
        ("تم الفوز بها ", "won"),
        ("ضائع", "lost"),
        ("غير ناجحة", "lost"),
        ("Zakończone sukcesem", "won"),
        ("ZAKONCZONE PRZEGRANE", "lost"),
        ("Niewygrana", "lost"),
        ("Спечелени", "won"),
        ("Неспечелена", "lost"),
        ("Неуспешна", "lost"),
    ],
)
def test_a_word_for_an_outcome_is_known_whole(word, outcome):
    assert outcome_words([word]) == {word: outcome}


@pytest.mark.parametrize(
    "word",
    ["Closed", "بسته شد", "Zamknięte", "Затворена", "Won back", "Almost won", "Wonder"],
)
def test_a_word_that_does_not_tell_is_not_guessed(word):
    assert outcome_words([word]) == {}


def test_no_word_for_lost_is_a_word_for_won():
    """Each known word is of one outcome, also without the numbers that are glued to it."""
    for word, outcome in KNOWN.items():
        assert outcome_words([word]).get(word, "open") == outcome


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("پیش‌بینی", "پیش بینی"),
        ("مشتری", "مشتري"),
        ("مســئول", "مسئول"),
        ("چرخهٔ فروش", "چرخۀ فروش"),
        ("WŁAŚCICIEL", "wlasciciel"),
        ("Create Date", "create_date"),
        ("Create Date", "CreateDate"),
        ("Стойност", "СТОЙНОСТ"),
        ("Étape", "etape"),
        ("１２", "12"),
        ("۱۲", "١٢"),
    ],
)
def test_one_name_in_two_spellings(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("موفق", "ناموفق"), ("Create Date", "Close Date"), ("مسوول", "مسئول"), ("Stage 1", "Stage 2")],
)
def test_two_names(one, other):
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("name", "bare", "number"),
    [
        ("10-discover", "discover", (10,)),
        ("#09 WON", "won", (9,)),
        ("Stage 3.1: Offer", "offer", (3, 1)),
        ("Etap 2. Oferta", "oferta", (2,)),
        ("مرحله ۲: پیشنهاد", "پیشنهاد", (2,)),
        ("Qualify (123)", "qualify", ()),
        ("Won - 100 %", "won", ()),
        ("1st call", "1st call", ()),
        ("3M deal", "3m deal", ()),
        ("50% likely", "50% likely", ()),
        ("2024", "2024", ()),
        ("(123)", "(123)", ()),
    ],
)
def test_numbers_that_are_glued_to_a_stage(name, bare, number):
    assert bare_name(name) == bare
    assert front_number(name) == number


TABLES = {
    "fa": "شناسه معامله,عنوان,مرحله,مسئول,تاریخ ایجاد,تاریخ بستن,مبلغ (تومان)\n"
    "۱,سرو,مذاکره,آدا,۱۴۰۲/۰۵/۱۷,,۱٬۰۰۰\n۲,کاج,موفق,آدا,۱۴۰۲/۰۵/۱۷,۱۴۰۲/۰۵/۲۷,۲٬۵۰۰\n",
    "ar": "رقم الصفقة,اسم الصفقة,المرحلة,المسؤول,تاريخ الإنشاء,تاريخ الإغلاق,المبلغ\n"
    "١,أرز,تفاوض,آدا,٢٠٢٣/٠٨/٠٨,,١٠٠٠\n٢,سرو,تم الفوز بها,آدا,٢٠٢٣/٠٨/٠٨,٢٠٢٣/٠٨/١٨,٢٥٠٠\n",
    "pl": "ID szansy;Nazwa;Etap;Opiekun;Data utworzenia;Data zamknięcia;Kwota\n"
    "1;Dąb;Oferta;Żaneta;08.08.2023;;1 000,00\n2;Buk;Wygrana;Żaneta;08.08.2023;18.08.2023;2 500,00\n",
    "bg": "Номер на сделка;Име;Етап;Отговорник;Дата на създаване;Дата на приключване;Сума\n"
    "1;Дъб;Оферта;Ада;08.08.2023;;1000,00\n2;Бук;Спечелена;Ада;08.08.2023;18.08.2023;2500,00\n",
    "en": "Deal ID,Deal Name,Stage,Owner,Created Date,Close Date,Amount\n"
    '1,Oak,Offer,Ada,2023-08-08,,1000\n2,Beech,Won,Ada,2023-08-08,2023-08-18,"2,500.00"\n',
}


@pytest.mark.parametrize("language", TABLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_same_two_deals_in_every_language(language, encoding):
    pipe = ck.load(TABLES[language].encode(encoding))
    assert list(pipe.deals["outcome"]) == ["open", "won"]
    assert list(pipe.deals["amount"]) == [1000, 2500]
    assert (pipe.deals["created_at"].dt.strftime("%Y-%m-%d") == "2023-08-08").all()
    assert f"{pipe.deals['closed_at'][1]:%Y-%m-%d}" == "2023-08-18"


@pytest.mark.parametrize("language", TABLES)
def test_a_table_is_recognised_in_its_own_language(language):
    first = TABLES[language].partition("\n")[0]
    headers = first.split(";" if ";" in first else ",")
    match = recognise(pd.DataFrame(columns=headers, dtype=str), file="deals.csv")
    assert (match.dialect.crm, match.dialect.language) == ("plain", language)
    assert len(match.columns) == 7
