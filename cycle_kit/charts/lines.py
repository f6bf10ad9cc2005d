"""Rows of a line with a dot: a range and its middle under words that tell both."""

from dataclasses import dataclass

import plotly.graph_objects as go

from cycle_kit.charts.captions import key, note
from cycle_kit.charts.panels import Grid, Panel, spread
from cycle_kit.charts.rows import dots, spans, upright, words
from cycle_kit.charts.theme import colour, figure, paint
from cycle_kit.charts.words import _, absent

ROW = 50  # pixels from one row to the next


@dataclass(frozen=True)
class Line:
    """One row: what stands above it at the left and right, and where its marks are."""

    title: str
    value: str
    low: float
    middle: float
    high: float
    hover: str
    mark: list[str]
    second: float | None = None  # the corrected figure beside the plain one
    role: str = "stage"
    few: bool = False  # rests on too little: drawn pale, dot hollow


def lines_chart(
    shown: list[Panel],
    lines: list[list[Line]],
    signs: list[tuple[str, str, str]],
    *,
    more: str = "",
    axis: dict | None = None,
    reach: float = 0,
    start: float = 0,
    row: int = ROW,
) -> go.Figure:
    """Panels of lines over one common axis, with the explanation of the marks above.

    `more`: sentences about what found no place, broken into lines. `axis`: in place of an axis in days; `reach`:
    its end, where it is not the largest value; `start`: its beginning, where it is not 0;
    `row`: pixels from one row to the next, more where their words take two lines.
    """
    most = max(len(rows) for rows in lines)
    grid = Grid(len(shown), titled=bool(shown[0].title), inside=row * most)
    reach = reach or farthest(lines) * 1.03
    traces = [
        trace
        for panel, rows in zip(shown, lines, strict=True)
        for trace in row_traces(panel, rows, start, reach)
    ]
    xaxis = {"range": [start, reach], "showgrid": True, "nticks": 6, **(axis or day_axis())}
    layout = spread(shown, grid, xaxis=xaxis, yaxis=upright(most, above=0.72, below=0.28))
    legend, room = key(signs)
    layout["annotations"].append(legend)
    if more:
        layout["annotations"].append(note(paint(more, "muted"), y=0, yanchor="top", yshift=-4))
    foot = 18 * (more.count("<br>") + 1) + 4 if more else 4
    layout |= {"hovermode": "y", "hoverdistance": row // 2}
    layout["margin"] = {"l": 14, "r": 20, "t": room, "b": foot}
    return figure(traces, height=round(grid.pixels) + room + foot, layout=layout)


def day_axis() -> dict:
    return {"ticksuffix": " " + _("d"), "showticksuffix": "last", "rangemode": "tozero"}


def farthest(lines: list[list[Line]]) -> float:
    """The largest value drawn."""
    values = [v for rows in lines for row in rows for v in (row.middle, row.high, row.second)]
    return max((v for v in values if not absent(v) and v is not None), default=1.0) or 1.0


def row_traces(panel: Panel, rows: list[Line], start: float, reach: float) -> list[go.Scatter]:
    above = [at - 0.42 for at in range(len(rows))]
    return [
        words(panel, [row.title for row in rows], x=start, y=above),
        words(panel, [row.value for row in rows], x=reach, y=above, right=True),
        *whiskers(panel, rows),
        medians(panel, rows),
        corrected(panel, rows),
    ]


def whiskers(panel: Panel, rows: list[Line]) -> list[go.Scatter]:
    """The lines, one trace per colour."""
    traces = []
    for role in sorted({row.role for row in rows}):
        own = [(at, row) for at, row in enumerate(rows) if row.role == role and not absent(row.low)]
        low, high = [row.low for _at, row in own], [row.high for _at, row in own]
        traces.append(
            spans(panel, low=low, high=high, y=[at for at, _row in own], role=role, width=4)
        )
    return traces


def medians(panel: Panel, rows: list[Line]) -> go.Scatter:
    """The dots; they also answer for their row, wherever it is touched."""
    look = {
        "size": 15,
        "color": [colour("ground" if row.few else row.role) for row in rows],
        "line": {"width": 2, "color": [colour(row.role if row.few else "ground") for row in rows]},
    }
    return dots(
        panel,
        x=[None if absent(row.middle) else row.middle for row in rows],
        y=list(range(len(rows))),
        hover=[row.hover for row in rows],
        marks=[row.mark for row in rows],
        look=look,
    )


def corrected(panel: Panel, rows: list[Line]) -> go.Scatter:
    """The second marks, which count what is not finished."""
    drawn = [(at, row) for at, row in enumerate(rows) if not absent(row.second)]
    line = {"width": 1.5, "color": colour("ink")}
    return go.Scatter(
        x=[row.second for _at, row in drawn],
        y=[at for at, _row in drawn],
        mode="markers",
        marker={"size": 10, "symbol": "diamond", "color": colour("open"), "line": line},
        hoverinfo="skip",
        cliponaxis=False,
        **panel.axes,
    )
