"""The table of known layouts, and the page made of it."""

from pathlib import Path

import pytest

import cycle_kit as ck
from cycle_kit import dialects, shipped
from cycle_kit.dialects.unattested import HOW_TOS
from tests.claimed import OUTCOMES, file_of, layouts, loaded
from tests.readme_crms import BY_HAND, EXPORTS, SECTION, by_hand, languages, markdown, written


def test_one_row_per_layout():
    table = ck.crms()
    assert list(table) == ["crm", "title", "table", "language", "history", "export"]
    assert len(table) == len(dialects.known())
    assert not table.drop(columns="history").eq("").any().any()
    assert set(table.loc[table["table"] == "leads", "history"]) <= {""}
    assert not table.loc[table["table"] != "leads", "history"].eq("").any()


def test_how_each_tells_the_way_through_the_stages():
    table = ck.crms()
    shapes = table[table["table"] != "leads"].groupby("crm")["history"].unique().map(set)
    assert shapes["hubspot"] == {"a date per stage"}
    assert shapes["salesforce"] == {
        "last change only",
        "moves and past values",
        "changes of fields",
    }
    assert shapes["bitrix24"] == {"last change only", "none", "moves"}
    assert shapes["odoo"] == {"time per stage"}
    assert shapes["pipedrive"] == {"last change only"}
    assert shapes["close"] == {"none"}


def test_the_page_has_the_table_as_it_is():
    text = EXPORTS.read_text(encoding="utf-8")
    assert len(SECTION.findall(text)) == 1
    assert SECTION.findall(text)[0] == markdown(), "run: python -m tests.readme_crms"
    assert BY_HAND.findall(text) == [by_hand()], "run: python -m tests.readme_crms"
    assert written(text) == text


def test_the_readme_has_one_row_per_system():
    rows = markdown().splitlines()[2:]
    layouts = ck.crms()
    deals = layouts[layouts["table"] != "leads"]
    assert [row.split("**")[1] for row in rows[:-2]] == sorted(
        deals.loc[deals["crm"] != "plain", "title"].unique()
    )
    assert [row.split("**")[1] for row in rows[-2:]] == [
        "a plain table of deals",
        "a plain log of stage entries",
    ]
    assert all(row.count("|") - row.count("\\|") == 6 for row in rows)


def test_what_a_system_answers_is_what_its_sample_answers():
    told = {row.split("**")[1]: row.split(" | ")[3] for row in markdown().splitlines()[2:]}
    everything = "win rates, cycles, reasons for losing, where deals stop, days per stage"
    assert told["HubSpot"] == everything
    assert told["Salesforce"] == f"{everything}, pushed dates"
    assert told["Copper"] == "win rates, cycles, reasons for losing, roughly where deals stop"
    assert told["Kommo (amoCRM)"] == "win rates, cycles, roughly where deals stop"


# ---- what is claimed loads


@pytest.mark.parametrize(
    "at", range(len(layouts())), ids=lambda at: f"{layouts()[at].crm}-{layouts()[at].language}-{at}"
)
def test_a_layout_loads_as_it_is_or_the_readme_says_that_it_does_not(at):
    layout, pipe = layouts()[at], loaded(at)
    language = layout.language or "en"
    table = ck.crms()
    claimed = languages(table[table["title"] == layout.title]).split(", ")
    if isinstance(pipe, ck.CycleKitError):
        assert f"{language} (the columns have to be named)" in claimed
        assert "columns" in pipe.fix
        return
    assert language in claimed
    assert pipe.crm == layout.crm
    assert pipe.deals["outcome"].astype(str).tolist() == list(OUTCOMES)


def samples() -> list[Path]:
    """All of them but the tables of what belongs to deals, which tests/test_samples_beside.py has."""
    folder = shipped.sample("hubspot_deals.csv").parent
    kinds = (".csv", ".xlsx")
    there = (path for path in folder.rglob("*") if path.suffix in kinds)
    return sorted(path for path in there if path.parent.name != "beside")


#: what the page says is needed beside them
TOGETHER = {
    "event_log_deals.csv": "event_log.csv",
    "hubspot_contacts.csv": "hubspot_deals.csv",
    "salesforce_history.csv": "salesforce_opportunities.csv",
}


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.name)
def test_a_sample_loads_as_it_is_and_tells_how_deals_ended(path):
    other = TOGETHER.get(path.name)
    pipe = ck.load([path, path.parent / other] if other else path)
    assert len(pipe.deals) >= 40
    assert {"won", "lost", "open"} <= set(pipe.deals["outcome"].astype(str))


@pytest.mark.parametrize("how_to", HOW_TOS, ids=lambda how_to: how_to.crm)
def test_a_system_to_name_columns_for_loads_with_the_columns_that_the_readme_names(how_to):
    headers = {ours: (theirs,) for ours, theirs in how_to.columns.items()}
    layout = dialects.Dialect(crm=how_to.crm, title=how_to.title, tells=(), columns=headers)
    pipe = ck.load(file_of(layout), columns=how_to.columns)
    assert pipe.deals["outcome"].astype(str).tolist() == list(OUTCOMES)
    assert pipe.deals["deal_id"].tolist() == [f"deal_id {number}" for number in range(1, 7)]
