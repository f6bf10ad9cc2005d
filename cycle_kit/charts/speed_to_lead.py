"""How soon leads are answered, drawn: shares within minutes, an hour and a day."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import ALONE
from cycle_kit.charts.cycle_length import MOST, rest
from cycle_kit.charts.lines import Line, lines_chart
from cycle_kit.charts.measured import axis, hours, largest
from cycle_kit.charts.panels import by_columns, known, mark
from cycle_kit.charts.rows import dots
from cycle_kit.charts.share_axis import share_axis
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, missing, paint
from cycle_kit.charts.words import FEW, _, absent, hover, many, name, number, say, share

#: column: (colour role, words)
WITHIN = {
    "share_5_min": ("accent", "within 5 minutes"),
    "share_1_hour": ("stage", "within an hour"),
    "share_24_hours": ("back", "within a day"),
}
Row = dict


@draws
def speed_to_lead_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `speed_to_lead`: per group three dots, the shares answered by three times.

    Where the dates have no time of day, the median with its range instead. The table of
    `speed_to_lead_conversion` is drawn as the share converted with its range, per speed.
    customdata: ["leads", column], split [first group, column, *groups]; [answered_within].
    """
    if "answered_within" in table:
        return conversion_chart(table)
    if not known(table, "median_hours", *WITHIN):
        return missing(
            "Nothing says how soon leads were answered. "
            "Export the leads with the times of creation and first contact."
        )
    keys = by_columns(table, "leads")
    rows = table.head(MOST).to_dict("records")
    if not known(table, *WITHIN):
        return medians_chart(table, rows, keys)
    lines = [line(row, keys, share_axis_row=True) for row in rows]
    signs = [("●", role, _(text)) for role, text in WITHIN.values()]
    chart = lines_chart(
        [ALONE], [lines], signs, more=below(table), axis=share_axis([0, 1]), reach=1.0
    )
    for column in WITHIN:
        chart.add_trace(share_dots(rows, keys, column))
    return chart


def below(table: pd.DataFrame) -> str:
    """What found no place, or who is not among the leads."""
    converted = "who" in table and table["who"].eq("converted leads only").any()
    return rest(table) or (_("converted leads only") if converted else "")


def groups_of(row: Row, keys: list[str]) -> list[str]:
    return ["" if absent(row[key]) else str(row[key]) for key in keys]


def line(row: Row, keys: list[str], *, share_axis_row: bool) -> Line:
    groups = groups_of(row, keys)
    title = " · ".join(name(group, most=18) for group in groups) or _("All leads")
    count = paint(many(row["leads"], "{n} lead", "{n} leads"), "muted")
    few = row["leads"] < FEW
    middle = (
        _("not half answered")
        if absent(row["median_hours"])
        else say("half within {time}", time=hours(row["median_hours"]))
    )
    hidden = float("nan")
    return Line(
        title=f"<b>{title}</b>  {count}",
        value=paint(middle + " · " + _("too few"), "muted") if few else middle,
        low=0.0 if share_axis_row else row["low"],
        middle=hidden if share_axis_row else row["median_hours"],
        high=1.0 if share_axis_row else row["high"],
        hover=told(row, title),
        mark=mark(groups[0] if groups else "leads", "", tuple(groups)),
        role="ghost" if share_axis_row else "stage",
        few=few and not share_axis_row,
    )


def share_dots(rows: list[Row], keys: list[str], column: str) -> go.Scatter:
    role, text = WITHIN[column]
    groups = [groups_of(row, keys) for row in rows]
    return dots(
        ALONE,
        x=[None if absent(row[column]) else row[column] for row in rows],
        y=list(range(len(rows))),
        hover=[told(row, " · ".join(map(name, own)), text, column) for row, own in zip(rows, groups, strict=True)],
        marks=[mark(own[0] if own else "leads", column, tuple(own)) for own in groups],
        look={"size": 13, "color": colour(role), "line": {"width": 1.5, "color": colour("ground")}},
    )  # fmt: skip


def medians_chart(table: pd.DataFrame, rows: list[Row], keys: list[str]) -> go.Figure:
    """Days are all that is known."""
    lines = [line(row, keys, share_axis_row=False) for row in rows]
    reach = largest(row[end] for row in rows for end in ("median_hours", "high"))
    signs = [("●", "stage", _("half are answered within")), ("━", "stage", _("likely range"))]
    upward = axis(0, reach, "median_hours")
    return lines_chart([ALONE], [lines], signs, more=below(table), axis=upward, reach=reach)


def told(row: Row, title: str, text: str = "", column: str = "") -> str:
    lines = [f"<b>{title or _('All leads')}</b>"]
    if column:
        lines.append(say("{share} answered {within}", share=share(row[column]), within=_(text)))
    lines.append(
        many(
            row["leads"],
            "{answered} of {n} lead answered",
            "{answered} of {n} leads answered",
            answered=number(row["answered"]),
        )
    )
    if not absent(row["median_hours"]):
        lines.append(say("half within {time}", time=hours(row["median_hours"])))
    if row.get("negative"):
        lines.append(
            many(
                row["negative"],
                "{n} left out: answered before it came",
                "{n} left out: answered before they came",
            )
        )
    if row.get("undated"):
        lines.append(
            many(
                row["undated"],
                "{n} left out: converted without a date of contact",
                "{n} left out: converted without a date of contact",
            )
        )
    return hover(*lines)


def conversion_chart(table: pd.DataFrame) -> go.Figure:
    """The share converted by how soon leads were answered; an association."""
    if not known(table, "conversion"):
        return missing("No lead has come to an end yet, so nothing can be said by speed of answer.")
    rows = table[table["leads"].gt(0)].to_dict("records")
    lines = [bucket(row) for row in rows]
    signs = [("●", "won", _("share converted")), ("━", "won", _("likely range"))]
    note = _("An association, not a cause.")
    return lines_chart([ALONE], [lines], signs, more=note, axis=share_axis([0, 1]), reach=1.0)


def bucket(row: Row) -> Line:
    few = row["leads"] < FEW
    title = name(row["answered_within"])
    converted = many(
        row["leads"],
        "{converted} of {n} lead converted",
        "{converted} of {n} leads converted",
        converted=number(row["converted"]),
    )
    value = share(row["conversion"])
    likely = (
        ""
        if absent(row["low"])
        else say("likely between {low} and {high}", low=share(row["low"]), high=share(row["high"]))
    )
    return Line(
        title=f"<b>{title}</b>  {paint(many(row['leads'], '{n} lead', '{n} leads'), 'muted')}",
        value=paint(value + " · " + _("too few"), "muted") if few else value,
        low=row["low"],
        middle=row["conversion"],
        high=row["high"],
        hover=hover(f"<b>{title}</b>", converted, likely),
        mark=[str(row["answered_within"])],
        role="dropped" if few else "won",
        few=few,
    )
