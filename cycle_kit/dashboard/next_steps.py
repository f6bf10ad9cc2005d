"""Two sentences on what to do: where fewer losses would bring most, and which deals to call today."""

import pandas as pd

from cycle_kit.charts.words import (
    FEW,
    _,
    absent,
    commas,
    date,
    full_days,
    many,
    money,
    number,
    say,
    trimmed,
)
from cycle_kit.dashboard import explain
from cycle_kit.dashboard.live import button, question, words


def next_steps_html(
    bottlenecks: pd.DataFrame | None, counts: dict[str, float], *, currency: str, day: pd.Timestamp
) -> str:
    """From the tables of `bottlenecks` (None where it has no answer) and `call_counts`."""
    saved, called = losses_saved(bottlenecks, currency), to_call(counts, currency)
    lines = [
        line(saved, "losses", explain.losses_saved(day), _("What fewer losses would bring")),
        line(called, "calls", explain.calls(day), _("Which deals to call")),
    ]
    return "".join(lines)


def line(sentence: str, key: str, why: list[str], about: str) -> str:
    """A sentence and its "?", or nothing."""
    mark = question(key, why, about=about)
    return f'<div class="ck-step"><span>{sentence}</span>{mark}</div>' if sentence else ""


def losses_saved(bottlenecks: pd.DataFrame | None, currency: str) -> str:
    """ "Fewer losses would bring most in Proposal: ..." """
    if bottlenecks is None or bottlenecks.empty:
        return ""
    row = bottlenecks.iloc[0]
    if row["lost"] < FEW or not row["wins_gained"] >= 1:
        return ""
    worth = "" if absent(row["value_gained"]) else f" ({money(row['value_gained'], currency)})"
    return say(
        "Fewer losses would bring most in <b>{stage}</b>: a tenth fewer than its {lost} would have "
        "meant {wins} more wins{worth}.",
        stage=words(row["stage"]),
        lost=number(row["lost"]),
        wins=trimmed(row["wins_gained"], 1 if row["wins_gained"] < FEW else 0),
        worth=words(worth),
    )


def to_call(counts: dict[str, float], currency: str) -> str:
    """ "To call today: 81 open deals (€3 M): 55 slow, 51 overdue, 56 silent for a month." """
    if not counts["deals"]:
        return ""
    press = button(words(many(counts["deals"], "{n} open deal", "{n} open deals")), "calls")
    worth = "" if absent(counts["value"]) else f" ({money(counts['value'], currency)})"
    return say(
        "To call today: {press}{worth}: {parts}.",
        press=press,
        worth=words(worth),
        parts=words(why_to_call(counts)),
    )


#: {why: the same for one deal and for more, which other languages tell apart}
CALLED = {
    "slow": ("{n} slow", "{n} slow"),
    "overdue": ("{n} overdue", "{n} overdue"),
    "silent": ("{n} silent for a month", "{n} silent for a month"),
}


def why_to_call(counts: dict[str, float]) -> str:
    """ "55 slow, 51 overdue, 56 silent for a month", of the counts of `call_counts`."""
    return commas(many(counts[why], *forms) for why, forms in CALLED.items() if counts[why])


def reason(row: dict) -> str:
    """Why a deal of the table of `calls` is to be called; nothing for deals of other tables."""
    if absent(row.get("why")):
        return ""
    parts = []
    if not absent(row["usual_days"]):
        there, usual = full_days(row["days"]), full_days(row["usual_days"])
        parts.append(say("{days} in its stage, nine in ten take {usual}", days=there, usual=usual))
    if not absent(row["overdue_since"]):
        parts.append(say("was to close on {day}", day=date(row["overdue_since"])))
    if not absent(row["silent_since"]):
        parts.append(say("silent since {day}", day=date(row["silent_since"])))
    return " · ".join(parts)
