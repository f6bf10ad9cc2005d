"""How open value changed period by period, drawn: what came in above the line, what went out below it."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import day, inner_axis, names_of_periods, period_axis
from cycle_kit.charts.captions import LINE, below, broken, framed
from cycle_kit.charts.measured import axis, largest
from cycle_kit.charts.of_currencies import of_currencies
from cycle_kit.charts.panels import Panel, left_out, mark, multiples, panels, reasons, share_labels
from cycle_kit.charts.rows import column, touched
from cycle_kit.charts.theme import colour
from cycle_kit.charts.told import Row, joined, said, say
from cycle_kit.charts.words import commas

INSIDE = 240  # pixels of one panel
#: colour role: (items, words, whether they come in)
FLOWS = {
    "skip": (("new", "reopened", "moved_in", "pulled_in", "raised"), "came in", True),
    "won": (("won",), "won", False),
    "lost": (("lost",), "lost", False),
    "dropped": (("dropped",), "dropped", False),
    "back": (("lowered", "pushed_out", "moved_out"), "went out otherwise", False),
}
FLOW = """
    <b>{when}</b>
    {words:_}: {size:full_money}
    {deals:deals}
    open at its end: {closing:full_money}
"""
ANSWER = """
    Open value went from {opening:money} to {closing:money} in {periods:#} period
        || Open value went from {opening:money} to {closing:money} in {periods:#} periods
"""
#: what went out otherwise is told where there is any, so that the parts make the difference
PARTS = """
    {skip:money} came in
    {won:money} won
    {lost:money} lost
    {?dropped}{dropped:money} dropped
    {?back}{back:money} went out otherwise
"""


def series_chart(table: pd.DataFrame, currency: str) -> go.Figure:
    """Per period, and group, bars of what came in and of what went out. customdata: [period, role, *groups]."""
    names, starts = names_of_periods(table), sorted(table["period"].unique())
    shown = panels(table, "period")
    told = [rows_of_panel(panel, starts, names, currency) for panel in shown]
    ups, downs = ([end(rows, up=up) for rows in told] for up in (True, False))
    low, high = 1.04 * min([0.0, *downs]), largest(ups)
    traces = [
        bars(panel, [row for row in rows if row["role"] == role], role)
        for panel, rows in zip(shown, told, strict=True)
        for role in FLOWS
    ]
    alone = len(shown) == 1 and not shown[0].groups
    layout, pixels = multiples(
        shown, inside=INSIDE if alone else INSIDE / 2, yaxis=axis(low, high, "open_value", currency),
        xaxis=period_axis(names) if alone else inner_axis(names),
    )  # fmt: skip
    share_labels(layout, shown)
    there = {row["role"] for rows in told for row in rows if row["size"]}
    signs = [("■", role, words) for role, (_items, words, _up) in FLOWS.items() if role in there]
    lines = broken(foot(table, currency), 46) + broken(left_out(table, "period"), 46)
    layout |= {"hovermode": "x"}
    return framed(
        traces, layout, pixels, signs, below(*lines, down=6), foot=LINE * len(lines) + 12, sides=(52, 14), shift=45,
    )  # fmt: skip


def rows_of_panel(panel: Panel, starts: list, names: list[str], currency: str) -> list[Row]:
    """A row per period and role, with the place from which its bar goes on."""
    found = []
    for start, here in panel.table.groupby("period", sort=True):
        items, at = here.set_index("item"), starts.index(start)
        heaps = {True: 0.0, False: 0.0}
        closing = items["value"].get("closing")
        for role, (own, words, up) in FLOWS.items():
            mine = items.loc[[item for item in own if item in items.index]]
            value = float(mine["value"].fillna(0.0).sum())
            found.append({
                "at": at, "when": names[at], "role": role, "words": words, "size": abs(value),
                "value": value, "base": heaps[up], "deals": int(mine["deals"].fillna(0).sum()),
                "closing": closing, "currency": currency, "mark": mark(day(start), role, panel.groups),
            })  # fmt: skip
            heaps[up] += value
    return found


def end(rows: list[Row], *, up: bool) -> float:
    """How far the bars of any period reach up, or down."""
    reach = [row["base"] + row["value"] for row in rows if FLOWS[row["role"]][2] is up]
    return (max if up else min)(reach, default=0.0)


def bars(panel: Panel, rows: list[Row], role: str) -> go.Bar:
    return go.Bar(
        x=column(rows, "at"),
        y=column(rows, "value"),
        base=column(rows, "base"),
        width=0.8,
        marker={"color": colour(role), "line": {"width": 0}},
        **touched(rows, FLOW),
        **panel.axes,
    )


def foot(table: pd.DataFrame, currency: str) -> str:
    """The answer in words, of each currency; then what is not known."""
    told = [answer(part, name) for name, part in of_currencies(table, currency).items()]
    return joined([*told, *reasons(table.dropna(subset="note"))], " ")


def answer(table: pd.DataFrame, currency: str) -> str:
    """Open value at both ends of the periods of which it is known, and what came and went between."""
    opening = table[table["item"].eq("opening") & table["value"].notna()]
    known = table[table["period"].isin(opening["period"])]
    if known.empty:
        return ""
    closing = known[known["item"].eq("closing") & known["period"].eq(known["period"].max())]
    flows = {
        role: abs(known.loc[known["item"].isin(own), "value"].sum())
        for role, (own, _words, _up) in FLOWS.items()
    }
    about = flows | {
        "opening": opening.loc[opening["period"].eq(opening["period"].min()), "value"].sum(),
        "closing": closing["value"].sum(),
        "periods": len(known["period"].unique()),
        "currency": currency,
    }
    parts = commas(filter(None, said(PARTS, about)))
    return f"{say(ANSWER, about)}: {parts}."
