"""A pipeline with every oddity that spans meet, on every engine."""

from functools import cache

import numpy as np
import pandas as pd

import cycle_kit as ck
from tests.companies import ENGINES


def odd_tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Events and deals, 80 of them, to the second: ties, same-day closes, way back, no owner, closed before created."""
    random, rows, start = np.random.default_rng(11), [], pd.Timestamp("2024-01-01 09:30")
    for number in range(80):
        at = start + pd.Timedelta(hours=int(random.integers(0, 900)))
        stops = random.choice(["A", "B", "C"], random.integers(1, 5)).tolist()
        stops += random.choice(["Won", "Won", "Lost", "Unqualified", "C"], 1).tolist()
        for stop in stops if number % 5 else ["A", "Won", "Nurture"][: 1 + number % 3]:
            rows.append((f"D{number:02}", stop, at))
            at += pd.Timedelta(minutes=int(random.choice([0, 90, 1440, 1440, 20161])))
    events = pd.DataFrame(rows, columns=["deal_id", "stage", "at"])
    deals = events.groupby("deal_id", as_index=False).agg(created_at=("at", "min"))
    deals["owner"] = np.where(np.arange(80) % 7 == 0, None, np.array(["Ola", "Rana"] * 40, object))
    deals["quoted_at"] = deals["created_at"] + pd.Timedelta(days=3)
    deals.loc[::9, "quoted_at"] = pd.NaT
    return events, deals


@cache
def odd_pipeline(engine):
    """The odd deals on an engine."""
    native, (events, deals) = ENGINES[engine], odd_tables()
    return ck.from_events(
        native(events),
        stages=["A", "B", "C"],
        dropped=["Unqualified"],
        after=["Nurture"],
        deals=native(deals),
    )
