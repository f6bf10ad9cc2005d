"""How fast it goes, drawn: how soon leads are answered; money a day by the formula and as it came in."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import share_axis
from cycle_kit.charts.captions import framed
from cycle_kit.charts.intervals import MOST, grouped
from cycle_kit.charts.lines import Interval, lines_chart
from cycle_kit.charts.measured import axis, largest
from cycle_kit.charts.panels import ALONE, Panel, known, mark, multiples, panels, reasons
from cycle_kit.charts.rows import bars, dots, hatched, plain, upright, words
from cycle_kit.charts.stages import rest
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, missing
from cycle_kit.charts.told import Row, not_shown, rows_of, said
from cycle_kit.charts.words import FEW, _

#: column: (colour role, words)
WITHIN = {
    "share_5_min": ("accent", "within 5 minutes"),
    "share_1_hour": ("stage", "within an hour"),
    "share_24_hours": ("back", "within a day"),
}
ANSWERED = Interval(
    columns=("low", "median_hours", "high"),
    title="""
        <b>{title}</b>  [muted]{leads:#} lead[/] || <b>{title}</b>  [muted]{leads:#} leads[/]
    """,
    value="""
        {?few}[muted]half within {median_hours:hours} · too few[/]
        // {?few}[muted]not half answered · too few[/]
        // half within {median_hours:hours}
        // not half answered
    """,
    hover="""
        <b>{whole}</b>
        {part:share–} answered {within:_}
        {answered:n–} of {leads:#} lead answered || {answered:n–} of {leads:#} leads answered
        half within {median_hours:hours}
        {?negative}{negative:#} left out: answered before it came
            || {?negative}{negative:#} left out: answered before they came
        {?undated}{undated:n} left out: converted without a date of contact
    """,
)
CONVERTED = Interval(
    columns=("low", "conversion", "high"),
    title="""
        <b>{answered_within:name–}</b>  [muted]{leads:#} lead[/]
            || <b>{answered_within:name–}</b>  [muted]{leads:#} leads[/]
    """,
    value="{?few}[muted]{conversion:share–} · too few[/] // {conversion:share–}",
    hover="""
        <b>{answered_within:name–}</b>
        {converted:n–} of {leads:#} lead converted || {converted:n–} of {leads:#} leads converted
        likely between {low:share} and {high:share–}
    """,
)


@draws
def speed_to_lead_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `speed_to_lead`: per group three dots, the shares answered by three times.

    Where the dates have no time of day, the median with its range instead. The table of
    `speed_to_lead_conversion` is drawn as the share converted with its range, per speed.
    customdata: ["leads", column], split [first group, column, *groups]; [answered_within].
    """
    if "answered_within" in table:
        return conversion_chart(table)
    if not known(table, "median_hours", *WITHIN):
        return missing(
            "Nothing says how soon leads were answered. "
            "Export the leads with the times of creation and first contact."
        )
    rows = grouped(table, "leads", alone="leads", letters=18)
    all_leads = _("All leads")
    rows: list[Row] = [row | {"title": row["title"] or all_leads} for row in rows]
    more = [below(table)]
    if not known(table, *WITHIN):  # days are all that is known
        told: list[Row] = [row | {"whole": row["title"]} for row in rows]
        reach = largest(row[end] for row in rows for end in ("median_hours", "high"))
        signs = [("●", "stage", "half are answered within"), ("━", "stage", "likely range")]
        upward = axis(0, reach, "median_hours")
        return lines_chart([ALONE], [told], ANSWERED, signs, more=more, axis=upward, reach=reach)
    whole = {"low": 0.0, "high": 1.0, "role": "ghost", "pale": False}
    drawn = [row | whole | {"whole": row["title"]} for row in rows]
    chart = lines_chart(
        [ALONE], [drawn], PLACES, [("●", role, text) for role, text in WITHIN.values()],
        more=more, axis=share_axis([0, 1]), reach=1.0,
    )  # fmt: skip
    told = [row | {"whole": row["whole"] or all_leads} for row in rows]
    return chart.add_traces([share_dots(told, column) for column in WITHIN])


#: of three shares there is no middle: the line goes from none to all
PLACES = Interval(("low", "", "high"), ANSWERED.title, ANSWERED.value, ANSWERED.hover)


def below(table: pd.DataFrame) -> str:
    """What found no place, or who is not among the leads."""
    converted = "who" in table and table["who"].eq("converted leads only").any()
    return not_shown(MOST, len(table)) or (_("converted leads only") if converted else "")


def share_dots(rows: list[Row], column: str) -> go.Scatter:
    role, text = WITHIN[column]
    told = [
        row
        | {"part": row[column], "within": text, "at": at}
        | {"mark": mark(row["mark"][0], column, row["groups"])}
        for at, row in enumerate(rows)
    ]
    look = {"size": 13, "color": colour(role), "line": {"width": 1.5, "color": colour("ground")}}
    return dots(ALONE, told, ANSWERED.hover, x="part", look=look)


def conversion_chart(table: pd.DataFrame) -> go.Figure:
    """The share converted by how soon leads were answered; an association."""
    if not known(table, "conversion"):
        none = _("No lead has come to an end yet, so nothing can be said by speed of answer.")
        return missing(none if not table["leads"].any() else reasons(table)[0])
    rows = [
        row
        | {"few": row["leads"] < FEW, "role": "dropped" if row["leads"] < FEW else "won"}
        | {"mark": [str(row["answered_within"])]}
        for row in rows_of(table[table["leads"].gt(0)])
    ]
    signs = [("●", "won", "share converted"), ("━", "won", "likely range")]
    more, axis = [_("An association, not a cause.")], share_axis([0, 1])
    return lines_chart([ALONE], [rows], CONVERTED, signs, more=more, axis=axis, reach=1.0)


SPEEDS = ("velocity_per_day", "won_value_per_day")
FORMULA = "[muted]{open_deals:n–} open × {win_rate:share–} × {mean_won_value:money–} ÷ {mean_cycle_days:days–}[/]"
PROMISED = """
    <b>The formula promises</b>
    {velocity_per_day:full_money–} a day
    {open_deals:deals–} open
    {win_rate:share–} of decided deals won
    {mean_won_value:full_money–} for a won deal
    {mean_cycle_days:days–} from start to win, on average
"""
CAME = """
    <b>Came in, last 90 days</b>
    {won_value_per_day:full_money–} a day from deals won
    {open_deals:deals–} open now
"""
AMOUNTS = """
    {?small}<b>Formula</b>  {velocity_per_day:money–} a day
    // <b>The formula promises</b>  {velocity_per_day:money–} a day
    {?small}<b>Came in</b>  {won_value_per_day:money–} a day
    // <b>Came in, last 90 days</b>  {won_value_per_day:money–} a day
    {-small}[muted]{open_deals:n–} open × {win_rate:share–} × {mean_won_value:money–} ÷ {mean_cycle_days:days–}[/]
"""  # fmt: skip


@draws
def velocity_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `velocity` as two bars: the formula's money a day, pale, and what came in.

    Under them the four numbers of the formula. A split table becomes panels on one common scale.
    customdata: ["velocity_per_day"] and ["won_value_per_day"], split: [column, "", *groups].
    """
    if not known(table, *SPEEDS):
        why = next((str(note) for note in table.get("note", []) if note), "")
        return missing(
            why or "No money a day to show here. This needs amounts in one currency and deals won."
        )
    shown = panels(table, "open_deals")
    reach = float(table[[*SPEEDS]].max().max()) or 1.0
    layout, pixels = multiples(
        shown, inside=52 * 2.5, foot=False, xaxis={"range": [0, reach], "showticklabels": False},
        yaxis=upright(2, above=0.68, below=0.82),
    )  # fmt: skip
    traces = [trace for panel in shown for trace in panel_traces(panel, currency)]
    notes, foot = rest(table, "open_deals")
    signs = [("▨", "stage", "by the formula"), ("■", "won", "came in")]
    return framed(traces, layout, pixels, signs, *notes, foot=foot)


def panel_traces(panel: Panel, currency: str) -> list:
    row = panel.rows(currency=currency)[0]
    return [
        words(panel, [*said(AMOUNTS, row), ""][:3], x=0, y=[-0.4, 0.6, 1.55]),
        bar(panel, row, 0, PROMISED, hatched()),
        bar(panel, row, 1, CAME, plain("won")),
    ]


def bar(panel: Panel, row: Row, at: int, says: str, look: dict) -> go.Bar:
    drawn = row | {"at": at, "mark": mark(SPEEDS[at], "", panel.groups)}
    return bars(panel, [drawn], says, x=SPEEDS[at], look=look, width=0.4)
