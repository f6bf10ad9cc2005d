"""The seven numbers and more, drawn: a card each, now beside before and a year ago."""

import math

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import note
from cycle_kit.charts.panels import Grid, Panel, by_columns, known
from cycle_kit.charts.rows import hatched, plain
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import NUMBER, colour, figure, missing, paint
from cycle_kit.charts.words import (
    FEW,
    _,
    absent,
    days,
    full_days,
    full_money,
    hover,
    many,
    money,
    name,
    number,
    points,
    relative,
    say,
    share,
    trimmed,
)
from cycle_kit.signatures import Whole

MOST = 26  # cards
CARD = 92  # pixels below a card's title
#: measure: (its name, the unit of its value)
MEASURES = {
    "new_leads": ("New leads", "leads"),
    "new_deals": ("New deals", "deals"),
    "new_value": ("Value of new deals", "money"),
    "open_deals": ("Open deals", "deals"),
    "open_value": ("Value of open deals", "money"),
    "won_deals": ("Won deals", "deals"),
    "won_value": ("Won value", "money"),
    "win_rate": ("Win rate", "share"),
    "win_loss_ratio": ("Won for each lost", "ratio"),
    "mean_won_value": ("Mean won deal", "money"),
    "median_cycle_days": ("Half of wins within", "days"),
    "velocity_per_day": ("Money a day, by formula", "money"),
    "conversion_first_to_won": ("From first stage to won", "share"),
}
TIMES = {"last_year": "a year ago", "previous": "before", "value": "now"}
Row = dict


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
    rows = table.head(MOST).to_dict("records")
    cards = [Panel((), table, at) for at in range(1, len(rows) + 1)]
    grid = Grid(len(rows), inside=CARD, foot=False, columns=columns)
    layout: dict = {"annotations": [], "shapes": []}
    traces = []
    for at, (row, card) in enumerate(zip(rows, cards, strict=True)):
        groups = tuple("" if absent(row[key]) else str(row[key]) for key in keys)
        traces.append(three_columns(row, card, groups, currency))
        add_card(layout, card, grid.place(at), grid.pixels, card_words(row, groups, currency))
    if len(table) > MOST:
        more = many(len(table) - MOST, "{n} more is not shown", "{n} more are not shown")
        layout["annotations"].append(note(paint(more, "muted"), y=0, yanchor="top", yshift=-2))
    layout["margin"] = {"l": 8, "r": 8, "t": 6, "b": 24 if len(table) > MOST else 6}
    return figure(traces, height=round(grid.pixels) + 12 + 18 * (len(table) > MOST), layout=layout)


def add_card(layout: dict, card: Panel, place: tuple, pixels: float, texts: list[str]) -> None:
    """A rule on top, the words at the left, room for the columns at the upper right."""
    (left, right), (_bottom, top) = place
    x, y = card.axes["xaxis"], card.axes["yaxis"]
    hidden = {"showticklabels": False}
    start = left + 0.66 * (right - left)
    up = [top - 30 / pixels, top + 10 / pixels]
    layout[x.replace("x", "xaxis")] = {
        **hidden,
        "domain": [start, right],
        "range": [-0.6, 2.6],
        "anchor": y,
    }
    layout[y.replace("y", "yaxis")] = {**hidden, "domain": up, "rangemode": "tozero", "anchor": x}
    for text, below in zip(texts, (-22, 0, 34), strict=True):
        words = {**note(text, y=top, yanchor="top", yshift=-below), "x": left}
        layout["annotations"].append(words)
    rule = top + 27 / pixels
    line = {"color": colour("grid"), "width": 1}
    ends = {"x0": left, "x1": right, "y0": rule, "y1": rule}
    layout["shapes"].append(
        {"type": "line", "xref": "paper", "yref": "paper", **ends, "line": line}
    )


def unit_of(row: Row) -> str:
    """The unit a table names itself, or the one known for the measure."""
    named = row.get("unit")
    return MEASURES.get(row["measure"], ("", "ratio"))[1] if absent(named) else str(named)


