"""Close's tables as Airbyte copies them: statuses are stages, and their type says whether they end deals."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import cycle_kit as ck
from tests.warehouse_crms import ENDS, PIPELINES, Deal, stays
from tests.warehouse_crms import number as status
from tests.warehouse_sets import Tables, day, frame, outcomes, told

MOVED = Deal(1, (("Enquiry", 1), ("Trial", 5), ("Offer", 12)))
BACK = Deal(2, (("Enquiry", 3), ("Trial", 7), ("Enquiry", 14)))
WON = Deal(3, (("Enquiry", 2), ("Trial", 6), ("Signed", 9)))
LOST = Deal(4, (("Notice", 1), ("Refused", 8)), ("Renewals", "Renewals"))
NEVER = Deal(5, (("Offer", 6),), ("Renewals",))
DEALS = (MOVED, BACK, WON, LOST, NEVER)
RIGHT = {"1": "open", "2": "open", "3": "won", "4": "lost", "5": "open"}
WAYS = {deal.id: [step for step in deal.steps if step[1] not in ENDS] for deal in DEALS}


def kind(stage: str) -> str:
    return ENDS.get(stage, "active")


def opportunity(deal: Deal) -> dict[str, str]:
    pipeline, stage, at = deal.steps[-1]
    return {
        "id": str(deal.id),
        "lead_name": f"Customer {deal.id}",
        "status_id": status(pipeline, stage),
        "status_label": stage,
        "status_type": kind(stage),
        "pipeline_id": f"pipe_{pipeline}",
        "user_id": "user_71",
        "value": "10000",
        "value_formatted": "€100",
        "value_currency": "EUR",
        "value_period": "one_time",
        "date_created": day(deal.way[0][1]),
        "date_updated": day(at),
        "date_won": f"2025-03-{at:02d}" if kind(stage) == "won" else "",
        "date_lost": day(at) if kind(stage) == "lost" else "",
    }


def changes(deal: Deal) -> list[dict[str, str]]:
    return [
        {
            "id": f"acti_{deal.id}_{at}",
            "opportunity_id": str(deal.id),
            "old_status_id": status(before, left),
            "old_status_label": left,
            "new_status_id": status(pipeline, stage),
            "new_status_label": stage,
            "new_status_type": kind(stage),
            "date_created": day(at),
            "lead_id": "lead_1",
        }
        for (before, left, _), (pipeline, stage, at) in zip(
            deal.steps, deal.steps[1:], strict=False
        )
    ]


def close(*without: str) -> Tables:
    every = [
        (pipeline, stage) for pipeline, stages in PIPELINES.items() for stage in (*stages, *ENDS)
    ]
    statuses = [
        {"id": status(p, s), "label": s, "type": kind(s), "pipeline_id": f"pipe_{p}"}
        for p, s in every[::-1]
    ]
    pipelines = [
        {"id": f"pipe_{p}", "name": p, "organization_id": "orga_1", "statuses": json.dumps(
            [{"id": status(p, s), "label": s, "type": kind(s)} for q, s in every if q == p])}
        for p in PIPELINES
    ]  # fmt: skip
    made = {
        "opportunities": [opportunity(deal) for deal in DEALS],
        "opportunity_status_change_activities": [row for deal in DEALS for row in changes(deal)],
        "opportunity_statuses": statuses,
        "pipelines": pipelines,
        "users": [
            {"id": "user_71", "first_name": "Nora", "last_name": "Falk", "email": "n@example.test"}
        ],
        "leads": [
            {"id": "lead_1", "name": "A", "status_label": "Potential", "date_created": day(1)}
        ],
    }
    return {
        name: frame(rows).assign(_airbyte_extracted_at=day(31))
        for name, rows in made.items()
        if name not in without
    }


def all_stays(pipe) -> dict[int, list[tuple[str, str, int]]]:
    return {deal.id: stays(pipe, str(deal.id)) for deal in DEALS}


def test_the_set_itself():
    pipe = ck.load(close())
    assert pipe.crm == "close"
    assert outcomes(pipe) == RIGHT
    assert all_stays(pipe) == WAYS
    assert pipe.orders == PIPELINES
    assert pipe.deals["owner"].tolist() == ["Nora Falk"] * 5
    assert pipe.deals["amount"].tolist() == [100.0] * 5
    assert pipe.deals["closed_at"].dropna().dt.day.tolist() == [9, 8]
    assert told(pipe, "missing from the history").empty
    assert told(pipe, "is not needed")["file"].tolist() == ["leads"]


@pytest.mark.parametrize(
    ("without", "ordered"),
    [(("opportunity_statuses",), True), (("pipelines",), False), (("users",), True)],
)
def test_a_set_without_one_of_its_tables(without, ordered):
    pipe = ck.load(close(*without))
    assert outcomes(pipe) == RIGHT
    ways = {id: [step[1:] for step in way] for id, way in all_stays(pipe).items()}
    assert ways == {id: [step[1:] for step in way] for id, way in WAYS.items()}
    assert (pipe.orders == PIPELINES) == ordered


def test_names_of_statuses_stand_beside_their_ids():
    pipe = ck.load(close("opportunity_statuses", "pipelines"))
    assert outcomes(pipe) == RIGHT
    assert {stage for way in all_stays(pipe).values() for _, stage, _ in way} == {
        "Enquiry", "Trial", "Offer", "Notice"
    }  # fmt: skip
    assert len(told(pipe, "no table of stages")) == 1


def test_rows_that_come_again_with_every_run_are_one():
    made = close()
    older = made["opportunities"].assign(value="7", date_updated=day(1))
    again = {**{name: pd.concat([table, table]) for name, table in made.items()},
             "opportunities": pd.concat([made["opportunities"], older])}  # fmt: skip
    pipe = ck.load(again)
    assert outcomes(pipe) == RIGHT and all_stays(pipe) == WAYS
    assert pipe.deals["amount"].tolist() == [100.0] * 5


def test_a_file_of_opportunities_alone_is_an_export():
    rows = close()["opportunities"].drop(columns="_airbyte_extracted_at")
    assert outcomes(ck.load(rows)) == RIGHT
    assert ck.load(rows).notes["note"].str.contains("Read as Close.", regex=False).any()
