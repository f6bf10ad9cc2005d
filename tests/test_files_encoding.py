"""The encoding of a text file, from its bytes alone."""

import csv
import io

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


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ("cp1252", "André"),
        ("cp1252", "Größe"),
        ("cp1250", "Źródło"),
        ("cp1254", "Kapanış"),
        ("cp1252", "Übung"),
    ],
)
def test_a_word_of_an_old_encoding_pasted_into_utf8(page, word):
    rows = [["Zuständig", "Phase"], *([f"Jürgen {n}", "Prüfung"] for n in range(3))]
    text = "\n".join(map(",".join, rows)) + "\n"
    found = as_utf8(text.encode() + f"{word},x\n".encode(page), name="deals.csv")
    assert found.data.decode() == f"{text}{word},x\n"
    number = sum(char > "\x7f" for char in word)
    characters = "1 character" if number == 1 else f"{number} characters"
    assert found.remarks == (f"{characters} read as {page}, all others as utf-8.",)


def test_a_letter_far_below_the_start():
    text = "deal,owner\n" + "A,Bob\n" * 5000 + "B,Müller\n"
    (table,) = read(text.encode("cp1252"))
    assert table.frame["owner"].iloc[-1] == "Müller"


#: per language ten short headers or cells as people write them, of which each has letters beyond a-z
SHORT = {
    (
        "pt",
        "cp1252",
    ): "Negócio|Criação|Conclusão|Responsável|Estágio|Próximo passo|São João da Boa Vista|"
    "Licitação pública|Motivo da perda: preço|Não qualificado",
    (
        "es",
        "cp1252",
    ): "Compañía|Próxima acción|Última gestión|Dueño|Cotización|Región|Íñigo Núñez|¿Ganado?|"
    "Añadido el|Razón de pérdida",
    (
        "fr",
        "cp1252",
    ): "Étape|Créé le|Clôturé le|Prénom|Société|Échéance|Perdue: délai dépassé|Chiffre d’affaires prévu|"
    "Hélène Lefèvre|Relancé",
    (
        "de",
        "cp1252",
    ): "Größe|Geschäft eröffnet|Abschluß|Jörg Böttcher|Verkäufer|Lüdenscheid|Prüfung läuft|Höhe|"
    "Übergabe|Schlußgespräch",
    (
        "it",
        "cp1252",
    ): "Opportunità|Società|Probabilità|Già cliente|Città|Attività|Perché persa|Priorità|"
    "Proprietà di|Nicolò Dalla Libertà",
    (
        "nl",
        "cp1252",
    ): "Gecreëerd op|Categorieën|Geïnteresseerd|België|Coördinator|Financiën|Reünie|Eén deal|"
    "Variëteit|Zeeën van tijd",
    (
        "sv",
        "cp1252",
    ): "Affär|Ägare|Värde|Förlorad|Åsa Öhman|Nästa åtgärd|Köpare|Månad|Försäljning|Växjö",
    (
        "da",
        "cp1252",
    ): "Beløb|Sælger|Søren Nørgård|Værdi|Næste møde|Tabt på pris|Køber|Århus|Måned|Udløb",
    (
        "pl",
        "cp1250",
    ): "Źródło|Wartość|Właściciel|Zamknięto|Przegrana|Łódź|Następny krok|Świnoujście|Żaneta Wójcik|"
    "Powód porażki",
    (
        "pl",
        "iso-8859-2",
    ): "Źródło|Wartość|Właściciel|Zamknięto|Sprzedaż|Łódź|Następny krok|Świnoujście|Żaneta Wójcik|"
    "Powód porażki",
    (
        "cs",
        "cp1250",
    ): "Příležitost|Částka|Vlastník|Uzavřeno|Získáno|Důvod|Další krok|Třebíč|Řezníček|Zákazník",
    (
        "cs",
        "iso-8859-2",
    ): "Příležitost|Částka|Vlastník|Uzavřeno|Získáno|Důvod|Další krok|Třebíč|Řezníček|Zákazník",
    (
        "hu",
        "cp1250",
    ): "Lehetőség|Összeg|Felelős|Érték|Lezárás|Győztes ajánlat|Ügyfél|Szűcs Géza|Következő lépés|"
    "Elveszített",
    (
        "ro",
        "cp1250",
    ): "Câştigată|Valoarea ofertei în lei|Închisă|Vânzător|Următorul pas|Ştefan Bălan|Etapă|"
    "Creată la|Târgu Jiu|Răspuns",
    (
        "tr",
        "cp1254",
    ): "Aşama|Müşteri|Kapanış tarihi|Değeri|Kazanıldı|Sorumlu kişi|Ayşe Gündoğdu|Görüşülüyor|"
    "Kaybetme nedeni: fiyatı|Iğdır",
    (
        "ru",
        "cp1251",
    ): "Сделка|Этап|Бюджет|Ответственный|Дата закрытия|Причина отказа|Юлия Щукина|Успешно|Ёмкость|"
    "Воронка",
    (
        "ru",
        "koi8-r",
    ): "Сделка|Этап воронки|Бюджет|Ответственный|Дата закрытия|Причина отказа|Юлия Щукина|Успешно|"
    "Источник|Воронка",
    (
        "uk",
        "cp1251",
    ): "Угода|Відповідальний|Дата закриття|Джерело|Її сума|Причина відмови|Євген Щербина|Успішно|"
    "Кількість|Наступний крок",
    (
        "bg",
        "cp1251",
    ): "Сделка|Етап|Стойност|Отговорник|Дата на приключване|Спечелена|Загубена|Щерю Ъглов|Източник|"
    "Следваща стъпка",
    (
        "el",
        "cp1253",
    ): "Ευκαιρία|Στάδιο|Αξία|Υπεύθυνος|Ημερομηνία|Κερδισμένη|Άρης Χατζής|Πελάτης|Ώρα|Πηγή",
    ("he", "cp1255"): "עסקה|שלב|סכום|לקוח|תאריך סגירה|אחראי|זכייה|מקור ליד|נועם פרידמן|אזור",
    (
        "ar",
        "cp1256",
    ): "الصفقة|المرحلة|القيمة|العميل|تاريخ الإغلاق|المسؤول|مكسوبة|سبب الخسارة|ياسر القحطاني|الفرع",
    (
        "fa",
        "cp1256",
    ): "نام معامله|مرحله فروش|مبلغ|مشتري|کارشناس فروش|تاریخ ثبت|پيگيري|دليل شکست|گلناز چمني|شعبه",
}


