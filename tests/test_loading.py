"""load: layouts, outcomes, histories, repeated ids, dates, and the account of every row."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError, CycleKitError, LayoutError, StageError

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
LOADS = {
    "hubspot": {"source": SAMPLES / "hubspot_deals.csv"},
    "salesforce": {
        "source": SAMPLES / "salesforce_opportunities.csv",
        "history": SAMPLES / "salesforce_history.csv",
    },
    "salesforce without history": {"source": SAMPLES / "salesforce_opportunities.csv"},
    "pipedrive": {"source": SAMPLES / "pipedrive_deals.csv"},
    "log": {"source": SAMPLES / "event_log.csv"},
    "log and deals": {
        "source": SAMPLES / "event_log_deals.csv",
        "history": SAMPLES / "event_log.csv",
    },
}


@pytest.fixture(scope="module")
def loaded():
    return {name: ck.load(**options) for name, options in LOADS.items()}


def records(path: Path) -> int:
    """Records of a sample below its header, counted without our reader."""
    return path.read_bytes().count(b"\n") - 1


@pytest.mark.parametrize("name", LOADS)
def test_every_row_of_every_sample_has_a_fate(loaded, name):
    notes = loaded[name].notes
    for path in LOADS[name].values():
        mine = notes[(notes["file"] == path.name) & (notes["fate"] != "")]
        assert mine["rows"].sum() == records(path), path.name


@pytest.mark.parametrize(
    ("name", "crm"),
    [
        ("hubspot", "hubspot"),
        ("salesforce", "salesforce"),
        ("pipedrive", "pipedrive"),
        ("log", "plain"),
    ],
)
def test_each_sample_is_recognised_by_its_headers(loaded, name, crm):
    assert loaded[name].crm == crm


def test_what_all_samples_can_answer_is_answered_the_same(loaded):
    rates = [ck.win_rate(pipe).iloc[0] for name, pipe in loaded.items() if name != "log"]
    for row in rates[1:]:
        assert row["won"] == rates[0]["won"]
        assert row["won_value"] == pytest.approx(rates[0]["won_value"])
    for name, pipe in loaded.items():
        assert len(pipe.deals) == len(loaded["hubspot"].deals), name
        assert (pipe.deals["outcome"] == "open").sum() == (
            loaded["hubspot"].deals["outcome"] == "open"
        ).sum(), name


def test_load_twice_gives_equal_tables(loaded):
    again = ck.load(**LOADS["hubspot"])
    pd.testing.assert_frame_equal(again.deals, loaded["hubspot"].deals)
    pd.testing.assert_frame_equal(again.visits, loaded["hubspot"].visits)
    pd.testing.assert_frame_equal(again.notes, loaded["hubspot"].notes)


def test_amounts_are_converted_with_the_rates_of_cycle_toml(loaded):
    deals = loaded["hubspot"].deals.dropna(subset=["amount"])
    dollars = deals[deals["currency"] == "USD"]
    assert len(dollars) > 100
    assert list(dollars["value"]) == pytest.approx(list(dollars["amount"] * 0.92))
    euros = deals[deals["currency"] == "EUR"]
    assert (euros["value"] == euros["amount"]).all()


def test_the_exports_own_columns_are_kept(loaded):
    assert "Associated Contact" in loaded["hubspot"].deals
    assert "Forecast Category" not in loaded["hubspot"].deals


# -- small files -----------------------------------------------------------------------------------


def csv(tmp_path, *lines, name="deals.csv"):
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def deals(tmp_path, *lines, header="Deal ID,Stage,Owner,Created Date,Close Date,Amount", **options):
    return ck.load(csv(tmp_path, header, *lines), **options)


def by_id(pipe):
    return pipe.deals.set_index("deal_id")


def test_a_plain_table(tmp_path):
    pipe = deals(
        tmp_path,
        "1,Offer,Ada,2024-01-01,,100",
        "2,Won,Ada,2024-01-02,2024-01-20,200",
        "3,Lost,Bo,2024-01-03,2024-01-13,300",
        stages=["Offer"],
    )
    assert list(pipe.deals["outcome"]) == ["open", "won", "lost"]
    assert by_id(pipe).loc["2", "closed_at"] == pd.Timestamp("2024-01-20")
    assert pipe.as_of == pd.Timestamp("2024-01-20")
    assert not pipe.recorded
    assert list(pipe.visits["evidence"]) == ["inferred"]


def test_bytes_open_files_and_frames_load_alike(tmp_path):
    path = csv(
        tmp_path,
        "Deal ID,Stage,Owner,Created Date,Close Date",
        "1,New,A,2024-01-01,",
        "2,Won,A,2024-01-01,2024-01-09",
    )
    by_path = ck.load(path, stages=["New"])
    with path.open("rb") as stream:
        sources = [
            path.read_bytes(),
            stream,
            pd.read_csv(path, parse_dates=["Created Date"]),
            str(path),
        ]
        for source in sources:
            pipe = ck.load(source, stages=["New"])
            pd.testing.assert_frame_equal(pipe.deals, by_path.deals)


def test_a_stage_called_none_stays_a_stage(tmp_path):
    pipe = deals(
        tmp_path, "1,None,A,2024-01-01,,1", "2,N/A,A,2024-01-01,,1", stages=["None", "N/A"]
    )
    assert list(pipe.deals["stage"]) == ["None", "N/A"]


def test_ids_stay_text_to_the_last_digit(tmp_path):
    pipe = deals(
        tmp_path,
        "1234567890123456789,New,A,2024-01-01,,1",
        "0012,New,A,2024-01-01,,1",
        stages=["New"],
    )
    assert list(pipe.deals["deal_id"]) == ["1234567890123456789", "0012"]


def test_equal_rows_are_merged_and_of_differing_ones_the_last_counts(tmp_path):
    pipe = deals(
        tmp_path,
        "1,New,A,2024-01-01,,1",
        "1,New,A,2024-01-01,,1",
        "2,New,A,2024-01-01,,5",
        "2,New,A,2024-01-01,,7",
        stages=["New"],
    )
    assert by_id(pipe)["amount"].to_dict() == {"1": 1.0, "2": 7.0}
    fates = pipe.notes[pipe.notes["fate"] != ""].set_index("fate")["rows"].to_dict()
    assert fates == {"deal": 2, "merged": 1, "repeat": 1}


def test_a_row_without_an_id_is_named_by_its_line(tmp_path):
    pipe = deals(tmp_path, "1,New,A,2024-01-01,,1", ",New,A,2024-01-01,,1", stages=["New"])
    assert list(pipe.deals["deal_id"]) == ["1", "line 3"]
    assert (
        pipe.notes["note"]
        .str.contains("1 row has no id (line 3); it is named by its line.", regex=False)
        .any()
    )


def test_the_close_date_of_an_open_deal_is_an_expectation(tmp_path):
    pipe = deals(
        tmp_path,
        "1,New,A,2024-01-01,2024-09-09,1",
        "2,Won,A,2024-01-01,2024-02-02,1",
        stages=["New"],
    )
    assert by_id(pipe).loc["1", "expected_close"] == pd.Timestamp("2024-09-09")
    assert pd.isna(by_id(pipe).loc["1", "closed_at"])
    assert pipe.as_of == pd.Timestamp("2024-02-02")


def test_our_names_in_the_file_are_set_apart(tmp_path):
    pipe = deals(
        tmp_path,
        "1,New,A,2024-01-01,,1,9",
        header="Deal ID,Stage,Owner,Created Date,Close Date,Amount,value",
        stages=["New"],
    )
    assert list(pipe.deals["value (file)"]) == [9]
    assert list(pipe.deals["value"]) == [1.0]


def test_several_currencies_without_rates_are_never_summed(tmp_path):
    pipe = deals(
        tmp_path,
        "1,Won,A,2024-01-01,2024-01-05,100,EUR",
        "2,Won,A,2024-01-01,2024-01-05,100,USD",
        "3,New,A,2024-01-01,,1,EUR",
        header="Deal ID,Stage,Owner,Created Date,Close Date,Amount,Currency",
        stages=["New"],
    )
    assert pipe.deals["value"].isna().all()
    assert pd.isna(ck.win_rate(pipe).iloc[0]["won_value"])
    split = ck.win_rate(pipe, by="currency").set_index("currency")["won_value"]
    assert split.to_dict() == {"EUR": 100.0, "USD": 100.0}


def test_dates_nobody_can_tell_are_refused(tmp_path):
    with pytest.raises(ColumnError) as error:
        deals(tmp_path, "1,New,A,03/04/2024,,1", "2,New,A,05/06/2024,,1", stages=["New"])
    assert "Created Date" in str(error.value)
    assert 'dates="dmy"' in str(error.value)
    pipe = deals(
        tmp_path, "1,New,A,03/04/2024,,1", "2,New,A,05/06/2024,,1", stages=["New"], dates="dmy"
    )
    assert by_id(pipe).loc["1", "created_at"] == pd.Timestamp("2024-04-03")


def test_a_column_mostly_unreadable_is_refused_without_its_content(tmp_path):
    rows = [f"{n},New,A,{'secret' if n < 3 else '2024-01-01'},,1" for n in range(10)]
    with pytest.raises(ColumnError) as error:
        deals(tmp_path, *rows, stages=["New"])
    assert str(error.value) == (
        'Column "Created Date" of deals.csv cannot be read as dates.\n'
        "3 of its 10 filled cells are something else (lines 2, 3, 4).\n"
        'Leave it out with columns={"created_at": ""}, name another column there, or mend these cells.'
    )


def test_single_unreadable_dates_are_noted_by_line(tmp_path):
    rows = [f"{n},New,A,{'secret' if n == 4 else '2024-01-01'},,1" for n in range(10)]
    pipe = deals(tmp_path, *rows, stages=["New"])
    said = pipe.notes["note"]
    assert (
        said == '1 of 10 cells of "Created Date" could not be read as dates (line 6).'
    ).sum() == 1
    assert not said.str.contains("secret").any()


def test_a_far_off_date_among_many_is_a_typo(tmp_path):
    rows = [f"{n},New,A,2024-01-{n % 28 + 1:02d},,1" for n in range(120)]
    pipe = deals(tmp_path, *rows, "x,New,A,2031-01-01,,1", stages=["New"])
    assert pipe.as_of == pd.Timestamp("2024-01-28")
    assert pd.isna(by_id(pipe).loc["x", "created_at"])
    assert pipe.notes["note"].str.contains(r"\(line 122\)").any()


def test_closing_before_creation_is_noted_and_left_out_of_the_cycle(tmp_path):
    pipe = deals(
        tmp_path,
        "1,Won,A,2024-01-10,2024-01-05,1",
        "2,Won,A,2024-01-10,2024-01-15,1",
        "3,New,A,2024-01-10,,1",
        stages=["New"],
    )
    assert pipe.notes["note"].str.contains("1 deal is closed before it was created").any()
    row = ck.cycle_length(pipe).iloc[0]
    assert (row["deals"], row["excluded"], row["mean_days"]) == (1, 1, 5.0)
    assert ck.win_rate(pipe).iloc[0]["won"] == 2


def test_an_outcome_nobody_named_is_never_silently_open(tmp_path):
    rows = [f"{n},Gelukt,A,2024-01-01,2024-02-01,1" for n in range(6)] + ["9,New,A,2024-01-01,,1"]
    with pytest.raises(StageError) as error:
        deals(tmp_path, *rows)
    assert '"Gelukt" (6 deals)' in error.value.wrong
    assert 'won=["..."], lost=["..."]' in error.value.fix and '"Gelukt"' in error.value.fix
    assert (deals(tmp_path, *rows, won="Gelukt").deals["outcome"] == "won").sum() == 6


def test_without_any_order_stage_metrics_refuse(tmp_path):
    pipe = deals(tmp_path, "1,Offer,A,2024-01-01,,1", "2,New,A,2024-01-01,,1")
    assert pipe.stages == ("Offer", "New")
    with pytest.raises(StageError) as error:
        ck.funnel(pipe)
    assert str(error.value) == (
        "The order of the stages is not known: this file has no history and no stage numbers.\n"
        'The stages are "Offer", "New".\n'
        "Put them into their order, the first one first, and pass them to ck.load as "
        'stages=["Offer", "New"] (in a notebook: STAGES).'
    )


def test_an_unknown_stage_is_an_error_with_its_row_count(tmp_path):
    with pytest.raises(StageError) as error:
        deals(tmp_path, "1,Offer,A,2024-01-01,,1", "2,New,A,2024-01-01,,1", stages=["New"])
    assert error.value.wrong == 'There are stages that stages= does not name: "Offer" (1 row).'


def test_an_unknown_layout_names_the_nearest_and_what_it_lacks(tmp_path):
    path = csv(tmp_path, "Record ID,Deal Name,Colour", "1,x,red")
    with pytest.raises(LayoutError) as error:
        ck.load(path)
    assert str(error.value) == (
        "The layout of deals.csv is not known.\n"
        'Its headers are "Record ID", "Deal Name", "Colour". '
        'The nearest is HubSpot (deals), which also has "Deal Stage".\n'
        'Name the columns: ck.load(..., columns={"stage": "...", "created_at": "...", "closed_at": "..."}).'
    )


def test_any_table_loads_through_columns(tmp_path):
    path = csv(
        tmp_path,
        "xnr,xfas,xbeg,xend,xgel",
        "7,Bezig,2024-01-01,,5",
        "8,Won,2024-01-01,2024-01-31,9",
    )
    columns = {
        "deal_id": "xnr",
        "stage": "xfas",
        "created_at": "xbeg",
        "closed_at": "xend",
        "amount": "xgel",
    }
    pipe = ck.load(path, columns=columns, stages=["Bezig"])
    assert pipe.crm == "custom"
    assert by_id(pipe)["amount"].to_dict() == {"7": 5.0, "8": 9.0}


def test_columns_names_only_what_is_there(tmp_path):
    path = csv(tmp_path, "nr,fase", "7,Bezig")
    with pytest.raises(ColumnError) as error:
        ck.load(path, columns={"deal_id": "number", "stage": "fase"})
    assert str(error.value) == (
        'There is no column "number", which columns= names for deal_id.\n'
        'The headers are "nr", "fase".\n'
        'Write columns={"deal_id": "..."} with one of these.'
    )


def test_a_log_with_deals_and_a_log_of_other_deals(tmp_path):
    table = csv(
        tmp_path, "Deal ID,Stage,Owner,Created Date", "1,B,A,2024-01-01", "2,A,A,2024-01-01"
    )
    log = csv(
        tmp_path,
        "Deal ID,Stage,Entered at",
        "1,A,2024-01-01",
        "1,B,2024-01-04",
        "9,A,2024-01-02",
        name="log.csv",
    )
    pipe = ck.load(table, history=log, stages=["A", "B"])
    assert pipe.visits[["deal_id", "stage", "evidence"]].astype(str).values.tolist() == [
        ["1", "A", "recorded"],
        ["1", "B", "recorded"],
        ["2", "A", "inferred"],
    ]
    fates = pipe.notes[pipe.notes["file"] == "log.csv"].set_index("fate")["rows"]
    assert (fates["move"], fates["dropped"]) == (2, 1)
    assert pipe.notes["note"].str.contains("1 deal is missing from the history").any()
    others = csv(tmp_path, "Deal ID,Stage,Entered at", "8,A,2024-01-01", name="others.csv")
    with pytest.raises(LayoutError) as error:
        ck.load(table, history=others, stages=["A", "B"])
    assert error.value.wrong == (
        "others.csv is the history of other deals: none of its ids is among those of deals.csv."
    )


def test_a_log_newest_first_is_turned_round_for_ties(tmp_path):
    log = csv(
        tmp_path,
        "Deal ID,Stage,Entered at",
        "1,B,2024-01-02",
        "1,A,2024-01-02",
        "1,New,2024-01-01",
        name="log.csv",
    )
    assert list(ck.load(log, stages=["New", "A", "B"]).visits["stage"]) == ["New", "A", "B"]


def test_a_deal_closed_in_its_own_table_is_closed(tmp_path):
    table = csv(
        tmp_path,
        "Deal ID,Stage,Owner,Created Date,Close Date",
        "1,Won,A,2024-01-01,2024-01-09",
        "2,A,A,2024-01-01,",
    )
    log = csv(tmp_path, "Deal ID,Stage,Entered at", "1,A,2024-01-01 09:30:00", name="log.csv")
    pipe = ck.load(table, history=log, stages=["A"])
    assert list(pipe.deals["outcome"]) == ["won", "open"]
    assert pipe.deals["closed_at"][0] == pd.Timestamp("2024-01-09")
    assert pipe.visits["exit"][0] == "won"


def test_a_configuration_with_an_unknown_key_names_the_nearest(tmp_path):
    csv(tmp_path, 'stage = ["New"]', name="cycle.toml")
    with pytest.raises(CycleKitError) as error:
        deals(tmp_path, "1,New,A,2024-01-01,,1")
    assert error.value.wrong == 'cycle.toml, line 1: there is no key "stage".'
    assert error.value.fix == 'Did you mean "stages"?'


def test_the_configuration_beside_the_export_is_found(tmp_path):
    csv(tmp_path, 'stages = ["Second", "First"]', 'won = "Yay"', name="cycle.toml")
    pipe = deals(
        tmp_path,
        "1,First,A,2024-01-01,,1",
        "2,Yay,A,2024-01-01,2024-01-02,1",
        "3,Second,A,2024-01-01,,1",
    )
    assert pipe.stages == ("Second", "First")
    assert list(pipe.deals["outcome"]) == ["open", "won", "open"]


def test_no_note_and_no_error_holds_a_cell(tmp_path):
    """Cells marked as secrets in every column that is not a stage come up nowhere."""
    header = "Deal ID,Deal Name,Stage,Owner,Created Date,Close Date,Amount,Region"
    rows = [
        f"zzid{n},zzname{n},New,zzowner{n},{'zzdate' if n == 3 else '2024-01-01'},,{'zzmoney' if n == 4 else n},zzreg"
        for n in range(30)
    ]
    pipe = deals(tmp_path, *rows, header=header, stages=["New"])
    assert (
        not pipe.notes.astype(str).apply(lambda column: column.str.contains("zz")).to_numpy().any()
    )


CLOSED_ONLY = """Deal ID,Stage,Create Date,Close Date,Amount
1,Won,2024-01-01,2024-01-11,10
2,Lost,2024-01-05,2024-01-25,20
3,Won,2024-02-01,2024-03-02,30
"""


def test_an_export_of_closed_deals_only_loads_and_stage_metrics_say_what_is_missing(tmp_path):
    (tmp_path / "closed.csv").write_text(CLOSED_ONLY)
    pipe = ck.load(tmp_path / "closed.csv")
    assert pipe.stages == ()
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "won"]
    assert ck.win_rate(pipe).loc[0, "win_rate"] == pytest.approx(2 / 3)
    assert ck.cycle_length(pipe).loc[0, "median_days"] == 20
    (note,) = pipe.notes.loc[pipe.notes["step"] == "stages", "note"]
    assert note == (
        "No row names an open stage: every deal is closed, and nothing tells where it had been."
    )
    with pytest.raises(StageError) as raised:
        ck.funnel(pipe)
    assert str(raised.value) == (
        "No stage is known: every deal in this file is closed, and nothing tells where it had been.\n"
        "Export open deals too, and the history of stages; or pass stages=[...] in order."
    )


def test_stages_that_are_given_are_those_of_an_export_of_closed_deals(tmp_path):
    (tmp_path / "closed.csv").write_text(CLOSED_ONLY)
    pipe = ck.load(tmp_path / "closed.csv", stages=["New", "Offer"])
    assert pipe.stages == ("New", "Offer")
    assert ck.funnel(pipe, rule="reached")["deals"].tolist() == [3, 2, 2]


def test_the_line_for_rates_is_one_that_can_be_kept(tmp_path):
    """With the rates in place of the noughts it gives sums; as it stands it is refused, never taken for rates."""
    rows = ["1,New,100,EUR", "2,New,50,EUR", "3,New,200,USD", "4,New,10,PLN"]
    path = csv(tmp_path, "Deal ID,Stage,Amount,Currency", *rows)
    pipe = ck.load(path, as_of="2024-06-30")
    assert pipe.deals["value"].isna().all()
    [fix] = [fix for fix in pipe.notes["fix"] if "cycle.toml" in fix]
    line = fix.partition(": ")[2]
    assert tomllib.loads(line)["currency"]["base"] == "EUR"
    (tmp_path / "cycle.toml").write_text(line, encoding="utf-8")
    with pytest.raises(CycleKitError, match="above 0"):
        ck.load(path, as_of="2024-06-30")
    kept = line.replace("USD = 0", "USD = 0.5").replace("PLN = 0", "PLN = 0.2")
    (tmp_path / "cycle.toml").write_text(kept, encoding="utf-8")
    assert ck.load(path, as_of="2024-06-30").deals["value"].tolist() == [100, 50, 100, 2]
