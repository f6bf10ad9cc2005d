"""Reasons over time, drawn: for each reason a small panel of columns, one per period."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import note
from cycle_kit.charts.loss_hover import INKS, marked, told
from cycle_kit.charts.panels import Grid, Panel, by_columns, left_out_of, panels_of, spread
from cycle_kit.charts.period_axis import names_of_periods
from cycle_kit.charts.rows import plain
from cycle_kit.charts.theme import colour, figure, paint

INSIDE = 84  # pixels of a panel


def over_time_chart(table: pd.DataFrame, legend: dict, room: int, currency: str) -> go.Figure:
    """The table of `loss_reasons` with periods, those who know theirs; all panels on one common scale."""
    table = table[table["period"].notna()]
    keys = [*by_columns(table, "reason"), "reason"]
    shown = panels_of(table, keys)
    grid = Grid(len(shown), titled=bool(shown[0].title), inside=INSIDE)
    starts = sorted(table["period"].dropna().unique())
    when = names_of_periods(table)
    traces = [trace for panel in shown for trace in columns(panel, starts, currency)]
    named = table[keys].astype(str)
    totals = table.groupby([*(named[key] for key in keys), "period"])["deals"].sum()
    xaxis = {
        "range": [-0.6, len(when) - 0.4],
        "tickvals": ends(when),
        "ticktext": when[:: max(1, len(when) - 1)],
    }
    yaxis = {"range": [0, float(totals.max())], "showticklabels": False}
    layout = spread(shown, grid, xaxis=xaxis | {"tickangle": 0}, yaxis=yaxis)
    more = left_out_of(table, keys)
    foot = 26 if more else 6
    layout["annotations"] += [legend, note(paint(more, "muted"), y=0, yanchor="top", yshift=-4)]
    layout |= {"barmode": "stack", "margin": {"l": 6, "r": 6, "t": room, "b": foot}}
    return figure(traces, height=round(grid.pixels) + room + foot, layout=layout)


def ends(when: list[str]) -> list[int]:
    """The first and the last period have a tick."""
    return list(range(len(when)))[:: max(1, len(when) - 1)]


def columns(panel: Panel, starts: list, currency: str) -> list[go.Bar]:
    rows = panel.table.to_dict("records")
    return [
        column(panel, [r for r in rows if r["outcome"] == o], o, starts, currency) for o in INKS
    ]


def column(panel: Panel, rows: list[dict], outcome: str, starts: list, currency: str) -> go.Bar:
    """The deals of one outcome, a part per stage."""
    return go.Bar(
        x=[starts.index(row["period"]) for row in rows],
        y=[row["deals"] for row in rows],
        width=0.8,
        marker={**plain(outcome), "line": {"width": 0.5, "color": colour("ground")}},
        hovertext=[told(row, currency) for row in rows],
        hoverinfo="text",
        customdata=[marked(row, panel.groups[:-1]) for row in rows],
        **panel.axes,
    )
