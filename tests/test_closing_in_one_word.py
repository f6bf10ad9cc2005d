"""A date called nothing but "ended" is the day of the end, and none that was expected."""

import pytest

import cycle_kit as ck

LISTS = {
    "fr": ("Affaire,Client,Étape,Statut,Montant,Créé le", "En cours,Gagné,Perdu", "Terminé|Terminée|Achevé|Fini"),
    "en": ("Deal,Customer,Stage,Status,Amount,Created", "Open,Won,Lost", "Ended|Finished|Concluded|Finalized"),
    "de": ("Deal,Kunde,Phase,Status,Betrag,Erstellt am", "Offen,Gewonnen,Verloren", "Beendet|Abgeschlossen"),
    "es": ("Negocio,Cliente,Etapa,Estado,Importe,Creado el", "Abierto,Ganado,Perdido", "Terminado|Terminada"),
    "it": ("Trattativa,Cliente,Fase,Stato,Importo,Creato il", "Aperto,Vinto,Perso", "Terminato|Concluso|Completato"),
    "nl": ("Deal,Klant,Fase,Status,Bedrag,Aangemaakt op", "Open,Gewonnen,Verloren", "Beëindigd|Afgerond|Voltooid"),
    "pl": ("Szansa,Klient,Etap,Status,Kwota,Data utworzenia", "Otwarta,Wygrana,Przegrana", "Zakończono|Ukończono"),
    "ro": ("Oportunitate,Client,Etapă,Stare,Valoare,Creat la", "Deschis,Câștigat,Pierdut", "Terminat|Încheiat"),
    "ru": ("Сделка,Клиент,Этап,Статус,Сумма,Дата создания", "Открыта,Выиграна,Проиграна", "Завершено|Окончено"),
    "ar": ("الصفقة,العميل,المرحلة,الحالة,المبلغ,تاريخ الإنشاء", "مفتوحة,رابحة,خاسرة", "انتهى|انتهت|اكتملت"),
    "fa": ("معامله,مشتری,مرحله,وضعیت,مبلغ,تاریخ ایجاد", "باز,موفق,ناموفق", "بسته شده|تمام شده"),
}  # fmt: skip
CASES = [(language, word) for language in LISTS for word in LISTS[language][2].split("|")]


def listed(language, header, *, ended):
    head, words, _ = LISTS[language]
    words = words.split(",")
    rows = [
        f"D{n},F{n},{'AB'[n % 2]},{words[n % 3]},{1000 + n},2024-02-{1 + n:02},{ended(n)}"
        for n in range(18)
    ]
    return ck.load("\n".join([f"{head},{header}", *rows, ""]).encode())


def closed(n):
    return "" if n % 3 == 0 else f"2024-03-{1 + n:02}"


@pytest.mark.parametrize(("language", "header"), CASES)
def test_ended_is_the_day_of_the_end(language, header):
    deals = listed(language, header, ended=closed).deals
    assert deals["closed_at"].count() == 12 and deals["expected_close"].count() == 0
    assert deals["created_at"].count() == 18


@pytest.mark.parametrize(
    ("language", "header"),
    [
        ("it", "Termine"),
        ("de", "Termin"),
        ("cs", "Termín"),
        ("pl", "Termin"),
        ("de", "Fälligkeitstermin"),
        ("fr", "Échéance"),
    ],
)
def test_a_day_that_is_due_closes_nothing(language, header):
    ours = language if language in LISTS else "en"
    deals = listed(ours, header, ended=lambda n: f"2024-03-{1 + n:02}").deals
    assert deals["closed_at"].count() == 0


@pytest.mark.parametrize("answers", [("Non", "Oui"), ("0", "1")])
def test_yes_and_no_below_it_are_no_dates(answers):
    deals = listed("fr", "Terminé", ended=lambda n: answers[n % 3 > 0]).deals
    assert deals["closed_at"].count() == 0 and deals["outcome"].eq("won").sum() == 6
