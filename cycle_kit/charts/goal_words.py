"""Targets in sentences: what is reached, what the forecast adds, and whether that is likely enough."""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts.measured import short, titled
from cycle_kit.charts.period_axis import period_label
from cycle_kit.charts.sentences import Sentences, of_answers, records, sentences
from cycle_kit.charts.words import (
    _,
    absent,
    many,
    money_between,
    number,
    say,
    share,
)
from cycle_kit.metrics.goals import FLOWS

#: a verdict of `goals` beside a bar
SHORT = {
    "met": "met",
    "missed": "missed",
    "likely": "likely",
    "open": "either way",
    "unlikely": "unlikely",
}
LONG = {
    "met": "The target is met.",
    "missed": "The target was missed.",
    "likely": "It is likely met ({odds}).",
    "open": "It can go either way (met {odds}).",
    "unlikely": "It is likely missed (met {odds}).",
}
#: of several people
GROUPS = {
    "met": "quota met: {names}",
    "likely": "likely to meet it: {names}",
    "open": "can go either way: {names}",
    "unlikely": "likely to miss it: {names}",
    "missed": "missed: {names}",
    "": "no forecast: {names}",
}
Row = dict


@of_answers
def goal_words(goals: pd.DataFrame, *, currency: str = "") -> Sentences:
    """The table of `goals` in sentences: one for each target of all, a team or a pipeline, then one
    for the targets of single people that ask for the same, in the table's order and without a rank.
    """
    rows = records(goals)
    own = [row for row in rows if not absent(row.get("owner"))]
    asked = dict.fromkeys((str(row["measure"]), str(row["period"])) for row in own)
    of_all = [one_goal(row, currency) for row in rows if absent(row.get("owner"))]
    of_people = [
        people_words([row for row in own if (str(row["measure"]), str(row["period"])) == ask])
        for ask in asked
    ]
    return sentences(*of_all, *of_people)


def whose(row: Row) -> str:
    """The owner, team or pipeline that a target is for; "" where it is for all."""
    kinds = ("owner", "team", "pipeline")
    return next((str(row[who]) for who in kinds if not absent(row.get(who))), "")


def runs(row: Row) -> bool:
    """Only sums of a period that is not over should be at a part of their target by now."""
    return row.get("standing") == "running" and row["measure"] in FLOWS


def one_goal(row: Row, currency: str) -> str:
    """ "Won value, Q4 2025: €625 k of €2 M so far; €681 k should be by now. The forecast adds ..." """
    measure = str(row["measure"])
    about = [titled(measure), whose(row), period_label(str(row["period"]))]
    parts = {
        "about": ", ".join(each for each in about if each),
        "actual": short(row["actual"], measure, currency),
        "target": short(row["target"], measure, currency),
    }
    if measure not in FLOWS:
        first = say("{about}: {actual}, the target is {target}.", **parts)
    elif row.get("standing") == "past":
        first = say("{about}: {actual} of {target}.", **parts)
    else:
        first = say(
            "{about}: {actual} of {target} so far{now}.", **parts, now=by_now(row, currency)
        )
    told = [first, adds_words(row, currency), outlook_words(row)]
    return " ".join(each for each in told if each)


def by_now(row: Row, currency: str) -> str:
    """ "; €681 k should be by now" """
    if not runs(row) or absent(row.get("expected_by_now")):
        return ""
    value = short(row["expected_by_now"], str(row["measure"]), currency)
    return say(", {value} would be on time", value=value)


def adds_words(row: Row, currency: str) -> str:
    """What the forecast adds, or what the pace so far comes to."""
    if row.get("standing") == "past" or row["measure"] not in FLOWS:
        return ""
    if not absent(row.get("adds_low")):
        ends = (row["adds_low"], row["adds_high"])
        if row["measure"] == "won_value":
            span = money_between(*ends, currency)
        else:
            span = say("{low} to {high}", low=number(ends[0]), high=number(ends[1]))
        return say("The forecast adds {span}, eight times in ten.", span=span)
    if row.get("forecast_by") == "pace so far" and not absent(row.get("forecast_to_target")):
        by_end = share(row["forecast_to_target"])
        return say("At the pace so far it becomes {share} of the target.", share=by_end)
    return ""


def outlook_words(row: Row) -> str:
    """Whether the target is likely met: "It is likely met (about 8 times in ten)." """
    sentence = LONG.get(row.get("verdict") or "", "")
    return say(sentence, odds=odds(row.get("chance"))) if sentence else ""


def odds(chance: float | None) -> str:
    """A chance in tenths: "about 7 times in ten"."""
    if chance is None or absent(chance):
        return ""
    tenths = round(chance * 10)
    if tenths == 0:
        return _("less than once in ten")
    if tenths == 10:
        return _("more than nine times in ten")
    return many(tenths, "about once in ten", "about {n} times in ten")


def people_words(rows: list[Row]) -> str:
    """Who is on the way to a quota, by verdict, each in the table's order."""
    found = {
        verdict: [str(row["owner"]) for row in rows if (row.get("verdict") or "") == verdict]
        for verdict in GROUPS
    }
    parts = [say(GROUPS[key], names=", ".join(names)) for key, names in found.items() if names]
    about = {
        "measure": titled(str(rows[0]["measure"])),
        "period": period_label(str(rows[0]["period"])),
    }
    return say("{measure}, {period}, by owner: {parts}.", parts="; ".join(parts), **about)
