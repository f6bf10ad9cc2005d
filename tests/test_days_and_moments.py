"""A day has no hour to count from: spans with a day at one end are differences of dates, all others exact."""

import io
from dataclasses import replace

import narwhals as nw
import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import cycle_kit as ck
from cycle_kit.days import days_between
from cycle_kit.history import collected, span_days
from cycle_kit.metrics.behind import deals_behind
from tests.companies import ENGINES, events, plain

PAIRS = {  # (start, end): days
    ("2024-01-08 10:00", "2024-01-08"): 0.0,
    ("2024-01-08 10:00", "2024-01-18"): 10.0,
    ("2024-01-08", "2024-01-08 23:59"): 0.0,
    ("2024-01-08", "2024-01-09 00:01"): 1.0,
    ("2024-01-08", "2024-01-18"): 10.0,
    ("2024-01-08 10:00", "2024-01-08 16:00"): 0.25,
    ("2024-01-08 16:00", "2024-01-08 10:00"): -0.25,
    ("2024-01-08 10:00", "2024-01-07"): -1.0,
}


@pytest.mark.parametrize("engine", ENGINES)
def test_each_span_by_its_own_ends(engine):
    rows = pd.DataFrame(list(PAIRS), columns=["a", "b"])
    rows = rows.apply(lambda c: pd.to_datetime(c, format="ISO8601").astype("datetime64[us]"))
    frame = nw.from_native(ENGINES[engine](rows.assign(n=range(len(rows)))))
    found = frame.with_columns(days=span_days("a", "b", frame=frame)).select("n", "days")
    assert collected(found).sort_values("n")["days"].tolist() == list(PAIRS.values())
    assert days_between(rows["a"], rows["b"]).tolist() == list(PAIRS.values())
    exact = ((rows["b"] - rows["a"]) / pd.Timedelta(days=1)).tolist()
    found = frame.with_columns(days=span_days("a", "b", frame=frame, clocked=("a", "b")))
    assert collected(found.select("n", "days")).sort_values("n")["days"].tolist() == pytest.approx(
        exact
    )
    assert days_between(rows["a"], rows["b"], clocked=(True, True)).tolist() == exact


def test_a_missing_end_is_no_span():
    days = days_between(np.array(["NaT", "2024-01-01"]), np.array(["2024-01-01", "NaT"]))
    assert np.isnan(days).all()


# -- a company whose closings are days, and whose deals are created at some hour


def company(engine="pandas", *, hours=True):
    """60 deals; a third is won, a third lost, some on the day they were created."""
    random, rows, fields = np.random.default_rng(5), [], []
    for n in range(60):
        start = pd.Timestamp("2024-01-01") + pd.Timedelta(days=int(n * 3))
        closed = start + pd.Timedelta(days=int(random.integers(0, 40)))
        clock = pd.Timedelta(hours=10, minutes=n) if hours else pd.Timedelta(0)
        rows.append((f"{n:02}", "A", start))
        if n % 3:
            rows.append((f"{n:02}", "Won" if n % 3 == 1 else "Lost", closed))
        fields.append((f"{n:02}", "xy"[n % 2], 100.0, start + clock))
    made = ENGINES[engine]
    log = pd.DataFrame(rows, columns=["deal_id", "stage", "at"])
    deals = pd.DataFrame(fields, columns=["deal_id", "owner", "amount", "created_at"])
    return ck.from_events(made(log), stages=["A"], deals=made(deals), as_of="2024-07-31")


METRICS = {
    "cycle_length": lambda p: ck.cycle_length(p, by="owner"),
    "cycle_length of all": lambda p: ck.cycle_length(p, outcome="closed"),
    "in working days": lambda p: ck.cycle_length(p, calendar=ck.Calendar()),
    "outcome_curves": lambda p: ck.outcome_curves(p, min_at_risk=1),
    "kpis": lambda p: ck.kpis(p, at="2024-05"),
    "trend": lambda p: ck.trend(p, "median_cycle_days"),
    "cohorts": lambda p: ck.trend(p, "win_rate", dated="created"),
    "velocity": ck.velocity,
    "what_if": ck.what_if,
    "compare": lambda p: ck.compare(p, "median_cycle_days", within=()),
    "defects": ck.defects,
    "old": lambda p: deals_behind(p, part="old", days=0).drop(columns="created_at"),
}


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("engine", ENGINES)
def test_a_day_at_one_end_counts_as_if_both_were_days(engine, metric):
    found, days = METRICS[metric](company(engine)), METRICS[metric](company(hours=False))
    assert_frame_equal(found, days, check_dtype=False)


