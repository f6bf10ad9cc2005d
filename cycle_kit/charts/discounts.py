"""What discounts go with, drawn: the share won for each band of discount."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import share_axis
from cycle_kit.charts.captions import broken
from cycle_kit.charts.foremost import first_of
from cycle_kit.charts.lines import Interval, lines_chart
from cycle_kit.charts.panels import known, left_out, panels
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, say
from cycle_kit.charts.words import FEW, _

BAND = Interval(
    columns=("low", "win_rate", "high"),
    title="<b>{discount:_}</b>  [muted]{deals:deals}[/]",
    value="""
        {?few}{?small}[muted]{win_rate:share}[/] // {?few}[muted]{win_rate:share} · too few[/]
        // {win_rate:share}
    """,
    hover="""
        <b>Discount: {discount:_}</b>
        {won:n} of {deals:#} deal won: {win_rate:share} || {won:n} of {deals:#} deals won: {win_rate:share}
        likely between {low:share} and {high:share}
        half of the wins within {median_days:full_days}
        on average {mean_discount:share} below the list price
        given away on won deals: {given_away:full_money}
        {?few}[few]
    """,
)
ANSWER = """
    {+one}Deals with a discount of {one} were won more often than those of {other}: their likely
        ranges do not meet.
    // No band of discount was clearly won more often than another.
"""
UNKNOWN = """
    Of {unknown:#} deal the discount is not known. || Of {unknown:#} deals the discount is not known.
"""
CARE = "An association: discounts are often given where a deal is in doubt."


@draws
def discounts_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `discounts`: per band of discount a dot at the share won, with its likely range.

    customdata: [band, "", *groups].
    """
    if not known(table, "win_rate"):
        return missing("No decided deal has a discount that is known.")
    shown = panels(table, "discount")
    told = [
        [told_of(row, panel.groups) for row in panel.rows(currency=currency)] for panel in shown
    ]
    single = len(shown) == 1
    lines = [answer(told[0]), say(UNKNOWN, unknown_of(told[0]))] if single else []
    more = [
        part for line in [*lines, _(CARE), left_out(table, "discount")] for part in broken(line)
    ]
    signs = [("●", "won", "share won"), ("━", "won", "likely range")]
    axis = share_axis([0, 1])
    return lines_chart(shown, told, BAND, signs, more=more, axis=axis, reach=1.0, columns=1)


def told_of(row: Row, groups: tuple[str, ...]) -> Row:
    few = row["deals"] < FEW
    mark = [str(row["discount"]), "", *groups]
    return row | {"few": few, "role": "dropped" if few else "won", "mark": mark}


def unknown_of(rows: list[Row]) -> Row:
    return {"unknown": rows[0]["unknown"] or None}


def answer(rows: list[Row]) -> str:
    """The two bands that lie farthest apart, where their likely ranges do not meet."""
    judged = [row for row in rows if not row["few"]]
    judged = [row | {"called": f'"{_(str(row["discount"]))}"'} for row in judged]
    best = first_of(judged, "low", called="called")
    worst = first_of(judged, "high", called="called", least=True)
    if not best or best["low"] <= worst["high"]:
        return say(ANSWER, {})
    return say(ANSWER, {"one": best["titles"], "other": worst["titles"]})
