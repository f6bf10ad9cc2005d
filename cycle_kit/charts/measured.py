"""A measure's name and unit in words: of figures, of their differences, of an axis of them."""

import math
from collections.abc import Iterable

from cycle_kit.charts.kpis import MEASURES, in_full, shown
from cycle_kit.charts.words import (
    GAP,
    MISSING,
    _,
    absent,
    days,
    full_days,
    full_money,
    money,
    name,
    number,
    plus,
    points,
    say,
    trimmed,
)

#: measures beyond those of `kpis`: (their name, the unit of their value)
MORE = {
    "mean_cycle_days": ("Mean days to a win", "days"),
    "mean_days": ("Mean days to a win", "days"),
    "won_value_per_day": ("Won value a day", "money"),
    "one_off_value": ("Once, in addition", "money"),
    "first conversion": ("From the first stage on", "share"),
    "share_5_min": ("Leads answered within 5 minutes", "share"),
    "share_1_hour": ("Leads answered within an hour", "share"),
    "share_24_hours": ("Leads answered within a day", "share"),
    "share_never_answered": ("Leads never answered", "share"),
    "median_hours": ("Half of leads answered within", "hours"),
}
STARTS = {"days in ": ("Days in {stage}", "days"), "conversion from ": ("On from {stage}", "share")}


def titled(measure: str) -> str:
    """A measure's name as people read it."""
    if measure in MEASURES or measure in MORE:
        return _({**MEASURES, **MORE}[measure][0])
    for start, (words, _unit) in STARTS.items():
        if measure.startswith(start):
            return say(words, stage=name(measure.removeprefix(start), most=26))
    return name(measure.replace("_", " ").capitalize())


def unit(measure: str) -> str:
    """share, days, hours, money, deals, leads, or ratio for anything else."""
    if measure in MEASURES or measure in MORE:
        return {**MEASURES, **MORE}[measure][1]
    return next(
        (found for start, (_words, found) in STARTS.items() if measure.startswith(start)), "ratio"
    )


def short(value: float, measure: str, currency: str = "") -> str:
    """A figure in the short words of its unit: "31 %", "61 d", "€412 k"."""
    found = unit(measure)
    return hours(value) if found == "hours" else shown(value, found, currency)


def full(value: float, measure: str, currency: str = "") -> str:
    """A figure in full, for hover texts and sentences: "61 days", "€412,345"."""
    found = unit(measure)
    return hours(value) if found == "hours" else in_full(value, found, currency)


def hours(value: float) -> str:
    """A time of answering: "12 min", "3.2 h", "4 d"."""
    if absent(value):
        return MISSING
    if value < 1:
        return say("{n}" + GAP + "min", n=number(value * 60))
    return say("{n}" + GAP + "h", n=trimmed(value, 1)) if value < 48 else days(value / 24)


def apart(value: float, measure: str, currency: str = "") -> str:
    """A difference with its sign, in short: "+4 pt", "+12 d", "−€3 k"."""
    if absent(value):
        return MISSING
    found = unit(measure)
    if found == "share":
        return points(value)
    words = {"money": money(value, currency), "days": days(value), "hours": hours(value)}
    return plus(words.get(found, trimmed(value, 0 if abs(value) >= 10 else 2)))


def full_apart(value: float, measure: str, currency: str = "") -> str:
    """The same in full."""
    if absent(value):
        return MISSING
    words = {"money": full_money(value, currency), "days": full_days(value)}
    found = unit(measure)
    return plus(words[found]) if found in words else apart(value, measure, currency)


def ticks(low: float, high: float, most: int = 4, *, unit: str = "ratio") -> list[float]:
    """Round places between two ends, 0 among them where it lies there; only such as can be written."""
    raw = (high - low) / most or 1.0
    size = 10 ** math.floor(math.log10(raw))
    places: list[float] = []
    for each in (1, 2, 5, 10, 20, 50, 100):
        step = size * each
        if step < raw * 0.999:
            continue
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        places = [round(step * at, 10) for at in range(first, last + 1)]
        if all(exactly_written(at, unit) for at in places):
            break
    return places


def exactly_written(value: float, unit: str) -> bool:
    """Whether the chart's words for a place are that place: shares and days have one decimal below
    ten and none from there on, what is counted has none."""
    shown = value * 100 if unit == "share" else value
    if unit in ("share", "days"):
        return abs(shown - round(shown, 0 if abs(shown) >= 9.95 else 1)) < 1e-6
    return unit not in ("deals", "leads") or abs(shown - round(shown)) < 1e-6


def axis(low: float, high: float, measure: str, currency: str = "", *, signs: bool = False) -> dict:
    """An axis whose ticks are in the same words as the chart's numbers; with `signs`, differences."""
    places = ticks(low, high, unit=unit(measure))
    words = [
        apart(at, measure, currency) if signs and at else short(at, measure, currency)
        for at in places
    ]
    return {"range": [low, high], "showgrid": True, "tickvals": places, "ticktext": words}


def of_share(measure: str) -> bool:
    """Is it a share of one?"""
    return unit(measure) == "share"


def largest(values: Iterable[float | None], least: float = 0.0) -> float:
    """The largest of these that is there, with a little room; 1 where none is."""
    found = [abs(value) for value in values if not absent(value) and value is not None]
    return max([*found, least], default=0.0) * 1.04 or 1.0
