"""What becomes of each product, drawn: a bar of its won value, and behind it what is still open."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.foremost import foremost, together
from cycle_kit.charts.intervals import MOST, grouped
from cycle_kit.charts.measured import largest
from cycle_kit.charts.panels import known, reasons
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, hover, joined, not_shown, said, say
from cycle_kit.charts.words import FEW, _, absent
from cycle_kit.metrics.own_columns import MARK

#: the column of a table that is split by currency, as charts are given it
CURRENCY = "currency" + MARK
#: of each part of a bar: its column where there are values, and where there are none; colour; words; not finished
PARTS = (
    ("won_value", "won", "won", "won", False),
    ("open_value", "open_deals", "stage", "still open", True),
)
TITLE = "<b>{title}</b>  [muted]{deals:#} deal[/] || <b>{title}</b>  [muted]{deals:#} deals[/]"
VALUE = "{won_value:money} won // {won:n} won"
UNDER = """
    {?few}[muted]{won:n} of {decided:n} decided won · too few[/]
        // {?decided}{won:n} of {decided:n} decided won // nothing decided yet
    {value_win_rate:share} of their value
"""
BAR = """
    <b>{title}</b>
    {won:n} of {decided:#} decided deal won || {won:n} of {decided:#} decided deals won
    likely between {low:share} and {high:share}
    {won_value:full_money} won
    {value_win_rate:share} of the value decided
    {open_value:full_money} in {open_deals:#} open deal || {open_value:full_money} in {open_deals:#} open deals
        // {open_deals:#} open deal || {open_deals:#} open deals
    {?few}[few]
"""
ANSWER = """
    {?by_value}{?tie}Most came of {titles}: {won_value:full_money} each.
        // {?by_value}{?partly}Of what is known most came of {title}: {won_value:full_money} from {won:#} won deal.
        || {?by_value}{?partly}Of what is known most came of {title}: {won_value:full_money} from {won:#} won deals.
        // {?by_value}Most came of {title}: {won_value:full_money} from {won:#} won deal.
        || {?by_value}Most came of {title}: {won_value:full_money} from {won:#} won deals.
        // {?tie}Most deals were won with {titles}: {won:#} each.
        // {?won}Most deals were won with {title}: {won:#}. // Nothing is won yet.
    {?won}{?few}That is [few].
    A deal counts in every product of its lines, with the value of these lines.
"""


@draws
def by_line_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `by_line`: per product a bar of what its lines won and of what is still open.

    Where lines have no amounts the bars are numbers of deals. customdata: [product, *groups].
    """
    if not known(table, "deals"):
        return missing(
            "No product lines to show here. Widen the filters, or load them with lines=."
        )
    rows = grouped(table, "deals", alone="product", letters=24, currency=currency)
    money = known(table, "won_value", "open_value")
    drawn = [one_product(told_of(row), money=money) for row in rows]
    signs = [
        ("▨" if is_open else "■", role, text)
        for value, number, role, text, is_open in PARTS
        if table[value if money else number].any()
    ]
    foot = [answer(table, currency), *reasons(table), not_shown(MOST, len(table))]
    reach = largest(sum(part.size for part in row.parts) for row in drawn)
    return bar_rows_chart(drawn, signs, reach=reach, foot=joined(foot, " "))


def answer(table: pd.DataFrame, currency: str) -> str:
    """Of which product most came, of all rows whatever their order; in several currencies, by won deals."""
    won = table[table["won"].gt(0)]
    one_money = CURRENCY not in table or table[CURRENCY].nunique() < 2
    valued = won[won["won_value"].gt(0)] if one_money else won[:0]
    first = foremost(valued, "won_value") if len(valued) else foremost(won, "won")
    rows = list(
        map(told_of, grouped(first, "deals", alone="product", letters=24, currency=currency))
    )
    about = {
        "by_value": len(valued) > 0,
        "partly": bool(won["won_value"].isna().any()),
        "tie": len(first) > 1,
        "titles": together(row["title"] for row in rows) if rows else "",
        "few": any(row["few"] for row in rows),
    }
    return say(ANSWER, rows[0] | about if rows else {})


def told_of(row: Row) -> Row:
    return row | {"title": row["title"] or _("Not known"), "few": row["decided"] < FEW}


def one_product(row: Row, *, money: bool) -> BarRow:
    parts, at = [], 0.0
    for value, number, role, _text, is_open in PARTS:
        size = row[value if money else number]
        if not absent(size) and size:
            parts.append(
                Part(
                    size, hover(BAR, row), [str(each) for each in row["groups"]], role, at, is_open
                )
            )
            at += size
    return BarRow(say(TITLE, row), say(VALUE, row), parts, joined(said(UNDER, row)))
