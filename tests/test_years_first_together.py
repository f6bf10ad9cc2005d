"""Years of two digits: where one column shows that they stand first, they do in all that can be read so."""

import datetime as dt

import pytest

import cycle_kit as ck

WORDS = {
    "pl": ("Nr", "Etap", "Data utworzenia", "Data zamknięcia", "Wygrana", "Przegrana", "Oferta"),
    "tr": ("Fırsat No", "Aşama", "Kayıt Tarihi", "Kapanış Tarihi", "Kazanıldı", "Kayıp", "Teklif"),
    "de": ("Nr.", "Phase", "Erstellt am", "Abschlussdatum", "Gewonnen", "Verloren", "Angebot"),
    "en": ("Deal ID", "Stage", "Created Date", "Close Date", "Won", "Lost", "Offer"),
}


def written(words, closed, form, rows=9):
    *head, won, lost, offer = words
    start = dt.date(2024, 3, 2)
    days = [start + dt.timedelta(days=9 * n) for n in range(rows)]
    lines = [";".join(head)]
    for n, day in enumerate(days):
        end = closed[n % len(closed)].strftime(form) if n % 3 else ""
        stage = (offer, won, lost)[n % 3]
        lines.append(";".join([str(n), stage, day.strftime(form), end]))
    return "\n".join(lines).encode(), days


CLOSED = [dt.date(2024, 8, 17), dt.date(2024, 8, 10), dt.date(2024, 9, 23)]


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("form", ["%y-%m-%d", "%y/%m/%d", "%y.%m.%d"])
def test_one_column_that_tells_speaks_for_the_other(language, form):
    content, days = written(WORDS[language], CLOSED, form)
    deals = ck.load(content).deals
    assert deals["created_at"].dt.date.tolist() == days
    assert set(deals["closed_at"].dropna().dt.date) <= set(CLOSED)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("form", ["%d-%m-%y", "%d.%m.%y", "%d/%m/%y"])
def test_years_that_stand_last_stay_there(language, form):
    content, days = written(WORDS[language], CLOSED, form)
    deals = ck.load(content).deals
    assert deals["created_at"].dt.date.tolist() == days
    assert set(deals["closed_at"].dropna().dt.date) <= set(CLOSED)


@pytest.mark.parametrize("language", ["pl", "tr", "de"])
def test_few_dates_that_look_as_if_the_year_stood_first_are_asked_about(language):
    content, days = written(WORDS[language], CLOSED, "%y-%m-%d", rows=4)
    with pytest.raises(ck.CycleKitError, match='dates="ymd"'):
        ck.load(content)
    assert ck.load(content, dates="ymd").deals["created_at"].dt.date.tolist() == days
