"""The cohort triangle, drawn: deals by when they came, and the share won by each age."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import below, framed
from cycle_kit.charts.panels import Panel, left_out, mark, multiples, panels
from cycle_kit.charts.period_axis import day, names_of_periods
from cycle_kit.charts.rows import upright, words
from cycle_kit.charts.theme import SMALL, colour
from cycle_kit.charts.told import Row, hover
from cycle_kit.charts.words import FEW, absent, full_days, share

ROW = 30  # pixels of a period
NAMES = 0.9  # the room of a period's name, in cells
HOVER = """
    <b>{when:name}</b>
    within {age:full_days}
    {-ripe}{n:#} deal so far || {-ripe}{n:#} deals so far
    {-ripe}too young to say
    {value:share} of {n:#} decided deal won || {value:share} of {n:#} decided deals won
    {?ripe}of {entered:#} deal created then || {?ripe}of {entered:#} deals created then
    {?ripe}likely between {low:share} and {high:share–}
    {?ripe}{?few}[few]
"""


def cohorts_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `trend` with `ages`: a row per period, a column per age, the darker the more won of
    the deals decided by then."""
    shown = panels(table, "period")
    starts, ages = sorted(table["period"].unique()), sorted(table["age"].unique())
    top = float(table["value"].max()) or 1.0
    names = names_of_periods(table)
    traces = [trace for panel in shown for trace in cells(panel, starts, ages, names, top)]
    xaxis = {
        "range": [-0.5 - NAMES, len(ages) - 0.5],
        "tickvals": list(range(len(ages))),
        "ticktext": [full_days(age) for age in ages],
        "side": "bottom",
    }
    layout, pixels = multiples(
        shown, inside=ROW * len(starts), columns=1, xaxis=xaxis,
        yaxis=upright(len(starts), above=0.5, below=0.5),
    )  # fmt: skip
    signs = [("■", "stage_soft", "the darker, the more were won of those decided by that age")]
    if table["unfinished"].any():
        signs.append(("▨", "stage", "too young to say"))
    more = left_out(table, "period")
    return framed(traces, layout, pixels, signs, below(more), foot=26 if more else 6)


def cells(panel: Panel, starts: list, ages: list, names: list[str], top: float) -> list:
    rows = [
        row
        | {"when": names[starts.index(row["period"])], "few": row["n"] < FEW}
        | {"ripe": not absent(row["value"]), "at": starts.index(row["period"])}
        for row in panel.rows()
    ]
    ripe = [row for row in rows if row["ripe"]]
    young = [row for row in rows if not row["ripe"] and row["unfinished"]]
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
    return [left, boxes(panel, ripe, ages, heat), boxes(panel, young, ages, pale)]


def boxes(panel: Panel, rows: list[Row], ages: list, look: dict) -> go.Bar:
    """One box per cell, filled with its number."""
    texts = ["" if not row["ripe"] else share(row["value"]) for row in rows]
    return go.Bar(
        x=[0.95] * len(rows),
        base=[ages.index(row["age"]) - 0.475 for row in rows],
        y=[row["at"] for row in rows],
        orientation="h",
        width=0.9,
        marker=look,
        text=[
            f"<i>{text}</i>" if text and row["few"] else text
            for text, row in zip(texts, rows, strict=True)
        ],
        textposition="inside",
        insidetextanchor="middle",
        insidetextfont={"color": colour("on_pale"), "size": SMALL},
        textangle=0,
        constraintext="none",
        hovertext=[hover(HOVER, row) for row in rows],
        hoverinfo="text",
        customdata=[mark(day(row["period"]), f"{row['age']:g}", panel.groups) for row in rows],
        **panel.axes,
    )
