"""Cells that hold several values, taken apart: a deal counts in each of them, and it is said so."""

from typing import Any

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import QuestionError
from tests.companies import ENGINES, events

#: the argument that every metric with `by=` has comes with its decorator, unseen by type checkers
WIN_RATE: Any = ck.win_rate
COMPARE: Any = ck.compare
LOG = events(
    *("1 A 2024-01-01", "1 Won 2024-01-05", "2 A 2024-01-02", "2 Lost 2024-01-08"),
    *("3 A 2024-01-03", "3 Won 2024-02-05", "4 A 2024-01-04"),
    *("5 A 2024-02-01", "5 Lost 2024-02-05"),
)
DEALS = pd.DataFrame({
    "deal_id": list("12345"), "amount": [1.0, 10, 100, 1000, 10_000], "owner": list("xyxyx"),
    "tags": ["red; blue", "red", "blue;red;red", "green", None], "plain": list("aabbb"),
})  # fmt: skip


def company(engine="pandas"):
    wrap = ENGINES[engine]
    return ck.from_events(wrap(LOG), stages=["A"], deals=wrap(DEALS))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_deal_counts_in_each_of_its_values(engine):
    found = WIN_RATE(company(engine), by="tags", split=";")
    names = found["tags"].astype(object).where(found["tags"].notna(), None).tolist()
    assert names == ["blue", "green", "red", None]
    assert found["deals"].tolist() == [2, 0, 3, 1]
    assert found["won"].tolist() == [2, 0, 2, 0]
    assert found["won_value"].tolist()[0] == 101 and found["won_value"].tolist()[2] == 101
    assert found["note"].str.contains('in each of its values of "tags"').all()
    assert "each of its values" in found.attrs["split"]


def test_it_is_what_is_said_of_those_deals_alone():
    pipe = company()
    asked: list[Any] = [WIN_RATE, ck.funnel, ck.stage_durations, ck.velocity, ck.kpis]
    for ask in asked:
        found = ask(pipe, by="tags", split=";")
        blue = pipe.where(tags=["red; blue", "blue;red;red"])
        right = ask(blue)
        mine = found[found["tags"] == "blue"].reset_index(drop=True)
        shared = [name for name in right if name != "note"]
        pd.testing.assert_frame_equal(mine[shared], right[shared], check_dtype=False)


def test_beside_another_column_and_where_there_is_nothing_to_take_apart():
    pipe = company()
    found = WIN_RATE(pipe, by=["owner", "tags"], split=";")
    red = found[found["owner"].eq("x") & found["tags"].eq("red")]
    assert red["won"].tolist() == [2]
    pd.testing.assert_frame_equal(WIN_RATE(pipe, by="plain", split=";"), WIN_RATE(pipe, by="plain"))
    assert pipe.deals["tags"].tolist()[0] == "red; blue"


def test_the_chart_says_so():
    drawn = ck.win_rate_chart(WIN_RATE(company(), by="tags", split=";")).to_json()
    assert "each of its values" in drawn.replace("\\u003cbr\\u003e", " ")


def test_groups_that_are_set_beside_each_other_are_not_taken_apart():
    with pytest.raises(QuestionError) as told:
        COMPARE(company(), "win_rate", by="tags", split=";")
    assert 'no argument "split"' in told.value.wrong
    with pytest.raises(QuestionError):
        WIN_RATE(company(), by="tags", split="")


@pytest.mark.parametrize("engine", ENGINES)
def test_reasons_and_groups_are_taken_apart_alike(engine):
    deals = DEALS.assign(
        lost_reason=[None, "dear; late", None, None, "late"],
        tags=["x", "red;blue", "x", "x", "blue"],
    )
    wrap = ENGINES[engine]
    pipe = ck.from_events(wrap(LOG), stages=["A"], deals=wrap(deals))
    found = ck.loss_reasons(pipe, by="tags", split=";")
    counts = found.groupby(["tags", "reason"])["deals"].sum().to_dict()
    assert counts == {
        ("red", "dear"): 1, ("red", "late"): 1, ("blue", "dear"): 1, ("blue", "late"): 2,
    }  # fmt: skip
    assert found["note"].str.contains('in each of its values of "tags"').all()
    plain = ck.loss_reasons(pipe, by="plain", split=";")  # no cell of it holds several
    assert "note" not in plain and set(plain["plain"]) == {"a", "b"}
