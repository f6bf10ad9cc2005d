"""Contacts, companies and customers beside a list of deals, active or inactive, are another table; deals are not,
whatever else they say of their clients."""

import pytest

import cycle_kit as ck

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
