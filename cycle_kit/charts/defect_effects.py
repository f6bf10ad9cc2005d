"""What defects do to the figures, drawn: each figure with the deals they touch, and without."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import LINE, below, broken, framed
from cycle_kit.charts.measured import axis, titled
from cycle_kit.charts.panels import Panel, known, multiples, panels_of
from cycle_kit.charts.rows import dots, spans, upright, words
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, missing
from cycle_kit.charts.told import Row, rows_of, say
from cycle_kit.charts.words import _, commas, name

SIDES = ("with_them", "without_them")
SHORT = {side: f"{{{side}:short–}}" for side in SIDES}
HOVER = """
    <b>{called}</b>
    {measure:titled}: {with_them:full–}
    without these deals: {without_them:full–}
"""


@draws
def defect_effects_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `defect_effects`: a panel per figure, a row per defect that changes it.

    The dot is the figure as it is, the hollow one without the deals the defect touches. Defects
    that change no figure as it is shown are named below. customdata: [defect, measure].
    """
    if not known(table, *SIDES):
        return missing("No defect was found, so no figure is changed by one.")
    moved = table[[differs(row) for row in rows_of(table, currency=currency)]]
    still = [d for d in dict.fromkeys(table["defect"]) if d not in set(moved["defect"])]
    named = commas(_(str(defect)) for defect in still)
    foot = say("They change none of these figures: {defects}.", {"defects": named})
    if moved.empty:
        return missing(foot)
    shown = panels_of(moved, ["measure"])
    shown = [Panel((titled(p.groups[0]),), p.table, p.number) for p in shown]
    most = max(len(panel.table) for panel in shown)
    upward = upright(most, above=0.72, below=0.28)
    layout, pixels = multiples(shown, inside=46 * most, columns=1, xaxis={}, yaxis=upward)
    traces = []
    for panel in shown:
        low, high = ends(panel.table)
        measure = str(panel.table["measure"].iloc[0])
        layout[panel.across] |= axis(low, high, measure, currency)
        traces += one_measure(panel, low, high, currency)
    lines = [name(line) for line in broken(foot)]
    signs = [("●", "stage", "as it is"), ("○", "stage", "without these deals")]
    foot_pixels = 10 + LINE * len(lines)
    return framed(traces, layout, pixels, signs, below(*lines), foot=foot_pixels, sides=(14, 20))


def differs(row: Row) -> bool:
    """Does the figure change as it is shown?"""
    return len({say(text, row) for text in SHORT.values()}) > 1


def ends(table: pd.DataFrame) -> tuple[float, float]:
    """The ends of an axis that need not begin at zero: dots compare places, not lengths."""
    values = pd.Series(table[list(SIDES)].to_numpy(float).ravel())
    low, high = float(values.min()), float(values.max())
    room = (high - low or abs(high) or 1.0) * 0.15
    return max(0.0, low - room), high + room


def one_measure(panel: Panel, low: float, high: float, currency: str) -> list:
    rows: list[Row] = [
        row
        | {"called": name(_(str(row["defect"])))}
        | {"mark": [str(row["defect"]), str(row["measure"])]}
        for row in panel.rows(currency=currency)
    ]
    above = [row["at"] - 0.44 for row in rows]
    values = [say(_(" → ").join(SHORT.values()), row) for row in rows]
    stage, ground = colour("stage"), colour("ground")
    looks = [
        {"size": 13, "color": fill, "line": {"width": 2, "color": edge}}
        for fill, edge in ((stage, ground), (ground, stage))
    ]
    return [
        words(panel, [say("<b>{called}</b>", row) for row in rows], x=low, y=above),
        words(panel, values, x=high, y=above, right=True),
        spans(panel, rows, low=SIDES[0], high=SIDES[1], role="open", width=4),
        *(
            dots(panel, rows, HOVER, x=side, look=look)
            for side, look in zip(SIDES, looks, strict=True)
        ),
    ]
