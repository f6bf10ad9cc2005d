"""Events become visits: each rule of the design on a deal or two."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError, StageError
from cycle_kit.metrics.past import known
from tests.companies import ENGINES, events, plain

STAGES = ["A", "B", "C"]


def visits(*rows, **options):
    options = {"stages": STAGES, "won": "Won", "lost": "Lost"} | options
    table = ck.from_events(events(*rows), **options).visits
    columns = ["stage", "days", "exit", "to_stage", "phase"]
    return [
        tuple(None if pd.isna(x) else x for x in row)
        for row in table[columns].itertuples(index=False)
    ]


def deal(*rows, **options):
    options = {"stages": STAGES, "won": "Won", "lost": "Lost"} | options
    return ck.from_events(events(*rows), **options).deals.iloc[0]


def test_a_deal_that_goes_on_and_is_won():
    assert visits("1 A 2024-01-01", "1 B 2024-01-03", "1 C 2024-01-04", "1 Won 2024-01-10") == [
        ("A", 2.0, "forward", "B", "sale"),
        ("B", 1.0, "forward", "C", "sale"),
        ("C", 6.0, "won", "won", "sale"),
    ]


def test_skip_back_and_still_there():
    assert visits("1 A 2024-01-01", "1 C 2024-01-02", "1 B 2024-01-05", "2 A 2024-01-08") == [
        ("A", 1.0, "skip", "C", "sale"),
        ("C", 3.0, "back", "B", "sale"),
        ("B", 3.0, "open", None, "sale"),
        ("A", 0.0, "open", None, "sale"),
    ]


def test_consecutive_rows_of_one_stage_are_one_visit():
    assert visits("1 A 2024-01-01", "1 A 2024-01-02", "1 Lost 2024-01-04") == [
        ("A", 3.0, "lost", "lost", "sale")
    ]


def test_rows_are_put_in_order_of_time():
    assert visits("1 B 2024-01-03", "1 A 2024-01-01") == [
        ("A", 2.0, "forward", "B", "sale"),
        ("B", 0.0, "open", None, "sale"),
    ]


def test_ties_stand_in_stage_order_with_outcomes_last():
    rows = visits("1 Won 2024-01-01", "1 B 2024-01-01", "1 A 2024-01-01")
    assert [row[:3] for row in rows] == [("A", 0.0, "forward"), ("B", 0.0, "won")]


def test_a_stage_after_an_outcome_reopens_the_deal():
    row = deal("1 A 2024-01-01", "1 Lost 2024-01-02", "1 B 2024-01-05")
    assert (row["outcome"], row["stage"]) == ("open", "B")
    assert pd.isna(row["closed_at"])


def test_of_consecutive_losses_the_last_one_stands_since_the_day_of_the_first():
    row = deal("1 A 2024-01-01", "1 Lost 2024-01-02", "1 Dropped 2024-01-05")
    assert (row["outcome"], row["closed_at"]) == ("dropped", pd.Timestamp("2024-01-02"))


def test_a_win_after_a_loss_and_a_loss_after_a_win_are_of_their_own_day_and_told():
    for first, last in (("Lost", "Won"), ("Won", "Lost"), ("Dropped", "Won")):
        rows = ("1 A 2024-01-01", f"1 {first} 2024-01-02", f"1 {last} 2024-01-05")
        row = deal(*rows)
        assert (row["outcome"], row["closed_at"]) == (last.lower(), pd.Timestamp("2024-01-05"))
        told = ck.from_events(events(*rows)).notes["note"]
        assert told.str.contains("1 deal is won after a loss, or lost after a win").any()
    assert visits("1 A 2024-01-01", "1 Won 2024-01-02", "1 Lost 2024-01-05") == [
        ("A", 1.0, "lost", "lost", "sale")
    ]


ENDED_TWICE = {
    "won": ("won", "won"), "lost": ("lost", "lost"), "dropped": ("lost", "dropped"),
    "dropped of three": ("lost", "won", "dropped"), "won after all": ("dropped", "won"),
    "lost of four": ("lost", "lost", "won", "lost"),
}  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("outcome", ENDED_TWICE)
def test_a_deal_that_ends_again_was_closed_in_between(outcome, engine):
    ends = ENDED_TWICE[outcome]

    def since(day="2024-12-31"):
        """Of the last outcomes by then that are all wins, or all none, the day of the first."""
        known = [label for month, label in enumerate(ends, 1) if f"2024-0{month}-11" <= day]
        month = len(known)
        while month > 1 and (known[month - 2] == "won") == (known[-1] == "won"):
            month -= 1
        return pd.Timestamp(f"2024-0{month}-11")

    rows = [f"1 {label} 2024-0{month}-11" for month, label in enumerate(ends, start=1)]
    frame = events("1 A 2024-01-01", *rows, "2 A 2024-01-01", "2 B 2024-06-30")
    pipe = ck.from_events(ENGINES[engine](frame), stages=["A", "B"])
    first = plain(pipe.deals).set_index("deal_id").loc["1"]
    assert (first["outcome"], first["closed_at"]) == (
        outcome.split()[0],
        since(),
    )
    stay = plain(pipe.visits).set_index("deal_id").loc["1"]
    assert (stay["days"], stay["left_at"], stay["exit"]) == (
        10,
        pd.Timestamp("2024-01-11"),
        first["outcome"],
    )
    for day in ("2024-01-31", "2024-02-15", "2024-04-30"):
        then = plain(pipe.rewind(day).deals).set_index("deal_id")["outcome"]
        label = [label for month, label in enumerate(ends, 1) if f"2024-0{month}-11" <= day][-1]
        assert dict(then) == {"1": label, "2": "open"}
        lives = known(pipe.rewind(day)).lives
        assert list(lives["outcome"]) == [label, "open"]
        assert lives["closed_at"].iloc[0] == since(day)
    stock = ck.trend(pipe, "open_deals").set_index("label")["value"]
    assert list(stock.loc["2024-01":"2024-05"]) == [1] * 5
    days = (since() - pd.Timestamp("2024-01-01")).days
    assert ck.cycle_length(pipe, outcome="closed")["total_days"].item() == days


def test_a_deal_that_is_reopened_in_between_ends_when_it_ends_again():
    row = deal(
        "1 A 2024-01-01", "1 Lost 2024-01-02", "1 Lost 2024-01-03", "1 B 2024-01-05",
        "1 Lost 2024-01-08", "1 Won 2024-01-09",
    )  # fmt: skip
    assert (row["outcome"], row["closed_at"]) == ("won", pd.Timestamp("2024-01-09"))


def test_a_lost_deal_keeps_the_last_stage_it_visited():
    row = deal("1 A 2024-01-01", "1 B 2024-01-02", "1 Lost 2024-01-05")
    assert (row["stage"], row["outcome"]) == ("B", "lost")


def test_stages_after_the_win_never_reopen():
    rows = ("1 A 2024-01-01", "1 Won 2024-01-02", "1 Delivery 2024-01-03", "2 A 2024-01-09")
    row = deal(*rows, after="Delivery")
    assert (row["outcome"], row["stage"], row["closed_at"]) == (
        "won",
        "A",
        pd.Timestamp("2024-01-02"),
    )
    assert visits(*rows, after="Delivery")[1] == ("Delivery", 6.0, "open", None, "after")


def test_going_on_to_a_stage_after_the_win_is_the_win():
    rows = ("1 A 2024-01-01", "1 Delivery 2024-01-03")
    row = deal(*rows, after=["Delivery"])
    assert (row["outcome"], row["closed_at"]) == ("won", pd.Timestamp("2024-01-03"))
    assert visits(*rows, after=["Delivery"])[0] == ("A", 2.0, "won", "Delivery", "sale")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_deal_that_begins_after_the_win_is_won(engine):
    rows = events("1 Delivery 2024-01-03", "1 Care 2024-02-03", "2 A 2024-01-01", "2 B 2024-03-01")
    pipe = ck.from_events(ENGINES[engine](rows), stages=STAGES, after=["Delivery", "Care"])
    deals = plain(pipe.deals).sort_values("deal_id")
    assert deals["outcome"].tolist() == ["won", "open"]
    assert deals["closed_at"].iloc[0] == pd.Timestamp("2024-01-03")
    assert ck.defects(pipe).set_index("defect").loc["no stage", "deals"] == 0
    assert ck.kpis(pipe, at="2024-01").set_index("measure").loc["open_deals", "value"] == 1
    lives = known(pipe).lives
    assert dict(zip(lives["deal_id"], lives["outcome"], strict=True)) == {"1": "won", "2": "open"}


def test_a_lost_deal_in_a_stage_after_the_win_stays_lost():
    rows = ("1 A 2024-01-01", "1 Lost 2024-01-02", "1 Nurture 2024-01-03")
    assert deal(*rows, after=["Nurture"])["outcome"] == "lost"


# -- the order of stages that nobody gave ----------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
def test_moves_of_one_day_tell_no_order(engine):
    rows = [f"{n} {stage} 2024-01-0{n}" for n in range(1, 6) for stage in ("New", "Call", "Bid")]
    pipe = ck.from_events(ENGINES[engine](events(*rows)))
    assert not pipe.ordered
    assert pipe.notes["note"].iloc[1] == "Nothing tells the order of the stages: Bid, Call, New."
    with pytest.raises(StageError, match="order of the stages is not known"):
        ck.funnel(pipe)
    one = ck.from_events(ENGINES[engine](events(*rows, "6 New 2024-01-01", "6 Call 2024-01-02")))
    assert not one.ordered  # nothing tells where Bid stands
    all_ = ck.from_events(
        ENGINES[engine](events(*rows, "6 New 2024-01-01", "6 Call 2024-01-02", "6 Bid 2024-01-03"))
    )
    assert (all_.ordered, all_.stages) == (True, ("New", "Call", "Bid"))


def test_steps_of_a_sales_cycle_have_an_order_of_their_own():
    rows = [
        f"{n} {stage} 2024-01-0{n}"
        for n in range(1, 4)
        for stage in ("Closing", "Meeting", "Proposal")
    ]
    pipe = ck.from_events(events(*rows))
    assert (pipe.ordered, pipe.stages) == (True, ("Meeting", "Proposal", "Closing"))
    assert "steps" in pipe.notes["note"].iloc[1]


# -- stages after the win that nobody named --------------------------------------------------------

DELIVERED = (
    "1 A 2024-01-01", "1 B 2024-01-02", "1 Won 2024-01-03", "1 Delivery 2024-01-05",
    "2 A 2024-01-01", "2 Won 2024-01-04", "2 Delivery 2024-01-06", "2 Care 2024-01-09",
    "3 A 2024-01-02", "3 B 2024-01-04", "3 Lost 2024-01-05", "4 A 2024-01-08", "5 B 2024-01-08",
    "5 Won 2024-01-09", "5 Care 2024-01-10",
)  # fmt: skip


def found(*rows, **options):
    return ck.from_events(events(*rows), won="Won", lost="Lost", **options)


@pytest.mark.parametrize("engine", ENGINES)
def test_stages_that_deals_enter_only_after_the_win_come_after_it(engine):
    pipe = ck.from_events(ENGINES[engine](events(*DELIVERED)))
    assert (pipe.stages, pipe.after) == (("A", "B"), ("Delivery", "Care"))
    outcomes = plain(pipe.deals).sort_values("deal_id")["outcome"]
    assert outcomes.tolist() == ["won", "won", "lost", "open", "won"]
    told = pipe.notes[pipe.notes["note"].str.startswith("Taken as")].iloc[0]
    assert told["note"].endswith('enter them only once they are won: "Delivery", "Care".')
    assert "after=()" in told["fix"] and "stages=[" in told["fix"]


def test_the_caller_says_otherwise():
    for said in ({"after": ()}, {"stages": ["A", "B", "Delivery", "Care"]}):
        pipe = found(*DELIVERED, **said)
        assert pipe.deals["outcome"].tolist() == ["open", "open", "lost", "open", "open"]
        assert not pipe.notes["note"].str.contains("after the win").any()
        told = pipe.notes["note"].str.contains("3 deals enter an open stage after an outcome")
        assert told.any()
    assert found(*DELIVERED, after=["Care"]).after == ("Care",)  # no other is looked for


@pytest.mark.parametrize(
    "rows",
    [
        ("4 B 2024-01-08", "4 Delivery 2024-01-09", "6 Delivery 2024-01-09"),  # without a win too
        ("4 A 2024-01-08", "4 Delivery 2024-01-09", "4 Won 2024-01-10"),  # and before one
        ("1 Won 2024-01-20",),  # another outcome follows: the deal was open again
        ("2 Lost 2024-01-20",),
        ("3 Delivery 2024-01-20",),  # entered after a loss
    ],
)
def test_what_happens_before_a_win_too_is_a_reopening(rows):
    kept = [
        row
        for row in DELIVERED
        if "Care" not in row and row[0] not in {r[0] for r in rows} - {"1", "2", "3"}
    ]
    assert found(*kept, *rows).after == ()


def test_a_stage_after_a_loss_and_one_at_the_moment_of_the_win_are_of_the_sale():
    lost = ("1 A 2024-01-01", "1 Lost 2024-01-02", "1 Revival 2024-01-05",
            "2 A 2024-01-01", "2 Lost 2024-01-02", "2 Revival 2024-01-05")  # fmt: skip
    assert found(*lost).after == ()
    signed = ("1 A 2024-01-01", "1 Signing 2024-01-02", "1 Won 2024-01-02",
              "2 A 2024-01-01", "2 Signing 2024-01-02", "2 Won 2024-01-02")  # fmt: skip
    assert found(*signed).after == ()


def test_a_slip_among_many_does_not_hide_a_step_after_the_win():
    rows = [
        row
        for n in range(30)
        for row in (f"{n} A 2024-01-01", f"{n} Won 2024-01-02", f"{n} Delivery 2024-01-03")
    ]
    assert found(*rows, "x A 2024-01-01", "x Delivery 2024-01-05").after == ("Delivery",)
    assert found(*rows[:30], "x A 2024-01-01", "x Delivery 2024-01-05").after == ("Delivery",)
    assert found(*rows[:6], "x A 2024-01-01", "x Delivery 2024-01-05").after == ("Delivery",)
    assert found(*rows[:3], "x A 2024-01-01", "x Delivery 2024-01-05").after == ()
    assert found(*rows[:9], "x Delivery 2024-01-01", "x Won 2024-01-05").after == ()


def test_deals_that_enter_a_step_after_the_win_without_one_are_counted():
    rows = [
        f"{n} {label} 2024-01-{day:02d}"
        for n in ("D-1", "D-2", "D-3", "D-4")
        for label, day in (("A", 1), ("Won", 2), ("Delivery", 3))
    ]
    pipe = found(*rows, "D-7 A 2024-01-01", "D-7 Delivery 2024-01-05")
    told = pipe.notes[pipe.notes["note"].str.startswith("Taken as")]["note"].item()
    assert told.endswith('once they are won: "Delivery". 1 deal enters it without a win.')
    assert "only" not in told
    assert dict(zip(pipe.deals["deal_id"], pipe.deals["outcome"], strict=True))["D-7"] == "won"
    assert not pipe.notes["note"].str.contains("D-7").any()  # a cell is never shown


def test_what_is_reopened_says_which_stages_may_come_after_the_win():
    rows = ("1 A 2024-01-01", "1 Won 2024-01-02", "2 A 2024-01-01", "2 Won 2024-01-02")
    again = found(*rows, "1 Care 2024-01-03").notes.set_index("note")["fix"]
    assert again.filter(like="open stage after an outcome").tolist() == [
        'If these stages come after the win: after=["Care"].'
    ]
    again = found(*rows, "1 A 2024-01-03", "3 A 2024-01-03").notes.set_index("note")["fix"]
    assert again.filter(like="open stage after an outcome").tolist() == [""]


def test_one_deal_tells_it_only_where_no_other_was_won():
    one = ("1 A 2024-01-01", "1 Won 2024-01-02", "1 Delivery 2024-01-03")
    assert found(*one).after == ("Delivery",)
    assert found(*one, "2 A 2024-01-01", "2 Won 2024-01-02").after == ()


def test_without_deals_they_are_created_at_their_first_event():
    assert deal("1 B 2024-01-02", "1 A 2024-01-01")["created_at"] == pd.Timestamp("2024-01-01")


def test_outcome_words_of_five_languages_are_known():
    frame = events(
        "1 A 2024-01-01",
        "1 موفق 2024-01-02",
        "2 A 2024-01-01",
        "2 Загубена 2024-01-02",
        "3 A 2024-01-01",
        "3 Wygrana 2024-01-02",
        "4 A 2024-01-01",
        "4 خاسرة 2024-01-02",
        "5 A 2024-01-01",
        "5 Abandoned 2024-01-02",
    )
    assert list(ck.from_events(frame).deals.sort_values("deal_id")["outcome"]) == [
        "won",
        "lost",
        "won",
        "lost",
        "dropped",
    ]


def test_the_usual_order_is_found_despite_skips_and_returns():
    frame = events(
        "1 A 2024-01-01",
        "1 B 2024-01-02",
        "1 C 2024-01-03",
        "2 A 2024-01-01",
        "2 C 2024-01-02",
        "2 B 2024-01-03",
        "2 C 2024-01-04",
        "3 B 2024-01-01",
        "3 C 2024-01-02",
    )
    assert ck.from_events(frame).stages == ("A", "B", "C")


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_gives_the_same_visits_and_deals(engine):
    frame = events(
        "1 A 2024-01-01 10:00",
        "1 C 2024-01-02 11:30",
        "1 B 2024-01-05 09:00",
        "1 Won 2024-01-06 10:00",
        "2 A 2024-01-03 08:00",
        "2 Lost 2024-01-04 08:00",
        "2 B 2024-01-05 08:00",
        "3 A 2024-01-06 12:00",
    )
    options = {"stages": STAGES, "won": "Won", "lost": "Lost"}
    expected = ck.from_events(frame, **options)
    pipe = ck.from_events(ENGINES[engine](frame), **options)
    key = ["deal_id", "visit"]
    got = plain(pipe.visits).sort_values(key, ignore_index=True)
    want = expected.visits.sort_values(key, ignore_index=True)
    for column in ["deal_id", "stage", "step", "visit", "exit", "entered_at", "left_at"]:
        assert list(got[column].astype(str)) == list(want[column].astype(str)), column
    assert list(got["days"]) == pytest.approx(list(want["days"]), abs=1e-9)
    got, want = (plain(p.deals).sort_values("deal_id") for p in (pipe, expected))
    for column in ["deal_id", "stage", "outcome", "created_at", "closed_at"]:
        assert list(got[column].astype(str)) == list(want[column].astype(str)), column
    assert type(pipe.deals) is type(ENGINES[engine](frame))


def test_stamps_with_a_zone_are_converted():
    frame = pd.DataFrame(
        {"deal_id": ["1"], "stage": ["A"], "at": pd.to_datetime(["2024-01-01T23:30Z"])}
    )
    assert ck.from_events(frame).visits["entered_at"][0] == pd.Timestamp("2024-01-01 23:30")
    warsaw = ck.from_events(frame, zone="Europe/Warsaw").visits["entered_at"][0]
    assert warsaw == pd.Timestamp("2024-01-02 00:30")


def test_an_unknown_stage_is_an_error_with_its_rows():
    with pytest.raises(StageError) as error:
        ck.from_events(events("1 A 2024-01-01", "1 X 2024-01-02", "2 X 2024-01-02"), stages=["A"])
    assert str(error.value) == (
        'The events name 1 that stages= does not: "X" (2 rows).\n'
        'stages= names "A".\n'
        "Add them to stages= in order, or name them in won=, lost=, dropped= or after=."
    )


def test_an_outcome_among_the_stages_is_an_error():
    with pytest.raises(StageError) as error:
        ck.from_events(events("1 A 2024-01-01", "1 Won 2024-01-02"), stages=["A", "Won"])
    assert str(error.value) == (
        'stages= names "Won", which is an outcome, not a stage.\n'
        'Outcomes here are "Won".\n'
        "Leave it out of stages=; name outcomes with won=, lost= and dropped=."
    )


def test_a_missing_column_is_an_error_that_names_those_there():
    with pytest.raises(ColumnError) as error:
        ck.from_events(events("1 A 2024-01-01"), deal="case")
    assert str(error.value) == (
        'The events have no column "case".\n'
        'They have "deal_id", "stage", "at".\n'
        'Pass deal="..." with one of these.'
    )


def test_text_is_no_datetime():
    frame = events("1 A 2024-01-01").assign(at="2024-01-01")
    with pytest.raises(ColumnError, match='Column "at" does not hold datetimes'):
        ck.from_events(frame)


def test_the_input_is_not_changed():
    frame = events("1 B 2024-01-02", "1 A 2024-01-01")
    before = frame.copy()
    ck.from_events(frame)
    pd.testing.assert_frame_equal(frame, before)
