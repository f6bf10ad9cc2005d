"""A header that comes again below, as it is or with a cell that differs, is no row of data and hides none."""

import itertools
import unicodedata

import pytest

import cycle_kit as ck

LISTS = {
    "en": ("Deal,Owner,Opened,Closed,Status,Value", "Stat", "Won", "Lost", "Open"),
    "de": ("Kunde,Betreuer,Beginn,Ende,Status,Betrag", "Stand", "Gewonnen", "Verloren", "Offen"),
    "pl": ("Klient,Opiekun,Data utworzenia,Data zamknięcia,Status,Wartość", "St.", "Wygrana", "Przegrana", "Otwarta"),
    "fr": ("Client,Commercial,Début,Fin,Statut,Montant", "État", "Gagné", "Perdu", "En cours"),
    "ru": ("Клиент,Менеджер,Дата создания,Дата закрытия,Статус,Сумма", "Ст.", "Выиграна", "Проиграна", "Открыта"),
    "tr": ("Müşteri,Sorumlu,Başlangıç,Bitiş,Durum,Tutar", "Drm", "Kazanıldı", "Kaybedildi", "Açık"),
}  # fmt: skip
PLACES = list(itertools.product((1, 3, 4), (2, 4)))


@pytest.mark.parametrize("language", LISTS)
@pytest.mark.parametrize("differs", [4, 0, 5])
def test_headers_again(language, differs):
    head, word, won, lost, still = LISTS[language]
    cells = head.split(",")
    cells[differs] = word
    data = [
        f"Acme,Ann,2025-01-01,2025-01-31,{won},100",
        f"Beta,Ann,2025-01-03,2025-02-03,{lost},200",
        f"Cee,Bob,2025-01-05,,{still},300",
        f"Dee,Bob,2025-01-06,,{still},300",
    ]
    for one, other in PLACES:
        rows = list(data)
        rows.insert(one, head)
        rows.insert(other, ",".join(cells))
        pipe = ck.load("\n".join([head, *rows, ""]).encode())
        assert len(pipe.deals) == 4
        assert pipe.deals["amount"].sum() == 900
        assert pipe.notes.loc[pipe.notes["fate"] == "furniture", "rows"].sum() == 2


def test_more_headers_than_deals():
    head = LISTS["en"][0]
    rows = ["Acme,Ann,2025-01-01,2025-01-31,Won,100", "Beta,Ann,2025-01-03,2025-02-03,Lost,200"]
    rows += ["Cee,Bob,2025-01-05,,Open,300"]
    lines = [line for row in rows for line in (head, head.replace("Status", "Stat"), row)]
    assert len(ck.load("\n".join([*lines, ""]).encode()).deals) == 3


OF_LETTERS = {
    "Szansa;Wartość;Etap;Data utworzenia;Źródło własne": ("Spotkanie", "Zażółć"),
    "معامله;مبلغ;مرحله;تاریخ ایجاد;شمارهٔ مسئول": ("مسئول جلسه", "ارائهٔ پیشنهاد"),
}


