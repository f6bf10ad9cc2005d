"""Money a day, drawn: what the formula promises beside what came in."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import framed
from cycle_kit.charts.panels import Panel, known, mark, multiples, panels
from cycle_kit.charts.rows import bars, hatched, plain, upright, words
from cycle_kit.charts.stages import rest
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, said

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
        return missing(
            "No money a day to show here. This needs amounts in one currency and deals won."
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
