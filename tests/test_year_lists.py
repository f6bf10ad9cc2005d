"""A list for each year, numbered anew in each, with the deals that were open carried over: client, day of creation
and amount tell that a deal is the same, whatever its number in the list."""

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
