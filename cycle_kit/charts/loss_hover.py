"""What a part of a loss chart says and tells: its sentences, and what a click on it means."""

import pandas as pd

from cycle_kit.charts.panels import mark
from cycle_kit.charts.period_axis import period_label
from cycle_kit.charts.words import _, absent, full_money, hover, many, name, period, say, share

Row = dict
#: what a deal that ended without a win can be, and the colour of text inside its bars
INKS = {"lost": "on_mark", "dropped": "on_dropped"}


def text(value: object) -> str:
    return "" if absent(value) else str(value)


def marked(row: Row, groups: tuple[str, ...]) -> list[str]:
    when = row.get("period", "")
    day = when.strftime("%Y-%m-%d") if isinstance(when, pd.Timestamp) else text(when)
    return [*mark(text(row["stage"]), str(row["outcome"])), text(row["reason"]), day, *groups]


def named(row: Row) -> str:
    """The name of a row's period."""
    return period(row["period"]) if absent(row.get("label")) else period_label(str(row["label"]))


def told(row: Row, currency: str) -> str:
    reason = text(row["reason"])
    counted = many(
        row["deals"], "{n} deal {outcome} in {stage}", "{n} deals {outcome} in {stage}",
        outcome=_(str(row["outcome"])), stage=name(row["stage"]),
    )  # fmt: skip
    worth = (
        ""
        if absent(row.get("value"))
        else say("worth {money}", money=full_money(row["value"], currency))
    )
    when = "" if absent(row.get("period")) else named(row)
    of_all = say(
        "{share} of all deals {outcome}", share=share(row["share"]), outcome=_(str(row["outcome"]))
    )
    shown = name(reason) if reason else _("no reason given")
    return hover(f"<b>{shown}</b>", when, counted, of_all, worth)
