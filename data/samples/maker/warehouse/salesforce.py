"""Salesforce's objects by Fivetran (in history mode), Airbyte, Stitch and dlt."""

from datetime import timedelta
from itertools import pairwise
from zlib import crc32

from .. import company as co
from ..crm import Cells, money, salesforce_id
from ..deals import Deal
from ..exports.salesforce_objects import long_id
from . import inside, loaders
from .inside import ENDED, OWNERS, STAGES, called, chance, way

#: API names; people see labels
API = {name: name.replace(" ", "_").upper() for stages in STAGES.values() for name in stages}
LABELS = {name: called(name) for name in API}
RECORD_TYPES = {"B2B": long_id("0125g0000012aBC"), "B2C": long_id("0125g0000012aBD")}
USERS = {name: long_id(f"0055g00000{id:0>5}") for name, id in OWNERS.items()}
Tables = dict[str, list[Cells]]


def _opportunity(deal: Deal, stamp, *, upto: int | None = None) -> Cells:
    """An opportunity as it stands, or as it stood after so many moves."""
    path = way(deal)[:upto]
    stage, at = path[-1]
    closes = at.date() if stage in ENDED else deal.expected_close
    return {
        "Id": long_id(salesforce_id(deal.number)),
        "Name": deal.name,
        "StageName": API[stage],
        "Amount": money(deal.amount),
        "Probability": f"{chance(stage) * 100:g}",
        "CloseDate": f"{closes.isoformat()} 00:00:00"
        if stamp is loaders.space
        else closes.isoformat(),
        "CreatedDate": stamp(deal.created_at),
        "IsClosed": str(stage in ENDED).lower(),
        "IsWon": str(stage == co.WON).lower(),
        "IsDeleted": "false",
        "OwnerId": USERS[deal.owner],
        "RecordTypeId": RECORD_TYPES[deal.pipeline],
        "LeadSource": deal.source,
        "CurrencyIsoCode": deal.currency,
        "Loss_Reason__c": deal.lost_reason,
        "SystemModstamp": stamp(at),
    }


def _history(deal: Deal, stamp) -> list[Cells]:
    """OpportunityHistory: a row for each move, and one that changes the amount alone."""
    rows = []
    for place, (name, at) in enumerate(way(deal)):
        rows.append(_saved(deal, name, at, f"{place:02d}", stamp))
        if place == 0:
            rows.append(_saved(deal, name, at + timedelta(milliseconds=300), "00b", stamp))
    return rows


def _saved(deal: Deal, stage: str, at, place: str, stamp) -> Cells:
    return {
        "Id": f"008{deal.number:06d}{place}",
        "OpportunityId": long_id(salesforce_id(deal.number)),
        "StageName": API[stage],
        "Amount": money(deal.amount),
        "Probability": f"{chance(stage) * 100:g}",
        "CloseDate": deal.expected_close.isoformat(),
        "CreatedDate": stamp(at),
        "IsDeleted": "false",
    }


def _stages() -> list[Cells]:
    """The stages of the whole org, in one order; an old one has no place."""
    names = dict.fromkeys(
        name for stages in STAGES.values() for name in stages if name not in ENDED
    )
    rows = [
        {
            "Id": f"01J{crc32(name.encode()):010d}",
            "ApiName": API[name],
            "MasterLabel": LABELS[name],
            "SortOrder": str(place),
            "IsActive": "true",
            "IsClosed": str(name in ENDED).lower(),
            "IsWon": str(name == co.WON).lower(),
            "DefaultProbability": f"{chance(name) * 100:g}",
        }
        for place, name in enumerate([*names, *ENDED], start=1)
    ]
    old = rows[0] | {
        "Id": "01J0",
        "ApiName": "OLD",
        "MasterLabel": "Old",
        "SortOrder": "",
        "IsActive": "false",
    }
    return [*rows, old]


def _users() -> list[Cells]:
    return [
        {"Id": id, "Name": name, "IsActive": str(name != inside.LEFT).lower()}
        for name, id in USERS.items()
    ]


def _record_types() -> list[Cells]:
    return [
        {"Id": id, "Name": name, "DeveloperName": name, "SobjectType": "Opportunity"}
        for name, id in RECORD_TYPES.items()
    ]


def _snake(row: Cells) -> Cells:
    """StageName as stage_name, Loss_Reason__c as loss_reason_c."""
    found = {}
    for name, text in row.items():
        words = "".join(f"_{c.lower()}" if c.isupper() else c for c in name).strip("_")
        while "__" in words:
            words = words.replace("__", "_")
        found[words] = text
    return found


