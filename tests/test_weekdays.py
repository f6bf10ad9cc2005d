"""A weekday before or behind a date says nothing that the date does not say, in any language."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.languages import words_of
from cycle_kit.values import read_dates

DAYS = {code: said["weekdays"].split("|") for code, said in words_of("dates").items()}
STYLES = (
    "{} 03.02.2025",
    "{}, 03.02.2025",
    "{}. 2025-02-03",
    "{}, 3. Februar 2025 10:30",
    "03.02.2025 ({})",
)


def day(text):
    return read_dates(pd.Series([text]), column="x", order="dmy").values.dt.normalize().iloc[0]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("code", DAYS)
def test_weekdays_are_read_over(code, style):
    texts = [style.format(way(name)) for name in DAYS[code] for way in (str, str.title, str.upper)]
    assert [text for text in texts if day(text) != pd.Timestamp("2025-02-03")] == []


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("mar. 4 févr. 2025", "2025-02-04"),
        ("mar 04/02/2025", "2025-02-04"),
        ("Mar 4, 2025", "2025-03-04"),
        ("Mar 4 2025 08:00", "2025-03-04"),
        ("mar 4 mar 2025", "2025-03-04"),
        ("Do., 13.02.25", "2025-02-13"),
        ("Segunda-feira, 3 de fevereiro de 2025", "2025-02-03"),
        ("sex., 7 de fev. de 2025", "2025-02-07"),
        ("Paz, 2 Şub 2025", "2025-02-02"),
        ("2025/02/01(土)", "2025-02-01"),
    ],
)
def test_a_word_may_be_a_weekday_or_a_month(text, read):
    assert day(text) == pd.Timestamp(read)


@pytest.mark.parametrize(
    "text", ["Sa 5", "So 12", "Mon", "Fri 3 Jan", "Acme 01.02.2025", "Mar 2025"]
)
def test_no_date_is_made_of_less(text):
    assert pd.isna(day(text))


@pytest.mark.parametrize(
    "rows",
    [
        ("Kunde;Beginn;Ende;Status", "A;Sa., 1. Februar 2025;Mi., 5. März 2025;Gewonnen", "B;Do., 13.02.2025;;Offen"),
        ("Client;Début;Fin;Statut", "A;sam. 1 févr. 2025;mer. 5 mars 2025;Gagné", "B;jeu. 13 févr. 2025;;En cours"),
        ("Cliente;Início;Fim;Status", "A;sáb., 01/02/2025;qua., 05/03/2025;Ganho", "B;qui., 13/02/2025;;Aberto"),
        ("Müşteri;Başlangıç;Bitiş;Durum", "A;Cmt 01.02.2025;Çar 05.03.2025;Kazanıldı", "B;Per 13.02.2025;;Açık"),
        ("Klient;Utworzono;Zamknięto;Status", "A;so 01.02.2025;śr 05.03.2025;Wygrana", "B;czw 13.02.2025;;Otwarta"),
        ("Клиент;Начало;Конец;Статус", "A;сб, 01.02.2025;ср, 05.03.2025;Выиграна", "B;чт, 13.02.2025;;Открыта"),
    ],
    ids=["de", "fr", "pt", "tr", "pl", "ru"],
)  # fmt: skip
def test_a_list_with_weekdays(rows):
    deals = ck.load("\n".join(rows).encode()).deals
    assert list(deals["created_at"]) == [pd.Timestamp("2025-02-01"), pd.Timestamp("2025-02-13")]
    assert deals["closed_at"].iloc[0] == pd.Timestamp("2025-03-05")
