"""How far a quarter has come week by week, drawn beside those before it."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import day, in_time, period_label
from cycle_kit.charts.captions import LINE, below, broken, framed
from cycle_kit.charts.latest_words import GROUPS
from cycle_kit.charts.measured import axis, largest, titled
from cycle_kit.charts.panels import Panel, left_out, mark, multiples, panels, share_labels
from cycle_kit.charts.rows import column, dots
from cycle_kit.charts.theme import colour
from cycle_kit.charts.told import Row, hover, joined, more_than, rows_of, say
from cycle_kit.charts.words import _, absent, commas, plain

INSIDE = 240  # pixels of one panel
WEEK = """
    <b>{when}, week {week:n}: {value:full–}</b>
    {added:full} of it in this week
    in the middle {usual:full} by then, of {earlier:#} before
    {?unfinished}{-note}not over yet
    {note:text}
"""
TOLD = """
    Week {week:n} of {when}: {value:full} so far. In the middle the {earlier:n} before it had {usual:full} by then.
    // Week {week:n} of {when}: {value:full} so far.
"""
SPLIT = "Week {week:n} of {when}: {parts}{rest:–}."
PART = """
    {group} {value:full} (in the middle {usual:full} before) // {group} {value:full}
"""


def within_chart(table: pd.DataFrame, measure: str, currency: str) -> go.Figure:
    """A line per period over its weeks, the last one in the accent. customdata: [period, week, *groups]."""
    shown = panels(table, "period")
    about = {"measure": measure, "currency": currency}
    traces = [trace for panel in shown for trace in lines(panel, about)]
    alone = len(shown) == 1 and not shown[0].groups
    last = int(table["week"].max())
    layout, pixels = multiples(
        shown, inside=INSIDE if alone else INSIDE / 2, xaxis=week_axis(last),
        yaxis=axis(0, largest([*table["value"], *table["usual"]]), measure, currency),
    )  # fmt: skip
    share_labels(layout, shown)
    what = titled(measure) if measure else _("running sum")
    signs = [
        ("●", "accent", commas((what, label_of(table)))),
        ("━", "open", "those before"),
        ("┅", "ink", "their middle"),
    ]
    told = (
        [say(TOLD, row)]
        if alone and (row := now(rows_of(table, **about)))
        else groups_told(shown, about)
    )
    text = broken(joined([*told, left_out(table, "period")], " "), 46)
    return framed(
        traces, layout, pixels, signs, below(*text, down=22 if alone else 6),
        foot=LINE * len(text) + 26, sides=(52, 14), shift=45,
    )  # fmt: skip


def label_of(table: pd.DataFrame) -> str:
    return period_label(str(table.loc[table["period"].idxmax(), "label"]))


def now(rows: list[Row]) -> Row:
    """The last week that has a value, of the last period."""
    last = max(row["period"] for row in rows)
    known = [row for row in rows if row["period"] == last and not absent(row["value"])]
    return known[-1] | {"when": period_label(str(known[-1]["label"]))} if known else {}


def groups_told(shown: list[Panel], about: Row) -> list[str]:
    """How far the first groups have come, in their order, which is none of rank."""
    rows = [
        row | {"group": panel.title}
        for panel in shown
        if (row := now(rows_of(panel.table, **about)))
    ]
    last = max((row["period"] for row in rows), default=None)
    rows = [row for row in rows if row["period"] == last]
    if not rows:
        return []
    parts = commas(say(PART, row) for row in rows[:GROUPS])
    more = more_than(GROUPS, len(rows), ", {n:#} more beside")
    return [say(SPLIT, rows[0] | {"parts": parts, "rest": more})]


def week_axis(last: int) -> dict:
    """Weeks by their numbers, a few of them named."""
    at = sorted({round(1 + (last - 1) * part / 3) for part in range(4)})
    return {
        "range": in_time([0.7, last + 0.3]),
        "tickvals": at,
        "ticktext": [say("week {week:n}", {"week": at[0]}), *map(plain, at[1:])],
    }


def lines(panel: Panel, about: Row) -> list[go.Scatter]:
    """Those before as pale lines, their middle, and the last one with dots that can be touched."""
    rows = [
        row | about | {"when": period_label(str(row["label"]))}
        | {"mark": mark(day(row["period"]), str(row["week"]), panel.groups)}
        for row in panel.table.sort_values(["period", "week"]).to_dict("records")
    ]  # fmt: skip
    last = max(row["period"] for row in rows)
    own = [row for row in rows if row["period"] == last]
    here = [row for row in own if not absent(row["value"])]
    look = {"size": 8, "color": colour("accent"), "line": {"width": 1, "color": colour("ground")}}
    return [
        pale(panel, [row for row in rows if row["period"] != last]),
        line(panel, own, "usual", {"width": 2, "color": colour("ink"), "dash": "dot"}),
        line(panel, here, "value", {"width": 3, "color": colour("accent")}),
        dots(panel, here, WEEK, x="week", y="value", look=look),
    ]


def pale(panel: Panel, rows: list[Row]) -> go.Scatter:
    """All earlier periods in one trace, broken between them; each week tells whose it is."""
    parts = [
        [row for row in rows if row["period"] == at] for at in {row["period"]: 0 for row in rows}
    ]
    joined_ = [each for part in parts for each in [*part, None]]
    return go.Scatter(
        x=[row and row["week"] for row in joined_],
        y=[row and (None if absent(row["value"]) else row["value"]) for row in joined_],
        mode="lines",
        line={"width": 1.5, "color": colour("open")},
        hovertext=[hover(WEEK, row) if row else "" for row in joined_],
        hoverinfo="text",
        customdata=[row["mark"] if row else [] for row in joined_],
        **panel.axes,
    )


def line(panel: Panel, rows: list[Row], name: str, look: dict) -> go.Scatter:
    return go.Scatter(
        x=column(rows, "week"), y=column(rows, name), mode="lines", line=look, hoverinfo="skip", **panel.axes,
    )  # fmt: skip
