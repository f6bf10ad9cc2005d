"""Lists with a row per step, kept by client: logs by their rows, whatever the column of steps is called, and
whether or not the amount changes along the way, also where a step comes twice or a client comes back after an
outcome; clients who come again with another deal are no log."""

import pytest

import cycle_kit as ck

WORDS = {
    "en": ("Client", "Date", "Value", "Called", "Quote sent", "Won", "Lost"),
    "pl": ("Klient", "Data", "Wartość", "Zapytanie", "Oferta", "Wygrana", "Przegrana"),
    "de": ("Kunde", "Datum", "Betrag", "Anfrage", "Angebot", "Gewonnen", "Verloren"),
    "fr": ("Client", "Date", "Montant", "Demande", "Devis", "Gagné", "Perdu"),
    "es": ("Cliente", "Fecha", "Importe", "Contacto", "Propuesta", "Ganado", "Perdido"),
}
CALLED = {
    "en": ("What happened", "Activity", "Latest news", "Status"),
    "pl": ("Zdarzenie", "Co się stało", "Status"),
    "de": ("Aktion", "Was geschah", "Status"),
    "fr": ("Évènement", "Ce qui se passe", "Statut"),
    "es": ("Acción", "Novedad", "Estado"),
}
CASES = [(language, header) for language, headers in CALLED.items() for header in headers]


def loaded(header, *rows):
    return ck.load("\n".join([";".join(header), *rows]).encode())


def steps(language, amounts):
    """Three deals in six rows; amounts: of each row, with its semicolon, or nothing."""
    *_, first, second, won, lost = WORDS[language]
    rows = [
        ("2025-01-03", "Ames", first),
        ("2025-01-15", "Ames", second),
        ("2025-01-20", "Ames", won),
        ("2025-01-14", "Birch", first),
        ("2025-01-22", "Birch", lost),
        ("2025-01-16", "Cole", first),
    ]
    return [";".join(row) + amount for row, amount in zip(rows, amounts, strict=True)]


CHANGING = (";100", ";110", ";120", ";200", ";190", ";300")


@pytest.mark.parametrize("amounts", [("",) * 6, CHANGING], ids=["no amount", "changing amount"])
@pytest.mark.parametrize(("language", "header"), CASES)
def test_a_row_per_step_is_a_log(language, header, amounts):
    client, date, value, *_ = WORDS[language]
    headers = [date, client, header, *([value] if any(amounts) else [])]
    pipe = loaded(headers, *steps(language, amounts))
    deals = pipe.deals.set_index("deal_id")
    assert dict(deals["outcome"]) == {"Ames": "won", "Birch": "lost", "Cole": "open"}
    assert (deals["closed_at"] - deals["created_at"]).dt.days.dropna().to_dict() == {
        "Ames": 17,
        "Birch": 8,
    }


AGAIN = {
    "the first deal ended": ("Ames;Won;100", "Ames;Lost;105", "Birch;Lost;200", "Birch;Won;210", "Cole;Open;30"),
    "the last ones are open": ("Ames;Called;100", "Ames;Quote sent;110", "Birch;Called;200", "Birch;Offer;210"),
    "they only say open": ("Ames;Open;100", "Ames;Won;110", "Birch;Open;200", "Birch;Lost;210"),
    "quite other amounts": ("Ames;Called;100", "Ames;Won;900", "Birch;Called;200", "Birch;Lost;20"),
}  # fmt: skip


@pytest.mark.parametrize("case", AGAIN)
def test_clients_who_come_again_are_no_log(case):
    rows = [f"2025-01-0{day};{row}" for day, row in enumerate(AGAIN[case], start=1)]
    assert len(loaded(["Date", "Client", "Stage", "Value"], *rows).deals) == len(rows)


def repeated(language, amounts=("",) * 8):
    """The second step of one deal is taken twice, as a revised offer is."""
    rows = steps(language, amounts[:6])
    again = f"2025-01-18;Ames;{WORDS[language][4]}"
    return [*rows[:2], again + amounts[6], *rows[2:]]


@pytest.mark.parametrize(
    "amounts", [("",) * 7, (*CHANGING, ";112")], ids=["no amount", "changing amount"]
)
@pytest.mark.parametrize(("language", "header"), CASES)
def test_a_step_that_comes_twice_is_one_of_the_same_deal(language, header, amounts):
    client, date, value, *_ = WORDS[language]
    headers = [date, client, header, *([value] if any(amounts) else [])]
    pipe = loaded(headers, *repeated(language, amounts))
    assert pipe.deals.set_index("deal_id")["outcome"].to_dict() == {
        "Ames": "won",
        "Birch": "lost",
        "Cole": "open",
    }
    assert pipe.notes["note"].str.contains("repeat the stage").any()


BACK = (
    "2025-01-03;Ames;Called",
    "2025-01-20;Ames;Won",
    "2025-03-05;Ames;Called",
    "2025-03-25;Ames;Lost",
    "2025-01-14;Birch;Called",
    "2025-01-22;Birch;Lost",
    "2025-01-16;Cole;Called",
)


def test_a_client_who_comes_back_reopens_the_deal_and_is_told():
    pipe = loaded(["Date", "Client", "Event"], *BACK)
    deals = pipe.deals.set_index("deal_id")
    assert deals["outcome"].to_dict() == {"Ames": "lost", "Birch": "lost", "Cole": "open"}
    assert str(deals["closed_at"]["Ames"].date()) == "2025-03-25"
    told = pipe.notes[pipe.notes["note"].str.contains("after an outcome")].iloc[0]
    assert "number of its own" in told["fix"]


def test_a_client_who_comes_back_comes_with_a_new_deal_where_the_log_numbers_them():
    numbers = (1, 1, 2, 2, 3, 3, 4)
    rows = [f"{number};{row}" for number, row in zip(numbers, BACK, strict=True)]
    pipe = loaded(["Deal ID", "Date", "Client", "Event"], *rows)
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "lost", "open"]
    assert not pipe.notes["note"].str.contains("after an outcome").any()
