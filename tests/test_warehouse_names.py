"""Traps of warehouse tables: what stages say, names for ids, and every way to write headers and cells."""

import json

import pandas as pd
import pytest

import cycle_kit as ck
from tests.warehouse_sets import (
    DEALS,
    RIGHT,
    ROWS,
    STAGES,
    WAYS,
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

# ---- which stage says what


def test_the_flag_closed_won_means_closed():
    stages = [{**stage(*each), "closed_won": each[3]} for each in STAGES]
    for row in stages:
        del row["is_closed"]
    assert outcomes(loaded(deal_pipeline_stage=stages)) == RIGHT


def test_a_lost_stage_may_be_told_by_chance_and_place_alone():
    stages = [stage(id, label, place, "false", chance) for id, label, place, _, chance in STAGES]
    assert outcomes(loaded(deal_pipeline_stage=stages)) == RIGHT


def test_a_first_stage_without_chance_is_not_lost():
    stages = [stage("s1", "Enquiry", 0, "false", 0.0), *[stage(*each) for each in STAGES[1:]]]
    rows = [*ROWS, deal("4", "s1", property_hs_is_closed="false")]
    assert outcomes(loaded(deal=rows, deal_pipeline_stage=stages)) == {**RIGHT, "4": "open"}


def test_ids_that_look_like_outcomes_say_nothing():
    words = {"s1": "closedlost", "s2": "closedwon", "s3": "contractsent", "s4": "qualifiedtobuy"}
    pipe = loaded(
        deal=[deal(id, words[where]) for id, where in DEALS],
        deal_stage=stays(
            {id: tuple(words[each] for each in each_way) for id, each_way in WAYS.items()}
        ),
        deal_pipeline_stage=[stage(words[id], *rest) for id, *rest in STAGES],
    )
    assert outcomes(pipe) == RIGHT
    assert way(pipe, "3") == ["Enquiry", "Offer", "open"]


def test_labels_that_look_like_outcomes_say_nothing():
    labels = {"s1": "Won leads", "s2": "Closed", "s3": "Lost in joy", "s4": "Won by others"}
    stages = [stage(id, labels[id], *rest) for id, _, *rest in STAGES]
    pipe = loaded(deal_pipeline_stage=stages)
    assert outcomes(pipe) == RIGHT
    assert way(pipe, "3") == ["Won leads", "Closed", "open"]


def test_one_name_for_an_open_stage_and_for_an_end():
    other = [
        {**stage("t1", "Signed", 0, "false", 0.5), "pipeline_id": "p2"},
        {**stage("t2", "Paid", 1, "true", 1.0), "pipeline_id": "p2"},
    ]
    pipe = loaded(
        deal=[*ROWS, {**deal("4", "t1"), "deal_pipeline_id": "p2"}],
        deal_stage=stays({**WAYS, "4": ("t1",)}),
        deal_pipeline_stage=[stage(*each) for each in STAGES] + other,
        deal_pipeline=[
            {"pipeline_id": "default", "label": "Sales", "display_order": "0"},
            {"pipeline_id": "p2", "label": "Renewals", "display_order": "1"},
        ],
    )
    assert outcomes(pipe) == {**RIGHT, "4": "open"}
    assert pipe.orders == {"Sales": ("Enquiry", "Offer"), "Renewals": ("Signed",)}


def test_what_the_caller_says_of_a_stage_goes_before():
    assert outcomes(ck.load(hubspot(), dropped=["Not signed"])) == {**RIGHT, "2": "dropped"}
    assert ck.load(hubspot(), stages=["Offer", "Enquiry"]).orders == {"Sales": ("Offer", "Enquiry")}


def flagged(**more: str) -> list[dict[str, str]]:
    """The deals with flags of their own; a stage that is called as a win is lost."""
    flags = {"s2": ("false", "false"), "s3": ("true", "true"), "s4": ("true", "false")}
    return [
        deal(id, where, **more, property_hs_is_closed=flags[where][0],
             property_hs_is_closed_won=flags[where][1])
        for id, where in DEALS
    ]  # fmt: skip


@pytest.mark.parametrize("chance", [None, "0.5"])
@pytest.mark.parametrize("flag", ["is_closed", "closed_won"])
@pytest.mark.parametrize("labels", [("Ready", "Over"), ("Won", "Lost"), ("Lost", "Won")])
def test_how_a_stage_that_is_closed_ends_deals_is_told_by_their_flags(chance, flag, labels):
    """Where its row does not say it by a probability of 0 or 1."""
    shown = {"s3": labels[0], "s4": labels[1]}
    stages = []
    for id, label, place, closed, _ in STAGES:
        row = stage(id, shown.get(id, label), place, closed, 0.5, **{flag: closed})
        del row["probability"]
        if flag != "is_closed":
            del row["is_closed"]
        stages.append(row if chance is None else {**row, "probability": chance})
    assert outcomes(loaded(deal=flagged(), deal_pipeline_stage=stages)) == RIGHT


def test_how_a_stage_that_is_closed_ends_deals_without_flags_is_told_by_its_name():
    labels = {"s3": "Won", "s4": "Over"}
    stages = []
    for id, label, place, closed, _ in STAGES:
        row = stage(id, labels.get(id, label), place, closed, 0.5)
        del row["probability"]
        stages.append(row)
    assert outcomes(loaded(deal_pipeline_stage=stages)) == RIGHT


@pytest.mark.parametrize("chance", [None, "50"])
def test_a_salesforce_stage_without_the_flag_of_a_win_ends_deals_as_their_flags_say(chance):
    more = {} if chance is None else {"default_probability": chance}
    stages = [{"api_name": name, "sort_order": str(place), "is_closed": str(place > 0).lower()} | more
              for place, name in enumerate(("First", "Ready", "Over"))]  # fmt: skip
    rows = [{"id": str(at), "stage_name": name, "close_date": "2025-03-20", "created_date": "2025-03-01",
             "is_closed": str(at > 0).lower(), "is_won": str(at == 1).lower()}
            for at, name in enumerate(("First", "Ready", "Over"))]  # fmt: skip
    pipe = ck.load({"opportunity": frame(rows), "opportunity_stage": frame(stages)})
    assert outcomes(pipe) == {"0": "open", "1": "won", "2": "lost"}


def test_without_a_table_of_stages_the_flags_of_deals_tell():
    flags = {"s2": ("false", "false"), "s3": ("true", "true"), "s4": ("true", "false")}
    rows = [
        deal(
            id,
            where,
            property_hs_is_closed=flags[where][0],
            property_hs_is_closed_won=flags[where][1],
        )
        for id, where in DEALS
    ]
    pipe = loaded(deal=rows, deal_pipeline_stage=None)
    assert outcomes(pipe) == RIGHT
    assert way(pipe, "1") == ["s1", "s2", "won"]
    [lacking] = told(pipe, "no table of stages").to_dict("records")
    assert "shown by their ids" in lacking["effect"] and '"deal_pipeline_stage"' in lacking["note"]


# ---- names and places


def test_ids_as_numbers_in_one_table_and_as_text_in_another():
    tables = hubspot()
    tables["deal"] = tables["deal"].assign(owner_id=[71.0, 71.0, None])
    tables["deal"]["deal_id"] = tables["deal"]["deal_id"].astype("float")
    tables["deal_stage"]["deal_id"] = tables["deal_stage"]["deal_id"].astype("int")
    pipe = ck.load(tables)
    assert outcomes(pipe) == RIGHT
    assert pipe.deals["owner"].fillna("").tolist() == ["Nora Falk", "Nora Falk", ""]
    assert way(pipe, "1") == ["Enquiry", "Offer", "won"]


def test_an_owner_without_a_row_is_shown_by_the_id():
    assert loaded(owner=None).deals["owner"].tolist() == ["71"] * 3
    assert told(loaded(owner=None), "no table of owners")["effect"].tolist() == [
        "Owners are shown by their ids."
    ]


def test_a_deleted_stage_keeps_its_name_and_stands_where_deals_pass_through_it():
    """Another stage has its place now."""
    dead = stage("s9", "Trial", 2, "false", 0.4, _fivetran_deleted="true")
    ways = {"1": ("s1", "s9", "s2", "s3"), "2": ("s1", "s9", "s4"), "3": ("s1", "s9", "s2")}
    pipe = loaded(
        deal_stage=stays(ways), deal_pipeline_stage=[dead, *[stage(*each) for each in STAGES]]
    )
    assert pipe.orders == {"Sales": ("Enquiry", "Trial", "Offer")}


def test_a_stage_that_no_table_has_is_shown_by_its_id():
    ways = {"1": ("s1", "77", "s2", "s3"), "2": ("s1", "s4"), "3": ("s1", "77", "s2")}
    assert loaded(deal_stage=stays(ways)).orders == {"Sales": ("Enquiry", "77", "Offer")}


# ---- how cells are written

MOMENT = pd.Timestamp("2025-03-04 09:15:22.123")
STAMPS = (
    "2025-03-04 09:15:22.123000 UTC",
    "2025-03-04 09:15:22.123 +0000",
    "2025-03-04 09:15:22.123Z",
    "2025-03-04 09:15:22.123+00",
    "2025-03-04T09:15:22.123Z",
    "2025-03-04T09:15:22.123+00:00",
    "2025-03-04 11:15:22.123 +0200",
    "2025-03-04 09:15:22.123",
    "1741079722123",
    "1741079722123.0",
)


@pytest.mark.parametrize("stamp", STAMPS)
def test_every_way_to_write_a_moment(stamp):
    rows = [row | {"property_createdate": stamp} for row in ROWS]
    assert loaded(deal=rows).deals["created_at"].tolist() == [MOMENT] * 3


def test_two_ways_to_write_moments_in_one_column():
    rows = [
        row | {"property_createdate": stamp} for row, stamp in zip(ROWS, STAMPS[-3:], strict=True)
    ]
    assert loaded(deal=rows).deals["created_at"].tolist() == [MOMENT] * 3


def test_a_day_is_that_of_the_zone_and_not_of_utc():
    rows = [row | {"property_closedate": "2025-03-21 02:30:00.000000 UTC"} for row in ROWS]
    pipe = ck.load(hubspot(deal=rows), zone="America/New_York")
    assert pipe.deals["closed_at"].dropna().dt.date.astype(str).tolist() == ["2025-03-20"] * 2


@pytest.mark.parametrize("nothing", ["", "\\N", "null", "NULL"])
def test_nothing_in_every_dress(nothing):
    rows = [row | {"property_amount": nothing, "owner_id": nothing} for row in ROWS]
    pipe = loaded(deal=rows)
    assert pipe.deals["amount"].isna().all() and pipe.deals["owner"].isna().all()


def named_otherwise(how) -> dict[str, pd.DataFrame]:
    return {name: table.rename(columns=how) for name, table in hubspot().items()}


@pytest.mark.parametrize(
    "how",
    [
        str.upper,
        lambda name: name.replace("property_", "properties_"),
        lambda name: name.replace("_", ""),
        lambda name: f"{name}__value" if name.startswith("property_") else name,
        lambda name: f"{name}__value__st" if name.startswith("property_") else name,
        lambda name: name.replace("property_", ""),
    ],
)
def test_every_way_to_write_headers(how):
    pipe = ck.load(named_otherwise(how))
    assert outcomes(pipe) == RIGHT
    assert pipe.deals["amount"].tolist() == [100.0] * 3
    assert way(pipe, "1") == ["Enquiry", "Offer", "won"]


def test_properties_as_json():
    tables = hubspot()
    properties = [name for name in tables["deal"] if name.startswith("property_")]
    packed = [
        json.dumps({name.removeprefix("property_"): text for name, text in row.items()})
        for row in tables["deal"][properties].to_dict("records")
    ]
    tables["deal"] = tables["deal"].drop(columns=properties).assign(properties=packed)
    pipe = ck.load(tables)
    assert outcomes(pipe) == RIGHT and pipe.deals["amount"].tolist() == [100.0] * 3


def test_whole_rows_as_json():
    raw = {
        name: frame(
            [
                {"_airbyte_raw_id": str(at), "_airbyte_data": json.dumps(row)}
                for at, row in enumerate(rows)
            ]
        )
        for name, rows in ((n, t.to_dict("records")) for n, t in hubspot().items())
    }
    assert outcomes(ck.load(raw)) == RIGHT


def test_stages_within_their_pipelines():
    stages = [
        {
            "stageId": id,
            "label": label,
            "displayOrder": place,
            "metadata": {"isClosed": closed, "probability": str(chance)},
        }
        for id, label, place, closed, chance in STAGES
    ]
    for written in (json.dumps(stages), str(stages)):
        pipelines = [{"pipeline_id": "default", "label": "Sales", "stages": written}]
        pipe = loaded(deal_pipeline=pipelines, deal_pipeline_stage=None)
        assert outcomes(pipe) == RIGHT
        assert pipe.orders == {"Sales": ("Enquiry", "Offer")}


# ---- what the files of a set are called


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "jsonl", "ndjson", "xlsx", "parquet"])
def test_tables_as_files_of_any_kind(tmp_path, ending):
    for name, rows in hubspot().items():
        table, path = pd.DataFrame(rows), tmp_path / f"{name}.{ending}"
        if ending in ("csv", "tsv"):
            table.to_csv(path, index=False, sep="," if ending == "csv" else "\t")
        elif ending == "xlsx":
            table.to_excel(path, index=False)
        elif ending == "parquet":
            table.to_parquet(path)
        else:
            table.to_json(path, orient="records", lines=ending != "json")
    pipe = ck.load(tmp_path)
    assert outcomes(pipe) == RIGHT
    assert not pipe.notes["note"].str.contains("The set has no table").any()
