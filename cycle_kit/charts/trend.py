"""A measure over time, drawn: a line with its likely range, and plainly what is not over yet."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import key, note
from cycle_kit.charts.cohorts import cohorts_chart
from cycle_kit.charts.measured import axis, full, largest, short, titled, unit
from cycle_kit.charts.panels import Grid, Panel, known, left_out, mark, panels, spread
from cycle_kit.charts.period_axis import day, inner_axis, names_of_periods, period_axis
from cycle_kit.charts.rows import hatched
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, figure, missing, paint
from cycle_kit.charts.words import FEW, _, absent, hover, many, say

INSIDE = 240  # pixels of one panel
Row = dict


@draws
def trend_chart(table: pd.DataFrame, *, measure: str = "", currency: str = "") -> go.Figure:
    """The table of `trend` as a line over its periods, the 95 % range as a band around it.

    `measure`: the measure asked for, which gives the words and the unit. Periods that are not
    over (or too young to judge) stand on hatched ground; a value they already have is a hollow
    dot that the line does not lead to. A table split by `by=` becomes one panel per group on one
    common scale; with `age` (the cohort triangle) the table is drawn as a heat table.
    customdata: [period], split [period, "", *groups]; of the triangle [period, age, *groups].
    """
    if not known(table, "value"):
        return missing("No period has a value here yet. This needs more deals, or a longer time.")
    if "age" in table:
        return cohorts_chart(table)
    shown = panels(table, "period")
    starts = sorted(table["period"].unique())
    names = names_of_periods(table)
    single = len(shown) == 1
    grid = Grid(len(shown), titled=bool(shown[0].title), inside=INSIDE if single else INSIDE / 2)
    top = 1.0 if unit(measure) == "share" and reach(table) > 1 else reach(table)
    traces = [t for panel in shown for t in one_line(panel, starts, names, top, measure, currency)]
    upward = axis(0, top, measure, currency)
    xaxis = period_axis(names) if single else inner_axis(names)
    layout = spread(shown, grid, xaxis=xaxis, yaxis=upward)
    for panel in shown[1::2]:  # those at the right read their scale from their neighbour
        layout[panel.axes["yaxis"].replace("y", "yaxis")]["showticklabels"] = False
    legend, room = key(signs(table, measure))
    more = left_out(table, "period")
    foot = 26 if more else 6
    layout["annotations"] += [legend, note(paint(more, "muted"), y=0, yanchor="top", yshift=-4)]
    legend["xshift"] = -41
    layout |= {"hovermode": "x", "margin": {"l": 48, "r": 30, "t": room, "b": foot + 4}}
    return figure(traces, height=round(grid.pixels) + room + foot, layout=layout)


def reach(table: pd.DataFrame) -> float:
    return largest([*table["value"], *table["high"]] if "high" in table else table["value"])


def signs(table: pd.DataFrame, measure: str) -> list[tuple[str, str, str]]:
    """What the marks mean."""
    found = [("●", "stage", titled(measure) if measure else _("each period"))]
    if known(table, "low"):
        found.append(("■", "stage_pale", _("likely range")))
    if few(table).any():
        found.append(("○", "stage", _("too few to judge")))
    if table["unfinished"].any():
        begun = "note" in table and table["note"].astype("str").ne("").any()
        words = _("not a whole period") if begun else _("not over yet")
        found.append(("▨", "stage", words))
    return found


def few(table: pd.DataFrame) -> pd.Series:
    """Values that rest on too little; sums and counts (without a range) rest on themselves."""
    ranged = table["low"].notna() if "low" in table else table["n"] < 0
    return (table["n"] < FEW) & ranged & table["value"].notna()


def one_line(panel: Panel, starts: list, names: list[str], top: float, measure: str, currency: str):
    """The ground of unfinished periods, the band, the line and the dots of one group."""
    rows = panel.table.sort_values("period").to_dict("records")
    places = [starts.index(row["period"]) for row in rows]
    done = [(at, row) for at, row in zip(places, rows, strict=True) if whole(row)]
    told = [
        sentence(row, names[at], measure, currency) for at, row in zip(places, rows, strict=True)
    ]
    return [
        young(panel, rows, places, told, top),
        band(panel, done),
        line(panel, done),
        points(panel, rows, places, told),
    ]


def whole(row: Row) -> bool:
    return not row["unfinished"] and not absent(row["value"])


def runs(done: list[tuple[int, Row]]) -> list[list[tuple[int, Row]]]:
    """Neighbouring periods together; where one is missing the line is broken."""
    found: list[list[tuple[int, Row]]] = []
    for at, row in done:
        if not found or found[-1][-1][0] != at - 1:
            found.append([])
        found[-1].append((at, row))
    return found


def young(panel: Panel, rows: list[Row], places: list[int], told: list[str], top: float) -> go.Bar:
    """Hatched ground under what is not over yet; it can be touched where there is no dot."""
    own = [k for k, row in enumerate(rows) if row["unfinished"]]
    look = hatched()
    look["color"] = colour("ghost")
    look["pattern"] = {**look["pattern"], "fgcolor": colour("open")}
    return go.Bar(
        x=[places[k] for k in own],
        y=[top] * len(own),
        width=1,
        marker=look,
        hovertext=[told[k] for k in own],
        hoverinfo="text",
        customdata=[marked(panel, rows[k]) for k in own],
        **panel.axes,
    )


def band(panel: Panel, done: list[tuple[int, Row]]) -> go.Scatter:
    """The likely ranges, as one shape per unbroken run."""
    x: list[float | None] = []
    y: list[float | None] = []
    for run in runs([(at, row) for at, row in done if not absent(row.get("low"))]):
        x += [at for at, _row in run] + [at for at, _row in reversed(run)] + [None]
        y += [row["high"] for _at, row in run] + [row["low"] for _at, row in reversed(run)] + [None]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        fillcolor=colour("stage_pale"),
        line={"width": 2, "color": colour("stage_pale")},
        hoverinfo="skip",
        **panel.axes,
    )


def line(panel: Panel, done: list[tuple[int, Row]]) -> go.Scatter:
    x = [at for run in runs(done) for at in [*(at for at, _row in run), None]]
    y = [v for run in runs(done) for v in [*(row["value"] for _at, row in run), None]]
    look = {"width": 2, "color": colour("stage")}
    return go.Scatter(x=x, y=y, mode="lines", line=look, hoverinfo="skip", **panel.axes)


def points(panel: Panel, rows: list[Row], places: list[int], told: list[str]) -> go.Scatter:
    """A dot per period that has a value; hollow where it is not over or rests on too little."""
    thin = few(panel.table.sort_values("period")).tolist()
    own = [k for k, row in enumerate(rows) if not absent(row["value"])]
    hollow = {k for k in own if rows[k]["unfinished"] or thin[k]}
    look = {
        "size": 9 if not panel.groups else 7,
        "color": [colour("ground" if k in hollow else "stage") for k in own],
        "line": {"width": 2, "color": colour("stage")},
    }
    return go.Scatter(
        x=[places[k] for k in own],
        y=[rows[k]["value"] for k in own],
        mode="markers",
        marker=look,
        hovertext=[told[k] for k in own],
        hoverinfo="text",
        customdata=[marked(panel, rows[k]) for k in own],
        cliponaxis=False,
        **panel.axes,
    )


def marked(panel: Panel, row: Row) -> list[str]:
    return mark(day(row["period"]), "", panel.groups)


def sentence(row: Row, when: str, measure: str, currency: str) -> str:
    found = not absent(row["value"])
    likely = ""
    if found and not absent(row.get("low")):
        ends = (short(row[end], measure, currency) for end in ("low", "high"))
        likely = say(
            "likely between {low} and {high}", **dict(zip(("low", "high"), ends, strict=True))
        )
    counted = many(row["n"], "from {n} deal", "from {n} deals")
    too_few = _("too few to judge") if found and likely and row["n"] < FEW else ""
    young_yet = (
        "" if not row["unfinished"] else (_("not over yet") if found else _("too young to judge"))
    )
    young_yet = young_yet if absent(row.get("note")) or not row["note"] else str(row["note"])
    value = full(row["value"], measure, currency) if found else _("no value")
    return hover(f"<b>{when}: {value}</b>", counted, likely, too_few, young_yet)
