"""Where deals stop: the questions of notebook 01."""

from __future__ import annotations

from functools import partial

import pandas as pd
import plotly.graph_objects as go

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
    win_rate_words,
)
from cycle_kit.charts.unanswered import ask
from cycle_kit.dashboard import marks
from cycle_kit.dashboard.pages import listed
from cycle_kit.dashboard.pages.declared import Part, QuestionPage, given
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
from cycle_kit.pipeline import Pipeline


def funnel_with_rules(table: pd.DataFrame, pipe: Pipeline) -> go.Figure:
    rules = given(ask(funnel_rules, pipe)) if pipe.recorded else None
    return funnel_chart(table, rules=rules, currency=pipe.currency)


def rules_told(table: pd.DataFrame, pipe: Pipeline) -> str:
    steps = given(ask(funnel, pipe))
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
            funnel,
            funnel_with_rules,
            press="Click a bar for the deals that got there.",
            says=funnel_words,
            clicked=marks.of_funnel,
            stages=True,
        ),
        Part(
            "losses",
            "Why they are lost",
            loss_reasons,
            loss_reasons_chart,
            hint="Each bar is cut by the stage where the deals ended.",
            says=loss_words,
            clicked=marks.of_losses,
        ),
        Part(
            "rules",
            "By other ways of counting",
            funnel_rules,
            funnel_rules_chart,
            hint="Five honest rules for the same step.",
            says=rules_told,
            stages=True,
        ),
        Part(
            "from_each",
            "What was won from each stage on",
            partial(win_rate, by="stage"),
            win_rate_chart,
            hint="Of the deals that got there and were decided.",
            says=win_rate_words,
            clicked=listed.of_decided_from,
            stages=True,
        ),
        Part(
            "flows",
            "Which ways they take",
            flows,
            flows_chart,
            hint="The width of a band is the number of moves.",
            says=flows_words,
            stages=True,
            wide=True,
        ),
        Part(
            "paths",
            "The usual ways",
            paths,
            paths_chart,
            hint="The stages that closed deals were seen in, in order.",
            clicked=listed.of_path,
            stages=True,
        ),
        Part(
            "loops",
            "Where they turn back",
            loops,
            loops_chart,
            clicked=listed.of_moves,
            stages=True,
        ),
        Part(
            "effects",
            "Does a step help?",
            step_effects,
            step_effects_chart,
            hint="An association, no proof: who takes a step may differ in more than that.",
            stages=True,
        ),
        Part(
            "ledger",
            "Does it add up?",
            lambda pipe: sale(ledger(pipe)),
            ledger_chart,
            hint="Every entry to a stage ends in one of six ways, or has not ended.",
            metric="ledger",
            says=ledger_words,
            clicked=listed.of_exits,
            stages=True,
        ),
        Part(
            "template",
            "What each step is for",
            template,
            template_chart,
            hint="Point at a step for its goal, what to ask, and what to do next.",
            stages=True,
            wide=True,
        ),
    ),
)
