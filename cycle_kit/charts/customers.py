"""Who buys again, drawn: customers per group, and how soon they come back."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.captions import LINE, broken, framed, note
from cycle_kit.charts.foremost import first_of
from cycle_kit.charts.intervals import MOST, grouped
from cycle_kit.charts.measured import largest
from cycle_kit.charts.outcome_curves import age_axis
from cycle_kit.charts.panels import Panel, known, left_out, multiples, panels, reasons_of
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, missing
from cycle_kit.charts.told import Row, hover, joined, not_shown, rows_of, said, say
from cycle_kit.charts.words import FEW, _, share

INSIDE = 220  # pixels of one panel
KINDS = {"back": ("won", "came back"), "once": ("stage", "bought once so far")}
TITLE = "<b>{title}</b>"
VALUE = "{customers:#} customer || {customers:#} customers"
UNDER = """
    {-few}{again_within_year:share} again in a year
    {value_per_customer:money} each
    largest {largest_customer_share:share}
"""
BAR = """
    <b>{title}</b>
    {kind:_}: {part:n}
    {won_deals:deals} won, {won_value:full_money} // {won_deals:deals} won
    {value_per_customer:full_money} for a customer
    none is more of the won value than {largest:name}: {largest_customer_share:share}
    {again_within_year:share} buy again within a year
    likely between {low:share} and {high:share}
    {?few}[few]
"""
ANSWER = """
    {again_within_year:share} of customers buy again within a year of their first win; those not watched for so long
        are not yet counted against it.
        // Whether customers buy again within a year is not known yet.
    {?few}Few were watched for so long: [few].
    No customer is more of the won value than {largest:name}: {largest_customer_share:share}.
"""
GROUPS = """
    {?tie}{largest_customer_share:share} of the won value of each of {titles} hangs on one customer: nowhere is
        it more.
        // {largest_customer_share:share} of the won value of {title} hangs on one customer, {largest:name}: nowhere
        is it more.
"""
POINT = """
    <b>After {days:full_days}</b>
    {again:share} bought again
    likely between {low:share} and {high:share}
    {watched:#} customer watched for so long, or back before
        || {watched:#} customers watched for so long, or back before
"""
CURVE = """
    {again:share} of customers had bought again after {days:full_days}; beyond, no more came back or too few
        were watched.
    {?early}{watched:#} was watched for so long, or came back before; {early:n} have not yet had the time.
        || {?early}{watched:#} were watched for so long, or came back before; {early:n} have not yet had the time.
        // {watched:#} customer was watched for so long, or came back before.
        || All {watched:#} were watched for so long, or came back before.
    {?elsewhere}Not in it: {elsewhere:n}, who won first elsewhere.
    {?few}These are [few].
"""
NOBODY = "No customer bought again, or too few were watched to draw how soon."


@draws
def customers_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `customers`: per group a bar of its customers, those that came back apart.

    Under each stand what one is worth, and the largest. customdata: ["back" or "once", *groups].
    """
    if not known(table, "customers") or not table["customers"].any():
        return missing("No customers to show here. This needs won deals with their accounts.")
    rows = grouped(table, "customers", alone="customers", letters=24, currency=currency)
    split = bool(rows[0]["groups"])
    rows = [titled(row, split) for row in rows]
    foot = [answer(rows, split=split), *reasons_of(rows), not_shown(MOST, len(table))]
    return bar_rows_chart(
        [one_group(row) for row in rows], [("■", *kind) for kind in KINDS.values()],
        reach=largest(row["customers"] for row in rows), foot=joined(foot, " "),
    )  # fmt: skip


def titled(row: Row, split: bool) -> Row:
    nameless = _("Not known") if split else _("All customers")
    return row | {"title": row["title"] or nameless, "few": row["watched"] < FEW}


def one_group(row: Row) -> BarRow:
    back = row["returning_customers"]
    sizes = {"back": (0, back), "once": (back, row["customers"] - back)}
    parts = []
    for kind, (at, size) in sizes.items():
        role, text = KINDS[kind]
        told = hover(BAR, row | {"kind": text.capitalize(), "part": size})
        if size:
            parts.append(Part(size, told, [kind, *row["groups"]], role, at))
    return BarRow(say(TITLE, row), say(VALUE, row), parts, joined(said(UNDER, row)))


def answer(rows: list[Row], *, split: bool) -> str:
    """Who buys again, and what hangs on the largest; of groups where most hangs on one."""
    if not split:
        return say(ANSWER, rows[0])
    return say(GROUPS, first_of(rows, "largest_customer_share"))


@draws
def buying_again_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `buying_again` as a rising line with its likely range, by days since the first win.

    customdata of each point: [days, *groups].
    """
    if not known(table, "again"):
        return missing(NOBODY)
    shown = panels(table, "days")
    single = len(shown) == 1
    traces = [trace for panel in shown for trace in curve(panel)]
    layout, pixels = multiples(
        shown, inside=INSIDE if single else INSIDE / 2, xaxis=age_axis(table),
        yaxis=upward(table, labelled=single),
    )  # fmt: skip
    last = rows_of(shown[0].table)[-1]
    ending = say(CURVE, last | {"few": last["at_risk"] < FEW})
    lines = broken(ending if single else left_out(table, "days"), 52)
    ends = note("<br>".join(lines), y=0, yanchor="top", yshift=-26)
    margin = 48 if single else 10
    ends["xshift"] = 6 - margin
    ranges = [("┄", "won", "likely range")] if known(table, "low") else []
    signs = [("━", "won", "bought again"), *ranges]
    return framed(
        traces, layout, pixels, signs, ends, foot=LINE * len(lines) + 30, sides=(margin, 14),
        shift=margin - 6,
    )  # fmt: skip


def upward(table: pd.DataFrame, *, labelled: bool) -> dict:
    """From none up to the highest share that may be."""
    most = float(table[["again", "high"]].max().max())
    top = next(end for end in (0.1, 0.2, 0.5, 1.0) if most <= end + 1e-9)
    ticks = [0, top / 2, top]
    return {
        "range": [0, top], "tickvals": ticks, "ticktext": [share(at) for at in ticks],
        "showticklabels": labelled, "automargin": False,
    }  # fmt: skip


def curve(panel: Panel) -> list[go.Scatter]:
    """The share that has bought again, and the limits of its likely range."""
    rows = rows_of(panel.table)
    began = {"days": 0.0, "again": 0.0, "low": 0.0, "high": 0.0}
    line = {"color": colour("won"), "width": 2.5, "shape": "hv"}
    thin = {"color": colour("won"), "width": 1, "shape": "hv", "dash": "dot"}
    sides = [
        stairs(panel, [began, *rows], name, thin, hoverinfo="skip")
        for name in ("low", "high")
        if known(panel.table, name)
    ]
    told = [hover(POINT, row) for row in rows]
    marks = [[str(row["days"]), *panel.groups] for row in rows]
    first = [["0", *panel.groups], *marks]
    words = {"hovertext": ["", *told], "hoverinfo": "text", "customdata": first}
    return [*sides, stairs(panel, [began, *rows], "again", line, **words)]


def stairs(panel: Panel, rows: list[Row], name: str, line: dict, **told) -> go.Scatter:
    return go.Scatter(
        x=[row["days"] for row in rows], y=[row[name] for row in rows], mode="lines", line=line,
        cliponaxis=False, **told, **panel.axes,
    )  # fmt: skip