def cp(text: str, page: str) -> str:
    """What the page can hold: cp1256 has the Arabic yeh only, cp1250 the Romanian cedillas."""
    return text.replace("ی", "ي") if page == "cp1256" else text


@pytest.mark.parametrize(("language", "page"), SHORT, ids=map(" ".join, SHORT))
@pytest.mark.parametrize("number", range(10))
def test_one_short_header_in_an_old_encoding(language, page, number):
    """The only letters beyond a-z of the whole file."""
    header = cp(SHORT[language, page].split("|")[number], page)
    rows = [["Id", header, "Status"], ["A-1", "Acme", "12.50"], ["A-2", "Beta", "7"]]
    assert decoded(rows, page) == rows


@pytest.mark.parametrize(("language", "page"), SHORT, ids=map(" ".join, SHORT))
def test_a_file_in_an_old_encoding(language, page):
    cells = [cp(cell, page) for cell in SHORT[language, page].split("|")]
    rows = [cells[:5], cells[5:], ["x"] * 5]
    assert decoded(rows, page) == rows
    assert decoded([[cell.upper() for cell in row] for row in rows], page)[1][0] == cells[5].upper()


def decoded(rows: list[list[str]], page: str) -> list[list[str]]:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    found = as_utf8(file.getvalue().encode(page), name="deals.csv")
    return list(csv.reader(io.StringIO(found.data.decode())))


OLD = [
    ("de", "mac-roman"),
    ("fr", "mac-roman"),
    ("pt", "mac-roman"),
    ("de", "cp850"),
    ("fr", "cp850"),
    ("es", "cp850"),
]
OLD += [
    ("pl", "cp852"),
    ("cs", "cp852"),
    ("tr", "cp857"),
    ("ru", "cp866"),
    ("ru", "iso-8859-5"),
    ("ru", "mac-cyrillic"),
]
OLD += [("el", "iso-8859-7"), ("ar", "iso-8859-6")]
OF_LANGUAGE = {language: words for (language, _), words in SHORT.items()}


@pytest.mark.parametrize(("language", "page"), OLD, ids=map(" ".join, OLD))
def test_encodings_of_other_systems(language, page):
    cells = [cell for cell in OF_LANGUAGE[language].split("|") if is_of(cell, page)]
    rows = [cells[:4], cells[4:8]]
    assert decoded(rows, page) == rows


def is_of(text: str, page: str) -> bool:
    try:
        return bool(text.encode(page))
    except UnicodeEncodeError:
        return False


def test_names_from_elsewhere_do_not_change_the_language():
    rows = [
        ["Nazwa", "Właściciel", "Źródło"],
        ["Müller & Söhne", "Żaneta", "x"],
        ["Dvořák a.s.", "Jan", "y"],
    ]
    assert decoded(rows, "cp1250") == rows
    rows = [["Name", "Größe"], ["Señor Peña", "Übergabe"], ["François", "Höhe"], ["Åse", "Straße"]]
    assert decoded(rows, "cp1252") == rows


@pytest.mark.parametrize(
    "text", ["5 €", "£500", "it’s – so", "“quoted”", "20 °C", "½", "Acme® Ltd"]
)
def test_signs_alone(text):
    rows = [["Deal", "Note"], ["A", text]]
    assert decoded(rows, "cp1252") == rows
