"""The own figure beside published ones, drawn: a line, points, grey bands; what is not comparable named."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import Sign, broken, framed
from cycle_kit.charts.measured import axis, largest, of_share
from cycle_kit.charts.panels import ALONE, known
from cycle_kit.charts.rows import dots
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import TEXT, colour, missing, paint
from cycle_kit.charts.told import Row, joined, rows_of, say
from cycle_kit.charts.words import _, absent, name, semicolons

LINE, GAP, MARK = 18, 16, 22  # pixels of a line of words, between two figures, of a mark
WIDTH = 50  # letters in a line
DRAWN = ("yes", "roughly")
RANGE = "{low:short–} to {high:short–}"
PUBLISHED = "{benchmark:short} // " + RANGE
OWN = "{value:short–} ({yours:name60}) // {value:short–}"
HOVER = """
    <b>{source:name}</b>
    published {benchmark:full}, yours {value:full} // published {benchmark:full}, yours not known
    // published {range}, yours {value:full}
    // published {range}, yours not known
    yours: {yours:name60}
    from {n:n} {n_of:name} // from {n:n}
    {spans:name}
    {definition:name}
    {why_not:name}
"""


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
    rows: list[Row] = [
        row | in_words(row) | {"source": source(row), "range": say(RANGE, row)}
        for row in rows_of(table, measure=measure, currency=currency)
    ]
    drawn = [row for row in rows if row["comparable"] in DRAWN]
    bodies = [under(row) for row in drawn]
    tops = places(bodies)
    height = tops.pop()
    for row, top in zip(drawn, tops, strict=True):
        row["at"] = top + MARK - 4
        row["middle"] = row["low"] if absent(row["benchmark"]) else row["benchmark"]
        row["mark"] = [str(row["publisher"]), str(row.get("title", ""))]
    reach = largest(row[each] for row in drawn for each in ("value", "benchmark", "low", "high"))
    reach = min(1.0, reach) if of_share(measure) and reach < 1.1 else reach
    named = not_drawn([row for row in rows if row["comparable"] not in DRAWN])
    told = zip(drawn, bodies, tops, strict=True)
    notes = [note for one in told for note in source_words(*one, height)]
    own = owns(drawn)
    layout: dict = {
        "xaxis": {**axis(0, reach, measure, currency), "anchor": "y"},
        "yaxis": {"range": [height, 0], "showticklabels": False},
    }
    if len(own) == 1 and drawn:
        layout["shapes"] = [own_line(own[0]["value"])]
    traces = [*marks(drawn), *([own_marks(drawn)] if len(own) > 1 else [])]
    return framed(
        traces, layout, height, signs(table, own), *notes, named[0],
        foot=30 + named[1], sides=(14, 20),
    )  # fmt: skip


def owns(drawn: list[Row]) -> list[Row]:
    """The own figures beside those that are drawn, each once."""
    found: dict[float, Row] = {}
    for row in drawn:
        if not absent(row["value"]):
            found.setdefault(row["value"], row)
    return list(found.values())


def signs(table: pd.DataFrame, own: list[Row]) -> list[Sign]:
    """What the marks mean."""
    told = {"measure": table["measure"].iloc[0] if "measure" in table else ""}
    told["own"] = semicolons(say(OWN, row) for row in own)
    # another figure is not called as the published one
    told["plain"] = not any(row.get("yours") for row in own)
    yours = "{?plain}{measure:titled–}, yours: {own} // yours: {own} // {measure:titled–}, no figure of your own"
    answers = set(table["comparable"])
    found = {
        ("┃", "accent", say(yours, told)): True,
        ("●", "stage", "comparable"): "yes" in answers,
        ("■", "ghost_key", "roughly, with the differences"): "roughly" in answers,
    }
    return [sign for sign, there in found.items() if there]


def own_marks(drawn: list[Row]) -> go.Scatter:
    """The own figure beside each published one, where it is not the same for all."""
    there = [row for row in drawn if not absent(row["value"])]
    look = {"symbol": "line-ns", "size": 22, "color": colour("accent")}
    look["line"] = {"width": 3, "color": colour("accent")}
    return dots(ALONE, there, HOVER, x="value", look=look)


def own_line(value: float) -> dict:
    line = {"width": 2.5, "color": colour("accent")}
    ends = {"x0": value, "x1": value, "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", **ends, "line": line, "layer": "below"}


def source(row: Row) -> str:
    year = "" if absent(row.get("year")) else f" {int(row['year'])}"
    return str(row["publisher"]) + year


def in_words(row: Row) -> Row:
    """What a published figure counts, and what it is compared with, in the language of the page."""
    told = ("yours", "definition", "why_not", "segment", "n_of", "spans", "statistic")
    return {column: _(str(row[column])) for column in told if not absent(row.get(column))}


def under(row: Row) -> list[str]:
    """What stands under a mark: of whom it is and, if only roughly comparable, the differences."""
    whom, apart = say("{segment}", row), say("{why_not}", row)
    spans = say("{+low}({spans})", row)
    lines = [*broken(whom, WIDTH), *([spans] if spans else [])]
    lines += broken(apart, WIDTH) if row["comparable"] == "roughly" else []
    return [name(line) for line in lines]


def places(bodies: list[list[str]]) -> list[int]:
    """Where each source's words stand, in pixels from the top, and the end of all."""
    tops = [GAP]
    for body in bodies:
        tops.append(tops[-1] + LINE + MARK + LINE * len(body) + GAP)
    return tops


