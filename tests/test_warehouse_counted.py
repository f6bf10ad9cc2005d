"""Which rows of a warehouse's tables are deals, and what is said where something about them is guessed."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import cycle_kit as ck
from tests.warehouse_crms import (
    ENDS,
    HUBSPOT_LOADERS,
    PIPELINES,
    SALESFORCE_LOADERS,
    SETS,
    Deal,
    hubspot_deal,
    id_of,
    number,
    pipedrive_deal,
    stays,
    tables,
)
from tests.warehouse_sets import Tables, day, frame, outcomes, told

MOVED = Deal(1, (("Enquiry", 1), ("Trial", 5), ("Offer", 12)))
WON = Deal(2, (("Enquiry", 2), ("Trial", 6), ("Signed", 9)))
LOST = Deal(3, (("Enquiry", 2), ("Refused", 4)))
DEALS = (MOVED, WON, LOST)


def named(mine: Tables, *ends: str) -> str:
    """The table whose name is one of these without capitals and lines."""
    return next(name for name in mine if name.lower().replace("_", "") in ends)


def deals_of(mine: Tables) -> str:
    return named(mine, "deal", "deals", "opportunity")


def column(table: pd.DataFrame, *names: str) -> str:
    return next(name for name in table if name.lower().replace("_", "") in names)


# ---- merged, deleted, none at all


MARKS = {
    "fivetran": ("_fivetran_deleted", "is_deleted"),
    "airbyte": ("archived",),
    "dlt": ("is_deleted",),
}


@pytest.mark.parametrize(
    ("loader", "mark"), [(loader, mark) for loader, marks in MARKS.items() for mark in marks]
)
def test_what_was_merged_into_a_deal_stays_away_when_that_is_deleted(loader, mark):
    mine = tables(
        "hubspot", loader, [replace(MOVED, more=(("hs_merged_object_ids", "2;9"),)), WON, LOST]
    )
    name = deals_of(mine)
    mine[name][mark] = ["true", "false", "false"]
    pipe = ck.load(mine)
    assert outcomes(pipe) == {"3": "lost"}
    assert told(pipe, "rows of deals that were merged")["rows"].tolist() == [1]


@pytest.mark.parametrize("kept", [True, False])
def test_what_was_merged_into_a_deal_stays_away_when_that_lies_in_the_bin(kept):
    """`kept`: the deal's row is still among the others."""
    survivor = replace(MOVED, more=(("hs_merged_object_ids", "2"),))
    mine = tables("hubspot", "airbyte", [survivor, WON, LOST])
    row = {f"properties_{name}": text for name, text in hubspot_deal(survivor, True).items()}
    mine["deals_archived"] = frame([{**row, "id": "1", "archivedAt": day(20)}])
    mine["deals"] = mine["deals"] if kept else mine["deals"].iloc[1:]
    assert outcomes(ck.load(mine)) == {"3": "lost"}


@pytest.mark.parametrize("name", ["deals_archived", "owners_archived", "owners"])
@pytest.mark.parametrize("crm", ["hubspot", "pipedrive"])
def test_a_table_beside_the_deals_may_have_no_rows(crm, name):
    mine = tables(crm, "airbyte", DEALS)
    like = mine["deals"] if name.startswith("deals") else frame([{"id": "1", "email": "a@b.test"}])
    empty = like.head(0).assign(archivedAt="")
    assert outcomes(ck.load({**mine, name: empty})) == {"1": "open", "2": "won", "3": "lost"}


@pytest.mark.parametrize(("crm", "loader"), SETS)
@pytest.mark.parametrize("rows", [0, 3])
def test_where_there_is_no_deal_that_is_said(crm, loader, rows):
    mine = tables(crm, loader, DEALS)
    name = deals_of(mine)
    mine[name] = mine[name].head(rows).assign(is_deleted="true")
    with pytest.raises(ck.CycleKitError) as error:
        ck.load(mine)
    assert str(error.value).splitlines()[:2] == [
        f"There is no deal in {name}.",
        "Its 3 rows are deleted, merged into others, or without an id."
        if rows
        else "It has no rows.",
    ]


# ---- ids in 15 and in 18 letters


TYPE = "012A00000000001AAB"


