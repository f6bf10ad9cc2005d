"""Where deals stop, drawn: bars to compare, conversions between them."""

from typing import Annotated, TypeAlias

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import key, note
from cycle_kit.charts.counting_rules import (
    counted_by,
    counts,
    length,
    rule_of,
    rule_sign,
    won_title,
)
from cycle_kit.charts.panels import Grid, Panel, known, left_out, mark, own_scale, panels, spread
from cycle_kit.charts.rows import bars, hatched, plain, upright, words
from cycle_kit.charts.tables import draws, table_of
from cycle_kit.charts.theme import colour, figure, missing, paint
from cycle_kit.charts.words import (
    FEW,
    _,
    absent,
    between,
    deals,
    full_money,
    hover,
    many,
    name,
    number,
    say,
    share,
)

ROW = 70  # pixels from one stage to the next
WIDE = 0.05  # rules that differ by more than this are told
Row = dict
Rules: TypeAlias = Annotated[pd.DataFrame, table_of("funnel_rules")]


@draws
def funnel_chart(
    table: pd.DataFrame, *, rules: Rules | None = None, currency: str = ""
) -> go.Figure:
    """The table of `funnel` as bars in stage order with the conversions between them.

    `rules`: the table of `funnel_rules` of the same deals; where its rules differ by more than
    five points the range is told. `currency`: of the values in hover texts. A table split by
    `by=` becomes one panel per group. The step that fewest deals pass, even if every open deal
    moves on, is drawn in the accent colour. Lost deals whose last stage nobody knows are a bar of
    their own at the end: they did not stop in the first stage.

    customdata: bars [stage] ("won" for the last one), their open ends [stage, "open"], the words
    between bars [stage, "conversion"], the last bar [first stage, "unknown"]; in a split table
    [stage, "" | "open" | "conversion" | "unknown", *groups].
    """
    if not known(table, "deals") or not table["deals"].any():
        return missing("No deals to show here. Widen the filters, or load an export with deals.")
    shown = panels(table, "stage")
    rule = rule_of(table)
    most = max(len(panel.table) for panel in shown) + bool(unknown_of(table))
    grid = Grid(len(shown), titled=bool(shown[0].title), inside=ROW * (most - 0.1), foot=False)
    traces = [trace for panel in shown for trace in panel_traces(panel, rules, currency)]
    xaxis = {"showticklabels": False}
    layout = spread(shown, grid, xaxis=xaxis, yaxis=upright(most, above=0.5, below=0.3))
    for panel in shown:
        layout[panel.axes["xaxis"].replace("x", "xaxis")]["range"] = own_scale(
            panel, counted_by(rule).column
        )
    legend, room = key(signs(table, len(shown) > 1))
    layout["annotations"].append(legend)
    more = left_out(table, "stage")
    if more:
        layout["annotations"].append(note(paint(more, "muted"), y=0, yanchor="top"))
    layout["margin"] = {"l": 6, "r": 6, "t": room, "b": 24 if more else 4}
    return figure(traces, height=round(grid.pixels) + room + (24 if more else 4), layout=layout)


def signs(table: pd.DataFrame, split: bool) -> list[tuple[str, str, str]]:
    """What the marks mean."""
    rule = rule_of(table)
    counted = counted_by(rule)
    still = [("▨", "stage", _("still open"))] if table["open"].any() and counted.stands else []
    nowhere = [("■", "lost", _("lost, stage not known"))] if unknown_of(table) else []
    scales = [("", "muted", _("each panel to its own scale"))] if split else []
    return [
        ("■", "stage", _(counted.bars)),
        *still,
        *([("■", "ghost_key", _("did not get here"))] if counted.nested else []),
        *nowhere,
        *scales,
        *rule_sign(rule),
    ]


def unknown_of(table: pd.DataFrame) -> int:
    """How many ended in a stage that nobody knows."""
    none = "unknown" not in table or not counted_by(rule_of(table)).stands
    return 0 if none else int(table["unknown"].fillna(0).sum())


