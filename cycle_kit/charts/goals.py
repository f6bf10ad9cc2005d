"""Goals, drawn and told: what was reached of each target, what should be by now, what it will come to."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import period_label, share_axis
from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.measured import titled
from cycle_kit.charts.panels import ALONE, known, reasons
from cycle_kit.charts.rows import diamonds, spans
from cycle_kit.charts.sentences import Sentences, of_answers, sentences
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, missing
from cycle_kit.charts.told import Row, hover, joined, not_shown, rows_of, say
from cycle_kit.charts.words import _, absent, commas, money_between, semicolons
from cycle_kit.metrics.goals import FLOWS

LEAST_DUE = 0.5  # of a deal; less of one is due on no day
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
    "unknown": "not known: {names}",
}
REACHED = """
    {!actual}{?note}{about}, target {target:short–}: {note}
    // {?ahead}{about}: to come, the target is {target:short–}.
    // {!actual}{about}: not known yet, the target is {target:short–}.
    // {-flow}{about}: {actual:short–}, the target is {target:short–}.
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
TOLD = """
    <b>{measure:titled}, {when}</b>
    {whose:name}
    {note:text}
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
        "about": commas(filter(None, (titled(measure), whose(row), when))),
        "note": _(str(row.get("note") or "")),
        "flow": flow,
        "past": past,
        "ahead": row.get("standing") == "to come",
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
    """Only sums of a period that is not over should be at a part of their target by now, and counts at a whole one."""
    counted = row["measure"] in FLOWS and not row["measure"].endswith("_value")
    begun = not counted or (row.get("expected_by_now") or 0.0) >= LEAST_DUE
    return row.get("standing") == "running" and row["measure"] in FLOWS and begun


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
        verdict: [str(row["owner"]) for row in rows if standing_of(row) == verdict]
        for verdict in GROUPS
    }
    parts = [say(GROUPS[key], {"names": commas(names)}) for key, names in found.items() if names]
    return say(BY_OWNER, rows[0] | {"parts": semicolons(parts)})


def standing_of(row: Row) -> str:
    """The verdict, or that nobody knows what was reached."""
    unknown = row.get("note") and absent(row.get("actual"))
    return row.get("verdict") or ("unknown" if unknown else "")


def told(row: Row) -> str:
    """The sentences about a row of `goals`, one under the other: for the bar that is touched."""
    return hover(TOLD, row)


MOST = 20  # targets in one figure
WIDEST = 2.0  # of the target; what is beyond is told in words
ENDS = ("attained", "forecast_to_target", "high_to_target")
VALUE = """
    {!actual}{?note}not known, target {target:short–}
    // {?flow}{actual:short–} of {target:short–}
    // {actual:short–}, target {target:short–}
"""
#: of single people alike the name, and how likely it is; else what is asked, when and of whom
TITLE = """
    {?alike}<b>{owner:name20}</b>  [muted]{short:–}[/]
    // <b>{measure:titled}</b> [muted]{when} · {whose:name14}[/]
    // <b>{measure:titled}</b> [muted]{when}[/]
"""


@draws
def goals_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `goals`: each target as a bar of what was reached, on a scale of the target.

    The pale end is what the forecast adds, or without one what the pace so far comes to, the thin
    line where it ends eight times in ten, the diamond what is expected by now, the upright line the target.
    customdata: [measure, period, owner, team or pipeline]; of the pale end "ahead" besides.
    """
    why = reasons(table)
    if why and not known(table, "actual", "forecast_to_target"):
        return missing(joined(why, " "))
    if not known(table, "actual", "attained", "forecast_to_target"):
        return missing(
            "No targets to show here. Write them into cycle.toml, or pass them to goals."
        )
    rows = [row | {"at": at} for at, row in enumerate(goal_rows(table.head(MOST), currency))]
    alike = one_question(rows)
    reach = min(WIDEST, max(1.15, *(value for row in rows for value in ends(row)), 0))
    ranges = any(not absent(row.get("low_to_target")) for row in rows)
    signs = [
        ("■", "stage", "so far"),
        ("▨", "stage", ahead_sign(rows)),
        *([("━", "ink", "eight times in ten")] if ranges else []),
        ("◇", "ink", "expected by now"),
        ("│", "ink", "target"),
    ]
    foot = joined((not_shown(MOST, len(table)), *why), " ")
    chart = bar_rows_chart(
        [bar_row(row | {"alike": alike}) for row in rows], signs,
        reach=reach, axis=share_axis([0, reach]), foot=foot,
    )  # fmt: skip
    return chart.add_traces([*likely(rows, reach), targets(rows), expected(rows)])


def ahead_sign(rows: list[Row]) -> str:
    """What the pale ends are: without stage history no forecast."""
    ways = {row.get("forecast_by") for row in rows if row.get("forecast_by")}
    if ways == {"pace so far"}:
        return "at the pace so far"
    return "forecast, or at the pace so far" if "pace so far" in ways else "forecast"


def one_question(rows: list[Row]) -> bool:
    """Do all targets of single people ask for the same, so that their names are enough?"""
    own = {(row["measure"], row["period"]) for row in rows if not absent(row.get("owner"))}
    return len(own) == 1


def ends(row: Row) -> list[float]:
    found = [*(row.get(end) for end in ENDS), by_now(row)]
    return [float(value) * 1.02 for value in found if not absent(value) and value is not None]


def by_now(row: Row) -> float | None:
    """Where on the scale of the target the expected figure stands."""
    expected_now, target = row.get("expected_by_now"), row["target"]
    if absent(expected_now) or expected_now is None or not target:
        return None
    return expected_now / target


def likely(rows: list[Row], reach: float) -> list[go.Scatter]:
    """The range of the forecast as a thin line, cut at the edge of the figure."""
    own = [
        row | {end: min(row[end], reach) for end in ("low_to_target", "high_to_target")}
        for row in rows
        if not absent(row.get("low_to_target"))
    ]
    ends = {"low": "low_to_target", "high": "high_to_target"}
    return [spans(ALONE, own, **ends, role="ink", width=2)] if own else []


def targets(rows: list[Row]) -> go.Scatter:
    """An upright line through each bar, at its target."""
    look = {"symbol": "line-ns", "size": 26, "line": {"width": 2, "color": colour("ink")}}
    y = list(range(len(rows)))
    return go.Scatter(x=[1] * len(rows), y=y, mode="markers", marker=look, hoverinfo="skip")


def expected(rows: list[Row]) -> go.Scatter:
    """The diamonds of what is expected by now, only while a period runs."""
    own = [row | {"by_now": by_now(row)} for row in rows if row["runs"]]
    return diamonds(ALONE, own, x="by_now").update(cliponaxis=None)


def bar_row(row: Row) -> BarRow:
    click, text = [row["measure"], str(row["period"]), row["whose"]], told(row)
    parts = []
    attained, ahead = row.get("attained"), row.get("forecast_to_target")
    from_here = 0.0 if absent(attained) else float(attained or 0)
    if not absent(attained):
        parts.append(Part(from_here, text, click))
    if not absent(ahead) and ahead is not None and ahead > from_here:
        end = [*click, "ahead"]
        parts.append(Part(ahead - from_here, text, end, base=from_here, open=True))
    named = row | {"short": _(SHORT.get(row.get("verdict") or "", ""))}
    return BarRow(say(TITLE, named), say(VALUE, row), parts)
