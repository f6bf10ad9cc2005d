"""Lists with a few headers that a system has too, and dates that it calls otherwise, are read by plain words."""

import pandas as pd
import pytest

import cycle_kit as ck

LISTS = {
    "attio": ("Record ID,Deal name,Deal stage,Deal owner,Deal value,Created at,Closed at", "Won", "Lost", "Lead"),
    "created": ("Record ID,Deal Name,Deal Stage,Deal Owner,Amount,Created,Closed", "Won", "Lost", "Demo"),
    "opened": ("Record ID,Deal Name,Deal Stage,Rep,Value,Opened,Decision Date", "Won", "Lost", "Demo"),
    "de": ("Datensatz-ID,Deal-Name,Deal-Phase,Verkäufer,Wert,Angelegt am,Geschlossen am",
           "Gewonnen", "Verloren", "Demo"),
    "fr": ("Record ID,Nom de la transaction,Phase de la transaction,Commercial,Montant,Créé le,Clôturé le",
           "Gagné", "Perdu", "Devis"),
    "es": ("Record ID,Nombre del negocio,Etapa del negocio,Vendedor,Valor,Creado el,Cerrado el",
           "Ganado", "Perdido", "Demo"),
    "pt": ("Record ID,Nome do negócio,Etapa do negócio,Vendedor,Valor,Criado em,Fechado em",
           "Ganho", "Perdido", "Demo"),
    "it": ("Record ID,Nome trattativa,Fase trattativa,Venditore,Importo,Creato il,Chiuso il", "Vinto", "Perso", "Demo"),
}  # fmt: skip


def table(head, won, lost, still):
    return "\n".join([
        head,
        f"r1,Acme,{won},Ann,1000,2025-01-10,2025-02-09",
        f"r2,Beta,{lost},Ann,2000,2025-01-10,2025-02-19",
        f"r3,Gamma,{still},Bob,3000,2025-01-20,",
        "",
    ]).encode()  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_dates_in_plain_words_are_read(name):
    pipe = ck.load(table(*LISTS[name]))
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"]
    assert pipe.deals["created_at"].dt.day.tolist() == [10, 10, 20]
    assert pipe.deals["closed_at"].dt.day.tolist()[:2] == [9, 19]
    assert pipe.deals["amount"].sum() == 6000
    assert pipe.deals["deal_id"].tolist() == ["r1", "r2", "r3"]


def test_dates_in_plain_words_are_read_where_the_system_is_said():
    head, *_ = LISTS["attio"]
    pipe = ck.load(table(head, "Closed Won", "Closed Lost", "Demo"), crm="hubspot")
    assert pipe.deals["created_at"].dt.day.tolist() == [10, 10, 20]
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"]
    assert (pipe.deals["closed_at"].iloc[:2].dt.day == [9, 19]).all()


def test_odoo_without_the_name_of_its_deals_is_read_by_the_language_that_knows_most(tmp_path):
    whole = pd.read_excel(ck.sample("odoo_grouped.xlsx"), dtype=str)
    path = tmp_path / "odoo.xlsx"
    rows = whole["ID"].notna()  # without the titles of its groups
    whole[rows].drop(columns="Opportunity").to_excel(path, index=False)
    pipe = ck.load(path)
    before = ck.load(ck.sample("odoo_grouped.xlsx"))
    assert pipe.deals["outcome"].value_counts().equals(before.deals["outcome"].value_counts())
