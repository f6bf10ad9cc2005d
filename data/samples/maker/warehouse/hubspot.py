"""HubSpot's tables by Fivetran, Airbyte, Stitch and dlt."""

import json
from datetime import timedelta

from .. import company as co
from ..crm import Cells, hubspot_id, money
from ..deals import Deal
from . import inside, loaders
from .inside import ENDED, OWNERS, PIPELINES, STAGES, called, chance, way

DELETED, MERGED = slice(0, 2), slice(2, 4)  # of the deals that do not count
Tables = dict[str, list[Cells]]


def _properties(deal: Deal, stamp) -> Cells:
    closes = inside.ended(deal) or co.NOW + timedelta(days=20)
    end = way(deal)[-1][0]
    return {
        "dealname": deal.name,
        "dealstage": STAGES[deal.pipeline][end],
        "pipeline": PIPELINES[deal.pipeline],
        "amount": money(deal.amount),
        "deal_currency_code": deal.currency,
        "createdate": stamp(deal.created_at),
        "closedate": stamp(closes),
        "hubspot_owner_id": OWNERS[deal.owner],
        "closed_lost_reason": deal.lost_reason,
        "dealtype": deal.deal_type,
        "hs_lastmodifieddate": stamp(inside.changed(deal)),
        "hs_is_closed": str(end in ENDED).lower(),
        "hs_is_closed_won": str(end == co.WON).lower(),
    }


def _stages(deleted: str = "") -> list[dict]:
    """Every stage with what all loaders know of it; `deleted`: one that is gone, whose place another one has."""
    found = []
    for pipeline, stages in STAGES.items():
        place = 0
        for name, id in stages.items():
            found.append(
                {
                    "id": id,
                    "label": called(name),
                    "pipeline": PIPELINES[pipeline],
                    "place": place,
                    "chance": chance(name),
                    "closed": name in ENDED,
                    "deleted": name == deleted,
                }
            )
            place += name != deleted
    return found


def fivetran(deals: list[Deal], gone: list[Deal]) -> Tables:
    every = [(deal, False) for deal in deals] + [(deal, True) for deal in gone[DELETED]]
    merged = gone[MERGED]
    rows = [_fivetran_deal(deal, deleted) for deal, deleted in every]
    rows += [_fivetran_deal(deal, False) for deal in merged]
    history = [deal for deal, _ in every] + list(merged)
    return {
        "deal": loaders.shuffled(rows, "deal"),
        "deal_stage": loaders.shuffled(
            loaders.again([row for deal in history for row in _stays(deal)], 40), "deal_stage"
        ),
        "deal_property_history": loaders.shuffled(
            [row for deal in history for row in _changes(deal)], "history"
        ),
        "deal_pipeline": [
            loaders.fivetran(
                {"pipeline_id": id, "label": name, "display_order": str(place), "active": "true"}
            )
            for place, (name, id) in enumerate(PIPELINES.items())
        ],
        "deal_pipeline_stage": loaders.shuffled(
            [
                loaders.fivetran(
                    {
                        "stage_id": each["id"],
                        "pipeline_id": each["pipeline"],
                        "label": each["label"],
                        "display_order": str(each["place"]),
                        "probability": str(each["chance"]),
                        "is_closed": str(each["closed"]).lower(),
                        "closed_won": str(each["closed"]).lower(),
                        "active": "true",
                    },
                    deleted=each["deleted"],
                )
                for each in _stages(deleted="Negotiation")
            ],
            "stages",
        ),
        "owner": [_fivetran_owner(name, id) for name, id in OWNERS.items()],
        "merged_deal": [
            {"deal_id": hubspot_id(deals[0].number), "merged_deal_id": hubspot_id(deal.number)}
            for deal in merged
        ],
        "company": [
            loaders.fivetran({"id": "1", "property_name": "Aqua", "property_city": "Gdynia"})
        ]
        * 2,
    }


def _fivetran_deal(deal: Deal, deleted: bool) -> Cells:
    theirs = _properties(deal, loaders.space)
    own = {
        "deal_id": hubspot_id(deal.number),
        "deal_pipeline_id": theirs.pop("pipeline"),
        "deal_pipeline_stage_id": theirs.pop("dealstage"),
        "owner_id": theirs.pop("hubspot_owner_id"),
        "is_deleted": str(deleted).lower(),
    }
    return loaders.fivetran(
        own | {f"property_{name}": text for name, text in theirs.items()}, deleted=deleted
    )


def _fivetran_owner(name: str, id: str) -> Cells:
    first, last = inside.first_last(name)
    user = "" if name == inside.LEFT else f"9{id}"
    return loaders.fivetran(
        {"owner_id": id, "first_name": first, "last_name": last, "active_user_id": user}
    )


