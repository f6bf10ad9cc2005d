"""What changed, and why: the questions of notebook 07."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd

from cycle_kit.charts import (
    changes_chart,
    changes_matrix_chart,
    compare_periods_chart,
    loss_reasons_chart,
    mix_shift_chart,
    trend_chart,
    waterfall_chart,
)
from cycle_kit.dashboard.filters import LAST_YEAR, PREVIOUS, REST
from cycle_kit.dashboard.marks import Mark
from cycle_kit.dashboard.pages import listed
from cycle_kit.dashboard.pages.declared import Part, QuestionPage
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.changes import changes, changes_matrix
from cycle_kit.metrics.compare_periods import compare_periods
from cycle_kit.metrics.defaults import kinds_of, two_periods
from cycle_kit.metrics.losses import loss_reasons
from cycle_kit.metrics.mix_shift import mix_shift
from cycle_kit.metrics.trend import trend
from cycle_kit.metrics.waterfall import waterfall
from cycle_kit.pipeline import Pipeline

MONTHS = 9  # of the later side of the last comparison


FOLLOWING = (
    "The first three charts and “Why it changed” follow what is compared with; the others show the whole past, or name "
    "what they compare."
)
SINCE = "Since the end of the month before."
SINCE_LAST_YEAR = {LAST_YEAR: "Since the same day a year before."}


def since(metric: Callable[..., pd.DataFrame], pipe: Pipeline, compared: str = "") -> pd.DataFrame:
    """A metric from the end of the month before, or from a year before, to the last day in the data."""
    return metric(pipe, *days(pipe, compared))


def days(pipe: Pipeline, compared: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    end = pipe.as_of.normalize()
    back = pd.DateOffset(years=1) if compared == LAST_YEAR else pd.offsets.MonthEnd(1)
    return end - back, end


def shift(pipe: Pipeline, compared: str = "") -> pd.DataFrame:
    beside = "previous period" if compared == PREVIOUS else "last year"
    before, after = two_periods(pipe, beside=beside)
    kind = kinds_of(pipe)[0]
    return mix_shift(pipe, "win_rate", by=kind, before=before, after=after)


def halves(pipe: Pipeline) -> pd.DataFrame:
    change = pipe.as_of.normalize() - pd.DateOffset(months=MONTHS)
    begun = pipe.since.cut if pipe.since.is_cut else pipe.since.created
    if pd.isna(begun) or begun.normalize() >= change:
        raise QuestionError(
            f"There is nothing before the last {MONTHS} months.",
            there="",
            fix="Export a longer time.",
        )
    return compare_periods(pipe, "win_rate", change=change)


def of_bridge(customdata: list, pipe: Pipeline, compared: str) -> Mark:
    return listed.of_item(customdata[0], pipe, *days(pipe, compared))


def of_pair(customdata: list, pipe: Pipeline, compared: str) -> Mark:
    return listed.of_pair(customdata, since(changes, pipe, compared))


PAGE = QuestionPage(
    "changes",
    "What changed",
    "What became of the open value, which deals were it, and why did the win rate change?",
    (
        Part(
            "bridge",
            "What became of the open value",
            partial(since, waterfall),
            waterfall_chart,
            hint=SINCE,
            hint_beside=SINCE_LAST_YEAR,
            metric="waterfall",
            clicked=of_bridge,
            of="people",
        ),
        Part(
            "became",
            "What became of the deals",
            partial(since, changes),
            changes_chart,
            hint=SINCE,
            hint_beside=SINCE_LAST_YEAR,
            metric="changes",
            clicked=listed.of_change,
            of="people",
        ),
        Part(
            "pairs",
            "From where to where",
            partial(since, changes_matrix),
            changes_matrix_chart,
            hint=SINCE,
            hint_beside=SINCE_LAST_YEAR,
            metric="changes_matrix",
            clicked=of_pair,
            of="people",
            stages=True,
        ),
        Part(
            "months",
            "Month by month",
            partial(waterfall, every="month"),
            waterfall_chart,
            clicked=partial(listed.of_flow, every="month"),
            of="people",
        ),
        Part(
            "standing",
            "What stood open, and where",
            partial(trend, measure_name="open_value", every="month", by="stage"),
            partial(trend_chart, measure="open_value"),
            hint="Each deal in the stage and with the amount that it had on that day.",
            clicked=partial(listed.of_stock, every="month"),
            of="people",
            stages=True,
            wide=True,
        ),
        Part(
            "running",
            "This quarter beside the past ones",
            partial(trend, measure_name="won_value", within="quarter"),
            partial(trend_chart, measure="won_value"),
            clicked=partial(listed.of_week, every="quarter", part="won"),
            of="people",
        ),
        Part(
            "rates",
            "Did the win rate change?",
            partial(trend, measure_name="win_rate", dated="created", every="quarter"),
            partial(trend_chart, measure="win_rate"),
            hint="By the quarter in which deals were created.",
            clicked=partial(listed.of_period, every="quarter", part="new"),
            of="people",
        ),
        Part(
            "mix",
            "Why it changed",
            shift,
            partial(mix_shift_chart, measure="win_rate"),
            hint="Another mix of deals, another rate within each kind, or deals not decided yet.",
            metric="mix_shift",
            of="full",
        ),
        Part(
            "sides",
            "The last nine months beside those before",
            halves,
            partial(compare_periods_chart, measure="win_rate"),
            hint="Both seen equally long, their mix taken out.",
            metric="compare_periods",
            of="people",
        ),
        Part(
            "reasons",
            "Did the reasons for losing change?",
            partial(loss_reasons, every="quarter"),
            loss_reasons_chart,
            clicked=partial(listed.of_losses_then, every="quarter"),
            of="people",
            wide=True,
        ),
    ),
    beside={
        PREVIOUS: FOLLOWING,
        LAST_YEAR: FOLLOWING,
        REST: "The rest of the team stands on the overview and under “Team”; these charts are of the deals chosen.",
    },
)
