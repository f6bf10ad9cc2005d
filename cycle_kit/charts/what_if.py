"""What a change would bring, drawn: each figure now, and then."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import key, note
from cycle_kit.charts.measured import apart, full, largest, short, titled, unit
from cycle_kit.charts.panels import Grid, Panel, by_columns, known
from cycle_kit.charts.rows import bars, plain, upright, words
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import figure, missing, paint
from cycle_kit.charts.words import _, absent, hover, many, name, relative, say, wrapped

MOST = 16  # figures
CARD = 84  # pixels of one figure
TIMES = {"now": ("dropped", "now"), "then": ("stage", "then")}
Row = dict


@draws
def what_if_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `what_if`: two bars per figure, now and then, each figure on its own scale,
    and the range in which the second may lie.

    customdata: [measure, "now" | "then", *groups].
    """
    if not known(table, "now", "then"):
        return missing("Nothing to compare: this needs deals that are won and lost.")
    keys = by_columns(table, "measure")
    rows = table.head(MOST).to_dict("records")
    grid = Grid(len(rows), inside=CARD, foot=False, columns=1)
    cards = [Panel((), table, at) for at in range(1, len(rows) + 1)]
    layout: dict = {}
    traces = []
    for at, (row, card) in enumerate(zip(rows, cards, strict=True)):
        reach = largest([row["now"], row["then"]])
        across, up = grid.place(at)
        x, y = (card.axes[side].replace(side[0], side, 1) for side in ("xaxis", "yaxis"))
        layout[x] = {
            "domain": across,
            "anchor": card.axes["yaxis"],
            "range": [0, reach],
            "showticklabels": False,
        }
        layout[y] = {"domain": up, "anchor": card.axes["xaxis"], **upright(2, above=1.3, below=0.5)}
        traces += card_traces(card, row, [shown(row[k]) for k in keys], reach, currency)
    layout["annotations"], room, foot = around(table)
    layout["margin"] = {"l": 6, "r": 6, "t": room, "b": foot}
    return figure(traces, height=round(grid.pixels) + room + foot, layout=layout)


def shown(value: object) -> str:
    return "" if absent(value) else str(value)


def around(table: pd.DataFrame) -> tuple[list[dict], int, int]:
    """The explanation of the marks above, the table's own remarks and what found no place below."""
    legend, room = key([("■", role, _(text)) for role, text in TIMES.values()])
    notes = [each for each in dict.fromkeys(table.get("note", pd.Series(dtype=str))) if each]
    more = len(table) - MOST
    told_more = [many(more, "{n} more is not shown", "{n} more are not shown")] if more > 0 else []
    lines = [line for each in [*(_(n) for n in notes), *told_more] for line in wrapped(each, 54)]
    below = note(paint("<br>".join(lines), "muted"), y=0, yanchor="top", yshift=-4)
    return [legend, below], room, 18 * len(lines) + 6


def card_traces(card: Panel, row: Row, groups: list[str], reach: float, currency: str) -> list:
    title = " · ".join([f"<b>{titled(row['measure'])}</b>", *(name(g, most=16) for g in groups)])
    return [
        words(card, [title + paint(likely(row, currency), "muted")], x=0, y=[-0.95]),
        words(card, [change(row, currency)], x=reach, y=[-0.95], right=True),
        *(one_bar(card, row, time, at, groups, currency) for at, time in enumerate(TIMES)),
    ]


def likely(row: Row, currency: str) -> str:
    """Between what the figure then may lie, where that is known."""
    if absent(row.get("low")) or absent(row.get("high")) or row["low"] == row["high"]:
        return ""
    ends = [short(row[end], row["measure"], currency) for end in ("low", "high")]
    return "  " + say("likely {low} to {high}", low=ends[0], high=ends[1])


def change(row: Row, currency: str) -> str:
    """From now to then, with the change: "152 d → 136 d (−10 %)"."""
    ends = [short(row[time], row["measure"], currency) for time in TIMES]
    if absent(row["change"]):
        return apart(row["then"], row["measure"], currency)
    share_of = unit(row["measure"]) == "share"
    by = apart(row["change"], row["measure"]) if share_of else relative(row["change"])
    return say("{now} → {then} ({change})", now=ends[0], then=ends[1], change=by)


def one_bar(card: Panel, row: Row, time: str, at: int, groups: list[str], currency: str) -> go.Bar:
    role, text = TIMES[time]
    value = full(row[time], row["measure"], currency)
    told = hover(
        f"<b>{titled(row['measure'])}</b>",
        say("{time}: {value}", time=_(text), value=value),
        _(str(row["note"])) if row.get("note") else "",
    )
    return bars(
        card,
        x=[None if absent(row[time]) else row[time]],
        y=[at],
        hover=[told],
        marks=[[str(row["measure"]), time, *groups]],
        look=plain(role),
        width=0.72,
    )
