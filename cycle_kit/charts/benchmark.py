"""The own figure beside published ones, drawn: a line, points, grey bands; what is not comparable named."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.bar_rows import ALONE
from cycle_kit.charts.captions import key
from cycle_kit.charts.measured import axis, full, largest, of_share, short, titled
from cycle_kit.charts.panels import known
from cycle_kit.charts.rows import dots
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import TEXT, colour, figure, missing, paint
from cycle_kit.charts.words import _, absent, hover, name, number, say, wrapped

LINE, GAP, MARK = 18, 16, 22  # pixels of a line of words, between two figures, of a mark
WIDTH = 50  # letters in a line
Row = dict


@draws
def benchmark_chart(table: pd.DataFrame, *, currency: str = "") -> go.Figure:
    """The table of `benchmark`: the own figure as a line, each published one under its source.

    Where different figures of one's own stand beside them (a mean beside means, a median beside
    medians), each row has its own mark instead.

    Comparable ones are points (lines where they are ranges), roughly comparable ones pale grey
    bands with the differences listed, those not comparable are not drawn but named below with the
    reason. customdata of a mark: [publisher, title].
    """
    if not known(table, "benchmark", "low"):
        return missing("There is no published figure to compare with.")
    measure = str(table["measure"].iloc[0]) if "measure" in table else ""
    drawn = table[table["comparable"].isin(["yes", "roughly"])].to_dict("records")
    refused = table[~table["comparable"].isin(["yes", "roughly"])].to_dict("records")
    bodies = [under(row) for row in drawn]
    tops = places(bodies)
    height = tops.pop()
    ends = [row[each] for row in drawn for each in ("value", "benchmark", "low", "high")]
    reach = largest(ends)
    reach = min(1.0, reach) if of_share(measure) and reach < 1.1 else reach
    named = not_drawn(refused)
    legend, room = key(signs(table, measure, currency))
    told_rows = zip(drawn, bodies, tops, strict=True)
    notes = [
        legend,
        *(note for one in told_rows for note in source_words(*one, height, measure, currency)),
        named[0],
    ]
    layout = {
        "annotations": notes,
        "xaxis": {**axis(0, reach, measure, currency), "anchor": "y"},
        "yaxis": {"range": [height, 0], "showticklabels": False},
        "margin": {"l": 14, "r": 20, "t": room, "b": 30 + named[1]},
    }
    traces = marks(drawn, tops, measure, currency)
    own = owns(table)
    if len(own) == 1 and drawn:
        layout["shapes"] = [own_line(own[0]["value"])]
    elif len(own) > 1:
        traces.append(own_marks(drawn, tops, measure, currency))
    return figure(traces, height=height + room + 30 + named[1], layout=layout)


def owns(table: pd.DataFrame) -> list[Row]:
    """The own figures beside those that are drawn, each once."""
    known_own = table[table["comparable"].isin(["yes", "roughly"]) & table["value"].notna()]
    return known_own.drop_duplicates(["value"]).to_dict("records")


def signs(table: pd.DataFrame, measure: str, currency: str) -> list[tuple[str, str, str]]:
    own = owns(table)
    told_own = "; ".join(own_words(row, measure, currency) for row in own)
    words = say("yours: {value}", value=told_own) if own else _("no figure of your own")
    found = [("┃", "accent", f"{titled(measure)}, {words}")]
    if table["comparable"].eq("yes").any():
        found.append(("●", "stage", _("comparable")))
    if table["comparable"].eq("roughly").any():
        found.append(("■", "ghost_key", _("roughly, with the differences")))
    return found


def own_words(row: Row, measure: str, currency: str) -> str:
    """The own figure, and what it is where that is told."""
    value = short(row["value"], measure, currency)
    return value if absent(row.get("yours")) else f"{value} ({name(row['yours'], most=60)})"


def own_marks(drawn: list[Row], tops: list[int], measure: str, currency: str) -> go.Scatter:
    """The own figure beside each published one, where it is not the same for all."""
    there = [
        (row, top + MARK - 4)
        for row, top in zip(drawn, tops, strict=True)
        if not absent(row["value"])
    ]
    return dots(
        ALONE,
        x=[row["value"] for row, _at in there],
        y=[at for _row, at in there],
        hover=[told(row, measure, currency) for row, _at in there],
        marks=[[str(row["publisher"]), str(row.get("title", ""))] for row, _at in there],
        look={
            "symbol": "line-ns", "size": 22, "color": colour("accent"),
            "line": {"width": 3, "color": colour("accent")},
        },
    )  # fmt: skip


def own_line(value: float) -> dict:
    line = {"width": 2.5, "color": colour("accent")}
    return {
        "type": "line",
        "x0": value,
        "x1": value,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": line,
        "layer": "below",
    }


def source(row: Row) -> str:
    year = "" if absent(row.get("year")) else f" {int(row['year'])}"
    return str(row["publisher"]) + year


def under(row: Row) -> list[str]:
    """What stands under a mark: of whom it is and, if only roughly comparable, the differences."""
    whom = [] if absent(row.get("segment")) else wrapped(str(row["segment"]), WIDTH)
    spans = [] if absent(row["low"]) or absent(row.get("spans")) else [f"({row['spans']})"]
    apart = (
        wrapped(str(row["why_not"]), WIDTH)
        if row["comparable"] == "roughly" and not absent(row.get("why_not"))
        else []
    )
    return [name(line) for line in [*whom, *spans, *apart]]


def places(bodies: list[list[str]]) -> list[int]:
    """Where each source's words stand, in pixels from the top, and the end of all."""
    tops = [GAP]
    for body in bodies:
        tops.append(tops[-1] + LINE + MARK + LINE * len(body) + GAP)
    return tops


