"""Targets in sentences: what is reached, what the forecast adds, and whether that is likely enough."""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts.measured import titled
from cycle_kit.charts.period_axis import period_label
from cycle_kit.charts.sentences import Sentences, of_answers, sentences
from cycle_kit.charts.told import Row, hover, joined, rows_of, say
from cycle_kit.charts.words import absent, money_between
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
    "likely": "It is likely met ({odds:–}).",
    "open": "It can go either way (met {odds:–}).",
    "unlikely": "It is likely missed (met {odds:–}).",
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
REACHED = """
    {-flow}{about}: {actual:short–}, the target is {target:short–}.
    // {?past}{about}: {actual:short–} of {target:short–}.
    // {?runs}{about}: {actual:short–} of {target:short–} so far, {expected_by_now:short} would be on time.
    // {about}: {actual:short–} of {target:short–} so far.
"""
ADDS = """
    {?coming}The forecast adds {span}, eight times in ten.
    // {?coming}{?pace}At the pace so far it becomes {forecast_to_target:share} of the target.
"""
BY_OWNER = "{measure:titled}, {when}, by owner: {parts}."
ODDS = """
    {-tenths}less than once in ten // {?sure}more than nine times in ten
    // about once in ten || about {tenths:#} times in ten
"""
HOVER = """
    <b>{measure:titled}, {when}</b>
    {whose:name}
    {actual:full–} of a target of {target:full–}
    {attained:share} of the target
    {?runs}by now expected: {expected_by_now:full}
    {-past}by the end about {forecast_to_target:share} of the target
    {-past}eight times in ten from {low_to_target:share} to {high_to_target:share–} of it
    {-past}{outlook}
    {-past}open deals due in it: {open_value_due:full_money}
    that covers what is missing {coverage:one} times
    in the past it took {needed_coverage:one} times
"""


@of_answers
def goal_words(goals: pd.DataFrame, *, currency: str = "") -> Sentences:
    """The table of `goals` in sentences: one for each target of all, a team or a pipeline, then one
    for the targets of single people that ask for the same, in the table's order and without a rank.
    """
    rows = goal_rows(goals, currency)
    own = [row for row in rows if not absent(row.get("owner"))]
    asked = dict.fromkeys((row["measure"], row["when"]) for row in own)
    of_all = [
        joined((say(REACHED, row), say(ADDS, row), row["outlook"]), " ")
        for row in rows
        if absent(row.get("owner"))
    ]
    of_people = [
        people_words([row for row in own if (row["measure"], row["when"]) == ask]) for ask in asked
    ]
    return sentences(*of_all, *of_people)


def goal_rows(goals: pd.DataFrame, currency: str) -> list[Row]:
    """The targets with what their sentences ask for."""
    return [row | about(row) for row in rows_of(goals, currency=currency)]


def about(row: Row) -> Row:
    measure, when = str(row["measure"]), period_label(str(row["period"]))
    flow, past = measure in FLOWS, row.get("standing") == "past"
    outlook = LONG.get(row.get("verdict") or "", "")
    return {
        "measure": measure,
        "when": when,
        "whose": whose(row),
        "about": joined((titled(measure), whose(row), when), ", "),
        "flow": flow,
        "past": past,
        "runs": runs(row),
        "coming": flow and not past,
        "pace": row.get("forecast_by") == "pace so far",
        "span": span(row),
        "outlook": say(outlook, {"odds": odds(row.get("chance"))}),
    }


def whose(row: Row) -> str:
    """The owner, team or pipeline that a target is for; "" where it is for all."""
    kinds = ("owner", "team", "pipeline")
    return next((str(row[who]) for who in kinds if not absent(row.get(who))), "")


def runs(row: Row) -> bool:
    """Only sums of a period that is not over should be at a part of their target by now."""
    return row.get("standing") == "running" and row["measure"] in FLOWS


def span(row: Row) -> str:
    """Between what the forecast adds."""
    if absent(row.get("adds_low")):
        return ""
    if row["measure"] == "won_value":
        return money_between(row["adds_low"], row["adds_high"], row["currency"])
    return say("{adds_low:n} to {adds_high:n–}", row)


def odds(chance: float | None) -> str:
    """A chance in tenths: "about 7 times in ten"."""
    if chance is None or absent(chance):
        return ""
    tenths = round(chance * 10)
    return say(ODDS, {"tenths": tenths, "sure": tenths == 10})


def people_words(rows: list[Row]) -> str:
    """Who is on the way to a quota, by verdict, each in the table's order."""
    found = {
        verdict: [str(row["owner"]) for row in rows if (row.get("verdict") or "") == verdict]
        for verdict in GROUPS
    }
    parts = [say(GROUPS[key], {"names": ", ".join(names)}) for key, names in found.items() if names]
    return say(BY_OWNER, rows[0] | {"parts": "; ".join(parts)})


def told(row: Row) -> str:
    """The sentences about a row of `goals`, one under the other: for the bar that is touched."""
    return hover(HOVER, row)
