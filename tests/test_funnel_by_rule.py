"""Another rule of counting leaves its mark on the table, the picture, the legend and the sentence."""

import re

import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.metrics.funnel_counts import RULES
from tests.deal_paths import pipe_of

#: of 20 deals 12 are won: 4 of these skip B, 3 begin in B; one goes back
PATHS = ["ABCW"] * 4 + ["ACW"] * 4 + ["BCW"] * 3 + ["ABACW"] + ["ABL"] * 3 + ["AL"] * 2 + ["A"] * 3


def company():
    return pipe_of(PATHS, stages=("A", "B", "C"))


EVERY = pytest.mark.parametrize("rule", list(RULES))


def texts(chart):
    return [re.sub("<[^>]+>", "", text) for trace in chart.data for text in trace.text or ()]


def legend(chart):
    return re.sub("<[^>]+>", "", "".join(note.text or "" for note in chart.layout.annotations))


@EVERY
def test_the_table_says_its_rule(rule):
    assert set(ck.funnel(company(), rule=rule)["rule"]) == {rule}
    rules = ck.funnel_rules(company())
    assert set(rules["rule"].astype(str)) == set(RULES)


@EVERY
def test_the_legend_names_another_rule(rule):
    named = f'rule "{rule}"' in legend(charts.funnel_chart(ck.funnel(company(), rule=rule)))
    assert named == (rule != "reached")


@EVERY
def test_were_won_is_said_only_where_all_wins_are_counted(rule):
    table = ck.funnel(company(), rule=rule)
    said = charts.funnel_words(table).splitlines()[0]
    won = int(table["deals"].iloc[-1])
    assert (f"{won} were won" in said) == (won == 12)
    assert (f"“{rule}”" in said) == (rule != "reached")
    if rule == "in_order":
        assert won == 5 and "were won" not in said


def test_the_bars_of_exits_are_stays():
    table = ck.funnel(company(), rule="exits")
    chart = charts.funnel_chart(table)
    bars = next(trace for trace in chart.data if trace.type == "bar")
    assert list(bars.base)[:-1] == table["visits"].tolist()[:-1]
    assert bars.base[-1] == 12
    stage = table["visits"].iloc[1]
    assert f"B  {stage} stays" in texts(chart)


@EVERY
def test_open_ends_and_ghosts_are_drawn_where_they_are_true(rule):
    chart = charts.funnel_chart(ck.funnel(company(), rule=rule))
    assert ("still open" in legend(chart)) == (rule == "reached")
    assert ("did not get here" in legend(chart)) == (rule in ("reached", "closed", "in_order"))
    opened = [
        mark for bar in chart.data for mark in bar.customdata or () if list(mark)[1:] == ["open"]
    ]
    assert bool(opened) == (rule == "reached")


def test_more_may_visit_the_next_stage():
    hovers = " ".join(
        text.replace("<br>", " ")
        for trace in charts.funnel_chart(ck.funnel(company(), rule="visited")).data
        for text in trace.hovertext or ()
    )
    assert "as many deals visited the next stage" in hovers and "went on" not in hovers
