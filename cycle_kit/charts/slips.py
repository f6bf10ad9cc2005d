"""Expected closes that were pushed, drawn: the share that slipped per period, or deal by deal."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import ALONE, BarRow, Part, bar_rows_chart
from cycle_kit.charts.captions import key
from cycle_kit.charts.measured import largest
from cycle_kit.charts.panels import known
from cycle_kit.charts.period_axis import day, names_of_periods, period_axis
from cycle_kit.charts.share_axis import share_axis
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, figure, missing, paint
from cycle_kit.charts.words import (  # fmt: skip
    FEW,
    _,
    absent,
    date,
    deals,
    full_days,
    hover,
    many,
    name,
    number,
    say,
    share,
)

MOST = 20  # deals in one figure
INSIDE = 220
Row = dict


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
    rows = pushed.head(MOST).to_dict("records")
    more = len(pushed) - MOST
    foot = (
        many(more, "{n} more deal was pushed, not so far", "{n} more deals were pushed, not so far")
        if more > 0
        else ""
    )
    reach = largest(row["days_pushed"] for row in rows)
    signs = [
        ("■", "won", _("won on time")),
        ("■", "stage", _("still open")),
        ("■", "back", _("not won on time")),
    ]
    return bar_rows_chart([deal_row(row) for row in rows], signs, reach=reach, foot=foot)


def deal_row(row: Row) -> BarRow:
    times = many(row["pushes"], "pushed once", "pushed {n} times")
    called = row["deal_id"] if absent(row.get("name")) else row["name"]
    title = f"<b>{name(called, most=18)}</b>  {paint(times, 'muted')}"
    role, ended = standing(row)
    due = (
        ""
        if absent(row["due_at_start"])
        else say("first due {date}", date=date(row["due_at_start"]))
    )
    pushed = say("pushed by {days} in all", days=full_days(row["days_pushed"]))
    text = hover(f"<b>{name(called)}</b>", times, pushed, due, _(ended))
    return BarRow(
        title,
        full_days(row["days_pushed"]),
        (Part(row["days_pushed"], text, [str(row["deal_id"])], role),),
    )


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
    rows = table.sort_values("period").to_dict("records")
    names = names_of_periods(table)
    bars = go.Bar(
        x=list(range(len(rows))),
        y=[None if absent(row["slip_rate"]) else row["slip_rate"] for row in rows],
        width=0.8,
        marker={"color": [colour("dropped" if row["due"] < FEW else "stage") for row in rows]},
        hovertext=[told(row, when) for row, when in zip(rows, names, strict=True)],
        hoverinfo="text",
        customdata=[[day(row["period"])] for row in rows],
        **ALONE.axes,
    )
    legend, room = key(
        [("■", "stage", _("due at the period's start, not closed by its end")),
         ("■", "dropped", _("too few to judge"))]
    )  # fmt: skip
    legend["xshift"] = -41
    layout = {
        "annotations": [legend],
        "xaxis": period_axis(names),
        "yaxis": share_axis([0, 1.06]),
        "margin": {"l": 48, "r": 14, "t": room, "b": 34},
        "hovermode": "x",
    }
    return figure([bars], height=INSIDE + room + 34, layout=layout)


def told(row: Row, when: str) -> str:
    due = say("{deals} due at its start", deals=deals(row["due"]))
    slipped = say(
        "{n} not closed by its end: {share}",
        n=number(row["slipped"]),
        share=share(row["slip_rate"]),
    )
    return hover(f"<b>{when}</b>", due, slipped, _("too few to judge") if row["due"] < FEW else "")
