"""Deals of 100 and of 0 % that alone have a date of closing are won and lost, in any language."""

import pytest

import cycle_kit as ck

HEADS = {
    "tr": "No,Müşteri,Aşama,Oluşturma Tarihi,Kapanış Tarihi,Olasılık",
    "pl": "Nr,Klient,Etap,Data utworzenia,Data zamknięcia,Prawdopodobieństwo",
    "pl, chance": "Nr,Klient,Etap,Data utworzenia,Data zamknięcia,Szansa",
    "ru": "№,Клиент,Этап,Дата создания,Дата закрытия,Вероятность",
    "de": "Nr,Kunde,Phase,Erstellt am,Abgeschlossen am,Wahrscheinlichkeit",
    "de, day": "Nr,Kunde,Phase,Erstellt am,Schlusstermin,Wahrscheinlichkeit (%)",
    "en": "Deal ID,Customer,Stage,Created,Close Date,Probability (%)",
    "fr": "N°,Client,Étape,Date de création,Date de clôture,Probabilité",
    "es": "N°,Cliente,Etapa,Fecha de creación,Fecha de cierre,Probabilidad",
    "it": "N.,Cliente,Fase,Data creazione,Data chiusura,Probabilità",
    "bg": "№,Клиент,Етап,Дата на създаване,Дата на затваряне,Вероятност",
    "ar": "الرقم,العميل,المرحلة,تاريخ الإنشاء,تاريخ الإغلاق,الاحتمالية",
    "fa": "شماره,مشتری,مرحله,تاریخ ایجاد,تاریخ بستن,احتمال",
}
CHANCES = ("100{}", "0{}", "40{}")


def outcomes(head, chances, closed=(True, True, False), stages=("Besuch", "Angebot")):
    rows = [
        f"{1001 + n},Firm {n},{stages[n % 2]},2024-02-{1 + n:02},"
        f"{f'2024-03-{1 + n:02}' if closed[n % 3] else ''},{chances[n % 3]}"
        for n in range(18)
    ]
    pipe = ck.load("\n".join([head, *rows, ""]).encode())
    return pipe.deals["outcome"].value_counts().to_dict(), pipe


@pytest.mark.parametrize("language", HEADS)
@pytest.mark.parametrize("sign", ["%", "", " %"])
def test_certain_deals_with_a_date_of_closing(language, sign):
    found, pipe = outcomes(HEADS[language], [chance.format(sign) for chance in CHANCES])
    assert found == {"won": 6, "lost": 6, "open": 6, "dropped": 0}
    assert pipe.deals["closed_at"].count() == 12 and not pipe.deals["expected_close"].count()
    assert pipe.notes["note"].str.contains("says how: 100 % is won, 0 % lost").any()


@pytest.mark.parametrize(
    ("chances", "closed"),
    [
        (("100%", "0%", "40%"), (True, True, True)),  # dates of all may be planned
        (("100%", "0%", "40%"), (True, False, False)),  # one that is certain has none
        (("100%", "100%", "40%"), (True, True, False)),  # one end alone tells little
        (("90%", "10%", "40%"), (True, True, False)),
    ],
)
@pytest.mark.parametrize("language", ["tr", "pl", "ru", "en", "ar"])
def test_what_is_not_certain_stays_open(language, chances, closed):
    assert outcomes(HEADS[language], chances, closed)[0]["open"] == 18


@pytest.mark.parametrize("language", ["tr", "pl", "en"])
def test_words_go_before(language):
    found, _ = outcomes(HEADS[language], ("0%", "100%", "40%"), stages=("Won", "Lost"))
    assert found == {"won": 9, "lost": 9, "open": 0, "dropped": 0}