def test_nothing_is_closed_before_it_was_created_on_the_same_day():
    pipe = company()
    assert (pipe.deals["closed_at"] < pipe.deals["created_at"]).any()
    assert ck.defects(pipe).set_index("defect").loc["closed before created", "deals"] == 0
    assert ck.cycle_length(pipe, outcome="closed")["excluded"].tolist() == [0]
    assert "without a date" not in ck.definition_here(pipe, "cycle_length")


# -- a log that has both


@pytest.mark.parametrize("engine", ENGINES)
def test_a_move_of_a_day_comes_in_the_order_of_stages_on_that_day(engine):
    log = events(
        "1 A 2024-01-08 10:00", "1 B 2024-01-09 09:30", "1 Won 2024-01-09", "2 A 2024-01-10 12:00",
        "2 B 2024-01-10", "2 Lost 2024-01-12", "3 B 2024-01-10 08:00", "3 A 2024-01-10 09:00",
    )  # fmt: skip
    pipe = ck.from_events(ENGINES[engine](log), stages=["A", "B"])
    deals = plain(pipe.deals).sort_values("deal_id")
    assert deals["outcome"].tolist() == ["won", "lost", "open"]
    visits = plain(pipe.visits).sort_values(["deal_id", "visit"]).query("deal_id != '3'")
    assert visits["stage"].tolist() == ["A", "B", "A", "B"]
    assert visits["days"].tolist() == pytest.approx([23.5 / 24, 0, 0, 2])
    third = plain(pipe.visits).query("deal_id == '3'").sort_values("visit")
    assert third["stage"].tolist() == ["B", "A"]  # both to the minute, so that it went back


def test_a_midnight_among_many_moments_is_a_moment_and_among_few_a_day():
    late = ("x A 2024-01-08 00:00", "x Won 2024-01-08 18:00")
    rows = [f"{n} A 2024-01-{1 + n % 9:02} {n % 23 + 1:02}:{n % 60:02}" for n in range(1000)]
    many, few = ck.from_events(events(*rows, *late)), ck.from_events(events(*rows[:40], *late))
    assert many.clocked == {"at", "created_at", "closed_at"} and not few.clocked
    assert ck.cycle_length(many)["median_days"].tolist() == [0.75]
    assert ck.cycle_length(few)["median_days"].tolist() == [0.0]


# -- as files tell it


def loaded(text, **options):
    return ck.load(io.BytesIO(text.encode()), **options)


def told(pipe):
    return pipe.notes[pipe.notes["step"] == "dates"][["note", "effect"]].to_numpy().tolist()


LOG = """deal_id,stage,entered_at
1,New,2024-01-01{midnight}
1,Demo,2024-01-03 09:00:00
1,Won,2024-01-11 18:00:00
2,New,2024-01-02{midnight}
2,Demo,2024-01-04 12:00:00
2,Won,2024-01-12 18:00:00
"""


def test_a_midnight_written_with_its_clock_is_a_moment_where_other_cells_have_hours():
    pipe = loaded(LOG.format(midnight=" 00:00:00"))
    assert ck.cycle_length(pipe)["median_days"].tolist() == [10.75]
    assert told(pipe) == []


def test_a_cell_without_a_clock_is_a_day_among_moments():
    pipe = loaded(LOG.format(midnight=""))
    assert ck.cycle_length(pipe)["median_days"].tolist() == [10.0]
    visits = pipe.visits.query("deal_id == '2'")
    assert visits["days"].tolist() == [2.0, 8.25]


