"""Where deals stop, drawn: bars to compare, conversions between them."""

from typing import Annotated, TypeAlias

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import Sign, below, foot_of, framed, lines_of
from cycle_kit.charts.counting_rules import RULES, counts, length, rule_of, rule_sign, won_title
from cycle_kit.charts.panels import (
    Panel,
    known,
    left_out,
    mark,
    multiples,
    own_scales,
    panels,
    reasons,
)
from cycle_kit.charts.rows import bars, hatched, plain, touched, upright, words
from cycle_kit.charts.tables import draws, table_of
from cycle_kit.charts.theme import colour, missing, paint
from cycle_kit.charts.told import Row, say
from cycle_kit.charts.words import FEW, _, absent, between, deals, name, number, share

ROW = 70  # pixels from one stage to the next
WIDE = 0.05  # rules that differ by more than this are told
Rules: TypeAlias = Annotated[pd.DataFrame, table_of("funnel_rules")]

TITLE = """
    {?waits}<b>{title}</b>  {count}[muted] · {open:n} still open[/] // <b>{title}</b>  {count}
"""
WENT_ON = """
    {?few}{?large}[muted]↓ {conversion:share} of {of} · [few][/]
    // {?few}[muted]↓ {conversion:share} of {of}[/]
    // {?large}↓ {conversion:share} (could become {could:share})
    // ↓ {conversion:share}
"""
BAR = """
    <b>{whole}</b>
    {counted}
    that is {overall:share} of the first stage
    {?before}{+lost}no further: {open:n–} still open, {lost:n–} lost, {dropped:n–} dropped
        // {?before}no further: {open:n–} still open, {dropped:n–} disqualified
    {?stands}{?unknown}of these {unknown:n} lost or dropped, last stage not known
    {?no_stage}{no_stage:#} open deal is in no stage and counts in none
        || {?no_stage}{no_stage:#} open deals are in no stage and count in none
    worth {value:full_money} // {note:text}
"""
OPEN = """
    <b>{stage:name–}</b>
    {?leads}{open:n} of {deals:#} lead is still open || {?leads}{open:n} of {deals:#} leads are still open
        // {open:n} of {deals:#} deal is still open here: not yet decided
        || {open:n} of {deals:#} deals are still open here: not yet decided
"""
STEP = """
    <b>{stage:name–}</b>
    {?visited}{conversion:share} as many deals visited the next stage as the {deals:deals} here
    // {conversion:share} of {of} went on
    likely between {low:share} and {high:share–}
    {at_most:share} if every open deal moves on
    {?few}[few]
"""
NOWHERE = "<b>Lost, stage not known</b>"
UNKNOWN = """
    <b>Lost, stage not known</b>
    {n:#} deal ended without a win; in which stage is not known
        || {n:#} deals ended without a win; in which stage is not known
"""


@draws
def funnel_chart(
    table: pd.DataFrame, *, rules: Rules | None = None, currency: str = ""
) -> go.Figure:
    """The table of `funnel` as bars in stage order with the conversions between them.

    `rules`: the table of `funnel_rules` of the same deals; where its rules differ by more than
    five points the range is told. `currency`: of the values in hover texts. A table split by
    `by=` becomes one panel per group. The step that fewest deals pass, even if every open deal
    moves on, is drawn in the accent colour. Lost deals whose last stage nobody knows are a bar of
    their own at the end: they did not stop in the first stage.

    customdata: bars [stage] ("won" for the last one), their open ends [stage, "open"], the words
    between bars [stage, "conversion"], the last bar [first stage, "unknown"]; in a split table
    [stage, "" | "open" | "conversion" | "unknown", *groups].
    """
    if not known(table, "deals") or not table["deals"].any():
        return missing("No deals to show here. Widen the filters, or load an export with deals.")
    shown = panels(table, "stage")
    most = max(len(panel.table) for panel in shown) + bool(unknown_of(table))
    traces = [trace for panel in shown for trace in panel_traces(panel, rules, currency)]
    layout, pixels = multiples(
        shown, inside=ROW * (most - 0.1), foot=False, xaxis={"showticklabels": False},
        yaxis=upright(most, above=0.5, below=0.3),
    )  # fmt: skip
    own_scales(layout, shown, RULES[rule_of(table)].column)
    lines = lines_of(left_out(table, "stage"), *reasons(table))
    notes = [below(*lines, down=0)] if lines else []
    signs = signs_of(table, split=len(shown) > 1)
    return framed(traces, layout, pixels, signs, *notes, foot=foot_of(lines))


