from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings

from cycle_kit.errors import QuestionError, StageError
from cycle_kit.metrics.funnel import funnel
from cycle_kit.metrics.funnel_rules import funnel_rule_deals, funnel_rules
from tests.deal_paths import STAGES, exits, members, pipe_of, pools, reached, seen, twenty
from tests.engines import ENGINES

RULES = ["reached", "visited", "in_order", "closed", "exits"]
COLUMNS = ["stage", "rule", "deals", "conversion", "gap", "skips"]


def test_all_five_rules_side_by_side():
    pipe = pipe_of(twenty())
    table = funnel_rules(pipe)
    assert list(table) == COLUMNS
    assert len(table) == 25
    assert table["rule"].iloc[:5].tolist() == RULES
    assert table["stage"].astype(str).iloc[::5].tolist() == ["A", "B", "C", "D", "won"]
    for rule in RULES:
        rows = table[table["rule"] == rule].reset_index(drop=True)
        single = funnel(pipe, rule=rule)
        pd.testing.assert_frame_equal(
            rows[["deals", "conversion"]], single[["deals", "conversion"]]
        )


def test_gap_is_the_largest_less_the_smallest_conversion():
    gap = funnel_rules(pipe_of(twenty())).groupby("stage", observed=True)["gap"].first()
    assert gap["A"] == pytest.approx(18 / 20 - 13 / 18)
    assert gap["C"] == pytest.approx(9 / 11 - 4 / 8)
    assert gap["D"] == pytest.approx(4 / 4 - 8 / 9)


def test_skips_by_hand():
    skips = funnel_rules(pipe_of(["AC", "ADW", "CL", "W", "AW"]))
    # B: AC, ADW, CL and AW; C: ADW and AW; D: AW; the deal that was never seen anywhere is no skip
    assert skips["skips"].iloc[::5].tolist() == [1, 4, 2, 1, 0]


@settings(max_examples=4)
@given(paths=pools)
def test_skips_deal_by_deal(paths):
    found = funnel_rules(pipe_of(paths))["skips"].iloc[::5].tolist()
    known = [path for path in paths if seen(path)]
    assert found[:4] == [sum(reached(p, k) and k not in seen(p) for p in known) for k in range(4)]


def test_by_owner():
    pipe = pipe_of(["ABW", "ACL", "A"], owner=["x", None, None])
    table = funnel_rules(pipe, by="owner")
    assert list(table) == ["owner", *COLUMNS]
    assert len(table) == 50
    assert table[table["owner"] == "x"]["gap"].iloc[0] == 0
    nobodys = table[table["owner"].isna()].set_index(["stage", "rule"])
    assert nobodys["deals"]["B", "reached"] == 1
    assert nobodys["skips"]["B", "reached"] == 1


def counted(paths, rule, k):
    """How a rule counts each deal at stage k, from the members of its sets."""
    here, onward = members(paths, rule, k), members(paths, rule, k + 1)
    words = []
    for number, path in enumerate(paths):
        if rule == "exits":
            ways = [how for stage, how in exits(path) if stage == k and how not in ("back", "open")]
            on = sum(how in ("forward", "skip", "won") for how in ways)
            words.append(
                "not counted" if not ways else "stayed" if not on
                else "went on" if on == len(ways) else "went on in part"
            )  # fmt: skip
        elif number in here:
            words.append("went on" if number in onward else "stayed")
        else:
            words.append("next stage only" if number in onward else "not counted")
    return words


@pytest.mark.parametrize("stage", STAGES)
def test_the_deals_behind_the_gap_deal_by_deal(stage):
    paths = [*twenty(), "ABABL", "ALBW", "DA", "W", "L", "BLBW"]
    table = funnel_rule_deals(pipe_of(paths), stage).set_index("deal_id")
    k = STAGES.index(stage)
    words = {rule: counted(paths, rule, k) for rule in RULES}
    expected = {
        f"D{number:03d}": [words[rule][number] for rule in RULES]
        for number in range(len(paths))
        if len({words[rule][number] for rule in RULES}) > 1
    }
    assert dict(zip(table.index, table[RULES].to_numpy().tolist(), strict=True)) == expected


def test_the_deals_carry_what_identifies_them():
    table = funnel_rule_deals(pipe_of(["AB", "AC"], name=["one", "two"], amount=[1.0, 2.0]), "B")
    assert table.columns[:9].tolist() == [
        "deal_id", "name", "account", "owner", "stage", "outcome", "value", "created_at",
        "closed_at",
    ]  # fmt: skip
    assert table["name"].tolist() == ["one", "two"]
    assert table["reached"].tolist() == ["stayed", "went on"]
    assert table["visited"].tolist() == ["stayed", "next stage only"]


def test_nobody_disagrees():
    table = funnel_rule_deals(pipe_of(["ABL", "AW"], stages=["A", "B"]), "A")
    assert len(table) == 1  # AW skipped B: exits, closed and reached say it went on
    assert len(funnel_rule_deals(pipe_of(["ABCDW"]), "A")) == 0


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_engines_agree(engine):
    paths = [*twenty(), "ABABL", "ALBW"]
    pipe, native = pipe_of(paths), pipe_of(paths, engine=ENGINES[engine])
    pd.testing.assert_frame_equal(
        funnel_rules(native), funnel_rules(pipe), rtol=0, atol=1e-9, check_dtype=False
    )
    found, expected = funnel_rule_deals(native, "B"), funnel_rule_deals(pipe, "B")
    assert found[["deal_id", *RULES]].equals(expected[["deal_id", *RULES]])


def test_unknown_stage_names_the_stages():
    with pytest.raises(StageError) as error:
        funnel_rule_deals(pipe_of(["A"]), "Z")
    assert str(error.value) == (
        'There is no stage "Z".\n'
        'The stages are "A", "B", "C", "D".\n'
        'Choose one of them: ck.funnel_rule_deals(pipe, "A").'
    )


def test_without_history_two_rules_can_be_asked():
    """Those about the visits of a deal cannot, and who skipped a stage is not known."""
    pipe = replace(pipe_of(twenty()), recorded=False)
    table = funnel_rules(pipe)
    assert table["rule"].tolist() == ["reached", "closed"] * 5
    assert table["skips"].isna().all()
    at_a = table[table["stage"] == "A"]
    assert at_a["conversion"].tolist() == [18 / 20, 14 / 16]
    assert at_a["gap"].tolist() == pytest.approx([18 / 20 - 14 / 16] * 2)


def test_without_history_nobody_knows_which_deals_the_rules_count_differently():
    pipe = replace(pipe_of(["A"]), recorded=False)
    with pytest.raises(QuestionError) as error:
        funnel_rule_deals(pipe, "A")
    assert str(error.value) == (
        "On which deals the rules disagree needs to know when deals entered their stages.\n"
        "This data has only the last stage of each deal.\n"
        "Export the stage history too (deal, stage, date of each change) and pass it as "
        "ck.load(..., history=...)."
    )
