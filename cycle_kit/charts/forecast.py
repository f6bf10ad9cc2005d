"""What will be won, drawn and told: the range, on what it rests, and how such forecasts did in the past."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import BarRow, Part, bar_rows_chart
from cycle_kit.charts.intervals import MOST, rest
from cycle_kit.charts.lines import Interval, lines_chart
from cycle_kit.charts.measured import axis, largest
from cycle_kit.charts.panels import ALONE, known
from cycle_kit.charts.past_words import SmallPrint, small_print
from cycle_kit.charts.sentences import Sentences, answer, lines
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import missing
from cycle_kit.charts.told import Row, hover, more_than, rows_of, said, say
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
        why = note_of(table) or _("There are no open deals, or none has an amount.")
        return missing(say("No value can be forecast here. {why}", {"why": why}))
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


def note_of(table: pd.DataFrame) -> str:
    """Why there is no money in the table; "" where nothing is said."""
    return _(next(iter(table.get("note", ())), ""))


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
        return missing(note_of(table) or "No open deal has a chance that can be told.")
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


METHOD_WORDS = {
    "rates": "Forecast at today's rates: how often deals of that stage, age, amount and owner go on, are won or "
    "lost, what happened lately counting for more; new deals as trend and season say.",
    "recent": "Forecast as the last four times: the mean of what was won in the last four spans as long. Which "
    "stage a deal is in, and for how long, does not count.",
    "history": "Forecast by history: what became of earlier deals that had waited as long in the same stage.",
    "stage": "Forecast by stage: what became of earlier deals in the same stage.",
    "crm": "Forecast by the probabilities and expected closes that stand in the CRM.",
    "run_rate": "Forecast by run rate: as much as in the last span as long. Which stage a deal is in, and for "
    "how long, does not count: export the stage history for more.",
}
AHEAD = """
    Eight times in ten between {p10:money–} and {p90:money–} will be won; as often more as less than {p50:money–}.
    {fresh:share} of what is expected comes from deals that are not created yet.
    Three deals carry {top:share} of what the open ones promise.
"""
PUSHED = """
    The closing date of {pushed:#} deal was pushed; {often:n} of these three times or more.
        || The closing dates of {pushed:#} deals were pushed; {often:n} of these three times or more.
"""
TRIED = """
    By {method}: tried at {dates:#} past date, what came lay within the range {hits}.
        || By {method}: tried at {dates:#} past dates, what came lay within the range {hits}.
"""
HITS = "{?n}once || {?n}{n:#} times // never"


def forecast_answer(
    forecast: pd.DataFrame,
    backtest: pd.DataFrame | None = None,
    *,
    slips: pd.DataFrame | None = None,
    currency: str = "",
) -> Sentences:
    """What will be won, how sure that is, on what it rests, and how such forecasts did in the past.

    `slips`: the table of `slips`, of the deals that are to be spoken of.
    """
    return answer(
        *lines(ahead_words, forecast, currency),
        *lines(tried_words, backtest),
        *lines(slipped_words, slips),
    )


def ahead_words(forecast: pd.DataFrame, currency: str) -> list[str]:
    """What will be won, how sure that is, and on what it rests."""
    rows = {str(row["part"]): row for row in rows_of(forecast, currency=currency)}
    whole, fresh = rows.get("all"), rows.get("not yet created")
    if whole is None or absent(whole["expected_value"]):
        why = note_of(forecast) or _("There are no amounts that can be added up.")
        return [say("No value can be forecast. {why}", {"why": why})]
    whole["top"] = rows.get("open deals", {}).get("top3_share")
    if fresh is not None and whole["expected_value"]:
        whole["fresh"] = fresh["expected_value"] / whole["expected_value"]
    return said(AHEAD, whole)


def method_words(method: str) -> SmallPrint:
    """On what a forecast by this method rests."""
    return small_print(_(METHOD_WORDS.get(method, "")))


def slipped_words(slips: pd.DataFrame) -> str:
    """How many of these deals had their date pushed, and how many again and again."""
    pushes = slips["pushes"]
    return say(PUSHED, {"pushed": (pushes > 0).sum(), "often": (pushes >= 3).sum()})


def tried_words(backtest: pd.DataFrame) -> list[str]:
    """Per method how often what came lay within the range, where eight in ten were promised."""
    told = []
    for method, mine in backtest.groupby("method", sort=False):
        hits = say(HITS, {"n": int(mine["inside_interval"].sum())})
        row = {"method": str(method).replace("_", " "), "dates": len(mine), "hits": hits}
        told.append(say(TRIED, row))
    return told
