"""Days between any two moments: by hand, and against a few lines of pandas."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.errors import QuestionError
from tests.companies import ENGINES, events, without_deals
from tests.engines import odd_pipeline

REVIEW = (
    "1 New 2025-01-05", "1 Proposal 2025-02-10",
    "2 New 2025-01-10", "2 Proposal 2025-01-20", "2 Won 2025-02-15",
    "3 New 2025-02-01",
    "4 New 2025-01-15", "4 Lost 2025-02-20",
    "5 New 2025-01-25", "5 Proposal 2025-03-05",
)  # fmt: skip


def review(engine="pandas", rows=REVIEW, **more):
    return ck.from_events(
        ENGINES[engine](events(*rows)), stages=["New", "Proposal"], as_of="2025-03-31", **more
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_from_a_stage_to_a_stage(engine):
    row = ck.cycle_length(review(engine), start="New", end="Proposal").iloc[0]
    assert (row["deals"], row["total_days"], row["median_days"]) == (3, 36 + 10 + 39, 36)
    assert row["mean_days"] == pytest.approx(28.3, abs=0.05)
    assert (row["unfinished"], row["unfinished_median_days"]) == (1, 58)
    assert row[["closed_before", "won_before", "lost_before", "dropped_before"]].tolist() == [
        1, 0, 1, 0,
    ]  # fmt: skip
    assert (row["start"], row["end"], row["excluded"]) == ("New", "Proposal", 0)


def test_closings_before_compete_and_open_deals_are_not_yet():
    row = ck.cycle_length(review(), start="New", end="Proposal", min_at_risk=1).iloc[0]
    # after 10 days 1 of 5 is there, after 36 two more ends (one lost), after 39 one more: 3/5 in the end
    assert row["open_share"] == pytest.approx(0.2)
    assert row["aj_median_days"] == 36


def test_without_an_end_nothing_changes():
    table = ck.cycle_length(review(), start="New")
    assert not {"closed_before", "end"} & set(table)
    won = ck.cycle_length(review(), start="New", end="won")
    pd.testing.assert_frame_equal(won, table)


def test_the_end_is_the_first_entry_after_the_start():
    rows = ["1 Proposal 2025-01-01", "1 New 2025-01-05", "1 Proposal 2025-01-25",
            "2 Proposal 2025-01-01", "2 New 2025-02-01"]  # fmt: skip
    row = ck.cycle_length(review(rows=rows), start="New", end="Proposal").iloc[0]
    assert (row["deals"], row["total_days"], row["unfinished"]) == (1, 20, 1)


def test_won_without_ever_getting_there_competes():
    rows = ["1 New 2025-01-05", "1 Won 2025-01-25", "2 New 2025-01-05", "2 Proposal 2025-01-06"]
    row = ck.cycle_length(review(rows=rows), start="New", end="Proposal").iloc[0]
    assert (row["deals"], row["won_before"], row["closed_before"]) == (1, 1, 1)


def dated(**columns):
    frame = pd.DataFrame({"deal_id": list("12345"), **columns})
    return review(deals=frame.apply(lambda c: pd.to_datetime(c) if c.name != "deal_id" else c))


def test_to_a_date_and_from_one():
    pipe = dated(demo_on=["2025-01-10", "2025-01-20", None, None, "2025-01-20"])
    row = ck.cycle_length(pipe, start="New", end="demo_on").iloc[0]
    # 5 had its demo before it was new: left out
    assert (row["deals"], row["total_days"], row["excluded"]) == (2, 5 + 10, 1)
    assert (row["unfinished"], row["lost_before"]) == (1, 1)
    back = ck.cycle_length(pipe, start="demo_on", end="Proposal").iloc[0]
    assert (back["deals"], back["total_days"]) == (3, 31 + 0 + 44)


def test_a_date_to_come_has_not_come():
    pipe = dated(fair_on=["2025-02-05", "2025-06-01", "2025-06-01", None, "2025-06-01"])
    row = ck.cycle_length(pipe, start="New", end="fair_on").iloc[0]
    assert (row["deals"], row["unfinished"], row["won_before"]) == (1, 2, 1)


def test_after_the_win_won_deals_are_on_their_way():
    pipe = review(rows=[*REVIEW, "6 New 2025-01-01", "6 Won 2025-02-01", "6 Setup 2025-02-11"],
                  after=["Setup"])  # fmt: skip
    row = ck.cycle_length(pipe, start="New", end="Setup").iloc[0]
    assert (row["deals"], row["total_days"]) == (1, 41)
    assert (row["unfinished"], row["won_before"], row["lost_before"]) == (4, 0, 1)
    paid = dated(paid_on=[None, "2025-03-15", None, None, None])
    row = ck.cycle_length(paid, start="New", end="paid_on").iloc[0]
    assert (row["deals"], row["won_before"], row["unfinished"]) == (1, 0, 3)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_engines_agree(engine):
    asked: list[dict] = [
        {"start": "A", "end": "B"},
        {"end": "quoted_at"},
        {"end": "C", "by": "owner"},
    ]
    for given in asked:
        table = ck.cycle_length(odd_pipeline(engine), **given)
        expected = ck.cycle_length(odd_pipeline("pandas"), **given)
        pd.testing.assert_frame_equal(table, expected, check_dtype=False, rtol=1e-9)


@pytest.mark.parametrize("seed", range(10))
def test_as_a_few_lines_of_pandas_say(seed):
    random, rows = np.random.default_rng(seed), []
    for number in range(60):
        at, stage = pd.Timestamp("2024-01-01") + pd.Timedelta(days=int(random.integers(200))), 0
        for _ in range(random.integers(1, 6)):
            rows.append((f"d{number}", "ABC"[stage], at))
            at, stage = at + pd.Timedelta(days=int(random.integers(1, 40))), random.integers(3)
        if random.random() < 0.6:
            rows.append((f"d{number}", random.choice(["Won", "Lost"]), at))
    frame = pd.DataFrame(rows, columns=["deal_id", "stage", "at"])
    row = ck.cycle_length(ck.from_events(frame, stages=list("ABC")), start="A", end="C").iloc[0]
    days, late = [], {"open": 0, "Won": 0, "Lost": 0}
    for _deal, mine in frame.groupby("deal_id"):
        begun = mine[mine["stage"] == "A"]["at"].min()
        there = mine[(mine["stage"] == "C") & (mine["at"] > begun)]["at"]
        if len(there):
            days.append((there.min() - begun).days)
        else:
            late[mine["stage"].iloc[-1] if mine["stage"].iloc[-1] in late else "open"] += 1
    assert (row["deals"], row["total_days"]) == (len(days), sum(days))
    assert row["median_days"] == np.median(days)
    found = (row["unfinished"], row["won_before"], row["lost_before"])
    assert found == (late["open"], late["Won"], late["Lost"])
    assert row["closed_before"] == late["Won"] + late["Lost"]


def test_no_deals_and_one():
    nobody = ck.cycle_length(without_deals(review()), start="New", end="Proposal").iloc[0]
    assert nobody[["deals", "unfinished", "closed_before"]].tolist() == [0, 0, 0]
    one = ck.cycle_length(review(rows=["1 New 2025-01-05"]), start="New", end="Proposal").iloc[0]
    assert (one["deals"], one["unfinished"], one["unfinished_median_days"]) == (0, 1, 85)


def test_what_is_refused_says_what_to_type():
    pipe = review()
    with pytest.raises(QuestionError, match='Did you mean end="Proposal"'):
        ck.cycle_length(pipe, end="Propsal")
    with pytest.raises(QuestionError, match="to itself has no length"):
        ck.cycle_length(pipe, start="New", end="New")
    with pytest.raises(QuestionError, match=r'pipe.where\(outcome="lost"\)'):
        ck.cycle_length(pipe, end="Proposal", outcome="lost")
    plain = pd.DataFrame({"Deal ID": ["1"], "Stage": ["New"], "Created": ["2024-01-01"]})
    listed = ck.load(plain, stages=["New"])
    with pytest.raises(QuestionError, match='Counting to the stage "New"'):
        ck.cycle_length(listed, end="New")


def test_said_and_drawn():
    table = ck.cycle_length(review(), start="New", end="Proposal")
    assert str(charts.cycle_words(table)).splitlines() == [
        "From New to Proposal: half of the 3 deals that got there took up to 36 days, the average is "
        "28 days. 1 deal is not there yet, after 58 days. 1 deal was closed before.",
        "These are too few to judge.",
    ]
    told = charts.cycle_length_chart(table).to_json()
    assert "3 deals came from New to Proposal" in told
    assert "1 is not there yet, after 58 days" in told
    assert "1 was closed before" in told
    none = ck.cycle_length(review(rows=["1 New 2025-01-05"]), start="New", end="Proposal")
    assert "No deal came from New to Proposal yet. 1 deal is on the way." in str(
        charts.cycle_words(none)
    )
