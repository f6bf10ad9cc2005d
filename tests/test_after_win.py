"""Steps after the win in files: by the moves, by their names, and not where deals are open in them."""

import io

import pandas as pd
import pytest

import cycle_kit as ck
from tests.companies import events

STEPS = [
    "Prospecting",
    "Preparation",
    "Approach",
    "Presentation",
    "Objections",
    "Closing",
    "Follow-up",
]


def loaded(rows, head, **options):
    text = "\n".join([head, *rows])
    return ck.load(io.BytesIO(text.encode()), **options)


def log(*, same_day=False, newest_first=False, **options):
    """Five deals that are won and then delivered, three that are lost."""
    rows = []
    for n in range(1, 9):
        rows += [f"{n},Lead,2024-01-0{n}", f"{n},Offer,2024-01-1{n}"]
        ended = [f"{n},Won,2024-02-0{n}", f"{n},Delivery,2024-0{2 if same_day else 3}-0{n}"]
        rows += ended if n < 6 else [f"{n},Lost,2024-02-0{n}"]
    rows.sort(key=lambda row: row[-10:])  # by day; on one day as they happened
    return loaded(rows[::-1] if newest_first else rows, "deal_id,stage,entered_at", **options)


@pytest.mark.parametrize("same_day", [False, True])
@pytest.mark.parametrize("newest_first", [False, True])
def test_a_stage_entered_only_after_the_win(same_day, newest_first):
    pipe = log(same_day=same_day, newest_first=newest_first)
    assert (pipe.stages, pipe.after) == (("Lead", "Offer"), ("Delivery",))
    assert pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist() == [5, 3, 0]
    assert pipe.notes["note"].str.contains('only once they are won: "Delivery"').any()


def test_the_caller_says_otherwise():
    for said in ({"after": ()}, {"stages": ["Lead", "Offer", "Delivery"]}):
        pipe = log(**said)
        assert pipe.after == ()
        assert pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist() == [0, 3, 5]


def sheet(last):
    """49 deals, some lost or won in each step; `last`: how those in the last step stand."""
    rows = []
    for n in range(49):
        stage = STEPS[n % 7]
        stands = last if n % 7 == 6 else "Lost" if n % 5 == 0 else "Won" if n % 7 == 5 else "Open"
        closed = "" if stands == "Open" else "2024-02-10"
        rows.append(f"{n},d{n},{stage},{stands},2024-01-10,{closed},100")
    return loaded(rows, "Deal ID,Name,Stage,Status,Created,Closed,Amount")


def test_following_up_comes_after_the_win_where_no_deal_is_open_there():
    pipe = sheet("Won")
    assert (pipe.stages, pipe.after) == (tuple(STEPS[:-1]), ("Follow-up",))
    assert (pipe.deals["outcome"] == "won").sum() == 12


def test_where_deals_are_open_it_is_a_stage_of_the_sale():
    pipe = sheet("Open")
    assert (pipe.stages, pipe.after) == (tuple(STEPS), ())
    funnel = ck.funnel(pipe).set_index("stage")
    assert (funnel.loc["Follow-up", "open"], funnel["no_stage"].sum()) == (7, 0)


def test_few_deals_that_enter_a_step_after_the_win_without_one_are_told():
    rows = ["1,Lead,2024-01-01", "1,Won,2024-02-01", "1,Delivery,2024-03-01"]
    rows += ["2,Lead,2024-01-02", "2,Won,2024-02-02", "2,Delivery,2024-03-02"]
    rows += ["3,Lead,2024-01-03", "3,Delivery,2024-02-03", "4,Lead,2024-01-04"]
    pipe = loaded(rows, "deal_id,stage,entered_at")
    assert pipe.after == ("Delivery",)
    assert pipe.deals["outcome"].tolist() == ["won", "won", "won", "open"]
    told = pipe.notes["note"][pipe.notes["note"].str.startswith("Taken as")].item()
    assert told.endswith("1 deal enters it without a win.")
    assert "only" not in told


def test_a_deal_that_goes_on_after_its_win_is_told_in_files_too():
    rows = ["1,Lead,2024-01-01", "1,Won,2024-02-01", "1,Lead,2024-03-01", "2,Lead,2024-01-01"]
    notes = loaded(rows, "deal_id,stage,entered_at").notes["note"]
    assert notes.eq("1 deal enters an open stage after an outcome.").any()
    notes = loaded(rows[:2] + rows[3:], "deal_id,stage,entered_at").notes["note"]
    assert not notes.str.contains("after an outcome").any()


def test_a_win_after_a_loss_in_a_file_is_of_its_own_day():
    rows = ["1,Lead,2024-01-01", "1,Lost,2024-02-01", "1,Won,2024-03-01", "2,Lead,2024-01-01"]
    pipe = loaded(rows, "deal_id,stage,entered_at")
    assert str(pipe.deals["closed_at"].max().date()) == "2024-03-01"
    assert pipe.rewind("2024-02-15").deals["outcome"].tolist() == ["lost", "open"]
    assert pipe.notes["note"].str.contains("1 deal is won after a loss").any()


@pytest.mark.parametrize("given", [{"customers": True}, {"renewal": "renews_at"}, {"term": 60}])
def test_where_nobody_is_due_there_is_no_row(given):
    """Won so lately that only the others ask; a renewal far ahead."""
    rows = events("1 A 2024-01-01", "1 Won 2024-03-20", "2 A 2024-01-01")
    far = pd.DataFrame({
        "deal_id": ["1", "2"], "renews_at": pd.to_datetime(["2030-01-01", None]),
    })  # fmt: skip
    pipe = ck.from_events(rows, deals=far, as_of="2024-04-15")
    found = ck.to_do(pipe, **given)
    assert found["why"].notna().all() and found["deal_id"].notna().all()
    assert not found["why"].isin(["keep_in_touch", "renewal"]).any()
