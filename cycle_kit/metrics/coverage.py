"""How much open value a period must start with, by what came of it in earlier periods."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cycle_kit.days import INSTANT
from cycle_kit.fiscal import Stretch
from cycle_kit.metrics.past import Story, at, known, told
from cycle_kit.pipeline import Pipeline

#: so many earlier periods at most, and at least
MOST, LEAST = 8, 3


def needed_coverage(pipe: Pipeline, start: pd.Timestamp, every: str) -> float:
    """1 / median share won by the end of the value due at the start of earlier periods.

    Empty without dated expected closes, and with fewer than three periods that had value due.
    """
    if "expected_close" not in pipe.changes:
        return np.nan
    first = pipe.changes["expected_close"]["at"].min()
    period, last = (pipe.periods.holding(when, every) for when in (start, pipe.as_of))
    number = min(period.number, last.number)
    periods = [period._replace(number=number - back) for back in range(1, MOST + 1)]
    story, now = told(pipe), known(pipe).lives
    shares = [won_of_due(story, now, each) for each in periods if each.start_time > first]
    seen = [share for share in shares if not np.isnan(share)]
    middle = float(np.median(seen)) if len(seen) >= LEAST else 0.0
    return 1 / middle if middle > 0 else np.nan


def won_of_due(story: Story, now: pd.DataFrame, period: Stretch) -> float:
    """Of the value that was open and due in a period when it began, the share won by its end."""
    start, end = period.start_time, period.later(1).start_time
    then = at(story, start - INSTANT).lives
    due = then[
        (then["outcome"] == "open")
        & (then["expected_close"] >= start)
        & (then["expected_close"] < end)
    ]
    whole = due["value"].sum()
    later = now.loc[due.index]  # deals are told apart by their number
    won = (later["outcome"] == "won") & (later["closed_at"] < end)
    return float(due.loc[won, "value"].sum() / whole) if whole > 0 else np.nan
