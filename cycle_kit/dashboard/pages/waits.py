"""How long deals wait: the questions of notebook 02."""

from __future__ import annotations

import pandas as pd

from cycle_kit.calendars import Calendar, both_readings
from cycle_kit.charts import (
    both_readings_chart,
    curves_words,
    cycle_length_chart,
    cycle_words,
    durations_words,
    open_age_chart,
    outcome_curves_chart,
    readings_words,
    stage_durations_chart,
    trend_chart,
)
from cycle_kit.charts.asking import ask
from cycle_kit.dashboard import marks
from cycle_kit.dashboard.pages.declared import Part, QuestionPage, View, given
from cycle_kit.metrics.curves import outcome_curves
from cycle_kit.metrics.cycle import cycle_length
from cycle_kit.metrics.durations import stage_durations
from cycle_kit.metrics.open_age import open_age
from cycle_kit.metrics.trend import trend
from cycle_kit.metrics.waiting import waiting

USUAL = 90.0  # days, where no win tells another number


def stays(view: View) -> pd.DataFrame:
    table = stage_durations(view.picked)
    return table[(table["phase"] == "sale") | (table["visits"] > 0)]


def durations_told(view: View, table: pd.DataFrame) -> str:
    here = given(ask(waiting, view.picked))
    return durations_words(table) if here is None else durations_words(table, waiting=here)


def curves_told(view: View, table: pd.DataFrame) -> str:
    days = cycle_length(view.picked)["median_days"].fillna(USUAL).iloc[0]
    return curves_words(table, days)


def readings(view: View) -> pd.DataFrame:
    table = both_readings(stage_durations, view.picked, calendar=Calendar())
    return table[table["visits"] > 0]


PAGE = QuestionPage(
    "waits",
    "How long they wait",
    "In which stage do deals wait, how long is the whole way, and what becomes of deals as they age?",
    (
        Part(
            "durations",
            "How long they wait",
            stays,
            lambda view, table: stage_durations_chart(table),
            hint="Click a stage for the deals that are there longer than half of the others were.",
            metric="stage_durations",
            says=durations_told,
            clicked=lambda view, table, mark: marks.of_durations(mark, table),
            stages=True,
        ),
        Part(
            "cycle",
            "How long a sale takes",
            lambda view: cycle_length(view.picked),
            lambda view, table: cycle_length_chart(table),
            metric="cycle_length",
            says=lambda view, table: cycle_words(table),
            clicked=lambda view, table, mark: marks.of_cycle(table),
        ),
        Part(
            "age",
            "How old the open deals are",
            lambda view: open_age(view.picked, by="stage"),
            lambda view, table: open_age_chart(table),
            hint="Days since their creation.",
            metric="open_age",
            stages=True,
        ),
        Part(
            "curve",
            "When deals are decided",
            lambda view: outcome_curves(view.picked),
            lambda view, table: outcome_curves_chart(table),
            hint="Out of all deals, by their age in days.",
            metric="outcome_curves",
            says=curves_told,
            clicked=lambda view, table, mark: marks.of_curve(mark),
        ),
        Part(
            "readings",
            "On the calendar, and in working days",
            readings,
            lambda view, table: both_readings_chart(table),
            hint="A customer waits by the calendar; a team works on five days of seven.",
            metric="stage_durations",
            says=lambda view, table: readings_words(table),
            stages=True,
        ),
        Part(
            "quarters",
            "Did sales become quicker?",
            lambda view: trend(view.picked, "median_cycle_days", every="quarter"),
            lambda view, table: trend_chart(table, measure="median_cycle_days"),
            hint="Half of the deals won in a quarter took less.",
            metric="trend",
        ),
    ),
)
