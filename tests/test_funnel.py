from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cycle_kit.errors import ColumnError, QuestionError, StageError
from cycle_kit.events import from_events
from cycle_kit.metrics.behind import deals_behind
from cycle_kit.metrics.funnel import funnel
from cycle_kit.metrics.funnel_rules import funnel_rules
from cycle_kit.metrics.who import definition_here
from tests.companies import without_deals
from tests.deal_paths import (
    STAGES,
    WORDS,
    conversion,
    deals_of,
    events_of,
    members,
    outcome,
    pipe_of,
    pools,
    reached,
    seen,
    twenty,
)
from tests.engines import ENGINES

RULES = ("reached", "visited", "in_order", "closed", "exits")
COLUMNS = [
    "stage", "deals", "conversion", "at_most", "overall", "low", "high", "value",
    "open", "lost", "dropped", "unknown", "no_stage", "rule",
]  # fmt: skip


def shares(values):
    return [None if np.isnan(value) else float(value) for value in values]


def test_worked_example_of_twenty_deals():
    pipe = pipe_of(twenty())
    first = {rule: funnel(pipe, rule=rule)["conversion"].iloc[0].round(2) for rule in RULES}
    assert first == {
        "reached": 0.90, "visited": 0.78, "in_order": 0.72, "closed": 0.88, "exits": 0.89,
    }  # fmt: skip
    assert list(funnel(pipe)["deals"]) == [20, 18, 13, 9, 8]
    assert list(funnel(pipe, rule="closed")["deals"]) == [16, 14, 11, 9, 8]
    assert list(funnel(pipe, rule="in_order")["deals"]) == [18, 13, 8, 4, 4]


def test_columns_their_order_and_types():
    table = funnel(pipe_of(twenty()))
    assert list(table) == COLUMNS
    assert list(funnel(pipe_of(twenty()), rule="exits")) == [*COLUMNS[:-1], "visits", "rule"]
    assert list(table["stage"].cat.categories) == ["A", "B", "C", "D", "won"]
    assert table["stage"].cat.ordered
    assert table["deals"].dtype == "int64"
    assert pd.isna(table["conversion"].iloc[-1])


@settings(max_examples=30)
@given(paths=pools, rule=st.sampled_from(RULES))
def test_each_rule_against_counting_deal_by_deal(paths, rule):
    table = funnel(pipe_of(paths), rule=rule)
    at_stage = [members(paths, rule, k) for k in range(5)]
    assert list(table["deals"]) == [len(here) for here in at_stage]
    ends = [p for p in paths if rule != "closed" or outcome(p) != "open"]
    unknown = sum(not seen(path) and outcome(path) != "won" for path in ends)
    expected = [conversion(paths, rule, k) for k in range(4)]
    if unknown > 0.05 * len(ends):
        expected = [None] * 4
    assert shares(table["conversion"].iloc[:4]) == pytest.approx(expected)
    assert table["unknown"].tolist() == [unknown, 0, 0, 0, 0]


@settings(max_examples=8)
@given(paths=pools)
def test_deals_that_got_no_further_by_how_they_stand(paths):
    table = funnel(pipe_of(paths))
    for k, row in enumerate(table.itertuples()):
        stuck = [p for p in paths if outcome(p) != "won" and max(seen(p), default=0) == k]
        counts = [sum(outcome(p) == name for p in stuck) for name in ("open", "lost", "dropped")]
        assert [row.open, row.lost, row.dropped] == counts
    # whoever is counted at a stage goes on, or is among those who got no further
    left = table["deals"].iloc[:4].to_numpy() - table["deals"].iloc[1:].to_numpy()
    stands = table[["open", "lost", "dropped"]].sum(axis=1).iloc[:4]
    assert stands.tolist() == left.tolist()


def test_open_deals_are_not_yet_in_at_most():
    table = funnel(pipe_of(["AB", "A", "A", "AL"]))
    assert table["conversion"].iloc[0] == 0.25
    assert table["at_most"].iloc[0] == 0.75
    for rule in ("visited", "in_order", "closed", "exits"):
        assert funnel(pipe_of(["AB", "A"]), rule=rule)["at_most"].isna().all()


