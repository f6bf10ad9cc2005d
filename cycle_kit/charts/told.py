"""Sentences as templates about a row: named places for its values, not said where one is absent.

    hover('''
        {won:n} of {deals:#} deal won || {won:n} of {deals:#} deals won
        likely between {low:share} and {high:share–}
        worth {value:full_money} // no amount
    ''', row)

Each line is a sentence; of several between `//` the first is said that can be; `||` stands between the
singular and the plural, by the count in `#` (or by `{#count}`, which is not shown); a line that is further in
goes on with the one before. `{low:share}` is a value in the words of `FORMATS`; `{low:share–}` is a dash where
it is absent, and the sentence is said. `{?few}` says a sentence only where the value is there and neither 0 nor
False, `{-few}` only where it is not so, `{+few}` where it is there, `{!few}` where it is absent. `[muted]…[/]` is
in that colour, `[few]` what is said of figures that rest on too few. Money is in the row's `currency`,
`{value:full}` and its like in the unit of the row's `measure`.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from html import escape
from textwrap import dedent
from typing import Any, NamedTuple

import pandas as pd

from cycle_kit.charts import measured, words
from cycle_kit.charts.theme import colour
from cycle_kit.charts.words import _, absent
from cycle_kit.locale import now, translated_of

Row = dict[str, Any]

FORMATS: dict[str, Callable[[Any], str]] = {
    "": str,
    "_": lambda value: _(str(value)),
    "text": lambda value: escape(_(str(value)), quote=False),  # a note, whatever names it has
    "n": words.number,
    "#": words.number,
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
#: the sign, the name and the form of a place
PLACE = re.compile(r"{([?+!#-]?)(\w+):?(.*?)}")
SIGNS = re.compile(r"{[^}]*}|<[^>]*>|\[/?\w*\]|&\w+;")  # what is no word of a template
WORDS = re.compile(r"[^\W\d_]")
#: what must be true of the value of a place that is not shown
GUARDS: dict[str, Callable[[Any], bool]] = {
    "?": lambda value: not absent(value) and bool(value),
    "-": lambda value: absent(value) or not value,
    "+": lambda value: not absent(value),
    "!": absent,
    "#": lambda value: True,
}

#: what is said of figures that rest on fewer than ten
TO_JUDGE = "too few to judge"


class Sentence(NamedTuple):
    """A template in its singular and its plural, and the count in the row by which one of them is said."""

    count: str
    one: str
    more: str


def hover(text: str, row: Row) -> str:
    """The sentences that can be said about this row, under each other."""
    return words.hover(*said(text, row))


def say(text: str, row: Row) -> str:
    """The same, one after the other; "" where none is to be said."""
    return " ".join(said(text, row))


def said(text: str, row: Row) -> list[str]:
    """The same one by one."""
    told = (filter(None, (filled(each, row) for each in ways)) for ways in sentences_of(text))
    return [one for each in told if (one := next(each, ""))]


@cache
def sentences_of(text: str) -> list[list[Sentence]]:
    """The sentences of a block, each in the ways in which it can be said."""
    if "\n" not in text:
        return [list(map(pair, text.split(" // ")))]
    joined = re.sub(r"\n(?: {4,}| *(?=//))", " ", dedent(text.strip("\n")).rstrip())
    return [list(map(pair, line.split(" // "))) for line in joined.splitlines()]


def pair(text: str) -> Sentence:
    one, _bars, more = text.partition(" || ")
    count = re.search(r"{#(\w+)}|{(\w+):#}", text)
    return Sentence(count[1] or count[2] if count else "", one, more or one)


def filled(sentence: Sentence, row: Row) -> str:
    """A sentence with its values; "" where it is not to be said."""
    whole = ""
    for before, sign, place, form in parsed(chosen(sentence, row), _(TO_JUDGE)):
        whole += before
        value = row.get(place)
        if sign:
            if not GUARDS[sign](value):
                return ""
        elif place:
            if absent(value) and not form.endswith("–"):
                return ""
            whole += worded(value, form.removesuffix("–"), row)
    return whole


def chosen(sentence: Sentence, row: Row) -> str:
    """Singular or plural, in the reader's language."""
    if sentence.one == sentence.more:
        known = _(sentence.one)
        return known if WORDS.search(SIGNS.sub("", known)) else with_signs(known)
    return translated_of(sentence.one, sentence.more, row.get(sentence.count, 2))


@cache
def parsed(text: str, to_judge: str = TO_JUDGE) -> list[tuple[str, str, str, str]]:
    """What stands before each place of a template, and the sign, the name and the form of the place."""
    opened = re.sub(
        r"\[([a-z_]+)\]",
        lambda role: f'<span style="color:{colour(role[1])}">',
        text.replace("[few]", to_judge).replace("[/]", "</span>"),
    )
    parts = [*PLACE.split(opened), "", "", ""]
    return list(zip(*(parts[at::4] for at in range(4)), strict=True))


def worded(value: Any, form: str, row: Row) -> str:
    """A value in the words of a form; `name18` is a name cut to 18 letters."""
    if form.startswith("name"):
        return words.name(value, most=int(form[4:] or 0))
    if form in OF_MONEY:
        return OF_MONEY[form](value, row.get("currency", ""))
    if form in OF_MEASURE:
        return OF_MEASURE[form](value, str(row.get("measure", "")), row.get("currency", ""))
    return FORMATS[form](value)


def rows_of(table: pd.DataFrame, **known: Any) -> list[Row]:
    """The rows of a table, each with what else its sentences ask for."""
    return [row | known for row in table.to_dict("records")]


def joined(texts: Iterable[str], by: str = " · ") -> str:
    """Those of these words that are there, beside each other."""
    return with_signs(by).join(filter(None, texts))


def with_signs(text: str) -> str:
    """What has no words of its own, with the commas of the language."""
    return text.replace(", ", now().comma).replace("; ", now().semicolon)


def more_than(most: int, count: int, text: str) -> str:
    """A sentence about those `{n:#}` of so many that found no place; "" if all did."""
    return say(text, {"n": count - most}) if count > most else ""


def not_shown(most: int, count: int) -> str:
    return more_than(most, count, "{n:#} more is not shown || {n:#} more are not shown")
