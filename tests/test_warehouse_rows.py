"""Traps of warehouse tables: rows that are no deals or no moves, several versions, one history in two tables."""

import pandas as pd
import pytest

import cycle_kit as ck
from tests.warehouse_sets import (
    DEALS,
    RIGHT,
    ROWS,
    STAGES,
    WAYS,
    day,
    deal,
    frame,
    hubspot,
    loaded,
    outcomes,
    stage,
    stays,
    told,
    way,
)


def test_the_set_itself():
    pipe = loaded()
    assert outcomes(pipe) == RIGHT
    assert pipe.orders == {"Sales": ("Enquiry", "Offer")}
    assert way(pipe, "1") == ["Enquiry", "Offer", "won"]
    assert way(pipe, "2") == ["Enquiry", "lost"]
    assert pipe.deals["owner"].tolist() == ["Nora Falk"] * 3
    assert pipe.crm == "hubspot"


# ---- rows that are no deals


@pytest.mark.parametrize("mark", ["true", "TRUE", "t", "1"])
@pytest.mark.parametrize("column", ["_fivetran_deleted", "is_deleted"])
def test_deleted_deals_are_none(column, mark):
    gone = deal("9", "s3", **{column: mark})
    pipe = loaded(deal=[*ROWS, gone], deal_stage=stays({**WAYS, "9": ("s1", "s3")}))
    assert outcomes(pipe) == RIGHT
    assert told(pipe, "marked as deleted")["rows"].tolist() == [1]
    assert told(pipe, "rows of deals that are deleted")["rows"].tolist() == [2]


@pytest.mark.parametrize("mark", ["", "false", "\\N", "null", "NULL", "f", "0"])
def test_a_mark_that_says_nothing_deletes_nothing(mark):
    assert outcomes(loaded(deal=[row | {"_fivetran_deleted": mark} for row in ROWS])) == RIGHT


def test_merged_deals_count_once_by_a_table_of_them():
    pipe = loaded(
        deal=[*ROWS, deal("8", "s3"), deal("9", "s2")],
        merged_deal=[
            {"deal_id": "1", "merged_deal_id": "8"},
            {"deal_id": "8", "merged_deal_id": "9"},
        ],
    )
    assert outcomes(pipe) == RIGHT
    assert told(pipe, "merged into another one")["rows"].tolist() == [2]


@pytest.mark.parametrize("said", ["8;9", '["8", "9"]', "[8, 9]", "8; 9;1"])
def test_merged_deals_count_once_where_only_the_survivor_names_them(said):
    mine = [ROWS[0] | {"property_hs_merged_object_ids": said}, *ROWS[1:]]
    assert outcomes(loaded(deal=[*mine, deal("8", "s3"), deal("9", "s2")])) == RIGHT


def test_deals_in_the_bin_are_told_by_their_table_alone():
    """Going there touches no date of change; a deal that was changed later was taken out again."""
    bin = [{"id": "2", "archived_at": day(25)}, {"id": "3", "archived_at": day(20)}]
    assert outcomes(loaded(deals_archived=bin)) == {"1": "won", "3": "open"}


# ---- several versions


def test_the_newest_version_counts_whatever_the_order():
    older = [
        deal(id, "s1", property_hs_lastmodifieddate=day(2), property_amount="7") for id, _ in DEALS
    ]
    for rows in (older + ROWS, ROWS + older, ROWS + older + ROWS):
        pipe = loaded(deal=rows)
        assert outcomes(pipe) == RIGHT
        assert pipe.deals["amount"].tolist() == [100.0] * 3


def test_of_versions_with_a_period_the_active_one_counts():
    """A record whose versions all have ended was deleted."""
    mine = [row | {"_fivetran_active": "true", "_fivetran_start": day(2)} for row in ROWS]
    older = [deal(id, "s1", _fivetran_active="false", _fivetran_start=day(9)) for id, _ in DEALS]
    dead = [deal("9", "s3", _fivetran_active="false", _fivetran_start=day(9))]
    assert outcomes(loaded(deal=mine + older + dead)) == RIGHT


