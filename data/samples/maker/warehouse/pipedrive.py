"""Pipedrive's tables by Airbyte, Stitch, dlt and Fivetran (in history mode)."""

import json
from datetime import datetime

from .. import company as co
from ..crm import Cells, money, pipedrive_id
from ..deals import Deal
from . import inside, loaders
from .inside import OWNERS, way

PIPELINES = {"B2B": "1", "B2C": "4"}
STAGES = {
    "B2B": dict(zip(co.STAGES["B2B"], ("11", "12", "14", "15", "17"), strict=True)),
    "B2C": dict(zip(co.STAGES["B2C"], ("41", "42", "43"), strict=True)),
}
REMOVED = "Negotiation"  # a stage that is listed no more
STATUS = {co.WON: "won", co.LOST: "lost", co.DROPPED: "lost"}
Tables = dict[str, list[Cells]]


def _open(deal: Deal) -> list[tuple[str, datetime]]:
    return [(name, at) for name, at in way(deal) if name in co.STEPS]


def _deal(deal: Deal, stamp, *, deleted: bool = False) -> Cells:
    stage, entered = _open(deal)[-1]
    end, ended = way(deal)[-1]
    status = STATUS.get(end, "open")
    done = ended if status != "open" else None
    return {
        "id": pipedrive_id(deal.number),
        "title": deal.name,
        "owner_id": OWNERS[deal.owner],
        "value": money(deal.amount),
        "currency": deal.currency,
        "pipeline_id": PIPELINES[deal.pipeline],
        "stage_id": STAGES[deal.pipeline][stage],
        "status": "deleted" if deleted else status,
        "add_time": stamp(deal.created_at),
        "update_time": stamp(inside.changed(deal)),
        "stage_change_time": stamp(entered) if len(_open(deal)) > 1 else "",
        "won_time": stamp(done if status == "won" else None),
        "lost_time": stamp(done if status == "lost" else None),
        "close_time": stamp(done),
        "expected_close_date": deal.expected_close.isoformat(),
        "lost_reason": deal.lost_reason,
        "is_deleted": "t" if deleted else "f",
    }


def _flow(deal: Deal, stamp) -> list[Cells]:
    """What happened to a deal: each change with its value before and after."""
    rows = [("add_time", "", str(deal.created_at), deal.created_at, "", "")]
    stage, status = "", "open"
    for name, at in way(deal):
        if name in co.STEPS:
            if status != "open":
                rows.append(("status", status, "open", at, "", ""))
                status = "open"
            if stage and stage != name:
                ids = STAGES[deal.pipeline]
                rows.append(("stage_id", ids[stage], ids[name], at, stage, name))
            stage = name
        else:
            rows.append(("status", status, STATUS[name], at, "", ""))
            status = STATUS[name]
    return [
        {
            "id": str(deal.number * 100 + place),
            "item_id": pipedrive_id(deal.number),
            "field_key": field,
            "old_value": old,
            "new_value": new,
            "log_time": stamp(at),
            "additional_data": json.dumps({"old_value_formatted": a, "new_value_formatted": b}),
        }
        for place, (field, old, new, at, a, b) in enumerate(rows)
    ]


def _second(at: datetime | None) -> str:
    return "" if at is None else at.strftime("%Y-%m-%d %H:%M:%S")


def _zulu(at: datetime | None) -> str:
    return "" if at is None else at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _stages(*, removed: bool = False) -> list[Cells]:
    """`removed`: with the stage that is listed no more."""
    return [
        {
            "id": id,
            "name": name,
            "order_nr": str(place),
            "pipeline_id": PIPELINES[pipeline],
            "is_deleted": "f",
        }
        for pipeline, stages in STAGES.items()
        for place, (name, id) in enumerate(stages.items(), start=1)
        if removed or name != REMOVED
    ]


def _pipelines() -> list[Cells]:
    return [
        {"id": id, "name": name, "order_nr": str(at)}
        for at, (name, id) in enumerate(PIPELINES.items())
    ]


def _users() -> list[Cells]:
    return [
        {"id": id, "name": name, "active_flag": "f" if name == inside.LEFT else "t"}
        for name, id in OWNERS.items()
    ]


def airbyte(deals: list[Deal], gone: list[Deal]) -> Tables:
    """Of the API's second form; closed deals in the archive, which count; rows again with every run."""
    live = [deal for deal in deals if deal.number % 5 or deal.outcome == "open"]
    kept = [deal for deal in deals if deal not in live]
    rows = [loaders.airbyte(_deal(deal, _zulu)) for deal in live]
    rows += [loaders.airbyte(_deal(deal, _zulu, deleted=True)) for deal in gone]
    flow = [loaders.airbyte(row) for deal in [*deals, *gone] for row in _flow(deal, _second)]
    return {
        "deals": loaders.shuffled(loaders.again(rows, 6), "pipedrive deals"),
        "deals_archived": [
            loaders.airbyte(_deal(deal, _zulu) | {"is_archived": "t"}) for deal in kept
        ],
        "deal_flow": loaders.shuffled(loaders.again(flow, 4), "pipedrive flow"),
        "stages": loaders.shuffled(map(loaders.airbyte, _stages()), "pipedrive stages"),
        "pipelines": list(map(loaders.airbyte, _pipelines())),
        "users": list(map(loaders.airbyte, _users())),
        "organizations": [loaders.airbyte({"id": "1", "name": "Aqua"})] * 2,
    }


def stitch(deals: list[Deal], gone: list[Deal]) -> Tables:
    """The flow tells stages alone; how deals ended is where they stand."""
    rows = [loaders.stitch(_deal(deal, _second)) for deal in deals]
    rows += [loaders.stitch(_deal(deal, _second, deleted=True)) for deal in gone]
    flow = [
        loaders.stitch(row)
        for deal in [*deals, *gone]
        for row in _flow(deal, _second)
        if row["field_key"] in ("add_time", "stage_id")
    ]
    return {
        "deals": loaders.shuffled(rows, "stitch deals"),
        "dealflow": loaders.shuffled(flow, "stitch flow"),
        "stages": list(map(loaders.stitch, _stages(removed=True))),
        "pipelines": list(map(loaders.stitch, _pipelines())),
        "users": list(map(loaders.stitch, _users())),
    }


def dlt(deals: list[Deal], gone: list[Deal]) -> Tables:
    """Of the API's first form: the owner is a record, and what values are called stands in columns of its own."""
    rows = []
    for place, deal in enumerate([*deals, *gone]):
        row = _deal(deal, loaders.short, deleted=deal in gone)
        owner = row.pop("owner_id")
        row |= {"user_id__id": owner, "user_id__name": deal.owner, "owner_name": deal.owner}
        rows.append(loaders.dlt(row, place))
    flow = []
    for deal in [*deals, *gone]:
        for row in _flow(deal, loaders.short):
            inner = json.loads(row.pop("additional_data"))
            moment = row.pop("log_time")
            names = {f"additional_data__{name}": text for name, text in inner.items()}
            flow.append(loaders.dlt(row | {"timestamp": moment} | names, int(row["id"])))
    return {
        "deals": rows,
        "deals_flow_deal_change": loaders.shuffled(flow, "dlt flow"),
        "stages": [loaders.dlt(row, at) for at, row in enumerate(_stages())],
        "pipelines": [loaders.dlt(row, at) for at, row in enumerate(_pipelines())],
        "users": [loaders.dlt(row, at) for at, row in enumerate(_users())],
    }


LOADERS = {"airbyte": airbyte, "stitch": stitch, "dlt": dlt}
