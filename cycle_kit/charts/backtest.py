"""How good the forecast was, drawn: per method what was promised at each date, and what came."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import key, note
from cycle_kit.charts.measured import axis, largest
from cycle_kit.charts.panels import Grid, Panel, known, left_out_of, panels_of, spread
from cycle_kit.charts.period_axis import day, period_axis
from cycle_kit.charts.rows import dots
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, figure, missing, paint
from cycle_kit.charts.words import _, absent, date, deals, full_money, hover, name, say

INSIDE = 150  # pixels of a panel
METHODS = {
    "rates": "At today's rates", "history": "By history", "stage": "By stage", "crm": "By the CRM's chances",
    "run_rate": "As last time", "recent": "As the last four times",
}  # fmt: skip
Row = dict


@draws
def backtest_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `backtest`: a panel per method on one scale, over the dates it was tried at.

    The upright line is the predicted range, the dot the prediction, the diamond what came; a
    diamond outside its range is in the accent colour. customdata: [method, date].
    """
    if not known(table, "predicted", "actual"):
        return missing("There is too little history to try a forecast on. This needs more months.")
    named = table.assign(method=table["method"].astype(str))
    shown = panels_of(named, ["method"])
    shown = [Panel((_(METHODS.get(p.groups[0], p.groups[0])),), p.table, p.number) for p in shown]
    dates = sorted(table["date"].unique())
    reach = largest(table[["predicted", "actual", "p90"]].to_numpy().ravel())
    grid = Grid(len(shown), titled=bool(shown[0].title), inside=INSIDE, columns=1)
    traces = [trace for panel in shown for trace in one_method(panel, dates, currency)]
    xaxis = period_axis([date(at) for at in dates], most=3)
    layout = spread(shown, grid, xaxis=xaxis, yaxis=axis(0, reach, "won_value", currency))
    legend, room = key(
        [("━", "skip", _("predicted range")), ("●", "stage", _("predicted")),
         ("◆", "ink", _("came in")), ("◆", "accent", _("came in, outside the range"))]
    )  # fmt: skip
    legend["xshift"] = -56
    more = left_out_of(named, ["method"])
    layout["annotations"] += [legend, note(paint(more, "muted"), y=0, yanchor="top", yshift=-4)]
    layout["margin"] = {"l": 62, "r": 20, "t": room, "b": 10}
    return figure(traces, height=round(grid.pixels) + room + 10, layout=layout)


def one_method(panel: Panel, dates: list, currency: str) -> list[go.Scatter]:
    rows = panel.table.to_dict("records")
    at = [dates.index(row["date"]) for row in rows]
    ranges = go.Scatter(
        x=[value for place in at for value in (place, place, None)],
        y=[value for row in rows for value in (row["p10"], row["p90"], None)],
        mode="lines",
        line={"width": 7, "color": colour("open")},
        hoverinfo="skip",
        **panel.axes,
    )
    role = ["ink" if row["inside_interval"] else "accent" for row in rows]
    edge = {"width": 1, "color": colour("ground")}
    came = {"size": 11, "symbol": "diamond", "color": [colour(r) for r in role], "line": edge}
    predicted = {"size": 9, "color": colour("stage"), "line": edge}
    return [
        ranges,
        marks_of(panel, rows, at, "predicted", predicted, currency),
        marks_of(panel, rows, at, "actual", came, currency),
    ]


def marks_of(panel: Panel, rows, at, column: str, look: dict, currency: str) -> go.Scatter:
    return dots(
        panel,
        x=at,
        y=[None if absent(row[column]) else row[column] for row in rows],
        hover=[told(row, currency, column) for row in rows],
        marks=[[str(row["method"]), day(row["date"])] for row in rows],
        look=look,
    )


def told(row: Row, currency: str, column: str) -> str:
    """What came and the range for it, of how many deals; on its own mark what was predicted, too."""
    method = str(row["method"])
    words = {end: full_money(row[end], currency) for end in ("predicted", "actual", "p10", "p90")}
    inside = _("inside the range") if row["inside_interval"] else _("outside the range")
    return hover(
        f"<b>{name(_(METHODS.get(method, method)))}, {date(row['date'])}</b>",
        "" if absent(row.get("deals")) else say("{deals} open then", deals=deals(row["deals"])),
        say("predicted {predicted}", **words) if column == "predicted" else "",
        say("eight times in ten from {p10} to {p90}", **words),
        say("came in: {actual}, {inside}", inside=inside, **words),
    )
