"""What to do today: the questions of notebook 06."""

from __future__ import annotations

from functools import partial

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts import (
    activities_chart,
    bottlenecks_chart,
    buying_again_chart,
    customers_chart,
    lead_funnel_chart,
    qualification_chart,
    speed_to_lead_chart,
    to_do_answer,
    to_do_chart,
)
from cycle_kit.charts.theme import missing
from cycle_kit.charts.unanswered import ask
from cycle_kit.dashboard.pages import listed
from cycle_kit.dashboard.pages.declared import Part, QuestionPage, given
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.activities import activities
from cycle_kit.metrics.customers import buying_again, customers
from cycle_kit.metrics.defaults import checklist_of
from cycle_kit.metrics.lead_funnel import lead_funnel
from cycle_kit.metrics.qualification import qualification
from cycle_kit.metrics.speed_to_lead import speed_to_lead
from cycle_kit.metrics.to_do import to_do
from cycle_kit.metrics.what_if import bottlenecks
from cycle_kit.pipeline import Pipeline

KEPT = ("keep_in_touch", "renewal", "anniversary", "referral")


def told(table: pd.DataFrame, pipe: Pipeline) -> str:
    narrow = given(ask(bottlenecks, pipe))
    return to_do_answer(table, bottlenecks=narrow, currency=pipe.currency)


def customers_to_call(pipe: Pipeline) -> pd.DataFrame:
    table = to_do(pipe, customers=True)
    kept = table[table["why"].isin(KEPT)]
    return kept.assign(flagged_share=float("nan"))  # that is of open deals


def customers_drawn(table: pd.DataFrame, currency: str) -> go.Figure:
    if table.empty:
        return missing(
            "No customer is due a call: nobody bought lately, and no renewal or anniversary is near."
        )
    return to_do_chart(table, currency=currency)


def asked_first(pipe: Pipeline) -> pd.DataFrame:
    checklist = checklist_of(pipe)
    if not checklist:
        raise QuestionError(
            "No column says yes of some deals and no of others, of won and of lost ones.",
            there="",
            fix="Export the fields that are ticked or answered on each deal, such as whether there is a budget.",
        )
    return qualification(pipe, checklist)


PAGE = QuestionPage(
    "actions",
    "What to do",
    "Whom to call today, and which change would pay most?",
    (
        Part(
            "today",
            "Whom to call",
            to_do,
            to_do_chart,
            hint="Slow: longer in its stage than nine of ten that went on. Silent: nothing done for 30 days.",
            says=told,
            clicked=listed.of_task,
            of="full",
            stages=True,
            wide=True,
        ),
        Part(
            "bottlenecks",
            "Where a change pays most",
            bottlenecks,
            bottlenecks_chart,
            hint="The same tenth less time and a tenth fewer losses in each stage.",
            of="full",
            stages=True,
        ),
        Part(
            "questions",
            "What to ask first",
            asked_first,
            qualification_chart,
            hint="The share won where a question was answered, beside where it was not.",
            metric="qualification",
            of="full",
        ),
        Part(
            "customers",
            "Customers to call",
            customers_to_call,
            customers_drawn,
            hint="Keep in touch, renewals, anniversaries, and whom to ask for a referral.",
            metric="to_do",
            clicked=listed.of_task,
            of="full",
            stages=True,
        ),
        Part(
            "again",
            "Who comes back",
            customers,
            customers_chart,
            of="full",
        ),
        Part(
            "soon",
            "How soon they buy again",
            buying_again,
            buying_again_chart,
            of="full",
        ),
        Part(
            "leads",
            "Are leads answered in time",
            speed_to_lead,
            speed_to_lead_chart,
            of="full",
        ),
        Part(
            "lead_sources",
            "Where good leads come from",
            partial(lead_funnel, by="source"),
            lead_funnel_chart,
            of="full",
        ),
        Part(
            "done",
            "What is done on the deals",
            activities,
            activities_chart,
            of="full",
            stages=True,
        ),
    ),
)
