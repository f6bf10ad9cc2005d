"""Dates of what follows the sale (a contract's beginning, the delivery) beside dates of steps."""

import pytest

import cycle_kit as ck

#: client, three steps, outcome, won and lost
LISTS = {
    "en": ("Client;Enquiry;Meeting;Offer", "Outcome", "Won", "Lost"),
    "de": ("Kunde;Anfrage;Termin;Angebot", "Ergebnis", "gewonnen", "verloren"),
    "pl": ("Klient;Zapytanie;Spotkanie;Oferta", "Wynik", "Wygrana", "Przegrana"),
    "fr": ("Client;Demande;Rendez-vous;Devis", "Résultat", "Gagné", "Perdu"),
}
LATER = {
    "en": (
        "Contract start",
        "Start of contract",
        "Start of works",
        "Delivery date",
        "Planned completion",
    ),
    "de": ("Vertragsbeginn", "Projektstart", "Liefertermin", "Fertigstellung"),
    "pl": ("Początek umowy", "Termin realizacji", "Data dostawy"),
    "fr": ("Début du contrat", "Date de livraison"),
}
CASES = [(language, header) for language, headers in LATER.items() for header in headers]


def loaded(language, *more, cells):
    """Two deals; `cells`: of the first one in the columns `more`."""
    headers, outcome, won, lost = LISTS[language]
    return ck.load(
        "\n".join(
            [
                ";".join([headers, *more, outcome]),
                ";".join(["Ames;2025-01-03;2025-01-08;2025-01-20", *cells, won]),
                ";".join(["Birch;2025-01-06;2025-01-12;2025-01-22", *("" for _ in cells), lost]),
                ";".join(["Cole;2025-01-09;2025-01-15;", *("" for _ in cells), ""]),
            ]
        ).encode()
    )


def notes_with(pipe, text):
    return pipe.notes[pipe.notes["note"].str.contains(text, regex=False)]


@pytest.mark.parametrize(("language", "header"), CASES)
def test_what_follows_the_sale_is_no_stage(language, header):
    pipe = loaded(language, header, cells=["2025-09-01"])
    assert str(pipe.as_of.date()) == "2025-01-22"
    assert len(pipe.stages) == 3
    unused = (
        notes_with(pipe, f'"{header}"')["note"].str.startswith("Columns that are not used").any()
    )
    assert unused or (header == "Termin realizacji" and pipe.deals["expected_close"].notna().any())


@pytest.mark.parametrize(("language", "header"), CASES)
@pytest.mark.parametrize("signed", [True, False])
def test_what_follows_the_sale_is_not_advised_as_closing(language, header, signed):
    order = {"en": "Order", "de": "Auftrag", "pl": "Zamówienie", "fr": "Commande"}[language]
    more, cells = ([order], ["2025-02-02"]) if signed else ([], [])
    pipe = loaded(language, header, *more, cells=["2025-09-01", *cells])
    advised = notes_with(pipe, "may be closed_at")["fix"].tolist()
    closed = pipe.deals["closed_at"].dropna().astype(str).tolist()
    assert closed == (["2025-02-02"] if signed else [])  # an order closes the deal, and is told
    assert bool(len(notes_with(pipe, f'"{order}" holds the dates of closing'))) == signed
    assert advised == []


@pytest.mark.parametrize("header", ["Delivery", "Delivery date"])
def test_a_delivery_among_the_steps_is_a_step(header):
    pipe = loaded("en", header, cells=["2025-01-21"])
    assert "Delivery" in (*pipe.stages, *pipe.after)


@pytest.mark.parametrize("language", LISTS)
def test_the_columns_that_are_read_as_stages_are_named(language):
    headers = LISTS[language][0].split(";")[1:]
    said = notes_with(loaded(language, cells=[]), "one per stage")["note"].iloc[0]
    assert all(f'"{header}"' in said for header in headers)