def panel_traces(panel: Panel, rules: pd.DataFrame | None, currency: str) -> list:
    rows = panel.table.to_dict("records")
    rule = rule_of(panel.table)
    worst, counted = narrowest(rows), counted_by(rule)
    small = bool(panel.groups)
    return [
        *([ghosts(panel, rows, worst, counted.stands)] if counted.nested else []),
        whole_bars(panel, rows, rule, currency),
        *([open_ends(panel, rows), *unknown_bar(panel, rows)] if counted.stands else []),
        words(
            panel,
            [title(row, small, rule) for row in rows],
            x=0,
            y=[k - 0.3 for k in range(len(rows))],
        ),
        conversions(panel, rows, worst, {} if small else ranges(rules), rule),
    ]


def narrowest(rows: list[Row]) -> int:
    """The step that fewest deals pass even if every open deal moves on; -1 if none can be judged."""
    judged = {
        k: row["conversion"] if absent(row.get("at_most")) else row["at_most"]
        for k, row in enumerate(rows)
        if not absent(row["conversion"]) and row["deals"] >= FEW
    }
    return min(judged, key=lambda k: judged[k], default=-1) if len(judged) > 1 else -1


def ghosts(panel: Panel, rows: list[Row], worst: int, stands: bool) -> go.Bar:
    """Behind each bar the length of the one before: what is missing did not get here."""
    look = plain("ghost")
    look["color"] = [colour("accent_pale" if k == worst else "ghost") for k in range(len(rows) - 1)]
    return go.Bar(
        x=[row["deals"] - ((row.get("unknown") or 0) if stands else 0) for row in rows[:-1]],
        y=list(range(1, len(rows))),
        orientation="h",
        width=0.3,
        marker=look,
        hoverinfo="skip",
        **panel.axes,
    )


def whole_bars(panel: Panel, rows: list[Row], rule: str, currency: str) -> go.Bar:
    """The bars, drawn from their end to zero: so the pointer finds a pale end before its bar."""
    look = plain("stage")
    look["color"] = [colour("won" if row["stage"] == "won" else "stage") for row in rows]
    return bars(
        panel,
        x=[-length(row, rule) for row in rows],
        base=[length(row, rule) for row in rows],
        y=list(range(len(rows))),
        hover=[bar_hover(row, rows[0]["deals"], rule, currency) for row in rows],
        marks=[mark(str(row["stage"]), "", panel.groups) for row in rows],
        look=look,
    )


def unknown_bar(panel: Panel, rows: list[Row]) -> list:
    """Lost and dropped deals whose last stage nobody knows, apart from those that stopped in the first."""
    count = rows[0].get("unknown") or 0
    if not count:
        return []
    at, first = len(rows), str(rows[0]["stage"])
    text = many(
        count,
        "{n} deal ended without a win; in which stage is not known",
        "{n} deals ended without a win; in which stage is not known",
    )
    shown = number(count) if panel.groups else deals(count)
    named = f"<b>{_('Lost, stage not known')}</b>  {shown}"
    bar = bars(
        panel,
        x=[count],
        y=[at],
        hover=[hover(f"<b>{_('Lost, stage not known')}</b>", text)],
        marks=[mark(first, "unknown", panel.groups)],
        look=plain("lost"),
    )
    return [bar, words(panel, [named], x=0, y=[at - 0.3])]


def open_ends(panel: Panel, rows: list[Row]) -> go.Bar:
    """The open deals as the pale end of their bar, where the bar counts them."""
    counted = [(k, row) for k, row in enumerate(rows) if 0 < row["open"] <= row["deals"]]
    return bars(
        panel,
        x=[-row["open"] for _k, row in counted],
        base=[row["deals"] for _k, row in counted],
        y=[k for k, _row in counted],
        hover=[open_hover(row) for _k, row in counted],
        marks=[mark(str(row["stage"]), "open", panel.groups) for _k, row in counted],
        look=hatched(),
    )


def conversions(
    panel: Panel, rows: list[Row], worst: int, told: dict[str, str], rule: str
) -> go.Scatter:
    """Between two bars, the share of deals that went on."""
    steps = [(k, row) for k, row in enumerate(rows[:-1]) if not absent(row["conversion"])]
    small = bool(panel.groups)
    texts = [
        step_words(row, k == worst, told.get(str(row["stage"]), ""), small) for k, row in steps
    ]
    trace = words(panel, texts, x=0, y=[k + 0.33 for k, _row in steps])
    trace.update(
        hovertext=[step_hover(row, rule) for _k, row in steps],
        hoverinfo="text",
        customdata=[mark(str(row["stage"]), "conversion", panel.groups) for _k, row in steps],
    )
    return trace


