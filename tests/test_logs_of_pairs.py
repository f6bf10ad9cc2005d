"""Logs without numbers of deals: two columns name the deal where one of them alone comes again with other clients,
in whatever order they stand; channels, salespeople and cities beside a client name none."""

import pytest

import cycle_kit as ck

#: headers, how they stand, and the words of the steps
PAIRS = {
    "insurance": ("Datum;Versicherungsnehmer;Sparte;Stand", "dcts", "Antrag", "Angebot", "Gewonnen", "Verloren"),
    "training": ("Étudiant;Formation;Étape;Date", "ctsd", "Demande", "Entretien", "Gagné", "Perdu"),
    "services": ("Etap;Usługa;Data;Firma", "stdc", "Zapytanie", "Oferta", "Wygrana", "Przegrana"),
    "flats": ("when;tenant;flat;state", "dcts", "Enquiry", "Viewing", "Won", "Rejected"),
    "works": ("Услуга;Фирма;Етап;Дата", "tcsd", "Запитване", "Оферта", "Спечелена", "Загубена"),
}  # fmt: skip
#: day, client, thing and step: every thing is of both clients, and one client has two
ROWS = [
    ("2025-01-06", "Meyer", "Car", 0),
    ("2025-01-08", "Meyer", "Life", 0),
    ("2025-01-13", "Huber", "Car", 0),
    ("2025-01-15", "Meyer", "Car", 1),
    ("2025-01-20", "Meyer", "Life", 1),
    ("2025-01-22", "Huber", "Car", 1),
    ("2025-02-03", "Meyer", "Car", 2),
    ("2025-02-05", "Meyer", "Life", 3),
]


def told_apart(pipe):
    return list(pipe.notes.loc[pipe.notes["note"].str.contains("told apart"), "note"])


def loaded(lines):
    return ck.load("\n".join(lines).encode())


def rows_of(case, rows=ROWS):
    header, order, *steps = PAIRS[case]
    cells = [dict(d=day, c=client, t=thing, s=steps[step]) for day, client, thing, step in rows]
    return [header, *(";".join(row[place] for place in order) for row in cells)]


#: a client who comes with one thing after the other, so that the client's steps come again
IN_TURN = [
    ("2025-01-06", "Meyer", "Car", 0),
    ("2025-01-15", "Meyer", "Car", 1),
    ("2025-01-16", "Huber", "Car", 0),
    ("2025-01-20", "Huber", "Car", 1),
    ("2025-02-03", "Meyer", "Life", 0),
    ("2025-02-11", "Meyer", "Life", 1),
    ("2025-02-12", "Huber", "Car", 3),
    ("2025-02-14", "Meyer", "Life", 2),
]


@pytest.mark.parametrize("rows", [ROWS, IN_TURN], ids=["side by side", "in turn"])
@pytest.mark.parametrize("case", PAIRS)
def test_a_thing_that_comes_again_with_other_clients_names_no_deal_alone(case, rows):
    pipe = loaded(rows_of(case, rows))
    assert len(pipe.deals) == 3
    (note,) = told_apart(pipe)
    assert note.endswith("together.")
    assert sorted(pipe.deals["outcome"]) == ["lost", "open", "won"]


#: day, client and step of four deals, one offer of which is made again
STEPS = [
    ("2025-01-06", "Meyer", 0),
    ("2025-01-08", "Huber", 0),
    ("2025-01-13", "Lang", 0),
    ("2025-01-15", "Meyer", 1),
    ("2025-01-20", "Huber", 1),
    ("2025-01-21", "Huber", 1),
    ("2025-01-22", "Lang", 1),
    ("2025-01-24", "Noll", 0),
    ("2025-02-03", "Meyer", 2),
    ("2025-02-05", "Huber", 3),
    ("2025-02-09", "Noll", 1),
    ("2025-02-10", "Noll", 2),
]
BESIDE = {
    "channel": ("Datum;Kunde;Kanal;Stand", "Anfrage", "Angebot", "Gewonnen", "Verloren"),
    "salesperson": ("Date;Client;Handled by;Stage", "Enquiry", "Offer", "Won", "Lost"),
    "city": ("Data;Klient;Miasto;Etap", "Zapytanie", "Oferta", "Wygrana", "Przegrana"),
    "town of a student": ("Date;Étudiant;Ville;Étape", "Demande", "Entretien", "Gagné", "Perdu"),
    "way": ("Fecha;Inquilino;Canal;Paso", "Consulta", "Oferta", "Ganado", "Perdido"),
}
OF_CLIENTS = {"Meyer": "X", "Huber": "Y", "Lang": "X", "Noll": "Y"}
ON_THE_WAY = "XYXZYZXYXZYX"


@pytest.mark.parametrize("changing", [False, True], ids=["of the client", "of the step"])
@pytest.mark.parametrize("case", BESIDE)
def test_what_stands_beside_the_client_of_a_log_names_no_deal(case, changing):
    header, *steps = BESIDE[case]
    lines = [
        f"{day};{client};{ON_THE_WAY[place] if changing else OF_CLIENTS[client]};{steps[step]}"
        for place, (day, client, step) in enumerate(STEPS)
    ]
    pipe = loaded([header, *lines])
    assert dict(pipe.deals.set_index("deal_id")["outcome"]) == {
        "Huber": "lost",
        "Lang": "open",
        "Meyer": "won",
        "Noll": "won",
    }
    assert told_apart(pipe) == [f'Deals are told apart by "{header.split(";")[1]}".']