def test_interval_is_wilson_and_missing_above_one():
    table = funnel(pipe_of(["AB"] * 4 + ["AL"] * 6))
    # Wilson for 4 of 10, from the printed formula
    z, n, p = 1.959963984540054, 10, 0.4
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    assert table["low"].iloc[0] == pytest.approx(middle - reach)
    assert table["high"].iloc[0] == pytest.approx(middle + reach)
    started_late = funnel(pipe_of(["AB", "B", "B"]), rule="visited")
    assert started_late["conversion"].iloc[0] == 3
    assert started_late[["low", "high"]].iloc[0].isna().all()
    barely_above = funnel(pipe_of(["AB"] * 20 + ["B"]), rule="visited")
    assert barely_above["conversion"].iloc[0] == 1.05
    assert barely_above[["low", "high"]].iloc[0].isna().all()
    assert funnel(pipe_of(["AB"]), rule="exits")[["low", "high", "overall"]].isna().all().all()


@pytest.mark.parametrize(("onward", "still", "lost"), [(4, 3, 3), (0, 5, 1), (9, 1, 0), (7, 0, 3)])
def test_the_interval_holds_whatever_the_open_deals_do(onward, still, lost):
    """Its ends are those of the same deals if all that are open stayed, and if all went on."""
    row = funnel(pipe_of(["AB"] * onward + ["A"] * still + ["AL"] * lost)).iloc[0]
    stayed = funnel(pipe_of(["AB"] * onward + ["AL"] * (still + lost))).iloc[0]
    went_on = funnel(pipe_of(["AB"] * (onward + still) + ["AL"] * lost)).iloc[0]
    assert (row["low"], row["high"]) == (stayed["low"], went_on["high"])
    assert row["low"] <= row["conversion"] <= row["at_most"] <= row["high"]
    for rule in ("visited", "in_order"):  # these count what is open as it stands
        plain = funnel(pipe_of(["AB"] * onward + ["A"] * still + ["AL"] * lost), rule=rule).iloc[0]
        assert plain["high"] == stayed["high"]


def test_value_adds_up_the_known_amounts():
    paths = ["AB", "AL", "ABCDW", "A"]
    pipe = pipe_of(paths, amount=[1.0, 2.0, 4.0, np.nan])
    assert funnel(pipe)["value"].tolist() == [7.0, 5.0, 4.0, 4.0, 4.0]
    assert funnel(pipe, rule="closed")["value"].tolist() == [6.0, 4.0, 4.0, 4.0, 4.0]
    assert funnel(pipe, rule="exits")["value"].tolist() == [7.0, 4.0, 4.0, 4.0, 4.0]


def test_value_is_empty_without_amounts_and_zero_without_deals():
    assert funnel(pipe_of(["AB", "A"]))["value"].isna().all()
    unpriced = funnel(pipe_of(["AB", "A"], amount=[np.nan, 3.0]))
    assert unpriced["value"].iloc[0] == 3
    assert np.isnan(unpriced["value"].iloc[1])
    assert unpriced["value"].iloc[2] == 0


def test_five_percent_of_unknown_last_stages_is_the_most():
    known = ["ABL"] * 19
    assert funnel(pipe_of([*known, "L"]))["conversion"].iloc[0] == 0.95
    doubtful = funnel(pipe_of([*known, "L", "X"]))
    assert doubtful["unknown"].tolist() == [2, 0, 0, 0, 0]
    assert doubtful["deals"].tolist() == [21, 19, 0, 0, 0]
    assert doubtful[["conversion", "at_most", "low", "high"]].isna().all().all()
    assert doubtful["overall"].iloc[1] == pytest.approx(19 / 21)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_open_deal_without_a_stage_is_in_none(engine):
    made = ENGINES[engine]
    events, deals = made(events_of(["AB", "A", "AL"])), made(deals_of(["AB", "A", "AL", "?", "?"]))
    pipe = from_events(events, stages=list(STAGES), deals=deals, **WORDS)
    for rule in RULES:
        table = funnel(pipe, rule=rule)
        closed = rule == "closed"
        assert table["deals"].iloc[0] == {"closed": 1, "exits": 2}.get(rule, 3)
        assert table["open"].tolist() == ([0] * 5 if closed else [1, 1, 0, 0, 0])
        assert table["unknown"].tolist() == [0, 0, 0, 0, 0]
        assert table["no_stage"].tolist() == ([0] * 5 if closed else [2, 0, 0, 0, 0])
    assert funnel(pipe)["conversion"].iloc[0] == pytest.approx(1 / 3)
    assert funnel_rules(pipe)["skips"].sum() == 0
    assert len(deals_behind(pipe, part="waiting", stage="A")) == 1
    assert len(deals_behind(pipe, part="reached", stage="A")) == 3
    assert "n = 3 deals; left out: 2 open in no stage;" in definition_here(pipe, "funnel")