def title(row: Row, small: bool, rule: str) -> str:
    """The words above a bar: its stage and count."""
    won = row["stage"] == "won"
    stage = won_title(rule) if won else name(row["stage"], most=18 if small else 30)
    count = number(length(row, rule)) if small else counts(row, rule)
    waits = row["open"] and not small and counted_by(rule).stands
    still = many(row["open"], "{n} still open", "{n} still open") if waits else ""
    return f"<b>{stage}</b>  {count}" + (paint(f" · {still}", "muted") if still else "")


def step_words(row: Row, worst: bool, told: str, small: bool) -> str:
    went_on = f"↓ {share(row['conversion'])}"
    could = ""
    if not absent(row.get("at_most")) and share(row["at_most"]) != share(row["conversion"]):
        could = say("could become {share}", share=share(row["at_most"]))
    if row["deals"] < FEW:
        judged = say("{step} of {deals}", step=went_on, deals=deals(row["deals"]))
        return paint(judged + ("" if small else " · " + _("too few to judge")), "muted")
    text = f"{went_on} ({could})" if could and not small else went_on
    text = paint(text, "accent", bold=True) if worst else text
    return text + (paint(f" · {told}", "muted") if told else "")


def ranges(rules: pd.DataFrame | None) -> dict[str, str]:
    """Per stage the range between the rules of counting, where it is wide."""
    if rules is None or not known(rules, "gap"):
        return {}
    wide = rules[rules["gap"] > WIDE].groupby("stage", observed=True)["conversion"]
    spans = wide.agg(["min", "max"])
    return {
        str(stage): say("rules differ: {range}", range=between(low, high))
        for stage, low, high in spans.itertuples()
    }


def bar_hover(row: Row, first: float, rule: str, currency: str) -> str:
    won, counted = row["stage"] == "won", counted_by(rule)
    here = many(first, *counted.here, here=number(length(row, rule)))
    lines = [
        f"<b>{won_title(rule) if won else name(row['stage'])}</b>",
        deals(row["deals"]) if won and not counted.nested else here,
    ]
    if not absent(row.get("overall")):
        lines.append(say("that is {share} of the first stage", share=share(row["overall"])))
    if not won and counted.stands:
        lines.append(
            say(
                "no further: {open} still open, {lost} lost, {dropped} dropped",
                open=number(row["open"]),
                lost=number(row["lost"]),
                dropped=number(row["dropped"]),
            )
        )
    if row.get("unknown") and counted.stands:
        lines.append(
            many(
                row["unknown"],
                "of these {n} lost or dropped, last stage not known",
                "of these {n} lost or dropped, last stage not known",
            )
        )
    if row.get("no_stage"):
        lines.append(
            many(
                row["no_stage"],
                "{n} open deal is in no stage and counts in none",
                "{n} open deals are in no stage and count in none",
            )
        )
    if not absent(row.get("value")):
        lines.append(say("worth {money}", money=full_money(row["value"], currency)))
    return hover(*lines)


def open_hover(row: Row) -> str:
    return hover(
        f"<b>{name(row['stage'])}</b>",
        many(
            row["deals"],
            "{open} of {n} deal is still open here: not yet decided",
            "{open} of {n} deals are still open here: not yet decided",
            open=number(row["open"]),
        ),
    )


def step_hover(row: Row, rule: str) -> str:
    went = say(
        "{share} of {deals} went on", share=share(row["conversion"]), deals=counts(row, rule)
    )
    if rule == "visited":  # the next stage may have more, of others
        went = say(
            "{share} as many deals visited the next stage as the {deals} here",
            share=share(row["conversion"]), deals=deals(row["deals"]),
        )  # fmt: skip
    lines = [f"<b>{name(row['stage'])}</b>", went]
    if not absent(row.get("low")):
        lines.append(
            say("likely between {low} and {high}", low=share(row["low"]), high=share(row["high"]))
        )
    if not absent(row.get("at_most")):
        lines.append(say("{share} if every open deal moves on", share=share(row["at_most"])))
    if row["deals"] < FEW:
        lines.append(_("too few to judge"))
    return hover(*lines)
