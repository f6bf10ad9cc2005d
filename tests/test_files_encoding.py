"""The encoding of a text file, from its bytes alone."""

import pytest

from cycle_kit.files import read
from cycle_kit.files.encoding import as_utf8

POLISH = "Nazwa;Źródło;Wartość\nŻółta łódź;Targi;10\n"
BULGARIAN = "Име;Етап;Сума\nЮлска сделка;Оферта;12,50 лв.\n"
RUSSIAN = "Название сделки;Этап;Бюджет\nЁлка;Закрыто и не реализовано;5\n"
ARABIC = "الاسم;المرحلة;المبلغ\nصفقة;تفاوض وإغلاق;500\n"
PERSIAN = "نام;مرحله;مبلغ\nگروه چکاوک;مشتري;500\n"  # cp1256 has the Arabic yeh only
GERMAN = "Name;Phase;Größe\nMüller;Abschluß;10 €\n"
FRENCH = "Nom;Étape;Montant\nCrêperie du Forêt;Gagnée à 100 %;5\n"
SPANISH = "Nombre;Etapa;Importe\nPeña;¿Negociación?;5\n"

KNOWN = [
    (POLISH, "cp1250"),
    (POLISH, "iso-8859-2"),
    (BULGARIAN, "cp1251"),
    (RUSSIAN, "cp1251"),
    (ARABIC, "cp1256"),
    (ARABIC, "iso-8859-6"),
    ("المرحلة;المبلغ\nالرحلة;5\n", "iso-8859-6"),  # as cp1256 all letters too, yet no article
    ("المرحلة;المبلغ\nالرحلة;5\n", "cp1256"),
    (PERSIAN, "cp1256"),
    (GERMAN, "cp1252"),
    (FRENCH, "cp1252"),
    (SPANISH, "cp1252"),
    (POLISH, "utf-16-le"),
    (BULGARIAN, "utf-16-le"),
    (BULGARIAN, "utf-16-be"),
    (PERSIAN, "utf-16-le"),
    ("Deal;Stage\nA;Won\n", "utf-16-le"),
]


@pytest.mark.parametrize(("text", "encoding"), KNOWN)
def test_text_in_an_unnamed_encoding(text, encoding):
    found = as_utf8(text.encode(encoding), name="deals.csv")
    assert (found.encoding, found.data.decode()) == (encoding, text)
    assert found.remarks == (f"Read as {encoding}: the file does not say which encoding it is in.",)


@pytest.mark.parametrize("text", [POLISH, BULGARIAN, ARABIC, PERSIAN, "Deal;Stage\nA;Won\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_that_says_what_it_is(text, encoding):
    found = as_utf8(text.encode(encoding), name="deals.csv")
    assert (found.encoding, found.data.decode(), found.remarks) == (encoding, text, ())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Deal,Amount\nA,£500\n", "cp1252"), ("Deal,Note\nA,it’s – so\n", "cp1252")],
)
def test_english_with_signs(text, encoding):
    assert as_utf8(text.encode(encoding), name="deals.csv").data.decode() == text


def test_the_mark_is_no_part_of_the_first_header():
    for encoding in ("utf-8-sig", "utf-16"):
        (table,) = read("Właściciel;Kwota\nŁódź;5\n".encode(encoding))
        assert list(table.frame.columns) == ["Właściciel", "Kwota"]


def test_utf8_with_a_broken_byte_stays_utf8():
    data = ("deal,stage\n" + "Łódź,żółty\n" * 10).encode() + b"x,\xc5\n"
    found = as_utf8(data, name="deals.csv")
    assert found.encoding == "utf-8"
    assert found.remarks == ("1 character could not be read as utf-8.",)
    (table,) = read(data)
    assert table.frame["stage"].tolist() == ["żółty"] * 10 + ["\ufffd"]


def test_a_letter_far_below_the_start():
    text = "deal,owner\n" + "A,Bob\n" * 5000 + "B,Müller\n"
    (table,) = read(text.encode("cp1252"))
    assert table.frame["owner"].iloc[-1] == "Müller"