@pytest.mark.parametrize("loader", SALESFORCE_LOADERS)
@pytest.mark.parametrize(("mine", "other"), [(15, 18), (18, 15), (15, 15), (18, 18)])
def test_ids_of_15_letters_are_those_of_18(loader, mine, other):
    """`mine`: letters in the table of deals, of them and of their record types; `other`: in all other tables."""
    made = tables("salesforce", loader, DEALS)
    deals = made[deals_of(made)]
    id, history = (
        column(deals, "id"),
        made[named(made, "opportunityhistory", "opportunityfieldhistory")],
    )
    deals[id] = deals[id].str[:mine]
    deals["RecordTypeId"] = TYPE[:mine]
    of = column(history, "opportunityid")
    history[of] = history[of].str[:other]
    made["RecordType"] = frame(
        [
            {
                "Id": TYPE[:other],
                "Name": "New business",
                "DeveloperName": "new",
                "SobjectType": "Opportunity",
            }
        ]
    )
    pipe = ck.load(made)
    assert set(pipe.deals["pipeline"]) == {"New business"}
    assert [step[1:] for step in stays(pipe, id_of("salesforce", MOVED)[:mine])] == list(MOVED.way)


def test_versions_of_a_deal_under_both_its_ids_are_one_deal():
    made = tables("salesforce", "stitch", DEALS)
    older = made["opportunity"].assign(stagename="Enquiry", systemmodstamp=day(1))
    older["id"] = older["id"].str[:15]
    older["_sdc_batched_at"] = day(2)
    pipe = ck.load({**made, "opportunity": pd.concat([older, made["opportunity"]])})
    assert list(outcomes(pipe).values()) == ["open", "won", "lost"]


# ---- what is guessed, and what is not


@pytest.mark.parametrize("loader", HUBSPOT_LOADERS)
@pytest.mark.parametrize("flagged", [False, True])
def test_outcomes_by_the_ids_of_stages_alone_are_told(loader, flagged):
    made = tables("hubspot", loader, DEALS)
    words = {number("Sales", "Signed"): "closedwon", number("Sales", "Refused"): "closedlost"}
    made = {
        n: t.replace(words) for n, t in made.items() if "stages" not in n and "pipeline" not in n
    }
    if flagged:
        made[deals_of(made)]["hs_is_closed"] = ["false", "true", "true"]
        made[deals_of(made)]["hs_is_closed_won"] = ["false", "true", "false"]
    pipe = ck.load(made)
    assert list(outcomes(pipe).values()) == ["open", "won", "lost"]
    notes = told(pipe, "by the names or ids of their stages alone")["note"].tolist()
    assert notes == ([] if flagged else [
        "2 deals are won or lost by the names or ids of their stages alone: "
        '"closedwon" (won), "closedlost" (lost).'
    ])  # fmt: skip


@pytest.mark.parametrize(("crm", "loader"), SETS)
def test_outcomes_that_a_table_tells_are_no_guess(crm, loader):
    assert told(ck.load(tables(crm, loader, DEALS)), "stages alone").empty


LATE = "2025-06-01"


def without_history(crm: str, loader: str, changed: str) -> Tables:
    """Twenty deals of March, and one that was lost in June: its row changed last on that day, or when it is said."""
    rows = [Deal(id, (("Enquiry", 1),)) for id in range(1, 21)]
    last = {
        "hubspot": ("closedate", "hs_lastmodifieddate"),
        "salesforce": ("CloseDate", "SystemModstamp"),
    }[crm]
    told_then = ((last[0], LATE), (last[1], f"{changed} 08:00:00"))
    made = tables(crm, loader, [*rows, Deal(21, LOST.way, more=told_then)], dated=False)
    return {name: table for name, table in made.items() if "history" not in name.lower()
            and name not in ("deal_stage", "stages_timing_deals")}  # fmt: skip


@pytest.mark.parametrize(
    ("crm", "loader"), [(crm, loader) for crm, loader in SETS if crm != "pipedrive"]
)
def test_a_loss_whose_row_changed_on_its_closing_date_was_no_plan(crm, loader):
    pipe = ck.load(without_history(crm, loader, LATE))
    assert pipe.as_of.strftime("%Y-%m-%d") == LATE
    assert pipe.deals["closed_at"].dropna().dt.strftime("%Y-%m-%d").tolist() == [LATE]
    assert told(pipe, "the one that was planned").empty


