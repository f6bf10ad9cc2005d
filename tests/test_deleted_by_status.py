"""A record whose status says that it is deleted is no deal; what the caller says of the word counts."""

import pytest

import cycle_kit as ck

LISTS = [
    ("Title,Status,Value,Deal created", "Won", "Lost", "Open", "Deleted"),
    ("Kunde,Status,Wert,Erstellt am", "Gewonnen", "Verloren", "Offen", "Gelöscht"),
    ("Klient,Status,Wartość,Data utworzenia", "Wygrana", "Przegrana", "Otwarta", "Usunięta"),
    ("Client,Statut,Montant,Date de création", "Gagné", "Perdu", "En cours", "Supprimé"),
    ("Cliente,Estado,Importe,Fecha de creación", "Ganado", "Perdido", "Abierto", "Eliminado"),
    ("Cliente,Status,Valor,Data de criação", "Ganho", "Perdido", "Aberto", "Excluído"),
    ("Клиент,Статус,Сумма,Дата создания", "Выиграна", "Проиграна", "Открыта", "Удалена"),
    ("Клиент,Статус,Стойност,Дата на създаване", "Спечелена", "Загубена", "Отворена", "Изтрита"),
    ("Müşteri,Durum,Tutar,Oluşturma tarihi", "Kazanıldı", "Kaybedildi", "Açık", "Silindi"),
    ("Klant,Status,Waarde,Aanmaakdatum", "Gewonnen", "Verloren", "Open", "Verwijderd"),
    ("مشتری,وضعیت,مبلغ,تاریخ ایجاد", "برنده", "بازنده", "باز", "حذف شده"),
]


def table(head, *words):
    rows = [f"Firm {n},{word},{100 * n},2025-01-{n + 9}" for n, word in enumerate(words, 1)]
    return "\n".join([head, *rows, ""]).encode()


@pytest.mark.parametrize("words", LISTS, ids=[words[-1] for words in LISTS])
def test_a_record_of_status_deleted_is_no_deal(words):
    pipe = ck.load(table(*words))
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"]
    assert pipe.deals["amount"].sum() == 600
    told = pipe.notes[pipe.notes["fate"] == "dropped"]
    assert told["rows"].sum() == 1
    assert "line 5" in told["note"].iloc[0]


def test_what_the_caller_says_of_the_word_counts():
    pipe = ck.load(table(*LISTS[0]), dropped=["Deleted"])
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open", "dropped"]
