"""An open deal that an earlier one of dated exports has and the later ones have not is told, counted and found."""

import pandas as pd
import pytest

import cycle_kit as ck

HEADER = "Deal ID,Stage,Owner,Created Date,Close Date,Amount"
STAGES = ["New", "Offer"]
FIRST, SECOND, THIRD = pd.to_datetime(["2025-03-03", "2025-03-10", "2025-03-17"])


def row(deal, stage="New", closed=""):
    return f"{deal},{stage},Ada,2025-01-05,{closed},100"


def load(tmp_path, *exports, header=HEADER):
    for day, rows in zip(("2025-03-03", "2025-03-10", "2025-03-17"), exports, strict=False):
        (tmp_path / f"deals_{day}.csv").write_text("\n".join([header, *rows]) + "\n")
    return ck.load(tmp_path, stages=STAGES)


def notes_of(pipe):
    notes = pipe.notes
    return notes[notes["note"].str.contains("no export after")]


def counted(pipe):
    return ck.defects(pipe).set_index("defect")["deals"]


LATER = [row(1, "Offer"), row(2, "Won", "2025-03-07"), row(3, "Lost", "2025-03-07")]
BEFORE = [row(1), row(2), row(3)]


@pytest.mark.parametrize("gone", [1, 2, 30])
def test_open_deals_that_the_last_export_lacks_are_told_with_their_lines(tmp_path, gone):
    more = [row(10 + n) for n in range(gone)]
    pipe = load(tmp_path, [*BEFORE, *more], LATER)
    (note,) = notes_of(pipe).to_dict("records")
    words = "1 open deal is" if gone == 1 else f"{gone} open deals are"
    assert note["note"].startswith(f"{words} in no export after that of 2025-03-03 (line")
    assert note["file"] == "deals_2025-03-03.csv"
    assert ("line 5)" in note["note"]) == (gone == 1)
    assert counted(pipe)["not in the last export"] == gone
    rest = pipe.where(last_export=None)
    assert rest.deals["deal_id"].astype(str).tolist() == ["1", "2", "3"]
    assert counted(rest)["not in the last export"] == 0
    assert set(pipe.deals["last_export"].dropna()) == {FIRST}
    assert pipe.deals["outcome"].eq("open").sum() == gone + 1  # they stay as they stood


def test_added_as_lost_they_are_lost_and_no_longer_told(tmp_path):
    pipe = load(tmp_path, [*BEFORE, row(10)], [*LATER, row(10, "Lost")])
    assert notes_of(pipe).empty
    assert pipe.deals["outcome"].eq("lost").sum() == 2


def test_nothing_is_told_where_nothing_open_is_left_out(tmp_path):
    ended = [row(8, "Won", "2025-03-01"), row(9, "Lost", "2025-03-01")]
    pipe = load(tmp_path, [*BEFORE, *ended, row(10)], BEFORE, [*LATER, row(10)])
    assert notes_of(pipe).empty
    assert "last_export" not in pipe.deals
    assert "not in the last export" not in counted(pipe)


def test_each_export_that_is_the_last_to_have_one_tells_it(tmp_path):
    pipe = load(tmp_path, [*BEFORE, row(10)], [*BEFORE, row(11), row(12)], LATER)
    assert notes_of(pipe)["note"].str.extract(r"^(\d+)")[0].tolist() == ["1", "2"]
    days = pipe.deals.set_index("deal_id")["last_export"].dropna()
    assert days.to_dict() == {"10": FIRST, "11": SECOND, "12": SECOND}
    # that it is left out is known from the next export on
    then = pipe.rewind("2025-03-10").deals.set_index("deal_id")["last_export"].dropna()
    assert then.to_dict() == {"10": FIRST}
    assert pipe.rewind("2025-03-09").deals["last_export"].isna().all()


def test_a_column_that_is_called_so_keeps_what_it_says(tmp_path):
    rows = [[f"{each},x" for each in rows] for rows in ([*BEFORE, row(10)], LATER)]
    pipe = load(tmp_path, *rows, header=f"{HEADER},last_export")
    assert pipe.deals["last_export (file)"].eq("x").all()
    assert pipe.deals["last_export"].notna().sum() == 1
    assert not notes_of(pipe).empty


def test_states_in_earlier_exports_are_no_duplicates(tmp_path):
    pipe = load(tmp_path, BEFORE, LATER)
    assert counted(pipe)["duplicates"] == 0
    assert pipe.notes.loc[pipe.notes["fate"].eq("repeat"), "rows"].sum() == 3


def test_many_exports_that_lose_deals_are_told_in_one_note(tmp_path):
    """As those of open deals alone are, week by week."""
    for week in range(8):
        day = FIRST + pd.Timedelta(days=7 * week)
        rows = [row(1), *(row(10 + n) for n in range(week, 8))]
        (tmp_path / f"deals_{day:%Y-%m-%d}.csv").write_text("\n".join([HEADER, *rows]) + "\n")
    pipe = ck.load(tmp_path, stages=STAGES)
    (note,) = notes_of(pipe).to_dict("records")
    assert note["note"] == "7 open deals are in no export after one of 7 earlier ones."
    assert counted(pipe)["not in the last export"] == 7
    assert len(pipe.where(last_export=None).deals) == 2
