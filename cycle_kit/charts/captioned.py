"""`captioned`: a chart with what it is of, for a picture that is shown by itself."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import plotly.graph_objects as go

from cycle_kit.arguments import checked
from cycle_kit.charts.answer_words import team_answer, to_do_answer
from cycle_kit.charts.captions import LINE, below, broken, lines_of, note
from cycle_kit.charts.chosen_words import chosen_words
from cycle_kit.charts.forecast import forecast_answer
from cycle_kit.charts.goals import goal_words
from cycle_kit.charts.industries import cycles_by_industry_words
from cycle_kit.charts.loss_words import loss_words
from cycle_kit.charts.side_by_side import Figure
from cycle_kit.charts.stopping_words import flows_words, funnel_words, ledger_words, win_rate_words
from cycle_kit.charts.tables import drawn_from
from cycle_kit.charts.waiting_words import cycle_words, durations_words
from cycle_kit.charts.ways import loops_words, paths_words
from cycle_kit.charts.words import commas, date, many, say
from cycle_kit.pipeline import Pipeline

#: {metric: what is found in its table, the first sentence of which is the title of its chart}
FOUND: dict[str, Callable[..., Any]] = {
    "funnel": funnel_words,
    "win_rate": win_rate_words,
    "ledger": ledger_words,
    "flows": flows_words,
    "paths": paths_words,
    "loops": loops_words,
    "loss_reasons": loss_words,
    "stage_durations": durations_words,
    "cycle_length": cycle_words,
    "cycles_by_industry": cycles_by_industry_words,
    "compare": team_answer,
    "goals": goal_words,
    "forecast": forecast_answer,
    "to_do": to_do_answer,
}
WIDTH = 54  # letters of a line
EDGE = 6  # pixels from the left edge of the figure


@checked
def captioned(figure: Figure, pipe: Pipeline, *, title: str | None = None) -> go.Figure:
    """A copy of a chart that says what it is of, so that its picture can go elsewhere.

    Above it stands `title`, by default what is found in it, where its table tells that ("" for none); below it the
    files, what was chosen by `where`, the last day of the data and how many deals there are. `pipe`: the deals of
    which the chart's table was asked.
    """
    made = go.Figure(figure)
    for kept in ("_drawn_as", "_drawn_from"):
        if hasattr(figure, kept):
            setattr(made, kept, getattr(figure, kept))
    above = broken(escape(finding(figure) if title is None else title, quote=False), WIDTH)
    foot = lines_of(escape(of_what(pipe), quote=False), width=WIDTH)
    left, top, bottom = (int(made.layout.margin[side] or 0) for side in ("l", "t", "b"))
    shift = {"xshift": EDGE - left} if left > 2 * EDGE else {}
    if above:
        words = f"<b>{'<br>'.join(above)}</b>"
        made.add_annotation(note(words, y=1, yanchor="bottom", yshift=top) | shift)
    made.add_annotation(below(*foot, down=bottom) | shift)
    more, less = (len(lines) * LINE + 8 if lines else 0 for lines in (above, foot))
    height = int(made.layout.height or 0) + more + less
    return made.update_layout(height=height, margin_t=top + more, margin_b=bottom + less)


def finding(figure: go.Figure) -> str:
    """The first thing that is found in the table of a figure; "" where nothing is told of it."""
    name, table, _split = drawn_from(figure)
    told = FOUND[name](table) if name in FOUND and len(table) else ""
    return next(iter(str(told).splitlines()), "")


def of_what(pipe: Pipeline) -> str:
    """Files, choice, day and number of deals."""
    files = commas(dict.fromkeys(name for name in pipe.notes["file"].dropna() if name))
    day = say("as of {day}", day=date(pipe.as_of)) if pipe.as_of == pipe.as_of else ""
    count = many(len(pipe.deals), "{n} deal", "{n} deals")
    return " · ".join(part for part in (files, *chosen_words(pipe), day, count) if part)
