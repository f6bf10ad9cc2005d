"""A deal's own row against a history that ends before, has holes, or goes on after: in every CRM, by every loader."""

from __future__ import annotations

import pandas as pd
import pytest

import cycle_kit as ck
from tests.warehouse_crms import PIPEDRIVE_LOADERS, SETS, Deal, id_of, long_id, stays, tables
from tests.warehouse_sets import day, frame, outcomes, told

MOVED = Deal(1, (("Enquiry", 1), ("Trial", 5), ("Offer", 12)))
BACK = Deal(2, (("Enquiry", 3), ("Trial", 7), ("Enquiry", 14)))
WON = Deal(3, (("Enquiry", 2), ("Trial", 6), ("Signed", 9)))
STILL = Deal(4, (("Enquiry", 1), ("Offer", 8)))
DEALS = (MOVED, BACK, WON, STILL)
ELSEWHERE = "in another stage than"


def way(pipe, crm: str, deal: Deal) -> list[tuple[str, int]]:
    return [(stage, at) for _, stage, at in stays(pipe, id_of(crm, deal))]


@pytest.mark.parametrize(("crm", "loader"), SETS)
def test_the_set_itself(crm, loader):
    pipe = ck.load(tables(crm, loader, DEALS))
    assert outcomes(pipe) == {id_of(crm, d): "won" if d is WON else "open" for d in DEALS}
    assert {d.id: way(pipe, crm, d) for d in DEALS} == {
        d.id: [step for step in d.way if step[0] != "Signed"] for d in DEALS
    }
    assert told(pipe, ELSEWHERE).empty


@pytest.mark.parametrize(("crm", "loader"), SETS)
def test_the_deals_own_stage_and_its_date_go_before_a_history_that_ends_earlier(crm, loader):
    pipe = ck.load(tables(crm, loader, DEALS, upto=10))
    assert way(pipe, crm, MOVED) == [("Enquiry", 1), ("Trial", 5), ("Offer", 12)]
    assert way(pipe, crm, BACK) == [("Enquiry", 3), ("Trial", 7), ("Enquiry", 14)]
    [note] = told(pipe, ELSEWHERE).to_dict("records")
    assert note["note"].startswith("2 deals stand") and "not known" not in note["effect"]
    assert pipe.as_of == pd.Timestamp("2025-03-14 09:00")


@pytest.mark.parametrize(("crm", "loader"), SETS)
def test_without_a_date_of_its_own_the_stage_counts_from_the_end_of_the_history(crm, loader):
    pipe = ck.load(tables(crm, loader, DEALS, upto=8, dated=False))
    assert way(pipe, crm, MOVED) == [("Enquiry", 1), ("Trial", 5), ("Offer", 8)]
    assert way(pipe, crm, BACK) == [("Enquiry", 3), ("Trial", 7), ("Enquiry", 8)]
    [note] = told(pipe, ELSEWHERE).to_dict("records")
    assert "Of 2 this is not known" in note["effect"]


@pytest.mark.parametrize("loader", ["fivetran", "fivetran changes", "airbyte", "dlt"])
def test_a_date_of_entry_into_the_present_stage_is_its_date(loader):
    mine = tables("hubspot", loader, DEALS, upto=10, dated=False)
    deals = mine["deal" if loader.startswith("fivetran") else "deals"]
    front = {"fivetran": "property_", "airbyte": "properties_"}.get(loader.split()[0], "")
    deals[f"{front}hs_v2_date_entered_10"] = [day(1), day(14), day(2), day(1)]
    deals[f"{front}hs_v2_date_entered_12"] = [day(12), "", "", day(8)]
    pipe = ck.load(mine)
    assert way(pipe, "hubspot", MOVED)[-1] == ("Offer", 12)
    assert way(pipe, "hubspot", BACK) == [("Enquiry", 3), ("Trial", 7), ("Enquiry", 14)]


@pytest.mark.parametrize(("crm", "loader"), SETS)
def test_a_row_that_was_copied_before_the_last_moves_does_not_undo_them(crm, loader):
    """The history goes on after the deals' table: the last change of the row is older than the last move."""
    rows = tables(crm, loader, [Deal(1, MOVED.way[:2]), BACK, WON, STILL])
    history = tables(crm, loader, DEALS)
    deals = next(name for name in rows if name.lower() in ("deal", "deals", "opportunity"))
    pipe = ck.load({**history, deals: rows[deals]})
    assert way(pipe, crm, MOVED) == [("Enquiry", 1), ("Trial", 5), ("Offer", 12)]
    assert told(pipe, ELSEWHERE).empty


@pytest.mark.parametrize("loader", PIPEDRIVE_LOADERS)
def test_a_closed_deal_has_been_in_its_own_stage_where_a_status_says_how_it_ended(loader):
    late = Deal(5, (("Enquiry", 1), ("Trial", 5), ("Offer", 12), ("Signed", 15)))
    pipe = ck.load(tables("pipedrive", loader, [*DEALS, late], upto=10))
    assert way(pipe, "pipedrive", late) == [("Enquiry", 1), ("Trial", 5), ("Offer", 12)]
    assert outcomes(pipe)["5"] == "won"
    assert told(pipe, ELSEWHERE)["note"].str.startswith("3 deals").all()


@pytest.mark.parametrize("loader", PIPEDRIVE_LOADERS)
def test_the_stage_of_creation_is_not_the_present_one_of_a_deal_that_moved_since(loader):
    late = Deal(5, (("Enquiry", 9), ("Offer", 12)))
    pipe = ck.load(tables("pipedrive", loader, [*DEALS, late], upto=10))
    assert way(pipe, "pipedrive", late) == [("Offer", 12)]


