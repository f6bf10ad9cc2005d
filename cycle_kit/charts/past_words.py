"""The own figures beside one's past and beside published ones, from day to day; and small print."""

from __future__ import annotations

from html import escape

import pandas as pd

from cycle_kit.charts.axes import names_of_periods
from cycle_kit.charts.chosen_words import chosen_words
from cycle_kit.charts.foremost import first_of
from cycle_kit.charts.measured import unit
from cycle_kit.charts.panels import reasons
from cycle_kit.charts.sentences import (
    Sentences,
    answer,
    lines,
    notes_words,
    of_answers,
    sentences,
    standing,
)
from cycle_kit.charts.told import Row, joined, rows_of, say
from cycle_kit.charts.unanswered import unanswered
from cycle_kit.charts.words import FEW, _, absent
from cycle_kit.errors import listed
from cycle_kit.pipeline import Pipeline

SMALL_PRINT = (
    "max-width: 62em; padding-inline-start: 5px; opacity: 0.75; font-size: 0.9em; text-align: start"
)
ONE_OF = (
    "These are the deals of the pipeline {this}. To look at another, {others}, name it as PIPELINE."
)
PAST = """
    {?later}{measure:titled}: {value:full–} in {when}, the last period with ten deals; later ones have too few.
        // {measure:titled}: {value:full–} in {when}, the last that is over.
    {+before}{?overlap}A year before it was {before:short–} (which may be chance: the likely ranges overlap).
        // A year before it was {before:short}.
    {+best}Your best was {best:short–} in {best_when}.
"""
NO_PERIOD = """
    {?why}{measure:titled–}: {why} // {measure:titled–}: no period has enough deals.
"""
#: units of counts and sums, and the measures in money that are neither
SUMMED, MEANS = ("deals", "leads", "entries", "money"), ("mean_won_value", "velocity_per_day")
STEPS = (
    "{+opening}{+closing}The open value went from {opening:full_money} to {closing:full_money}: {new:full_money–} "
    "came in new, {won:full_money–} was won, {lost:full_money–} lost and {dropped:full_money–} dropped."
)


class SmallPrint(str):
    """A text that stands back: what a figure counts, and whom."""

    def _repr_html_(self) -> str:
        lines = "<br>".join(escape(line, quote=False) for line in self.splitlines())
        return f"<p {standing(SMALL_PRINT)}>{lines}</p>"


def small_print(text: str) -> SmallPrint:
    """A definition (`definition_here`) as it stands below a figure."""
    return SmallPrint(text)


def pipeline_words(pipe: Pipeline, one: Pipeline) -> SmallPrint:
    """Which of the pipelines of `pipe` is looked at in `one`."""
    others = [name for name in pipe.pipelines if name not in one.pipelines]
    if not others and pipe.conditions:
        return small_print(_("These are all deals that were asked for: they are in one pipeline."))
    if not others:
        return small_print(_("These are all deals of the export: it has one pipeline."))
    return small_print(say(ONE_OF, {"this": listed(one.pipelines), "others": listed(others)}))


def loaded_words(pipe: Pipeline, one: Pipeline) -> SmallPrint:
    """Before any figure: what became of the rows of the files, what was asked for, and which pipeline is looked at."""
    return small_print(
        "\n".join(
            [*notes_words(pipe.notes).splitlines(), *chosen_words(pipe), pipeline_words(pipe, one)]
        )
    )


@of_answers
def past_words(trend: pd.DataFrame, measure: str, *, currency: str = "") -> Sentences:
    """The last whole period of a table of `trend` beside the same one a year before and the best.

    Only periods that are over are spoken of, and of rates, means and medians those that rest on enough
    deals; counts and sums rest on themselves.
    """
    whole = trend[~trend["unfinished"] & trend["value"].notna()]
    over = whole["period"].max()
    whole = whole if unit(measure) in SUMMED and measure not in MEANS else whole[whole["n"] >= FEW]
    if whole.empty:
        why = next(iter(reasons(trend)), "") if trend["value"].isna().all() else ""
        return sentences(say(NO_PERIOD, {"measure": measure, "why": why}))
    names = dict(zip(sorted(whole["period"].unique()), names_of_periods(whole), strict=True))
    rows = [
        row | {"when": names[row["period"]]}
        for row in rows_of(whole.sort_values("period"), measure=measure, currency=currency)
    ]
    last = rows[-1]
    last |= {"ranged": not absent(last["low"]), "later": last["period"] < over}
    a_year_before = last["period"] - pd.DateOffset(years=1)
    for row in rows:
        if row["period"] == a_year_before:
            apart = last["low"] > row["high"] or last["high"] < row["low"]
            last |= {"before": row["value"], "overlap": last["ranged"] and not apart}
    # of days and hours fewer are better
    best = first_of(rows, "value", called="when", least=unit(measure) in ("days", "hours"))
    if len(rows) == 1 or whole["value"].min() < whole["value"].max():  # else none is best
        last |= {"best": best["value"], "best_when": best["titles"]}
    return sentences(say(PAST, last))


