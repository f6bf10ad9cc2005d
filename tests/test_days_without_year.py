"""Days without a year are no dates: the error says so, and what to do."""

import pytest

import cycle_kit as ck
from cycle_kit.values.days_alone import is_day_alone

DAYS = [
    "03.01.",
    "3.1",
    "3/1",
    "03-01",
    "3. Januar",
    "3 Jan",
    "Jan 3rd",
    "3 января",
    "۰۳/۰۱",
    "3 stycznia",
]
NO_DAYS = [
    "",
    "2024-01-03",
    "03.01.24",
    "3.50",
    "32/40",
    "13/14",
    "January 2024",
    "Offer 3",
    "15",
    "Mai",
]
LISTS = {
    "de": "Vorgangsnr.;Kunde;Ergebnis;Angelegt am;Abgeschlossen am|Gewonnen|Verloren",
    "en": "Deal ID;Company;Outcome;Created;Closed on|Won|Lost",
    "pl": "Nr szansy;Klient;Wynik;Data dodania;Zamknięto|Wygrana|Przegrana",
}


@pytest.mark.parametrize("text", DAYS)
def test_days_without_a_year(text):
    assert is_day_alone(text)


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_has_a_year_or_is_no_day(text):
    assert not is_day_alone(text)


def written(case, day="{:02}.01."):
    headers, won, lost = LISTS[case].split("|")
    rows = [
        f"{100 + n};Client {n};{(won, lost)[n % 2]};{day.format(n + 1)};{day.format(n + 9)}"
        for n in range(12)
    ]
    return "\n".join([headers, *rows]).encode(), headers.split(";")


@pytest.mark.parametrize("day", ["{:02}.01.", "{} Jan"])
@pytest.mark.parametrize("case", LISTS)
def test_the_error_says_that_the_year_is_missing(case, day):
    text, (*_, created, closed) = written(case, day)
    given = {"created_at": created, "closed_at": closed}
    for columns in (None, given):
        with pytest.raises(ck.CycleKitError) as caught:
            ck.load(text, columns=columns)
        assert "write it beside each, as in 2024-01-03" in caught.value.fix
    assert f'"{created}"' in str(caught.value)
    if day.endswith("."):  # else the columns have to be left out, as the error says
        assert ck.load(text, as_of="2024-06-30").deals["outcome"].eq("won").sum() == 6


@pytest.mark.parametrize("case", LISTS)
def test_with_years_it_is_read(case):
    text, _ = written(case, "{:02}.01.2024")
    assert ck.load(text).deals["closed_at"].notna().all()


def test_a_list_without_any_days_is_refused_as_before():
    with pytest.raises(ck.CycleKitError, match="holds no date"):
        ck.load(b"Deal ID;Company;Outcome\n1;A;Won\n2;B;Lost\n3;C;Won\n")


@pytest.mark.parametrize("cell", ["", "soon"])
def test_a_column_of_dates_without_any_lacks_no_year(cell):
    rows = [f"d1,{stage},{cell},written" for stage in ("New", "Offer", "New")]
    with pytest.raises(ck.CycleKitError) as error:
        ck.load("\n".join(["Deal-ID,Von Phase,Eintritt in Phase,My notes", *rows]).encode())
    assert "no year" not in str(error.value)
