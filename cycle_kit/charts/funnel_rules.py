"""One step under five rules of counting, drawn: how far the rules are apart."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import key
from cycle_kit.charts.funnel import WIDE
from cycle_kit.charts.panels import Grid, Panel, known, left_out, mark, panels, spread
from cycle_kit.charts.rows import dots, spans, upright, words
from cycle_kit.charts.share_axis import near, share_axis
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, figure, missing, paint
from cycle_kit.charts.words import _, absent, between, deals, hover, many, name, say, share

ROW = 50
#: rule: (sign in the key, plotly's name of the sign, what the rule counts)
RULES = {
    "reached": ("●", "circle", "reached it"),
    "visited": ("□", "square-open", "visited it"),
    "in_order": ("△", "triangle-up-open", "in this order"),
    "closed": ("◇", "diamond-open", "closed deals"),
    "exits": ("+", "cross-thin-open", "exits"),
}
Row = dict


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
    low, high = float(table["conversion"].min()), float(table["conversion"].max())
    grid = Grid(len(shown), titled=bool(shown[0].title), inside=ROW * stages)
    xaxis = share_axis(near(low, high))
    if len(shown) > 1:  # the ends of neighbours would run into each other
        xaxis["ticklabeloverflow"] = "hide past domain"
    traces = [trace for panel in shown for trace in panel_traces(panel, xaxis["range"])]
    layout = spread(shown, grid, xaxis=xaxis, yaxis=upright(stages, above=0.72, below=0.28))
    asked = set(table["rule"])
    signs = [
        (sign, role(rule), _(words)) for rule, (sign, _s, words) in RULES.items() if rule in asked
    ]
    legend, room = key(signs)
    layout["annotations"].append(legend)
    if more := left_out(table, "stage"):
        layout["annotations"].append(
            {**legend, "text": paint(more, "muted"), "y": 0, "yshift": -20}
        )
    layout["margin"] = {"l": 14, "r": 20, "t": room, "b": 26 if more else 4}
    return figure(traces, height=round(grid.pixels) + room + (26 if more else 4), layout=layout)


def role(rule: str) -> str:
    """The default rule in the colour of stages, the others in ink."""
    return "stage" if rule == "reached" else "ink"


def by_stage(panel: Panel) -> list[tuple[str, list[Row]]]:
    """The rows of each stage, stages without any conversion (the last row) left out."""
    rows = [row for row in panel.table.to_dict("records") if not absent(row["conversion"])]
    stages = dict.fromkeys(str(row["stage"]) for row in rows)
    return [(stage, [row for row in rows if str(row["stage"]) == stage]) for stage in stages]


def panel_traces(panel: Panel, ends: list[float]) -> list[go.Scatter]:
    stages = by_stage(panel)
    above = [at - 0.42 for at in range(len(stages))]
    low = [min(row["conversion"] for row in rows) for _stage, rows in stages]
    high = [max(row["conversion"] for row in rows) for _stage, rows in stages]
    small = bool(panel.groups)
    ranges = [apart(rows, a, b) for (_s, rows), a, b in zip(stages, low, high, strict=True)]
    titles = [title(stage, rows, small) for stage, rows in stages]
    places = list(range(len(stages)))
    return [
        words(panel, titles, x=ends[0], y=above),
        words(panel, ranges, x=ends[1], y=above, right=True),
        spans(panel, low=low, high=high, y=places, role="ghost_key", width=3),
        *[rule_dots(panel, stages, rule) for rule in RULES],
    ]


def title(stage: str, rows: list[Row], small: bool) -> str:
    skips = rows[0].get("skips")
    text = f"<b>{name(stage, most=16 if small else 26)}</b>"
    if absent(skips) or not skips or small:
        return text
    return text + paint(" · " + many(skips, "{n} skipped it", "{n} skipped it"), "muted")


def apart(rows: list[Row], low: float, high: float) -> str:
    """The range between the rules, louder where it is wide."""
    gap = rows[0].get("gap", 0)
    text = share(low) if share(low) == share(high) else between(low, high)
    return paint(text, "accent", bold=True) if gap > WIDE else text


def rule_dots(panel: Panel, stages: list[tuple[str, list[Row]]], rule: str) -> go.Scatter:
    found = [
        (at, stage, row)
        for at, (stage, rows) in enumerate(stages)
        for row in rows
        if row["rule"] == rule
    ]
    line = {"width": 2, "color": colour("ground" if rule == "reached" else role(rule))}
    size = 14 if rule == "reached" else 10
    return dots(
        panel,
        x=[row["conversion"] for _at, _stage, row in found],
        y=[at for at, _stage, _row in found],
        hover=[rule_hover(stage, row) for _at, stage, row in found],
        marks=[mark(stage, rule, panel.groups) for _at, stage, _row in found],
        look={"size": size, "symbol": RULES[rule][1], "color": colour(role(rule)), "line": line},
    )


def rule_hover(stage: str, row: Row) -> str:
    rule = say('rule "{rule}"', rule=row["rule"])
    went = say(
        "{share} of {deals} went on", share=share(row["conversion"]), deals=deals(row["deals"])
    )
    return hover(f"<b>{name(stage)}</b>", rule, went)