@pytest.mark.parametrize("head", OF_LETTERS)
@pytest.mark.parametrize("file", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_letters_and_their_accents_are_one_however_they_are_written(head, file, typed):
    stages = OF_LETTERS[head]
    rows = [f"A;1;{stages[0]};2025-01-02;x", f"B;2;{stages[1]};2025-01-03;y"]
    own = head.split(";")[-1]
    pipe = ck.load(
        unicodedata.normalize(file, "\n".join([head, *rows])).encode(),
        stages=[unicodedata.normalize(typed, stage) for stage in stages],
        columns={"source": unicodedata.normalize(typed, own)},
    )
    names = [unicodedata.normalize("NFC", stage) for stage in stages]
    assert [str(stage) for stage in pipe.stages] == names
    assert pipe.deals["stage"].astype(str).tolist() == names
    assert pipe.deals["source"].tolist() == ["x", "y"]
    assert not pipe.notes["note"].str.contains("also spelled").any()


def test_headers_of_ones_own_have_composed_letters():
    head = unicodedata.normalize("NFD", "Deal;Stage;Created;Żółć")
    pipe = ck.load(f"{head}\nA;Talk;2025-01-02;5".encode())
    assert pipe.deals[unicodedata.normalize("NFC", "Żółć")].tolist() == [5]


#: {language: (header, the same roles in other words, won, lost, a stage)}
IN_OTHER_WORDS = {
    "en": (
        "Deal ID,Customer,Owner,Stage,Amount,Created,Closed",
        "No,Company,Rep,Phase,Value,Opened,Finished",
        "Won",
        "Lost",
        "Quote",
    ),
    "de": (
        "Nr,Kunde,Betreuer,Phase,Betrag,Erstellt am,Abgeschlossen am",
        "Nummer,Firma,Verkäufer,Status,Summe,Angelegt,Beendet",
        "Gewonnen",
        "Verloren",
        "Besuch",
    ),
    "pl": (
        "Nr,Klient,Handlowiec,Etap,Wartość,Data utworzenia,Data zamknięcia",
        "Numer,Firma,Opiekun,Faza,Kwota,Utworzono,Zamknięto",
        "Wygrana",
        "Przegrana",
        "Oferta",
    ),
    "fr": (
        "N°,Client,Commercial,Étape,Montant,Date de création,Date de clôture",
        "ID,Société,Vendeur,Phase,Valeur,Créé le,Clôturé le",
        "Gagné",
        "Perdu",
        "Devis",
    ),
    "ru": (
        "№,Клиент,Менеджер,Этап,Сумма,Дата создания,Дата закрытия",
        "ID,Компания,Ответственный,Стадия,Бюджет,Создана,Закрыта",
        "Продажа",
        "Отказ",
        "Встреча",
    ),
    "ar": (
        "الرقم,العميل,المندوب,المرحلة,المبلغ,تاريخ الإنشاء,تاريخ الإغلاق",
        "المعرف,الشركة,المسؤول,الحالة,القيمة,تاريخ البدء,تاريخ الانتهاء",
        "فوز",
        "خسارة",
        "عرض",
    ),
    "es": (
        "N°,Cliente,Comercial,Etapa,Importe,Fecha de creación,Fecha de cierre",
        "ID,Empresa,Vendedor,Fase,Valor,Creado,Cerrado",
        "Ganado",
        "Perdido",
        "Visita",
    ),
    "de, then en": (
        "Nr,Kunde,Betreuer,Phase,Betrag,Erstellt am,Abgeschlossen am",
        "No,Customer,Owner,Stage,Amount,Created,Closed",
        "Gewonnen",
        "Verloren",
        "Besuch",
    ),
    "en, then pl": (
        "Deal ID,Customer,Owner,Stage,Amount,Created,Closed",
        "Nr,Klient,Handlowiec,Etap,Wartość,Data utworzenia,Data zamknięcia",
        "Won",
        "Lost",
        "Quote",
    ),
    "tr, then en": (
        "No,Müşteri,Temsilci,Aşama,Tutar,Oluşturma Tarihi,Kapanış Tarihi",
        "Deal ID,Company,Owner,Stage,Value,Created,Closed",
        "Kazanıldı",
        "Kaybedildi",
        "Teklif",
    ),
}


def _in_other_words(language, own):
    """A list of 24 deals, `own` cells in front of those of each row, and the header's own in its second header."""
    head, again, won, lost, stage = IN_OTHER_WORDS[language]
    rows = [
        f"{1001 + n},Firm {n},{('Ann', 'Bob', 'Cleo')[n % 3]},{(won, lost, stage)[n % 3]},{1000 + 25 * n},"
        f"2024-0{2 + n // 12}-{1 + n % 12:02},{'' if n % 3 == 2 else f'2024-05-{1 + n:02}'}"
        for n in range(24)
    ]
    rows.insert(11, again)
    return "\n".join([f"{own[n > 0]}{row}" for n, row in enumerate([head, *rows])] + [""]).encode()


@pytest.mark.parametrize("own", [("", ""), ("Bemerkung,", ",")], ids=["as it is", "a column more"])
@pytest.mark.parametrize("language", IN_OTHER_WORDS)
def test_headers_again_in_other_words(language, own):
    pipe = ck.load(_in_other_words(language, own))
    assert len(pipe.deals) == 24
    assert pipe.deals["amount"].sum() == sum(1000 + 25 * n for n in range(24))
    assert pipe.deals["outcome"].value_counts().to_dict() == {"won": 8, "lost": 8, "open": 8, "dropped": 0}  # fmt: skip
    assert list(pipe.stages) == [IN_OTHER_WORDS[language][4]]
    furniture = pipe.notes[pipe.notes["fate"] == "furniture"]
    assert furniture["note"].str.contains("line 13").any() and furniture["rows"].sum() == 1
    assert not pipe.notes["note"].str.contains("could not be read").any()


def test_deals_called_like_columns_stay():
    head = "Deal,Customer,Owner,Stage,Amount,Created"
    rows = [f"Deal {n},Firm {n},Ann,Offer,{100 + n},2024-02-{n:02}" for n in range(1, 13)]
    rows[5] = "Offer,Client,Manager,Status,500,2024-02-20"  # its amount and its day are of a deal
    rows[7] = "Contract,Company,,Stage,,"
    assert len(ck.load("\n".join([head, *rows, ""]).encode()).deals) == 12


def test_words_alone_stay():
    head = "Project,Client,Stage,Product,Created"
    rows = [f"Project {n},Firm {n},Talk,Pen,2024-02-01" for n in range(12)]
    rows[4] = "Deal,Company,Status,Service,"
    assert len(ck.load("\n".join([head, *rows, ""]).encode()).deals) == 12