@pytest.mark.parametrize("standing", ["", "9999-12-31 00:00:00+00:00", "2050-01-01T00:00:00Z"])
@pytest.mark.parametrize("changed", [False, True])
def test_of_versions_with_a_period_that_has_no_mark_the_one_without_an_end_counts(
    standing, changed
):
    """dlt's: a record whose versions all have ended was deleted, and versions tell the moves."""

    def version(id: str, where: str, start: int, end: str, amount: str) -> dict[str, str]:
        row = {"id": id, "dealname": "A", "dealstage": where, "pipeline": "default",
               "amount": amount, "createdate": day(1), "_dlt_valid_from": day(start),
               "_dlt_valid_to": end}  # fmt: skip
        return {**row, **({"hs_lastmodifieddate": day(3)} if changed else {})}

    rows = [
        version("1", "s3", 9, standing, "100"),
        version("3", "s2", 5, standing, "100"),
        version("2", "s4", 4, standing, "100"),
        version("9", "s3", 4, day(8), "7"),
        *(version(id, "s1", 1, day(end), "7") for id, end in (("1", 5), ("2", 4), ("3", 5))),
        version("1", "s2", 5, day(9), "7"),
    ]
    stages = frame([stage(*each) for each in STAGES])
    pipe = ck.load({"deals": frame(rows), "deal_pipeline_stage": stages})
    assert outcomes(pipe) == RIGHT
    assert pipe.deals["amount"].tolist() == [100.0] * 3
    assert way(pipe, "1") == ["Enquiry", "Offer", "won"]
    assert [at.day for at in pipe.visits.loc[pipe.visits["deal_id"] == "1", "entered_at"]] == [1, 5]


def test_stitch_counts_by_its_sequence_and_not_by_the_date_of_change():
    rows = [
        {
            "id": "1",
            "dealstage": where,
            "dealname": "A",
            "createdate": day(1),
            "updated_at": day(9),
            "_sdc_sequence": number,
        }
        for where, number in (("s1", "999"), ("s3", "1000"))
    ]
    pipe = ck.load(
        {"deals": frame(rows), "deal_pipeline_stage": frame([stage(*s) for s in STAGES])}
    )
    assert outcomes(pipe) == {"1": "won"}


def test_versions_tell_the_moves_where_no_table_does():
    rows = [
        {
            "id": "006000000000001AAA",
            "stage_name": name,
            "close_date": "2025-04-01",
            "created_date": day(1),
            "is_closed": str(name == "Done").lower(),
            "is_won": str(name == "Done").lower(),
            "_fivetran_active": str(name == "Done").lower(),
            "_fivetran_start": day(number),
        }
        for name, number in (("First", 1), ("Second", 4), ("Second", 6), ("Done", 9))
    ]
    pipe = ck.load({"opportunity": frame(rows)})
    assert len(pipe.deals) == 1
    assert way(pipe, "006000000000001AAA") == ["First", "Second", "won"]
    assert pipe.visits["days"].tolist() == [3.0, 5.0]


def test_rows_of_the_history_that_come_again_are_one():
    again = stays(WAYS)
    assert len(loaded(deal_stage=again + again[::2]).visits) == len(loaded().visits)


def test_moves_of_one_moment_that_come_again_are_one_each():
    enquiry, offer = stays({"3": ("s1", "s2")})
    both = [offer, {**offer, "value": "s1"}]
    rows = [*stays({"1": WAYS["1"], "2": WAYS["2"]}), enquiry, *both, *both]
    pipe = loaded(deal=[*ROWS[:2], deal("3", "s1")], deal_stage=rows)
    assert way(pipe, "3") == ["Enquiry", "Offer", "Enquiry", "open"]


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize("forever", ["9999-12-31 23:59:59.000000 UTC", ""])
def test_stays_that_began_in_one_moment_stand_in_the_order_in_which_they_ended(step, forever):
    """Rows of a warehouse are in no order."""
    at = {"deal_id": "3", "date_entered": day(1)}
    rows = [
        {**at, "value": "s1", "_fivetran_end": day(1)},
        {**at, "value": "s2", "_fivetran_end": forever},
    ]
    rest = [row | {"_fivetran_end": ""} for row in stays({"1": WAYS["1"], "2": WAYS["2"]})]
    pipe = loaded(deal_stage=[*rest, *rows][::step])
    assert way(pipe, "3") == ["Enquiry", "Offer", "open"]


