"""The own figures beside one's past and beside published ones, in sentences."""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts.measured import full, short, titled
from cycle_kit.charts.past_words import past_words
from cycle_kit.charts.sentences import Sentences, answer, lines, unanswered
from cycle_kit.charts.words import _, absent, many, say

CYCLE = "median_cycle_days"


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
    if table["value"].isna().all():
        return [say("{measure}: your data has no figure of its own.", measure=titled(measure))]
    refused = int(table["comparable"].eq("no").sum())
    alike = table[table["comparable"].ne("no") & table["value"].notna()]
    own = table[table["value"].notna()] if alike.empty else alike
    told = [
        own_words(found, alike, measure, currency)
        for _value, found in own.groupby("value", sort=False)
    ]
    no = many(
        refused,
        "{n} published figure counts something else and is not compared.",
        "{n} published figures count something else and are not compared.",
    )
    return [*told, no if refused else ""]


def own_words(found: pd.DataFrame, alike: pd.DataFrame, measure: str, currency: str) -> str:
    row = found.iloc[0]
    what = "" if absent(row.get("yours")) else f" ({row['yours']})"
    cycle = what and measure == CYCLE  # a mean among them is not what half of the wins take
    said = say(
        "{measure}: yours is {value}{what}.",
        measure=_("Cycle") if cycle else titled(measure), value=full(row["value"], measure, currency), what=what,
    )  # fmt: skip
    beside = alike.loc[alike.index.intersection(found.index)]
    told = [
        range_words(beside[beside["comparable"] == answer], answer, measure, currency)
        for answer in ("yes", "roughly")
    ]
    if not any(told):
        told.append(_("No published figure counts the same thing."))
    return " ".join(each for each in (said, *told) if each)


def range_words(found: pd.DataFrame, answer: str, measure: str, currency: str) -> str:
    """From the lowest to the highest published figure of one kind."""
    values = pd.concat([found["benchmark"], found["low"], found["high"]]).dropna()
    if values.empty:
        return ""
    low, high = (short(end, measure, currency) for end in (values.min(), values.max()))
    one = {
        "yes": "{n} comparable figure says {range}.",
        "roughly": "{n} roughly comparable figure says {range}.",
    }
    more = {
        "yes": "{n} comparable figures say {range}.",
        "roughly": "{n} roughly comparable figures say {range}; mind their differences.",
    }
    span = low if low == high else say("{low} to {high}", low=low, high=high)
    return many(len(found), one[answer], more[answer], range=span)
