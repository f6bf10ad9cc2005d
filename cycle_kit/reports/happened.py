"""The digest's sentences on what happened between two days: what came, was won and lost, and moved."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd

from cycle_kit.charts.unanswered import ask
from cycle_kit.charts.words import (
    FEW,
    absent,
    between,
    commas,
    date,
    many,
    money,
    none_or,
    number,
    say,
    share,
)
from cycle_kit.dashboard.pages.declared import given
from cycle_kit.metrics.intervals import wilson
from cycle_kit.metrics.losses import loss_reasons
from cycle_kit.metrics.waterfall import CLOSED
from cycle_kit.pipeline import Pipeline, meeting

LONGEST = 100  # letters of a reason


def known(rows: pd.DataFrame, item: str) -> bool:
    """Whether it is known how many there were: none is a number too."""
    return item in rows.index and not absent(rows.loc[item, "deals"])


def count(row: pd.Series) -> int:
    return int(abs(row["deals"]))


def worth(value: float, currency: str) -> str:
    return "" if absent(value) or not value else f" ({money(abs(value), currency)})"


def came(rows: pd.DataFrame, currency: str) -> str:
    if not known(rows, "new"):
        return ""
    new = rows.loc["new"]
    return none_or(
        count(new),
        "No new deal came in.",
        "{n} new deal came in{worth}.",
        "{n} new deals came in{worth}.",
        worth=worth(new["value"], currency),
    )


def went(rows: pd.DataFrame, item: str, currency: str) -> str:
    if not known(rows, item):
        return ""
    row = rows.loc[item]
    return none_or(
        count(row),
        "No deal was won.",
        "{n} deal was won{worth}.",
        "{n} deals were won{worth}.",
        worth=worth(row["value"], currency),
    )


def decided(rows: pd.DataFrame) -> str:
    """The win rate of what was decided, with its range; the numbers alone where they are too few."""
    if not (known(rows, "won") and known(rows, "lost")):
        return ""
    won, all_of = count(rows.loc["won"]), count(rows.loc["won"]) + count(rows.loc["lost"])
    if not all_of:
        return ""
    told = many(
        won, "Of {all} decided {n} was won", "Of {all} decided {n} were won", all=number(all_of)
    )
    if all_of < FEW:
        return told + say(": too few to judge.")
    low, high = (float(end[0]) for end in wilson(np.array([won]), np.array([all_of])))
    return told + say(
        ": {rate}, likely {likely}.", rate=share(won / all_of), likely=between(low, high)
    )


def closed_between(pipe: Pipeline, first: pd.Timestamp, last: pd.Timestamp) -> Pipeline:
    return meeting(pipe, {"closed_at": slice(first + pd.Timedelta(days=1), last)})


def lost(rows: pd.DataFrame, pipe: Pipeline, first: pd.Timestamp, last: pd.Timestamp) -> str:
    if not known(rows, "lost"):
        return ""
    gone = [count(rows.loc[item]) if known(rows, item) else 0 for item in ("lost", "dropped")]
    told = none_or(
        gone[0],
        "No deal was lost",
        "{n} deal was lost{worth}",
        "{n} deals were lost{worth}",
        worth=worth(rows.loc["lost", "value"], pipe.currency),
    )
    told += many(gone[1], ", {n} was dropped", ", {n} were dropped") if gone[1] else ""
    reasons = given(ask(loss_reasons, closed_between(pipe, first, last)))
    return told + reason(reasons) + "."


def reason(table: pd.DataFrame | None) -> str:
    """ "; the reason named most is "Price" (12 times)"; nothing where two are named alike."""
    if table is None or table.empty:
        return ""
    named = table.dropna(subset=["reason"]).groupby("reason", observed=True)["deals"].sum()
    named = named[named.index.astype(str) != ""].sort_values(ascending=False)
    if not len(named) or (len(named) > 1 and named.iloc[0] == named.iloc[1]):
        return ""
    times = many(named.iloc[0], "once", "{n} times")
    most = textwrap.shorten(str(named.index[0]), LONGEST, placeholder=" …")
    return say("; the reason named most is “{reason}” ({times})", reason=most, times=times)


def stands(rows: pd.DataFrame, currency: str, first: pd.Timestamp) -> str:
    opening, closing = rows.loc["opening"], rows.loc["closing"]
    if not known(rows, "closing"):
        return ""
    if not known(rows, "opening"):
        return none_or(
            count(closing),
            "No deal is open now.",
            "{n} deal is open now{worth}.",
            "{n} deals are open now{worth}.",
            worth=worth(closing["value"], currency),
        )
    both = [row["value"] for row in (opening, closing) if count(row)]
    sums = not any(absent(value) or not value for value in both)  # else one would be of a few deals
    return none_or(
        count(closing),
        "No deal is open now; on {day} it was {before}{then}.",
        "{n} deal is open now{worth}, {before}{then} on {day}.",
        "{n} deals are open now{worth}, {before}{then} on {day}.",
        worth=worth(closing["value"], currency) if sums else "",
        before=number(count(opening)),
        then=worth(opening["value"], currency) if sums else "",
        day=date(first),
    )


def moved(table: pd.DataFrame | None, edge: str) -> str:
    """What went on, back or was put off; where nothing did, that of those that were open all the while."""
    if table is None:
        return ""
    kinds = table["what"].str.split(", ")
    forms = {
        "forward": ("{n} went on to a later stage", "{n} went on to a later stage"),
        "back": ("{n} went back", "{n} went back"),
        "pushed": ("{n} was put off", "{n} were put off"),
        "pulled": ("{n} is due sooner", "{n} are due sooner"),
        "reopened": ("{n} was reopened", "{n} were reopened"),
    }
    counts = {
        what: int(kinds.map(lambda all_of, what=what: what in all_of).sum()) for what in forms
    }
    told = [many(n, *forms[what]) for what, n in counts.items() if n]
    if told:
        return many(
            len(table),
            "Of {n} deal that was open then or came: {told}.",
            "Of {n} deals that were open then or came: {told}.",
            told=commas(told),
        )
    return (
        many(
            still_open(table, edge),
            "The {n} deal that was open then and still is has not moved.",
            "None of the {n} deals that were open then and still are has moved.",
        )
        if still_open(table, edge)
        else ""
    )


def still_open(table: pd.DataFrame, edge: str) -> int:
    """How many were open at both ends."""
    before, after = table["stage_before"].astype(str), table["stage_after"].astype(str)
    return int((~before.isin([edge, *CLOSED]) & ~after.isin(CLOSED)).sum())