def test_equal_neighbours_are_one_stay():
    rows = [
        *stays(WAYS),
        {"deal_id": "3", "value": "s2", "date_entered": day(9), "_fivetran_start": ""},
    ]
    assert way(loaded(deal_stage=rows), "3") == ["Enquiry", "Offer", "open"]


# ---- one history of two


def changes(ways: dict[str, tuple[str, ...]], **form: str) -> list[dict[str, str]]:
    names = {"field": "name", "moment": "timestamp", **form}
    return [
        {
            "deal_id": row["deal_id"],
            names["field"]: "dealstage",
            "value": row["value"],
            names["moment"]: row["date_entered"],
        }
        for row in stays(ways)
    ]


def test_two_tables_that_hold_the_same_are_one_history():
    both = loaded(deal_property_history=changes(WAYS))
    alone = loaded(deal_stage=None, deal_property_history=changes(WAYS))
    for pipe in (both, alone):
        assert way(pipe, "1") == ["Enquiry", "Offer", "won"]
        assert len(pipe.visits) == len(loaded().visits)
    assert told(both, "tells too")["rows"].tolist() == [7]


def soon(row: dict[str, str], after: str) -> dict[str, str]:
    """The same row some minutes later."""
    return {name: text.replace(":00:00.", f":{after}.") for name, text in row.items()}


def test_two_tables_that_stamp_the_same_moves_otherwise_are_one_history():
    """There and back within the minutes that lie between both stamps."""
    enquiry, offer = stays({"3": ("s1", "s2")})
    back = soon({**offer, "value": "s1"}, "05:00")
    rows = [*stays({"1": WAYS["1"], "2": WAYS["2"]}), enquiry, offer, back]
    later = [
        soon(
            {
                "deal_id": r["deal_id"],
                "name": "dealstage",
                "value": r["value"],
                "timestamp": r["date_entered"],
            },
            "07:30",
        )
        for r in rows
    ]
    deals = [*ROWS[:2], deal("3", "s1")]
    pipe = loaded(deal=deals, deal_stage=rows, deal_property_history=later)
    assert way(pipe, "3") == ["Enquiry", "Offer", "Enquiry", "open"]


def test_of_two_histories_the_fuller_one_is_read():
    part = {"1": ("s1",), "2": ("s1",), "3": ("s1",)}
    pipe = loaded(deal_stage=stays(part), deal_property_history=changes(WAYS))
    assert way(pipe, "1") == ["Enquiry", "Offer", "won"]


def test_moves_that_a_history_lacks_are_read_from_dates_of_entry():
    rows = [
        row | {"property_hs_v2_date_entered_s2": day(6) if row["deal_id"] != "2" else ""}
        for row in ROWS
    ]
    holes = {"1": ("s1", "s3"), "2": ("s1", "s4"), "3": ("s1",)}
    history = [row for row in stays(WAYS) if row["value"] in holes[row["deal_id"]]]
    pipe = loaded(deal=rows, deal_stage=history)
    assert way(pipe, "1") == ["Enquiry", "Offer", "won"]
    assert way(pipe, "3") == ["Enquiry", "Offer", "open"]


def test_a_table_without_rows_is_not_the_history():
    tables = hubspot(deal_property_history=changes(WAYS))
    tables["deal_stage"] = tables["deal_stage"].head(0)
    assert way(ck.load(tables), "1") == ["Enquiry", "Offer", "won"]


def test_a_first_version_of_an_old_deal_does_not_tell_when_its_stage_was_entered():
    rows = [
        {
            "id": "1",
            "dealname": "A",
            "dealstage": where,
            "createdate": day(1),
            "updated_at": day(number),
            "_airbyte_extracted_at": day(number),
        }
        for where, number in (("s1", 10), ("s2", 15), ("s2", 20))
    ]
    rows.append({**rows[0], "id": "2"})
    stages = frame([stage(*each) for each in STAGES])
    pipe = ck.load({"deals": frame(rows), "deal_pipeline_stage": stages})
    assert way(pipe, "1") == ["Enquiry", "Offer", "open"]
    entered = pipe.visits.set_index(["deal_id", "stage"])["entered_at"]
    assert entered["1", "Offer"] == pd.Timestamp("2025-03-15 09:00")
    assert entered["1", "Enquiry"] == pd.Timestamp("2025-03-01 09:00")
    assert pd.isna(entered["2", "Enquiry"])
