"""The deals behind a number: each part against the table that shows the number."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError, StageError
from cycle_kit.metrics.behind import PARTS, deals_behind
from cycle_kit.shipped import sample
from tests.companies import ENGINES
from tests.deal_paths import pipe_of

PATHS = ["ABW", "ABCL", "AB", "A", "ACDW", "ABL"]  # D000 ... D005, a week from stop to stop


def ids(pipe, **question):
    return sorted(deals_behind(pipe, **question)["deal_id"])


@pytest.fixture(scope="module")
def pipe():
    return pipe_of(PATHS, amount=[5.0, 1, 2, 3, 4, 6])


@pytest.mark.parametrize(
    ("question", "deals"),
    [
        ({}, ["D000", "D001", "D002", "D003", "D004", "D005"]),
        ({"stage": "B"}, ["D000", "D001", "D002", "D004", "D005"]),
        ({"part": "reached", "stage": "B"}, ["D000", "D001", "D002", "D004", "D005"]),
        ({"part": "reached", "stage": "won"}, ["D000", "D004"]),
        ({"part": "waiting", "stage": "B"}, ["D002"]),
        ({"part": "stopped", "stage": "B"}, ["D002", "D005"]),
        ({"part": "open"}, ["D002", "D003"]),
        ({"part": "open", "stage": "B"}, ["D002"]),
        ({"part": "open", "stage": "D"}, []),
        ({"part": "open", "stage": "A", "end": "2024-01-03"}, [f"D00{n}" for n in range(6)]),
        ({"part": "open", "stage": "B", "end": "2024-01-10"}, ["D000", "D001", "D002", "D005"]),
        ({"part": "long", "stage": "B", "days": 13.9}, ["D002"]),
        ({"part": "long", "stage": "B", "days": 14}, []),
        ({"part": "old", "days": 20.9}, ["D002", "D003"]),
        ({"part": "slow", "days": 14}, ["D004"]),
        ({"part": "won", "start": "2024-01-15", "end": "2024-01-15"}, ["D000"]),
        ({"part": "decided", "start": "2024-01-15"}, ["D000", "D001", "D004", "D005"]),
        ({"part": "new", "end": "2023-12-31"}, []),
        ({"part": "reason", "outcome": "lost", "stage": "C"}, ["D001"]),
        ({"part": "reason", "outcome": "lost", "stage": "C", "end": "2024-01-08"}, []),
        ({"part": "reason", "outcome": "lost", "stage": "C", "start": "2024-01-09"}, ["D001"]),
    ],
)
def test_each_part_counts_who_it_says(pipe, question, deals):
    assert ids(pipe, **question) == deals


def test_the_most_valuable_come_first_with_their_days(pipe):
    found = deals_behind(pipe, part="all")

    assert list(found["deal_id"]) == ["D005", "D000", "D004", "D003", "D002", "D001"]
    days = found.set_index("deal_id")["days"]
    assert days["D000"] == 14 and days["D003"] == 21  # won after two weeks; open since three


def test_a_reason_given_and_none():
    reasons = [None, "Price", None, None, None, None]
    pipe = pipe_of(PATHS, lost_reason=reasons)

    lost = {"part": "reason", "outcome": "lost"}
    assert ids(pipe, **lost, stage="C", reason="Price") == ["D001"]
    assert ids(pipe, **lost, stage="B", reason=None) == ["D005"]
    assert ids(pipe, **lost, stage="B", reason="Price") == []


@pytest.mark.parametrize("engine", list(ENGINES))
def test_every_engine_says_the_same(engine):
    pipe = pipe_of(PATHS, engine=ENGINES[engine], amount=[5.0, 1, 2, 3, 4, 6])
    plain = pipe_of(PATHS, amount=[5.0, 1, 2, 3, 4, 6])

    for part in PARTS:
        given = {"part": part, "stage": "B", "days": 10.0, "outcome": "lost"}
        assert ids(pipe, **given) == ids(plain, **given)


def test_the_lists_are_as_long_as_the_tables_say():
    pipe = ck.load(sample("hubspot_deals.csv")).where(pipeline="B2B")
    steps, losses = ck.funnel(pipe), ck.loss_reasons(pipe)

    for row in steps.to_dict("records"):
        assert len(deals_behind(pipe, part="reached", stage=row["stage"])) == row["deals"]
        if row["stage"] != "won":
            waiting = deals_behind(pipe, part="waiting", stage=row["stage"])
            assert len(waiting) == row["open"]
            stopped = deals_behind(pipe, part="stopped", stage=row["stage"])
            assert len(stopped) == row["open"] + row["lost"] + row["dropped"]
    for row in losses.to_dict("records"):
        reason = None if pd.isna(row["reason"]) else row["reason"]
        question = {"stage": row["stage"], "outcome": row["outcome"], "reason": reason}
        assert len(deals_behind(pipe, part="reason", **question)) == row["deals"]


def test_unknown_parts_and_stages_are_named(pipe):
    with pytest.raises(QuestionError) as told:
        deals_behind(pipe, part="all of them")
    names = ", ".join(f'"{part}"' for part in PARTS)
    assert str(told.value) == (
        f'There is no part "all of them".\nThe parts are {names}.\n'
        'Choose one of them, for example ck.deals_behind(pipe, part="open").'
    )
    with pytest.raises(StageError) as told:
        deals_behind(pipe, part="waiting", stage="Z")
    assert str(told.value) == (
        'There is no stage "Z".\nThe stages are "A", "B", "C", "D".\n'
        'Choose one of them: ck.deals_behind(pipe, stage="A").'
    )
