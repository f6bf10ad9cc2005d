"""Headers that say of what they are: "Fase dell'affare", "Nom de la transaction", "Etapa del negocio"."""

import pytest

import cycle_kit as ck
from cycle_kit.loading.matching import folded_key, without_things

#: headers of name, step, owner, amount, creation and closing "of the deal", and the words for a win and a loss
OF_THE_DEAL = {
    "it": (
        "Nome dell'affare",
        "Fase dell'affare",
        "Proprietario dell'affare",
        "Importo dell'affare",
        "Data di creazione dell'affare",
        "Data di chiusura dell'affare",
        "Chiuso con successo",
        "Perso",
    ),
    "it2": (
        "Nome della trattativa",
        "Fase della trattativa",
        "Proprietario della trattativa",
        "Importo della trattativa",
        "Data di creazione della trattativa",
        "Data di chiusura della trattativa",
        "Vinta",
        "Persa",
    ),
    "fr": (
        "Nom de la transaction",
        "Étape de la transaction",
        "Propriétaire de la transaction",
        "Montant de la transaction",
        "Date de création de la transaction",
        "Date de clôture de la transaction",
        "Gagné",
        "Perdu",
    ),
    "fr2": (
        "Nom de l'affaire",
        "Étape de l'affaire",
        "Responsable de l'affaire",
        "Montant de l'affaire",
        "Date de création de l'affaire",
        "Date de clôture de l'affaire",
        "Gagnée",
        "Perdue",
    ),
    "es": (
        "Nombre del negocio",
        "Etapa del negocio",
        "Propietario del negocio",
        "Importe del negocio",
        "Fecha de creación del negocio",
        "Fecha de cierre del negocio",
        "Ganado",
        "Perdido",
    ),
    "es2": (
        "Nombre de la oportunidad",
        "Fase de la oportunidad",
        "Propietario de la oportunidad",
        "Importe de la oportunidad",
        "Fecha de creación de la oportunidad",
        "Fecha de cierre de la oportunidad",
        "Ganada",
        "Perdida",
    ),
    "pt": (
        "Nome do negócio",
        "Etapa do negócio",
        "Proprietário do negócio",
        "Valor do negócio",
        "Data de criação do negócio",
        "Data de fechamento do negócio",
        "Ganho",
        "Perdido",
    ),
    "de": (
        "Name des Deals",
        "Phase des Deals",
        "Besitzer des Deals",
        "Wert des Deals",
        "Erstellungsdatum des Deals",
        "Abschlussdatum des Deals",
        "Gewonnen",
        "Verloren",
    ),
    "de2": (
        "Name der Verkaufschance",
        "Phase der Verkaufschance",
        "Inhaber der Verkaufschance",
        "Betrag der Verkaufschance",
        "Erstelldatum der Verkaufschance",
        "Abschlussdatum der Verkaufschance",
        "Gewonnen",
        "Verloren",
    ),
    "pl": (
        "Nazwa szansy",
        "Etap szansy sprzedaży",
        "Właściciel szansy",
        "Kwota szansy",
        "Data utworzenia szansy",
        "Data zamknięcia szansy",
        "Wygrana",
        "Przegrana",
    ),
    "bg": (
        "Име на сделката",
        "Етап на сделката",
        "Отговорник на сделката",
        "Стойност на сделката",
        "Дата на създаване на сделката",
        "Дата на приключване на сделката",
        "Спечелена",
        "Загубена",
    ),
    "ru": (
        "Название сделки",
        "Этап сделки",
        "Ответственный за сделку",
        "Сумма сделки",
        "Дата создания сделки",
        "Дата закрытия сделки",
        "Выиграна",
        "Проиграна",
    ),
    "fa": (
        "نام معامله",
        "مرحله معامله",
        "مسئول معامله",
        "مبلغ معامله",
        "تاریخ ایجاد معامله",
        "تاریخ بستن معامله",
        "موفق",
        "ناموفق",
    ),
    "ar": (
        "اسم الصفقة",
        "مرحلة الصفقة",
        "مالك الصفقة",
        "قيمة الصفقة",
        "تاريخ إنشاء الصفقة",
        "تاريخ إغلاق الصفقة",
        "رابحة",
        "خاسرة",
    ),
    "tr": (
        "Anlaşma adı",
        "Anlaşma aşaması",
        "Anlaşma sahibi",
        "Anlaşma tutarı",
        "Anlaşma oluşturma tarihi",
        "Anlaşma kapanış tarihi",
        "Kazanıldı",
        "Kaybedildi",
    ),
    "nl": (
        "Naam van de deal",
        "Fase van de deal",
        "Eigenaar van de deal",
        "Bedrag van de deal",
        "Aanmaakdatum van de deal",
        "Sluitingsdatum van de deal",
        "Gewonnen",
        "Verloren",
    ),
    "sv": (
        "Affärens namn",
        "Affärens fas",
        "Affärens ägare",
        "Affärens belopp",
        "Affären skapad",
        "Affären stängd",
        "Vunnen",
        "Förlorad",
    ),
}


def listed(language):
    *headers, won, lost = OF_THE_DEAL[language]
    rows = [";".join(headers)]
    for n in range(12):
        step = [won, lost, "Foo", "Bar"][n % 4]
        closed = f"2025-03-{n + 1:02}" if n % 4 < 2 else ""
        rows.append(f"Deal {n};{step};Ann {n % 3};{100 + n};2025-01-{n + 1:02};{closed}")
    return "\n".join(rows).encode()


@pytest.mark.parametrize("language", OF_THE_DEAL)
def test_a_column_of_the_deal_is_that_column(language):
    pipe = ck.load(listed(language))
    deals = pipe.deals
    assert deals["outcome"].tolist() == ["won", "lost", "open", "open"] * 3
    assert set(pipe.stages) == {"Foo", "Bar"}
    assert deals["owner"].tolist() == ["Ann 0", "Ann 1", "Ann 2"] * 4
    assert deals["amount"].tolist() == list(range(100, 112))
    assert deals["created_at"].dt.day.tolist() == list(range(1, 13))
    assert deals["closed_at"].notna().tolist() == [True, True, False, False] * 3
    assert deals["name"].tolist() == [f"Deal {n}" for n in range(12)]


@pytest.mark.parametrize(
    "header",
    [
        "Date of transaction no",
        "Nom de la société",
        "Name der Firma",
        "Nome do cliente",
        "Number of deals",
        "Number of opportunities",
        "Nombre de transactions",
        "Transaction amount",
    ],
)
def test_what_is_of_something_else_keeps_its_words(header):
    assert folded_key(header.split()[0]) not in without_things(header)
