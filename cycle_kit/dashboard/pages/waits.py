"""How long deals wait: the questions of notebook 02."""

from __future__ import annotations

from functools import partial

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
from cycle_kit.charts.unanswered import ask
from cycle_kit.dashboard import marks
from cycle_kit.dashboard.pages import listed
from cycle_kit.dashboard.pages.declared import Part, QuestionPage, given
from cycle_kit.metrics.curves import outcome_curves
from cycle_kit.metrics.cycle import cycle_length
from cycle_kit.metrics.durations import stage_durations
from cycle_kit.metrics.open_age import open_age
from cycle_kit.metrics.trend import trend
from cycle_kit.metrics.waiting import waiting
from cycle_kit.pipeline import Pipeline

USUAL = 90.0  # days, where no win tells another number


def stays(pipe: Pipeline) -> pd.DataFrame:
    table = stage_durations(pipe)
    return table[(table["phase"] == "sale") | (table["visits"] > 0)]


def durations_told(table: pd.DataFrame, pipe: Pipeline) -> str:
    return durations_words(table, waiting=given(ask(waiting, pipe)))


def curves_told(table: pd.DataFrame, pipe: Pipeline) -> str:
    days = cycle_length(pipe)["median_days"].fillna(USUAL).iloc[0]
    return curves_words(table, days)


def readings(pipe: Pipeline) -> pd.DataFrame:
    table = both_readings(stage_durations, pipe, calendar=Calendar())
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
            stage_durations_chart,
            press="Click a stage for the deals that are there longer than half of the others were.",
            metric="stage_durations",
            says=durations_told,
            clicked=lambda mark, table: marks.of_durations(mark, table),
            stages=True,
        ),
        Part(
            "cycle",
            "How long a sale takes",
            cycle_length,
            cycle_length_chart,
            says=cycle_words,
            clicked=lambda mark, table: marks.of_cycle(table),
        ),
        Part(
            "age",
            "How old the open deals are",
            partial(open_age, by="stage"),
            open_age_chart,
            hint="Days since their creation.",
            clicked=listed.of_open,
            stages=True,
        ),
        Part(
            "curve",
            "When deals are decided",
            outcome_curves,
            outcome_curves_chart,
            hint="Out of all deals, by their age in days.",
            says=curves_told,
            clicked=marks.of_curve,
        ),
        Part(
            "readings",
            "On the calendar, and in working days",
            readings,
            both_readings_chart,
            hint="A customer waits by the calendar; a team works on five days of seven.",
            metric="stage_durations",
            says=readings_words,
            stages=True,
        ),
        Part(
            "quarters",
            "Did sales become quicker?",
            partial(trend, measure_name="median_cycle_days", every="quarter"),
            partial(trend_chart, measure="median_cycle_days"),
            hint="Half of the deals won in a quarter took less.",
            clicked=partial(listed.of_period, every="quarter", part="won"),
        ),
    ),
)
