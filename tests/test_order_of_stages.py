"""The order of stages: only evidence makes one, and the note says which."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError


def log(paths, *, day=None):
    """`paths`: stages of each deal in their order; each move a day later, or all on `day`."""
    rows = [
        (f"D{n:02d}", stage, day or f"2024-02-{1 + step:02d}")
        for n, path in enumerate(paths)
        for step, stage in enumerate(path)
    ]
    return pd.DataFrame(rows, columns=["deal_id", "stage", "entered_at"])


def one_row_each(stages):
    return pd.DataFrame(
        {
            "Deal ID": [f"D{n}" for n in range(len(stages))],
            "Stage": stages,
            "Owner": "A",
            "Created Date": "2024-01-01",
        }
    )


def order_note(pipe):
    (note,) = [note for note in pipe.notes["note"] if note.startswith("Order of stages")]
    return note


def test_moves_of_different_days_make_an_order():
    pipe = ck.load(log([["Zoo", "Middle", "Apple"]] * 3))
    assert pipe.stages == ("Zoo", "Middle", "Apple") and pipe.ordered
    assert "usually pass through" in order_note(pipe)


def test_on_one_day_the_order_of_the_rows_tells_where_deals_agree():
    pipe = ck.load(log([["Zoo", "Middle", "Apple"]] * 3, day="2024-02-01"))
    assert pipe.stages == ("Zoo", "Middle", "Apple") and pipe.ordered


def test_on_one_day_rows_that_disagree_tell_nothing():
    paths = [["Zoo", "Apple"], ["Apple", "Zoo"], ["Zoo", "Apple"], ["Apple", "Zoo"]]
    pipe = ck.load(log(paths, day="2024-02-01"))
    assert not pipe.ordered
    assert "nothing tells" in order_note(pipe)


def test_deals_that_never_move_tell_nothing():
    pipe = ck.load(log([["Zoo"], ["Apple"], ["Middle"]]))
    assert not pipe.ordered and pipe.stages == ("Zoo", "Apple", "Middle")
    with pytest.raises(StageError, match="not known"):
        ck.funnel(pipe)


def test_a_rare_stage_that_nothing_places_is_told():
    pipe = ck.load(log([["Call", "Offer"]] * 30 + [["Detour"]]))
    assert pipe.ordered and pipe.stages[:2] == ("Call", "Offer")
    assert pipe.notes["note"].str.contains('Nothing tells where "Detour" stands').any()


NUMBERED = (
    ["1. New", "2. Call", "3. Offer"],
    ["0", "1", "2", "3", "4"],
    ["a) Lead", "b) Talk", "c) Offer"],
    ["Krok 1: Kontakt", "Krok 2: Oferta", "Krok 3: Umowa"],
    ["Стъпка 1", "Стъпка 2", "Стъпка 3"],
    ["گام ۱", "گام ۲", "گام ۳"],
    ["الخطوة 1", "الخطوة 2", "الخطوة 3"],
    ["Enquiry-1", "Quote-2", "Contract-3"],
    ["1 talk", "2 quote", "9 parked"],
    ["0 neu", "1 besuch", "2 entwurf", "99 mappe"],
)


@pytest.mark.parametrize("stages", NUMBERED, ids=lambda stages: stages[0])
def test_numbers_and_letters_in_the_names_make_an_order(stages):
    mixed = [stages[at % len(stages)] for at in range(3 * len(stages), 0, -1)]
    pipe = ck.load(one_row_each(mixed))
    assert pipe.stages == tuple(stages) and pipe.ordered
    assert ck.funnel(pipe)["stage"].astype(str).tolist()[:-1] == stages


STEPS = (
    ["Prospecting", "Qualification", "Meeting", "Proposal", "Negotiation", "Closing"],
    ["Pierwszy kontakt", "Kwalifikacja", "Analiza potrzeb", "Oferta", "Negocjacje"],
    ["Търсене на клиенти", "Квалификация", "Среща", "Оферта", "Преговори", "Приключване"],
)


@pytest.mark.parametrize("stages", STEPS, ids=lambda stages: stages[0])
def test_the_steps_of_a_sales_cycle_are_known_in_order(stages):
    pipe = ck.load(one_row_each(sorted(stages, key=lambda name: name[::-1]) * 2))
    assert pipe.stages == tuple(stages) and pipe.ordered


def test_two_or_three_such_names_stand_in_any_order_somewhere():
    assert not ck.load(one_row_each(["Proposal", "Prospecting", "Negotiation"])).ordered


def test_without_any_evidence_there_is_no_order():
    pipe = ck.load(one_row_each(["Zoo", "Apple", "Middle"]))
    assert not pipe.ordered
    assert "nothing tells the real one" in order_note(pipe)
    assert "→" not in order_note(pipe)  # nothing draws a way that nobody knows


def test_no_note_spells_out_very_many_stages():
    stages = [f"Stage of deal {n % 70} with a long name of its own" for n in range(280)]
    pipe = ck.load(one_row_each(stages), stages=list(dict.fromkeys(stages)))
    assert pipe.notes["note"].str.len().max() < 2000


def test_a_date_column_per_stage_is_a_history():
    frame = pd.DataFrame(
        {
            "Deal ID": [f"D{n}" for n in range(30)],
            "Stage": [["Call", "Offer", "Contract"][n % 3] for n in range(30)],
            "Status": [["Lost", "Open", "Won"][n % 3] for n in range(30)],
            "Created Date": "2024-01-01",
            "Contract date": ["2024-01-20" if n % 3 == 2 else "" for n in range(30)],
            "Call": "2024-01-03",
            "Offer sent on": ["2024-01-12" if n % 3 else "" for n in range(30)],
            "Close Date": ["" if n % 3 == 1 else "2024-02-01" for n in range(30)],
        }
    )
    pipe = ck.load(frame.rename(columns={"Offer sent on": "Offer date"}))
    assert pipe.stages == ("Call", "Offer", "Contract") and pipe.recorded
    assert list(ck.funnel(pipe)["deals"]) == [30, 20, 10, 10]
    named = ck.load(
        frame,
        columns={
            "entered": {"Call": "Call", "Offer": "Offer sent on", "Contract": "Contract date"}
        },
    )
    assert list(ck.funnel(named)["deals"]) == [30, 20, 10, 10]


@pytest.mark.parametrize("after", ["Delivery", "Onboarding desk", "Dostawa kuchni"])
def test_a_stage_entered_only_after_the_win_is_a_step_after_it(after):
    paths = [["Call", "Offer", "Won", after]] * 4 + [["Call", "Offer", "Lost"]] * 3 + [["Call"]]
    pipe = ck.load(log(paths))
    assert (pipe.deals["outcome"] == "won").sum() == 4
    assert pipe.after == (after,)
    assert pipe.notes["note"].str.contains(after).any()
    reopened = ck.load(log(paths), after=())
    assert (reopened.deals["outcome"] == "won").sum() == 0


def test_a_stage_that_is_also_entered_before_the_win_is_a_reopening():
    paths = [["Call", "Offer", "Won", "Offer"]] * 2 + [["Call", "Offer", "Won"]] * 4
    pipe = ck.load(log(paths))
    assert pipe.after == ()
    assert (pipe.deals["outcome"] == "open").sum() == 2


@pytest.mark.parametrize("shares", [["1", "0.5", "0.25", "0.1"], ["0,8", "0,25", "0"]])
def test_percentages_that_a_spreadsheet_saves_as_numbers_stand_by_their_size(shares):
    pipe = ck.load(one_row_each(shares))
    assert pipe.stages == tuple(reversed(shares)) and pipe.ordered
    assert "the shares that they are called by" in order_note(pipe)
    assert not pipe.notes["note"].str.contains("deleted").any()
