"""Periods in words, by how far they are apart; and which of them a narrow axis can name."""

import itertools

import pandas as pd

from cycle_kit.charts.words import date, period, say

MOST = 4  # names that fit under a panel on a phone


def period_names(starts: list[pd.Timestamp]) -> list[str]:
    """Names of periods given by their first days: "Oct 2025", "Q4 2025", "2025", "6 Oct 2025"."""
    steps = {(b - a).days for a, b in itertools.pairwise(starts)}
    if steps and max(steps) <= 7:
        return [date(at) for at in starts]
    if steps and min(steps) >= 365:
        return [str(at.year) for at in starts]
    if steps and min(steps) >= 89:
        return [say("Q{quarter} {year}", quarter=at.quarter, year=at.year) for at in starts]
    return [period(at) for at in starts]


def period_axis(names: list[str], most: int = MOST) -> dict:
    """An axis with one place per period, a few of them named, the first and the last among them."""
    last = len(names) - 1
    count = min(most, len(names))
    at = sorted({round(k * last / max(1, count - 1)) for k in range(count)})
    return {
        "range": [-0.5, last + 0.5],
        "tickvals": at,
        "ticktext": [names[k] for k in at],
        "tickangle": 0,
        "ticklabelstandoff": 6,  # clear of the other axis' zero
    }


def inner_axis(names: list[str]) -> dict:
    """The same for small panels: two names, far enough from the edges not to meet a neighbour's."""
    last = len(names) - 1
    at = sorted({round(last * 0.15), round(last * 0.85)})
    return {**period_axis(names), "tickvals": at, "ticktext": [names[k] for k in at]}


def day(value: pd.Timestamp) -> str:
    """A day as a click tells it: "2025-10-31"."""
    return "" if pd.isna(value) else pd.Timestamp(value).strftime("%Y-%m-%d")
