"""Another list below the deals of one sheet is left aside and told by its lines, and what is in doubt stays."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import CycleKitError
from cycle_kit.files import read
from tests.layouts import as_csv, as_workbook, even

#: header, owners, stages, words for won, lost and open
LISTS = {
    "en": (
        ["Client", "Owner", "Stage", "Amount", "Created", "Closed", "Outcome"],
        *("Ann|Bob", "Demo|Offer", "Won|Lost|Open"),
    ),
    "pl": (
        ["Klient", "Opiekun", "Etap", "Kwota", "Data utworzenia", "Data zamknięcia", "Wynik"],
        *("Ewa|Jan", "Rozmowa|Oferta", "Wygrana|Przegrana|Otwarta"),
    ),
    "fa": (
        ["مشتری", "مسئول", "مرحله", "مبلغ", "تاریخ ایجاد", "تاریخ بسته شدن", "نتیجه"],
        *("سارا|علی", "مذاکره|پیشنهاد", "برنده|بازنده|باز"),
    ),
    "ar": (
        ["العميل", "المسؤول", "المرحلة", "المبلغ", "تاريخ الإنشاء", "تاريخ الإغلاق", "النتيجة"],
        *("سارة|علي", "تفاوض|عرض", "مكسوبة|خاسرة|مفتوحة"),
    ),
    "bg": (
        [
            "Клиент",
            "Отговорник",
            "Етап",
            "Сума",
            "Дата на създаване",
            "Дата на затваряне",
            "Резултат",
        ],
        *("Ана|Иван", "Среща|Оферта", "Спечелена|Загубена|Отворена"),
    ),
    "de": (
        ["Kunde", "Betreuer", "Phase", "Betrag", "Erstellt am", "Abgeschlossen am", "Ergebnis"],
        *("Anna|Uwe", "Gespräch|Angebot", "Gewonnen|Verloren|Offen"),
    ),
}
#: another list: its header, then its rows
OTHERS = {
    "en": {
        "mails": "Name,Email|Jane Roe,jane@x.com|Rick Doe,rick@y.com",
        "months": "Month,Target|January,5000|February,6000|March,7000",
        "prices": "Product,Price|Basic,100|Pro,300",
        "phones": "Contact,Phone,City|Jane Roe,+1 555 1234,Boston|Rick Doe,+1 555 9876,Austin",
        "roles": "Contact,Role,City|Jane Roe,CEO,Boston|Rick Doe,CFO,Austin",
        "legend": "Stage,Meaning|Demo,we showed it|Offer,sent the paper",
        "titled": "Legend|Stage,Meaning|Demo,we showed it|Offer,sent the paper",
        "quotas": "Rep,Quota,Region|Ann,50000,North|Bob,40000,South",
        "tasks": "Task,Who|Call the bank,Ann|Order paper,Bob",
        "birthdays": "Name,Email,Phone,Birthday|Jane Roe,jane@x.com,555 1234,1980-02-03",
    },
    "pl": {
        "mails": "Imię,E-mail|Jan Nowak,jan@x.pl|Ewa Lis,ewa@y.pl",
        "phones": "Kontakt,Telefon,Miasto|Jan Nowak,+48 500 100 200,Gdynia|Ewa Lis,500 100 201,Opole",
        "roles": "Kontakt,Stanowisko,Miasto|Jan Nowak,prezes,Gdynia|Ewa Lis,kierownik,Opole",
        "legend": "Etap,Znaczenie|Rozmowa,spotkanie|Oferta,wysłana",
    },
    "fa": {
        "months": "ماه,هدف|فروردین,5000|خرداد,7000",
        "phones": "مخاطب,تلفن,شهر|رضا کریمی,۰۹۱۲۳۴۵۶۷۸,تهران|مینا راد,۰۹۱۲۳۴۵۶۷۹,شیراز",
        "roles": "مخاطب,سمت,شهر|رضا کریمی,مدیر,تهران|مینا راد,خریدار,شیراز",
    },
    "ar": {
        "mails": "الاسم,البريد|عمر حسن,o@x.sa|ليلى نور,l@y.sa",
        "roles": "جهة الاتصال,الوظيفة,المدينة|عمر حسن,مدير,جدة|ليلى نور,مشتر,دبي",
    },
    "bg": {
        "months": "Месец,Цел|Януари,5000|Февруари,6000",
        "roles": "Контакт,Длъжност,Град|Петър Илиев,управител,Варна|Мила Тодорова,купувач,Русе",
    },
    "de": {
        "prices": "Produkt,Preis|Basis,100|Plus,300",
        "phones": "Ansprechpartner,Telefon,Ort|Max Muster,030 123456,Berlin|Eva Klein,040 654321,Hamburg",
        "roles": "Ansprechpartner,Funktion,Ort|Max Muster,Leiter,Berlin|Eva Klein,Einkauf,Hamburg",
    },
}
COLUMNS = {"all": range(7), "without stages": (0, 3, 6, 4, 5), "with stages": (0, 2, 3, 4)}
TOLD = "below the deals look like another list"


def deals(language, number, columns=range(7)):
    header, *words = LISTS[language]
    owners, stages, ends = (each.split("|") for each in words)
    rows = [
        [
            *(f"Firm {chr(65 + n)}", owners[n % 2], stages[n % 2], str(1000 + 137 * n)),
            *(f"2024-0{1 + n % 8}-1{n % 9}", f"2024-1{n % 2}-0{1 + n % 8}" if n % 3 < 2 else ""),
            ends[n % 3],
        ]
        for n in range(number)
    ]
    return [[row[place] for place in columns] for row in [header, *rows]]


def other(language, kind):
    return [row.split(",") for row in OTHERS[language][kind].split("|")]


KINDS = [(language, kind) for language, kinds in OTHERS.items() for kind in kinds]


@pytest.mark.parametrize("gap", [0, 1, 3])
@pytest.mark.parametrize(("language", "kind"), KINDS)
def test_another_list_is_left_aside_and_told_by_its_lines(language, kind, gap):
    for columns in COLUMNS.values():
        for number in (4, 12):
            rows = deals(language, number, columns)
            below = other(language, kind)
            for written in (as_csv, as_workbook):
                table, *more = read(written(even([*rows, *[[""]] * gap, *below])))
                assert not more
                assert table.frame.to_numpy().tolist() == rows[1:]
                assert table.rows == len(table.frame) + table.furniture
                start = number + gap + 2
                lines = f"Lines {start}–{start + len(below) - 1} {TOLD}"
                assert sum(each.startswith(lines) for each in table.remarks) == 1


@pytest.mark.parametrize("columns", COLUMNS.values(), ids=COLUMNS)
@pytest.mark.parametrize("kind", OTHERS["en"])
def test_no_cell_of_it_is_told(kind, columns):
    rows, below = deals("en", 12, columns), other("en", kind)
    known = {cell for row in rows for cell in row}
    pipe = ck.load(as_csv(even([*rows, [""], *below])), as_of="2025-01-01")
    assert len(pipe.deals) == 12
    told = " ".join(map(str, pipe.notes.to_numpy().ravel()))
    assert TOLD in told
    cells = {cell for row in below[1:] for cell in row if len(cell) > 3} - known
    assert not [cell for cell in cells if cell in told]


#: rows below twelve deals of all columns, and how many of them are deals
STAY = {
    "a group below a gap": ([[""], *deals("en", 15)[13:]], 3),
    "the header again": ([[""], *deals("en", 15)[:1], *deals("en", 15)[13:]], 3),
    "headings of groups": ([["North"], *deals("en", 14)[13:], ["Q2"], *deals("en", 15)[14:]], 3),
    "new ones without figures": ([[""], ["New A", "Ann", "Demo"], ["New B", "Bob", "Offer"]], 2),
    "new ones of new people": ([[""], ["New A", "Zed", "Demo"], ["New B", "Yan", "Demo"]], 2),
    "a remark where a day stands": ([[""], ["New A", "Ann", "Demo", "asap", "soon"]], 1),
}


@pytest.mark.parametrize("kind", STAY)
def test_what_may_be_deals_stays(kind):
    below, number = STAY[kind]
    tables = read(as_csv(even([*deals("en", 12), *below])))
    assert sum(len(table.frame) for table in tables) >= 12 + number
    assert not any(TOLD in each for table in tables for each in table.remarks)


def test_a_group_of_contacts_behind_a_gap_goes_on_with_the_list():
    more = [["Mia Poe", "+1 555 3333", "Miami"], ["Kim Lee", "+1 555 4444", "Dallas"]]
    rows = [*deals("en", 12), [""], *other("en", "phones"), [""], *more]
    (table,) = read(as_csv(even(rows)))
    assert len(table.frame) == 12
    assert any(each.startswith("Lines 15–17") and TOLD in each for each in table.remarks)


def test_two_lists_below_are_told_together():
    rows = [*deals("en", 12), [""], *other("en", "roles"), [""], *other("en", "months")]
    (table,) = read(as_csv(even(rows)))
    assert len(table.frame) == 12
    assert any(each.startswith("Lines 15–17 and 19–22 below the deals") for each in table.remarks)


def test_a_legend_with_a_header_still_says_what_words_mean():
    rows = "Client,Value,Status,Opened\nA,1,W,2026-01-05\nB,2,L,2026-01-06\nC,3,P,2026-01-07\n"
    legend = ",,,\nStatus,Meaning,,\nW,won,,\nL,lost,,\nP,in progress,,\n"
    pipe = ck.load((rows + legend).encode())
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"]


def test_the_question_about_outcomes_tells_no_cell_of_it():
    rows = deals("en", 12, COLUMNS["without stages"])
    for gap in (0, 1):
        below = other("en", "phones")
        try:
            said = " ".join(
                map(str, ck.load(as_csv(even([*rows, *[[""]] * gap, *below]))).notes["note"])
            )
        except CycleKitError as error:
            said = str(error)
        assert "Boston" not in said
