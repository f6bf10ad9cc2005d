"""Sentences as templates about a row: named places for its values, not said where one is absent.

    say("likely between {low:share} and {high:share–}", row)

`{low:share}` is a value in the words of `FORMATS`; `{low:share–}` is a dash where it is absent, and the
sentence is said. `{?few}` says a sentence only where the value is there and neither 0 nor False, `{-few}`
only where it is not, `{+few}` where it is there. `[muted]…[/]` is in that colour. Money is in the row's `currency`, `{value:full}` and
its like in the unit of the row's `measure`. A sentence about a count is a pair: `Many("deals", one, more)`;
of a list of sentences the first is said that can be.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from string import Formatter
from typing import Any, NamedTuple

import pandas as pd

from cycle_kit.charts import measured, words
from cycle_kit.charts.theme import colour
from cycle_kit.charts.words import _, absent

Row = dict[str, Any]

FORMATS: dict[str, Callable[[Any], str]] = {
    "": str,
    "_": lambda value: _(str(value)),
    "n": words.number,
    "one": lambda value: words.trimmed(value, 1),
    "deals": words.deals,
    "days": words.days,
    "full_days": words.full_days,
    "plain_days": words.plain_days,
    "hours": measured.hours,
    "share": words.share,
    "points": words.points,
    "relative": words.relative,
    "date": words.date,
    "titled": measured.titled,
}
OF_MONEY = {"money": words.money, "full_money": words.full_money}
OF_MEASURE = {
    "short": measured.short,
    "full": measured.full,
    "apart": measured.apart,
    "full_apart": measured.full_apart,
}

#: what is said of figures that rest on fewer than ten; the short form where there is no room for more
TO_JUDGE = "too few to judge"
TOO_FEW = "{?few}" + TO_JUDGE
SHORT = "too few"
FEW_HERE = "These are too few to judge."


class Many(NamedTuple):
    """A sentence about the count in a column of the row, in its singular and its plural."""

    count: str
    one: str
    more: str


Text = str | Many | list["str | Many"]
Texts = Sequence[Text]


def say(text: Text, row: Row) -> str:
    """The sentence about this row; "" where it is not to be said."""
    if isinstance(text, list):
        return next(filter(None, (say(one, row) for one in text)), "")
    if isinstance(text, Many):
        text = text.one if row.get(text.count) == 1 else text.more
    said = ""
    for before, place, form in parsed(_(text)):
        said += before
        sign, value = place[:1], row.get(place.lstrip("?-+"))
        there = not absent(value) and (sign == "+" or bool(value))
        if sign in ("?", "-", "+") and place:
            if there == (sign == "-"):
                return ""
        elif place:
            if absent(value) and not form.endswith("–"):
                return ""
            said += worded(value, form.removesuffix("–"), row)
    return said


@cache
def parsed(text: str) -> list[tuple[str, str, str]]:
    """What stands before each place of a template, the place, and the form of its value."""
    opened = re.sub(r"\[([a-z_]+)\]", lambda role: f'<span style="color:{colour(role[1])}">', text)
    parts = Formatter().parse(opened.replace("[/]", "</span>"))
    return [(before, place or "", form or "") for before, place, form, _conversion in parts]


def worded(value: Any, form: str, row: Row) -> str:
    """A value in the words of a form; `name18` is a name cut to 18 letters."""
    if form.startswith("name"):
        return words.name(value, most=int(form[4:] or 0))
    if form in OF_MONEY:
        return OF_MONEY[form](value, row.get("currency", ""))
    if form in OF_MEASURE:
        return OF_MEASURE[form](value, str(row.get("measure", "")), row.get("currency", ""))
    return FORMATS[form](value)


def first(texts: Texts, row: Row) -> str:
    """The first of these sentences that can be said."""
    return say(list(texts), row)  # type: ignore[arg-type]


def hover(texts: Texts, row: Row) -> str:
    """All of these that can be said, under each other."""
    return words.hover(*(say(text, row) for text in texts))


def rows_of(table: pd.DataFrame, **known: Any) -> list[Row]:
    """The rows of a table, each with what else its sentences ask for."""
    return [row | known for row in table.to_dict("records")]


def joined(texts: Iterable[str], by: str = " · ") -> str:
    """Those of these words that are there, beside each other."""
    return by.join(filter(None, texts))


def more_than(most: int, count: int, one: str, more: str) -> str:
    """A sentence about those `{n:n}` of so many that found no place; "" if all did."""
    return say(Many("n", "{?n}" + one, "{?n}" + more), {"n": max(0, count - most)})


def not_shown(most: int, count: int) -> str:
    return more_than(most, count, "{n:n} more is not shown", "{n:n} more are not shown")
