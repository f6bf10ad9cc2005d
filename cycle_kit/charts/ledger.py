"""The ledger that adds up, drawn: what became of every entry to a stage."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import key
from cycle_kit.charts.panels import (
    Grid,
    Panel,
    known,
    left_out,
    mark,
    own_scale,
    panels,
    spread,
    with_stays,
)  # fmt: skip
from cycle_kit.charts.rows import bars, hatched, plain, upright, words
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, figure, missing, paint
from cycle_kit.charts.words import _, hover, many, name, number

ROW = 52
#: column: (colour role, colour role of the text inside, words)
FATES = {
    "forward": ("stage", "on_mark", "went on"),
    "skip": ("skip", "on_pale", "skipped ahead"),
    "back": ("back", "on_mark", "went back"),
    "won": ("won", "on_mark", "won"),
    "lost": ("lost", "on_mark", "lost"),
    "dropped": ("dropped", "on_dropped", "dropped"),
    "open": ("open", "on_pale", "still there"),
}
Row = dict


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
    grid = Grid(len(shown), titled=bool(shown[0].title), inside=ROW * most, foot=False)
    traces = [trace for panel in shown for trace in panel_traces(panel)]
    xaxis = {"showticklabels": False}
    layout = spread(shown, grid, xaxis=xaxis, yaxis=upright(most, above=0.68, below=0.32))
    for panel in shown:
        layout[panel.axes["xaxis"].replace("x", "xaxis")]["range"] = own_scale(panel, "entries")
    scales = [("", "muted", _("each panel to its own scale"))] if len(shown) > 1 else []
    present = [fate for fate in FATES if table[fate].any()]
    legend, room = key(
        [("▨" if f == "open" else "■", sign(f), _(FATES[f][2])) for f in present] + scales
    )
    layout["annotations"].append(legend)
    if more := left_out(table, "stage"):
        layout["annotations"].append(
            {**legend, "text": paint(more, "muted"), "y": 0, "yshift": -20}
        )
    layout["margin"] = {"l": 6, "r": 6, "t": room, "b": 26 if more else 4}
    layout |= {"barmode": "stack", "uniformtext": {"mode": "hide", "minsize": 11}}
    return figure(traces, height=round(grid.pixels) + room + (26 if more else 4), layout=layout)


def sign(fate: str) -> str:
    """The colour of a part in the key: pale ones in their lines' colour."""
    return "stage" if fate == "open" else FATES[fate][0]


def panel_traces(panel: Panel) -> list:
    rows = panel.table.to_dict("records")
    above = [at - 0.4 for at in range(len(rows))]
    titles = [title(row, bool(panel.groups)) for row in rows]
    return [words(panel, titles, x=0, y=above), *[part(panel, rows, fate) for fate in FATES]]


def title(row: Row, small: bool) -> str:
    stage = f"<b>{name(row['stage'], most=18 if small else 30)}</b>  "
    entries = many(row["entries"], "{n} entry", "{n} entries")
    return stage + (number(row["entries"]) if small else entries)


def part(panel: Panel, rows: list[Row], fate: str) -> go.Bar:
    """One kind of fate in all stages."""
    role, ink, _words = FATES[fate]
    look = hatched() if fate == "open" else plain(role)
    look["line"] = {"width": 1, "color": colour("ground")}
    return bars(
        panel,
        x=[row[fate] for row in rows],
        y=list(range(len(rows))),
        hover=[fate_hover(row, fate) for row in rows],
        marks=[mark(str(row["stage"]), fate, panel.groups) for row in rows],
        look=look,
        width=0.42,
        inside=[number(row[fate]) if row[fate] else "" for row in rows],
        ink=ink,
    )


def fate_hover(row: Row, fate: str) -> str:
    entries = many(
        row["entries"],
        "{part} of {n} entry: {fate}",
        "{part} of {n} entries: {fate}",
        part=number(row[fate]),
        fate=_(FATES[fate][2]),
    )
    undone = ""
    if fate in ("won", "lost", "dropped") and row.get("undone"):
        undone = many(
            row["undone"],
            "{n} of the won, lost and dropped was reopened later",
            "{n} of the won, lost and dropped were reopened later",
        )
    return hover(f"<b>{name(row['stage'])}</b>", entries, undone)
