"""What was done on the deals, drawn: touches per deal in each stage, or win rates with each kind and without."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.measured import largest
from cycle_kit.charts.panels import known, reasons
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, hover, joined, not_shown, rows_of, said, say
from cycle_kit.charts.words import FEW

MOST = 20
STAGE = "<b>{stage:name}</b>  [muted]{deals:#} deal[/] || <b>{stage:name}</b>  [muted]{deals:#} deals[/]"
TOUCHES = "{touches_per_deal:one} a deal // {!touches}[muted]not known[/]"
OF_WON = "{touches_per_won_deal:one} a won deal"
STAGE_TOLD = """
    <b>{stage:name}</b>
    {touches:#} touch on {deals:deals} || {touches:#} touches on {deals:deals}
        // {deals:deals}, touches not known
    {touches_per_deal:one} a deal
    {touches_per_won_deal:one} on each that was won
"""
STAGE_ANSWER = """
    {?single}A won deal took one touch until it was won.
        // A won deal took {touches_per_won_deal:one} touches until it was won. // No deal with activities is won yet.
    {?few}That is [few].
"""
KIND = "<b>{kind:name}</b>  [muted]{touches:#} touch[/] || <b>{kind:name}</b>  [muted]{touches:#} touches[/]"
RATE = "{?few}[muted]{win_rate:share} won · too few[/] // {win_rate:share} won"
WITHOUT = "without: {win_rate_without:share} of {deals_without:deals}"
KIND_TOLD = """
    <b>{kind:name}</b>
    {won:n} of {deals:#} decided deal won || {won:n} of {deals:#} decided deals won
    likely between {low:share} and {high:share}
    without it {win_rate_without:share} of {deals_without:deals}
    {?few}[few]
"""
KIND_ANSWER = """
    Deals with {kind:name} were won in {win_rate:share} of cases, those without in {win_rate_without:share}.
        // {!win_rate_without}{+win_rate}Every decided deal has {kind:name}, so nothing can be set beside it.
    {?few}{deals:#} decided deal has it, {deals_without:n} have not: too few to judge, which takes {least:n} of each.
        || {?few}{deals:#} decided deals have it, {deals_without:n} have not: too few to judge, which takes {least:n} of
        each.
"""
NOTHING = "No activities to show here. Widen the filters, or load them with activities=."
UNDECIDED = """
    There is {touches:#} touch, but no deal with one is decided: it takes {least:n} decided deals with a kind of touch,
        and {least:n} without. || There are {touches:#} touches, but no deal with one is decided: it takes {least:n}
        decided deals with a kind of touch, and {least:n} without.
"""


@draws
def activities_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `activities` per stage or per kind: bars of touches a deal, or of win rates.

    customdata: [stage or kind].
    """
    per_kind = "kind" in table
    if per_kind and len(table) and not known(table, "win_rate"):
        return missing(say(UNDECIDED, {"touches": table["touches"].sum(), "least": FEW}))
    if table.empty or not known(table, "win_rate" if per_kind else "touches_per_deal"):
        return missing(joined(reasons(table), " ") or NOTHING)
    rows = [row | {"few": row["deals"] < FEW} for row in rows_of(table)]
    return of_kinds(rows, table) if per_kind else of_stages(rows, table)


def of_stages(rows: list[Row], table: pd.DataFrame) -> go.Figure:
    drawn = [row for row in rows if row["stage"] != "won"]
    answer = say(STAGE_ANSWER, rows[-1] | {"single": rows[-1]["touches_per_won_deal"] == 1})
    bars = [
        bar(row, "stage", "touches_per_deal", [STAGE, TOUCHES, OF_WON, STAGE_TOLD])
        for row in drawn[:MOST]
    ]
    foot = [answer, *reasons(table), not_shown(MOST, len(drawn))]
    reach = largest(row["touches_per_deal"] for row in drawn)
    return bar_rows_chart(
        bars, [("■", "stage", "touches a deal")], reach=reach, foot=joined(foot, " ")
    )


def of_kinds(rows: list[Row], table: pd.DataFrame) -> go.Figure:
    bars = [bar(row, "kind", "win_rate", [KIND, RATE, WITHOUT, KIND_TOLD]) for row in rows[:MOST]]
    judged = [row for row in rows if min(row["deals"], row["deals_without"]) >= FEW]
    first = [*judged, *rows][0] | {"few": not judged, "least": FEW}
    foot = [*said(KIND_ANSWER, first), *reasons(table), not_shown(MOST, len(rows))]
    signs = [("■", "stage", "won of the decided deals with it")]
    return bar_rows_chart(bars, signs, reach=1.0, foot=joined(foot, " "))


def bar(row: Row, name: str, size: str, texts: list[str]) -> BarRow:
    title, value, under, told = texts
    part = Part(row[size], hover(told, row), [str(row[name])])
    return BarRow(say(title, row), say(value, row), [part], say(under, row))
