"""Which tables make a set: of one system, with deals among them, with a loader's marks or names of their own."""

import pandas as pd
import pytest

import cycle_kit as ck
from tests.warehouse_crms import Deal, tables
from tests.warehouse_sets import DEALS, day, deal, frame, hubspot, outcomes, told

RIGHT = {"1": "won", "2": "lost", "3": "open"}
ROWS = [deal(id, where) for id, where in DEALS]


def test_tables_of_two_systems_are_not_mixed():
    tables = hubspot()
    tables["opportunity"] = frame(
        [
            {
                "id": "1",
                "stage_name": "A",
                "close_date": "2025-01-01",
                "is_won": "f",
                "is_closed": "f",
            }
        ]
    )
    with pytest.raises(ck.CycleKitError) as error:
        ck.load(tables)
    assert str(error.value) == (
        "There are tables of deals of more than one system.\n"
        'They are "HubSpot", "Salesforce".\n'
        'Load one of them at a time: crm="hubspot".'
    )
    assert outcomes(ck.load(tables, crm="hubspot")) == RIGHT


def test_without_deals_the_table_that_is_lacking_is_named():
    tables = hubspot(deal=None)
    tables["deal_stage"]["_fivetran_synced"] = day(1)
    with pytest.raises(ck.CycleKitError) as error:
        ck.load(tables)
    assert str(error.value).splitlines()[0] == (
        "These are tables of HubSpot by Fivetran, and the one of deals is lacking."
    )
    assert str(error.value).splitlines()[2] == 'Add the table "deal" or "deals".'


WAYS = (
    Deal(1, (("Enquiry", 1), ("Offer", 4), ("Signed", 9))),
    Deal(2, (("Enquiry", 2), ("Trial", 5))),
)
LACKING = (
    # system, loader, table, the column that is dropped, what is to be said of it
    ("hubspot", "fivetran", "deal", "deal_pipeline_stage_id",
     '"dealstage" / "deal_pipeline_stage_id"'),
    ("hubspot", "airbyte", "deals", "id", '"deal_id" / "id" / "hs_object_id"'),
    ("salesforce", "fivetran", "opportunity", "stage_name", '"stage_name"'),
    ("salesforce", "airbyte", "Opportunity", "CloseDate", '"close_date"'),
    ("pipedrive", "airbyte", "deals", "status", '"status"'),
    ("pipedrive", "dlt", "deals", "stage_id", '"stage_id"'),
)  # fmt: skip


@pytest.mark.parametrize(("crm", "loader", "name", "column", "said"), LACKING)
def test_a_table_of_deals_without_a_column_is_told_with_it(crm, loader, name, column, said):
    """And no other one is asked for; a column of that name is what was asked for."""
    made = tables(crm, loader, WAYS)
    short = {**made, name: made[name].drop(columns=column)}
    with pytest.raises(ck.CycleKitError) as error:
        ck.load(short)
    first, there, fix = str(error.value).splitlines()
    assert first.endswith("and the one of deals lacks columns that it needs.")
    assert there == f'"{name}" has none of these: {said}.'
    assert "copy" in fix
    again = said.split(" / ")[0].strip('"')
    pipe = ck.load({**short, name: short[name].assign(**{again: made[name][column]})})
    assert len(pipe.deals) == 2


ASIDE = (
    ("hubspot", "fivetran", "deal_stage", "value", "of moves through stages", '"value" / "stage_id"'),
    ("hubspot", "airbyte", "deals_property_history", "timestamp", "of moves through stages", '"timestamp"'),
    ("hubspot", "fivetran", "deal_pipeline_stage", "label", "of stages", '"label"'),
    ("salesforce", "fivetran", "opportunity_history", "opportunity_id", "of moves through stages",
     '"opportunity_id"'),
    ("salesforce", "airbyte fields", "OpportunityFieldHistory", "Field", "of moves through stages", '"field"'),
    ("pipedrive", "airbyte", "deal_flow", "field_key", "of moves through stages",
     '"field_key" / "changed_field_key" / "field_name"'),
    ("pipedrive", "dlt", "stages", "name", "of stages", '"name" / "stage_name"'),
)  # fmt: skip


@pytest.mark.parametrize(("crm", "loader", "name", "column", "what", "said"), ASIDE)
def test_a_table_beside_the_deals_without_a_column_is_no_table_that_is_not_needed(
    crm, loader, name, column, what, said
):
    made = tables(crm, loader, WAYS)
    pipe = ck.load({**made, name: made[name].drop(columns=column)})
    [note] = told(pipe, "It is left aside").to_dict("records")
    assert (
        note["note"]
        == f"This table is needed, and has none of these columns: {said}. It is left aside."
    )
    assert (note["file"], note["rows"]) == (name, len(made[name]))
    assert told(pipe, f"no table {what}").empty and told(pipe, "is not needed").empty


def test_a_table_that_is_only_called_alike_is_not_needed():
    """Where the one that is meant is there, and where nothing in it is of that kind."""
    other = {"ticket_pipelines": frame([{"number": "1"}]), "deal_stage": frame([{"number": "1"}])}
    made = tables("hubspot", "airbyte", WAYS)
    pipe = ck.load({**made, **other})
    assert told(pipe, "It is left aside").empty
    assert sorted(told(pipe, "is not needed")["file"]) == sorted(other)


def test_one_table_alone_is_a_set_where_a_loader_has_left_its_marks():
    rows = [*ROWS, deal("9", "s3", _fivetran_deleted="true")]
    pipe = ck.load(
        frame(rows)
        .assign(property_hs_is_closed=["true", "true", "false", "true"])
        .assign(property_hs_is_closed_won=["true", "false", "false", "true"])
    )
    assert outcomes(pipe) == RIGHT


def test_nothing_changes_in_what_was_given():
    tables = hubspot()
    before = {name: table.copy() for name, table in tables.items()}
    ck.load(tables)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, before[name])
