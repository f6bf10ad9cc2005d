from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings

from cycle_kit.errors import StageError
from cycle_kit.events import from_events
from cycle_kit.metrics.ledger import ledger
from tests.deal_paths import STAGES, exits, pipe_of, pools, twenty, unbroken
from tests.engines import ENGINES

PARTS = ["forward", "skip", "back", "won", "lost", "dropped", "open"]


def undone(path):
    """Stages of visits that closed the deal while a stage came later, in plain Python."""
    stops = unbroken(path)
    return [
        STAGES.index(here)
        for place, (here, following) in enumerate(pairwise(stops))
        if here in STAGES and following in "WLX" and any(s in STAGES for s in stops[place + 2 :])
    ]


@settings(max_examples=15)
@given(paths=pools)
def test_entries_are_the_sum_of_exits_and_each_count_is_right(paths):
    table = ledger(pipe_of(paths))
    left = [visit for path in paths for visit in exits(path)]
    for k, row in enumerate(table.to_dict("records")):
        assert row["entries"] == sum(row[part] for part in PARTS)
        assert row["entries"] == sum(stage == k for stage, _ in left)
        assert {part: row[part] for part in PARTS} == {
            part: left.count((k, part)) for part in PARTS
        }
        assert row["undone"] == sum(undone(path).count(k) for path in paths)


def test_twenty_deals():
    table = ledger(pipe_of(twenty())).set_index("stage")
    assert table["entries"].tolist() == [19, 15, 13, 9]
    assert table.loc["C"].to_dict() == {
        "entries": 13, "forward": 8, "skip": 0, "back": 2, "won": 0, "lost": 2, "dropped": 0,
        "open": 1, "undone": 0, "phase": "sale",
    }  # fmt: skip


def test_columns_and_stage_order():
    table = ledger(pipe_of(["BA"]))
    assert list(table) == ["stage", "entries", *PARTS, "undone", "phase"]
    assert list(table["stage"].astype(str)) == ["A", "B", "C", "D"]
    assert table["stage"].cat.ordered
    assert set(table.dtypes[["entries", *PARTS, "undone"]].astype(str)) == {"int64"}


def test_undone_are_closings_that_were_reopened():
    table = ledger(pipe_of(["ALB", "AXAL", "AWBL"])).set_index("stage")
    assert table.loc["A", ["won", "lost", "dropped", "undone"]].tolist() == [1, 2, 1, 3]
    assert table.loc["B", ["lost", "open", "undone"]].tolist() == [1, 1, 0]


def test_stages_after_the_win_are_last_and_undo_nothing():
    pipe = pipe_of(["ABWN", "AN"], stages=["A", "B"], after=["N"])
    table = ledger(pipe)
    assert table[["stage", "phase"]].astype(str).to_numpy().tolist() == [
        ["A", "sale"], ["B", "sale"], ["N", "after"],
    ]  # fmt: skip
    assert table["won"].tolist() == [1, 1, 0]
    assert table["undone"].tolist() == [0, 0, 0]
    assert table["entries"].tolist() == [2, 1, 2]
    assert (table[PARTS].sum(axis=1) == table["entries"]).all()


def test_by_owner_splits_the_same_visits():
    paths, owner = ["AB", "AL", "ACA", "A"], ["x", None, "x", None]
    pipe = pipe_of(paths, owner=owner)
    table = ledger(pipe, by="owner")
    mine = table[table["owner"] == "x"].set_index("stage")
    nobodys = table[table["owner"].isna()].set_index("stage")
    assert mine.loc["A", PARTS].tolist() == [1, 1, 0, 0, 0, 0, 1]
    assert nobodys.loc["A", PARTS].tolist() == [0, 0, 0, 0, 1, 0, 1]
    split = table.groupby("stage", observed=False)["entries"].sum().tolist()
    assert split == ledger(pipe)["entries"].tolist()


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_engines_agree(engine):
    paths = [*twenty(), "ABLCX", "DCBAW", "L"]
    owner = {"owner": ["x", None, "y"] * 7 + ["x", "y"]}
    expected = ledger(pipe_of(paths, **owner), by="owner")
    found = ledger(pipe_of(paths, engine=ENGINES[engine], **owner), by="owner")
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


def test_several_pipelines():
    events = pd.DataFrame(
        {
            "deal_id": ["1", "1", "2"],
            "stage": ["A", "B", "B"],
            "at": pd.to_datetime(["2024-01-01", "2024-01-02", "2024-01-01"]),
            "pipeline": ["north", "north", "south"],
        }
    )
    pipe = from_events(events, stages={"north": ["A", "B"], "south": ["B", "C"]})
    with pytest.raises(StageError):
        ledger(pipe)
    table = ledger(pipe, by="pipeline")
    assert table[["pipeline", "stage", "entries", "forward", "open"]].to_numpy().tolist() == [
        ["north", "A", 1, 1, 0], ["north", "B", 1, 0, 1],
        ["south", "B", 1, 0, 1], ["south", "C", 0, 0, 0],
    ]  # fmt: skip
