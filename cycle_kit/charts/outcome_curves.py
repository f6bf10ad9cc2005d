"""When deals are decided, drawn: what became of all deals by their age."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import in_time
from cycle_kit.charts.captions import LINE, Sign, broken, framed, note
from cycle_kit.charts.panels import Panel, known, left_out, multiples, panels, reasons
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, missing
from cycle_kit.charts.told import say
from cycle_kit.charts.words import _, days, share

INSIDE = 240  # pixels of one panel
POINTS = 60  # steps; more can hardly be told apart in the width of a card
NOTHING = (
    "No deal is decided yet, or too few to draw when deals are decided. "
    "This needs deals with the dates of their beginning and end."
)
AREAS = ("won", "lost", "dropped", "open")
WORDS = {"won": "won", "lost": "lost", "dropped": "dropped", "open": "not decided yet"}
#: where the curve ends, and why
ENDING = """
    {-left}After {days:full_days} every deal was decided.
    // Cut after {days:full_days}: {at_risk:#} deal was watched so long, fewer beyond: too few to go on.
        || Cut after {days:full_days}: {at_risk:#} deals were watched so long, fewer beyond: too few to go on.
"""
AGE = (
    "<b>After {days}</b><br>{won} won<br>{lost} lost<br>{dropped} dropped<br>{open} not decided yet"
)


@draws
def outcome_curves_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `outcome_curves` as stacked areas over the age of deals in days.

    Of long tables at most sixty rows are drawn (thirty in a panel), the first and the last always among them. A
    note explains where and why the curve ends. customdata of each point: [days, *groups, ...];
    what follows are the words of its hover text.
    """
    if not known(table, "won", "open"):
        return missing(next(iter(reasons(table)), NOTHING))
    shown = panels(table, "days")
    single = len(shown) == 1
    traces = [trace for panel in shown for trace in areas(panel)]
    layout, pixels = multiples(
        shown, inside=INSIDE if single else INSIDE / 2,
        xaxis=age_axis(table), yaxis=share_side(labelled=single),
    )  # fmt: skip
    last = shown[0].table.iloc[-1].to_dict()
    ending = say(ENDING, last | {"left": share(last["open"]) != share(0)})
    lines = broken(ending if single else left_out(table, "days"), 52)
    ends = note("<br>".join(lines), y=0, yanchor="top", yshift=-2)
    margin = 48 if single else 10
    return framed(
        traces, layout | {"hovermode": "x"}, pixels, signs(shown), ends,
        foot=LINE * len(lines) + 8, sides=(margin, 14), shift=margin - 6,
    )  # fmt: skip


def age_axis(table: pd.DataFrame) -> dict:
    """Days since the deal began, from 0 to the end of the longest curve."""
    end = max(1.0, float(table["days"].max()))
    return {
        "range": in_time([0, end]),
        "ticksuffix": " " + _("d"),
        "showticksuffix": "last",
        "nticks": 6,
    }


def share_side(*, labelled: bool) -> dict:
    """From none to all deals; panels are too small for labels of their own."""
    ticks = {"tickvals": [0, 0.5, 1], "ticktext": [share(tick) for tick in (0, 0.5, 1)]}
    return {"range": [0, 1], "showticklabels": labelled, "automargin": False, **ticks}


def signs(shown: list[Panel]) -> list[Sign]:
    """The areas; of a single curve with their shares where it ends."""
    last = shown[0].table.iloc[-1]
    ends = {area: "" if len(shown) > 1 else f" {share(last[area])}" for area in AREAS}
    marks = {area: "▨" if area == "open" else "■" for area in AREAS}
    return [(marks[a], "stage" if a == "open" else a, _(WORDS[a]) + ends[a]) for a in AREAS]


def drawn(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """At most so many of the rows, evenly taken, the first and the last always among them."""
    if len(table) <= most:
        return table
    return table.iloc[np.unique(np.linspace(0, len(table) - 1, most).round().astype(int))]


def areas(panel: Panel) -> list[go.Scatter]:
    """Steps stacked from won at the bottom to undecided on top; the top one speaks for all."""
    table = drawn(panel.table, POINTS // 2 if panel.groups else POINTS)
    if table["days"].iloc[0] > 0:  # every deal begins undecided
        born = {"days": 0.0, "won": 0.0, "lost": 0.0, "dropped": 0.0, "open": 1.0}
        table = pd.concat([pd.DataFrame([born]), table], ignore_index=True)
    traces = [area(panel, table, name) for name in AREAS]
    columns = [[words(value) for value in table[name]] for name, words in SPOKEN.items()]
    days_in_place = [float(value) for value in table["days"]]
    traces[-1].update(
        customdata=[
            [at, *panel.groups, *shown] for at, *shown in zip(days_in_place, *columns, strict=True)
        ],
        hovertemplate=template(table, first=1 + len(panel.groups)),
        hoverinfo=None,
    )
    return traces


SPOKEN = {"days": days, "won": share, "lost": share, "dropped": share, "open": share}


def template(table: pd.DataFrame, first: int) -> str:
    """The sentences of a point, with places for its numbers."""
    at = {name: f"%{{customdata[{first + k}]}}" for k, name in enumerate(SPOKEN)}
    entered = {"entered": table["entered"].iloc[-1] if "entered" in table else None}
    return _(AGE).format(**at) + say("<br>of {entered:deals}", entered) + "<extra></extra>"


def area(panel: Panel, table: pd.DataFrame, name: str) -> go.Scatter:
    pattern = {"shape": "/", "fgcolor": colour("skip"), "size": 7, "solidity": 0.12}
    pattern |= {"bgcolor": colour("open"), "fillmode": "replace"}
    return go.Scatter(
        x=table["days"].to_numpy("float32"),
        y=table[name].to_numpy("float32"),
        name=_(WORDS[name]),
        mode="lines",
        line={"shape": "hv", "width": 0.5, "color": colour("ground")},
        stackgroup="outcomes",
        fillcolor=colour(name),
        fillpattern=pattern if name == "open" else None,
        hoverinfo="skip",
        **panel.axes,
    )
