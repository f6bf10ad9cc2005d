"""Forecast against target: the words above the bars, or the line that gives a target."""

import pandas as pd

from cycle_kit.charts import goal_words, goals_chart
from cycle_kit.charts.words import _, say
from cycle_kit.dashboard import explain
from cycle_kit.dashboard.figures import Place
from cycle_kit.dashboard.live import words
from cycle_kit.errors import CycleKitError
from cycle_kit.metrics.targets import example
from cycle_kit.pipeline import Pipeline

KEY, TITLE = "goals", "Forecast against target"
HINT = "Click a bar for the deals won so far, its pale end for the open ones."


def show_goals(place: Place, found: pd.DataFrame | CycleKitError | None, pipe: Pipeline) -> None:
    """The table of `goals_now` in its place, or why there is none; None while it is being asked."""
    if found is None:
        place.tell('<p class="ck-soft">…</p>')
    elif isinstance(found, CycleKitError):
        place.tell(without_html(found, pipe))
    else:
        lines = goal_words(found, currency=pipe.currency).splitlines()
        said = "".join(f"<p>{words(line)}</p>" for line in lines)
        why = [*explain.goals(), explain.as_of(pipe.as_of)]
        place.show(goals_chart(found, currency=pipe.currency), why, said)


def without_html(error: CycleKitError, pipe: Pipeline) -> str:
    """Without any target the line to write, in one line; else what is wrong with those there are."""
    if pipe.targets:
        told = " ".join(part for part in (error.wrong, error.there) if part)
        return f'<p class="ck-soft">{words(told)}</p>'
    line = f"<code>{words(example(pipe))}</code>"
    ask = words(_("No target yet. Write one at the top of cycle.toml, beside the export: {line}"))
    return f'<p class="ck-soft">{say(ask, line=line)}</p>'
