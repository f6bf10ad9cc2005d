"""Why deals end without a win, drawn: reasons as bars, cut by the stage where the deal died."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import key, note
from cycle_kit.charts.loss_hover import INKS, marked, text, told
from cycle_kit.charts.loss_periods import over_time_chart
from cycle_kit.charts.panels import Grid, Panel, known, left_out, panels, spread
from cycle_kit.charts.rows import bars, plain, upright, words
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import colour, figure, missing, paint
from cycle_kit.charts.words import _, many, name, number

ROW = 50
MOST = 15  # reasons in one panel
Row = dict


@draws
def loss_reasons_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `loss_reasons` as one bar per reason, lost and dropped apart, cut by stage.

    With periods (`every=`) each reason becomes a panel of columns over time. The longest bar stands
    first. customdata of a part: [stage, outcome, reason, period, *groups], each empty
    where the table's cell is.
    """
    if not known(table, "deals") or not table["deals"].any():
        return missing("No deals ended without a win here, so there are no reasons to show.")
    present = [outcome for outcome in INKS if (table["outcome"] == outcome).any()]
    legend, room = key([("■", outcome, _(outcome)) for outcome in present])
    if known(table, "period"):
        return over_time_chart(table, legend, room, currency)
    shown = panels(table, "reason")
    reasons = [by_length(panel.table) for panel in shown]
    most = min(MOST, max(map(len, reasons)))
    grid = Grid(len(shown), titled=bool(shown[0].title), inside=ROW * most, foot=False)
    traces = [
        t
        for panel, own in zip(shown, reasons, strict=True)
        for t in reason_bars(panel, own[:MOST], currency)
    ]
    layout = spread(
        shown, grid, xaxis={"showticklabels": False}, yaxis=upright(most, above=0.68, below=0.32)
    )
    for panel, own in zip(shown, reasons, strict=True):
        layout[panel.axes["xaxis"].replace("x", "xaxis")]["range"] = [
            0,
            longest(panel.table, own[:MOST]),
        ]
    more = left_out(table, "reason") or further(max(map(len, reasons)) - MOST)
    foot = 26 if more else 4
    layout["annotations"] += [legend, note(paint(more, "muted"), y=0, yanchor="top", yshift=-4)]
    layout |= {"barmode": "stack", "uniformtext": {"mode": "hide", "minsize": 11}}
    layout["margin"] = {"l": 6, "r": 6, "t": room, "b": foot}
    return figure(traces, height=round(grid.pixels) + room + foot, layout=layout)


def further(more: int) -> str:
    return (
        many(more, "{n} more reason is not shown", "{n} more reasons are not shown")
        if more > 0
        else ""
    )


def by_length(table: pd.DataFrame) -> list[str]:
    """The reasons by how many deals ended for them, lost and dropped, in whatever stage."""
    counts = table["deals"].groupby(table["reason"].map(text), sort=False).sum()
    return list(counts.sort_values(ascending=False, kind="stable").index)


def rows_of(table: pd.DataFrame, reason: str) -> list[Row]:
    return [row for row in table.to_dict("records") if text(row["reason"]) == reason]


def longest(table: pd.DataFrame, reasons: list[str]) -> float:
    """The length of the longest bar, so that it just fits."""
    return max(sum(row["deals"] for row in rows_of(table, reason)) for reason in reasons)


def reason_bars(panel: Panel, reasons: list[str], currency: str) -> list:
    """The words of each reason, and its parts: one trace per outcome."""
    rows = [row for row in panel.table.to_dict("records") if text(row["reason"]) in reasons]
    above = [at - 0.41 for at in range(len(reasons))]
    titles = [title(reason, rows, bool(panel.groups)) for reason in reasons]
    parts = [part(panel, rows, reasons, outcome, currency) for outcome in INKS]
    return [words(panel, titles, x=0, y=above), *parts]


def title(reason: str, rows: list[Row], small: bool) -> str:
    """A reason with its counts: "Price  34 lost · 5 dropped"."""
    own = [row for row in rows if text(row["reason"]) == reason]
    counts = {
        outcome: sum(row["deals"] for row in own if row["outcome"] == outcome) for outcome in INKS
    }
    shown = " · ".join(
        f"{number(count)}" if small else f"{number(count)} {_(outcome)}"
        for outcome, count in counts.items()
        if count
    )
    given = (
        f"<b>{name(reason, most=16 if small else 30)}</b>"
        if reason
        else f"<i>{_('no reason given')}</i>"
    )
    return f"{given}  {shown}"


def part(panel: Panel, rows: list[Row], reasons: list[str], outcome: str, currency: str) -> go.Bar:
    own = [row for row in rows if row["outcome"] == outcome]
    small = bool(panel.groups)
    return bars(
        panel,
        x=[row["deals"] for row in own],
        y=[reasons.index(text(row["reason"])) for row in own],
        hover=[told(row, currency) for row in own],
        marks=[marked(row, panel.groups) for row in own],
        look={**plain(outcome), "line": {"width": 1, "color": colour("ground")}},
        width=0.44,
        inside=[name(row["stage"], most=10 if small else 20) for row in own],
        ink=INKS[outcome],
    )
