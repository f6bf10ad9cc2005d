"""The same few deals as HubSpot, Salesforce and Pipedrive hold them, in the tables of each loader, for tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from tests.warehouse_sets import Tables, day, frame

Row = dict[str, str]

#: of each pipeline its open stages; one name stands in both
PIPELINES = {"Sales": ("Enquiry", "Trial", "Offer"), "Renewals": ("Notice", "Offer")}
ENDS = {"Signed": "won", "Refused": "lost"}
#: what each loader copies of the moves: none where the deals have no log beside them
HUBSPOT_LOADERS = ("fivetran", "fivetran changes", "airbyte", "dlt", "dlt timing")
SALESFORCE_LOADERS = ("fivetran", "airbyte", "airbyte fields", "stitch")
PIPEDRIVE_LOADERS = ("airbyte", "stitch", "dlt")
SETS = (
    *(("hubspot", loader) for loader in HUBSPOT_LOADERS),
    *(("salesforce", loader) for loader in SALESFORCE_LOADERS),
    *(("pipedrive", loader) for loader in PIPEDRIVE_LOADERS),
)


@dataclass(frozen=True)
class Deal:
    """`way`: (stage, day), an end of `ENDS` last; `pipelines`: of each step, where not all are of Sales."""

    id: int
    way: tuple[tuple[str, int], ...]
    pipelines: tuple[str, ...] = ()
    #: columns that differ in the deals' table
    more: tuple[tuple[str, str], ...] = ()

    @property
    def steps(self) -> list[tuple[str, str, int]]:
        """(pipeline, stage, day)."""
        pipelines = self.pipelines or ("Sales",) * len(self.way)
        return [(p, s, d) for p, (s, d) in zip(pipelines, self.way, strict=True)]

    @property
    def open_steps(self) -> list[tuple[str, str, int]]:
        return [step for step in self.steps if step[1] not in ENDS]

    @property
    def end(self) -> str:
        return ENDS.get(self.way[-1][0], "open")


def number(pipeline: str, stage: str) -> str:
    """The id of a stage where ids are numbers."""
    names = [*PIPELINES[pipeline], *ENDS]
    return str(10 * (1 + list(PIPELINES).index(pipeline)) + names.index(stage))


def tables(
    crm: str, loader: str, deals: Sequence[Deal], *, upto: int = 31, dated: bool = True
) -> Tables:
    """The set; its history ends after day `upto`. `dated`: the deals say when they came into their stage."""
    made = MAKERS[crm](loader.split()[0], loader.partition(" ")[2], deals, upto, dated)
    return {name: frame(rows) for name, rows in made.items()}


# ---- HubSpot


def hubspot(
    loader: str, form: str, deals: Sequence[Deal], upto: int, dated: bool
) -> dict[str, list[Row]]:
    named = {
        "fivetran": lambda name: OF_FIVETRAN.get(name, f"property_{name}"),
        "airbyte": lambda name: "id" if name == "id" else f"properties_{name}",
        "dlt": lambda name: name,
    }[loader]
    rows = [{named(k): v for k, v in hubspot_deal(deal, dated).items()} for deal in deals]
    saved = [(d, p, s, at) for d in deals for p, s, at in d.steps if at <= upto]
    keys = {
        "fivetran": ("deal_id", "name", "timestamp"),
        "airbyte": ("dealId", "property", "timestamp"),
        "dlt": ("object_id", "property_name", "timestamp"),
    }[loader]
    changes = [
        dict(zip(keys, (str(d.id), "dealstage", day(at)), strict=True)) | {"value": number(p, s)}
        for d, p, s, at in saved
    ]
    if loader == "fivetran" and not form:
        log = ("deal_stage", [{"deal_id": str(d.id), "value": number(p, s), "date_entered": day(at)}
                              for d, p, s, at in saved])  # fmt: skip
    elif form == "timing":
        log = ("stages_timing_deals", [{"id": str(d.id), "stage": number(p, s), "hs_v2_date_enteredx": day(at)}
                                       for d, p, s, at in saved])  # fmt: skip
    else:
        log = ({"fivetran": "deal_property_history"}.get(loader, "deals_property_history"), changes)
    names = {"fivetran": "deal", "airbyte": "deals", "dlt": "deals"}
    return {
        names[loader]: marked(rows, loader),
        log[0]: marked(log[1], loader),
        **hubspot_stages(loader),
    }


OF_FIVETRAN = {
    "id": "deal_id",
    "pipeline": "deal_pipeline_id",
    "dealstage": "deal_pipeline_stage_id",
}


def hubspot_deal(deal: Deal, dated: bool) -> Row:
    pipeline, stage, at = deal.steps[-1]
    return {
        "id": str(deal.id),
        "pipeline": pipeline.lower(),
        "dealstage": number(pipeline, stage),
        "dealname": f"Deal {deal.id}",
        "amount": "100",
        "createdate": day(deal.way[0][1]),
        "closedate": day(at if stage in ENDS else 31),
        "hs_lastmodifieddate": day(at),
        **({"hs_v2_date_entered_current_stage": day(at)} if dated else {}),
        **dict(deal.more),
    }


def hubspot_stages(loader: str) -> dict[str, list[Row]]:
    every = [
        (pipeline, stage, place, chance(stage))
        for pipeline, stages in PIPELINES.items()
        for place, stage in enumerate([*stages, *ENDS])
    ]
    if loader == "airbyte":
        return {"deal_pipelines": marked([
            {"pipelineId": name.lower(), "label": name, "displayOrder": "0", "stages": json.dumps([
                {"stageId": number(p, s), "label": s, "displayOrder": place,
                 "metadata": {"isClosed": str(s in ENDS).lower(), "probability": str(c)}}
                for p, s, place, c in every if p == name])}
            for name in PIPELINES], loader)}  # fmt: skip
    if loader == "dlt":
        pipelines = [{"id": name.lower(), "label": name, "display_order": "0", "_dlt_id": f"r{name}"}
                     for name in PIPELINES]  # fmt: skip
        stages = [{"id": number(p, s), "label": s, "display_order": str(place), "_dlt_parent_id": f"r{p}",
                   "metadata__is_closed": str(s in ENDS).lower(), "metadata__probability": str(c)}
                  for p, s, place, c in every]  # fmt: skip
        return {"pipelines_deals": pipelines, "pipelines_deals__stages": stages}
    pipelines = [
        {"pipeline_id": name.lower(), "label": name, "display_order": "0"} for name in PIPELINES
    ]
    stages = [{"stage_id": number(p, s), "label": s, "display_order": str(place), "pipeline_id": p.lower(),
               "is_closed": str(s in ENDS).lower(), "probability": str(c)} for p, s, place, c in every]  # fmt: skip
    return {
        "deal_pipeline": marked(pipelines, loader),
        "deal_pipeline_stage": marked(stages, loader),
    }


def chance(stage: str) -> float:
    return {"won": 1.0, "lost": 0.0}.get(ENDS.get(stage, ""), 0.5)


def marked(rows: Sequence[Row], loader: str) -> list[Row]:
    """The rows with what the loader adds."""
    mark = {
        "fivetran": "_fivetran_synced",
        "airbyte": "_airbyte_extracted_at",
        "stitch": "_sdc_batched_at",
    }
    name = mark.get(loader)
    return [
        {**row, **({name: day(31)} if name else {"_dlt_id": f"x{at}"})}
        for at, row in enumerate(rows)
    ]


# ---- Salesforce


def long_id(deal: Deal, letters: int = 18) -> str:
    return f"006A{deal.id:011d}AAB"[:letters]


def salesforce(
    loader: str, form: str, deals: Sequence[Deal], upto: int, dated: bool
) -> dict[str, list[Row]]:
    rows = [salesforce_deal(deal, dated) for deal in deals]
    saved = [(d, s, at) for d in deals for _, s, at in d.steps if at <= upto]
    history = [{"Id": f"008{d.id:04d}{at:02d}", "OpportunityId": long_id(d), "StageName": s, "CreatedDate": day(at)}
               for d, s, at in saved]  # fmt: skip
    changes = [{"Id": f"017{d.id:04d}{at:02d}", "OpportunityId": long_id(d), "Field": "StageName", "OldValue": a,
                "NewValue": b, "CreatedDate": day(at)}
               for d in deals for (_, a, _), (_, b, at) in zip(d.steps, d.steps[1:], strict=False)
               if at <= upto]  # fmt: skip
    stages = [{"ApiName": s, "MasterLabel": s, "SortOrder": str(place), "IsClosed": str(s in ENDS).lower(),
               "IsWon": str(ENDS.get(s) == "won").lower()}
              for place, s in enumerate([*PIPELINES["Sales"], *ENDS])]  # fmt: skip
    made = {
        "Opportunity": rows,
        **({"OpportunityFieldHistory": changes} if form else {"OpportunityHistory": history}),
        "OpportunityStage": stages,
    }
    spelled: Callable[[str], str] = {"fivetran": snake, "airbyte": str, "stitch": str.lower}[loader]
    return {
        spelled(name): marked([{spelled(k): v for k, v in row.items()} for row in each], loader)
        for name, each in made.items()
    }


def snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).strip("_")


def salesforce_deal(deal: Deal, dated: bool) -> Row:
    _, stage, at = deal.steps[-1]
    return {
        "Id": long_id(deal),
        "Name": f"Deal {deal.id}",
        "StageName": stage,
        "Amount": "100",
        "CloseDate": f"2025-03-{at if stage in ENDS else 31:02d}",
        "CreatedDate": day(deal.way[0][1]),
        "IsClosed": str(stage in ENDS).lower(),
        "IsWon": str(ENDS.get(stage) == "won").lower(),
        "OwnerId": "005A0000001",
        "SystemModstamp": day(at),
        **({"LastStageChangeDate": day(at)} if dated else {}),
        **dict(deal.more),
    }


# ---- Pipedrive


def pipedrive(
    loader: str, form: str, deals: Sequence[Deal], upto: int, dated: bool
) -> dict[str, list[Row]]:
    at = {"airbyte": "log_time", "stitch": "log_time", "dlt": "timestamp"}[loader]
    flow = [{**row, at: row.pop("at")} for deal in deals for row in pipedrive_flow(deal, upto)]
    if loader == "stitch":
        flow = [row for row in flow if row["field_key"] != "status"]
    stages = [{"id": number(p, s), "name": s, "order_nr": str(place), "pipeline_id": str(1 + which)}
              for which, (p, names) in enumerate(PIPELINES.items()) for place, s in enumerate(names)]  # fmt: skip
    pipelines = [
        {"id": str(1 + which), "name": name, "order_nr": "0"}
        for which, name in enumerate(PIPELINES)
    ]
    log = {"airbyte": "deal_flow", "stitch": "dealflow", "dlt": "deals_flow_deal_change"}[loader]
    made = {"deals": [pipedrive_deal(deal, dated) for deal in deals], log: flow, "stages": stages,
            "pipelines": pipelines}  # fmt: skip
    return {name: marked(rows, loader) for name, rows in made.items()}


def pipedrive_deal(deal: Deal, dated: bool) -> Row:
    pipeline, stage, entered = deal.open_steps[-1]
    ended = day(deal.way[-1][1]) if deal.end != "open" else ""
    return {
        "id": str(deal.id),
        "title": f"Deal {deal.id}",
        "value": "100",
        "currency": "EUR",
        "pipeline_id": str(1 + list(PIPELINES).index(pipeline)),
        "stage_id": number(pipeline, stage),
        "status": deal.end,
        "add_time": day(deal.way[0][1]),
        "update_time": day(deal.way[-1][1]),
        "won_time": ended if deal.end == "won" else "",
        "lost_time": ended if deal.end == "lost" else "",
        "expected_close_date": "2025-03-31",
        **(
            {"stage_change_time": day(entered) if len(deal.open_steps) > 1 else ""} if dated else {}
        ),
        **dict(deal.more),
    }


def pipedrive_flow(deal: Deal, upto: int) -> list[Row]:
    born = deal.way[0][1]
    rows = [("add_time", "", day(born), born)]
    rows += [("stage_id", number(p, s), number(q, t), at)
             for (p, s, _), (q, t, at) in zip(deal.open_steps, deal.open_steps[1:], strict=False)]  # fmt: skip
    if deal.end != "open":
        rows.append(("status", "open", deal.end, deal.way[-1][1]))
    return [{"id": f"{deal.id}{place:02d}", "item_id": str(deal.id), "field_key": field, "old_value": old,
             "new_value": new, "at": day(at)}
            for place, (field, old, new, at) in enumerate(rows) if at <= upto]  # fmt: skip


MAKERS = {"hubspot": hubspot, "salesforce": salesforce, "pipedrive": pipedrive}


def id_of(crm: str, deal: Deal) -> str:
    return long_id(deal) if crm == "salesforce" else str(deal.id)


def stays(pipe, id: str) -> list[tuple[str, str, int]]:
    """(pipeline, stage, day of entry) of a deal's visits in order; 0 where the day is not known."""
    visits = pipe.visits[pipe.visits["deal_id"] == id].sort_values("visit")
    days = [0 if pd.isna(at) else at.day for at in visits["entered_at"]]
    return list(zip(visits["pipeline"].astype(str), visits["stage"].astype(str), days, strict=True))
