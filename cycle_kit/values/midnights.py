"""Moments that are midnight throughout: a column of days, written with a zone."""

from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from cycle_kit.values.clock import DAY

#: zones whose midnight in UTC comes and goes with the summer: one is enough per set of rules
_ZONES = (
    *("Europe/Berlin", "Europe/Sofia", "Europe/London", "Asia/Tehran", "Asia/Beirut", "Asia/Amman"),
    *("Africa/Cairo", "Asia/Jerusalem", "America/New_York", "America/Chicago", "America/Denver"),
    *("America/Los_Angeles", "America/Sao_Paulo", "Australia/Sydney", "Pacific/Auckland"),
)
_ENOUGH, _LOOKED_AT = 5, 200


def days_of(local: np.ndarray, utc: np.ndarray) -> tuple[np.ndarray, str] | None:
    """The days that these moments stand for, and whose midnight they are; None where they are moments.

    Both in microseconds since 1970: `local` on the clock as it is written, `utc` the same in UTC.
    """
    if not len(utc):
        return None
    for moments, where in ((local, "as written"), (utc, "in UTC")):
        if (moments % DAY == 0).all():
            return moments, where
    if len(utc) < _ENOUGH or len(np.unique(utc[:_LOOKED_AT] % DAY)) > 3:
        return None
    if not 2 <= len(np.unique(utc % DAY)) <= 3:
        return None
    stamps = pd.DatetimeIndex(utc.astype("datetime64[us]")).tz_localize("UTC")
    for name in _ZONES:
        there = stamps.tz_convert(ZoneInfo(name)).tz_localize(None)
        if (there == there.normalize()).all():
            return there.to_numpy().astype("datetime64[us]").astype(np.int64), f"in {name}"
    return None
