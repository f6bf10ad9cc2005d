"""How good promises were, drawn: of forecasts and of chances."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import (
    day,
    period_axis,
)
from cycle_kit.charts.bias import bias_chart
from cycle_kit.charts.captions import below, framed
from cycle_kit.charts.measured import axis, largest
from cycle_kit.charts.method_names import called
from cycle_kit.charts.panels import (
    Panel,
    known,
    left_out_of,
    multiples,
    panels_of,
    reasons,
    share_labels,
)
from cycle_kit.charts.rows import dots
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, missing
from cycle_kit.charts.told import TO_JUDGE, joined
from cycle_kit.charts.words import FEW, between, date, share

TRIED = """
    <b>{called:name–}, {date:date–}</b>
    {deals:deals} open then
    {?promised}predicted {predicted:full_money–}
    eight times in ten from {p10:full_money–} to {p90:full_money–}
    {?inside_interval}came in: {actual:full_money–}, inside the range
    // came in: {actual:full_money–}, outside the range
"""
TENTH = """
    <b>{called:name–}</b>
    {deals:deals–} with a chance of {range}
    promised {predicted:share–}
    won {actual:share–}
    {?few}[few]
"""
TOO_SHORT = "There is too little history to try a forecast on. This needs more months."
BIGGEST = 26  # pixels of the largest dot


@draws
def backtest_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `backtest`: a panel per method on one scale, over the dates it was tried at.

    The upright line is the predicted range, the dot the prediction, the diamond what came; a
    diamond outside its range is in the accent colour. customdata: [method, date]. A table by groups is
    drawn at its last date, a bar per group (see `bias_chart`).
    """
    if "bias" in table:
        return bias_chart(table, currency)
    if not known(table, "predicted", "actual"):
        return missing(joined(reasons(table), " ") or TOO_SHORT)
    shown = by_method(table)
    dates = sorted(table["date"].unique())
    reach = largest(table[["predicted", "actual", "p90"]].to_numpy().ravel())
    traces = [trace for panel in shown for trace in one_method(panel, dates, currency)]
    xaxis = period_axis([date(at) for at in dates], most=3)
    upward = axis(0, reach, "won_value", currency)
    layout, pixels = multiples(shown, inside=150, columns=1, xaxis=xaxis, yaxis=upward)
    signs = [
        ("━", "skip", "predicted range"),
        ("●", "stage", "predicted"),
        ("◆", "ink", "came in"),
        ("◆", "accent", "came in, outside the range"),
    ]
    more = left_out_of(table, ["method"])
    return framed(traces, layout, pixels, signs, below(more), foot=10, sides=(62, 20), shift=56)


def by_method(table: pd.DataFrame) -> list[Panel]:
    """A panel per method, by its name."""
    shown = panels_of(table.assign(method=table["method"].astype(str)), ["method"])
    return [Panel((called(panel.groups[0]),), panel.table, panel.number) for panel in shown]


def one_method(panel: Panel, dates: list, currency: str) -> list[go.Scatter]:
    """What came and the range for it, of how many deals; on its own mark what was predicted, too."""
    rows = [
        row
        | {"at": dates.index(row["date"]), "called": panel.groups[0]}
        | {"mark": [str(row["method"]), day(row["date"])]}
        for row in panel.rows(currency=currency)
    ]
    ranges = go.Scatter(
        x=[value for row in rows for value in (row["at"], row["at"], None)],
        y=[value for row in rows for value in (row["p10"], row["p90"], None)],
        mode="lines",
        line={"width": 7, "color": colour("open")},
        hoverinfo="skip",
        **panel.axes,
    )
    roles = ["ink" if row["inside_interval"] else "accent" for row in rows]
    edge = {"line": {"width": 1, "color": colour("ground")}}
    came = {"size": 11, "symbol": "diamond", "color": list(map(colour, roles))}
    look = {"size": 9, "color": colour("stage")}
    promised = [row | {"promised": True} for row in rows]
    return [
        ranges,
        dots(panel, promised, TRIED, x="at", y="predicted", look=look | edge),
        dots(panel, rows, TRIED, x="at", y="actual", look=came | edge),
    ]


@draws
def calibration_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `calibration`: a panel per method, a dot per tenth of chance, as large as its deals.

    Dots on the slanted line were won as often as promised; below it less often.
    customdata: [method, p_low, p_high].
    """
    if not known(table, "predicted", "actual"):
        return missing("No deal was given a chance yet, so nothing can be said about chances.")
    shown = by_method(table)
    most = float(table["deals"].max())
    traces = [trace for panel in shown for trace in (slant(panel), tenths(panel, most))]
    ticks = {"tickvals": [0, 0.5, 1], "ticktext": [share(at) for at in (0, 0.5, 1)]}
    side = {"range": [-0.06, 1.08], "showgrid": True, **ticks}
    layout, pixels = multiples(shown, inside=190, xaxis=side, yaxis=side)
    share_labels(layout, shown)
    signs = [
        ("●", "stage", "deals by their chance (across) and share won (up)"),
        ("╱", "ink", "as promised"),
        ("○", "stage", TO_JUDGE),
    ]
    return framed(traces, layout, pixels, signs, foot=8, sides=(44, 14), shift=38)


def slant(panel: Panel) -> go.Scatter:
    look = {"width": 1, "color": colour("muted"), "dash": "dot"}
    return go.Scatter(x=[0, 1], y=[0, 1], mode="lines", line=look, hoverinfo="skip", **panel.axes)


def tenths(panel: Panel, most: float) -> go.Scatter:
    rows = [
        row
        | {"few": row["deals"] < FEW, "called": panel.groups[0]}
        | {"range": between(row["p_low"], row["p_high"])}
        | {"mark": [str(row["method"]), f"{row['p_low']:g}", f"{row['p_high']:g}"]}
        for row in panel.rows()
    ]
    fill = [colour("ground" if row["few"] else "stage") for row in rows]
    edge = [colour("stage" if row["few"] else "ground") for row in rows]
    size = {"size": [row["deals"] for row in rows], "sizemin": 5, "sizemode": "area"}
    size["sizeref"] = most / BIGGEST**2
    look = size | {"opacity": 1, "color": fill, "line": {"width": 1.5, "color": edge}}
    return dots(panel, rows, TENTH, x="predicted", y="actual", look=look)
