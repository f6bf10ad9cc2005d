"""What was clicked, as a question to `deals_behind` and the sentence that says it."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from cycle_kit.charts.axes import month_of_label, period_label
from cycle_kit.charts.goals import whose as goal_of
from cycle_kit.charts.words import _, absent, date, full_days, isolated, many, plain, say
from cycle_kit.metrics.targets import WHOSE


@dataclass(frozen=True)
class Mark:
    """`question`: arguments of `deals_behind`; `one`, `more`: the sentence about its deals.

    `dated`: whether the filters of dates count for it, as they do for charts and not for cards.
    """

    question: dict[str, Any]
    one: str
    more: str
    values: dict[str, str] = field(default_factory=dict)
    dated: bool = True
    whose: dict[str, Any] = field(default_factory=dict)  # conditions of these deals, for `where`

    def told(self, count: int) -> str:
        """The sentence with the number of deals."""
        return many(
            count, self.one, self.more, **{key: isolated(v) for key, v in self.values.items()}
        )


EVERY = Mark({"part": "all"}, "{n} deal in this selection", "{n} deals in this selection")

CALLS = Mark({}, "{n} open deal to call today", "{n} open deals to call today", dated=False)
OPEN = Mark({"part": "open"}, "{n} open deal", "{n} open deals", dated=False)


def of_funnel(customdata: list) -> Mark:
    """A bar, its open end, the step to the next bar, or the bar of those that ended nobody knows where."""
    stage, part = (*customdata, "")[:2]
    if part == "unknown":
        return Mark(
            {"part": "unknown"},
            "{n} deal that ended in a stage that nobody knows",
            "{n} deals that ended in a stage that nobody knows",
        )
    if stage == "won":
        return Mark({"part": "reached", "stage": "won"}, "{n} won deal", "{n} won deals")
    question, one, more = {
        "": (
            "reached",
            "{n} deal that got to {stage} or further",
            "{n} deals that got to {stage} or further",
        ),
        "open": (
            "waiting",
            "{n} open deal that got to {stage} and no further yet",
            "{n} open deals that got to {stage} and no further yet",
        ),
        "conversion": (
            "stopped",
            "{n} deal that got to {stage} and no further",
            "{n} deals that got to {stage} and no further",
        ),
    }[part]
    return Mark({"part": question, "stage": stage}, one, more, {"stage": stage})


def of_durations(customdata: list, durations: pd.DataFrame) -> Mark | None:
    """A stage: the deals that are there for longer than its median; None where none is known."""
    rows = durations[durations["stage"].astype(str) == customdata[0]]
    usual = rows["median_days"].dropna()
    return staying(customdata[0], float(usual.iloc[0])) if len(usual) else None


def staying(stage: str, days: float) -> Mark:
    """The deals in a stage for longer than so many days."""
    return Mark(
        {"part": "long", "stage": stage, "days": days},
        "{n} deal in {stage} longer than {days}",
        "{n} deals in {stage} longer than {days}",
        {"stage": stage, "days": full_days(days)},
    )


def of_cycle(cycle: pd.DataFrame) -> Mark:
    """The slower half of the wins."""
    days = float(cycle["median_days"].iloc[0])
    return Mark(
        {"part": "slow", "days": days},
        "{n} deal won after more than {days}",
        "{n} deals won after more than {days}",
        {"days": full_days(days)},
    )


def of_curve(customdata: list) -> Mark:
    """A point of the curve: what is older and still not decided."""
    days = float(customdata[0])
    return Mark(
        {"part": "old", "days": days},
        "{n} deal older than {days} and not decided yet",
        "{n} deals older than {days} and not decided yet",
        {"days": full_days(days)},
    )


def of_losses(customdata: list) -> Mark:
    """One part of a reason's bar: a reason, an outcome, a stage."""
    stage, outcome, reason = (value or None for value in customdata[:3])
    values = {"reason": reason or _("no reason given"), "stage": stage or _("an unknown stage")}
    one, more = {
        "lost": ("{n} deal lost in {stage}: {reason}", "{n} deals lost in {stage}: {reason}"),
        "dropped": (
            "{n} deal dropped in {stage}: {reason}",
            "{n} deals dropped in {stage}: {reason}",
        ),
    }[outcome or "lost"]
    question = {"part": "reason", "stage": stage, "outcome": outcome, "reason": reason}
    return Mark(question, one, more, values)


def of_goal(customdata: list, goals: pd.DataFrame) -> Mark | None:
    """The bar of a target: what was won so far; its pale end, or another measure: the open deals."""
    measure, period, whose = customdata[:3]
    rows = goals[goals["measure"].eq(measure) & goals["period"].eq(period)].to_dict("records")
    row = next((row for row in rows if goal_of(row) == whose), None)
    if row is None:
        return None
    kind = measure.partition("_")[0]
    if customdata[3:] or kind not in ("won", "new"):
        return Mark({"part": "open"}, OPEN.one, OPEN.more, dated=False, whose=named(row))
    one, more = {
        "won": ("{n} deal won from {start} to {end}", "{n} deals won from {start} to {end}"),
        "new": (
            "{n} deal created from {start} to {end}",
            "{n} deals created from {start} to {end}",
        ),
    }[kind]
    span = {"start": row["start"], "end": row["end"]}
    told = {name: date(day) for name, day in span.items()}
    return Mark({"part": kind, **span}, one, more, told, dated=False, whose=named(row))


def named(row: dict) -> dict[str, str]:
    """The conditions of a target's deals."""
    return {who: row[who] for who in WHOSE if not absent(row.get(who))}


def of_card(row: dict) -> Mark:
    """The deals that a card counts, from a row of `headlines`."""
    month = {"month": month_words(row["label"])}
    decided = (
        "decided",
        "{n} deal decided in {month}, won or lost",
        "{n} deals decided in {month}, won or lost",
    )
    won = ("won", "{n} deal won in {month}", "{n} deals won in {month}")
    part, one, more = {
        "new_deals": ("new", "{n} deal created in {month}", "{n} deals created in {month}"),
        "open_deals": (
            "open",
            "{n} deal open at the end of {month}",
            "{n} deals open at the end of {month}",
        ),
        "won_deals": won,
        "win_rate": decided,
        "win_loss_ratio": decided,
        "median_cycle_days": won,
        "mean_cycle_days": won,
        "velocity_per_day": (
            "open",
            "{n} deal open at the end of {month}",
            "{n} deals open at the end of {month}",
        ),
    }[row["measure"]]
    span = {"end": row["end"]} | ({} if part == "open" else {"start": row["start"]})
    return Mark({"part": part, **span}, one, more, month, dated=False)


MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def month_words(label: str, *, year: bool = True) -> str:
    """A month in full by its label: "2025-10" is "October 2025"; one made of weeks by its number."""
    year_of, month = month_of_label(label, [_(named) for named in MONTHS])
    if not month:
        return period_label(label)
    return say("{month} {year}", month=month, year=plain(year_of)) if year else month
