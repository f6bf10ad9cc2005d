"""The pages that only a report has: what changed since a day, and the review of a month, quarter or year."""

from __future__ import annotations

import re
from datetime import date as date_type
from functools import partial
from typing import Annotated, Any

import numpy as np
import pandas as pd

from cycle_kit.charts import (
    changes_chart,
    changes_matrix_chart,
    goal_words,
    goals_chart,
    kpis_chart,
    loss_reasons_chart,
    waterfall_chart,
)
from cycle_kit.charts.words import _, date, say
from cycle_kit.dashboard.pages.declared import Part, QuestionPage
from cycle_kit.days import is_moment, moment
from cycle_kit.errors import QuestionError
from cycle_kit.fiscal import Length
from cycle_kit.metrics.changes import changes, changes_matrix
from cycle_kit.metrics.goals import goals
from cycle_kit.metrics.kpis import kpis
from cycle_kit.metrics.losses import loss_reasons
from cycle_kit.metrics.periods import Window, compared
from cycle_kit.metrics.waterfall import waterfall
from cycle_kit.pipeline import Pipeline, meeting
from cycle_kit.signatures import Kind

BACK = re.compile(r"\s*(\d{1,4})\s*([dwm])\w*\s*", re.IGNORECASE)
UNITS = {"d": "days", "w": "weeks", "m": "months"}


def is_since(said: Any) -> bool:
    return is_moment(said) or bool(isinstance(said, str) and BACK.fullmatch(said))


Since = Annotated[
    str | date_type | np.datetime64,
    Kind("a day, or how long before the last one", '"7d"', is_since),
]


def first_day(pipe: Pipeline, since: Since) -> pd.Timestamp:
    """A day, or so many days, weeks or months ("7d", "2w", "1m") before the last day of the data.

    QuestionError for what is neither, and for a day that is not before the last one.
    """
    last = pipe.as_of.normalize()
    back = BACK.fullmatch(since) if isinstance(since, str) else None
    if back:
        first = last - pd.DateOffset(**{UNITS[back[2].lower()]: int(back[1])})
    else:
        first = moment(since, "since").normalize()
    if first >= last:
        raise QuestionError(
            f"Nothing can have changed since {first:%Y-%m-%d}.",
            there=f"The data ends on {last:%Y-%m-%d}.",
            fix="Name an earlier day, or a time before the last one: 7d, 2w or 1m.",
        )
    return first


def since_page(pipe: Pipeline, since: Since) -> QuestionPage:
    """What became of the open deals from the end of a day to the end of the data."""
    first = first_day(pipe, since)
    return QuestionPage(
        "since",
        say("Since {day}", day=date(first)),
        "What came, what went, and what moved?",
        changed_parts(first, pipe.as_of.normalize()),
    )


def changed_parts(first: pd.Timestamp, last: pd.Timestamp) -> tuple[Part, ...]:
    both = {"start": first, "end": last}
    return (
        Part(
            "bridge",
            "What became of the open value",
            partial(waterfall, **both),
            waterfall_chart,
        ),
        Part("became", "What became of the deals", partial(moved, **both), changes_chart),
        Part(
            "pairs",
            "From where to where",
            partial(changes_matrix, **both),
            changes_matrix_chart,
            stages=True,
        ),
    )


def moved(pipe: Pipeline, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """Those first that something became of."""
    table = changes(pipe, start, end)
    still = table["what"].eq("unchanged").to_numpy()
    return table.iloc[still.argsort(kind="stable")].reset_index(drop=True)


def period_page(pipe: Pipeline, period: Length) -> QuestionPage:
    """The review of the last complete month, quarter or year."""
    window = compared(pipe, period=period).current
    return QuestionPage(
        "period",
        say("The {period}: {span}", period=_(period), span=span_words(window)),
        "How did it go beside the one before and a year ago, and were the targets met?",
        (
            Part("kpis", "In numbers", partial(kpis, period=period), kpis_chart, wide=True),
            Part(
                "targets",
                "Against target",
                partial(targets_of, window=window),
                goals_chart,
                metric="goals",
                says=goal_words,
            ),
            Part(
                "reasons",
                "Why deals were lost in it",
                partial(losses_of, window=window),
                loss_reasons_chart,
                metric="loss_reasons",
            ),
            *changed_parts(window.start - pd.Timedelta(days=1), window.last_day.normalize()),
        ),
    )


def span_words(window: Window) -> str:
    return say("{first} to {last}", first=date(window.start), last=date(window.last_day))


def targets_of(pipe: Pipeline, window: Window) -> pd.DataFrame:
    """The rows of `goals` whose period ends in this one."""
    table = goals(pipe)
    found = table[(table["end"] >= window.start) & (table["end"] < window.end)]
    if found.empty:
        raise QuestionError(
            "No target is for this period.",
            there="",
            fix="Give one in cycle.toml: [[targets]].",
        )
    return found.reset_index(drop=True)


def losses_of(pipe: Pipeline, window: Window) -> pd.DataFrame:
    return loss_reasons(meeting(pipe, {"closed_at": slice(window.start, window.last_day)}))
