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
