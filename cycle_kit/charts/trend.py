"""A measure over time, drawn: a line with its likely range, and plainly what is not over yet; the cohort triangle."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.axes import day, inner_axis, names_of_periods, period_axis
from cycle_kit.charts.captions import BESIDE, Sign, below, foot_of, framed, lines_of
from cycle_kit.charts.latest_words import cohort_words, counted_of, latest_words
from cycle_kit.charts.measured import axis, largest, titled, unit
from cycle_kit.charts.panels import (
    Panel,
    known,
    left_out,
    mark,
    multiples,
    panels,
    reasons,
    share_labels,
)
from cycle_kit.charts.rows import columns, dots, hatched, upright, words
from cycle_kit.charts.stock_areas import is_stock_by_stage, stock_areas
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import SMALL, colour, missing
from cycle_kit.charts.told import TO_JUDGE, Row, hover
from cycle_kit.charts.trend_within import within_chart
from cycle_kit.charts.words import FEW, absent, full_days, share

INSIDE = 240  # pixels of one panel
NO_PERIOD = "No period has a value here yet. This needs more deals, or a longer time."
HOVER = """
    <b>{when}: {value:full}</b> // <b>{when}: no value</b>
    from {n:#} deal || from {n:#} deals
    {+value}likely between {low:short} and {high:short–}
    {?few}[few]
    {note:text} // {?unfinished}{+value}not over yet
    // {?unfinished}too young to judge
"""


@draws
def trend_chart(table: pd.DataFrame, *, measure: str = "", currency: str = "") -> go.Figure:
    """The table of `trend` as a line over its periods, the 95 % range as a band around it.

    `measure`: the measure asked for, which gives the words and the unit. Periods that are not
    over (or too young to judge) stand on hatched ground; a value they already have is a hollow
    dot that the line does not lead to. A table split by `by=` becomes one panel per group on one
    common scale; with `age` (the cohort triangle) the table is drawn as a heat table, with `week`
    (`within=`) as a line per period over its weeks. What is open
    (`measure="open_value"` or "open_deals") by stage is drawn as areas on each other, the first stage on top.
    customdata: [period], split [period, "", *groups]; of the triangle [period, age, *groups], of areas
    [period, stage, *other groups], of weeks [period, week, *groups].
    """
    if not known(table, "value"):
        return missing(next(iter(reasons(table)), NO_PERIOD))
    if "age" in table:
        return cohorts_chart(table, measure)
    if "week" in table:
        return within_chart(table, measure, currency)
    if is_stock_by_stage(table, measure):
        return stock_areas(table, measure=measure, currency=currency)
    shown = panels(table, "period")
    starts = sorted(table["period"].unique())
    names = names_of_periods(table)
    single = len(shown) == 1
    top = 1.0 if unit(measure) == "share" and reach(table) > 1 else reach(table)
    about = {"measure": measure, "currency": currency}
    traces = [t for panel in shown for t in one_line(panel, starts, names, top, about)]
    layout, pixels = multiples(
        shown, inside=INSIDE if single else INSIDE / 2, yaxis=axis(0, top, measure, currency),
        xaxis=period_axis(names) if single else inner_axis(names),
    )  # fmt: skip
    share_labels(layout, shown)
    lines = lines_of(latest_words(table, shown, about), left_out(table, "period"), width=BESIDE)
    chart = framed(
        traces, layout | {"hovermode": "x"}, pixels, signs(table, measure), below(*lines),
        foot=foot_of(lines, empty=6), sides=(48, 30), shift=41,
    )  # fmt: skip
    chart.layout.margin.b += 4
    return chart


def reach(table: pd.DataFrame) -> float:
    return largest([*table["value"], *table["high"]] if "high" in table else table["value"])


def signs(table: pd.DataFrame, measure: str) -> list[Sign]:
    """What the marks mean."""
    begun = "note" in table and table.loc[table["unfinished"], "note"].astype("str").ne("").any()
    unfinished = ("▨", "stage", "not a whole period" if begun else "not over yet")
    found = {
        ("●", "stage", titled(measure) if measure else "each period"): True,
        ("■", "stage_pale", "likely range"): known(table, "low"),
        ("○", "stage", TO_JUDGE): few(table).any(),
        unfinished: table["unfinished"].any(),
    }
    return [sign for sign, there in found.items() if there]


def few(table: pd.DataFrame) -> pd.Series:
    """Values that rest on too little; sums and counts (without a range) rest on themselves."""
    ranged = table["low"].notna() if "low" in table else table["n"] < 0
    return (table["n"] < FEW) & ranged & table["value"].notna()


def one_line(panel: Panel, starts: list, names: list[str], top: float, about: Row) -> list:
    """The ground of unfinished periods, the band, the line and the dots of one group."""
    ordered = panel.table.sort_values("period")
    thin, rows = few(ordered).tolist(), []
    for row, is_thin in zip(ordered.to_dict("records"), thin, strict=True):
        at = starts.index(row["period"])
        ranged = not absent(row["value"]) and not absent(row.get("low"))
        row |= about | {"at": at, "when": names[at], "few": ranged and row["n"] < FEW}
        row |= {"hollow": row["unfinished"] or is_thin}
        rows.append(row | {"mark": mark(day(row["period"]), "", panel.groups)})
    done = [row for row in rows if not row["unfinished"] and not absent(row["value"])]
    return [young(panel, rows, top), band(panel, done), line(panel, done), points(panel, rows)]


def runs(done: list[Row]) -> list[list[Row]]:
    """Neighbouring periods together; where one is missing the line is broken."""
    found: list[list[Row]] = []
    for row in done:
        if not found or found[-1][-1]["at"] != row["at"] - 1:
            found.append([])
        found[-1].append(row)
    return found


def young(panel: Panel, rows: list[Row], top: float) -> go.Bar:
    """Hatched ground under what is not over yet; it can be touched where there is no dot."""
    own = [row | {"top": top} for row in rows if row["unfinished"]]
    look = hatched()
    pattern = look["pattern"] | {"fgcolor": colour("open")}
    look |= {"color": colour("ghost"), "pattern": pattern}
    return columns(panel, own, HOVER, x="at", y="top", look=look, width=1)


def band(panel: Panel, done: list[Row]) -> go.Scatter:
    """The likely ranges, as one shape per unbroken run."""
    x: list[float | None] = []
    y: list[float | None] = []
    for run in runs([row for row in done if not absent(row.get("low"))]):
        x += [*(row["at"] for row in run), *(row["at"] for row in reversed(run)), None]
        y += [*(row["high"] for row in run), *(row["low"] for row in reversed(run)), None]
    pale = colour("stage_pale")
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        fillcolor=pale,
        line={"width": 2, "color": pale},
        hoverinfo="skip",
        **panel.axes,
    )


def line(panel: Panel, done: list[Row]) -> go.Scatter:
    x = [at for run in runs(done) for at in [*(row["at"] for row in run), None]]
    y = [value for run in runs(done) for value in [*(row["value"] for row in run), None]]
    look = {"width": 2, "color": colour("stage")}
    return go.Scatter(x=x, y=y, mode="lines", line=look, hoverinfo="skip", **panel.axes)


def points(panel: Panel, rows: list[Row]) -> go.Scatter:
    """A dot per period that has a value; hollow where it is not over or rests on too little."""
    own = [row for row in rows if not absent(row["value"])]
    look = {
        "size": 9 if not panel.groups else 7,
        "color": [colour("ground" if row["hollow"] else "stage") for row in own],
        "line": {"width": 2, "color": colour("stage")},
    }
    return dots(panel, own, HOVER, x="at", y="value", look=look)


ROW = 30  # pixels of a period
NAMES = 0.9  # the room of a period's name, in cells
AGE = """
    <b>{when:name}</b>
    within {age:full_days}
    {-ripe}{n:#} deal so far || {-ripe}{n:#} deals so far
    {-ripe}too young to say
    {?decided}{value:share} of {n:#} decided deal won || {?decided}{value:share} of {n:#} decided deals won
    {?won}{value:share} of {n:#} deal created then won || {?won}{value:share} of {n:#} deals created then won
    {?went_on}{value:share} of {n:#} deal that entered then went on
        || {?went_on}{value:share} of {n:#} deals that entered then went on
    {?ripe}{?decided}of {entered:#} deal created then || {?ripe}{?decided}of {entered:#} deals created then
    {?ripe}likely between {low:share} and {high:share–}
    {?ripe}{?few}[few]
"""
DARKER = {
    "decided": "the darker, the more were won of those decided by that age",
    "won": "the darker, the more were won by that age",
    "went_on": "the darker, the more had gone on by that age",
}


def cohorts_chart(table: pd.DataFrame, measure: str) -> go.Figure:
    """The table of `trend` with `ages`: a row per period, a column per age, the darker the more won of
    the deals decided by then, or went on."""
    kind = counted_of(measure)
    shown = panels(table, "period")
    starts, ages = sorted(table["period"].unique()), sorted(table["age"].unique())
    top = float(table["value"].max()) or 1.0
    names = names_of_periods(table)
    traces = [trace for panel in shown for trace in cells(panel, starts, ages, names, top, kind)]
    xaxis = {
        "range": [-0.5 - NAMES, len(ages) - 0.5],
        "tickvals": list(range(len(ages))),
        "ticktext": [full_days(age) for age in ages],
        "side": "bottom",
    }
    layout, pixels = multiples(
        shown, inside=ROW * len(starts), columns=1, xaxis=xaxis,
        yaxis=upright(len(starts), above=0.5, below=0.5),
    )  # fmt: skip
    signs = [("■", "stage_soft", DARKER[kind])]
    if table["unfinished"].any():
        signs.append(("▨", "stage", "too young to say"))
    lines = lines_of(cohort_words(table, shown, measure), left_out(table, "period"))
    return framed(traces, layout, pixels, signs, below(*lines), foot=foot_of(lines, empty=6))


def cells(panel: Panel, starts: list, ages: list, names: list[str], top: float, kind: str) -> list:
    rows = [
        row
        | {"when": names[starts.index(row["period"])], "few": row["n"] < FEW}
        | {"ripe": not absent(row["value"]), "at": starts.index(row["period"])}
        | {one: one == kind for one in DARKER}
        for row in panel.rows()
    ]
    ripe = [row for row in rows if row["ripe"]]
    young = [row for row in rows if not row["ripe"] and row["unfinished"]]
    scale = [[0, colour("ghost")], [0.01, colour("stage_pale")], [1, colour("stage_soft")]]
    heat = {
        "color": [row["value"] for row in ripe],
        "colorscale": scale,
        "cmin": 0,
        "cmax": top,
        "showscale": False,
        "line": {"width": 0},
    }
    pattern = {"shape": "/", "fgcolor": colour("open"), "size": 6, "solidity": 0.2}
    pale = {"color": colour("ground"), "line": {"width": 0}}
    pale["pattern"] = {**pattern, "bgcolor": colour("ground"), "fillmode": "replace"}
    left = words(panel, names, x=-0.5 - NAMES, y=list(range(len(names))))
    return [left, boxes(panel, ripe, ages, heat), boxes(panel, young, ages, pale)]


def boxes(panel: Panel, rows: list[Row], ages: list, look: dict) -> go.Bar:
    """One box per cell, filled with its number."""
    texts = ["" if not row["ripe"] else share(row["value"]) for row in rows]
    return go.Bar(
        x=[0.95] * len(rows),
        base=[ages.index(row["age"]) - 0.475 for row in rows],
        y=[row["at"] for row in rows],
        orientation="h",
        width=0.9,
        marker=look,
        text=[
            f"<i>{text}</i>" if text and row["few"] else text
            for text, row in zip(texts, rows, strict=True)
        ],
        textposition="inside",
        insidetextanchor="middle",
        insidetextfont={"color": colour("on_pale"), "size": SMALL},
        textangle=0,
        constraintext="none",
        hovertext=[hover(AGE, row) for row in rows],
        hoverinfo="text",
        customdata=[mark(day(row["period"]), f"{row['age']:g}", panel.groups) for row in rows],
        **panel.axes,
    )