def steps_words(waterfall: pd.DataFrame, currency: str = "") -> str:
    """From the open value of one day to that of another, by the table of `waterfall`."""
    value = waterfall.set_index("item")["value"].abs()
    if not value.any():  # no deals, or amounts that nobody can add up
        return ""
    return say(STEPS, value.to_dict() | {"currency": currency})


#: a mean of the cycle is not what half of the wins take
OWN = """
    {?cycle}Cycle: yours is {value:full} ({yours}).
    // {measure:titled}: yours is {value:full} ({yours}). // {measure:titled}: yours is {value:full}.
"""
NO_OWN = "{measure:titled}: your data has no figure of its own."
REFUSED = """
    {?n}{n:#} published figure counts something else and is not compared.
        || {?n}{n:#} published figures count something else and are not compared.
"""
#: from the lowest to the highest published figure of one kind
SAYS = {
    "yes": "{n:#} comparable figure says {range}. || {n:#} comparable figures say {range}.",
    "roughly": "{n:#} roughly comparable figure says {range}."
    " || {n:#} roughly comparable figures say {range}; mind their differences.",
}


def benchmark_answer(
    *tables: pd.DataFrame, past: dict[str, pd.DataFrame] | None = None, currency: str = ""
) -> Sentences:
    """For each table of `benchmark`: the own figure beside those that may be compared, and how many not.

    `past`: per measure its table of `trend`, told first.
    """
    own = [
        line
        for name, trend in (past or {}).items()
        for line in lines(past_words, trend, name, currency=currency)
    ]
    told = [line for table in tables for line in lines(beside_words, table, currency)]
    nothing = not (own or told) and unanswered([*tables, *(past or {}).values()]) is None
    none = _("There is no published figure to compare with.") if nothing else ""
    return answer(*own, *told, none)


def beside_words(table: pd.DataFrame, currency: str) -> list[str]:
    """For each figure of one's own (a mean, a median) the published ones beside it; then how many not."""
    if table.empty:
        return []
    measure = str(table["measure"].iloc[0])
    about = {"measure": measure, "currency": currency, "cycle": measure == "median_cycle_days"}
    if table["value"].isna().all():
        return [say(NO_OWN, about)]
    alike = table[table["comparable"].ne("no") & table["value"].notna()]
    own = table[table["value"].notna()] if alike.empty else alike
    told = [own_words(found, alike, about) for _value, found in own.groupby("value", sort=False)]
    return [*told, say(REFUSED, {"n": table["comparable"].eq("no").sum()})]


def own_words(found: pd.DataFrame, alike: pd.DataFrame, about: Row) -> str:
    beside = alike.loc[alike.index.intersection(found.index)]
    told = [range_words(beside[beside["comparable"] == kind], kind, about) for kind in SAYS]
    if not any(told):
        told.append(_("No published figure counts the same thing."))
    return joined([say(OWN, with_yours_told(rows_of(found.head(1))[0]) | about), *told], " ")


def with_yours_told(row: Row) -> Row:
    """A row whose words for the own figure, if it has any, are in the language that is spoken."""
    return row | ({"yours": _(row["yours"])} if row.get("yours") else {})


def range_words(found: pd.DataFrame, kind: str, about: Row) -> str:
    values = pd.concat([found["benchmark"], found["low"], found["high"]]).dropna()
    if values.empty:
        return ""
    row = about | {"n": len(found), "low": values.min(), "high": values.max()}
    low, high = say("{low:short}", row), say("{high:short}", row)
    return say(
        SAYS[kind], row | {"range": low if low == high else say("{low:short} to {high:short}", row)}
    )
