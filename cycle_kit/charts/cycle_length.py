"""How long a sales cycle is, drawn: the middle half, the median, and the median still to come."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.lines import Line, lines_chart
from cycle_kit.charts.panels import Panel, by_columns, known, mark
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing, paint
from cycle_kit.charts.words import (
    FEW,
    _,
    absent,
    days,
    deals,
    full_days,
    hover,
    many,
    name,
    say,
)

MOST = 30  # rows; what is further down would only be scrolled past
Row = dict


@draws
def cycle_length_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `cycle_length` as one line, or one per group, in days.

    The line is the middle half of the deals, the dot their median, the diamond the median that
    counts open deals as unfinished. customdata: ["cycle"], in a split table [first group, "", *groups].
    """
    if not known(table, "median_days", "aj_median_days", "km_median_days"):
        return missing("No closed deal has both a beginning and an end here.")
    keys = by_columns(table, "deals")
    rows = table.head(MOST).to_dict("records")
    lines = [line(row, [shown(row[key]) for key in keys]) for row in rows]
    signs = [
        ("━", "stage", _("middle half of deals")),
        ("●", "stage", _("half are shorter")),
        ("◇", "ink", _("the same with open deals")),
    ]
    return lines_chart([Panel((), table, 1)], [lines], signs, more=rest(table))


def rest(table: pd.DataFrame) -> str:
    more = len(table) - MOST
    return many(more, "{n} more is not shown", "{n} more are not shown") if more > 0 else ""


def shown(value: object) -> str:
    return "" if absent(value) else str(value)


def line(row: Row, groups: list[str]) -> Line:
    few = row["deals"] < FEW
    title = " · ".join(name(group, most=18) for group in groups)
    count = paint(deals(row["deals"]), "muted") if groups else deals(row["deals"])
    return Line(
        title=f"<b>{title}</b>  {count}" if title else f"<b>{count}</b>",
        value=value(row, few),
        low=row["p25_days"],
        middle=row["median_days"],
        high=row["p75_days"],
        second=corrected(row),
        hover=told(row, title),
        mark=mark(groups[0] if groups else "cycle", "", tuple(groups)),
        few=few,
    )


def corrected(row: Row) -> float | None:
    """The median that counts open deals, by whichever name the table has it."""
    found = [row.get(column) for column in ("aj_median_days", "km_median_days")]
    return next((value for value in found if not absent(value)), None)


def value(row: Row, few: bool) -> str:
    text = days(row["median_days"])
    if few:
        return paint(text + " · " + _("too few"), "muted")
    still = corrected(row)
    return text if still is None else say("{days} (open: {still})", days=text, still=days(still))


def told(row: Row, title: str) -> str:
    lines = [
        f"<b>{title}</b>" if title else "",
        many(row["deals"], "{n} deal closed", "{n} deals closed"),
    ]
    if not absent(row["median_days"]):
        lines.append(say("half of them within {days}", days=full_days(row["median_days"])))
        lines.append(
            say(
                "the middle half took {low} to {high}",
                low=days(row["p25_days"]),
                high=days(row["p75_days"]),
            )
        )
        lines.append(say("{days} on average", days=full_days(row["mean_days"])))
    if (still := corrected(row)) is not None:
        lines.append(say("with open deals counted: {days}", days=full_days(still)))
    if not absent(row.get("aj_median_high_days")):
        lines.append(say("at most {days}", days=full_days(row["aj_median_high_days"])))
    if row.get("excluded"):
        lines.append(
            many(
                row["excluded"],
                "{n} deal left out: a date is missing or before its start",
                "{n} deals left out: a date is missing or before its start",
            )
        )
    return hover(*lines)
