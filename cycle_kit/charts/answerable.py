"""Which questions the data can answer, drawn as a list: what, whether, and what to export."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import key, note
from cycle_kit.charts.panels import known
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import TEXT, colour, figure, missing, paint
from cycle_kit.charts.words import _, absent, hover, name, wrapped

LINE, GAP = 18, 14  # pixels of a line of words, and between two metrics
WIDTH = 50  # letters in a line
#: answer: (its sign in the key, colour role, word, plotly's name of the sign)
ANSWERS = {
    "yes": ("●", "won", "yes", "circle"),
    "partly": ("◆", "accent", "partly", "diamond"),
    "no": ("○", "muted", "no", "circle-open"),
}
Row = dict


@draws
def answerable_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `answerable` as a list: a sign and a word for each answer, why, what to export.

    customdata of a sign: [metric].
    """
    if not known(table, "metric"):
        return missing("No questions to list here.")
    rows = table.to_dict("records")
    bodies = [body(row) for row in rows]
    tops = places(bodies)
    height = tops.pop()
    signs = go.Scatter(
        x=[0] * len(rows),
        y=tops,
        mode="markers",
        marker={
            "size": 11,
            "color": [colour(ANSWERS[row["answer"]][1]) for row in rows],
            "symbol": [ANSWERS[row["answer"]][3] for row in rows],
        },
        hovertext=[told(row) for row in rows],
        hoverinfo="text",
        customdata=[[str(row["metric"])] for row in rows],
        cliponaxis=False,
    )
    layout = {
        "annotations": [lines(text, top, height) for text, top in zip(bodies, tops, strict=True)],
        "xaxis": {"visible": False, "range": [0, 1]},
        "yaxis": {"visible": False, "range": [height, 0]},
    }
    present = [answer for answer in ANSWERS if (table["answer"] == answer).any()]
    legend, room = key([(ANSWERS[a][0], ANSWERS[a][1], _(ANSWERS[a][2])) for a in present])
    layout["annotations"].append(legend)
    layout["margin"] = {"l": 14, "r": 6, "t": room, "b": 6}
    return figure([signs], height=height + room + 6, layout=layout | {"hovermode": "y"})


def body(row: Row) -> list[str]:
    """The lines of one metric, unescaped names made safe line by line."""
    title = f"<b>{name(str(row['metric']).replace('_', ' '))}</b>"
    answer = ANSWERS[row["answer"]]
    first = f"{title}  {paint(_(answer[2]), answer[1])}"
    why = (
        []
        if absent(row["why"])
        else [paint(name(line), "muted") for line in wrapped(row["why"], WIDTH)]
    )
    wanted = "" if absent(row["export_this"]) else "→ " + str(row["export_this"])
    return [first, *why, *([name(line) for line in wrapped(wanted, WIDTH)] if wanted else [])]


def places(bodies: list[list[str]]) -> list[int]:
    """Where each metric's first line stands, in pixels from the top, and the end of all."""
    tops = [GAP]
    for text in bodies:
        tops.append(tops[-1] + LINE * len(text) + GAP)
    return tops


def lines(text: list[str], top: int, height: int) -> dict:
    """The words of one metric beside its sign."""
    y = 1 - (top - 10) / height
    words = note("<br>".join(text), y=y, yanchor="top")
    return words | {"xshift": 14, "font": {"size": TEXT}}


def told(row: Row) -> str:
    why = "" if absent(row["why"]) else name(row["why"])
    return hover(f"<b>{name(row['metric'])}: {_(ANSWERS[row['answer']][2])}</b>", why)
