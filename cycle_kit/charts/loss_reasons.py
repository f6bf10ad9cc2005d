"""Why deals end without a win, drawn: reasons as bars, cut by the stage where the deal died, or over time."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import day, names_of_periods, period_label
from cycle_kit.charts.captions import below, foot_of, framed, lines_of
from cycle_kit.charts.loss_words import loss_words, named_twice, of_leads
from cycle_kit.charts.panels import (
    Panel,
    by_columns,
    known,
    left_out,
    left_out_of,
    mark,
    multiples,
    panels,
    panels_of,
    reasons,
)
from cycle_kit.charts.rows import bars, columns, plain, upright, words
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, missing
from cycle_kit.charts.told import Row, more_than, say
from cycle_kit.charts.words import _, absent, name, number, period

ROW = 50
MOST = 15  # reasons in one panel
INSIDE = 84  # pixels of a panel over time
#: what a deal that ended without a win can be, and the colour of text inside its bars
INKS = {"lost": "on_mark", "dropped": "on_dropped", "disqualified": "on_dropped"}
#: colours of what is not an outcome of deals
ROLES = {"disqualified": "dropped"}
NO_DEALS = "No deals ended without a win here, so there are no reasons to show."
NO_LEADS = "No lead was disqualified here, so there are no reasons to show."
TITLE = """
    {?small}{?reason}<b>{reason:name16}</b>  {counts:–} // <b>{reason:name30}</b>  {counts:–}
    // <i>no reason given</i>  {counts:–}
