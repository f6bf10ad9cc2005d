"""Whether chances came true, drawn: what deals were given, and how many of them were won."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.backtest import METHODS
from cycle_kit.charts.captions import key
from cycle_kit.charts.panels import Grid, Panel, known, panels_of, spread
from cycle_kit.charts.rows import dots
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, figure, missing
from cycle_kit.charts.words import FEW, _, absent, between, deals, hover, name, say, share

INSIDE = 190  # pixels of a panel
BIGGEST = 26  # pixels of the largest dot
Row = dict


@draws
def calibration_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `calibration`: a panel per method, a dot per tenth of chance, as large as its deals.

    Dots on the slanted line were won as often as promised; below it less often.
    customdata: [method, p_low, p_high].
    """
    if not known(table, "predicted", "actual"):
        return missing("No deal was given a chance yet, so nothing can be said about chances.")
    named = table.assign(method=table["method"].astype(str))
    shown = panels_of(named, ["method"])
    shown = [Panel((_(METHODS.get(p.groups[0], p.groups[0])),), p.table, p.number) for p in shown]
    grid = Grid(len(shown), titled=bool(shown[0].title), inside=INSIDE)
    most = float(table["deals"].max())
    traces = [trace for panel in shown for trace in (slant(panel), tenths(panel, most))]
    ticks = {"tickvals": [0, 0.5, 1], "ticktext": [share(at) for at in (0, 0.5, 1)]}
    side = {"range": [-0.06, 1.08], "showgrid": True, **ticks}
    layout = spread(shown, grid, xaxis=side, yaxis=side)
    for panel in shown[1::2]:  # those at the right read their scale from their neighbour
        layout[panel.axes["yaxis"].replace("y", "yaxis")]["showticklabels"] = False
    legend, room = key(
        [("●", "stage", _("deals by their chance (across) and share won (up)")),
         ("╱", "ink", _("as promised")), ("○", "stage", _("too few to judge"))]
    )  # fmt: skip
    legend["xshift"] = -38
    layout["annotations"].append(legend)
    layout["margin"] = {"l": 44, "r": 14, "t": room, "b": 8}
    return figure(traces, height=round(grid.pixels) + room + 8, layout=layout)


def slant(panel: Panel) -> go.Scatter:
    look = {"width": 1, "color": colour("muted"), "dash": "dot"}
    return go.Scatter(x=[0, 1], y=[0, 1], mode="lines", line=look, hoverinfo="skip", **panel.axes)


def tenths(panel: Panel, most: float) -> go.Scatter:
    rows = panel.table.to_dict("records")
    few = [row["deals"] < FEW for row in rows]
    look = {
        "size": [row["deals"] for row in rows],
        "sizemode": "area",
        "sizeref": most / BIGGEST**2,
        "sizemin": 5,
        "opacity": 1,
        "color": [colour("ground" if thin else "stage") for thin in few],
        "line": {"width": 1.5, "color": [colour("stage" if thin else "ground") for thin in few]},
    }
    return dots(
        panel,
        x=[None if absent(row["predicted"]) else row["predicted"] for row in rows],
        y=[None if absent(row["actual"]) else row["actual"] for row in rows],
        hover=[told(row) for row in rows],
        marks=[[str(row["method"]), f"{row['p_low']:g}", f"{row['p_high']:g}"] for row in rows],
        look=look,
    )


def told(row: Row) -> str:
    method = str(row["method"])
    return hover(
        f"<b>{name(_(METHODS.get(method, method)))}</b>",
        say(
            "{deals} with a chance of {range}",
            deals=deals(row["deals"]),
            range=between(row["p_low"], row["p_high"]),
        ),
        say("promised {share}", share=share(row["predicted"])),
        say("won {share}", share=share(row["actual"])),
        _("too few to judge") if row["deals"] < FEW else "",
    )
