"""Activities after the last day of the deals: planned ones, or those of a later export."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cycle_kit.days import end_of_day
from cycle_kit.errors import one_or_more
from cycle_kit.remarks import Remarks


def remark_on_later(
    sides: Mapping[str, pd.DataFrame], until: pd.Timestamp, remarks: Remarks
) -> None:
    """That activities are after the day that the deals tell of: planned ones, or of a later export."""
    if "activities" not in sides:
        return
    later = sides["activities"]["at"]
    later = later[later > end_of_day(until)]
    if len(later):
        told = one_or_more(len(later), "{n} activity is", "{n} activities are")
        whole = end_of_day(until) > until
        last = (
            f"{until:%Y-%m-%d}, the last day"
            if whole
            else f"{until:%Y-%m-%d %H:%M}, the last moment"
        )
        remarks.add(
            "activities",
            f"{told} after {last} of the deals.",
            effect="They count from a later day on, as planned ones do.",
            fix=f'Export the deals of the same day, or say ck.load(..., as_of="{later.max():%Y-%m-%d}").',
        )
