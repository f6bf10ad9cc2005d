"""The cohort triangle, drawn: deals by when they came, and the share won by each age."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import key, note
from cycle_kit.charts.panels import Grid, Panel, left_out, mark, panels, spread
from cycle_kit.charts.period_axis import day, names_of_periods
from cycle_kit.charts.rows import upright, words
from cycle_kit.charts.theme import SMALL, colour, figure, paint
from cycle_kit.charts.words import FEW, _, absent, full_days, hover, many, name, say, share

ROW = 30  # pixels of a period
NAMES = 0.9  # the room of a period's name, in cells
Row = dict


def cohorts_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `trend` with `ages`: a row per period, a column per age, the darker the more won of
    the deals decided by then."""
    shown = panels(table, "period")
    starts, ages = sorted(table["period"].unique()), sorted(table["age"].unique())
    grid = Grid(len(shown), titled=bool(shown[0].title), inside=ROW * len(starts), columns=1)
    top = float(table["value"].max()) or 1.0
    names = names_of_periods(table)
    traces = [t for panel in shown for t in cells(panel, starts, ages, names, top)]
    xaxis = {
        "range": [-0.5 - NAMES, len(ages) - 0.5],
        "tickvals": list(range(len(ages))),
        "ticktext": [full_days(age) for age in ages],
        "side": "bottom",
    }
    layout = spread(shown, grid, xaxis=xaxis, yaxis=upright(len(starts), above=0.5, below=0.5))
    signs = [("■", "stage_soft", _("the darker, the more were won of those decided by that age"))]
    if table["unfinished"].any():
        signs.append(("▨", "stage", _("too young to say")))
    legend, room = key(signs)
    more = left_out(table, "period")
    foot = 26 if more else 6
    layout["annotations"] += [legend, note(paint(more, "muted"), y=0, yanchor="top", yshift=-4)]
    layout["margin"] = {"l": 6, "r": 6, "t": room, "b": foot}
    return figure(traces, height=round(grid.pixels) + room + foot, layout=layout)


def cells(panel: Panel, starts: list, ages: list, names: list[str], top: float) -> list:
    rows = panel.table.to_dict("records")
    ripe = [row for row in rows if not absent(row["value"])]
    young = [row for row in rows if absent(row["value"]) and row["unfinished"]]
    scale = [[0, colour("ghost")], [0.01, colour("stage_pale")], [1, colour("stage_soft")]]
    heat = {
        "color": [row["value"] for row in ripe],
        "colorscale": scale,
        "cmin": 0,
        "cmax": top,
        "showscale": False,
        "line": {"width": 0},
    }
    pattern = {"shape": "/", "fgcolor": colour("open"), "size": 6, "solidity": 0.2}
    pale = {"color": colour("ground"), "line": {"width": 0}}
    pale["pattern"] = {**pattern, "bgcolor": colour("ground"), "fillmode": "replace"}
    left = words(panel, names, x=-0.5 - NAMES, y=list(range(len(names))))
    return [
        left,
        boxes(panel, ripe, starts, ages, names, heat),
        boxes(panel, young, starts, ages, names, pale),
    ]


def boxes(panel: Panel, rows: list[Row], starts, ages, names: list[str], look: dict) -> go.Bar:
    """One box per cell, filled with its number."""
    few = [not absent(row["value"]) and row["n"] < FEW for row in rows]
    texts = ["" if absent(row["value"]) else share(row["value"]) for row in rows]
    return go.Bar(
        x=[0.95] * len(rows),
        base=[ages.index(row["age"]) - 0.475 for row in rows],
        y=[starts.index(row["period"]) for row in rows],
        orientation="h",
        width=0.9,
        marker=look,
        text=[f"<i>{t}</i>" if thin else t for t, thin in zip(texts, few, strict=True)],
        textposition="inside",
        insidetextanchor="middle",
        insidetextfont={"color": colour("on_pale"), "size": SMALL},
        textangle=0,
        constraintext="none",
        hovertext=[told(row, names[starts.index(row["period"])]) for row in rows],
        hoverinfo="text",
        customdata=[mark(day(row["period"]), f"{row['age']:g}", panel.groups) for row in rows],
        **panel.axes,
    )


def told(row: Row, when: str) -> str:
    title = f"<b>{name(when)}</b>"
    by_then = say("within {days}", days=full_days(row["age"]))
    if absent(row["value"]):
        return hover(
            title,
            by_then,
            many(row["n"], "{n} deal so far", "{n} deals so far"),
            _("too young to say"),
        )
    won = many(
        row["n"],
        "{share} of {n} decided deal won",
        "{share} of {n} decided deals won",
        share=share(row["value"]),
    )
    entered = (
        say("of {all} created then", all=many(row["entered"], "{n} deal", "{n} deals"))
        if not absent(row.get("entered"))
        else ""
    )
    likely = ""
    if not absent(row.get("low")):
        likely = say(
            "likely between {low} and {high}", low=share(row["low"]), high=share(row["high"])
        )
    return hover(
        title, by_then, won, entered, likely, _("too few to judge") if row["n"] < FEW else ""
    )
