"""Steps after the win in files: by the moves, by their names, and not where deals are open in them."""

import io

import pytest

import cycle_kit as ck

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
