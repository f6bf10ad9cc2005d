"""What a chart over time says below it: the figure of the last whole period, beside the one before or of each group."""

from collections.abc import Sequence

import pandas as pd

from cycle_kit.charts.axes import names_of_periods
from cycle_kit.charts.measured import titled
from cycle_kit.charts.panels import Panel
from cycle_kit.charts.told import Row, more_than, rows_of, say
from cycle_kit.charts.words import FEW, absent, commas

CONVERSION = "conversion from "  # before the stage of such a measure
GROUPS = 4  # that are named in one sentence
ALONE = """
    {title:–}{value:full} in {when}, {before:full} in {earlier}. // {title:–}{value:full} in {when}.
    {?few}That is [few].
    {counted:_}
"""
#: of a measure that another table counts otherwise: what it counts here
COUNTED = {
    "new_customers": "New is who buys for the first time of all.",
    "returning_customers": "Returning is who bought in that time and before it.",
}
SPLIT = """
    {title:–}in {when} {parts}{rest:–}.
    {counted:_}
"""
PART = "{?few}{group} {value:full} ([few]) // {group} {value:full}"
NONE_YET = "No whole period has a value yet."
#: of the triangle, by what its measure counts
COHORTS = {
    "decided": """
        Of {n:#} deal created in {when} and decided within {age:full_days}, {value:share} was won.
            || Of {n:#} deals created in {when} and decided within {age:full_days}, {value:share} were won.
        {?few}That is [few].
    """,
    "won": """
        Of {n:#} deal created in {when}, {value:share} was won within {age:full_days}.
            || Of {n:#} deals created in {when}, {value:share} were won within {age:full_days}.
        {?few}That is [few].
    """,
    "went_on": """
        Of {n:#} deal that entered {stage:name} in {when}, {value:share} went on within {age:full_days}.
            || Of {n:#} deals that entered {stage:name} in {when}, {value:share} went on within {age:full_days}.
        {?few}That is [few].
    """,
}
COHORT_GROUPS = {
    "decided": "Won of the deals created in {when} and decided within {age:full_days}: {parts}{rest:–}.",
    "won": "Won within {age:full_days} of the deals created in {when}: {parts}{rest:–}.",
    "went_on": "Went on within {age:full_days} of the deals that entered {stage:name} in {when}: {parts}{rest:–}.",
}
COHORT_PART = "{?few}{group} {value:share} of {n:#} ([few]) // {group} {value:share} of {n:#}"


def latest_words(table: pd.DataFrame, shown: Sequence[Panel], about: Row) -> str:
    """Of a `trend`: the last whole period, beside the one before it, or in each group."""
    names = dict(zip(sorted(table["period"].unique()), names_of_periods(table), strict=True))
    title = say("{title}: ", {"title": titled(about["measure"])}) if about["measure"] else ""
    row = about | {"title": title, "counted": COUNTED.get(about["measure"])}
    whole = whole_periods(table)
    if whole.empty:
        return say(NONE_YET, row)
    last = whole["period"].max()
    row |= {"when": names[last]}
    if len(shown) > 1 or shown[0].groups:
        said = say(SPLIT, row | named_groups(shown, last, about))
        return said[:1].upper() + said[1:]  # where no measure stands before it
    (now,) = whole[whole["period"] == last].to_dict("records")
    ranged = not absent(now.get("low"))
    row |= {"value": now["value"], "few": ranged and now["n"] < FEW}
    earlier = [at for at in names if at < last]
    before = whole[whole["period"] == max(earlier)] if earlier else whole.head(0)
    if len(before):
        row |= {"before": before["value"].iloc[0], "earlier": names[max(earlier)]}
    return say(ALONE, row)


def whole_periods(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of periods that are over and have a figure."""
    return table[table["value"].notna() & ~table["unfinished"].astype(bool)]


def named_groups(shown: Sequence[Panel], last: pd.Timestamp, about: Row) -> Row:
    """The figures of the first groups in a period, in their order, which is none of rank."""
    found = []
    for panel in shown:
        whole = whole_periods(panel.table)
        for row in rows_of(whole[whole["period"] == last].head(1)):
            few = not absent(row.get("low")) and row["n"] < FEW
            found.append(about | {"group": panel.title, "value": row["value"], "few": few})
    return {
        "parts": commas(say(PART, row) for row in found[:GROUPS]),
        "rest": more_than(GROUPS, len(found), ", {n:#} more beside"),
    }


def counted_of(measure: str) -> str:
    """What the triangle of a measure counts, a key of `COHORTS`."""
    if measure.startswith(CONVERSION):
        return "went_on"
    return "won" if measure == "conversion_first_to_won" else "decided"


def cohort_words(table: pd.DataFrame, shown: Sequence[Panel], measure: str) -> str:
    """Of the triangle: the youngest deals of which the longest time is over, all or in each group."""
    ripe = table[table["value"].notna()]
    if ripe.empty:
        return ""
    longest = ripe[ripe["age"] == ripe["age"].max()]
    names = dict(zip(sorted(table["period"].unique()), names_of_periods(table), strict=True))
    row = longest.sort_values("period").iloc[-1].to_dict()
    about = {
        "when": names[row["period"]],
        "age": row["age"],
        "stage": measure.removeprefix(CONVERSION),
    }
    if len(shown) == 1 and not shown[0].groups:
        return say(COHORTS[counted_of(measure)], row | about | {"few": row["n"] < FEW})
    same = {"period": row["period"], "age": row["age"]}
    return say(COHORT_GROUPS[counted_of(measure)], about | cohort_groups(shown, same))


def cohort_groups(shown: Sequence[Panel], same: Row) -> Row:
    """The shares of the first groups, of one period and age."""
    found = []
    for panel in shown:
        mine = panel.table[panel.table["value"].notna()]
        for name, value in same.items():
            mine = mine[mine[name] == value]
        for row in rows_of(mine.head(1)):
            found.append(row | {"group": panel.title, "few": row["n"] < FEW})
    return {
        "parts": commas(say(COHORT_PART, row) for row in found[:GROUPS]),
        "rest": more_than(GROUPS, len(found), ", {n:#} more beside"),
    }
