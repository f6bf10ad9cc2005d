"""Expected closes that were pushed, drawn: the share that slipped per period, or deal by deal."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.captions import framed
from cycle_kit.charts.measured import largest
from cycle_kit.charts.panels import ALONE, known
from cycle_kit.charts.period_axis import day, names_of_periods, period_axis
from cycle_kit.charts.rows import columns
from cycle_kit.charts.share_axis import share_axis
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, missing
from cycle_kit.charts.told import TO_JUDGE, Row, hover, more_than, rows_of, say
from cycle_kit.charts.words import FEW, absent

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

    customdata: [deal_id]; [period].
    """
    if "slip_rate" in table:
        return periods_chart(table)
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
    """Columns of the share that slipped, over the periods."""
    if not known(table, "slip_rate"):
        return missing("No deal was due in these periods.")
    names = names_of_periods(table)
    rows = [
        row | {"when": when, "few": row["due"] < FEW, "at": at, "mark": [day(row["period"])]}
        for at, (row, when) in enumerate(zip(rows_of(table.sort_values("period")), names, strict=True))
    ]  # fmt: skip
    look = {"color": [colour("dropped" if row["few"] else "stage") for row in rows]}
    bars = columns(ALONE, rows, SLIPPED, x="at", y="slip_rate", look=look)
    signs = [
        ("■", "stage", "due at the period's start, not closed by its end"),
        ("■", "dropped", TO_JUDGE),
    ]
    side = share_axis([0, 1.06])
    layout = {"xaxis": period_axis(names), "yaxis": side, "hovermode": "x"}
    return framed([bars], layout, INSIDE, signs, foot=34, sides=(48, 14), shift=41)
