"""Parts of a list, a sheet per month or person, are read as the list would be that has all their rows."""

import io

import openpyxl
import pytest

import cycle_kit as ck

#: headers of client, owner, status, amount and dates; words for three steps, won and lost
LISTS = {
    "English": (
        ("Client", "Rep", "Status", "Amount", "Created", "Closed"),
        ("Contact", "Offer", "Negotiation", "Won", "Lost"),
    ),
    "German": (
        ("Kunde", "Bearbeiter", "Status", "Summe", "Erstellt", "Abgeschlossen"),
        ("Erstkontakt", "Angebot", "Verhandlung", "Gewonnen", "Verloren"),
    ),
    "French": (
        ("Affaire", "Commercial", "Statut", "Montant", "Date de création", "Date de clôture"),
        ("Prospect", "Devis envoyé", "Négociation", "Gagné", "Perdu"),
    ),
    "Polish": (
        ("Klient", "Handlowiec", "Status", "Kwota", "Data utworzenia", "Data zamknięcia"),
        ("Kontakt", "Oferta", "Negocjacje", "Wygrana", "Przegrana"),
    ),
}
#: place of the status of each deal, part by part: no part has two steps
PARTS = ((3, 4, 0, 3), (1, 3, 4, 4), (4, 3, 3, 3), (2, 2, 3, 4))
COLUMNS = ["account", "owner", "stage", "outcome", "value", "created_at", "closed_at"]


def rows_of(words):
    number = 0
    for part in PARTS:
        rows = []
        for place in part:
            number += 1
            closed = f"2026-0{number % 5 + 4}-17" if place > 2 else None
            day = f"2026-0{number % 3 + 1}-{number + 5:02}"
            rows.append(
                [f"Firm {number}", "AB"[number % 2], words[place], number * 100, day, closed]
            )
        yield rows


def loaded(headers, parts):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in zip(("North", "South", "West", "East"), parts, strict=False):
        sheet = book.create_sheet(name)
        for row in (headers, *rows):
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return ck.load(file.getvalue())


def told(pipe):
    names = pipe.deals["account"].fillna(pipe.deals["name"])
    return pipe.deals.assign(account=names)[COLUMNS].astype("string").fillna("").values.tolist()


@pytest.mark.parametrize("language", LISTS)
def test_parts_are_read_as_the_whole(language):
    headers, words = LISTS[language]
    parts = list(rows_of(words))
    whole = loaded(headers, [[row for rows in parts for row in rows]])
    split = loaded(headers, parts)
    assert told(split) == told(whole)
    assert set(split.deals["stage"].dropna()) == set(words[:3])


def test_a_status_without_steps_stays_a_status():
    headers, _ = LISTS["English"]
    parts = list(rows_of(("Open", "Open", "Open", "Won", "Lost")))
    pipe = loaded(headers, parts)
    assert pipe.stages == () and pipe.deals["stage"].isna().all()
    assert pipe.deals["outcome"].value_counts()["open"] == 4


def test_a_part_without_any_status_is_one_of_the_list():
    headers, words = LISTS["English"]
    parts = list(rows_of(words))
    book = [*parts[:3], [["Firm 1", "A", None, 5, "2026-01-06", None]]]
    assert len(loaded(headers, book).deals) == 13
