"""Sentences of the later notebooks' answers: beside the own past, from day to day; and small print."""

from __future__ import annotations

from html import escape

import pandas as pd

from cycle_kit.charts.measured import full, short, titled, unit
from cycle_kit.charts.period_axis import names_of_periods
from cycle_kit.charts.sentences import Sentences, of_answers, records, sentences
from cycle_kit.charts.words import FEW, _, absent, full_money, say
from cycle_kit.errors import listed
from cycle_kit.pipeline import Pipeline

SMALL_PRINT = "max-width: 62em; padding-inline-start: 5px; opacity: 0.75; font-size: 0.9em"


class SmallPrint(str):
    """A text that stands back: what a figure counts, and whom."""

    def _repr_html_(self) -> str:
        return f'<p style="{SMALL_PRINT}">{escape(self, quote=False)}</p>'


def small_print(text: str) -> SmallPrint:
    """A definition (`definition_here`) as it stands below a figure."""
    return SmallPrint(text)


def pipeline_words(pipe: Pipeline, one: Pipeline) -> SmallPrint:
    """Which of the pipelines of `pipe` is looked at in `one`."""
    others = [name for name in pipe.pipelines if name not in one.pipelines]
    if not others:
        return small_print(_("These are all deals of the export: it has one pipeline."))
    return small_print(
        say(
            "These are the deals of the pipeline {this}. To look at another, {others}, name it as PIPELINE.",
            this=listed(one.pipelines),
            others=listed(others),
        )
    )


@of_answers
def past_words(trend: pd.DataFrame, measure: str, *, currency: str = "") -> Sentences:
    """The last whole period of a table of `trend` beside the same one a year before and the best.

    Only periods that are over and rest on enough deals are spoken of.
    """
    whole = trend[~trend["unfinished"] & trend["value"].notna() & (trend["n"] >= FEW)]
    if whole.empty:
        return sentences(say("{measure}: no period has enough deals.", measure=titled(measure)))
    last = records(whole.sort_values("period"))[-1]
    now = say(
        "{measure}: {value} in {period}, the last that is over.",
        measure=titled(measure),
        value=full(last["value"], measure, currency),
        period=named(whole, last),
    )
    return sentences(
        f"{now} {year_words(whole, last, measure, currency)}{best_words(whole, measure, currency)}"
    )


def named(whole: pd.DataFrame, row: dict) -> str:
    """The name of a row's period, by its label, or by how far it is from its neighbours."""
    return names_of_periods(whole)[sorted(whole["period"]).index(row["period"])]


def year_words(whole: pd.DataFrame, last: dict, measure: str, currency: str) -> str:
    before = records(whole[whole["period"] == last["period"] - pd.DateOffset(years=1)])
    if not before:
        return ""
    then = before[0]
    overlap = not (last["low"] > then["high"] or last["high"] < then["low"])
    chance = _(" (which may be chance: the likely ranges overlap)") if overlap else ""
    return say(
        "A year before it was {value}{chance}. ",
        value=short(then["value"], measure, currency),
        chance=chance,
    )


def best_words(whole: pd.DataFrame, measure: str, currency: str) -> str:
    """The best of them; of days and hours fewer are better."""
    ascending = unit(measure) in ("days", "hours")
    row = records(whole.sort_values("value", ascending=ascending, kind="stable"))[0]
    return say(
        "Your best was {value} in {period}.",
        value=short(row["value"], measure, currency),
        period=named(whole, row),
    )


def steps_words(waterfall: pd.DataFrame, currency: str = "") -> str:
    """From the open value of one day to that of another, by the table of `waterfall`."""
    value = waterfall.set_index("item")["value"].abs()
    nothing = not value.any()  # no deals, or amounts that nobody can add up
    if nothing or absent(value["opening"]) or absent(value["closing"]):
        return ""
    named = {item: full_money(value[item], currency) for item in ("opening", "closing", "new")}
    gone = {item: full_money(value[item], currency) for item in ("won", "lost", "dropped")}
    return say(
        "The open value went from {opening} to {closing}: {new} came in new, {won} was won, {lost} lost "
        "and {dropped} dropped.",
        **named,
        **gone,
    )
