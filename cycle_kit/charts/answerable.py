"""Which questions the data can answer, drawn as a list: what, whether, and what to export."""

import pandas as pd
import plotly.graph_objects as go

from cycle_kit.charts.captions import broken, framed, note
from cycle_kit.charts.panels import known
from cycle_kit.charts.tables import draws
from cycle_kit.charts.theme import TEXT, colour, missing, paint
from cycle_kit.charts.told import Row, hover, rows_of, say
from cycle_kit.charts.words import _, name

LINE, GAP = 18, 14  # pixels of a line of words, and between two metrics
WIDTH = 50  # letters in a line
#: answer: (its sign in the key, colour role, word, plotly's name of the sign)
ANSWERS = {
    "yes": ("●", "won", "yes", "circle"),
    "partly": ("◆", "accent", "partly", "diamond"),
    "no": ("○", "muted", "no", "circle-open"),
}
HOVER = """
    <b>{called:name–}: {word}</b>
    {why:name}
"""


@draws
def answerable_chart(table: pd.DataFrame) -> go.Figure:
    """The table of `answerable` as a list: a sign and a word for each answer, why, what to export.

    customdata of a sign: [metric].
    """
    if not known(table, "metric"):
        return missing("No questions to list here.")
    rows = [in_words(row) for row in rows_of(table)]
    bodies = [body(row) for row in rows]
    tops = places(bodies)
    height = tops.pop()
    look = {
        "size": 11,
        "color": [colour(ANSWERS[row["answer"]][1]) for row in rows],
        "symbol": [ANSWERS[row["answer"]][3] for row in rows],
    }
    signs = go.Scatter(
        x=[0] * len(rows),
        y=tops,
        mode="markers",
        marker=look,
        hovertext=[hover(HOVER, row) for row in rows],
        hoverinfo="text",
        customdata=[[str(row["metric"])] for row in rows],
        cliponaxis=False,
    )
    layout = {
        "annotations": [lines(text, top, height) for text, top in zip(bodies, tops, strict=True)],
        "xaxis": {"visible": False, "range": [0, 1]},
        "yaxis": {"visible": False, "range": [height, 0]},
        "hovermode": "y",
    }
    present = [ANSWERS[answer][:3] for answer in ANSWERS if (table["answer"] == answer).any()]
    return framed([signs], layout, height, present, foot=6, sides=(14, 6))


def in_words(row: Row) -> Row:
    """A row with its question, the answer, why and what to export in the language that is spoken."""
    question = str(row["metric"]).replace("_", " ")
    said = {key: _(row[key]) if row.get(key) else row.get(key) for key in ("why", "export_this")}
    return row | {"called": _(question), "word": _(ANSWERS[row["answer"]][2]), **said}


def body(row: Row) -> list[str]:
    """The lines of one metric, unescaped names made safe line by line."""
    title = f"<b>{name(row['called'])}</b>"
    why = [paint(name(line), "muted") for line in broken(say("{why}", row), WIDTH)]
    wanted = [name(line) for line in broken(say("→ {export_this}", row), WIDTH)]
    return [f"{title}  {paint(row['word'], ANSWERS[row['answer']][1])}", *why, *wanted]


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