"""
HOVER = """
    <b>{reason:name}</b> // <b>no reason given</b>
    {when}
    {?leads}{deals:#} lead {outcome:_} || {?leads}{deals:#} leads {outcome:_}
        // {deals:#} deal {outcome:_} in {stage:name–} || {deals:#} deals {outcome:_} in {stage:name–}
    {?leads}{share:share–} of all leads {outcome:_} // {share:share–} of all deals {outcome:_}
    worth {value:full_money} // {note:text}
"""


@draws
def loss_reasons_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `loss_reasons` as one bar per reason, lost and dropped apart, cut by stage.

    With periods (`every=`) each reason becomes a panel of columns over time. The longest bar stands
    first. customdata of a part: [stage, outcome, reason, period, *groups], each empty
    where the table's cell is.
    """
    if not known(table, "deals") or not table["deals"].any():
        return missing(NO_LEADS if of_leads(table) else NO_DEALS)
    signs = [
        ("■", ROLES.get(each, each), each) for each in INKS if (table["outcome"] == each).any()
    ]
    if known(table, "period"):
        return over_time_chart(table, signs, currency)
    shown = panels(table, "reason")
    ordered = [by_length(panel.table) for panel in shown]
    longest = max(map(len, ordered))
    most = min(MOST, longest)
    layout, pixels = multiples(
        shown, inside=ROW * most, foot=False, xaxis={"showticklabels": False},
        yaxis=upright(most, above=0.68, below=0.32),
    )  # fmt: skip
    traces = []
    for panel, own in zip(shown, ordered, strict=True):
        rows = [row for row in panel.rows(currency=currency) if text(row["reason"]) in own[:MOST]]
        traces += reason_bars(panel, own[:MOST], rows)
        reach = max(
            sum(row["deals"] for row in rows if text(row["reason"]) == reason)
            for reason in own[:MOST]
        )
        layout[panel.across]["range"] = [0, reach]
    layout |= {"barmode": "stack", "uniformtext": {"mode": "hide", "minsize": 11}}
    further = "{n:#} more reason is not shown || {n:#} more reasons are not shown"
    more = left_out(table, "reason") or more_than(MOST, longest, further)
    lines = lines_of(more, *answer(table), *reasons(table))
    return framed(traces, layout, pixels, signs, below(*lines), foot=foot_of(lines))


def answer(table: pd.DataFrame) -> list[str]:
    """Of leads, and of deals with several reasons each, what the bars say."""
    whole = not by_columns(table, "reason")
    return loss_words(table).in_chart if whole and (of_leads(table) or named_twice(table)) else []


def text(value: object) -> str:
    return "" if absent(value) else str(value)


def by_length(table: pd.DataFrame) -> list[str]:
    """The reasons by how many deals ended for them, lost and dropped, in whatever stage."""
    counts = table["deals"].groupby(table["reason"].map(text), sort=False).sum()
    return list(counts.sort_values(ascending=False, kind="stable").index)


def reason_bars(panel: Panel, reasons: list[str], rows: list[Row]) -> list:
    """The words of each reason, and its parts: one trace per outcome."""
    above = [at - 0.41 for at in range(len(reasons))]
    titles = [title(reason, rows, small=bool(panel.groups)) for reason in reasons]
    seen = {row["outcome"] for row in rows}
    parts = [part(panel, rows, reasons, outcome) for outcome in INKS if outcome in seen]
    return [words(panel, titles, x=0, y=above), *parts]


def title(reason: str, rows: list[Row], *, small: bool) -> str:
    """A reason with its counts: "Price  34 lost · 5 dropped"."""
    own = [row for row in rows if text(row["reason"]) == reason]
    counts = {
        outcome: sum(row["deals"] for row in own if row["outcome"] == outcome) for outcome in INKS
    }
    shown = " · ".join(
        number(count) if small else f"{number(count)} {_(outcome)}"
        for outcome, count in counts.items()
        if count
    )
    return say(TITLE, {"reason": reason, "counts": shown, "small": small})


def part(panel: Panel, rows: list[Row], reasons: list[str], outcome: str) -> go.Bar:
    own = [
        row | {"at": reasons.index(text(row["reason"]))}
        for row in rows
        if row["outcome"] == outcome
    ]
    return bars(
        panel,
        told(own, panel.groups),
        HOVER,
        x="deals",
        look=plain(ROLES.get(outcome, outcome)) | {"line": {"width": 1, "color": colour("ground")}},
        width=0.44,
        inside=[
            ""
            if outcome == "disqualified"  # leads are in no stage
            else name(row["stage"], most=10 if panel.groups else 20)
            for row in own
        ],
        ink=INKS[outcome],
    )


def told(rows: list[Row], groups: tuple[str, ...]) -> list[Row]:
    """The rows with the name of their period, and what a click on them tells."""
    found = []
    for row in rows:
        when = row.get("period")
        at = day(when) if isinstance(when, pd.Timestamp) else text(when)
        click = [*mark(text(row["stage"]), str(row["outcome"])), text(row["reason"]), at]
        named = ""
        if not absent(when):
            label = row.get("label")
            named = period(when) if absent(label) else period_label(str(label))
        leads = row["outcome"] == "disqualified"
        found.append(row | {"when": named, "leads": leads, "mark": [*click, *groups]})
    return found


def over_time_chart(table: pd.DataFrame, signs: list, currency: str) -> go.Figure:
    """The table of `loss_reasons` with periods, those who know theirs; all panels on one common scale."""
    table = table[table["period"].notna()]
    keys = [*by_columns(table, "reason"), "reason"]
    shown = panels_of(table, keys)
    starts = sorted(table["period"].dropna().unique())
    names = names_of_periods(table)
    ends = slice(None, None, max(1, len(names) - 1))  # the first and the last have a tick
    named = table[keys].astype(str)
    totals = table.groupby([*(named[key] for key in keys), "period"])["deals"].sum()
    ticks = {"tickvals": list(range(len(names)))[ends], "ticktext": names[ends], "tickangle": 0}
    layout, pixels = multiples(
        shown, inside=INSIDE, xaxis={"range": [-0.6, len(names) - 0.4], **ticks},
        yaxis={"range": [0, float(totals.max())], "showticklabels": False},
    )  # fmt: skip
    traces = [trace for panel in shown for trace in over_time(panel, starts, currency)]
    lines = lines_of(left_out_of(table, keys), *answer(table), *reasons(table))
    layout |= {"barmode": "stack"}
    return framed(traces, layout, pixels, signs, below(*lines), foot=foot_of(lines, empty=6))


def over_time(panel: Panel, starts: list, currency: str) -> list[go.Bar]:
    """The deals of each outcome, a part per stage."""
    placed = [row | {"place": starts.index(row["period"])} for row in panel.rows(currency=currency)]
    rows = told(placed, panel.groups[:-1])
    edge = {"line": {"width": 0.5, "color": colour("ground")}}
    parts = {outcome: [row for row in rows if row["outcome"] == outcome] for outcome in INKS}
    return [
        columns(
            panel, own, HOVER, x="place", y="deals", look=plain(ROLES.get(outcome, outcome)) | edge
        )
        for outcome, own in parts.items()
    ]