def _stays(deal: Deal) -> list[Cells]:
    path = way(deal)
    ends = [at for _, at in path[1:]] + [None]
    return [
        loaders.version(
            {
                "deal_id": hubspot_id(deal.number),
                "value": STAGES[deal.pipeline][name],
                "date_entered": loaders.space(at),
                "source": "CRM_UI",
            },
            at,
            end,
        )
        for (name, at), end in zip(path, ends, strict=True)
    ]


def _changes(deal: Deal) -> list[Cells]:
    stages = [("dealstage", STAGES[deal.pipeline][name], at) for name, at in way(deal)]
    closings = [("closedate", loaders.epoch(deal.created_at + timedelta(days=60)), deal.created_at)]
    return [
        {
            "deal_id": hubspot_id(deal.number),
            "name": name,
            "value": value,
            "timestamp": loaders.space(at),
            "_fivetran_synced": loaders.space(loaders.SYNCED),
        }
        for name, value, at in stages + closings
    ]


def airbyte(deals: list[Deal], gone: list[Deal]) -> Tables:
    """Appended with every run: versions of deals, the bin apart, stages within their pipelines as JSON."""
    merged = ";".join(hubspot_id(deal.number) for deal in gone[MERGED])
    rows = []
    for place, deal in enumerate([*deals, *gone[DELETED], *gone[MERGED]]):
        row = _airbyte_deal(deal, merged if place == 0 else "")
        earlier = row | {"updatedAt": loaders.iso(loaders.EARLIER), "properties_amount": "1"}
        if inside.changed(deal) > loaders.EARLIER:
            rows.append(loaders.airbyte(earlier, loaders.EARLIER))
        rows.append(loaders.airbyte(row))
    history = [row for deal in [*deals, *gone] for row in _airbyte_changes(deal)]
    lost = [row for at, row in enumerate(history) if at % 17 != 3 or row["property"] != "dealstage"]
    return {
        "deals": loaders.shuffled(loaders.again(rows, 9), "airbyte deals"),
        "deals_archived": [
            loaders.airbyte(
                {
                    "id": hubspot_id(deal.number),
                    "archived": "true",
                    "archivedAt": loaders.iso(co.NOW),
                }
            )
            for deal in gone[DELETED]
        ],
        "deals_property_history": loaders.shuffled(loaders.again(lost, 5), "airbyte history"),
        "deal_pipelines": [
            _airbyte_pipeline(name, id, at) for at, (name, id) in enumerate(PIPELINES.items())
        ],
        "owners": [_airbyte_owner(name, id) for name, id in OWNERS.items() if name != inside.LEFT],
        "owners_archived": [_airbyte_owner(inside.LEFT, OWNERS[inside.LEFT])],
    }


def _airbyte_deal(deal: Deal, merged: str) -> Cells:
    theirs = (
        _properties(deal, loaders.iso)
        | {"hs_merged_object_ids": merged}
        | _entered(deal, loaders.iso)
    )
    own = {
        "id": hubspot_id(deal.number),
        "createdAt": loaders.iso(deal.created_at),
        "updatedAt": loaders.iso(inside.changed(deal)),
        "archived": "f",
        "properties": json.dumps(theirs),
    }
    return own | {f"properties_{name}": text for name, text in theirs.items()}


def _entered(deal: Deal, stamp) -> Cells:
    last = dict(way(deal))
    return {
        f"hs_v2_date_entered_{id}": stamp(last.get(name)) if deal.pipeline == pipeline else ""
        for pipeline, stages in STAGES.items()
        for name, id in stages.items()
    }


def _airbyte_changes(deal: Deal) -> list[Cells]:
    return [
        loaders.airbyte(
            {
                "dealId": hubspot_id(deal.number),
                "property": name,
                "value": value,
                "timestamp": loaders.iso(at),
                "sourceType": "CRM_UI",
            }
        )
        for name, value, at in [
            *(("dealstage", STAGES[deal.pipeline][name], at) for name, at in way(deal)),
            ("amount", money(deal.amount), deal.created_at),
        ]
    ]


def _airbyte_pipeline(name: str, id: str, place: int) -> Cells:
    stages = [
        {
            "stageId": each["id"],
            "label": each["label"],
            "displayOrder": each["place"],
            "metadata": {
                "isClosed": str(each["closed"]).lower(),
                "probability": str(each["chance"]),
            },
            "active": True,
        }
        for each in _stages()
        if each["pipeline"] == id
    ]
    row = {"pipelineId": id, "label": name, "displayOrder": str(place), "active": "t"}
    return loaders.airbyte(row | {"createdAt": loaders.epoch(co.NOW), "stages": json.dumps(stages)})


