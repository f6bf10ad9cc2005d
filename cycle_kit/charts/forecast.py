"""What will be won, drawn: the range and its middle, for open deals, those to come, and all."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import ALONE, BarRow, Part, bar_rows_chart
from cycle_kit.charts.cycle_length import rest
from cycle_kit.charts.lines import Line, lines_chart
from cycle_kit.charts.measured import axis, largest
from cycle_kit.charts.panels import known
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing, paint
from cycle_kit.charts.words import (
    _,
    absent,
    deals,
    full_money,
    hover,
    many,
    money,
    name,
    say,
    share,
    trimmed,
)  # fmt: skip

MOST, DEALS = 30, 20  # rows of a forecast; deals in one figure
TITLES = {"open deals": "Open deals", "not yet created": "Not yet created", "all": "All together"}
Row = dict


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
    rows = table.head(MOST).to_dict("records")
    lines = [line(row, currency) for row in rows]
    reach = largest(row[end] for row in rows for end in ("p90", "expected_value"))
    signs = [
        ("━", "stage", _("eight times in ten within")),
        ("●", "stage", _("as often more as less")),
        ("◇", "ink", _("expected")),
    ]
    upward = axis(0, reach, "won_value", currency)
    return lines_chart([ALONE], [lines], signs, more=rest(table), axis=upward, reach=reach)


def title(row: Row) -> str:
    if not absent(row.get("owner")):
        return name(row["owner"], most=20)
    part = str(row["part"])
    if "owner" in row and part == "open deals":
        return _("No owner")
    return _(TITLES.get(part, part))


def line(row: Row, currency: str) -> Line:
    there = absent(row.get("deals"))
    count = "" if there else "  " + paint(deals(row["deals"]), "muted")
    whole = row["part"] == "all"
    words = money_range(row, currency)
    return Line(
        title=paint(title(row), "accent", bold=True) + count
        if whole
        else f"<b>{title(row)}</b>{count}",
        value=paint(words, "accent", bold=True) if whole else words,
        low=row["p10"],
        middle=row["p50"],
        high=row["p90"],
        second=row["expected_value"],
        hover=told(row, currency),
        mark=[str(row["part"]), "" if absent(row.get("owner")) else str(row["owner"])],
        role="accent" if whole else "stage",
    )


def money_range(row: Row, currency: str) -> str:
    """The range in words: "€1.5 M to €3.1 M"."""
    if absent(row["p10"]):
        return paint(_("no amounts"), "muted")
    return say("{low} to {high}", low=money(row["p10"], currency), high=money(row["p90"], currency))


def told(row: Row, currency: str) -> str:
    lines = [f"<b>{title(row)}</b>"]
    if not absent(row.get("deals")):
        lines.append(many(row["deals"], "{n} open deal", "{n} open deals"))
    expected = say("{n} deals won expected", n=trimmed(row["expected_deals"], 1))
    lines.append(expected)
    if not absent(row["p50"]):
        ends = {end: full_money(row[end], currency) for end in ("p10", "p50", "p90")}
        lines.append(say("eight times in ten from {p10} to {p90}", **ends))
        lines.append(say("as often more as less than {p50}", **ends))
    if not absent(row["expected_value"]):
        lines.append(
            say("{money} expected on average", money=full_money(row["expected_value"], currency))
        )
    if not absent(row.get("top3_share")):
        lines.append(say("{share} of it rests on three deals", share=share(row["top3_share"])))
    return hover(*lines)


def deals_chart(table: pd.DataFrame, currency: str) -> go.Figure:
    """The deals that most is expected of, each on the ghost of its whole value."""
    if not known(table, "expected_value"):
        return missing("No open deal has a chance that can be told.")
    rows = table.head(DEALS).to_dict("records")
    reach = largest(value for row in rows for value in (row["value"], row["expected_value"]))
    more = len(table) - DEALS
    foot = (
        many(more, "{n} more deal is not shown", "{n} more deals are not shown") if more > 0 else ""
    )
    signs = [("■", "stage", _("expected of it")), ("■", "ghost_key", _("if it is won"))]
    return bar_rows_chart([deal_row(row, currency) for row in rows], signs, reach=reach, foot=foot)


def deal_row(row: Row, currency: str) -> BarRow:
    click = [str(row["deal_id"])]
    text = told_deal(row, currency)
    beside = "" if absent(row.get("stage")) else name(row["stage"], most=18)
    title = f"<b>{name(row['deal_id'], most=20)}</b>  {paint(beside, 'muted')}"
    value = say(
        "{share} of {money}", share=share(row["p_win_by"]), money=money(row["value"], currency)
    )
    whole = Part(row["value"], text, click, "ghost")
    return BarRow(title, value, (whole, Part(row["expected_value"], text, click)))


def told_deal(row: Row, currency: str) -> str:
    lines = [f"<b>{name(row['deal_id'])}</b>"]
    lines += [name(row[key]) for key in ("stage", "owner") if not absent(row.get(key))]
    lines.append(say("1 deal, won by then with {share}", share=share(row["p_win_by"])))
    lines.append(say("worth {money}", money=full_money(row["value"], currency)))
    if row.get("value_imputed"):
        lines.append(_("its amount is missing: the usual one is taken"))
    lines.append(say("expected: {money}", money=full_money(row["expected_value"], currency)))
    return hover(*lines)
