"""The seven numbers and more, drawn: a card each, now beside before and a year ago."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts import words
from cycle_kit.charts.captions import note
from cycle_kit.charts.measured import MEASURES, in_full, shown, titled
from cycle_kit.charts.panels import Grid, Panel, by_columns, known
from cycle_kit.charts.rows import columns, hatched, plain
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import NUMBER, colour, figure, missing, paint
from cycle_kit.charts.told import Row, joined, not_shown, rows_of, say
from cycle_kit.charts.words import FEW, _, absent, arrow, name, points, relative
from cycle_kit.signatures import Whole

MOST = 26  # cards
CARD = 92  # pixels below a card's title
TIMES = {"last_year": "a year ago", "previous": "before", "value": "now"}
#: the three texts of a card: its title, the value, and what it is compared with
VALUE = f'<span style="font-size:{NUMBER}px"><b>{{shown}}</b></span>'
CHANGE = """
    {?unfinished}[muted]{why}[/]
    // {?few}[muted]{n:#} deal: [few][/] || {?few}[muted]{n:#} deals: [few][/]
    // {arrow} {by}
    // [muted]nothing to compare with[/]
"""
BESIDE = "[muted]before {before}[/]<br>[muted]a year ago {year}[/]"
HOVER = """
    <b>{title}</b>
    {time:_}: {figure}
    {?now}from {n:#} deal || {?now}from {n:#} deals
    {?now}{?unfinished}{why}
"""


@draws
def kpis_chart(table: pd.DataFrame, *, currency: str = "", columns: Whole = 2) -> go.Figure:
    """The table of `kpis` as cards, `columns` beside each other.

    Each card: the value, its change with arrow and sign, the period before and the same a year
    ago, and three small columns of them on a scale of their own. Values of a period that is not
    over are hatched. customdata of a column: [measure, "value" | "previous" | "last_year", *groups].
    """
    if not known(table, "value", "previous", "last_year"):
        return missing(
            "No figures for this period. This needs deals with dates of creation and closing."
        )
    keys = by_columns(table, "measure")
    rows = rows_of(table.head(MOST), currency=currency)
    cards = [Panel((), table, at) for at in range(1, len(rows) + 1)]
    grid = Grid(len(rows), inside=CARD, foot=False, columns=columns)
    layout: dict = {"annotations": [], "shapes": []}
    traces = []
    for at, (row, card) in enumerate(zip(rows, cards, strict=True)):
        groups = ["" if absent(row[key]) else str(row[key]) for key in keys]
        row = carded(row, groups)
        traces.append(three_columns(row, card, groups))
        add_card(layout, card, grid.place(at), grid.pixels, card_words(row))
    more = not_shown(MOST, len(table))
    if more:
        layout["annotations"].append(note(paint(more, "muted"), y=0, yanchor="top", yshift=-2))
    layout["margin"] = {"l": 8, "r": 8, "t": 6, "b": 24 if more else 6}
    return figure(traces, height=round(grid.pixels) + 12 + 18 * bool(more), layout=layout)


def add_card(layout: dict, card: Panel, place: tuple, pixels: float, texts: list[str]) -> None:
    """A rule on top, the words at the left, room for the columns at the upper right."""
    (left, right), (_bottom, top) = place
    ends, hidden = [left + 0.66 * (right - left), right], {"showticklabels": False}
    up = {"domain": [top - 30 / pixels, top + 10 / pixels], "anchor": card.axes["xaxis"]}
    along = {"domain": ends, "range": [-0.6, 2.6], "anchor": card.axes["yaxis"]}
    layout[card.across] = hidden | along
    layout[card.upward] = hidden | up | {"rangemode": "tozero"}
    for text, below in zip(texts, (-22, 0, 34), strict=True):
        words = {**note(text, y=top, yanchor="top", yshift=-below), "x": left}
        layout["annotations"].append(words)
    line, rule = {"color": colour("grid"), "width": 1}, top + 27 / pixels
    ends = {"x0": left, "x1": right, "y0": rule, "y1": rule}
    layout["shapes"].append(
        {"type": "line", "xref": "paper", "yref": "paper", **ends, "line": line}
    )


def carded(row: Row, groups: list[str]) -> Row:
    """A row with what the sentences of its card ask for."""
    unit = row.get("unit")
    if absent(unit):
        unit = MEASURES.get(row["measure"], ("", "ratio"))[1]
    texts = {time: shown(row[time], str(unit), row["currency"]) for time in TIMES}
    a_day = row["measure"] == "velocity_per_day" and not absent(row["value"])
    begun = str(row.get("note") or "").startswith("Not a whole period")
    return row | {
        "unit": str(unit),
        "title": joined([titled(row["measure"]), *(name(group, most=16) for group in groups)]),
        "shown": words.say("{money}/d", money=texts["value"]) if a_day else texts["value"],
        "before": texts["previous"],
        "year": texts["last_year"],
        "why": _("not a whole period") if begun else _("not over yet"),
        "few": not absent(row.get("n")) and row["n"] < FEW,
        **change(row["change"], str(unit)),
    }


def change(value: float, unit: str) -> Row:
    """The change with arrow and sign; no colour, for a rise is not always good."""
    if absent(value):
        return {}
    text = points(value) if unit == "share" else relative(value)
    return {"by": text, "arrow": arrow(text)}


def card_words(row: Row) -> list[str]:
    beside = f"{say(CHANGE, row)}<br>{say(BESIDE, row)}"
    return [say("[muted]{title}[/]", row), say(VALUE, row), beside]


def three_columns(row: Row, card: Panel, groups: list[str]) -> go.Bar:
    """A year ago, before and now."""
    now = hatched() if row["unfinished"] else plain("stage")
    look: dict = {**now, "color": [colour("ghost_key"), colour("ghost_key"), now["color"]]}
    if row["unfinished"]:
        look["pattern"] = {**now["pattern"], "shape": ["", "", "/"]}
    told = [
        row
        | {"time": text, "now": time == "value", "at": at, "drawn": row[time]}
        | {"figure": in_full(row[time], row["unit"], row["currency"])}
        | {"mark": [row["measure"], time, *groups]}
        for at, (time, text) in enumerate(TIMES.items())
    ]
    return columns(card, told, HOVER, x="at", y="drawn", look=look)