def _airbyte_owner(name: str, id: str) -> Cells:
    first, last = inside.first_last(name)
    archived = "t" if name == inside.LEFT else "f"
    return loaders.airbyte({"id": id, "firstName": first, "lastName": last, "archived": archived})


def stitch(deals: list[Deal], gone: list[Deal]) -> Tables:
    """Records flattened, lower case without lines, no history but the dates of entry."""
    merged = ";".join(hubspot_id(deal.number) for deal in gone[MERGED])
    rows = []
    for place, deal in enumerate([*deals, *gone]):
        deleted = deal in gone[DELETED] or deal in gone[4:]
        theirs = _properties(deal, loaders.epoch) | {
            "hs_merged_object_ids": merged if place == 0 else ""
        }
        theirs |= _entered(deal, loaders.epoch)
        row = {
            "dealId": hubspot_id(deal.number),
            "portalId": "60412",
            "isDeleted": str(deleted).lower(),
        }
        for name, text in theirs.items():
            row |= {f"property_{name}__value": text, f"property_{name}__source": "CRM_UI"}
        rows += [loaders.stitch(row | {"isDeleted": "false"}, loaders.EARLIER), loaders.stitch(row)]
    return {
        "deals": loaders.shuffled(rows, "stitch deals"),
        "deal_pipelines": [
            loaders.stitch(
                {"pipelineId": id, "label": name, "displayOrder": str(place), "active": "true"}
            )
            for place, (name, id) in enumerate(PIPELINES.items())
        ],
        "deal_pipelines__stages": [
            loaders.stitch(
                {
                    "_sdc_source_key_pipelineId": each["pipeline"],
                    "stageId": each["id"],
                    "label": each["label"],
                    "probability": str(each["chance"]),
                    "displayOrder": str(each["place"]),
                    "closedWon": str(each["chance"] == 1).lower(),
                }
            )
            for each in _stages()
        ],
        "owners": [
            loaders.stitch(
                dict(
                    zip(
                        ("id", "firstName", "lastName"), (id, *inside.first_last(name)), strict=True
                    )
                )
            )
            for name, id in OWNERS.items()
        ],
    }


def dlt(deals: list[Deal], gone: list[Deal]) -> Tables:
    """Everything in snake_case; the history whole with every run; one stage vanished with its pipeline's change."""
    rows = []
    for place, deal in enumerate([*deals, *gone]):
        theirs = _properties(deal, loaders.short)
        own = {"id": hubspot_id(deal.number), "hs_object_id": hubspot_id(deal.number)}
        gone_now = str(deal in gone).lower()
        rows.append(loaders.dlt(own | theirs | {"is_deleted": gone_now}, place))
    history = [row for deal in [*deals, *gone] for row in _dlt_changes(deal)]
    twice = [loaders.dlt(row, at, loaders.EARLIER) for at, row in enumerate(history)]
    twice += [loaders.dlt(row, at + len(history)) for at, row in enumerate(history)]
    parents = {id: f"row{place:06d}" for place, id in enumerate(PIPELINES.values())}
    return {
        "deals": loaders.shuffled(rows, "dlt deals"),
        "pipelines_deals": [
            loaders.dlt({"id": id, "label": name, "display_order": str(place)}, place)
            for place, (name, id) in enumerate(PIPELINES.items())
        ],
        "pipelines_deals__stages": [
            loaders.dlt(
                {
                    "id": each["id"],
                    "label": each["label"],
                    "display_order": str(each["place"]),
                    "metadata__is_closed": str(each["closed"]).lower(),
                    "metadata__probability": str(each["chance"]),
                    "_dlt_parent_id": parents[each["pipeline"]],
                    "_dlt_list_idx": str(each["place"]),
                },
                100 + place,
            )
            for place, each in enumerate(_stages())
        ],
        "deals_property_history": loaders.shuffled(twice, "dlt history"),
        "stages_timing_deals": [dict.fromkeys(("id", "stage", "hs_v2_date_enteredx"), "")],
        "owners": [
            loaders.dlt(
                dict(
                    zip(
                        ("id", "first_name", "last_name"),
                        (id, *inside.first_last(name)),
                        strict=True,
                    )
                ),
                place,
            )
            for place, (name, id) in enumerate(OWNERS.items())
        ],
        "_dlt_loads": [{"load_id": "1761948000.0", "schema_name": "hubspot", "status": "0"}] * 2,
    }


def _dlt_changes(deal: Deal) -> list[Cells]:
    return [
        {
            "object_id": hubspot_id(deal.number),
            "property_name": "dealstage",
            "value": STAGES[deal.pipeline][name],
            "timestamp": loaders.short(at),
            "source_type": "CRM_UI",
        }
        for name, at in way(deal)
    ]


LOADERS = {"fivetran": fivetran, "airbyte": airbyte, "stitch": stitch, "dlt": dlt}
