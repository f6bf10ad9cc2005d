"""Files to take away: headings in the reader's language, the columns' own names beside."""

import io

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.dashboard import downloads
from cycle_kit.dashboard.manager import ManagerPage
from cycle_kit.locale import LOCALES, speaking
from tests.test_reports import DEALS


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    path = tmp_path_factory.mktemp("taken") / "deals.csv"
    path.write_text(DEALS, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", LOCALES)
def test_headings_have_words_of_the_language_before_their_names(name):
    table = pd.DataFrame({"deal_id": ["1"], "value": [5.0], "Own column": ["x"]})
    with speaking(name):
        csv = downloads.as_csv(table).decode("utf-8-sig").splitlines()
        sheet = pd.read_excel(io.BytesIO(downloads.as_xlsx(table)))
    heads = csv[0].split(",")
    assert list(sheet) == heads and len(csv) == 2
    assert heads[2] == "Own column"  # the export's
    if name == "en":
        assert heads == list(table)
    else:
        assert heads[0].endswith(" (deal_id)") and heads[1].endswith(" (value)")
        assert not heads[1].startswith(("value", "amount"))


@pytest.mark.parametrize("name", LOCALES)
def test_the_table_of_deals_is_taken_so_and_its_deals_are_known_again(name, export, tmp_path):
    with speaking("en"):
        page = ManagerPage(export)
        page.speak(name)
        taken = downloads.as_csv(page.answers.deals.taken())
    (tmp_path / "taken.csv").write_bytes(taken)
    before, again = (
        ck.load(each).deals.set_index("deal_id").sort_index()
        for each in (export, tmp_path / "taken.csv")
    )
    assert list(again.index) == list(before.index)
    for column in (
        "outcome",
        "amount",
        "owner",
        "account",
        "name",
        "stage",
        "created_at",
        "closed_at",
    ):
        assert again[column].astype(str).tolist() == before[column].astype(str).tolist()


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_an_export_is_told_in_a_language_but_for_machines(form, export, tmp_path):
    paths = ck.export(ck.load(export), tmp_path, form=form, locale="pl")
    if form == "parquet":
        heads = list(pd.read_parquet(tmp_path / "deals.parquet"))
        assert "deal_id" in heads and "value" in heads
        return
    read = pd.read_csv if form == "csv" else pd.read_excel
    heads = list(read(tmp_path / "deals.csv" if form == "csv" else paths[0]))
    assert any(head.endswith("(owner)") and head != "owner" for head in heads)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("kwota (amount)", "amount"),
        ("مبلغ (amount)", "amount"),
        ("Betreuer (owner)", "owner"),
        ("Client (name)", "account"),  # a client's name, and no deal's
        ("Amount (EUR)", "amount"),
    ],
)
def test_the_name_beside_a_heading_is_understood(header, column):
    rows = {"Deal": ["a", "b"], "Stage": ["Won", "Lost"], "Created": ["2025-01-10"] * 2}
    frame = pd.DataFrame({**rows, header: ["100", "200"] if column == "amount" else ["Ann", "Bo"]})
    deals = ck.load(frame).deals
    assert deals[column].notna().all() and list(deals["name"]) == ["a", "b"]
