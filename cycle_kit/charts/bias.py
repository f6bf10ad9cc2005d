"""Whose forecasts are too high or too low, drawn and told: what was predicted beside what came, by group."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import day
from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.foremost import foremost, together
from cycle_kit.charts.measured import axis, largest
from cycle_kit.charts.method_names import called
from cycle_kit.charts.panels import by_columns, known
from cycle_kit.charts.sentences import Sentences, of_answers, sentences
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, hover, joined, not_shown, rows_of, said, say
from cycle_kit.charts.words import FEW, _, absent

MOST = 20  # groups in one figure
OWN = "crm"  # the company's own chances, whose bias is asked for where there are several methods
NONE = "No deals were open at any date that could be tried."
TITLE = "<b>{who:name24}</b>  [muted]{deals:deals}[/]"
BIAS = "{?few}[muted]{bias:relative} · [few][/] // {bias:relative} // [muted]nothing came[/]"
CAME = """
    {predicted:money–} predicted, {actual:money–} came
    {won:n} won, {closed:n} closed in any way ({closed_share:share})
"""
TOLD = """
    <b>{who:name–}</b>
    {when:–}
    {deals:#} deal open then || {deals:#} deals open then
    predicted {predicted:full_money–}
    came in: {actual:full_money–}
    {bias:relative}
    {won:n} of them won by the end of the days: {won_share:share}
    likely between {low:share} and {high:share}
    closed in any way: {closed_share:share}
    {?few}[few]
"""
WHEN = "{method:–}, of the deals that were open on {day:date}:"
HIGHEST = """
    {?tie}Farthest too high: {whose} ({bias:relative} each).
        // Farthest too high: {who:–}, {predicted:money–} predicted and {actual:money–} came ({bias:relative}).
"""
LOWEST = """
    {?tie}Farthest too low: {whose} ({bias:relative} each).
        // Farthest too low: {who:–}, {predicted:money–} predicted and {actual:money–} came ({bias:relative}).
"""
BY_GROUP = """
    {who:–}: {closed:n} of {deals:#} deal closed by the end of the days ({closed_share:share}), {won:n} won.
        || {who:–}: {closed:n} of {deals:#} deals closed by the end of the days ({closed_share:share}), {won:n} won.
"""
SPOKEN = 4  # groups, of most deals
NO_BIAS = "Of no group anything came, so that nothing can be said of how far off it was."


def bias_chart(table: pd.DataFrame, currency: str) -> go.Figure:
    """The table of `backtest` by groups, at its last date: what came, and what was predicted beyond it.

    Of several methods the CRM's own chances, else the first. customdata: [method, date, *groups].
    """
    if table.empty:
        return missing(NONE)
    if not known(table, "predicted", "actual"):
        return missing(joined(bias_words(table, currency).in_chart, " "))
    rows = latest(table, currency)
    reach = largest(row[each] for row in rows for each in ("predicted", "actual"))
    signs = [
        ("■", "won", "predicted, and came"),
        ("■", "open", "predicted, did not come"),
        ("■", "skip", "came beyond it"),
    ]
    shown = joined([*bias_words(table, currency).in_chart, not_shown(MOST, len(rows))], " ")
    return bar_rows_chart(
        list(map(group_row, rows[:MOST])), signs,
        reach=reach, axis=axis(0, reach, "won_value", currency), foot=shown,
    )  # fmt: skip


def latest(table: pd.DataFrame, currency: str) -> list[Row]:
    """The rows of the last date and of one method, those of most deals first."""
    methods = list(dict.fromkeys(table["method"]))
    mine = table[table["method"] == (OWN if OWN in methods else methods[0])]
    mine = mine[mine["date"] == mine["date"].max()].sort_values(
        "deals", ascending=False, kind="stable"
    )
    keys = by_columns(table, "method")
    return [row | whose(row, keys) for row in rows_of(mine, currency=currency)]


def whose(row: Row, keys: list[str]) -> Row:
    groups = ["" if absent(row[key]) else str(row[key]) for key in keys]
    return {
        "who": joined(groups) or _("not known"),
        "when": say("{day:date}", {"day": row["date"]}),
        "few": row["deals"] < FEW,
        "mark": [str(row["method"]), day(row["date"]), *groups],
    }


def group_row(row: Row) -> BarRow:
    """What came, and beyond it what did not come of what was predicted, or what came on top."""
    told, mark = hover(TOLD, row), row["mark"]
    if absent(row["predicted"]) or absent(row["actual"]):
        parts = []
    elif row["error"] > 0:
        parts = [
            Part(row["actual"], told, mark, "won"),
            Part(row["error"], told, mark, "open", row["actual"]),
        ]
    else:
        parts = [
            Part(row["predicted"], told, mark, "won"),
            Part(-row["error"], told, mark, "skip", row["predicted"]),
        ]
    return BarRow(say(TITLE, row), say(BIAS, row), parts, joined(said(CAME, row)))


@of_answers
def bias_words(table: pd.DataFrame, currency: str = "") -> Sentences:
    """Whose forecast was farthest too high and farthest too low at the last date, and which share of each closed."""
    rows = latest(table, currency) if len(table) else []
    if not rows:
        return sentences(_(NONE))
    told = say(WHEN, {"day": rows[0]["date"], "method": called(str(rows[0]["method"]))})
    judged = [row for row in rows if not absent(row["bias"])]
    closed = [say(BY_GROUP, row) for row in rows[:SPOKEN]]
    notes = joined(dict.fromkeys(_(row["note"]) for row in rows), " ")
    if not judged:
        nothing_came = _(NO_BIAS) if known(table, "actual") else ""
        return sentences(told, nothing_came, *closed, notes)
    high, low = (farthest(judged, least=least) for least in (False, True))
    return sentences(
        told,
        say(HIGHEST, high) if high["bias"] > 0 else "",
        say(LOWEST, low) if low["bias"] < 0 else "",
        *closed,
        say("{?few}These are [few].", {"few": sum(row["deals"] for row in rows) < FEW}),
        notes,
    )


def farthest(judged: list[Row], *, least: bool) -> Row:
    """The group whose forecast was farthest off to one side, with all who share that."""
    first = rows_of(foremost(pd.DataFrame(judged), "bias", least=least))
    return first[0] | {"tie": len(first) > 1, "whose": together(row["who"] for row in first)}
