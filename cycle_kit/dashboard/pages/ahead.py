"""What will close: the questions of notebook 05."""

from __future__ import annotations

from functools import partial

import pandas as pd

from cycle_kit.charts import (
    backtest_chart,
    calibration_chart,
    due_chart,
    forecast_answer,
    forecast_chart,
    goal_words,
    goals_chart,
    slips_chart,
    when_won_chart,
)
from cycle_kit.dashboard import marks
from cycle_kit.dashboard.pages import listed
from cycle_kit.dashboard.pages.declared import Part, QuestionPage
from cycle_kit.metrics.backtest import backtest, calibration
from cycle_kit.metrics.due import due
from cycle_kit.metrics.forecast import forecast
from cycle_kit.metrics.goals import goals_now
from cycle_kit.metrics.slips import slips
from cycle_kit.metrics.when_won import when_won
from cycle_kit.pipeline import Pipeline

AHEAD, EVERY, HORIZON = 3, "quarter", 90  # months, and days of each forecast that is tried


def coming(pipe: Pipeline) -> pd.DataFrame:
    return forecast(pipe, until=pipe.as_of.normalize() + pd.DateOffset(months=AHEAD))


def tried(pipe: Pipeline) -> pd.DataFrame:
    return pipe.once("backtest", lambda: backtest(pipe, every=EVERY, horizon=HORIZON))


PAGE = QuestionPage(
    "ahead",
    "Forecast and targets",
    "What will close in the next three months, how sure is that, and how good were such forecasts?",
    (
        Part(
            "forecast",
            "What will be won in three months",
            coming,
            forecast_chart,
            metric="forecast",
            says=forecast_answer,
            of="people",
        ),
        Part(
            "goals",
            "Forecast against target",
            goals_now,
            goals_chart,
            metric="goals",
            says=goal_words,
            clicked=lambda mark, table: marks.of_goal(mark, table),
            of="people",
        ),
        Part(
            "due",
            "What is due when",
            due,
            due_chart,
            hint="The open value by the month in which it is expected to close.",
            clicked=partial(listed.of_due, every="month"),
            of="people",
        ),
        Part(
            "when",
            "When they are likely to be won",
            when_won,
            when_won_chart,
            hint="The line holds eight in ten of the wins of deals like it.",
            clicked=listed.of_deal,
            of="people",
            stages=True,
        ),
        Part(
            "tried",
            "How good such forecasts were",
            tried,
            backtest_chart,
            hint="Made at the ends of past quarters from what was known then, beside what came.",
            metric="backtest",
            of="people",
        ),
        Part(
            "calibration",
            "Of those given a chance of 30 %, were 30 % won?",
            lambda pipe: calibration(tried(pipe)),
            calibration_chart,
            metric="calibration",
            of="people",
        ),
        Part(
            "slips",
            "Whose closings slip",
            partial(slips, every="month", by="owner"),
            slips_chart,
            hint="Of the deals due in a month, the share neither won nor lost by its end.",
            of="people",
            wide=True,
        ),
    ),
)
