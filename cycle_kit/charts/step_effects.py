"""Does a step help, drawn: the difference in the share won, and in days, of deals that took it."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import broken
from cycle_kit.charts.foremost import first_of, foremost
from cycle_kit.charts.lines import Interval, lines_chart
from cycle_kit.charts.panels import Panel, known, left_out, panels
from cycle_kit.charts.rows import zero_line
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, joined, say
from cycle_kit.charts.words import _, absent, name, points

EFFECT = Interval(
    columns=("low", "difference", "high"),
    title="<b>{title}</b>",
    value="""
        {?few}{?small}[muted]{difference:points}[/] // {?few}[muted]{difference:points} · too few[/]
        // {difference:points}
    """,
    hover="""
        <b>{stage:name}</b>
        {taken:#} deal took it, {skipped:n} skipped it || {taken:#} deals took it, {skipped:n} skipped it
        won with it {win_rate_with:share}, without it {win_rate_without:share}
        likely between {low:points} and {high:points}
        a win took {days_with:full_days} with it, {days_without:full_days} without
        {?left_out}{left_out:#} left out: none like it skipped the step
            || {?left_out}{left_out:#} left out: none like them skipped the step
        {?few}[few]
        {note:text}
    """,
)
ANSWER = """
    {?tie}{?more}Deals that took {titles} were won more often than like ones that skipped it: {difference:points} each.
        // {?tie}Deals that took {titles} were won less often than like ones that skipped it: {difference:points} each.
        // {?more}Deals that took {titles} were won more often than like ones that skipped it: {difference:points}.
        // {?sure}Deals that took {titles} were won less often than like ones that skipped it: {difference:points}.
        // Of no step can it be said that deals which took it were won more or less often than like ones that skipped
        it.
"""
CARE = "An association, not a cause."
NOBODY = "No step was skipped by deals that came past it, so nothing can be compared."


@draws
def step_effects_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `step_effects`: per step a dot at the difference in the share won, with its likely range.

    Steps on which too few rest are drawn hollow. customdata: [stage, "", *groups].
    """
    if table.empty:
        return missing(NOBODY)
    shown_rows = table[table["difference"].notna()]
    if not known(shown_rows, "difference"):
        return missing(str(table["note"].iloc[0]))
    shown = panels(shown_rows, "stage")
    told = [list(map(told_of, panel_rows(panel))) for panel in shown]
    ends = shown_rows[["low", "high"]].abs().to_numpy()
    reach = min(1.0, float(pd.Series(ends.ravel()).max()) * 1.1 or 1.0)
    more = ["" if len(shown) > 1 else answer(told[0]), _(CARE), left_out(shown_rows, "stage")]
    signs = [("●", "stage", "won more often with the step"), ("━", "stage", "likely range")]
    chart = lines_chart(
        shown, told, EFFECT, signs, more=wrapped_all(more), axis=axis_of(reach), reach=reach, start=-reach,
    )  # fmt: skip
    for panel in shown:
        ends_ = {"xref": f"{panel.axes['xaxis']}", "yref": f"{panel.axes['yaxis']} domain"}
        chart.add_shape(**{**zero_line(), **ends_})
    return chart


def panel_rows(panel: Panel) -> list[Row]:
    return [row | {"mark": [str(row["stage"]), "", *panel.groups]} for row in panel.rows()]


def told_of(row: Row) -> Row:
    return row | {"title": name(row["stage"], most=30), "role": "stage"}


def wrapped_all(lines: list[str]) -> list[str]:
    """Long sentences broken for a phone."""
    return [part for line in lines for part in broken(line)]


def axis_of(reach: float) -> dict:
    ticks = [-reach * 0.8, 0.0, reach * 0.8]
    return {"tickvals": ticks, "ticktext": [points(at) for at in ticks], "showgrid": True}


def answer(rows: list[Row]) -> str:
    """The step that stands out most, where any does."""
    sure = [row for row in rows if not row["few"] and clear(row)]
    if not sure:
        return say(ANSWER, {})
    signed = [row | {"sure": True, "more": row["difference"] > 0} for row in sure]
    far = foremost(pd.DataFrame({"far": [abs(row["difference"]) for row in sure]}), "far").index
    ways = [[signed[at] for at in far if signed[at]["more"] is more] for more in (True, False)]
    return joined((say(ANSWER, first_of(way, "difference")) for way in ways if way), " ")


def clear(row: Row) -> bool:
    return not absent(row["low"]) and (row["low"] > 0 or row["high"] < 0)
