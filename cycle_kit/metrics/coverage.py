"""How much open value a period must start with, by what came of it in earlier periods."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cycle_kit.days import INSTANT
from cycle_kit.pipeline import Pipeline

#: so many earlier periods at most, and at least
MOST, LEAST = 8, 3


def needed_coverage(pipe: Pipeline, start: pd.Timestamp, every: str) -> float:
    """1 / median share won by the end of the value due at the start of earlier periods.

    Empty without dated expected closes, and with fewer than three periods that had value due.
    """
    if "expected_close" not in pipe.changes:
        return np.nan
    frequency = pipe.periods.frequency(every)
    period, last = pd.Period(start, frequency), pd.Period(pipe.as_of, frequency)
    shares = [won_of_due(pipe, min(period, last) - back) for back in range(1, MOST + 1)]
    known = [share for share in shares if not np.isnan(share)]
    middle = float(np.median(known)) if len(known) >= LEAST else 0.0
    return 1 / middle if middle > 0 else np.nan


def won_of_due(pipe: Pipeline, period: pd.Period) -> float:
    """Of the value that was open and due in a period when it began, the share won by its end."""
    start, end = period.start_time, (period + 1).start_time
    first = pipe.changes["expected_close"]["at"].min()
    if pd.isna(first) or start <= first:
        return np.nan
    then = pipe.rewind(start - INSTANT).deals
    due = then[
        (then["outcome"] == "open")
        & (then["expected_close"] >= start)
        & (then["expected_close"] < end)
    ]
    whole = due["value"].sum()
    now = pipe.deals.set_index("deal_id").loc[due["deal_id"]]
    won = (now["outcome"] == "won") & (now["closed_at"] < end)
    return float(due.loc[won.to_numpy(), "value"].sum() / whole) if whole > 0 else np.nan
