"""What will be won, drawn: the range and its middle, for open deals, those to come, and all."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.intervals import MOST, rest
from cycle_kit.charts.lines import Interval, lines_chart
from cycle_kit.charts.measured import axis, largest
from cycle_kit.charts.panels import ALONE, known
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, hover, more_than, rows_of, say
from cycle_kit.charts.words import _, absent, name

DEALS = 20  # in one figure
TITLES = {"open deals": "Open deals", "not yet created": "Not yet created", "all": "All together"}
EXPECTED = Interval(
    columns=("p10", "p50", "p90"),
    second=("expected_value",),
    title="""
        {?whole}[accent]<b>{title}</b>[/]  [muted]{deals:deals}[/]
        // {?whole}[accent]<b>{title}</b>[/]
        // <b>{title}</b>  [muted]{deals:deals}[/]
        // <b>{title}</b>
    """,
    value="""
        {?whole}[accent]<b>{p10:money} to {p90:money–}</b>[/]
        // {?whole}[accent]<b>[muted]no amounts[/]</b>[/]
        // {p10:money} to {p90:money–}
        // [muted]no amounts[/]
    """,
    hover="""
        <b>{title}</b>
        {deals:#} open deal || {deals:#} open deals
        {expected_deals:one–} deals won expected
        {+p50}eight times in ten from {p10:full_money–} to {p90:full_money–}
        as often more as less than {p50:full_money}
        {expected_value:full_money} expected on average
        {top3_share:share} of it rests on three deals
    """,
)
OF_A_DEAL = """
    <b>{deal_id:name–}</b>
    {stage:name}
    {owner:name}
    1 deal, won by then with {p_win_by:share–}
    worth {value:full_money–}
    {?value_imputed}its amount is missing: the usual one is taken
    expected: {expected_value:full_money–}
"""


@draws
def forecast_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `forecast`: per part, or owner, a line from p10 to p90 with its middle.

    The diamond is the mean expected. Per deal: a bar of the expected value on the ghost of the
    deal's whole value. customdata: [part, owner] (owner "" where the table has none), [deal_id].
    """
    if "deal_id" in table:
        return deals_chart(table, currency)
    if not known(table, "p50", "expected_value"):
        return missing("Nothing to forecast here: there are no open deals, or none has an amount.")
    rows = [part(row) for row in rows_of(table.head(MOST), currency=currency)]
    reach = largest(row[end] for row in rows for end in ("p90", "expected_value"))
    signs = [
        ("━", "stage", "eight times in ten within"),
        ("●", "stage", "as often more as less"),
        ("◇", "ink", "expected"),
    ]
    upward = axis(0, reach, "won_value", currency)
    more = [rest(table)]
    return lines_chart([ALONE], [rows], EXPECTED, signs, more=more, axis=upward, reach=reach)


def part(row: Row) -> Row:
    """A part of the forecast or an owner, with what its sentences ask for."""
    whole, owner = row["part"] == "all", row.get("owner")
    title = _(TITLES.get(str(row["part"]), str(row["part"])))
    if not absent(owner):
        title = name(owner, most=20)
    elif "owner" in row and row["part"] == "open deals":
        title = _("No owner")
    click = [str(row["part"]), "" if absent(owner) else str(owner)]
    role = "accent" if whole else "stage"
    return row | {"title": title, "whole": whole, "role": role, "mark": click}


def deals_chart(table: pd.DataFrame, currency: str) -> go.Figure:
    """The deals that most is expected of, each on the ghost of its whole value."""
    if not known(table, "expected_value"):
        return missing("No open deal has a chance that can be told.")
    rows = rows_of(table.head(DEALS), currency=currency)
    more = "{n:#} more deal is not shown || {n:#} more deals are not shown"
    return bar_rows_chart(
        [deal_row(row) for row in rows],
        [("■", "stage", "expected of it"), ("■", "ghost_key", "if it is won")],
        reach=largest(row[each] for row in rows for each in ("value", "expected_value")),
        foot=more_than(DEALS, len(table), more),
    )


def deal_row(row: Row) -> BarRow:
    click, text = [str(row["deal_id"])], hover(OF_A_DEAL, row)
    beside = say("{stage:name18}", row)
    title = say("<b>{deal_id:name20–}</b>  [muted]{beside:–}[/]", row | {"beside": beside})
    whole = Part(row["value"], text, click, "ghost")
    value = say("{p_win_by:share–} of {value:money–}", row)
    return BarRow(title, value, [whole, Part(row["expected_value"], text, click)])
