"""The own figures beside one's past and beside published ones, in sentences."""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts.past_words import past_words
from cycle_kit.charts.sentences import Sentences, answer, lines, unanswered
from cycle_kit.charts.told import Row, joined, rows_of, say
from cycle_kit.charts.words import _

OWN = """
    {measure:titled}: yours is {value:full} ({yours}). // {measure:titled}: yours is {value:full}.
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
    about = {"measure": str(table["measure"].iloc[0]), "currency": currency}
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
    return joined([say(OWN, rows_of(found.head(1))[0] | about), *told], " ")


def range_words(found: pd.DataFrame, kind: str, about: Row) -> str:
    values = pd.concat([found["benchmark"], found["low"], found["high"]]).dropna()
    if values.empty:
        return ""
    row = about | {"n": len(found), "low": values.min(), "high": values.max()}
    low, high = say("{low:short}", row), say("{high:short}", row)
    return say(
        SAYS[kind], row | {"range": low if low == high else say("{low:short} to {high:short}", row)}
    )