def text_at(text: str, top: float, height: int, *, right: bool = False) -> dict:
    """Words on the ground's colour, so that the own line does not run through them."""
    side = {"x": 1, "xanchor": "right"} if right else {"x": 0, "xanchor": "left"}
    place = {"y": 1 - top / height, "yanchor": "top"}
    return {"text": text, **place, "bgcolor": colour("ground"), **side}


def source_words(row: Row, body: list[str], top: int, height: int) -> list[dict]:
    """The words around one mark: its source, its figure, and what stands under it."""
    published = say(PUBLISHED, row)
    most = min(34, 38 - len(published))  # both on one line of a phone
    title = text_at(f"<b>{name(row['source'], most=most)}</b>", top - 10, height)
    figure_words = text_at(published, top - 10, height, right=True)
    under_it = text_at(paint("<br>".join(body), "muted"), top + 8 + MARK, height)
    larger = {"font": {"size": TEXT}}
    return [title | larger, figure_words | larger, *([under_it] if body else [])]


def marks(rows: list[Row]) -> list[go.Scatter]:
    found = []
    for answer, role, width in (("yes", "stage", 4), ("roughly", "ghost_key", 14)):
        own = [row for row in rows if row["comparable"] == answer]
        if own:
            found += [ranges(own, role, width), middles(own, role)]
    return found


def ranges(own: list[Row], role: str, width: int) -> go.Scatter:
    """The published ranges, where there are any."""
    there = [row for row in own if not absent(row["low"]) and not absent(row["high"])]
    return go.Scatter(
        x=[value for row in there for value in (row["low"], row["high"], None)],
        y=[value for row in there for value in (row["at"], row["at"], None)],
        mode="lines",
        line={"width": width, "color": colour(role)},
        hoverinfo="skip",
    )


def middles(own: list[Row], role: str) -> go.Scatter:
    """The published figures; a short grey band where they are only roughly comparable."""
    look = {"symbol": "circle", "size": 13, "line": {"width": 2, "color": colour("ground")}}
    if role == "ghost_key":
        look = {"symbol": "line-ns", "size": 14, "line": {"width": 10, "color": colour(role)}}
    return dots(ALONE, own, HOVER, x="middle", look=look | {"color": colour(role)})


def not_drawn(rows: list[Row]) -> tuple[dict, int]:
    """Those not comparable: named with the reason, and the pixels that takes."""
    if not rows:
        return {"text": ""}, 4
    text = [f"<b>{_('Not drawn, because they count something else')}</b>"]
    for row in rows:
        reason = joined([row["source"], say("{why_not}", row)], ": ")
        text += [paint(name(line), "muted") for line in broken(reason, WIDTH + 4)]
    place = {"x": 0, "y": 0, "yanchor": "top", "yshift": -32}
    return {"text": "<br>".join(text), **place}, 16 * len(text) + 16
