"""Copper's table of opportunities as Airbyte copies it: ids for all, and a status that says how deals ended."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import cycle_kit as ck
from tests.warehouse_sets import Tables, day, frame, outcomes, told

#: id, stage, status
DEALS = (("1", "12", "Open"), ("2", "12", "Won"), ("3", "11", "Lost"), ("4", "11", "Abandoned"))
RIGHT = {"1": "open", "2": "won", "3": "lost", "4": "dropped"}
BORN = 1740819600  # 2025-03-01 09:00 UTC


def rows(**more: str) -> pd.DataFrame:
    return frame(
        [
            {
                "id": id,
                "name": f"Deal {id}",
                "assignee_id": "71",
                "pipeline_id": "1",
                "pipeline_stage_id": stage,
                "status": status,
                "monetary_value": "100",
                "win_probability": "40",
                "close_date": "3/28/2025",
                "date_created": str(BORN),
                "date_modified": str(BORN + 86400),
                **more,
            }
            for id, stage, status in DEALS
        ]
    )


def copper() -> Tables:
    stages = [{"id": 11, "name": "First"}, {"id": 12, "name": "Second"}]
    made = {
        "opportunities": rows(),
        "pipelines": frame([{"id": "1", "name": "Sales", "stages": json.dumps(stages)}]),
        "users": frame([{"id": "71", "name": "Nora Falk", "email": "n@example.test"}]),
    }
    return {name: table.assign(_airbyte_extracted_at=day(31)) for name, table in made.items()}


def test_the_table_of_opportunities_alone():
    pipe = ck.load({"opportunities": copper()["opportunities"]})
    assert pipe.crm == "copper" and outcomes(pipe) == RIGHT
    assert pipe.deals["amount"].tolist() == [100.0] * 4
    assert pipe.deals["owner"].tolist() == ["71"] * 4
    assert pipe.deals["pipeline"].tolist() == ["1"] * 4
    assert pipe.deals["created_at"].dt.day.tolist() == [1] * 4
    assert pipe.deals["expected_close"].dt.day.tolist() == [28] * 4
    assert pipe.deals["closed_at"].isna().all()  # that day is a plan, and no other one is told
    assert len(told(pipe, "is in no table that is known")) == 1


def test_its_ids_have_names_where_tables_have_them():
    pipe = ck.load(copper())
    assert outcomes(pipe) == RIGHT
    assert pipe.orders == {"Sales": ("First", "Second")}
    assert pipe.deals["stage"].astype(str).tolist() == ["Second", "Second", "First", "First"]
    assert pipe.deals["owner"].tolist() == ["Nora Falk"] * 4


@pytest.mark.parametrize("first", [True, False])
def test_the_newest_row_of_a_deal_counts(first):
    made, older = copper(), rows(monetary_value="7", date_modified=str(BORN))
    both = [made["opportunities"], older.assign(_airbyte_extracted_at=day(31))]
    pipe = ck.load({**made, "opportunities": pd.concat(both if first else both[::-1])})
    assert pipe.deals["amount"].tolist() == [100.0] * 4
