"""Days and moments as people type them: a date without a time means the whole day."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

import numpy as np
import pandas as pd

from cycle_kit.arguments import Kind
from cycle_kit.errors import QuestionError

DAY = pd.Timedelta(days=1)
INSTANT = pd.Timedelta(microseconds=1)


def end_of_day(when: pd.Timestamp) -> pd.Timestamp:
    """A date without a time means the whole day."""
    return when + DAY - INSTANT if when == when.normalize() else when


def read_moment(said: Any) -> pd.Timestamp | None:
    """A date as people write it, without a zone; None where it is none, or has no year."""
    dated = isinstance(said, (date, datetime, np.datetime64))
    if not dated and not (isinstance(said, str) and re.search(r"\d{4}", said)):
        return None
    try:
        when = pd.Timestamp(said)
    except (ValueError, TypeError):
        return None
    if not isinstance(when, pd.Timestamp):
        return None
    return when.tz_convert(None) if when.tzinfo else when


def moment(said: Any, argument: str) -> pd.Timestamp:
    """A date the user typed, without a zone."""
    when = read_moment(said)
    if when is None:
        way = 'rewind("2024-06-30")' if argument == "rewind" else f'{argument}="2024-06-30"'
        raise QuestionError(f"{argument} needs a date.", there="", fix=f"Write it as {way}.")
    return when


When = Annotated[
    str | date | np.datetime64,
    Kind("a date", '"2024-06-30"', lambda said: read_moment(said) is not None),
]
