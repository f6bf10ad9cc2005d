"""Rows of a line with a dot: a range and its middle under words that tell both."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from cycle_kit.charts.captions import LINE, Sign, below, framed
from cycle_kit.charts.panels import Panel, multiples
from cycle_kit.charts.rows import diamonds, dots, spans, upright, words
from cycle_kit.charts.theme import colour
from cycle_kit.charts.told import Row, say
from cycle_kit.charts.words import _, absent

ROW = 50  # pixels from one row to the next


@dataclass(frozen=True)
class Interval:
    """What the rows of a chart show and say: of titles and values the first that can be said."""

    columns: tuple[str, str, str]  # low, middle, high
    title: str
    value: str
    hover: str
    second: tuple[str, ...] = ()  # the corrected figure, in the row's `second`: the first of these

    def row(self, row: Row, at: int) -> Row:
        """A row with its marks. It has a `mark` (what a click tells), a `role` if not that of stages, and is
        `few` (or `pale`) where it rests on too little."""
        second = next((row[each] for each in self.second if not absent(row.get(each))), None)
        ends = dict(zip(("from", "middle", "to"), map(row.get, self.columns), strict=True))
        pale = bool(row.get("pale", row.get("few")))
        return {"role": "stage", **row, **ends, "second": second, "pale": pale, "at": at}


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
    columns: int = 2,
) -> go.Figure:
    """Panels of lines over one common axis, with the explanation of the marks above.

    `more`: lines about what found no place. `axis`: in place of an axis in days; `reach`:
    its end, where it is not the largest value; `start`: its beginning, where it is not 0;
    `row`: pixels from one row to the next, more where their words take two lines. `columns` of panels beside
    each other: one where their words need the width of a phone.
    """
    lines = [[interval.row(each, at) for at, each in enumerate(rows)] for rows in told]
    more = [line for line in more if line]
    most = max(len(rows) for rows in lines)
    reach = reach or farthest(lines) * 1.03
    traces = [
        trace
        for panel, rows in zip(shown, lines, strict=True)
        for trace in row_traces(panel, rows, interval, start, reach)
    ]
    xaxis = {"range": [start, reach], "showgrid": True, "nticks": 6, **(axis or day_axis())}
    upward = upright(most, above=0.72, below=0.28)
    layout, pixels = multiples(shown, inside=row * most, xaxis=xaxis, yaxis=upward, columns=columns)
    layout |= {"hovermode": "y", "hoverdistance": row // 2}
    notes = [below(*more)] if more else []
    foot = LINE * len(more) + 4
    return framed(traces, layout, pixels, signs, *notes, foot=foot, sides=(14, 20))


def day_axis() -> dict:
    return {"ticksuffix": " " + _("d"), "showticksuffix": "last", "rangemode": "tozero"}


def farthest(lines: list[list[Row]]) -> float:
    """The largest value drawn."""
    values = [row[end] for rows in lines for row in rows for end in ("middle", "to", "second")]
    return max((value for value in values if not absent(value)), default=1.0) or 1.0


def row_traces(
    panel: Panel, rows: list[Row], interval: Interval, start: float, reach: float
) -> list[go.Scatter]:
    """Words, lines (one trace per colour), dots that answer for their row, wherever it is touched, and the
    second marks, which count what is not finished."""
    above = [at - 0.42 for at in range(len(rows))]
    titles, values = ([say(text, row) for row in rows] for text in (interval.title, interval.value))
    look = {
        "size": 15,
        "color": [colour("ground" if row["pale"] else row["role"]) for row in rows],
        "line": {
            "width": 2,
            "color": [colour(row["role"] if row["pale"] else "ground") for row in rows],
        },
    }
    ranged = [row for row in rows if not absent(row["from"])]
    by_role = {
        role: [row for row in ranged if row["role"] == role]
        for role in sorted({row["role"] for row in rows})
    }
    return [
        words(panel, titles, x=start, y=above),
        words(panel, values, x=reach, y=above, right=True),
        *(
            spans(panel, own, low="from", high="to", role=role, width=4)
            for role, own in by_role.items()
        ),
        dots(panel, rows, interval.hover, x="middle", look=look),
        diamonds(panel, rows, x="second"),
    ]