def test_a_loss_whose_row_changed_long_before_its_closing_date_is_planned():
    pipe = ck.load(without_history("salesforce", "stitch", "2025-03-05"))
    assert pipe.as_of == pd.Timestamp("2025-03-02 09:00") and pipe.deals["closed_at"].isna().all()


@pytest.mark.parametrize("blank", [slice(0, None, 2), slice(1, None, 2), slice(0, None)])
def test_a_stay_without_its_own_date_has_that_of_its_version(blank):
    made = tables("hubspot", "fivetran", DEALS)
    stay = made["deal_stage"].assign(_fivetran_start=made["deal_stage"]["date_entered"])
    stay.loc[stay.index[blank], "date_entered"] = ""
    pipe = ck.load({**made, "deal_stage": stay})
    assert [step[1:] for step in stays(pipe, "1")] == list(MOVED.way)


def test_a_stage_that_is_deleted_and_in_the_way_of_deals_is_told():
    made = tables("pipedrive", "airbyte", DEALS)
    made["stages"]["is_deleted"] = ["f", "t", "f", "t", "f"]  # Trial, and a stage where no deal was
    pipe = ck.load(made)
    assert pipe.orders["Sales"] == ("Enquiry", "Trial", "Offer")
    notes = told(pipe, "Deleted in the system")["note"].tolist()
    assert notes == [
        'Deleted in the system, or not in use there, and in the way of these deals: "Trial".'
    ]


# ---- versions of deals


def versions(deals: list[Deal]) -> Tables:
    """Pipedrive's deals in Fivetran's history mode, and no log beside them."""
    rows = []
    for deal in deals:
        row = {**pipedrive_deal(deal, True), "won_time": "", "lost_time": ""}
        for place, (pipeline, stage, at) in enumerate(deal.steps):
            if stage in ENDS:
                row |= {"status": ENDS[stage], f"{ENDS[stage]}_time": day(at)}
            else:
                entered = (
                    day(at)
                    if place and number(pipeline, stage) != row["stage_id"]
                    else row["stage_change_time"]
                )
                row |= {"stage_id": number(pipeline, stage), "status": "open"}
                row |= {
                    "stage_change_time": entered if place else "",
                    "won_time": "",
                    "lost_time": "",
                }
            active = str(place == len(deal.steps) - 1).lower()
            rows.append(
                {
                    **row,
                    "update_time": day(at),
                    "_fivetran_start": day(at),
                    "_fivetran_active": active,
                }
            )
    stages = [{"id": number("Sales", name), "name": name, "order_nr": str(place), "pipeline_id": "1"}
              for place, name in enumerate(PIPELINES["Sales"])]  # fmt: skip
    return {
        "deal_history": frame(rows),
        "stage": frame(stages),
        "pipeline": frame([{"id": "1", "name": "Sales"}]),
    }


def test_versions_of_a_status_tell_ends_and_reopenings():
    again = Deal(
        4,
        (("Enquiry", 1), ("Trial", 3), ("Refused", 5), ("Trial", 8), ("Offer", 11), ("Signed", 15)),
    )
    back = Deal(5, (("Enquiry", 1), ("Refused", 5), ("Enquiry", 8)))
    pipe = ck.load(versions([*DEALS, again, back]))
    assert outcomes(pipe) == {"1": "open", "2": "won", "3": "lost", "4": "won", "5": "open"}
    left = {
        deal.id: [
            (stage, exit) for id, stage, exit in pipe.visits[["deal_id", "stage", "exit"]].astype(str).values
            if id == str(deal.id)
        ]
        for deal in (WON, again, back)
    }  # fmt: skip
    assert left == {
        2: [("Enquiry", "forward"), ("Trial", "won")],
        4: [("Enquiry", "forward"), ("Trial", "lost"), ("Trial", "forward"), ("Offer", "won")],
        5: [("Enquiry", "lost"), ("Enquiry", "open")],
    }
    assert told(pipe, "although").empty
    assert pipe.rewind("2025-03-06").deals["outcome"].astype(str).tolist() == [
        "open",
        "open",
        "lost",
        "lost",
        "lost",
    ]
