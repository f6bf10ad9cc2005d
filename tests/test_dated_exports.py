"""A folder of dated exports: the differences are the history."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import LayoutError

HEADER = "Deal ID,Stage,Owner,Created Date,Close Date,Amount"
STAGES = ["New", "Offer"]


def folder(tmp_path, **exports):
    for name, rows in exports.items():
        text = "\n".join([HEADER, *rows]) + "\n"
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def two_months(tmp_path):
    return folder(
        tmp_path,
        **{
            "deals_2024-01-31": ["1,New,Ada,2024-01-01,,100", "2,Offer,Bo,2024-01-05,,50"],
            "deals_2024-02-10": [
                "1,Offer,Ada,2024-01-01,,120",
                "2,Won,Bo,2024-01-05,2024-02-05,50",
                "3,New,Bo,2024-02-02,,10",
            ],
        },
    )


def test_moves_stand_half_way_or_at_their_own_date(tmp_path):
    pipe = ck.load(two_months(tmp_path), stages=STAGES)
    visits = pipe.visits.set_index(["deal_id", "stage"])
    assert visits.loc[("1", "Offer"), "entered_at"] == pd.Timestamp("2024-02-05")  # 31 Jan + 5 days
    assert visits.loc[("1", "Offer"), "evidence"] == "inferred"
    assert visits.loc[("2", "Offer"), "left_at"] == pd.Timestamp("2024-02-05")  # its closing date
    assert visits.loc[("3", "New"), "entered_at"] == pd.Timestamp("2024-02-02")  # its creation
    assert pd.isna(visits.loc[("1", "New"), "entered_at"])  # before the first export nobody knows
    assert pipe.recorded


def test_deals_are_as_the_last_export_says_and_every_row_has_a_fate(tmp_path):
    pipe = ck.load(two_months(tmp_path), stages=STAGES)
    assert pipe.deals.set_index("deal_id")["outcome"].to_dict() == {
        "1": "open",
        "2": "won",
        "3": "open",
    }
    fates = pipe.notes[pipe.notes["fate"] != ""].set_index(["file", "fate"])["rows"]
    assert fates["deals_2024-01-31.csv"].to_dict() == {"deal": 0, "repeat": 2}
    assert fates["deals_2024-02-10.csv"].to_dict() == {"deal": 3}


def test_rewind_knows_the_amounts_of_then(tmp_path):
    pipe = ck.load(two_months(tmp_path), stages=STAGES)
    past = pipe.rewind("2024-02-01").deals.set_index("deal_id")
    assert (past.loc["1", "amount"], past.loc["1", "value"]) == (100.0, 100.0)
    assert past.loc["2", "outcome"] == "open"
    assert pipe.deals.set_index("deal_id").loc["1", "amount"] == 120.0


def test_two_exports_of_one_day_cannot_be_put_in_order(tmp_path):
    before, after = ["1,New,Ada,2024-01-01,,100"], ["1,Offer,Ada,2024-01-01,,100"]
    with pytest.raises(LayoutError) as error:
        ck.load(folder(tmp_path, a=before, b=after), stages=STAGES)
    assert str(error.value) == (
        "Several tables of deals speak for the same day, so their order is not known.\n"
        'They are "a.csv", "b.csv".\n'
        "Put the day of each export in its name: deals_2024-06-30.csv."
    )


def without_stage(tmp_path, *months):
    header = "Deal ID,Name,Status,Created,Closed"
    for number, rows in enumerate(months, 1):
        text = "\n".join([header, *rows]) + "\n"
        (tmp_path / f"deals_2024-{number:02d}-28.csv").write_text(text, encoding="utf-8")
    return ck.load(tmp_path)


def test_a_deal_that_is_open_again_without_a_stage_is_open(tmp_path):
    pipe = without_stage(
        tmp_path,
        ["1,A,won,2024-01-02,2024-01-20", "2,B,lost,2024-01-03,2024-01-25"],
        ["1,A,won,2024-01-02,2024-01-20", "2,B,open,2024-01-03,"],
    )
    deals = pipe.deals.set_index("deal_id")
    assert deals["outcome"].to_dict() == {"1": "won", "2": "open"}
    assert deals["closed_at"].isna().to_dict() == {"1": False, "2": True}
    assert pipe.notes["note"].str.contains("open again in a later one").sum() == 1
    assert not pipe.notes["note"].str.contains("missing from the history").any()


def test_a_deal_that_was_opened_and_lost_again_is_lost(tmp_path):
    pipe = without_stage(
        tmp_path,
        ["1,A,won,2024-01-02,2024-01-20"],
        ["1,A,open,2024-01-02,"],
        ["1,A,lost,2024-01-02,2024-03-05"],
    )
    assert list(pipe.deals["outcome"].astype(str)) == ["lost"]
    assert list(pipe.deals["closed_at"]) == [pd.Timestamp("2024-03-05")]


def test_ends_in_our_words_are_no_other_spelling_of_the_files(tmp_path):
    pipe = ck.load(two_months(tmp_path), stages=STAGES)
    assert not pipe.notes["note"].str.contains("also spelled").any()


FIELDS = "Deal ID,Stage,Owner,Created Date,Close Date,Amount,Probability,Call"
APRIL = [
    "1,Offer,Ada,2025-02-02,,700,20%,Best case", "2,Offer,Bo,2025-02-02,,100,20%,Best case",
    "3,Offer,Bo,2025-02-02,,100,20%,Best case", "4,Won,Bo,2025-02-02,2025-04-02,40,100%,Closed",
]  # fmt: skip
MAY = [
    "1,Won,Cy,2025-02-02,2025-05-14,900,100%,Closed", "2,Lost,Bo,2025-02-02,2025-05-20,300,0%,Omitted",
    "3,Offer,Cy,2025-02-02,,500,90%,Commit", "4,Won,Bo,2025-02-02,2025-04-02,45,100%,Closed",
    "5,Won,Cy,2025-05-05,2025-05-08,60,100%,Closed",
]  # fmt: skip


def test_what_was_closed_between_exports_was_so_on_its_closing(tmp_path):
    """Each day after a closing knows the deal as it was closed, whatever day exports are of."""
    for day, rows in {"2025-04-30": APRIL, "2025-05-31": MAY}.items():
        (tmp_path / f"deals_{day}.csv").write_text("\n".join([FIELDS, *rows]) + "\n")
    pipe = ck.load(tmp_path, stages=["Offer"])
    won = ck.trend(pipe, "won_value").set_index("label")["value"]
    for day in ("2025-05-20", "2025-05-30", "2025-05-31"):
        then = pipe.rewind(day)
        assert (
            ck.trend(then, "won_value").set_index("label").loc["2025-05", "value"]
            == won["2025-05"]
            == 960
        )
        deals = then.deals.set_index("deal_id")
        assert deals.loc["1", ["amount", "owner", "Call"]].tolist() == [900, "Cy", "Closed"]
        assert deals.loc["2", ["amount", "Call"]].tolist() == [300, "Omitted"]
    before = pipe.rewind("2025-05-13").deals.set_index("deal_id")
    assert before.loc["1", ["amount", "owner", "Call"]].tolist() == [700, "Ada", "Best case"]
    # what is open, or was closed before, is as an export has it from half way between the two on
    for day, amounts in {"2025-05-14": [100, 40], "2025-05-16": [500, 45]}.items():
        assert (
            pipe.rewind(day).deals.set_index("deal_id").loc[["3", "4"], "amount"].tolist()
            == amounts
        )
    items = ck.waterfall(pipe, "2025-04-30", "2025-05-30").set_index("item")["value"]
    assert items["won"] == -960 and items["raised"] == 800


@pytest.mark.parametrize("header", ["Deal", "Opportunity", "Deal Name"])
@pytest.mark.parametrize("more", [[], ["O-3,Lead,30"]])
def test_days_of_few_deals_that_have_no_other_dates(tmp_path, header, more):
    january, february = ["O-1,Offer,10", "O-2,Lead,20"], ["O-1,Won,10", "O-2,Lost,20"]
    for day, rows in (("2024-01-31", january), ("2024-02-29", february)):
        text = "\n".join([f"{header},Stage,Amount", *rows, *more]) + "\n"
        (tmp_path / f"{day}.csv").write_text(text, encoding="utf-8")
    pipe = ck.load(tmp_path)
    outcomes = pipe.deals.set_index("deal_id")["outcome"].astype(str)
    assert outcomes.tolist() == ["won", "lost", *["open"] * len(more)]
    assert pipe.as_of == pd.Timestamp("2024-02-29")


@pytest.mark.parametrize("header", ["Export date", "Snapshot date"])
def test_the_column_of_the_days_of_one_list_is_used(header):
    rows = [f"{header},Deal ID,Created,Stage,Amount"]
    stands = {
        "2024-01-31": "Offer,Lead,Lead",
        "2024-02-29": "Won,Offer,Lead",
        "2024-03-31": "Won,Lost,Offer",
    }
    for day, each in stands.items():
        rows += [f"{day},O-{n},2024-01-02,{stage},10" for n, stage in enumerate(each.split(","))]
    pipe = ck.load("\n".join([*rows, ""]).encode())
    assert pipe.deals["outcome"].astype(str).tolist() == ["won", "lost", "open"]
    notes = pipe.notes["note"]
    assert notes.str.contains(f'of 3 days by "{header}"', regex=False).any()
    assert not notes.str.contains("not used").any()