def test_a_win_on_the_day_of_the_last_move_comes_after_it():
    mixed = LOG.format(midnight=" 10:00:00").replace(
        "1,Won,2024-01-11 18:00:00", "1,Won,2024-01-03"
    )
    pipe = loaded(mixed)
    assert pipe.deals["outcome"].tolist() == ["won", "won"]
    visits = pipe.visits.query("deal_id == '1'")
    assert visits[["stage", "exit"]].astype(str).to_numpy().tolist() == [
        ["New", "forward"],
        ["Demo", "won"],
    ]
    assert visits["days"].tolist() == [pytest.approx(2 - 1 / 24), 0]


DEALS = """deal_id,name,stage,created,closed,amount
1,a,Won,2024-01-08{ten},2024-01-08{zero},10
2,b,Lost,2024-01-08{ten},2024-01-18{zero},10
3,c,Won,2024-01-09{ten},2024-01-19{zero},10
4,d,Offer,2024-01-09{ten},,10
"""
NAMED = {"columns": {"created_at": "created", "closed_at": "closed"}, "stages": ["Offer"]}


@pytest.mark.parametrize("zero", ["", " 00:00:00"])
def test_a_column_of_midnights_is_one_of_days_with_or_without_their_clock(zero):
    pipe = loaded(DEALS.format(ten=" 10:00:00", zero=zero), **NAMED)
    cycle = ck.cycle_length(pipe, outcome="closed").iloc[0]
    assert (cycle["deals"], cycle["excluded"], cycle["total_days"]) == (3, 0, 20)
    assert told(pipe) == [
        [
            "3 deals have a day at one end of their cycle and a time of day at the other.",
            "Their cycle is the difference of the two dates, 0 on the same day.",
        ]
    ]


def test_two_days_and_two_moments_are_told_nothing():
    days = loaded(DEALS.format(ten="", zero=""), **NAMED)
    moments = loaded(DEALS.format(ten=" 10:00:00", zero=" 16:00:00"), **NAMED)
    assert told(days) == told(moments) == []
    assert ck.cycle_length(moments, outcome="closed")["total_days"].tolist() == [20.75]


def test_what_is_closed_a_day_before_it_was_created_is_told():
    pipe = loaded(
        DEALS.format(ten=" 10:00:00", zero="").replace("2024-01-18", "2024-01-07"), **NAMED
    )
    assert "1 deal is closed before it was created." in [note for note, _ in told(pipe)]
    assert ck.cycle_length(pipe, outcome="closed")["excluded"].tolist() == [1]


# -- leads


def leads(*rows):
    frame = pd.DataFrame(rows, columns=["lead_id", "created_at", "first_contact_at"])
    dates = ["created_at", "first_contact_at"]
    frame[dates] = frame[dates].apply(
        lambda c: pd.to_datetime(c, format="ISO8601").astype("datetime64[us]")
    )
    blank = {"outcome": "open", "reason": None, "source": None, "owner": None, "deal_id": None}
    frame = frame.assign(converted_at=pd.NaT, **blank)
    return replace(ck.from_events(events("1 A 2024-02-01 10:00")), leads=frame)


def test_a_lead_called_on_its_day_was_not_called_before_it_came():
    mixed = leads(("1", "2024-01-08 10:00", "2024-01-08"), ("2", "2024-01-08 11:00", "2024-01-10"))
    speed = ck.speed_to_lead(mixed).iloc[0]
    assert (speed["leads"], speed["negative"], speed["median_hours"]) == (2, 0, 24.0)
    assert pd.isna(speed["share_5_min"])  # nobody knows the hour


def test_a_few_days_among_moments_say_nothing_of_minutes():
    rows = [
        (str(n), f"2024-01-08 10:{n:02}", f"2024-01-08 {10 + n % 2}:{n:02}:30") for n in range(40)
    ]
    speed = ck.speed_to_lead(leads(*rows, ("x", "2024-01-08 10:00", "2024-01-08"))).iloc[0]
    assert (speed["leads"], speed["share_5_min"]) == (41, 0.5)
