"""Shares won and times taken, drawn: a range and its middle for each group or stage, never a ranking."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import share_axis
from cycle_kit.charts.captions import broken, lines_of
from cycle_kit.charts.foremost import foremost
from cycle_kit.charts.lines import Interval, lines_chart
from cycle_kit.charts.panels import (
    ALONE,
    by_columns,
    known,
    left_out,
    mark,
    panels,
    reasons,
    with_stays,
)
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, not_shown
from cycle_kit.charts.waiting_words import cycle_words
from cycle_kit.charts.words import FEW, absent, name

MOST = 30  # rows; what is further down would only be scrolled past

WIN_RATE = Interval(
    columns=("low", "win_rate", "high"),
    second=("value_win_rate",),
    title="<b>{title}</b> // <b>Deals won</b>",
    value="""
        {?few}[muted]{win_rate:share} of {deals:deals} · too few[/]
        // {win_rate:share} of {deals:deals}
        // [muted]none decided yet[/]
    """,
    hover="""
        <b>{title}</b>
        {#deals}{won:one–} of {deals:one–} deal won: {win_rate:share–}
            || {won:one–} of {deals:one–} deals won: {win_rate:share–}
        likely between {low:share} and {high:share–}
        {value_win_rate:share} of the value
        won deals worth {won_value:full_money}
        {?few}[few]
    """,
)
CYCLE = Interval(
    columns=("p25_days", "median_days", "p75_days"),
    second=("aj_median_days", "km_median_days"),
    title="<b>{title}</b>  [muted]{deals:deals–}[/] // <b>{deals:deals–}</b>",
    value="""
        {?few}[muted]{median_days:days–} · too few[/] // {median_days:days–} (open: {second:days})
        // {median_days:days–}
    """,
    hover="""
        <b>{title}</b>
        {?end}{deals:#} deal came from {start:name24–} to {end:name24–}
            || {?end}{deals:#} deals came from {start:name24–} to {end:name24–}
            // {deals:#} deal closed || {deals:#} deals closed
        half of them within {median_days:full_days}
        the middle half took {p25_days:days} to {p75_days:days}
        {mean_days:full_days} on average
        {?end}{?unfinished}{unfinished:#} is not there yet, after {unfinished_median_days:full_days–}
            || {?end}{?unfinished}{unfinished:#} are not there yet, half of them for over
            {unfinished_median_days:full_days–}
        {?closed_before}{closed_before:#} was closed before || {?closed_before}{closed_before:#} were closed before
        with open deals counted: {second:full_days}
        at most {aj_median_high_days:full_days}
        {?excluded}{excluded:#} deal left out: a date is missing or before its start
            || {?excluded}{excluded:#} deals left out: a date is missing or before its start
    """,
)
STAYS = Interval(
    columns=("p25_days", "median_days", "p75_days"),
    second=("km_median_days",),
    title="""
        {?worst}[accent]<b>{title}</b>[/] // {?after}<b>{title}</b>[muted] · after the win[/]
        // <b>{title}</b>
    """,
    value="""
        {?few}{?split}[muted]{median_days:days}[/] // {?few}[muted]{median_days:days} · [few][/]
        // {?open}{?worst}[accent]<b>{median_days:days} (open: {second:plain_days})</b>[/]
        // {?open}{?worst}[accent]<b>{median_days:days} (open: longer)</b>[/]
        // {?open}{median_days:days} (open: {second:plain_days})
        // {?open}{median_days:days} (open: longer)
        // {?worst}[accent]<b>{median_days:days}</b>[/]
        // {median_days:days}
        // [muted]{running:n–} still there[/]
    """,
    hover="""
        <b>{stage:name–}</b>
        {visits:#} stay, {running:n–} not ended yet || {visits:#} stays, {running:n–} of them not ended yet
        half of the ended ones took less than {median_days:full_days}
        the middle half took {p25_days:days} to {p75_days:days}
        with open stays counted: {second:full_days}
        {?running}{!second}with open stays counted: longer than can be seen yet
        {share_of_cycle:share} of the cycle of won deals
        {?few}[few]
    """,
)


@draws
def win_rate_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `win_rate` as a dot with its interval, one per group, in the table's order.

    The diamond is the share of the value that was won. `currency`: of the value in hover texts.
    customdata: ["won"], in a split table [first group, "", *groups].
    """
    if not known(table, "win_rate"):
        return missing("No decided deals here, so there is no share of deals won.")
    rows = grouped(table, "deals", alone="won", letters=24, currency=currency)
    rows = [row | {"role": "dropped" if row["few"] else "won"} for row in rows]
    signs = [("●", "won", "share won"), ("━", "won", "likely range")]
    if known(table, "value_win_rate"):
        signs.append(("◇", "ink", "share of the value"))
    axis = share_axis([0, 1])
    more = [rest(table), *lines_of(*reasons(table))]
    return lines_chart([ALONE], [rows], WIN_RATE, signs, more=more, axis=axis, reach=1.0)


@draws
def cycle_length_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `cycle_length` as one line, or one per group, in days.

    The line is the middle half of the deals, the dot their median, the diamond the median that
    counts open deals as unfinished. customdata: ["cycle"], in a split table [first group, "", *groups].
    """
    if not known(table, "median_days", "aj_median_days", "km_median_days"):
        named = "end" in table
        return missing(
            "No deal has both a beginning and an end here."
            if named
            else "No closed deal has both a beginning and an end here."
        )
    rows = grouped(table, "deals", alone="cycle", letters=18)
    signs = [
        ("━", "stage", "middle half of deals"),
        ("●", "stage", "half are shorter"),
        ("◇", "ink", "the same with open deals"),
    ]
    told = cycle_words(table).in_chart if "end" in table and len(table) == 1 else []
    more = [rest(table), *(line for text in told for line in broken(text))]
    return lines_chart([ALONE], [rows], CYCLE, signs, more=more)


@draws
def stage_durations_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `stage_durations` as one line per stage, in days.

    The line is the middle half of the stays, the dot their median, the diamond the median that
    counts stays not ended yet. The stage with the longest median is named in the accent colour;
    fewer than ten ended stays are told as too few. A table split by `by=` becomes panels.

    customdata of dots (the whole row answers): [stage], in a split table [stage, "", *groups].
    """
    if not known(table, "median_days", "km_median_days"):
        return missing(
            "No stay in a stage has both a beginning and an end here. "
            "This needs the stage history: export it with the date of every stage change."
        )
    table = with_stays(table, "visits")
    shown = panels(table, "stage")
    rows = [stays(panel.table, panel.groups) for panel in shown]
    signs = [
        ("━", "stage", "middle half of stays"),
        ("●", "stage", "half are shorter"),
        ("◇", "ink", "the same with open stays"),
    ]
    return lines_chart(shown, rows, STAYS, signs, more=[left_out(table, "stage")])


def grouped(
    table: pd.DataFrame, column: str, *, alone: str, letters: int, **more: object
) -> list[Row]:
    """The first rows of a table of groups with their names, what a click tells of them (`alone`: of
    a table that is not split), and whether they rest on too few; `column`: the first beside the groups."""
    keys, found = by_columns(table, column), []
    for row in table.head(MOST).to_dict("records"):
        groups = tuple(plainly(row[key]) for key in keys)
        title = " · ".join(name(group, most=letters) for group in groups)
        whole = " · ".join(map(name, groups))
        told = {"title": title, "whole": whole, "groups": groups, "few": row[column] < FEW}
        found.append(row | told | {"mark": mark([*groups, alone][0], "", groups)} | more)
    return found


def plainly(value: object) -> str:
    return "" if absent(value) else str(value)


def rest(table: pd.DataFrame) -> str:
    """A line about the rows that found no place."""
    return not_shown(MOST, len(table))


def stays(table: pd.DataFrame, groups: tuple[str, ...]) -> list[Row]:
    """The rows of stages with what their sentences ask for."""
    worst, found = longest(table), []
    for at, row in enumerate(table.to_dict("records")):
        role = "accent" if at in worst else "stage"
        told = {"worst": at in worst, "after": row.get("phase") == "after", "split": bool(groups)}
        told |= {"few": row["visits"] - row["running"] < FEW, "role": role}
        told |= {"open": not groups and row["running"], "mark": mark(str(row["stage"]), "", groups)}
        found.append(row | told | {"title": name(row["stage"], most=18 if groups else 30)})
    return found


def longest(table: pd.DataFrame) -> list[int]:
    """The rows of the sale with the longest median; none where fewer than two can be judged."""
    sale = table[table["phase"] != "after"] if "phase" in table else table
    enough = sale[sale["visits"] - sale["running"] >= FEW]["median_days"].dropna()
    return list(foremost(enough.to_frame(), "median_days").index) if len(enough) > 1 else []
