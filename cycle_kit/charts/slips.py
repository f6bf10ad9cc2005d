"""Expected closes that were pushed, drawn: the deals pushed farthest, the share that slipped, and those that did."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import (
    day,
    inner_axis,
    names_of_periods,
    period_axis,
    period_label,
    share_axis,
)
from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.captions import BESIDE, LINE, below, broken, framed
from cycle_kit.charts.measured import largest
from cycle_kit.charts.panels import Panel, known, left_out, mark, multiples, panels, share_labels
from cycle_kit.charts.rows import columns
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, missing
from cycle_kit.charts.told import TO_JUDGE, Row, hover, more_than, rows_of, say
from cycle_kit.charts.words import FEW, absent

#: a deal that is due in several periods, because it was pushed into the next, counts in each
IN_ALL = """
    {?again}Deals were due {due:n} times, once a period, and slipped once.
        || {?again}Deals were due {due:n} times, once a period, and slipped {slipped:#} times.
    // In all {slipped:n} of {due:#} deal slipped. || In all {slipped:n} of {due:#} deals slipped.
"""
SLIPS = """
    {?again}{deals:#} deal slipped, {times:n} times in all, {untouched:n} of these times left at its day.
        || {?again}{deals:#} deals slipped, {times:n} times in all, {untouched:n} of these times left at its day.
    // {deals:#} deal slipped, {untouched:n} of them left at its day.
        || {deals:#} deals slipped, {untouched:n} of them left at their day.
"""
LISTED = "<b>{name:name18}</b>  [muted]{when}[/] // <b>{deal_id:name18–}</b>  [muted]{when}[/]"
LATE = """
    <b>{name:name}</b> // <b>{deal_id:name–}</b>
    {owner:name}
    due in {when}, neither won nor lost by its end
    expected {close_before:date–}, then {close_after:date–}
"""
MOST = 20  # deals in one figure
INSIDE = 220
TIMES = "pushed once || pushed {pushes:#} times"
TITLE = "<b>{name:name18}</b>  [muted]{times}[/] // <b>{deal_id:name18–}</b>  [muted]{times}[/]"
PUSHED = """
    <b>{name:name}</b> // <b>{deal_id:name–}</b>
    pushed once || pushed {pushes:#} times
    pushed by {days_pushed:full_days–} in all
    first due {due_at_start:date}
    {ended:_}
"""
SLIPPED = """
    <b>{when}</b>
    {due:deals–} due at its start
    {slipped:n–} not closed by its end: {slip_rate:share–}
    {?few}[few]
"""


@draws
def slips_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `slips`: the twenty deals pushed farthest, or per period the share that slipped.

    customdata: [deal_id]; [period], split [period, "", *groups].
    """
    if "slip_rate" in table:
        return periods_chart(table)
    if "close_before" in table:
        return listed_chart(table)
    if not known(table, "days_pushed") or not table["pushes"].any():
        return missing("No expected close was pushed.")
    pushed = table[table["pushes"] > 0].sort_values("days_pushed", ascending=False, kind="stable")
    rows = rows_of(pushed.head(MOST))
    signs = [
        ("■", "won", "won on time"),
        ("■", "stage", "still open"),
        ("■", "back", "not won on time"),
    ]
    more = "{n:#} more deal was pushed, not so far || {n:#} more deals were pushed, not so far"
    return bar_rows_chart(
        list(map(deal_row, rows)), signs,
        reach=largest(row["days_pushed"] for row in rows), foot=more_than(MOST, len(pushed), more),
    )  # fmt: skip


def deal_row(row: Row) -> BarRow:
    role, ended = standing(row)
    row = row | {"ended": ended, "times": say(TIMES, row)}
    title = say(TITLE, row)
    part = Part(row["days_pushed"], hover(PUSHED, row), [str(row["deal_id"])], role)
    return BarRow(title, say("{days_pushed:full_days–}", row), [part])


def standing(row: Row) -> tuple[str, str]:
    if row.get("outcome") == "open" and not absent(row["won_on_time"]):
        return "stage", "still open, past its first date"
    if absent(row["won_on_time"]) or row.get("outcome") == "open":
        return "stage", "still open"
    return ("won", "won on time") if row["won_on_time"] else ("back", "not won on time")


def periods_chart(table: pd.DataFrame) -> go.Figure:
    """Columns of the share that slipped, over the periods, in a panel per group."""
    if table.empty:
        return missing("Of no whole period here it is known that a deal was due at its start.")
    if not known(table, "slip_rate"):
        return missing("No deal was due in these periods.")
    names, starts = names_of_periods(table), sorted(table["period"].unique())
    shown = panels(table, "period")
    bars = [
        columns(panel, rows, SLIPPED, x="at", y="slip_rate", look=few_pale(rows))
        for panel in shown
        if (rows := period_rows(panel, starts, names))
    ]
    signs = [
        ("■", "stage", "due at the period's start, not closed by its end"),
        ("■", "dropped", TO_JUDGE),
    ]
    side, in_all = share_axis([0, 1.06]), say(IN_ALL, whole(table))
    if len(shown) == 1 and not shown[0].groups:
        layout = {"xaxis": period_axis(names), "yaxis": side, "hovermode": "x"}
        told = below(*broken(in_all, BESIDE), down=26)
        return framed(bars, layout, INSIDE, signs, told, foot=34 + LINE, sides=(48, 14), shift=41)
    layout, pixels = multiples(shown, inside=INSIDE / 2, xaxis=inner_axis(names), yaxis=side)
    share_labels(layout, shown)
    told = broken(" ".join(filter(None, [in_all, left_out(table, "period")])), BESIDE)
    foot = LINE * len(told) + 8
    return framed(bars, layout, pixels, signs, below(*told), foot=foot, sides=(48, 14), shift=41)


def period_rows(panel: Panel, starts: list, names: list[str]) -> list[Row]:
    found = []
    for row in panel.table.sort_values("period").to_dict("records"):
        at = starts.index(row["period"])
        told = mark(day(row["period"]), "", panel.groups)
        found.append(row | {"when": names[at], "few": row["due"] < FEW, "at": at, "mark": told})
    return found


def few_pale(rows: list[Row]) -> dict:
    return {"color": [colour("dropped" if row["few"] else "stage") for row in rows]}


def whole(table: pd.DataFrame) -> Row:
    """How often a deal was due and slipped; `again`: in several periods, where one may be due in more than one."""
    counts = {name: int(table[name].sum()) for name in ("due", "slipped")}
    return counts | {"again": len(table.loc[table["due"] > 0, "period"].unique()) > 1}


def listed_chart(table: pd.DataFrame) -> go.Figure:
    """A bar per deal that slipped in a period, as long as it was pushed; the last period first."""
    if table.empty:
        return missing("Whatever was due in these periods was won or lost in time.")
    last = table.sort_values("period", ascending=False, kind="stable").head(MOST)
    rows = rows_of(last)
    more = "{n:#} more slipped in earlier periods || {n:#} more slipped in earlier periods"
    foot = [say(SLIPS, counts(table)), more_than(MOST, len(table), more)]
    signs = [("■", "stage", "pushed by so many days; without a bar: left at its day")]
    return bar_rows_chart(
        list(map(listed_row, rows)), signs, foot=" ".join(filter(None, foot)),
        reach=largest(row["days_pushed"] for row in rows),
    )  # fmt: skip


def counts(table: pd.DataFrame) -> Row:
    """How many deals slipped and how often; `again`: one of them in several periods."""
    deals, untouched = table["deal_id"].nunique(), int((table["days_pushed"] == 0).sum())
    times = {"times": len(table), "again": len(table) > deals}
    return times | {"deals": deals, "untouched": untouched}


def listed_row(row: Row) -> BarRow:
    row = row | {"when": period_label(str(row["label"]))}
    long = max(0.0, row["days_pushed"]) if not absent(row["days_pushed"]) else 0.0
    part = Part(long, hover(LATE, row), [str(row["deal_id"])])
    return BarRow(say(LISTED, row), say("{days_pushed:full_days–}", row), [part])
