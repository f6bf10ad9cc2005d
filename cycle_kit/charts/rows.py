"""Rows of marks under a line of words: the form most charts share, legible on a phone.

Row k of a panel stands at y = k. Its words stand above its mark, the name at the left edge and
the number at the right one, so that nothing is cut off however narrow the figure is.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from cycle_kit.charts.panels import Panel
from cycle_kit.charts.theme import SMALL, TEXT, colour

Points = Sequence[float | None]


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


def dots(
    panel: Panel,
    *,
    x: Points,
    y: Points,
    hover: list[str],
    marks: list[list[str]],
    look: dict,
) -> go.Scatter:
    """One dot per row, each with its sentence and what a click on it means."""
    return go.Scatter(
        x=x,
        y=y,
        mode="markers",
        marker=look,
        hovertext=hover,
        hoverinfo="text",
        customdata=marks,
        cliponaxis=False,
        **panel.axes,
    )


def diamonds(panel: Panel, *, x: Points, y: Points) -> go.Scatter:
    """Second marks, without words of their own."""
    line = {"width": 1.5, "color": colour("ink")}
    look = {"size": 10, "symbol": "diamond", "color": colour("open"), "line": line}
    return go.Scatter(
        x=x, y=y, mode="markers", marker=look, hoverinfo="skip", cliponaxis=False, **panel.axes
    )


def spans(
    panel: Panel, *, low: Points, high: Points, y: Sequence[float], role: str, width: float
) -> go.Scatter:
    """A line from low to high in each row."""
    ends = list(zip(low, high, y, strict=True))
    return go.Scatter(
        x=[value for a, b, _at in ends for value in (a, b, None)],
        y=[value for _a, _b, at in ends for value in (at, at, None)],
        mode="lines",
        line={"color": colour(role), "width": width},
        hoverinfo="skip",
        cliponaxis=False,
        **panel.axes,
    )


def bars(
    panel: Panel,
    *,
    x: Points,
    y: Sequence[float],
    hover: list[str],
    marks: list[list[str]],
    look: dict,
    base: Points | None = None,
    width: float = 0.3,
    inside: list[str] | None = None,
    ink: str = "on_mark",
) -> go.Bar:
    """One horizontal bar per row, each with its sentence and what a click on it means."""
    return go.Bar(
        x=x,
        y=y,
        base=base,
        orientation="h",
        width=width,
        marker=look,
        hovertext=hover,
        hoverinfo="text",
        customdata=marks,
        text=inside,
        textposition="inside" if inside else "none",
        insidetextanchor="middle",
        insidetextfont={"color": colour(ink), "size": SMALL},
        textangle=0,
        **panel.axes,
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
