"""Which tables make a set: of one system, with deals among them, with a loader's marks or names of their own."""

import pandas as pd
import pytest

import cycle_kit as ck
from tests.warehouse_sets import DEALS, day, deal, frame, hubspot, outcomes

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
