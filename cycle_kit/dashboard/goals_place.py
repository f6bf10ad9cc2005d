"""Forecast against target: the words above the bars, or the way to give a target."""

import pandas as pd

from cycle_kit.charts import goal_words, goals_chart
from cycle_kit.charts.words import _, say
from cycle_kit.dashboard import explain
from cycle_kit.dashboard.figures import Place
from cycle_kit.dashboard.live import words
from cycle_kit.dashboard.page_words import TARGETS, told_html, way_to
from cycle_kit.errors import CycleKitError, listed
from cycle_kit.pipeline import Pipeline

KEY, TITLE = "goals", "Forecast against target"
NOT_DATED = "The dates chosen above do not count here: this needs the whole past."
HINT = "Click a bar for the deals won so far, its pale end for the open ones."


def show_goals(
    place: Place,
    found: pd.DataFrame | CycleKitError,
    pipe: Pipeline,
    *,
    whole: Pipeline | None = None,
    dated: bool = False,
) -> None:
    """The table of `goals_now` in its place, or why there is none.

    `whole`: all deals, where `pipe` is a choice of them; `dated`: whether dates are chosen, which it does not follow.
    """
    if isinstance(found, CycleKitError):
        strange = strange_html(whole or pipe)
        place.tell(strange or without_html(found, pipe))
    else:
        lines = goal_words(found, currency=pipe.currency).splitlines()
        said = "".join(f"<p>{words(line)}</p>" for line in lines)
        why = [*explain.goals(), explain.as_of(pipe.as_of)]
        said += strange_html(whole or pipe)
        if dated:
            said += f'<p class="ck-soft">{words(_(NOT_DATED))}</p>'
        place.show(goals_chart(found, currency=pipe.currency), why, said)


def without_html(error: CycleKitError, pipe: Pipeline) -> str:
    """Without any target the way to give one, in one line; else what is wrong with those there are."""
    if pipe.targets:
        told = " ".join(part for part in (error.wrong, error.there) if part)
        return f'<p class="ck-soft">{told_html(told)}</p>'
    told = say(words(_("No target yet. Give one under {place}.")), place=way_to(TARGETS))
    return f'<p class="ck-soft">{told}</p>'


def strange_html(whole: Pipeline) -> str:
    """The pipelines that targets name and no deal is in."""
    there = [*dict.fromkeys([*whole.orders, *whole.deals["pipeline"].dropna().astype(str)])]
    asked = dict.fromkeys(str(row["pipeline"]) for row in whole.targets if row.get("pipeline"))
    strange = [name for name in asked if name not in there]
    if not strange:
        return ""
    known = [name for name in there if name]
    told = say(
        "No deal is in {strange}, for which cycle.toml has a target.", strange=listed(strange)
    )
    told += " " + say("Pipelines here are {known}.", known=listed(known)) if known else ""
    return f'<p class="ck-soft">{words(told)}</p>'