def shown(value: float, unit: str, currency: str) -> str:
    """A value in the short words of its unit."""
    if unit == "money":
        return money(value, currency)
    plain_words = {"share": share, "days": days, "deals": number, "leads": number}
    return plain_words[unit](value) if unit in plain_words else ratio(value)


def ratio(value: float) -> str:
    return "–" if absent(value) else trimmed(value, 2)


def in_full(value: float, unit: str, currency: str) -> str:
    """A value with its unit in words, for hover texts."""
    if absent(value):
        return _("not known")
    if unit == "money":
        return full_money(value, currency)
    if unit == "days":
        return full_days(value)
    if unit == "deals":
        return many(value, "{n} deal", "{n} deals")
    if unit == "leads":
        return many(value, "{n} lead", "{n} leads")
    return shown(value, unit, currency)


def titled(row: Row, groups: tuple[str, ...]) -> str:
    title = _(MEASURES.get(row["measure"], (str(row["measure"]), ""))[0])
    return " · ".join([title, *(name(group, most=16) for group in groups)])


def card_words(row: Row, groups: tuple[str, ...], currency: str) -> list[str]:
    """The three texts of a card: its title, the value, and what it is compared with."""
    unit = unit_of(row)
    value = shown(row["value"], unit, currency)
    if row["measure"] == "velocity_per_day" and not absent(row["value"]):
        value = say("{money}/d", money=value)
    big = f'<span style="font-size:{NUMBER}px"><b>{value}</b></span>'
    before = say("before {value}", value=shown(row["previous"], unit, currency))
    year = say("a year ago {value}", value=shown(row["last_year"], unit, currency))
    rest = [change(row, unit), paint(before, "muted"), paint(year, "muted")]
    return [paint(titled(row, groups), "muted"), big, "<br>".join(rest)]


def change(row: Row, unit: str) -> str:
    """The change with arrow and sign; no colour, for a rise is not always good."""
    if row["unfinished"]:
        return paint(unfinished_words(row), "muted")
    count = row.get("n", math.nan)
    if not absent(count) and count < FEW:
        return paint(
            many(count, "{n} deal: too few to judge", "{n} deals: too few to judge"), "muted"
        )
    if absent(row["change"]):
        return paint(_("nothing to compare with"), "muted")
    text = points(row["change"]) if unit == "share" else relative(row["change"])
    arrow = "▲" if text.startswith("+") else "▼" if text.startswith("\u2212") else "="
    return f"{arrow} {text}"


def unfinished_words(row: Row) -> str:
    """Why a period is not whole: it goes on, or began before the data."""
    begun = str(row.get("note") or "").startswith("Not a whole period")
    return _("not a whole period") if begun else _("not over yet")


def three_columns(row: Row, card: Panel, groups: tuple[str, ...], currency: str) -> go.Bar:
    """A year ago, before and now."""
    unit = unit_of(row)
    now = hatched() if row["unfinished"] else plain("stage")
    look: dict = {**now, "color": [colour("ghost_key"), colour("ghost_key"), now["color"]]}
    if row["unfinished"]:
        look["pattern"] = {**now["pattern"], "shape": ["", "", "/"]}
    return go.Bar(
        x=[0, 1, 2],
        y=[None if absent(row[time]) else row[time] for time in TIMES],
        width=0.8,
        marker=look,
        hovertext=[told(row, groups, time, in_full(row[time], unit, currency)) for time in TIMES],
        hoverinfo="text",
        customdata=[[row["measure"], time, *groups] for time in TIMES],
        **card.axes,
    )


def told(row: Row, groups: tuple[str, ...], time: str, value: str) -> str:
    unfinished = unfinished_words(row) if row["unfinished"] and time == "value" else ""
    counted = row.get("n", math.nan) if time == "value" else math.nan
    n = "" if absent(counted) else many(counted, "from {n} deal", "from {n} deals")
    sentence = say("{time}: {value}", time=_(TIMES[time]), value=value)
    return hover(f"<b>{titled(row, groups)}</b>", sentence, n, unfinished)
