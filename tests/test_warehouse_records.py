"""Traps of warehouse tables: records in cells or in tables of their own, statuses, twins of columns."""

import json

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.warehouse import cells
from tests.warehouse_sets import (
    DEALS,
    STAGES,
    WAYS,
    day,
    frame,
    hubspot,
    outcomes,
    stays,
)

RIGHT = {"1": "won", "2": "lost", "3": "open"}


def test_rows_whose_fields_stand_in_tables_of_their_own():
    """As Airbyte wrote them before 2023, tied by hashes."""
    deals = [{"id": id, "archived": "f", "_airbyte_deals_hashid": f"h{id}"} for id, _ in DEALS]
    fields = [
        {
            "dealstage": where,
            "dealname": "A",
            "createdate": day(1),
            "_airbyte_deals_hashid": f"h{id}",
        }
        for id, where in DEALS
    ]
    pipelines = [
        {
            "pipelineId": "default",
            "label": "Sales",
            "active": "t",
            "_airbyte_deal_pipelines_hashid": "p",
        }
    ]
    stages = [
        {
            "stageId": id,
            "label": label,
            "displayOrder": str(place),
            "_airbyte_deal_pipelines_hashid": "p",
            "_airbyte_stages_hashid": f"z{id}",
        }
        for id, label, place, *_ in STAGES
    ]
    metadata = [
        {"isClosed": closed, "probability": str(chance), "_airbyte_stages_hashid": f"z{id}"}
        for id, _, _, closed, chance in STAGES
    ]
    tables = {
        "deals": deals,
        "deals_properties": fields,
        "deal_pipelines": pipelines,
        "deal_pipelines_stages": stages,
        "deal_pipelines_stages_metadata": metadata,
        "deal_stage": stays(WAYS),
    }
    pipe = ck.load({name: frame(rows) for name, rows in tables.items()})
    assert outcomes(pipe) == RIGHT
    assert pipe.orders == {"Sales": ("Enquiry", "Offer")}


def pipedrive(**more: str) -> dict[str, str]:
    return {
        "id": "1",
        "title": "A",
        "stage_id": "2",
        "pipeline_id": "1",
        "status": "won",
        "value": "10",
        "currency": "EUR",
        "add_time": "2023-02-22 08:27:53",
        "stage_change_time": "",
        "won_time": "2023-03-01 08:00:00",
        **more,
    }


def test_an_owner_that_is_a_record_is_shown_by_its_name():
    owner = json.dumps({"id": 7, "name": "Nora Falk", "value": 7})
    pipe = ck.load({"deals": frame([pipedrive(user_id=owner)])})
    assert pipe.deals["owner"].tolist() == ["Nora Falk"]


def test_stages_that_are_called_as_a_status_are_stages():
    stages = [
        {"id": "1", "name": "Won", "order_nr": "1", "pipeline_id": "1", "pipeline_name": "Main"},
        {
            "id": "2",
            "name": "Contract signed",
            "order_nr": "2",
            "pipeline_id": "1",
            "pipeline_name": "Main",
        },
    ]
    deals = [
        pipedrive(),
        pipedrive(id="2", stage_id="1", status="open", won_time=""),
        pipedrive(
            id="3", stage_id="2", status="lost", won_time="", lost_time="2023-03-01 08:00:00"
        ),
        pipedrive(id="4", stage_id="2", status="open", won_time=""),
        pipedrive(id="5", status="deleted", won_time=""),
    ]
    pipe = ck.load({"deals": frame(deals), "stages": frame(stages)})
    assert outcomes(pipe) == {"1": "won", "2": "open", "3": "lost", "4": "open"}
    assert pipe.orders == {"Main": ("Won (stage)", "Contract signed")}
    assert pipe.deals["stage"].tolist()[0] == "Contract signed"
    assert pipe.visits["entered_at"].notna().all()  # they never moved: since their creation


def test_twins_of_a_column_are_one():
    rows = [
        {
            "id": f"00600000000000{number}AAA",
            "stage_name": "" if number == 1 else stage,
            "StageName": stage,
            "close_date": "2025-04-01 00:00:00",
            "CloseDate": "2025-04-01 00:00:00",
            "created_date": day(1),
            "is_closed": closed,
            "is_won": won,
            "owner_id": "",
            "OwnerId": "005A",
        }
        for number, stage, closed, won in (
            (1, "Prospecting", "false", "false"),
            (2, "Closed Won", "true", "true"),
        )
    ]
    pipe = ck.load(
        {"opportunity": frame(rows), "user": frame([{"id": "005A", "name": "Nora Falk"}])}
    )
    assert list(outcomes(pipe).values()) == ["open", "won"]
    assert pipe.deals["owner"].tolist() == ["Nora Falk"] * 2
    assert not {"StageName", "CloseDate", "OwnerId"} & set(pipe.deals)
    assert pipe.deals["expected_close"].iloc[0] == pd.Timestamp("2025-04-01")


def in_cells(rows: list[str]) -> dict[str, pd.DataFrame]:
    """A table of deals as Airbyte writes it before anything is typed: each row a cell of JSON."""
    at = [str(number) for number in range(len(rows))]
    return {"deals": pd.DataFrame({"_airbyte_raw_id": at, "_airbyte_data": rows})}


def cell(number: int) -> str:
    fields = {"dealname": "A", "dealstage": "Enquiry", "createdate": day(number)}
    return json.dumps({"id": number, "properties": fields})


BROKEN = [cell(3)[:20], "not JSON", "[1]", "{" * 3000]
DEEP = [("[", "]"), ('{"a":', "}"), ('{"value":', "}"), ("{'value':", "}")]


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_broken_record_is_noted_and_the_others_are_read(broken, place):
    rows = [cell(1), cell(2)]
    rows.insert(place, broken)
    pipe = ck.load(in_cells(rows))
    assert sorted(outcomes(pipe)) == ["1", "2"]
    told = '1 cell of "_airbyte_data" is no JSON that can be read: its fields are empty.'
    assert told in pipe.notes["note"].tolist()


@pytest.mark.parametrize("broken", BROKEN)
def test_rows_of_broken_json_are_told_as_such(broken):
    with pytest.raises(ck.CycleKitError) as error:
        ck.load(in_cells([broken, broken]))
    assert error.value.wrong == (
        'The rows of "deals" are JSON in "_airbyte_data", and none of it can be read.'
    )


@pytest.mark.parametrize(("front", "back"), DEEP)
@pytest.mark.parametrize("depth", [900, 990, 100_000])
def test_json_within_json_has_a_text_or_none(front, back, depth):
    record = cells.json_of(front * depth + "1" + back * depth)
    assert isinstance(cells.text_of(record), str)


@pytest.mark.parametrize(("front", "back"), DEEP)
def test_a_cell_of_json_that_never_ends_is_no_error(front, back):
    deep = front * 1100 + "1" + back * 1100
    assert ck.load({"deals": frame([pipedrive(user_id=deep)])}).deals["deal_id"].tolist() == ["1"]
    tables = hubspot()
    tables["deal"] = tables["deal"].assign(note=deep)
    tables["deal_pipeline"] = tables["deal_pipeline"].assign(stages=deep)
    assert outcomes(ck.load(tables)) == RIGHT
