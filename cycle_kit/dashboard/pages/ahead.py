"""What will close: the questions of notebook 05."""

from __future__ import annotations

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
from cycle_kit.dashboard.pages.declared import Part, QuestionPage, View
from cycle_kit.metrics.backtest import backtest, calibration
from cycle_kit.metrics.due import due
from cycle_kit.metrics.forecast import forecast
from cycle_kit.metrics.goals import goals_now
from cycle_kit.metrics.slips import slips
from cycle_kit.metrics.when_won import when_won

AHEAD, EVERY, HORIZON = 3, "quarter", 90  # months, and days of each forecast that is tried


def coming(view: View) -> pd.DataFrame:
    until = view.people.as_of.normalize() + pd.DateOffset(months=AHEAD)
    return forecast(view.people, until=until)


def tried(view: View) -> pd.DataFrame:
    pipe = view.people
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
            lambda view, table: forecast_chart(table, currency=view.currency),
            metric="forecast",
            says=lambda view, table: forecast_answer(table, currency=view.currency),
            of="people",
        ),
        Part(
            "goals",
            "Forecast against target",
            lambda view: goals_now(view.people),
            lambda view, table: goals_chart(table, currency=view.currency),
            metric="goals",
            says=lambda view, table: goal_words(table, currency=view.currency),
            of="people",
        ),
        Part(
            "due",
            "What is due when",
            lambda view: due(view.people),
            lambda view, table: due_chart(table, currency=view.currency),
            hint="The open value by the month in which it is expected to close.",
            metric="due",
            of="people",
        ),
        Part(
            "when",
            "When they are likely to be won",
            lambda view: when_won(view.people),
            lambda view, table: when_won_chart(table, currency=view.currency),
            hint="The line holds eight in ten of the wins of deals like it.",
            metric="when_won",
            of="people",
            stages=True,
        ),
        Part(
            "tried",
            "How good such forecasts were",
            tried,
            lambda view, table: backtest_chart(table, currency=view.currency),
            hint="Made at the ends of past quarters from what was known then, beside what came.",
            metric="backtest",
            of="people",
        ),
        Part(
            "calibration",
            "Of those given a chance of 30 %, were 30 % won?",
            lambda view: calibration(tried(view)),
            lambda view, table: calibration_chart(table),
            metric="calibration",
            of="people",
        ),
        Part(
            "slips",
            "Whose closings slip",
            lambda view: slips(view.people, every="month", by="owner"),
            lambda view, table: slips_chart(table),
            hint="Of the deals due in a month, the share neither won nor lost by its end.",
            metric="slips",
            of="people",
            wide=True,
        ),
    ),
)
