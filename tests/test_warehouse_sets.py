"""The same company out of every loader's tables: the same deals, visits and figures as from a plain log."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.pipeline import Pipeline
from tests.sample_oracles import truth  # and with it the maker's folder on the path

# isort: split
from maker import log
from maker.crm import hubspot_id, log_id, pipedrive_id, salesforce_id
from maker.exports.salesforce_objects import long_id
from maker.warehouse import counting, inside, sets

FOLDER = Path(__file__).parent.parent / "data" / "warehouse"
SETS = sorted(path.name for path in FOLDER.iterdir())
IDS = {
    "hubspot": hubspot_id,
    "pipedrive": pipedrive_id,
    "salesforce": lambda number: long_id(salesforce_id(number)),
}
#: sets whose loader copies no history, or one without returns, and so tell less
WITHOUT_HISTORY, WITHOUT_RETURNS = "dlt_salesforce", ("stitch_hubspot", "stitch_pipedrive")


@cache
def deals():
    return counting(truth.story())


@cache
def plain() -> Pipeline:
    """The same deals as a plain table with a log."""
    rows = [
        {"deal_id": log_id(deal.number), "stage": name, "entered_at": str(at)}
        for deal in deals()
        for name, at in inside.way(deal)
    ]
    return ck.load(pd.DataFrame(map(log.deal_cells, deals())), history=pd.DataFrame(rows))


@cache
def loaded(name: str) -> Pipeline:
    return ck.load(FOLDER / name)


def numbered(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """A table with the company's own numbers of its deals."""
    ids = IDS.get(name.rpartition("_")[2], log_id)
    numbers = {ids(deal.number): deal.number for deal in deals()}
    return frame.assign(number=frame["deal_id"].map(numbers))


def of_deals(pipe: Pipeline, name: str, *, statuses: bool) -> pd.DataFrame:
    """What is the same of every deal, in whatever CRM it is; `statuses`: it knows won and lost alone."""
    columns = ["number", "name", "pipeline", "owner", "outcome", "amount", "currency", "created_at"]
    table = numbered(pipe.deals, name)[columns].sort_values("number").reset_index(drop=True)
    outcome = table["outcome"].astype(str)
    return table.assign(
        outcome=outcome.replace("dropped", "lost") if statuses else outcome,
        created_at=table["created_at"].dt.floor("s"),
    )


def of_visits(pipe: Pipeline, name: str, *, statuses: bool) -> pd.DataFrame:
    columns = ["number", "pipeline", "stage", "exit", "to_stage", "entered_at", "left_at"]
    table = (
        numbered(pipe.visits, name).sort_values(["number", "visit"])[columns].reset_index(drop=True)
    )
    words = {each: table[each].astype(str) for each in ("stage", "exit", "to_stage")}
    if statuses:
        words = {each: texts.replace("dropped", "lost") for each, texts in words.items()}
    days = {each: table[each].dt.floor("s") for each in ("entered_at",)}
    return table.assign(**words, **days).drop(columns="left_at")


def test_the_committed_tables_come_out_again():
    made = sets(truth.story())
    there = {str(path.relative_to(FOLDER)): path for path in FOLDER.rglob("*.csv")}
    assert sorted(made) == sorted(there)
    for name, content in made.items():
        assert content == there[name].read_bytes(), name


@pytest.mark.parametrize("name", SETS)
def test_deals_are_those_of_a_plain_table(name):
    statuses = name.endswith("pipedrive")
    theirs = of_deals(loaded(name), name, statuses=statuses)
    pd.testing.assert_frame_equal(
        theirs, of_deals(plain(), "log", statuses=statuses), check_dtype=False
    )
    assert loaded(name).crm == name.rpartition("_")[2]


@pytest.mark.parametrize("name", [name for name in SETS if name != WITHOUT_HISTORY])
def test_visits_and_figures_are_those_of_a_plain_log(name):
    statuses = name.endswith("pipedrive")
    theirs = of_visits(loaded(name), name, statuses=statuses)
    mine = of_visits(plain(), "log", statuses=statuses)
    if name in WITHOUT_RETURNS:
        left_out = mine.merge(theirs, how="left", indicator=True)
        again = left_out[left_out["_merge"] == "left_only"]
        assert 0 < len(again) <= 3  # what was entered again later
        wins = [int(pipe.deals["outcome"].eq("won").sum()) for pipe in (loaded(name), plain())]
        assert wins[0] == wins[1] > 0
        return
    pd.testing.assert_frame_equal(theirs, mine, check_dtype=False)
    for pipeline in ("B2B", "B2C"):
        one, other = (pipe.where(pipeline=pipeline) for pipe in (loaded(name), plain()))
        reached = ["stage", "deals"]
        pd.testing.assert_frame_equal(ck.funnel(one)[reached], ck.funnel(other)[reached])
        entries = ["stage", "entries", "forward", "back"]
        assert (
            ck.ledger(one)[entries].astype(str).values.tolist()
            == ck.ledger(other)[entries].astype(str).values.tolist()
        )


@pytest.mark.parametrize("name", SETS)
def test_every_row_of_a_set_is_accounted_for(name):
    """By table, the rows of notes by fate sum to the rows of the file."""
    notes = loaded(name).notes
    for path in (FOLDER / name).iterdir():
        rows = len(pd.read_csv(path, dtype=str, keep_default_na=False))
        mine = notes[notes["file"].str.split(" and ").map(lambda files, n=path.name: n in files)]
        files = set(mine["file"])
        every = sum(
            len(pd.read_csv(FOLDER / name / each, dtype=str, keep_default_na=False))
            for file in files
            for each in file.split(" and ")
        )
        assert mine.loc[mine["fate"] != "", "rows"].sum() == (every if len(files) == 1 else rows), (
            path
        )


def test_the_stage_that_was_removed_stands_where_deals_pass_through_it():
    for name in ("fivetran_hubspot", "airbyte_pipedrive", "dlt_pipedrive"):
        assert loaded(name).orders["B2B"] == (
            "New",
            "Qualified",
            "Proposal",
            "Negotiation",
            "Contract",
        )


def test_what_a_set_lacks_is_said_by_the_names_of_tables():
    notes = loaded("dlt_salesforce").notes
    lacking = notes[notes["note"].str.startswith("The set has no table")]["note"].tolist()
    assert lacking == [
        'The set has no table of stages: none is called "opportunity_stage", "opportunity_stages".',
        'The set has no table of moves through stages: none is called "opportunity_history", '
        '"opportunity_field_history".',
    ]
    assert (
        "Returns to a stage are undercounted." in loaded("stitch_hubspot").notes["effect"].tolist()
    )


def test_tables_that_are_not_needed_are_left_aside():
    notes = loaded("fivetran_hubspot").notes
    [aside] = notes[notes["note"] == "This table is not needed: left aside."].to_dict("records")
    assert (aside["file"], aside["fate"], aside["rows"]) == ("company.csv", "furniture", 2)
