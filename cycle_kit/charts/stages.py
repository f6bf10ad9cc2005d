"""What became of deals, stage by stage, drawn: the ledger that adds up, and one step under five rules of counting."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import near, share_axis
from cycle_kit.charts.captions import Sign, below, framed
from cycle_kit.charts.funnel import WIDE
from cycle_kit.charts.panels import (
    Panel,
    known,
    left_out,
    mark,
    multiples,
    own_scales,
    panels,
    with_stays,
)
from cycle_kit.charts.rows import bars, dots, hatched, plain, spans, upright, words
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, missing, paint
from cycle_kit.charts.told import Row, say
from cycle_kit.charts.words import _, absent, between, number, share

#: column of `ledger`: (colour role, colour role of the text inside, words)
FATES = {
    "forward": ("stage", "on_mark", "went on"),
    "skip": ("skip", "on_pale", "skipped ahead"),
    "back": ("back", "on_mark", "went back"),
    "won": ("won", "on_mark", "won"),
    "lost": ("lost", "on_mark", "lost"),
    "dropped": ("dropped", "on_dropped", "dropped"),
    "open": ("open", "on_pale", "still there"),
}
ENTRIES = """
    {?small}<b>{stage:name18–}</b>  {entries:n–}
    // <b>{stage:name30–}</b>  {entries:#} entry || <b>{stage:name30–}</b>  {entries:#} entries
