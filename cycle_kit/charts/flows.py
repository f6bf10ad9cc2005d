"""Who went where, drawn as streams between stages and to the outcomes."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import key
from cycle_kit.charts.panels import known
from cycle_kit.charts.theme import SMALL, colour, figure, missing
from cycle_kit.charts.words import _, absent, deals, full_days, hover, many, name

OUTCOMES = ("won", "lost", "dropped")
LEVEL = 70  # pixels per place
Row = dict


def flows_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `flows` as a Sankey: streams as wide as the deals that took them.

    Steps backwards are drawn in the darker blue. customdata: streams [from_stage, to_stage],
    nodes [stage] (or [outcome]).
    """
    if not known(table, "deals") or not table["deals"].any():
        return missing(
            "No moves between stages here. This needs the stage history: "
            "export it with the date of every stage change."
        )
    rows = [row for row in table.to_dict("records") if row["deals"]]
    nodes = places(table, rows)
    trace = go.Sankey(
        orientation="v",
        arrangement="snap",
        domain={"x": [0, 1], "y": [0, 1]},
        textfont={"size": SMALL, "color": colour("ink"), "shadow": "none"},
        node=drawn_nodes(nodes),
        link=drawn_streams(rows, nodes),
    )
    back = [("■", "back", _("went back"))] if any(backwards(row, nodes) for row in rows) else []
    legend, room = key(
        [
            ("■", "stage", _("went on")),
            *back,
            ("■", "won", _("won")),
            ("■", "lost", _("lost")),
            ("■", "dropped", _("dropped")),
        ]
    )
    layout = {"annotations": [legend], "margin": {"l": 6, "r": 6, "t": room, "b": 16}}
    return figure([trace], height=LEVEL * len(nodes) + room, layout=layout)


def places(table: pd.DataFrame, rows: list[Row]) -> list[str]:
    """Stages in their order, then the outcomes that occur."""
    named = [str(row[end]) for end in ("from_stage", "to_stage") for row in rows]
    column = table["from_stage"]
    order = column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else column
    known_order = dict.fromkeys([*map(str, order), *named])
    stages = [stage for stage in known_order if stage in set(named) and stage not in OUTCOMES]
    return stages + [outcome for outcome in OUTCOMES if outcome in set(named)]


def drawn_nodes(nodes: list[str]) -> dict:
    labels = [_(node.capitalize()) if node in OUTCOMES else name(node, most=22) for node in nodes]
    roles = [node if node in OUTCOMES else "stage" for node in nodes]
    return {
        "label": labels,
        "color": [colour(f"{role}_soft") for role in roles],
        "customdata": [[node] for node in nodes],
        "hovertemplate": "<b>%{label}</b><br>" + _("%{value} deals") + "<extra></extra>",
        "pad": 18,
        "thickness": 24,
        "line": {"width": 1.5, "color": [colour(role) for role in roles]},
    }


def drawn_streams(rows: list[Row], nodes: list[str]) -> dict:
    return {
        "source": [nodes.index(str(row["from_stage"])) for row in rows],
        "target": [nodes.index(str(row["to_stage"])) for row in rows],
        "value": [row["deals"] for row in rows],
        "color": [colour(stream_role(row, nodes)) for row in rows],
        "customdata": [[str(row["from_stage"]), str(row["to_stage"])] for row in rows],
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
        many(row["deals"], "half of them within {days}", "half of them within {days}", days=waited)
        if waited
        else "",
    )
