"""Days and moments as people type them: a date without a time means the whole day."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cycle_kit.errors import QuestionError

DAY = pd.Timedelta(days=1)
INSTANT = pd.Timedelta(microseconds=1)


def end_of_day(when: pd.Timestamp) -> pd.Timestamp:
    """A date without a time means the whole day."""
    return when + DAY - INSTANT if when == when.normalize() else when


def moment(date: Any, argument: str) -> pd.Timestamp:
    """A date the user typed, without a zone."""
    try:
        when = pd.Timestamp(date)
    except (ValueError, TypeError):
        when = pd.NaT
    if not isinstance(when, pd.Timestamp):
        raise QuestionError(
            f"{argument} needs a date.", there="", fix=f'Write it as {argument}("2024-06-30").'
        )
    return when.tz_convert(None) if when.tzinfo else when
