"""How good promises were, drawn: of forecasts, of chances, and of expected closes that were pushed."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import day, names_of_periods, period_axis, share_axis
from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.captions import below, framed
from cycle_kit.charts.measured import axis, largest
from cycle_kit.charts.panels import (
    ALONE,
    Panel,
    known,
    left_out_of,
    multiples,
    panels_of,
    share_labels,
)
from cycle_kit.charts.rows import columns, dots
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, missing
from cycle_kit.charts.told import TO_JUDGE, Row, hover, more_than, rows_of, say
from cycle_kit.charts.words import FEW, _, absent, between, date, share

METHODS = {
    "rates": "At today's rates",
    "history": "By history",
    "stage": "By stage",
    "crm": "By the CRM's chances",
    "run_rate": "As last time",
    "recent": "As the last four times",
}
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
BIGGEST = 26  # pixels of the largest dot


@draws
def backtest_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `backtest`: a panel per method on one scale, over the dates it was tried at.

    The upright line is the predicted range, the dot the prediction, the diamond what came; a
    diamond outside its range is in the accent colour. customdata: [method, date].
    """
    if not known(table, "predicted", "actual"):
        return missing("There is too little history to try a forecast on. This needs more months.")
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


def called(method: str) -> str:
    return _(METHODS.get(method, method))


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


MOST = 20  # deals in one figure
INSIDE = 220
TIMES = "pushed once || pushed {pushes:#} times"
TITLE = "<b>{name:name18}</b>  [muted]{times}[/] // <b>{deal_id:name18–}</b>  [muted]{times}[/]"
PUSHED = """
    <b>{name:name}</b> // <b>{deal_id:name–}</b>
    pushed once || pushed {pushes:#} times
    pushed by {days_pushed:full_days–} in all
    first due {due_at_start:date}
    {ended:_}
"""
SLIPPED = """
    <b>{when}</b>
    {due:deals–} due at its start
    {slipped:n–} not closed by its end: {slip_rate:share–}
    {?few}[few]
"""


@draws
def slips_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `slips`: the twenty deals pushed farthest, or per period the share that slipped.

    customdata: [deal_id]; [period].
    """
    if "slip_rate" in table:
        return periods_chart(table)
    if not known(table, "days_pushed") or not table["pushes"].any():
        return missing("No expected close was pushed.")
    pushed = table[table["pushes"] > 0].sort_values("days_pushed", ascending=False, kind="stable")
    rows = rows_of(pushed.head(MOST))
    signs = [
        ("■", "won", "won on time"),
        ("■", "stage", "still open"),
        ("■", "back", "not won on time"),
    ]
    more = "{n:#} more deal was pushed, not so far || {n:#} more deals were pushed, not so far"
    return bar_rows_chart(
        list(map(deal_row, rows)), signs,
        reach=largest(row["days_pushed"] for row in rows), foot=more_than(MOST, len(pushed), more),
    )  # fmt: skip


def deal_row(row: Row) -> BarRow:
    role, ended = standing(row)
    row = row | {"ended": ended, "times": say(TIMES, row)}
    title = say(TITLE, row)
    part = Part(row["days_pushed"], hover(PUSHED, row), [str(row["deal_id"])], role)
    return BarRow(title, say("{days_pushed:full_days–}", row), [part])


def standing(row: Row) -> tuple[str, str]:
    if row.get("outcome") == "open" and not absent(row["won_on_time"]):
        return "stage", "still open, past its first date"
    if absent(row["won_on_time"]) or row.get("outcome") == "open":
        return "stage", "still open"
    return ("won", "won on time") if row["won_on_time"] else ("back", "not won on time")


def periods_chart(table: pd.DataFrame) -> go.Figure:
    """Columns of the share that slipped, over the periods."""
    if not known(table, "slip_rate"):
        return missing("No deal was due in these periods.")
    names = names_of_periods(table)
    rows = [
        row | {"when": when, "few": row["due"] < FEW, "at": at, "mark": [day(row["period"])]}
        for at, (row, when) in enumerate(zip(rows_of(table.sort_values("period")), names, strict=True))
    ]  # fmt: skip
    look = {"color": [colour("dropped" if row["few"] else "stage") for row in rows]}
    bars = columns(ALONE, rows, SLIPPED, x="at", y="slip_rate", look=look)
    signs = [
        ("■", "stage", "due at the period's start, not closed by its end"),
        ("■", "dropped", TO_JUDGE),
    ]
    side = share_axis([0, 1.06])
    layout = {"xaxis": period_axis(names), "yaxis": side, "hovermode": "x"}
    return framed([bars], layout, INSIDE, signs, foot=34, sides=(48, 14), shift=41)
