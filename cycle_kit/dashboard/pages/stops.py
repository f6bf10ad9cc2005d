"""Where deals stop: the questions of notebook 01."""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts import (
    flows_chart,
    flows_words,
    funnel_chart,
    funnel_rules_chart,
    funnel_words,
    ledger_chart,
    ledger_words,
    loops_chart,
    loss_reasons_chart,
    loss_words,
    narrowest_stage,
    paths_chart,
    rules_words,
    step_effects_chart,
    template_chart,
    win_rate_chart,
)
from cycle_kit.charts.asking import ask
from cycle_kit.dashboard import marks
from cycle_kit.dashboard.pages.declared import Part, QuestionPage, View, given
from cycle_kit.metrics.flows import flows
from cycle_kit.metrics.funnel import funnel
from cycle_kit.metrics.funnel_rules import funnel_rules
from cycle_kit.metrics.ledger import ledger
from cycle_kit.metrics.loops import loops
from cycle_kit.metrics.losses import loss_reasons
from cycle_kit.metrics.outcomes import win_rate
from cycle_kit.metrics.paths import paths
from cycle_kit.metrics.step_effects import step_effects
from cycle_kit.metrics.template import template


def funnel_with_rules(view: View, table: pd.DataFrame):
    rules = given(ask(funnel_rules, view.picked)) if view.picked.recorded else None
    return funnel_chart(table, rules=rules, currency=view.currency)


def rules_told(view: View, table: pd.DataFrame) -> str:
    steps = given(ask(funnel, view.picked))
    step = given(ask(narrowest_stage, steps)) if steps is not None else None
    return rules_words(table, step) if step else ""


def sale(table: pd.DataFrame) -> pd.DataFrame:
    return table[(table["phase"] == "sale") | (table["entries"] > 0)]


PAGE = QuestionPage(
    "stops",
    "Where deals stop",
    "How far do deals get, which way do they take, and why are they lost?",
    (
        Part(
            "funnel",
            "How far they get",
            lambda view: funnel(view.picked),
            funnel_with_rules,
            hint="Click a bar for the deals that got there.",
            metric="funnel",
            says=lambda view, table: funnel_words(table),
            clicked=lambda view, table, mark: marks.of_funnel(mark),
            stages=True,
        ),
        Part(
            "losses",
            "Why they are lost",
            lambda view: loss_reasons(view.picked),
            lambda view, table: loss_reasons_chart(table, currency=view.currency),
            hint="Each bar is cut by the stage where the deals ended.",
            metric="loss_reasons",
            says=lambda view, table: loss_words(table),
            clicked=lambda view, table, mark: marks.of_losses(mark),
        ),
        Part(
            "rules",
            "By other ways of counting",
            lambda view: funnel_rules(view.picked),
            lambda view, table: funnel_rules_chart(table),
            hint="Five honest rules for the same step.",
            metric="funnel_rules",
            says=rules_told,
            stages=True,
        ),
        Part(
            "from_each",
            "What was won from each stage on",
            lambda view: win_rate(view.picked, by="stage"),
            lambda view, table: win_rate_chart(table, currency=view.currency),
            hint="Of the deals that got there and were decided.",
            metric="win_rate",
            stages=True,
        ),
        Part(
            "flows",
            "Which ways they take",
            lambda view: flows(view.picked),
            lambda view, table: flows_chart(table),
            hint="The width of a band is the number of moves.",
            metric="flows",
            says=lambda view, table: flows_words(table),
            stages=True,
            wide=True,
        ),
        Part(
            "paths",
            "The usual ways",
            lambda view: paths(view.picked),
            lambda view, table: paths_chart(table),
            hint="The stages that closed deals were seen in, in order.",
            metric="paths",
            stages=True,
        ),
        Part(
            "loops",
            "Where they turn back",
            lambda view: loops(view.picked),
            lambda view, table: loops_chart(table),
            metric="loops",
            stages=True,
        ),
        Part(
            "effects",
            "Does a step help?",
            lambda view: step_effects(view.picked),
            lambda view, table: step_effects_chart(table),
            hint="An association, no proof: who takes a step may differ in more than that.",
            metric="step_effects",
            stages=True,
        ),
        Part(
            "ledger",
            "Does it add up?",
            lambda view: sale(ledger(view.picked)),
            lambda view, table: ledger_chart(table),
            hint="Every entry to a stage ends in one of six ways, or has not ended.",
            metric="ledger",
            says=lambda view, table: ledger_words(table),
            stages=True,
        ),
        Part(
            "template",
            "What each step is for",
            lambda view: template(view.picked),
            lambda view, table: template_chart(table),
            hint="Point at a step for its goal, what to ask, and what to do next.",
            metric="template",
            stages=True,
            wide=True,
        ),
    ),
)