"""
FATE = """
    <b>{stage:name–}</b>
    {part:n–} of {entries:#} entry: {fate:_} || {part:n–} of {entries:#} entries: {fate:_}
    {?ends}{?undone}{undone:#} of the won, lost and dropped was reopened later
        || {?ends}{?undone}{undone:#} of the won, lost and dropped were reopened later
"""

#: rule: (sign in the key, plotly's name of the sign, what the rule counts)
RULES = {
    "reached": ("●", "circle", "reached it"),
    "visited": ("□", "square-open", "visited it"),
    "in_order": ("△", "triangle-up-open", "in this order"),
    "closed": ("◇", "diamond-open", "closed deals"),
    "exits": ("+", "cross-thin-open", "exits"),
}
RULED = """
    {?small}<b>{stage:name16}</b> // {?skips}<b>{stage:name26}</b>[muted] · {skips:n} skipped it[/]
    // <b>{stage:name26}</b>
"""
BY_RULE = """
    <b>{stage:name}</b>
    rule "{rule}"
    {conversion:share} of {deals:deals–} went on
"""


def rest(table: pd.DataFrame, column: str) -> tuple[list[dict], int]:
    """The words about panels that found no place, and the pixels below a chart."""
    more = left_out(table, column)
    return ([below(more, down=20, yanchor="bottom")], 26) if more else ([], 4)


@draws
def ledger_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `ledger`: each stage's entries as one bar, cut by what became of them.

    The parts have the lengths of the columns `forward` to `open`, so they add up to `entries`.
    customdata: [stage, column], for example ["Proposal", "lost"]; split: [stage, column, *groups].
    """
    if not known(table, "entries") or not table["entries"].any():
        return missing(
            "No entries to a stage here. This needs the stage history: "
            "export it with the date of every stage change."
        )
    table = with_stays(table, "entries")
    shown = panels(table, "stage")
    most = max(len(panel.table) for panel in shown)
    layout, pixels = multiples(
        shown, inside=52 * most, foot=False, xaxis={"showticklabels": False},
        yaxis=upright(most, above=0.68, below=0.32),
    )  # fmt: skip
    own_scales(layout, shown, "entries")
    # pale parts have the colour of their lines in the key
    looks = {fate: ("■", role) for fate, (role, _ink, _words) in FATES.items()}
    looks["open"] = ("▨", "stage")
    signs: list[Sign] = [(*looks[fate], FATES[fate][2]) for fate in FATES if table[fate].any()]
    signs += [("", "muted", "each panel to its own scale")] if len(shown) > 1 else []
    traces = [trace for panel in shown for trace in entries(panel)]
    layout |= {"barmode": "stack", "uniformtext": {"mode": "hide", "minsize": 11}}
    notes, foot = rest(table, "stage")
    return framed(traces, layout, pixels, signs, *notes, foot=foot)


def entries(panel: Panel) -> list:
    rows = panel.rows()
    above = [at - 0.4 for at in range(len(rows))]
    titles = words(panel, [say(ENTRIES, row) for row in rows], x=0, y=above)
    return [titles, *(part(panel, rows, fate) for fate in FATES)]


def part(panel: Panel, rows: list[Row], fate: str) -> go.Bar:
    """One kind of fate in all stages."""
    role, ink, text = FATES[fate]
    told = [
        row
        | {"fate": text, "ends": fate in ("won", "lost", "dropped"), "part": row[fate]}
        | {"mark": mark(str(row["stage"]), fate, panel.groups)}
        for row in rows
    ]
    look = hatched() if fate == "open" else plain(role)
    look["line"] = {"width": 1, "color": colour("ground")}
    inside = [number(row[fate]) if row[fate] else "" for row in rows]
    return bars(panel, told, FATE, x="part", look=look, width=0.42, inside=inside, ink=ink)


@draws
def funnel_rules_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `funnel_rules`: per stage one mark for each rule's conversion.

    Stages where the rules are more than five points apart have their range in the accent colour.
    customdata: [stage, rule], in a split table [stage, rule, *groups].
    """
    if not known(table, "conversion"):
        return missing("No conversions to compare here. This needs deals that got past a stage.")
    shown = panels(table, "stage")
    stages = max(len(by_stage(panel)) for panel in shown)
    xaxis = share_axis(near(float(table["conversion"].min()), float(table["conversion"].max())))
    if len(shown) > 1:  # the ends of neighbours would run into each other
        xaxis["ticklabeloverflow"] = "hide past domain"
    traces = [trace for panel in shown for trace in ruled(panel, xaxis["range"])]
    upward = upright(stages, above=0.72, below=0.28)
    layout, pixels = multiples(shown, inside=50 * stages, xaxis=xaxis, yaxis=upward)
    asked = set(table["rule"])
    signs = [(sign, role(rule), text) for rule, (sign, _s, text) in RULES.items() if rule in asked]
    notes, foot = rest(table, "stage")
    return framed(traces, layout, pixels, signs, *notes, foot=foot, sides=(14, 20))


def role(rule: str) -> str:
    """The default rule in the colour of stages, the others in ink."""
    return "stage" if rule == "reached" else "ink"


def by_stage(panel: Panel) -> list[tuple[str, list[Row]]]:
    """The rows of each stage, stages without any conversion (the last row) left out."""
    rows = [row for row in panel.rows() if not absent(row["conversion"])]
    stages = dict.fromkeys(str(row["stage"]) for row in rows)
    return [(stage, [row for row in rows if str(row["stage"]) == stage]) for stage in stages]


def ruled(panel: Panel, ends: list[float]) -> list[go.Scatter]:
    stages = []
    for at, (_stage, rows) in enumerate(by_stage(panel)):
        found = [row["conversion"] for row in rows]
        stages.append(rows[0] | {"at": at, "from": min(found), "to": max(found), "rows": rows})
    above = [row["at"] - 0.42 for row in stages]
    return [
        words(panel, [say(RULED, row) for row in stages], x=ends[0], y=above),
        words(panel, [apart(row) for row in stages], x=ends[1], y=above, right=True),
        spans(panel, stages, low="from", high="to", role="ghost_key", width=3),
        *[rule_dots(panel, stages, rule) for rule in RULES],
    ]


def apart(row: Row) -> str:
    """The range between the rules, louder where it is wide."""
    low, high = row["from"], row["to"]
    text = share(low) if share(low) == share(high) else between(low, high)
    return paint(text, "accent", bold=True) if row.get("gap", 0) > WIDE else text


def rule_dots(panel: Panel, stages: list[Row], rule: str) -> go.Scatter:
    found = [
        row
        | {"at": stage["at"], "mark": mark(str(row["stage"]), rule, panel.groups)}
        | {"rule": _(rule)}
        for stage in stages
        for row in stage["rows"]
        if row["rule"] == rule
    ]
    usual = rule == "reached"
    look = {"size": 14 if usual else 10, "symbol": RULES[rule][1], "color": colour(role(rule))}
    look["line"] = {"width": 2, "color": colour("ground" if usual else role(rule))}
    return dots(panel, found, BY_RULE, x="conversion", look=look)
