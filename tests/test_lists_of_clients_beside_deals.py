"""Contacts, companies and customers beside a list of deals, active or inactive, are another table; deals are not,
whatever else they say of their clients."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError

DEALS = [
    "ID,Client,Opened,Stage,Value,Closed",
    "1,A,2025-01-06,Won,5000,2025-02-03",
    "2,B,2025-01-08,Lost,6000,2025-02-04",
    "3,C,2025-01-13,Proposal,7000,",
]
CLIENTS = {
    "contacts": ["Name,Company,Phone,Status", "Al,A,1,Active", "Be,B,2,Inactive", "Ce,C,3,Active"],
    "Kunden": ["Firma,Ort,Status", "A,Ulm,aktiv", "B,Köln,inaktiv", "D,Bonn,aktiv"],
    "klienci": ["Klient,Miasto,Status", "A,Łódź,Aktywny", "B,Gdynia,Nieaktywny"],
    "entreprises": ["Société,Ville,Statut", "A,Lyon,Actif", "B,Paris,Inactif"],
    "клиенты": ["Клиент,Город,Статус", "A,Омск,Активный", "B,Пермь,Неактивный"],
    "book": ["Name,Company,E-mail,Status", "Al,A,al@a.example,Open", "Be,B,be@b.example,Open"],
}


def loaded(tmp_path, name, rows):
    (tmp_path / "deals.csv").write_text("\n".join(DEALS))
    (tmp_path / f"{name}.csv").write_text("\n".join(rows))
    return ck.load(tmp_path)


@pytest.mark.parametrize("name", CLIENTS)
def test_clients_are_no_deals(tmp_path, name):
    pipe = loaded(tmp_path, name, CLIENTS[name])
    assert list(pipe.deals["outcome"]) == ["won", "lost", "open"]
    aside = pipe.notes[pipe.notes["note"].str.contains("another table than one of deals")]
    assert list(aside["file"]) == [f"{name}.csv"]


def test_a_list_of_clients_with_outcomes_is_one_of_deals(tmp_path):
    rows = ["Name,Company,E-mail,Status", "Al,D,al@d.example,Won", "Be,E,be@e.example,Open"]
    assert len(loaded(tmp_path, "more", rows).deals) == 5


def test_a_part_of_the_list_is_one_of_deals(tmp_path):
    rows = ["ID,Client,Opened,Status,Value,E-mail", "4,D,2025-02-03,Active,100,al@d.example"]
    assert len(loaded(tmp_path, "more", rows).deals) == 4


#: headers of number, client, town, status; words for how clients stand; those of the deals
STANDING = {
    "en": ("Customer no,Name,City,Status", ("Active", "Lost", "Prospect"), DEALS[0], ("Won", "Lost", "Proposal")),
    "de": ("Kundennr.,Name,Ort,Status", ("Aktiv", "Verloren", "Interessent"),
           "Nr.,Kunde,Erstellt am,Phase,Wert,Abgeschlossen am", ("Gewonnen", "Verloren", "Angebot")),
    "fr": ("N° client,Nom,Ville,Statut", ("Actif", "Perdu", "Prospect"),
           "ID,Client,Créé le,Étape,Montant,Date de clôture", ("Gagné", "Perdu", "Devis")),
    "pl": ("Nr klienta,Nazwa,Miasto,Status", ("Aktywny", "Utracony", "Potencjalny"),
           "ID,Klient,Data utworzenia,Etap,Kwota,Data zamknięcia", ("Wygrana", "Przegrana", "Oferta")),
    "es": ("N.º cliente,Nombre,Ciudad,Estado", ("Activo", "Perdido", "Prospecto"),
           "ID,Cliente,Fecha de creación,Etapa,Importe,Fecha de cierre", ("Ganado", "Perdido", "Propuesta")),
}  # fmt: skip
CASES = [(language, words) for language in STANDING for words in (2, 3)]


def with_clients(tmp_path, language, rows, name="KAM", **options):
    """Twelve deals of six clients, and a table of clients beside them."""
    _, _, header, ends = STANDING[language]
    deals = [
        f"{n},Firm {n % 6},2025-01-{n + 6:02},{ends[n % 3]},{n + 5}00,{'' if n % 3 == 2 else f'2025-02-{n + 3:02}'}"
        for n in range(12)
    ]
    (tmp_path / "deals.csv").write_text("\n".join([header, *deals]), encoding="utf-8")
    (tmp_path / f"{name}.csv").write_text("\n".join(rows), encoding="utf-8")
    return ck.load(tmp_path, **options)


def clients_of(language, words, first=0):
    header, stands, *_ = STANDING[language]
    return [header, *(f"C{n},Firm {n + first},X,{stands[n % words]}" for n in range(7))]


@pytest.mark.parametrize(("language", "words"), CASES)
def test_a_client_that_is_lost_is_no_lost_deal(tmp_path, language, words):
    pipe = with_clients(tmp_path, language, clients_of(language, words))
    assert pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist() == [4, 4, 4]
    aside = pipe.notes[pipe.notes["note"].str.contains("another table than one of deals")]
    assert list(aside["file"]) == ["KAM.csv"]


def test_the_advice_beside_lists_of_clients_works(tmp_path):
    pipe = with_clients(tmp_path, "en", clients_of("en", 3))
    aside = pipe.notes[pipe.notes["note"].str.contains("another table than one of deals")]
    assert 'open=["Active", "Prospect"]' in aside["fix"].iloc[0]
    said = with_clients(tmp_path, "en", clients_of("en", 3), open=["Active", "Prospect"])
    assert len(said.deals) == 19


@pytest.mark.parametrize("language", STANDING)
@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("KAM", lambda rows: [f"{row},{'2025-03-03' if n else 'Created'}" for n, row in enumerate(rows)]),
        ("Opportunities", lambda rows: rows),
        ("Deals 2024", lambda rows: rows),
        ("KAM", lambda rows: [rows[0], *rows[1:], rows[1]]),
    ],
    ids=["dated", "opportunities", "deals of a year", "a client twice"],
)  # fmt: skip
def test_other_deals_of_the_same_clients_stay_deals(tmp_path, language, name, change):
    rows = change(clients_of(language, 2))
    assert len(with_clients(tmp_path, language, rows, name).deals) > 12


@pytest.mark.parametrize("language", STANDING)
def test_a_list_of_other_clients_with_outcomes_stays_one_of_deals(tmp_path, language):
    assert len(with_clients(tmp_path, language, clients_of(language, 2, first=20)).deals) == 19


@pytest.mark.parametrize(
    "more", [{}, {"Status": ("Active", "Left")}, {"Status": ("Active", "Lost")}]
)
def test_the_people_who_sell_are_no_deals(tmp_path, more):
    """Their names are those of the owners, and the day beside each is no creation of a deal."""
    columns = {
        "Name": ("Ann", "Bob", "Eve"),
        "Role": ("AE", "AE", "SDR"),
        "Start date": ("2020-01-01",) * 3,
        **more,
    }
    rows = [
        ",".join(columns),
        *(",".join(cells[n % len(cells)] for cells in columns.values()) for n in range(3)),
    ]
    owned = [f"{row},{'Owner' if not n else ('Ann', 'Bob')[n % 2]}" for n, row in enumerate(DEALS)]
    (tmp_path / "deals.csv").write_text("\n".join(owned))
    (tmp_path / "Sheet2.csv").write_text("\n".join(rows))
    assert list(ck.load(tmp_path).deals["outcome"]) == ["won", "lost", "open"]


@pytest.mark.parametrize("name", ["Suppliers", "Kunden", "Klienci", "Clients"])
@pytest.mark.parametrize(
    "stands", [("Active", "Lost"), ("Aktiv", "Verloren"), ("Aktywny", "Utracony")]
)
def test_a_table_called_by_clients_says_how_they_stand(tmp_path, name, stands):
    rows = ["Supplier,Contact,Status", *(f"X{n},Y{n},{stands[n % 2]}" for n in range(4))]
    assert len(loaded(tmp_path, name, rows).deals) == 3


def test_fees_for_deals_of_the_list_are_no_deals_though_they_name_them_otherwise(tmp_path):
    deals = ["Deal name,Opened,Stage,Value,Closed", *(row.split(",", 1)[1] for row in DEALS[1:])]
    (tmp_path / "deals.csv").write_text("\n".join(deals))
    (tmp_path / "Sheet2.csv").write_text("Referrer,Deal,Fee,Status\nX,A,100,Paid\nY,B,100,Open\n")
    assert list(ck.load(tmp_path).deals["outcome"]) == ["won", "lost", "open"]


@pytest.mark.parametrize("others", [1, 2])
def test_a_question_about_words_names_every_file_that_they_may_stand_in(tmp_path, others):
    """The column that holds them is in one of the files, perhaps not in the first."""
    for n in range(others):
        rows = [f"Z{n}{k},2025-02-0{k + 1},{900 + k},Hmm" for k in range(5)]
        (tmp_path / f"more{n}.csv").write_text("\n".join(["Client,Opened,Value,Status", *rows]))
    (tmp_path / "deals.csv").write_text("\n".join(DEALS))
    with pytest.raises(StageError) as error:
        ck.load(tmp_path)
    assert "deals.csv" in str(error.value)
    assert all(f"more{n}.csv" in str(error.value) for n in range(others))
