"""What the next month will bring, in one row."""

from __future__ import annotations

import pandas as pd

from cycle_kit.metrics.forecast import ALL, OPEN, forecast
from cycle_kit.pipeline import Pipeline

MONEY = ["expected_value", "p10", "p50", "p90"]


def next_month_end(day: pd.Timestamp) -> pd.Timestamp:
    """The last day of the month after that of a day."""
    return day.normalize() + pd.offsets.MonthEnd(0) + pd.offsets.MonthEnd(1)


def outlook(pipe: Pipeline) -> pd.DataFrame:
    """What will be won from the end of the data until the end of the month after it: one row.

    `start, until` (days), `expected_deals, expected_value, p10, p50, p90` as the row `all` of
    `forecast(pipe, until=until)` (money NaN where the export has no amounts), with its `method`
    and `why` it, and `open_deals, open_expected_deals, top3_share` of its row `open deals`. Raises as `forecast`.
    """
    until = next_month_end(pipe.as_of)
    rows = forecast(pipe, until=until).set_index("part")
    whole, still_open = rows.loc[[ALL]].reset_index(drop=True), rows.loc[OPEN]
    found = whole[["expected_deals", *MONEY, "method", "why"]].assign(
        open_deals=still_open["deals"],
        open_expected_deals=still_open["expected_deals"],
        top3_share=still_open["top3_share"],
    )
    found.insert(0, "until", until)
    found.insert(0, "start", pipe.as_of.normalize())
    return found
