"""Money a day, drawn: what the formula promises beside what came in."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import key
from cycle_kit.charts.panels import Grid, Panel, known, left_out, mark, panels, spread
from cycle_kit.charts.rows import bars, hatched, plain, upright, words
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import figure, missing, paint
from cycle_kit.charts.words import (
    _,
    absent,
    days,
    deals,
    full_money,
    hover,
    money,
    number,
    say,
    share,
)

ROW = 52
COLUMNS = ("velocity_per_day", "won_value_per_day")
Row = dict


@draws
def velocity_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `velocity` as two bars: the formula's money a day, pale, and what came in.

    Under them the four numbers of the formula. A split table becomes panels on one common scale.
    customdata: ["velocity_per_day"] and ["won_value_per_day"], split: [column, "", *groups].
    """
    if not known(table, *COLUMNS):
        return missing(
            "No money a day to show here. This needs amounts in one currency and deals won."
        )
    shown = panels(table, "open_deals")
    grid = Grid(len(shown), titled=bool(shown[0].title), inside=ROW * 2.5, foot=False)
    reach = float(table[[*COLUMNS]].max().max()) or 1.0
    traces = [trace for panel in shown for trace in panel_traces(panel, currency)]
    xaxis = {"range": [0, reach], "showticklabels": False}
    layout = spread(shown, grid, xaxis=xaxis, yaxis=upright(2, above=0.68, below=0.82))
    legend, room = key([("▨", "stage", _("by the formula")), ("■", "won", _("came in"))])
    layout["annotations"].append(legend)
    if more := left_out(table, "open_deals"):
        layout["annotations"].append(
            {**legend, "text": paint(more, "muted"), "y": 0, "yshift": -20}
        )
    layout["margin"] = {"l": 6, "r": 6, "t": room, "b": 26 if more else 4}
    return figure(traces, height=round(grid.pixels) + room + (26 if more else 4), layout=layout)


def panel_traces(panel: Panel, currency: str) -> list:
    row = panel.table.iloc[0].to_dict()
    small = bool(panel.groups)
    names = (
        [_("Formula"), _("Came in")]
        if small
        else [_("The formula promises"), _("Came in, last 90 days")]
    )
    amounts = [say("{money} a day", money=money(row[column], currency)) for column in COLUMNS]
    titles = [f"<b>{each}</b>  {amount}" for each, amount in zip(names, amounts, strict=True)]
    formula = paint(inputs(row, currency), "muted")
    texts = words(panel, [*titles, "" if small else formula], x=0, y=[-0.4, 0.6, 1.55])
    return [
        texts,
        bar(panel, row, 0, told_formula(row, currency), hatched()),
        bar(panel, row, 1, told_actual(row, currency), plain("won")),
    ]


def bar(panel: Panel, row: Row, at: int, hovered: str, look: dict) -> go.Bar:
    value = row[COLUMNS[at]]
    return bars(
        panel,
        x=[None if absent(value) else value],
        y=[at],
        hover=[hovered],
        marks=[mark(COLUMNS[at], "", panel.groups)],
        look=look,
        width=0.4,
    )


def inputs(row: Row, currency: str) -> str:
    """The formula with its numbers."""
    return say(
        "{open} open × {share} × {money} ÷ {days}",
        open=number(row["open_deals"]),
        share=share(row["win_rate"]),
        money=money(row["mean_won_value"], currency),
        days=days(row["mean_cycle_days"]),
    )


def told_formula(row: Row, currency: str) -> str:
    amount = full_money(row["velocity_per_day"], currency)
    return hover(
        f"<b>{_('The formula promises')}</b>",
        say("{money} a day", money=amount),
        say("{deals} open", deals=deals(row["open_deals"])),
        say("{share} of decided deals won", share=share(row["win_rate"])),
        say("{money} for a won deal", money=full_money(row["mean_won_value"], currency)),
        say("{days} from start to win, on average", days=days(row["mean_cycle_days"])),
    )


def told_actual(row: Row, currency: str) -> str:
    amount = full_money(row["won_value_per_day"], currency)
    return hover(
        f"<b>{_('Came in, last 90 days')}</b>",
        say("{money} a day from deals won", money=amount),
        say("{deals} open now", deals=deals(row["open_deals"])),
    )