def text_at(text: str, top: float, height: int, *, right: bool = False) -> dict:
    """Words on the ground's colour, so that the own line does not run through them."""
    side = {"x": 1, "xanchor": "right"} if right else {"x": 0, "xanchor": "left"}
    return {
        "text": text,
        "y": 1 - top / height,
        "yanchor": "top",
        "bgcolor": colour("ground"),
        **side,
    }


def source_words(
    row: Row, body: list[str], top: int, height: int, measure: str, currency: str
) -> list[dict]:
    """The words around one mark: its source, its figure, and what stands under it."""
    title = text_at(f"<b>{name(source(row), most=34)}</b>", top - 10, height)
    figure_words = text_at(published(row, measure, currency), top - 10, height, right=True)
    below = text_at(paint("<br>".join(body), "muted"), top + 8 + MARK, height)
    larger = {"font": {"size": TEXT}}
    return [title | larger, figure_words | larger, *([below] if body else [])]


def published(row: Row, measure: str, currency: str) -> str:
    """The published figure, or its range."""
    if not absent(row["benchmark"]):
        return short(row["benchmark"], measure, currency)
    return say(
        "{low} to {high}",
        low=short(row["low"], measure, currency),
        high=short(row["high"], measure, currency),
    )


def marks(rows: list[Row], tops: list[int], measure: str, currency: str) -> list:
    found: list = []
    for answer, role, width in (("yes", "stage", 4), ("roughly", "ghost_key", 14)):
        own = [
            (row, top + MARK - 4)
            for row, top in zip(rows, tops, strict=True)
            if row["comparable"] == answer
        ]
        if own:
            found += [ranges(own, role, width), middles(own, role, measure, currency)]
    return found


def ranges(own: list[tuple[Row, int]], role: str, width: int) -> go.Scatter:
    """The published ranges, where there are any."""
    there = [(row, at) for row, at in own if not absent(row["low"]) and not absent(row["high"])]
    return go.Scatter(
        x=[v for row, _at in there for v in (row["low"], row["high"], None)],
        y=[v for _row, at in there for v in (at, at, None)],
        mode="lines",
        line={"width": width, "color": colour(role)},
        hoverinfo="skip",
    )


def middles(own: list[tuple[Row, int]], role: str, measure: str, currency: str) -> go.Scatter:
    """The published figures; a short grey band where they are only roughly comparable."""
    rough = role == "ghost_key"
    shape = {"symbol": "line-ns", "size": 14} if rough else {"symbol": "circle", "size": 13}
    edge = (
        {"width": 10, "color": colour(role)} if rough else {"width": 2, "color": colour("ground")}
    )
    return dots(
        ALONE,
        x=[row["low"] if absent(row["benchmark"]) else row["benchmark"] for row, _at in own],
        y=[at for _row, at in own],
        hover=[told(row, measure, currency) for row, _at in own],
        marks=[[str(row["publisher"]), str(row.get("title", ""))] for row, _at in own],
        look={**shape, "color": colour(role), "line": edge},
    )


def told(row: Row, measure: str, currency: str) -> str:
    lines_told = [f"<b>{name(source(row))}</b>"]
    figure_words = (
        full(row["benchmark"], measure, currency)
        if not absent(row["benchmark"])
        else published(row, measure, currency)
    )
    own = _("not known") if absent(row["value"]) else full(row["value"], measure, currency)
    lines_told.append(say("published {value}, yours {own}", value=figure_words, own=own))
    if not absent(row.get("yours")):
        lines_told.append(say("yours: {what}", what=name(row["yours"], most=60)))
    if not absent(row.get("n")):
        of = "" if absent(row.get("n_of")) else " " + name(row["n_of"])
        lines_told.append(say("from {n}{of}", n=number(row["n"]), of=of))
    for column in ("spans", "definition", "why_not"):
        if not absent(row.get(column)):
            lines_told.append(name(row[column]))
    return hover(*lines_told)


def not_drawn(rows: list[Row]) -> tuple[dict, int]:
    """Those not comparable: named with the reason, and the pixels that takes."""
    if not rows:
        return {"text": ""}, 4
    text = [f"<b>{_('Not drawn, because they count something else')}</b>"]
    for row in rows:
        reason = "" if absent(row.get("why_not")) else ": " + str(row["why_not"])
        text += [paint(name(line), "muted") for line in wrapped(source(row) + reason, WIDTH + 4)]
    place = {"x": 0, "y": 0, "yanchor": "top", "yshift": -32}
    return {"text": "<br>".join(text), **place}, 16 * len(text) + 16
