"""A list for each year, numbered anew in each, with the deals that were open carried over: client, day of creation
and amount tell that a deal is the same, whatever its number in the list, whatever the client is called, and where the
amount was corrected meanwhile; what cannot be told is said."""

import pytest

import cycle_kit as ck

HEADERS = {
    "en": "No,Client,Opened,Value,Status,Closed",
    "de": "Nr,Kunde,Angelegt am,Betrag,Status,Abgeschlossen am",
    "pl": "Nr,Klient,Data utworzenia,Wartość,Status,Data zamknięcia",
    "fr": "N°,Client,Créé le,Montant,Statut,Clôturé le",
}
OLD = [
    "1,A,2024-03-04,1000,won,2024-04-05",
    "2,B,2024-05-06,2000,lost,2024-06-07",
    "3,C,2024-11-18,3000,open,",
]


def loaded(tmp_path, header, old, new):
    for year, rows in (("2024", old), ("2025", new)):
        (tmp_path / f"offers_{year}.csv").write_text("\n".join([header, *rows]))
    return ck.load(tmp_path)


@pytest.mark.parametrize("numbers", [(1, 2), (101, 102), ("2025/1", "2025/2")])
@pytest.mark.parametrize("language", HEADERS)
def test_a_deal_that_is_carried_over_counts_once(tmp_path, language, numbers):
    one, two = numbers
    new = [f"{one},C,2024-11-18,3000,won,2025-01-20", f"{two},E,2025-01-13,5000,open,"]
    pipe = loaded(tmp_path, HEADERS[language], OLD, new)
    assert dict(pipe.deals.set_index("account")["outcome"]) == {
        "A": "won",
        "B": "lost",
        "C": "won",
        "E": "open",
    }
    notes = " ".join(pipe.notes["note"])
    assert "in each table; deals of different files are matched by client" in notes
    assert "of different deals were put together" not in notes


def test_clients_who_come_again_come_with_another_deal(tmp_path):
    new = [
        "1,A,2025-01-20,1000,open,",
        "2,C,2024-11-18,9000,open,",
        "3,B,2025-02-10,500,won,2025-03-03",
    ]
    pipe = loaded(tmp_path, HEADERS["en"], OLD, new)
    assert len(pipe.deals) == 6


CORRECTED = ["1,C,2024-11-18,3300,won,2025-01-20", "2,E,2025-01-13,5000,open,"]
SAME = [CORRECTED[0].replace("3300", "3000"), CORRECTED[1]]


@pytest.mark.parametrize("new", [SAME, CORRECTED], ids=["same amount", "corrected amount"])
@pytest.mark.parametrize(
    "client", ["Client", "Bauherr", "Patient", "Mieter", "Projekt", "Élève", "Пациент", "Najemca"]
)
def test_whatever_a_client_is_called_a_deal_carried_over_counts_once(tmp_path, client, new):
    pipe = loaded(tmp_path, f"No,{client},Opened,Value,Status,Closed", OLD, new)
    assert sorted(pipe.deals["outcome"]) == ["lost", "open", "won", "won"]
    assert sorted(pipe.deals["amount"])[2:] == [float(new[0].split(",")[3]), 5000]


def test_without_numbers_a_corrected_amount_is_that_of_the_same_deal(tmp_path):
    header, old, new = (
        [row.partition(",")[2] for row in rows] for rows in ([HEADERS["de"]], OLD, CORRECTED)
    )
    assert len(loaded(tmp_path, header[0], old, new).deals) == 4


def test_lists_of_one_time_hold_different_deals(tmp_path):
    """Two people, each with a deal of one client that began on one day: no list goes on after the other one."""
    new = ["1,C,2024-11-18,3300,open,", "2,E,2024-02-13,5000,won,2024-05-05"]
    pipe = loaded(tmp_path, HEADERS["en"], OLD, new)
    assert len(pipe.deals) == 5
    note = pipe.notes[pipe.notes["note"].str.contains("were put together")].iloc[0]
    assert "1 deal is called as one in another of them" in note["note"]
    assert note["effect"].endswith("Each row is a deal of its own.")


def test_lists_that_name_nobody_say_that_nothing_tells(tmp_path):
    header = "No,Opened,Value,Status,Closed"
    old, new = (
        [",".join(row.split(",")[:1] + row.split(",")[2:]) for row in each] for each in (OLD, SAME)
    )
    pipe = loaded(tmp_path, header, old, new)
    notes = " ".join(pipe.notes["note"])
    assert "Nothing in them tells whether a deal is in several." in notes
    assert "of different deals" not in notes


@pytest.mark.parametrize("years", [("2023", "2024"), ("2024", "2023")])
def test_returning_clients_with_the_same_numbers_have_other_deals_where_these_began_months_apart(
    tmp_path, years
):
    header = "No,Client,Status,Value,Offer date,Decision"
    ends = {"2023": ["Won", "Lost", "Won"], "2024": ["Won", "Won", "Open"]}
    for year in years:
        rows = [
            f"{n},{client},{end},{n}00,{year}-01-0{n + 1},{'' if end == 'Open' else f'{year}-02-1{n}'}"
            for n, client, end in zip((1, 2, 3), ("Acme", "Beta", "Gama"), ends[year], strict=True)
        ]
        (tmp_path / f"{year}.csv").write_text("\n".join([header, *rows]))
    pipe = ck.load(tmp_path)
    assert sorted(pipe.deals["outcome"]) == ["lost", "open", "won", "won", "won", "won"]
    assert pipe.notes["note"].str.contains("start again in each table").any()


def test_a_date_of_creation_mended_here_and_there_makes_no_other_deals(tmp_path):
    later = [
        "1,A,2024-03-04,1000,won,2024-04-05",
        "2,B,2023-05-06,2000,lost,2024-06-07",
        "3,C,2024-11-18,3000,won,2025-01-20",
    ]
    assert len(loaded(tmp_path, HEADERS["en"], OLD, later).deals) == 3