@pytest.mark.parametrize("loader", ["fivetran", "airbyte", "stitch"])
def test_a_stage_that_has_another_name_now_is_entered_once(loader):
    """The history keeps the name of then; the deal's last change is of that moment."""
    mine = tables("salesforce", loader, DEALS)
    history = next(table for name, table in mine.items() if "history" in name.lower())
    stage = next(name for name in history if name.lower().replace("_", "") == "stagename")
    history[stage] = history[stage].replace("Offer", "Quote")
    pipe = ck.load(mine)
    assert way(pipe, "salesforce", MOVED) == [("Enquiry", 1), ("Trial", 5), ("Offer", 12)]
    assert told(pipe, ELSEWHERE)["note"].str.startswith("2 deals").all()


# ---- deals that never moved


@pytest.mark.parametrize("loader", PIPEDRIVE_LOADERS)
def test_deals_that_never_moved_are_not_missing_from_a_log_of_moves_alone(loader):
    never = Deal(5, (("Trial", 4),))
    mine = tables("pipedrive", loader, [*DEALS, never])
    [name] = [name for name in mine if "flow" in name]
    mine[name] = mine[name][mine[name]["field_key"] == "stage_id"]
    pipe = ck.load(mine)
    assert way(pipe, "pipedrive", never) == [("Trial", 4)]
    assert pipe.visits.loc[pipe.visits["deal_id"] == "5", "evidence"].tolist() == ["recorded"]
    assert told(pipe, "missing from the history").empty


def test_deals_that_never_moved_are_not_missing_from_changes_of_fields():
    never = Deal(5, (("Trial", 4),))
    pipe = ck.load(tables("salesforce", "airbyte fields", [*DEALS, never]))
    assert way(pipe, "salesforce", never) == [("Trial", 4)]
    assert told(pipe, "missing from the history").empty


@pytest.mark.parametrize("loader", PIPEDRIVE_LOADERS)
def test_deals_that_moved_and_are_in_no_log_are_missing(loader):
    mine = tables("pipedrive", loader, DEALS)
    [name] = [name for name in mine if "flow" in name]
    mine[name] = mine[name][mine[name]["item_id"] != "1"]
    pipe = ck.load(mine)
    assert way(pipe, "pipedrive", MOVED) == [("Offer", 12)]
    assert len(told(pipe, "1 deal is missing from the history")) == 1


# ---- two logs of one history


def test_a_move_into_a_stage_of_the_same_name_in_another_pipeline_is_told_by_another_table():
    both = Deal(1, (("Enquiry", 1), ("Offer", 5), ("Notice", 9), ("Offer", 12)),
                ("Sales", "Sales", "Renewals", "Renewals"))  # fmt: skip
    mine = tables("hubspot", "fivetran", [both, BACK, WON, STILL])
    whole = tables("hubspot", "fivetran changes", [both, BACK, WON, STILL])["deal_property_history"]
    hole = mine["deal_stage"]
    mine["deal_stage"] = hole[hole["value"] != "21"]  # Offer of Renewals
    pipe = ck.load({**mine, "deal_property_history": whole[whole["deal_id"] == "1"]})
    assert stays(pipe, "1") == [
        ("Sales", "Enquiry", 1), ("Sales", "Offer", 5), ("Renewals", "Notice", 9), ("Renewals", "Offer", 12),
    ]  # fmt: skip
    assert told(pipe, "moves are in deal_property_history alone").size


def amounts(pipe) -> list[tuple[int, float]]:
    past = pipe.changes["amount"].dropna()
    return [(at.day, value) for at, value in zip(past["at"], past["value"], strict=True)]


def test_an_amount_that_two_tables_tell_changes_once():
    mine = tables("salesforce", "airbyte", [MOVED])
    saves = mine["OpportunityHistory"].assign(Amount=["100", "250", "250"])
    form = {"OpportunityId": long_id(MOVED), "Field": "Amount"}
    fields = [
        {"Id": "1", **form, "OldValue": "100.0", "NewValue": "250.0", "CreatedDate": day(5)},
        {"Id": "2", **form, "OldValue": "250.0", "NewValue": "300.0", "CreatedDate": day(20)},
    ]
    pipe = ck.load({**mine, "OpportunityHistory": saves, "OpportunityFieldHistory": frame(fields)})
    assert amounts(pipe) == [(1, 100.0), (5, 250.0), (20, 300.0)]


@pytest.mark.parametrize(("crm", "loader", "log", "field"), [
    ("hubspot", "fivetran changes", "deal_property_history", "amount"),
    ("hubspot", "dlt", "deals_property_history", "amount"),
    ("pipedrive", "airbyte", "deal_flow", "value"),
    ("pipedrive", "dlt", "deals_flow_deal_change", "value"),
])  # fmt: skip
def test_a_row_that_sets_the_amount_it_had_is_no_change(crm, loader, log, field):
    mine = tables(crm, loader, [MOVED])
    like = mine[log].iloc[[1]]
    [named] = [name for name in like if name in ("name", "property_name", "field_key")]
    [at] = [name for name in like if name in ("timestamp", "log_time")]
    [value] = [name for name in like if name in ("value", "new_value")]
    rows = [
        like.assign(**{named: field, value: text, at: day(number)}
                    | ({"id": f"9{number}", "old_value": old} if "id" in like else {}))
        for old, text, number in (("100", "250", 5), ("250", "250.00", 6), ("250", "300", 7))
    ]  # fmt: skip
    pipe = ck.load({**mine, log: pd.concat([mine[log], *rows])})
    assert amounts(pipe) == [(5, 250.0), (7, 300.0)]
    assert told(pipe, "set a field to the value it had")["rows"].tolist() == [1]
