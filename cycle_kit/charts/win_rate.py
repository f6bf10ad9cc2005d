"""How well it goes, drawn: the share won with its interval, never a ranking."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.cycle_length import MOST, rest, shown
from cycle_kit.charts.lines import Line, lines_chart
from cycle_kit.charts.panels import Panel, by_columns, known, mark
from cycle_kit.charts.share_axis import share_axis
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing, paint
from cycle_kit.charts.words import (
    FEW,
    _,
    absent,
    deals,
    full_money,
    hover,
    many,
    name,
    number,
    say,
    share,
)

Row = dict


@draws
def win_rate_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `win_rate` as a dot with its interval, one per group, in the table's order.

    The diamond is the share of the value that was won. `currency`: of the value in hover texts.
    customdata: ["won"], in a split table [first group, "", *groups].
    """
    if not known(table, "win_rate"):
        return missing("No decided deals here, so there is no share of deals won.")
    keys = by_columns(table, "deals")
    rows = table.head(MOST).to_dict("records")
    lines = [line(row, [shown(row[key]) for key in keys], currency) for row in rows]
    signs = [("●", "won", _("share won")), ("━", "won", _("likely range"))]
    if known(table, "value_win_rate"):
        signs.append(("◇", "ink", _("share of the value")))
    axis = share_axis([0, 1])
    return lines_chart(
        [Panel((), table, 1)], [lines], signs, more=rest(table), axis=axis, reach=1.0
    )


def line(row: Row, groups: list[str], currency: str) -> Line:
    few = row["deals"] < FEW
    title = " · ".join(name(group, most=24) for group in groups)
    return Line(
        title=f"<b>{title or _('Deals won')}</b>",
        value=value(row, few),
        low=row["low"],
        middle=row["win_rate"],
        high=row["high"],
        second=row.get("value_win_rate"),
        hover=told(row, title, currency),
        mark=mark(groups[0] if groups else "won", "", tuple(groups)),
        role="dropped" if few else "won",
        few=few,
    )


def value(row: Row, few: bool) -> str:
    if absent(row["win_rate"]):
        return paint(_("none decided yet"), "muted")
    text = say("{share} of {deals}", share=share(row["win_rate"]), deals=deals(row["deals"]))
    return paint(text + " · " + _("too few"), "muted") if few else text


def told(row: Row, title: str, currency: str) -> str:
    won = many(
        row["deals"], "{won} of {n} deal won", "{won} of {n} deals won", won=number(row["won"])
    )
    lines = [f"<b>{title}</b>" if title else "", f"{won}: {share(row['win_rate'])}"]
    if not absent(row["low"]):
        lines.append(
            say("likely between {low} and {high}", low=share(row["low"]), high=share(row["high"]))
        )
    if not absent(row.get("value_win_rate")):
        lines.append(say("{share} of the value", share=share(row["value_win_rate"])))
    if not absent(row.get("won_value")):
        lines.append(say("won deals worth {money}", money=full_money(row["won_value"], currency)))
    if row["deals"] < FEW:
        lines.append(_("too few to judge"))
    return hover(*lines)
