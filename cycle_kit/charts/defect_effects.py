"""What defects do to the figures, drawn: each figure with the deals they touch, and without."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import key, note
from cycle_kit.charts.measured import axis, full, short, titled
from cycle_kit.charts.panels import Grid, Panel, known, panels_of, spread
from cycle_kit.charts.rows import dots, spans, upright, words
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, figure, missing, paint
from cycle_kit.charts.words import _, absent, hover, name, say, wrapped

ROW = 46
SIDES = {"with_them": ("stage", "with them"), "without_them": ("ghost_key", "without them")}
Row = dict


@draws
def defect_effects_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `defect_effects`: a panel per figure, a row per defect that changes it.

    The dot is the figure as it is, the hollow one without the deals the defect touches. Defects
    that change no figure as it is shown are named below. customdata: [defect, measure].
    """
    if not known(table, "with_them", "without_them"):
        return missing("No defect was found, so no figure is changed by one.")
    moved = table[[differs(row, currency) for row in table.to_dict("records")]]
    still = [d for d in dict.fromkeys(table["defect"]) if d not in set(moved["defect"])]
    foot = (
        say(
            "They change none of these figures: {defects}.",
            defects=", ".join(_(str(d)) for d in still),
        )
        if still
        else ""
    )
    if moved.empty:
        return missing(foot)
    shown = panels_of(moved, ["measure"])
    most = max(len(panel.table) for panel in shown)
    grid = Grid(len(shown), titled=bool(shown[0].title), inside=ROW * most, columns=1)
    titled_panels = [Panel((titled(p.groups[0]),), p.table, p.number) for p in shown]
    layout = spread(titled_panels, grid, xaxis={}, yaxis=upright(most, above=0.72, below=0.28))
    traces = []
    for panel in shown:
        low, high = ends(panel.table)
        layout[panel.axes["xaxis"].replace("x", "xaxis")] |= axis(
            low, high, panel.groups[0], currency
        )
        traces += one_measure(panel, low, high, currency)
    legend, room = key([("●", "stage", _("as it is")), ("○", "stage", _("without these deals"))])
    lines = wrapped(foot, 54) if foot else []
    below = note(paint("<br>".join(map(name, lines)), "muted"), y=0, yanchor="top", yshift=-4)
    layout["annotations"] += [legend, below]
    bottom = 10 + 18 * len(lines)
    layout["margin"] = {"l": 14, "r": 20, "t": room, "b": bottom}
    return figure(traces, height=round(grid.pixels) + room + bottom, layout=layout)


def differs(row: Row, currency: str) -> bool:
    """Does the figure change as it is shown?"""
    shown = [short(row[side], str(row["measure"]), currency) for side in SIDES]
    return shown[0] != shown[1]


def ends(table: pd.DataFrame) -> tuple[float, float]:
    """The ends of an axis that need not begin at zero: dots compare places, not lengths."""
    values = table[list(SIDES)].to_numpy(float)
    low, high = float(pd.Series(values.ravel()).min()), float(pd.Series(values.ravel()).max())
    room = (high - low or abs(high) or 1.0) * 0.15
    return max(0.0, low - room), high + room


def one_measure(panel: Panel, low: float, high: float, currency: str) -> list:
    rows = panel.table.to_dict("records")
    measure = panel.groups[0]
    y = list(range(len(rows)))
    above = [at - 0.44 for at in y]
    titles = [f"<b>{name(_(str(row['defect'])))}</b>" for row in rows]
    values = [
        f"{short(row['with_them'], measure, currency)} → {short(row['without_them'], measure, currency)}"
        for row in rows
    ]  # fmt: skip
    sides = {side: [None if absent(row[side]) else row[side] for row in rows] for side in SIDES}
    return [
        words(panel, titles, x=low, y=above),
        words(panel, values, x=high, y=above, right=True),
        spans(panel, low=sides["with_them"], high=sides["without_them"], y=y, role="open", width=4),
        *(side_dots(panel, rows, sides[side], side, measure, currency) for side in SIDES),
    ]


def side_dots(panel: Panel, rows: list[Row], x: list, side: str, measure: str, currency: str):
    hollow = side == "without_them"
    look = {
        "size": 13,
        "color": colour("ground" if hollow else "stage"),
        "line": {"width": 2, "color": colour("stage" if hollow else "ground")},
    }
    return dots(
        panel,
        x=x,
        y=list(range(len(rows))),
        hover=[told(row, measure, currency) for row in rows],
        marks=[[str(row["defect"]), measure] for row in rows],
        look=look,
    )


def told(row: Row, measure: str, currency: str) -> str:
    return hover(
        f"<b>{name(_(str(row['defect'])))}</b>",
        say("{measure}: {value}", measure=titled(measure), value=full(row["with_them"], measure, currency)),
        say("without these deals: {value}", value=full(row["without_them"], measure, currency)),
    )  # fmt: skip
