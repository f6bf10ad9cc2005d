"""Axes of shares and of periods, their ticks in the same words as the numbers of the chart."""

import itertools
import math
import re
from collections.abc import Sequence

import pandas as pd

from cycle_kit.charts.words import _, date, name, period, plain, say, share
from cycle_kit.locale import leads_left, now


def share_axis(ends: list[float]) -> dict:
    """Ticks every quarter, every tenth where the axis is short; shares above 1 can be shown too."""
    step = 0.25 if ends[1] - ends[0] > 0.61 else 0.1
    ticks = [
        step * at for at in range(round(ends[0] / step), math.floor(ends[1] / step + 1e-9) + 1)
    ]
    return {
        "range": ends,
        "showgrid": True,
        "tickvals": ticks,
        "ticktext": [share(tick) for tick in ticks],
    }


def near(low: float, high: float) -> list[float]:
    """The round ends of an axis that need not begin at zero: dots compare places, not lengths."""
    return [math.floor(low * 10 - 0.2) / 10, math.ceil(high * 10 + 0.2) / 10]


def in_time(ends: list[float]) -> list[float]:
    """The ends of an axis of time, the first one where time begins for the reader."""
    return ends[::-1] if leads_left() else ends


MOST = 4  # names that fit under a panel on a phone


def period_names(starts: list[pd.Timestamp]) -> list[str]:
    """Names of periods given by their first days: "Oct 2025", "Q4 2025", "2025", "6 Oct 2025"."""
    steps = {(b - a).days for a, b in itertools.pairwise(starts)}
    if steps and max(steps) <= 7:
        return [date(at) for at in starts]
    if steps and min(steps) >= 365:
        return [plain(at.year) for at in starts]
    if steps and min(steps) >= 89:
        return [
            say("Q{quarter} {year}", quarter=plain(at.quarter), year=plain(at.year))
            for at in starts
        ]
    return [period(at) for at in starts]


def names_of_periods(table: pd.DataFrame) -> list[str]:
    """Names of a table's periods in their order: by their labels, else by how far they are apart."""
    firsts = table.dropna(subset="period").drop_duplicates("period").sort_values("period")
    if "label" in table:
        return [period_label(label) for label in firsts["label"]]
    return period_names(firsts["period"].tolist())


#: of years of the Jalali calendar, in which nobody sold by ours
JALALI_MONTHS = (
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman",
    "Esfand",
)  # fmt: skip


def period_label(label: str) -> str:
    """The name of a period by its label in a table: "2025-Q4" is "Q4 2025", "2025-10" "Oct 2025"."""
    if found := re.fullmatch(r"((?:FY)?\d{4})-Q([1-4])", label):
        return say("Q{quarter} {year}", quarter=plain(found[2]), year=plain(found[1]))
    year, month = month_of_label(label, now().months)
    if month:
        return say("{month} {year}", month=month, year=plain(year))
    if re.fullmatch(r"(?:FY)?\d{4}", label):
        return plain(label)
    return date(pd.Timestamp(label)) if re.fullmatch(r"\d{4}-\d\d-\d\d", label) else name(label)


def month_of_label(label: str, usual: Sequence[str]) -> tuple[str, str]:
    """The year and the name of a month by its label, of our own years out of `usual`; "" twice: it is no month."""
    found = re.fullmatch(r"(\d{4})-(\d\d)", label)
    if not found:
        return "", ""
    at = int(found[2]) - 1
    return found[1], _(JALALI_MONTHS[at]) if re.match("1[2-5]", label) else usual[at]


def short_month(label: str) -> str:
    """A month without its year where it is one of twelve with a name."""
    return month_of_label(label, now().months)[1] or period_label(label)


def period_axis(names: list[str], most: int = MOST) -> dict:
    """An axis with one place per period, a few of them named, the first and the last among them."""
    last = len(names) - 1
    count = min(most, len(names))
    at = sorted({round(k * last / max(1, count - 1)) for k in range(count)})
    return {
        "range": in_time([-0.5, last + 0.5]),
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
