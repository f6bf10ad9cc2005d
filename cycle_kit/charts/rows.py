"""Rows of marks under a line of words: the form most charts share, legible on a phone.

Row k of a panel stands at y = k. Its words stand above its mark, the name at the left edge and
the number at the right one, so that nothing is cut off however narrow the figure is.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from cycle_kit.charts.panels import Panel
from cycle_kit.charts.theme import SMALL, TEXT, colour
from cycle_kit.charts.told import Row, hover
from cycle_kit.charts.words import absent


def upright(rows: int, *, above: float = 0.62, below: float = 0.38) -> dict:
    """A y axis with row 0 on top and no labels of its own."""
    return {"range": [rows - 1 + below, -above], "showticklabels": False}


def words(
    panel: Panel, texts: list[str], *, x: float, y: Sequence[float], right: bool = False
) -> go.Scatter:
    """Words at x in each row, running to the right of it or, with `right`, ending there."""
    return go.Scatter(
        x=[x] * len(texts),
        y=y,
        mode="text",
        text=texts,
        textposition="middle left" if right else "middle right",
        textfont={"size": TEXT},
        hoverinfo="skip",
        cliponaxis=False,
        **panel.axes,
    )


def column(rows: list[Row], name: str) -> list[float | None]:
    """The values of a column, None where there is none."""
    return [None if absent(row[name]) else row[name] for row in rows]


def touched(rows: list[Row], says: str) -> dict:
    """What marks say (`says`, or what their row has `told`), and what a click on them tells: its `mark`."""
    told = [hover(says, row) if says else row["told"] for row in rows]
    return {"hovertext": told, "hoverinfo": "text", "customdata": [row["mark"] for row in rows]}


def dots(
    panel: Panel, rows: list[Row], says: str, *, x: str, y: str = "at", look: dict
) -> go.Scatter:
    """One dot per row."""
    return go.Scatter(
        x=column(rows, x),
        y=column(rows, y),
        mode="markers",
        marker=look,
        cliponaxis=False,
        **touched(rows, says),
        **panel.axes,
    )


def diamonds(panel: Panel, rows: list[Row], *, x: str) -> go.Scatter:
    """Second marks, without words of their own, in those rows that have one."""
    drawn = [row for row in rows if not absent(row[x])]
    line = {"width": 1.5, "color": colour("ink")}
    return go.Scatter(
        x=column(drawn, x),
        y=column(drawn, "at"),
        mode="markers",
        marker={"size": 10, "symbol": "diamond", "color": colour("open"), "line": line},
        hoverinfo="skip",
        cliponaxis=False,
        **panel.axes,
    )


def spans(
    panel: Panel, rows: list[Row], *, low: str, high: str, role: str, width: float
) -> go.Scatter:
    """A line from low to high in each row."""
    ends = zip(column(rows, low), column(rows, high), strict=True)
    return go.Scatter(
        x=[value for low, high in ends for value in (low, high, None)],
        y=[value for row in rows for value in (row["at"], row["at"], None)],
        mode="lines",
        line={"color": colour(role), "width": width},
        hoverinfo="skip",
        cliponaxis=False,
        **panel.axes,
    )


def bars(
    panel: Panel,
    rows: list[Row],
    says: str,
    *,
    x: str,
    look: dict,
    base: str = "",
    width: float = 0.3,
    inside: list[str] | None = None,
    ink: str = "on_mark",
) -> go.Bar:
    """One horizontal bar per row."""
    return go.Bar(
        x=column(rows, x),
        y=column(rows, "at"),
        base=column(rows, base) if base else None,
        orientation="h",
        width=width,
        marker=look,
        text=inside,
        textposition="inside" if inside else "none",
        insidetextanchor="middle",
        insidetextfont={"color": colour(ink), "size": SMALL},
        textangle=0,
        **touched(rows, says),
        **panel.axes,
    )


def columns(
    panel: Panel, rows: list[Row], says: str, *, x: str, y: str, look: dict, width: float = 0.8
) -> go.Bar:
    """One upright bar per row."""
    x_values, y_values = column(rows, x), column(rows, y)
    return go.Bar(
        x=x_values, y=y_values, width=width, marker=look, **touched(rows, says), **panel.axes
    )


def hatched(role: str = "open", lines: str = "stage") -> dict:
    """The look of what is not finished: pale and hatched."""
    pattern = {
        "shape": "/",
        "fgcolor": colour(lines),
        "size": 6,
        "solidity": 0.2,
        "fillmode": "overlay",
    }
    return {"color": colour(role), "pattern": pattern, "line": {"width": 0}}


def plain(role: str) -> dict:
    """The look of a finished mark."""
    return {"color": colour(role), "line": {"width": 0}}


def zero_line() -> dict:
    """An upright line at 0, for differences."""
    line = {"width": 1.5, "color": colour("muted")}
    ends = {"x0": 0, "x1": 0, "y0": 0, "y1": 1}
    return {"type": "line", **ends, "yref": "y domain", "layer": "below", "line": line}
