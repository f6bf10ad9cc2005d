"""Sentences of the later notebooks' answers: beside the own past, from day to day; and small print."""

from __future__ import annotations

from html import escape

import pandas as pd

from cycle_kit.charts.measured import unit
from cycle_kit.charts.period_axis import names_of_periods
from cycle_kit.charts.sentences import Sentences, of_answers, sentences
from cycle_kit.charts.told import rows_of, say
from cycle_kit.charts.words import FEW, _
from cycle_kit.errors import listed
from cycle_kit.pipeline import Pipeline

SMALL_PRINT = "max-width: 62em; padding-inline-start: 5px; opacity: 0.75; font-size: 0.9em"
ONE_OF = (
    "These are the deals of the pipeline {this}. To look at another, {others}, name it as PIPELINE."
)
PAST = """
    {measure:titled}: {value:full–} in {when}, the last that is over.
    {+before}{?overlap}A year before it was {before:short–} (which may be chance: the likely ranges overlap).
        // A year before it was {before:short}.
    Your best was {best:short–} in {best_when}.
"""
STEPS = (
    "{+opening}{+closing}The open value went from {opening:full_money} to {closing:full_money}: {new:full_money–} "
    "came in new, {won:full_money–} was won, {lost:full_money–} lost and {dropped:full_money–} dropped."
)


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
    return small_print(say(ONE_OF, {"this": listed(one.pipelines), "others": listed(others)}))


@of_answers
def past_words(trend: pd.DataFrame, measure: str, *, currency: str = "") -> Sentences:
    """The last whole period of a table of `trend` beside the same one a year before and the best.

    Only periods that are over and rest on enough deals are spoken of.
    """
    whole = trend[~trend["unfinished"] & trend["value"].notna() & (trend["n"] >= FEW)]
    if whole.empty:
        none = "{measure:titled–}: no period has enough deals."
        return sentences(say(none, {"measure": measure}))
    names = dict(zip(sorted(whole["period"].unique()), names_of_periods(whole), strict=True))
    rows = [
        row | {"when": names[row["period"]]}
        for row in rows_of(whole.sort_values("period"), measure=measure, currency=currency)
    ]
    last = rows[-1]
    a_year_before = last["period"] - pd.DateOffset(years=1)
    for row in rows:
        if row["period"] == a_year_before:
            apart = last["low"] > row["high"] or last["high"] < row["low"]
            last |= {"before": row["value"], "overlap": not apart}
    # of days and hours fewer are better
    sign = 1 if unit(measure) in ("days", "hours") else -1
    best = min(whole.to_dict("records"), key=lambda row: sign * row["value"])
    last |= {"best": best["value"], "best_when": names[best["period"]]}
    return sentences(say(PAST, last))


def steps_words(waterfall: pd.DataFrame, currency: str = "") -> str:
    """From the open value of one day to that of another, by the table of `waterfall`."""
    if "deals" in waterfall and not waterfall["deals"].any():
        return ""
    value = waterfall.set_index("item")["value"].abs()
    return say(STEPS, value.to_dict() | {"currency": currency})