def signs_of(table: pd.DataFrame, *, split: bool) -> list[Sign]:
    """What the marks mean."""
    rule = rule_of(table)
    counted = RULES[rule]
    found = {
        ("■", "stage", counted.bars): True,
        ("▨", "stage", "still open"): table["open"].any() and counted.stands,
        ("■", "ghost_key", "did not get here"): counted.nested,
        ("■", "lost", "lost, stage not known"): unknown_of(table),
        ("", "muted", "each panel to its own scale"): split,
    }
    return [*(sign for sign, there in found.items() if there), *rule_sign(rule)]


def unknown_of(table: pd.DataFrame) -> int:
    """How many ended in a stage that nobody knows."""
    none = "unknown" not in table or not RULES[rule_of(table)].stands
    return 0 if none else int(table["unknown"].fillna(0).sum())


def panel_traces(panel: Panel, rules: pd.DataFrame | None, currency: str) -> list:
    rule = rule_of(panel.table)
    told = {} if panel.groups else ranges(rules)
    rows = staged(panel, rule, told, currency)
    counted, places = RULES[rule], [at - 0.3 for at in range(len(rows))]
    return [
        *([ghosts(panel, rows)] if counted.nested else []),
        whole_bars(panel, rows),
        *([open_ends(panel, rows), *unknown_bar(panel, rows)] if counted.stands else []),
        words(panel, [say(TITLE, row) for row in rows], x=0, y=places),
        conversions(panel, rows),
    ]


def staged(panel: Panel, rule: str, told: dict[str, str], currency: str) -> list[Row]:
    """The rows with what their sentences ask for."""
    rows, small, counted = panel.rows(currency=currency), bool(panel.groups), RULES[rule]
    # leads are no deals: the steps of the sale are judged, and its first stage is where they begin
    worst = narrowest([row | {"deals": 0} if is_leads(row) else row for row in rows])
    began = next((row["deals"] for row in rows if not is_leads(row)), 0)
    for at, row in enumerate(rows):
        won, here = row["stage"] == "won", length(row, rule)
        row |= {"first": began, "here": here}
        row |= {
            "mark": mark(str(row["stage"]), "", panel.groups),
            "title": won_title(rule) if won else name(row["stage"], most=18 if small else 24),
            "whole": won_title(rule) if won else name(row["stage"]),
            "of": counts(row, rule),
            "count": number(here) if small else counts(row, rule),
            "counted": deals(row["deals"])
            if won and not counted.nested
            else say(counted.here, row),
            "won": won,
            "before": not won and counted.stands,
            "stands": counted.stands,
            "visited": rule == "visited",
            "large": not small,
            "few": row["deals"] < FEW,
            "waits": row["open"] and not small and counted.stands,
            "worst": at in worst,
            "could": could_become(row),
            **(of_leads(row) if is_leads(row) else {}),
            "rules": told.get(str(row["stage"])),
        }
    return rows


def is_leads(row: Row) -> bool:
    """The row before the first stage, of `funnel(leads=True)`; a stage of that name is a share of the first."""
    if row["stage"] != "leads" or not absent(row.get("overall")):
        return False
    return absent(row.get("at_most")) == (not row["deals"])  # under `exits` no stage has these


def of_leads(row: Row) -> Row:
    """Words of the leads, which have the columns of deals."""
    count = say("{deals:#} lead || {deals:#} leads", row)
    return {
        "title": _("Leads"),
        "whole": _("Leads"),
        "count": count,
        "counted": count,
        "of": count,
        "leads": True,
        "overall": None,
        "lost": None,
    }


