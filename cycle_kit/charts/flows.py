"""Who went where, drawn as streams between stages and to the outcomes."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import heading, key, note
from cycle_kit.charts.panels import Grid, Panel, known, left_out, mark, panels
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import SMALL, colour, figure, missing, paint
from cycle_kit.charts.words import _, absent, deals, full_days, hover, many, name, say

OUTCOMES = ("won", "lost", "dropped")
LEVEL = 70  # pixels per place
Row = dict


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
    legend, room = key(signs(table))
    more = left_out(table, "from_stage")
    titles = [
        heading(panel.title, across[0], up[1])
        for panel, (across, up) in zip(shown, domains, strict=True)
        if panel.title
    ]
    notes = [legend, *titles, note(paint(more, "muted"), y=0, yanchor="top", yshift=-4)]
    foot = 26 if more else 10
    layout = {"annotations": notes, "margin": {"l": 6, "r": 6, "t": room, "b": foot}}
    traces = [sankey(panel, *domain) for panel, domain in zip(shown, domains, strict=True)]
    return figure(traces, height=round(grid.pixels) + room + foot, layout=layout)


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


def signs(table: pd.DataFrame) -> list[tuple[str, str, str]]:
    """The colours that occur."""
    nodes = places(table)
    back = any(backwards(row, nodes) for row in moves(table))
    ends = [("■", outcome, _(outcome)) for outcome in OUTCOMES if outcome in nodes]
    return [("■", "stage", _("went on")), *([("■", "back", _("went back"))] if back else []), *ends]


def moves(table: pd.DataFrame) -> list[Row]:
    return [row for row in table.to_dict("records") if row["deals"]]


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
        "label": [stream_hover(row) for row in rows],
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


def stream_hover(row: Row) -> str:
    waited = "" if absent(row.get("median_days")) else full_days(row["median_days"])
    return hover(
        f"<b>{name(row['from_stage'])} → {name(row['to_stage'])}</b>",
        deals(row["deals"]) + ", " + many(row["moves"], "{n} move", "{n} moves"),
        say("half of them within {days}", days=waited) if waited else "",
    )
