"""Small sets of tables as a loader copies them, for tests: HubSpot's by Fivetran, and what differs from it."""

from __future__ import annotations

import pandas as pd

import cycle_kit as ck
from cycle_kit.pipeline import Pipeline

Tables = dict[str, pd.DataFrame]

#: id, label, place, closed, probability
STAGES = (
    ("s1", "Enquiry", 0, "false", 0.2),
    ("s2", "Offer", 1, "false", 0.6),
    ("s3", "Signed", 2, "true", 1.0),
    ("s4", "Not signed", 3, "true", 0.0),
)
DEALS = (("1", "s3"), ("2", "s4"), ("3", "s2"))  # id, and the stage it is in
WAYS = {"1": ("s1", "s2", "s3"), "2": ("s1", "s4"), "3": ("s1", "s2")}


def day(number: int) -> str:
    return f"2025-03-{number:02d} 09:00:00.000000 UTC"


def frame(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(rows, dtype="str").fillna("")


def deal(id: str, stage: str, **more: str) -> dict[str, str]:
    return {
        "deal_id": id,
        "deal_pipeline_id": "default",
        "deal_pipeline_stage_id": stage,
        "owner_id": "71",
        "property_dealname": f"Deal {id}",
        "property_amount": "100",
        "property_createdate": day(1),
        "property_closedate": day(20),
        "property_hs_lastmodifieddate": day(21),
        "_fivetran_deleted": "false",
        "_fivetran_synced": day(22),
        **more,
    }


RIGHT = {"1": "won", "2": "lost", "3": "open"}
ROWS = [deal(id, where) for id, where in DEALS]


def stays(ways: dict[str, tuple[str, ...]]) -> list[dict[str, str]]:
    return [
        {
            "deal_id": id,
            "value": stage,
            "date_entered": day(1 + 5 * place),
            "_fivetran_start": day(1),
        }
        for id, way in ways.items()
        for place, stage in enumerate(way)
    ]


def hubspot(**other: list[dict] | None) -> Tables:
    """Three deals, one won, one lost, one open; `other`: tables that stand in place of these; None: without it."""
    tables: dict[str, list[dict] | None] = {
        "deal": [deal(id, stage) for id, stage in DEALS],
        "deal_stage": stays(WAYS),
        "deal_pipeline": [
            {"pipeline_id": "default", "label": "Sales", "display_order": "0", "active": "true"}
        ],
        "deal_pipeline_stage": [stage(*each) for each in STAGES],
        "owner": [
            {"owner_id": "71", "first_name": "Nora", "last_name": "Falk", "email": "n@example.test"}
        ],
        **other,
    }
    return {name: frame(rows) for name, rows in tables.items() if rows is not None}


def stage(
    id: str, label: str, place: int, closed: str, chance: float, **more: str
) -> dict[str, str]:
    return {
        "stage_id": id,
        "pipeline_id": "default",
        "label": label,
        "display_order": str(place),
        "is_closed": closed,
        "probability": str(chance),
        **more,
    }


def outcomes(pipe: Pipeline) -> dict[str, str]:
    """{id of a deal: its outcome}."""
    return dict(zip(pipe.deals["deal_id"], pipe.deals["outcome"].astype(str), strict=True))


def way(pipe: Pipeline, id: str) -> list[str]:
    """The stages of a deal in order, and how the last stay ended."""
    visits = pipe.visits[pipe.visits["deal_id"] == id]
    return [*visits["stage"].astype(str), str(visits["exit"].astype(str).iloc[-1])]


def told(pipe: Pipeline, words: str) -> pd.DataFrame:
    """The notes that have these words."""
    return pipe.notes[pipe.notes["note"].str.contains(words, regex=False)]


def loaded(**other: list[dict] | None) -> Pipeline:
    return ck.load(hubspot(**other))