def could_become(row: Row) -> float | None:
    most = row.get("at_most")
    return None if absent(most) or share(most or 0) == share(row["conversion"]) else most


def narrowest(rows: list[Row]) -> list[int]:
    """The steps that fewest deals pass even if every open deal moves on; none if none can be judged."""
    judged = {
        k: row["conversion"] if absent(row.get("at_most")) else row["at_most"]
        for k, row in enumerate(rows)
        if not absent(row["conversion"]) and row["deals"] >= FEW
    }
    least = min(judged.values(), default=None)
    return [k for k, passed in judged.items() if passed == least] if len(judged) > 1 else []


def ghosts(panel: Panel, rows: list[Row]) -> go.Bar:
    """Behind each bar the length of the one before: what is missing did not get here."""
    roles = ["accent_pale" if row["worst"] else "ghost" for row in rows[:-1]]
    return go.Bar(
        x=[row["deals"] - ((row.get("unknown") or 0) if row["stands"] else 0) for row in rows[:-1]],
        y=list(range(1, len(rows))),
        orientation="h",
        width=0.3,
        marker=plain("ghost") | {"color": list(map(colour, roles))},
        hoverinfo="skip",
        **panel.axes,
    )


def whole_bars(panel: Panel, rows: list[Row]) -> go.Bar:
    """The bars, drawn from their end to zero: so the pointer finds a pale end before its bar."""
    colours = [colour("won" if row["won"] else "stage") for row in rows]
    drawn = [row | {"back": -row["here"]} for row in rows]
    return bars(panel, drawn, BAR, x="back", base="here", look=plain("stage") | {"color": colours})


def unknown_bar(panel: Panel, rows: list[Row]) -> list:
    """Lost and dropped deals whose last stage nobody knows, apart from those that stopped in the first."""
    first = next((row for row in rows if not is_leads(row)), rows[0])
    count = first.get("unknown") or 0
    if not count:
        return []
    at, shown = len(rows), number(count) if panel.groups else deals(count)
    row = {"n": count, "at": at, "mark": mark(str(first["stage"]), "unknown", panel.groups)}
    bar = bars(panel, [row], UNKNOWN, x="n", look=plain("lost"))
    return [bar, words(panel, [f"{say(NOWHERE, {})}  {shown}"], x=0, y=[at - 0.3])]


def open_ends(panel: Panel, rows: list[Row]) -> go.Bar:
    """The open deals as the pale end of their bar, where the bar counts them."""
    counted = [
        row | {"back": -row["open"], "mark": mark(str(row["stage"]), "open", panel.groups)}
        for row in rows
        if 0 < row["open"] <= row["deals"]
    ]
    return bars(panel, counted, OPEN, x="back", base="deals", look=hatched())


def conversions(panel: Panel, rows: list[Row]) -> go.Scatter:
    """Between two bars, the share of deals that went on."""
    steps: list[Row] = [
        row | {"mark": mark(str(row["stage"]), "conversion", panel.groups)}
        for row in rows[:-1]
        if not absent(row["conversion"])
    ]
    texts = [step_words(row) for row in steps]
    trace = words(panel, texts, x=0, y=[row["at"] + 0.33 for row in steps])
    return trace.update(touched(steps, STEP))


def step_words(row: Row) -> str:
    text = say(WENT_ON, row)
    if row["few"]:
        return text
    text = paint(text, "accent", bold=True) if row["worst"] else text
    return text + say("[muted] · {rules}[/]", row)


def ranges(rules: pd.DataFrame | None) -> dict[str, str]:
    """Per stage the range between the rules of counting, where it is wide."""
    if rules is None or not known(rules, "gap"):
        return {}
    wide = rules[rules["gap"] > WIDE].groupby("stage", observed=True)["conversion"]
    spans = wide.agg(["min", "max"]).itertuples()
    text = "rules differ: {range}"
    return {str(stage): say(text, {"range": between(low, high)}) for stage, low, high in spans}
