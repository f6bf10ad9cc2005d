"""A measure's name and unit in words: of figures, of their differences, of an axis of them."""

import math
from collections.abc import Iterable

from cycle_kit.charts.words import (
    GAP,
    MISSING,
    _,
    absent,
    days,
    full_days,
    full_money,
    many,
    money,
    name,
    number,
    plus,
    points,
    say,
    share,
    trimmed,
)

#: measure: (its name, the unit of its value)
MEASURES = {
    "new_leads": ("New leads", "leads"),
    "new_deals": ("New deals", "deals"),
    "new_value": ("Value of new deals", "money"),
    "open_deals": ("Open deals", "deals"),
    "open_value": ("Value of open deals", "money"),
    "open_age": ("Half of open deals older than", "days"),
    "won_deals": ("Won deals", "deals"),
    "won_value": ("Won value", "money"),
    "win_rate": ("Win rate", "share"),
    "win_loss_ratio": ("Won for each lost", "ratio"),
    "mean_won_value": ("Mean won deal", "money"),
    "median_cycle_days": ("Half of wins within", "days"),
    "velocity_per_day": ("Money a day, by formula", "money"),
    "conversion_first_to_won": ("From first stage to won", "share"),
    "new_customers": ("New customers", "customers"),
    "returning_customers": ("Returning customers", "customers"),
    "value_per_customer": ("Won value per customer", "money"),
    "largest_customer_share": ("Largest customer", "share"),
    # beyond those of `kpis`
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
COUNTED = {
    "deals": ("{n} deal", "{n} deals"),
    "leads": ("{n} lead", "{n} leads"),
    "customers": ("{n} customer", "{n} customers"),
    "entries": ("{n} time", "{n} times"),
}
STARTS = {
    "days in ": ("Days in {stage}", "days"),
    "conversion from ": ("On from {stage}", "share"),
    "entries into ": ("Entries into {stage}", "entries"),
}


def titled(measure: str) -> str:
    """A measure's name as people read it."""
    if measure in MEASURES:
        return _(MEASURES[measure][0])
    for start, (words, _unit) in STARTS.items():
        if measure.startswith(start):
            return say(words, stage=name(measure.removeprefix(start), most=26))
    return name(measure.replace("_", " ").capitalize())


def unit(measure: str) -> str:
    """share, days, hours, money, deals, leads, or ratio for anything else."""
    if measure in MEASURES:
        return MEASURES[measure][1]
    return next(
        (found for start, (_words, found) in STARTS.items() if measure.startswith(start)), "ratio"
    )


def shown(value: float, unit: str, currency: str) -> str:
    """A value in the short words of its unit."""
    if unit == "money":
        return money(value, currency)
    plain_words = {"share": share, "days": days, "deals": number, "leads": number, "customers": number, "hours": hours,
        "entries": number}  # fmt: skip
    return plain_words[unit](value) if unit in plain_words else ratio(value)


def ratio(value: float) -> str:
    return MISSING if absent(value) else trimmed(value, 2)


def in_full(value: float, unit: str, currency: str) -> str:
    """A value with its unit in words, for hover texts."""
    if absent(value) and unit != "hours":
        return _("not known")
    if unit in COUNTED:
        return many(value, *COUNTED[unit])
    whole = {"money": full_money(value, currency), "days": full_days(value)}
    return whole.get(unit) or shown(value, unit, currency)


def short(value: float, measure: str, currency: str = "") -> str:
    """A figure in the short words of its unit: "31 %", "61 d", "€412 k"."""
    return shown(value, unit(measure), currency)


def full(value: float, measure: str, currency: str = "") -> str:
    """A figure in full, for hover texts and sentences: "61 days", "€412,345"."""
    return in_full(value, unit(measure), currency)


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
    whole = found in COUNTED and value == round(value)
    return plus(words.get(found, trimmed(value, 0 if whole or abs(value) >= 10 else 2)))


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
    return unit not in COUNTED or abs(shown - round(shown)) < 1e-6


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