def fivetran(deals: list[Deal], gone: list[Deal]) -> Tables:
    """In history mode: every version of an opportunity, in capitals as Snowflake has them."""
    rows = []
    for deal in [*deals, *gone]:
        path = way(deal)
        ends = [at for _, at in path[1:]] + [None]
        for place, ((_, at), end) in enumerate(zip(path, ends, strict=True), start=1):
            row = _snake(_opportunity(deal, loaders.space, upto=place))
            if deal in gone:
                end = end or co.NOW
            rows.append(loaders.version(row, at, end))
    users = [loaders.version(_snake(row), co.NOW - timedelta(days=900), None) for row in _users()]
    return {
        "opportunity": loaders.upper(loaders.shuffled(rows, "opportunity")),
        "user": loaders.upper(users),
        "record_type": loaders.upper(map(loaders.fivetran, map(_snake, _record_types()))),
        "opportunity_stage": loaders.upper(map(loaders.fivetran, map(_snake, _stages()))),
        "account": loaders.upper([loaders.fivetran({"id": "0011", "name": "Aqua"})] * 2),
    }


def airbyte(deals: list[Deal], gone: list[Deal]) -> Tables:
    """Objects under their API names; the history comes again after a run that failed."""
    rows = [_opportunity(deal, loaders.iso) for deal in deals]
    rows += [_opportunity(deal, loaders.iso) | {"IsDeleted": "true"} for deal in gone]
    history = [row for deal in [*deals, *gone] for row in _history(deal, loaders.iso)]
    fields = [row for deal in deals for row in _fields(deal)]
    return {
        "Opportunity": loaders.shuffled(map(loaders.airbyte, rows), "airbyte opportunity"),
        "OpportunityHistory": loaders.shuffled(
            loaders.again([loaders.airbyte(row) for row in history], 3), "airbyte saves"
        ),
        "OpportunityFieldHistory": loaders.shuffled(map(loaders.airbyte, fields), "airbyte fields"),
        "OpportunityStage": [loaders.airbyte(row) for row in _stages()],
        "RecordType": [loaders.airbyte(row) for row in _record_types()],
        "User": [loaders.airbyte(row) for row in _users()],
    }


def _fields(deal: Deal) -> list[Cells]:
    """Tracked fields, since a day: the stage, and the owner by name and by id."""
    since = co.NOW - timedelta(days=200)
    path = way(deal)
    rows = [
        ("StageName", LABELS[a], LABELS[b], at) for (a, _), (b, at) in pairwise(path) if at > since
    ]
    taken = path[-1][1]
    other = "Jonas Keller" if deal.owner != "Jonas Keller" else "Nour Al-Khatib"
    rows += [("Owner", other, deal.owner, taken), ("Owner", USERS[other], USERS[deal.owner], taken)]
    return [
        {
            "Id": f"017{deal.number:06d}{place:02d}",
            "OpportunityId": long_id(salesforce_id(deal.number)),
            "Field": field,
            "OldValue": old,
            "NewValue": new,
            "CreatedDate": loaders.iso(at),
        }
        for place, (field, old, new, at) in enumerate(rows)
    ]


def stitch(deals: list[Deal], gone: list[Deal]) -> Tables:
    """Every object under its API names, without stages and record types."""
    rows = [loaders.stitch(_opportunity(deal, loaders.iso)) for deal in deals]
    for deal in gone:
        row = _opportunity(deal, loaders.iso)
        rows += [loaders.stitch(row, loaders.EARLIER), loaders.stitch(row | {"IsDeleted": "true"})]
    history = [
        loaders.stitch(row) for deal in [*deals, *gone] for row in _history(deal, loaders.iso)
    ]
    return {
        "opportunity": loaders.shuffled(rows, "stitch opportunity"),
        "opportunityhistory": loaders.shuffled(history, "stitch saves"),
        "opportunitystage": list(map(loaders.stitch, _stages())),
        "recordtype": list(map(loaders.stitch, _record_types())),
        "user": list(map(loaders.stitch, _users())),
    }


def dlt(deals: list[Deal], gone: list[Deal]) -> Tables:
    """No history at all, and no table of stages."""
    rows = [_snake(_opportunity(deal, loaders.short)) for deal in deals]
    rows += [_snake(_opportunity(deal, loaders.short)) | {"is_deleted": "true"} for deal in gone]
    return {
        "opportunity": [loaders.dlt(row, at) for at, row in enumerate(rows)],
        "sf_user": [loaders.dlt(_snake(row), at) for at, row in enumerate(_users())],
        "record_type": [loaders.dlt(_snake(row), at) for at, row in enumerate(_record_types())],
    }


LOADERS = {"fivetran": fivetran, "airbyte": airbyte, "stitch": stitch, "dlt": dlt}
