"""Since when dated exports tell what deals were worth, whose they were and when they were expected to close."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cycle_kit.days import INSTANT, end_of_day
from cycle_kit.pipeline import Pipeline

BEFORE = "Not known before {day:%Y-%m-%d}: that is the day of the first export."


def first_export(pipe: Pipeline, field: str) -> pd.Timestamp:
    """The day of the first export that has this field; the earliest moment of all where its past is no matter of
    exports."""
    if pipe.first_export is None or field not in pipe.changes:
        return pd.Timestamp.min
    first = pipe.changes[field]["at"].min()
    return pd.Timestamp.min if pd.isna(first) else first


def why_before_exports(pipe: Pipeline, fields: Iterable[str], day: pd.Timestamp) -> str:
    """Why these fields are not known at the end of a day; "" where they are. The first export tells the state with
    which its own day began, too."""
    late = [
        first for one in fields if (first := first_export(pipe, one)) > end_of_day(day) + INSTANT
    ]
    return BEFORE.format(day=max(late)) if late else ""
