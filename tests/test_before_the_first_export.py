"""Dated exports: one moment for all that a deal changed between two, and nothing told of the time before them."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError

HEADER = "Deal ID,Owner,Stage,Amount,Status,Created,Closed,Expected Close"
STAGES = ["New", "Proposal"]
#: 1 moves on and changes all else with it, 2 stays and changes all else, 3 is won, 4 stays as it is
MARCH = [
    "1,Ann,New,100,open,2024-11-05,,2025-03-20", "2,Ann,New,40,open,2024-11-05,,2025-03-25",
    "3,Ann,New,1000,open,2024-11-05,,2025-03-25", "4,Bob,New,7,open,2024-04-02,,2024-06-15",
]  # fmt: skip
APRIL = [
    "1,Bob,Proposal,200,open,2024-11-05,,2025-05-20", "2,Bob,New,60,open,2024-11-05,,2025-05-25",
    "3,Ann,New,1000,won,2024-11-05,2025-03-24,2025-03-25", "4,Bob,New,7,open,2024-04-02,,2024-06-15",
]  # fmt: skip


def loaded(folder, first="2025-03-01", second="2025-04-01"):
    for day, rows in {first: MARCH, second: APRIL}.items():
        (folder / f"deals_{day}.csv").write_text("\n".join([HEADER, *rows]) + "\n")
    return ck.load(folder, stages=STAGES)


def state(pipe, day, deal):
    row = pipe.rewind(day).deals.set_index("deal_id").loc[deal]
    return (row["stage"], row["owner"], row["amount"], row["expected_close"])


@pytest.mark.parametrize("days", [("2025-03-01", "2025-04-01"), ("2025-02-10", "2025-03-31")])
@pytest.mark.parametrize("deal", ["1", "2"])
def test_a_deal_is_on_each_day_as_one_of_the_exports_has_it(tmp_path, days, deal):
    pipe = loaded(tmp_path, *days)
    ends = [state(pipe, day, deal) for day in days]
    between = [state(pipe, day, deal) for day in pd.date_range(*days)]
    half = [one == ends[1] for one in between].index(True)
    assert between == [ends[0]] * half + [ends[1]] * (len(between) - half)
    assert half == pytest.approx(len(between) / 2, abs=1)


def test_slips_changes_and_stocks_tell_the_same_month(tmp_path):
    pipe = loaded(tmp_path)
    slipped = set(ck.slips(pipe, per="deal").query("label == '2025-03'")["deal_id"])
    what = ck.changes(pipe, "2025-02-28", "2025-03-31").set_index("deal_id")["what"]
    assert slipped == {"1", "2"} == set(what.index[what.str.contains("pushed")])
    rows = ck.trend(pipe, "open_value", by=["stage", "owner"]).query("label == '2025-03'")
    here = rows[rows["value"] > 0].set_index(["stage", "owner"])["value"]
    assert here.to_dict() == {("Proposal", "Bob"): 200, ("New", "Bob"): 67}
    (both,) = ck.waterfall(pipe, "2025-02-28", "2025-03-31").query("item == 'raised'")["value"]
    assert both == 120


ENDS = {
    "known": "2025-02-28",
    "not known": "2025-02-27",
}  # before the export of 1 March, and earlier


@pytest.mark.parametrize("end", ENDS)
def test_what_no_export_tells_yet_is_empty_with_the_reason(tmp_path, end):
    pipe, day = loaded(tmp_path), ENDS[end]
    known = end == "known"
    found = ck.changes(pipe, day, "2025-03-31")
    was = found[found["stage_before"] != "new"]
    assert was["value_before"].notna().all() == known == was["close_before"].notna().all()
    assert was["value_after"].notna().all()
    assert found["what"].str.contains("raised|pushed").any() == known
    assert found["note"].str.contains("Not known before 2025-03-01").all() != known
    cells = ck.changes_matrix(pipe, day, "2025-03-31")
    assert cells["value_before"].notna().all() == known and cells["value_after"].notna().all()
    rows = ck.waterfall(pipe, day, "2025-03-31").set_index("item")
    assert rows["value"].drop("closing").notna().all() == known
    changed = rows["deals"][["raised", "lowered"]]
    assert rows["deals"].drop(changed.index).notna().all() and changed.notna().all() == known
    assert rows.loc["closing", "value"] == 267
    assert rows["note"].drop("closing").str.startswith("Not known before").all() != known


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("by", [None, "owner"])
def test_no_sentence_begins_at_nothing_where_nobody_knows(tmp_path, end, by):
    pipe = loaded(tmp_path)
    chart = ck.changes_chart(ck.changes(pipe, ENDS[end], "2025-03-31", by=by))
    told = " ".join(str(each.text) for each in chart.layout.annotations).replace("<br>", " ")
    assert ("Open value went from" in told) == (end == "known") and "from 0" not in told
    assert end == "known" or "At the end open value was 267." in told
    drawn = ck.waterfall_chart(ck.waterfall(pipe, ENDS[end], "2025-03-31")).to_json()
    assert ("Raised" in drawn) == (end == "known")


@pytest.mark.parametrize("month", ["2025-01", "2025-02"])
@pytest.mark.parametrize("by", [None, "owner"])
def test_stocks_before_the_first_export_are_not_known(tmp_path, month, by):
    pipe, known = loaded(tmp_path), month == "2025-02"
    for name in ("open_value", "open_deals"):
        told = known or (name == "open_deals" and not by)  # how many were open is in their dates
        kpis = ck.kpis(pipe, at=month, by=by).query("measure == @name")
        trend = ck.trend(pipe, name, by=by).query("label == @month")
        for rows in (kpis, trend):
            assert len(rows) and rows["value"].notna().all() == told
            assert rows["note"].str.contains("first export").all() != told


#: the day of the first export, and the first month of slips
BEGINS = {
    "2025-03-01": "2025-03",
    "2025-02-28": "2025-03",
    "2025-02-02": "2025-03",
    "2025-02-01": "2025-02",
}


@pytest.mark.parametrize(("first", "begins"), BEGINS.items())
def test_slips_begin_with_the_first_period_that_exports_know_the_start_of(tmp_path, first, begins):
    pipe = loaded(tmp_path, first)
    months = ck.slips(pipe, every="month")
    assert months["label"].min() == begins
    assert ck.slips(pipe, per="deal")["label"].min() >= begins


def test_what_was_open_on_the_day_of_the_first_export_is_known_though_nothing_had_closed_by_then(
    tmp_path,
):
    rows = [
        (n, STAGES[n % 2], 100 * n, f"2024-0{1 + n % 2}-{1 + n % 27:02d}") for n in range(1, 41)
    ]
    first = [f"{n},Ann,{stage},{worth},open,{born},,2024-06-01" for n, stage, worth, born in rows]
    ends = {n: ("won" if n < 13 else "lost", 6 + n % 3) for n in range(1, 21)}
    second = [
        f"{n},Ann,{stage},{worth},{end},{born},2024-03-{day:02d},2024-06-01"
        for n, stage, worth, born in rows
        for end, day in [ends.get(n, ("open", 0))]
    ]
    second = [line.replace("2024-03-00", "") for line in second]
    for day, lines in {"2024-03-03": first, "2024-03-10": second}.items():
        (tmp_path / f"deals_{day}.csv").write_text("\n".join([HEADER, *lines]) + "\n")
    pipe = ck.load(tmp_path, stages=STAGES)
    sums = ck.waterfall(pipe, "2024-03-03", "2024-03-10").set_index("item")
    assert sums["deals"].loc[["opening", "won", "lost", "closing"]].tolist() == [40, 12, 8, 20]
    assert sums.loc["opening", "value"] == sum(range(1, 41)) * 100
    became = ck.changes(pipe, "2024-03-03", "2024-03-10")["what"].value_counts()
    assert became[["won", "lost", "unchanged"]].tolist() == [12, 8, 20]
    with pytest.raises(QuestionError, match="was open on these days is not known") as error:
        ck.changes(pipe, "2024-01-31", "2024-02-29")
    line = str(error.value).rpartition("ask of later days: ")[2].rstrip(".")
    assert len(eval(line, {"ck": ck, "pipe": pipe})) == 40


def test_rewinding_to_before_the_first_export_says_that_nothing_is_known_of_then(tmp_path):
    head = "deal_id,stage,status,created_at,closed_at,amount\n"
    (tmp_path / "2025-03-03.csv").write_text(
        head + "1,New,open,2025-01-01,,100\n2,New,open,2025-01-02,,200\n"
    )
    (tmp_path / "2025-03-10.csv").write_text(
        head + "1,Talk,open,2025-01-01,,150\n2,New,open,2025-01-02,,200\n"
    )
    pipe = ck.load(tmp_path, stages=["New", "Talk"])
    for day, told in (
        ("2025-02-01", True),
        ("2025-03-02", True),
        ("2025-03-03", False),
        ("2025-03-05", False),
    ):
        notes = pipe.rewind(day).notes
        said = notes.loc[notes["step"].eq("rewind"), "note"]
        assert said.str.contains("before the first export, of 2025-03-03").any() == told, day
