"""What changed, and why: the questions of notebook 07."""

from __future__ import annotations

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
from cycle_kit.dashboard.pages.declared import Part, QuestionPage, View
from cycle_kit.errors import QuestionError
from cycle_kit.metrics.changes import changes, changes_matrix
from cycle_kit.metrics.compare_periods import compare_periods
from cycle_kit.metrics.defaults import kinds_of, two_periods
from cycle_kit.metrics.losses import loss_reasons
from cycle_kit.metrics.mix_shift import mix_shift
from cycle_kit.metrics.trend import trend
from cycle_kit.metrics.waterfall import waterfall

MONTHS = 9  # of the later side of the last comparison


def last_month(view: View) -> tuple[pd.Timestamp, pd.Timestamp]:
    """From the end of the month before to the last day in the data."""
    end = view.people.as_of.normalize()
    return end - pd.offsets.MonthEnd(1), end


def shift(view: View) -> pd.DataFrame:
    before, after = two_periods(view.full)
    kind = kinds_of(view.full)[0]
    return mix_shift(view.full, "win_rate", by=kind, before=before, after=after)


def halves(view: View) -> pd.DataFrame:
    pipe = view.people
    change = pipe.as_of.normalize() - pd.DateOffset(months=MONTHS)
    begun = pipe.since.cut if pipe.since.is_cut else pipe.since.created
    if pd.isna(begun) or begun.normalize() >= change:
        raise QuestionError(
            f"There is nothing before the last {MONTHS} months.",
            there="",
            fix="Export a longer time.",
        )
    return compare_periods(pipe, "win_rate", change=change)


PAGE = QuestionPage(
    "changes",
    "What changed",
    "What became of the open value, which deals were it, and why did the win rate change?",
    (
        Part(
            "bridge",
            "What became of the open value",
            lambda view: waterfall(view.people, *last_month(view)),
            lambda view, table: waterfall_chart(table, currency=view.currency),
            hint="Since the end of the month before.",
            metric="waterfall",
            of="people",
        ),
        Part(
            "became",
            "What became of the deals",
            lambda view: changes(view.people, *last_month(view)),
            lambda view, table: changes_chart(table, currency=view.currency),
            hint="Since the end of the month before.",
            metric="changes",
            of="people",
        ),
        Part(
            "pairs",
            "From where to where",
            lambda view: changes_matrix(view.people, *last_month(view)),
            lambda view, table: changes_matrix_chart(table, currency=view.currency),
            metric="changes_matrix",
            of="people",
            stages=True,
        ),
        Part(
            "months",
            "Month by month",
            lambda view: waterfall(view.people, every="month"),
            lambda view, table: waterfall_chart(table, currency=view.currency),
            metric="waterfall",
            of="people",
        ),
        Part(
            "standing",
            "What stood open, and where",
            lambda view: trend(view.people, "open_value", every="month", by="stage"),
            lambda view, table: trend_chart(table, measure="open_value", currency=view.currency),
            hint="Each deal in the stage and with the amount that it had on that day.",
            metric="trend",
            of="people",
            stages=True,
            wide=True,
        ),
        Part(
            "running",
            "This quarter beside the past ones",
            lambda view: trend(view.people, "won_value", within="quarter"),
            lambda view, table: trend_chart(table, measure="won_value", currency=view.currency),
            metric="trend",
            of="people",
        ),
        Part(
            "rates",
            "Did the win rate change?",
            lambda view: trend(view.people, "win_rate", dated="created", every="quarter"),
            lambda view, table: trend_chart(table, measure="win_rate"),
            hint="By the quarter in which deals were created.",
            metric="trend",
            of="people",
        ),
        Part(
            "mix",
            "Why it changed",
            shift,
            lambda view, table: mix_shift_chart(table, measure="win_rate"),
            hint="Another mix of deals, another rate within each kind, or deals not decided yet.",
            metric="mix_shift",
            of="full",
        ),
        Part(
            "sides",
            "The last nine months beside those before",
            halves,
            lambda view, table: compare_periods_chart(table, measure="win_rate"),
            hint="Both seen equally long, their mix taken out.",
            metric="compare_periods",
            of="people",
        ),
        Part(
            "reasons",
            "Did the reasons for losing change?",
            lambda view: loss_reasons(view.people, every="quarter"),
            lambda view, table: loss_reasons_chart(table, currency=view.currency),
            metric="loss_reasons",
            of="people",
            wide=True,
        ),
    ),
)