def test_a_won_deal_has_reached_every_stage_whatever_is_told_of_its_last_one():
    table = funnel(pipe_of(["W", "W", "W", "AL", "A", "AB"]))  # as a file without history tells
    assert table["deals"].tolist() == [6, 4, 3, 3, 3]
    assert table["unknown"].tolist() == [0, 0, 0, 0, 0]
    assert shares(table["conversion"]) == [4 / 6, 3 / 4, 1, 1, None]
    lost_too = funnel(pipe_of(["W", "W", "W", "AL", "A", "L"]))
    assert lost_too["unknown"].tolist() == [1, 0, 0, 0, 0]
    assert lost_too["conversion"].isna().all()


def test_unknown_is_judged_group_by_group():
    pipe = pipe_of(["ABL", "L", "ABL", "AL"], owner=["x", "x", "y", "y"])
    table = funnel(pipe, by="owner").set_index(["owner", "stage"])["conversion"]
    assert np.isnan(table["x", "A"])
    assert table["y", "A"] == 0.5


@pytest.mark.parametrize("rule", RULES)
def test_by_several_columns_with_empty_values_is_the_funnel_of_each_group(rule):
    paths = twenty()
    owner = ["x", "y", None, "x"] * 5
    region = ["n", None] * 10
    pipe = pipe_of(paths, owner=owner, region=region)
    table = funnel(pipe, rule=rule, by=["owner", "region"])
    assert list(table)[:3] == ["owner", "region", "stage"]
    groups = {(o, r) for o, r in zip(owner, region, strict=True)}
    assert len(table) == 5 * len(groups)
    for o, r in groups:
        mine = [p for p, po, pr in zip(paths, owner, region, strict=True) if (po, pr) == (o, r)]
        rows = table[same(table["owner"], o) & same(table["region"], r)]
        assert list(rows["stage"].astype(str)) == [*STAGES, "won"]
        assert list(rows["deals"]) == [len(members(mine, rule, k)) for k in range(5)]


def same(column, value):
    return column.isna() if value is None else column == value


def test_by_currency_adds_up_amounts_as_written():
    pipe = pipe_of(["AB", "A"], amount=[5.0, 7.0], value=[np.nan, np.nan], currency=["EUR", "USD"])
    table = funnel(pipe, by="currency").set_index(["currency", "stage"])["value"]
    assert (table["EUR", "B"], table["USD", "A"]) == (5, 7)
    assert funnel(pipe)["value"].isna().all()


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_engines_agree(engine, rule):
    paths = [*twenty(), "ABLCX", "DCBAW", "L", "AABBW"] * 3
    columns = {
        "owner": ["x", None, "y", "x"] * 18,
        "amount": [float(n) if n % 5 else np.nan for n in range(72)],
    }
    expected = funnel(pipe_of(paths, **columns), rule=rule, by="owner")
    found = funnel(pipe_of(paths, engine=ENGINES[engine], **columns), rule=rule, by="owner")
    pd.testing.assert_frame_equal(found, expected, rtol=0, atol=1e-9, check_dtype=False)


