"""Rows of a line with a dot: a range and its middle under words that tell both."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from cycle_kit.charts.captions import LINE, Sign, below, framed
from cycle_kit.charts.panels import Panel, multiples
from cycle_kit.charts.rows import diamonds, dots, spans, upright, words
from cycle_kit.charts.theme import colour
from cycle_kit.charts.told import Row, Texts, first, hover
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


@dataclass(frozen=True)
class Interval:
    """What the rows of a chart show and say: of titles and values the first that can be said."""

    columns: tuple[str, str, str]  # low, middle, high
    title: Texts
    value: Texts
    hover: Texts
    second: tuple[str, ...] = ()  # the corrected figure, in the row's `second`: the first of these

    def line(self, row: Row) -> Line:
        """The row's `mark` is what a click tells, its `role` its colour, `few` (or `pale`) whether it rests on too little."""
        low, middle, high = (row.get(column, float("nan")) for column in self.columns)
        second = next((row[each] for each in self.second if not absent(row.get(each))), None)
        row = row | {"second": second}
        said = first(self.title, row), first(self.value, row)
        told, few = hover(self.hover, row), bool(row.get("pale", row.get("few")))
        return Line(
            *said, low, middle, high, told, row["mark"], second, row.get("role", "stage"), few
        )


def lines_chart(
    shown: list[Panel],
    told: list[list[Row]],
    interval: Interval,
    signs: list[Sign],
    *,
    more: Sequence[str] = (),
    axis: dict | None = None,
    reach: float = 0,
    start: float = 0,
    row: int = ROW,
) -> go.Figure:
    """Panels of lines over one common axis, with the explanation of the marks above.

    `more`: lines about what found no place. `axis`: in place of an axis in days; `reach`:
    its end, where it is not the largest value; `start`: its beginning, where it is not 0;
    `row`: pixels from one row to the next, more where their words take two lines.
    """
    lines = [[interval.line(each) for each in rows] for rows in told]
    more = [line for line in more if line]
    most = max(len(rows) for rows in lines)
    reach = reach or farthest(lines) * 1.03
    traces = [
        trace
        for panel, rows in zip(shown, lines, strict=True)
        for trace in row_traces(panel, rows, start, reach)
    ]
    xaxis = {"range": [start, reach], "showgrid": True, "nticks": 6, **(axis or day_axis())}
    upward = upright(most, above=0.72, below=0.28)
    layout, pixels = multiples(shown, inside=row * most, xaxis=xaxis, yaxis=upward)
    layout |= {"hovermode": "y", "hoverdistance": row // 2}
    notes = [below(*more)] if more else []
    foot = LINE * len(more) + 4
    return framed(traces, layout, pixels, signs, *notes, foot=foot, sides=(14, 20))


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
    found = []
    for role in sorted({row.role for row in rows}):
        own = [(at, row) for at, row in enumerate(rows) if row.role == role and not absent(row.low)]
        ends = {"low": [row.low for _at, row in own], "high": [row.high for _at, row in own]}
        found.append(spans(panel, **ends, y=[at for at, _row in own], role=role, width=4))
    return found


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
    return diamonds(panel, x=[row.second for _at, row in drawn], y=[at for at, _row in drawn])
