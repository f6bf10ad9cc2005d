"""Who went where, drawn as streams between stages and to the outcomes."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import Sign, below, framed, heading
from cycle_kit.charts.panels import Grid, Panel, known, left_out, mark, panels
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import SMALL, colour, missing
from cycle_kit.charts.told import Row, hover, rows_of
from cycle_kit.charts.words import _, name

LEVEL = 70  # pixels per place
OUTCOMES = ("won", "lost", "dropped")
STREAM = """
    <b>{from_stage:name–} → {to_stage:name–}</b>
    {deals:deals–}, {moves:#} move || {deals:deals–}, {moves:#} moves
    half of them within {median_days:full_days}
"""


@draws
def flows_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `flows` as a Sankey: streams as wide as the deals that took them.

    Steps backwards are drawn in the darker blue. customdata: streams [from_stage, to_stage],
    nodes [stage] (or [outcome]); in a split table [from_stage, to_stage, *groups], [stage, "", *groups].
    """
    if not known(table, "deals") or not table["deals"].any():
        return missing(
            "No moves between stages here. This needs the stage history: "
            "export it with the date of every stage change."
        )
    shown = panels(table, "from_stage")
    most = max(len(places(panel.table)) for panel in shown)
    grid = Grid(len(shown), titled=bool(shown[0].title), inside=LEVEL * most, foot=False, columns=1)
    domains = [grid.place(at) for at in range(len(shown))]
    traces = [sankey(panel, *domain) for panel, domain in zip(shown, domains, strict=True)]
    titles = [
        heading(panel.title, across[0], up[1])
        for panel, (across, up) in zip(shown, domains, strict=True)
        if panel.title
    ]
    more = left_out(table, "from_stage")
    notes, foot = [*titles, below(more)], 26 if more else 10
    return framed(traces, {}, grid.pixels, signs(table), *notes, foot=foot)


def sankey(panel: Panel, across: list[float], up: list[float]) -> go.Sankey:
    """The streams of one group, from the first stage on top to the outcomes at the bottom."""
    nodes = places(panel.table)
    return go.Sankey(
        orientation="v",
        arrangement="fixed",
        domain={"x": across, "y": up},
        textfont={"size": SMALL, "color": colour("ink"), "shadow": "none"},
        node=drawn_nodes(nodes, panel.groups),
        link=drawn_streams(moves(panel.table), nodes, panel.groups),
    )


def signs(table: pd.DataFrame) -> list[Sign]:
    """The colours that occur."""
    nodes = places(table)
    back = any(backwards(row, nodes) for row in moves(table))
    ends = [("■", outcome, outcome) for outcome in OUTCOMES if outcome in nodes]
    return [("■", "stage", "went on"), *([("■", "back", "went back")] if back else []), *ends]


def moves(table: pd.DataFrame) -> list[Row]:
    return [row for row in rows_of(table) if row["deals"]]


def places(table: pd.DataFrame) -> list[str]:
    """Stages in their order, then the outcomes that occur."""
    named = [str(row[end]) for end in ("from_stage", "to_stage") for row in moves(table)]
    column = table["from_stage"]
    order = column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else column
    known_order = dict.fromkeys([*map(str, order), *named])
    stages = [stage for stage in known_order if stage in set(named) and stage not in OUTCOMES]
    return stages + [outcome for outcome in OUTCOMES if outcome in set(named)]


def drawn_nodes(nodes: list[str], groups: tuple[str, ...]) -> dict:
    labels = [_(node.capitalize()) if node in OUTCOMES else name(node, most=22) for node in nodes]
    roles = [node if node in OUTCOMES else "stage" for node in nodes]
    return {
        "label": labels,
        "color": [colour(f"{role}_soft") for role in roles],
        "customdata": [mark(node, "", groups) for node in nodes],
        "hovertemplate": "<b>%{label}</b><br>" + _("deals: %{value}") + "<extra></extra>",
        "pad": 40,
        "thickness": 24,
        "line": {"width": 0},
    }


def drawn_streams(rows: list[Row], nodes: list[str], groups: tuple[str, ...]) -> dict:
    return {
        "source": [nodes.index(str(row["from_stage"])) for row in rows],
        "target": [nodes.index(str(row["to_stage"])) for row in rows],
        "value": [row["deals"] for row in rows],
        "color": [colour(stream_role(row, nodes)) for row in rows],
        "customdata": [mark(str(row["from_stage"]), str(row["to_stage"]), groups) for row in rows],
        "label": [hover(STREAM, row) for row in rows],
        "hovertemplate": "%{label}<extra></extra>",
    }


def backwards(row: Row, nodes: list[str]) -> bool:
    to_stage = str(row["to_stage"])
    return to_stage not in OUTCOMES and nodes.index(to_stage) < nodes.index(str(row["from_stage"]))


def stream_role(row: Row, nodes: list[str]) -> str:
    if backwards(row, nodes):
        return "back_pale"
    to_stage = str(row["to_stage"])
    return f"{to_stage}_pale" if to_stage in ("won", "lost", "dropped") else "stage_pale"