def test_several_pipelines_need_one_or_by_pipeline():
    events = pd.DataFrame(
        {
            "deal_id": ["1", "1", "2", "3"],
            "stage": ["A", "B", "New", "New"],
            "at": pd.to_datetime(["2024-01-01", "2024-01-02", "2024-01-01", "2024-01-01"]),
            "pipeline": ["north", "north", "south", "south"],
        }
    )
    pipe = from_events(events, stages={"north": ["A", "B"], "south": ["New", "Old"]})
    with pytest.raises(StageError) as error:
        funnel(pipe)
    assert str(error.value) == (
        "There are 2 pipelines, and each has its own stages.\n"
        'They are "north", "south".\n'
        'Choose one: pipe.where(pipeline="north"), or by="pipeline".'
    )
    table = funnel(pipe, by="pipeline")
    assert table[["pipeline", "stage", "deals"]].to_numpy().tolist() == [
        ["north", "A", 1], ["north", "B", 1], ["north", "won", 0],
        ["south", "New", 2], ["south", "Old", 0], ["south", "won", 0],
    ]  # fmt: skip


def test_nobody_left_after_filtering():
    pipe = without_deals(pipe_of(["AB", "A"], owner=["x", "y"]))
    assert funnel(pipe)["deals"].tolist() == [0, 0, 0, 0, 0]
    assert funnel(pipe)["conversion"].isna().all()
    assert len(funnel(pipe, by="owner")) == 0


def test_unknown_rule_names_the_rules():
    with pytest.raises(QuestionError) as error:
        funnel(pipe_of(["A"]), rule="best")
    assert str(error.value) == (
        'ck.funnel knows no rule="best".\n'
        'It knows "reached", "visited", "in_order", "closed", "exits".\n'
        'Choose one of them, for example ck.funnel(pipe, rule="reached").'
    )


def without_history(pipe):
    """As a file of deals without any history is: one inferred visit per deal."""
    return replace(pipe, visits=pipe.visits.assign(evidence="inferred"), recorded=False)


@pytest.mark.parametrize("rule", ["visited", "in_order", "exits"])
def test_rules_that_follow_deals_need_history(rule):
    pipe = without_history(pipe_of(["A", "B", "BL"]))
    with pytest.raises(QuestionError) as error:
        funnel(pipe, rule=rule)
    assert str(error.value) == (
        f'The rule "{rule}" follows deals from stage to stage, which needs stage history.\n'
        "This data has only the last stage of each deal.\n"
        "Export the stage history too (deal, stage, date of each change) and pass it as history=, "
        'or use rule="reached".'
    )
    assert funnel(pipe)["deals"].tolist() == [3, 2, 0, 0, 0]
    assert funnel(pipe, rule="closed")["deals"].tolist() == [1, 1, 0, 0, 0]


def test_by_must_be_a_column_and_none_of_the_result():
    with pytest.raises(ColumnError) as error:
        funnel(pipe_of(["A"], rep=["x"]), by="lost")
    assert str(error.value).startswith('There is no column "lost" to split by.')
    with pytest.raises(ColumnError) as error:
        funnel(pipe_of(["A"]), by="stage")
    assert str(error.value).startswith('by="stage" does not split this.')
    assert "my_stage" not in str(error.value)  # a copy would say the same nonsense


def test_a_won_deal_reached_every_stage_and_stays_there_when_moving_back():
    assert reached("AW", 3)
    assert funnel(pipe_of(["AW"]))["deals"].tolist() == [1, 1, 1, 1, 1]
    assert funnel(pipe_of(["ADA"]))["deals"].tolist() == [1, 1, 1, 1, 0]


def test_the_final_outcome_of_a_reopened_deal_counts():
    assert funnel(pipe_of(["ABWA"]))["deals"].tolist() == [1, 1, 0, 0, 0]
    assert funnel(pipe_of(["ALBW"]))["deals"].tolist() == [1, 1, 1, 1, 1]


def test_the_input_is_not_changed():
    pipe = pipe_of(twenty(), owner=["x"] * 20)
    before = pipe.deals.copy(deep=True), pipe.visits.copy(deep=True)
    for rule in RULES:
        funnel(pipe, rule=rule, by="owner")
    pd.testing.assert_frame_equal(pipe.deals, before[0])
    pd.testing.assert_frame_equal(pipe.visits, before[1])
