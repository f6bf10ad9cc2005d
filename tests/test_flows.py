from collections import Counter
from itertools import pairwise
from statistics import median

import pandas as pd
import pytest
from hypothesis import given, settings

from cycle_kit.events import from_events
from cycle_kit.metrics.flows import flows
from cycle_kit.metrics.ledger import ledger
from tests.deal_paths import OUTCOMES, STAGES, pipe_of, pools, twenty, unbroken
from tests.engines import ENGINES

COLUMNS = ["from_stage", "to_stage", "deals", "moves", "median_days"]


def pairs(path):
    """(from, to) of every move of a path, outcomes by their name."""
    stops = unbroken(path)
    return [(here, OUTCOMES.get(there, there)) for here, there in pairwise(stops) if here in STAGES]


@settings(max_examples=15)
@given(paths=pools)
def test_every_move_is_counted_once(paths):
    table = flows(pipe_of(paths)).astype({"from_stage": str, "to_stage": str})
    found = {(r.from_stage, r.to_stage): (r.moves, r.deals) for r in table.itertuples()}
    moves = Counter(pair for path in paths for pair in pairs(path))
    deals = Counter(pair for path in paths for pair in set(pairs(path)))
    assert found == {pair: (moves[pair], deals[pair]) for pair in moves}


def test_moves_are_what_the_ledger_says_left():
    pipe = pipe_of([*twenty(), "ALBX"])
    left = ledger(pipe).set_index("stage")
    moves = flows(pipe).groupby("from_stage", observed=False)["moves"].sum()
    assert moves.tolist() == (left["entries"] - left["open"]).tolist()


def test_deals_moves_and_days_by_hand():
    table = flows(pipe_of(["ABABL", "ABW", "AW", "A"]))  # seven days in each stage
    assert list(table) == COLUMNS
    assert table.astype({"from_stage": str, "to_stage": str}).to_numpy().tolist() == [
        ["A", "B", 2, 3, 7.0],
        ["A", "won", 1, 1, 7.0],
        ["B", "A", 1, 1, 7.0],
        ["B", "won", 1, 1, 7.0],
        ["B", "lost", 1, 1, 7.0],
    ]


def test_median_days_before_the_move():
    days = [1, 2, 4, 40]
    events = pd.DataFrame(
        [(str(n), stop, pd.Timestamp("2024-01-01") + pd.Timedelta(days=at))
         for n, length in enumerate(days) for stop, at in (("A", 0), ("B", length))],
        columns=["deal_id", "stage", "at"],
    )  # fmt: skip
    table = flows(from_events(events, stages=["A", "B"]))
    assert table["median_days"].tolist() == [median(days)]


def test_going_on_after_the_win_is_a_win():
    table = flows(pipe_of(["AN", "AWN"], stages=["A"], after=["N"]))
    assert table[["from_stage", "to_stage", "moves"]].to_numpy().tolist() == [["A", "won", 2]]


def test_by_owner_with_a_missing_one():
    table = flows(pipe_of(["AB", "AB", "AC"], owner=["x", None, None]), by="owner")
    assert list(table) == ["owner", *COLUMNS]
    assert table[["to_stage", "moves"]].to_numpy().tolist() == [["B", 1], ["B", 1], ["C", 1]]
    assert table["owner"].isna().tolist() == [False, True, True]


def test_no_moves_give_no_rows():
    table = flows(pipe_of(["A", "B"]))
    assert list(table) == COLUMNS
    assert len(table) == 0


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_engines_agree(engine):
    paths = [*twenty(), "ABLCX", "DCBAW"]
    owner = {"owner": ["x", None] * 11}
    expected = flows(pipe_of(paths, **owner), by="owner")
    found = flows(pipe_of(paths, engine=ENGINES[engine], **owner), by="owner")
    pd.testing.assert_frame_equal(found, expected, rtol=0, atol=1e-9, check_dtype=False)
