"""Columns that say how a deal ended: groups by them are made of outcomes, and differ in nothing else.

A deal stands in one stage. Lost deals stand where they ended and won ones in their last stage, so that by the stage
of today nearly all is won by the last one, whatever happens in it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cycle_kit.errors import QuestionError

#: column: why its values are outcomes, and what to ask instead
ENDINGS = {
    "stage": (
        "Lost deals stand in the stage where they ended, won ones in their last.",
        'Ask ck.win_rate(pipe, by="stage") or ck.funnel(pipe) how many go on from each stage, '
        "and ck.stage_durations(pipe) how long they stay.",
    ),
    "outcome": (
        "An outcome is what happened to a deal, not what it was.",
        'Ask ck.cycle_length(pipe, outcome="lost") for how long one of them takes.',
    ),
    "lost_reason": (
        "Only what was lost or dropped has a reason.",
        "Ask ck.loss_reasons(pipe) how often each was given.",
    ),
    "probability": (
        "It is set to 100 % or 0 when a deal is decided.",
        "Ask ck.backtest(pipe) whether the chances of then came true.",
    ),
}
#: measures of how many are won; by the stage of today they say nothing
RATES = ("win_rate", "win_loss_ratio", "conversion_first_to_won", "velocity_per_day")
NOT_BY_STAGE = (
    "Not by the stage of today, where lost deals ended and won ones had their last: "
    'ask ck.win_rate(pipe, by="stage").'
)
NOT_BY_OUTCOME = "Not by what became of a deal: in such a group all are won, or none."
#: these alone say nothing but how a deal ended; a rate of winning by them is 0 or 1, counts are counts
OUTCOMES = ("outcome", "lost_reason")


def why_no_rates(columns: Sequence[str]) -> str:
    """Why rates of winning split by these columns say nothing; "" where they do."""
    if "stage" in columns:
        return NOT_BY_STAGE
    return "" if set(OUTCOMES).isdisjoint(columns) else NOT_BY_OUTCOME


def without_rates(rows: pd.DataFrame, why: str) -> pd.DataFrame:
    """Without the measures of how many are won, with the way to them."""
    rates = rows["measure"].isin(RATES)
    figures = ["value", "previous", "last_year", "change", "n", "low", "high"]
    rows.loc[rates, figures] = np.nan
    rows.loc[rates, "note"] = why
    return rows


def check_no_outcomes(columns: Sequence[str], what: str) -> None:
    """QuestionError as `check_no_endings`, of an outcome and its reason only."""
    check_no_endings([column for column in columns if column in OUTCOMES], what)


def check_no_endings(columns: Sequence[str], what: str) -> None:
    """QuestionError: one of these columns says how a deal ended. `what` cannot be asked, in words."""
    for column in columns:
        if column in ENDINGS:
            there, fix = ENDINGS[column]
            named = column.replace("_", " ")
            raise QuestionError(f"{what} by {named}.", there=there, fix=fix)
