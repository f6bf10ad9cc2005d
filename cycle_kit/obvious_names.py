"""Names that the package or a pipeline does not have: the line that answers, by the file and by a few rules."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from types import ModuleType
from typing import Any

import pandas as pd

from cycle_kit.errors import QuestionError, code, folded, nearest
from cycle_kit.obvious import (
    cards,
    column_word,
    function_of,
    lines,
    measures,
    obvious,
    over_time,
    period_meant,
    public,
    with_argument,
    with_given,
    words,
)
from cycle_kit.signatures import call
from cycle_kit.tables import DEALS

PIPE = 'pipe is what ck.load("deals.csv") gives.'
EVERY = "ck.answerable(pipe)"
#: what a pipeline has itself
OF_A_PIPELINE = ("deals", "visits", "leads", "notes", "currency")
LIKE = 0.85  # two names that are written so much alike are one, misspelt
SHORT = 4  # words of fewer letters tell nothing


class UnknownName(QuestionError, AttributeError):
    """A name that the package does not have, or a pipeline."""


class Module(ModuleType):
    """A module of the package, called as if it were a question: `ck.pipeline(pipe)`."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        name = self.__name__.rpartition(".")[2]
        line = lines("names").get(folded(name), "")
        if not line:
            raise TypeError(f"ck.{name} is a module, which cannot be called")
        raise UnknownName(f"ck.{name} is no question.", fix=f"Write it as {line}.")


class Package(ModuleType):
    """The package: its modules say what to type where they are called, also those that are imported later."""

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, ModuleType) and value.__name__ == f"{self.__name__}.{name}":
            value.__class__ = Module
        super().__setattr__(name, value)


class Past(dict):
    """The past values of a pipeline's fields, called as their question: `pipe.changes("2025-01-31")`."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        function = next(one for one in public() if one.__name__ == "changes")
        asked = dict(zip([*inspect.signature(function).parameters][1:], given, strict=False))
        raise UnknownName(
            "pipe.changes holds the past values of fields, and is no question.",
            there=PIPE,
            fix=f"Write it as {with_given(function, {**asked, **named})}.",
        )


def unknown_name(name: str, there: Sequence[str]) -> UnknownName:
    """The error for a name that is not there: with the line that answers it, or the nearest name."""
    wrong = f"module 'cycle_kit' has no attribute '{name}'"
    commands = obvious()["commands"]
    spelled = spelling(name)
    if spelled in commands:
        return UnknownName(f"{wrong}.", fix=f"Type it in a terminal: {commands[spelled]}")
    line = answer(spelled)
    near = "" if line else nearest(name, there)
    if near:
        return UnknownName(f"{wrong}. Did you mean {near!r}?")
    return with_line(wrong, line or misspelt(spelled), spelled)


def unknown_attribute(name: str, there: Sequence[str]) -> UnknownName:
    """The same of a pipeline: its deals are a table, and questions are asked of it."""
    wrong = f"A pipeline has no attribute '{name}'"
    spelled = spelling(name)
    line = f"pipe.deals[{code(spelled)}]" if spelled in DEALS else answer(spelled)
    if not line and hasattr(pd.DataFrame, name):
        line = f"pipe.deals.{name}"
    near = "" if line else nearest(name, there)
    return with_line(wrong, line or (f"pipe.{near}" if near else ""), spelled)


def with_line(wrong: str, line: str, spelled: str) -> UnknownName:
    """The error with its line; without one what the texts of the questions speak of, or where these are listed."""
    if line:
        there = PIPE if "pipe" in line and not line.startswith("pipe = ") else ""
        return UnknownName(f"{wrong}.", there=there, fix=f"Write it as {line}.")
    found = spoken_of(spelled)
    fix = f"It may be {call(found)}." if found else f"All questions are listed by {EVERY}."
    return UnknownName(f"{wrong}.", there=PIPE, fix=fix)


def spelling(name: str) -> str:
    """A name as the file spells it: `openDeals` is `open_deals`."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return folded(parted).replace(" ", "_")


# ---- the line that answers


def answer(name: str) -> str:
    """The line that answers a name, by the first rule that knows it; "" where none does."""
    rules: tuple[Callable[[str], str], ...] = (
        told, asked, measured, held, drawn, timed, split, bared, begun, given_back,
    )  # fmt: skip
    return next((line for rule in rules if (line := rule(name))), "")


def told(name: str) -> str:
    """What the file says."""
    return lines("names").get(folded(name), "")


def asked(name: str) -> str:
    """A question by its name, where it is looked for elsewhere: `pipe.funnel`, `ck.get_funnel`."""
    return next((call(one) for one in public() if one.__name__ == name), "")


def measured(name: str) -> str:
    """A figure of `trend`."""
    return f"ck.trend(pipe, {code(name)})" if name in measures() else ""


def held(name: str) -> str:
    """What a pipeline holds, and a column of its deals."""
    if name in OF_A_PIPELINE:
        return f"pipe.{name}"
    return f"pipe.deals[{code(name)}]" if name in DEALS else ""


def drawn(name: str) -> str:
    """A picture of a question: `plot_funnel`, `win_rate_plot`."""
    rest = without(name, "pictures")
    function = function_of(answer(rest)) if rest else None
    chart = f"{function.__name__}_chart" if function else ""
    return f"ck.{chart}({answer(rest)})" if function and is_drawn(function) else ""


def is_drawn(function: Callable[..., Any]) -> bool:
    card = cards().get(function.__name__)
    return bool(card and card.drawn)


def timed(name: str) -> str:
    """A question over time: `monthly_win_rate`, `win_rate_by_quarter`, `funnel_over_time`."""
    for rest, said in parted(name, "over_the_months"):
        period = period_meant(said)
        line = answer(rest) if period else ""
        function = function_of(line)
        if line.startswith("ck.trend("):
            return with_argument(line, "every", code(period))
        if function is not None and line == call(function):
            return over_time(function, {}, period)
    return ""


def split(name: str) -> str:
    """A question by a column: `win_rate_by_owner`, `by_region`, `compare_owners`."""
    for rest, said in parted(name, ""):
        column = column_word(said)
        line = answer(rest) if column else ""
        if line == "pipe.deals":
            return f"pipe.deals[{code(column)}].value_counts()"
        function = function_of(line)
        if function is None:
            continue
        if column == "stage":
            return line if of_stages(function.__name__) else with_argument(line, "by", '"stage"')
        by = with_argument(line, "by", code(column))
        return by or over_each(line, column)
    return ""


def of_stages(name: str) -> bool:
    """Whether each row of a question is of a stage anyway."""
    return any(name in said.split("|") for said in obvious()["stage"])


def over_each(line: str, column: str) -> str:
    """A question that is not split, as the file says, or asked of each group in turn."""
    own = lines("each").get(folded(f"{line.removeprefix('ck.').partition('(')[0]} {column}"), "")
    if own or "(pipe" not in line:
        return own
    one = line.replace("(pipe", f"(pipe.where({column}=one)", 1)
    return f"{{one: {one} for one in pipe.deals[{code(column)}].dropna().unique()}}"


def parted(name: str, whole: str) -> Iterator[tuple[str, str]]:
    """A name as what is asked and what it is split by: `win_rate_by_owner`, `by_owner`, `compare_owners`.

    `whole`: a part of the file with words that stand around a name and mean a month.
    """
    before, by, after = name.rpartition("by_")
    if by and (not before or before.endswith("_")):
        yield before.removesuffix("_per").removesuffix("_") or "win_rate", after
        return
    pieces = [piece for piece in re.split(r"_(?:per|each|for|in)_", name) if piece]
    if len(pieces) == 2:
        yield pieces[0], pieces[1]
    rest = without(name, whole) if whole else ""
    if rest:
        yield rest, "month"
    places = [at for at, sign in enumerate(name) if sign == "_"]
    for at in places:
        yield name[:at], name[at + 1 :]
        if whole:
            yield name[at + 1 :], name[:at]


def bared(name: str) -> str:
    """A name without the words that one puts around it: `get_funnel`, `list_deals`, `mean_cycle`."""
    rest = without(name, "around")
    return answer(rest) if rest else ""


def without(name: str, part: str) -> str:
    """The name without a word before or behind it; "" where it has none."""
    said = obvious()[part]
    for word in said["before"].split("|"):
        if name.startswith(f"{word}_"):
            return name.removeprefix(f"{word}_")
    for word in said["behind"].split("|"):
        if name.endswith(f"_{word}"):
            return name.removesuffix(f"_{word}")
    return ""


def begun(name: str) -> str:
    """What the file says of names that begin so: `time_to_proposal`, `time_between`."""
    spelled = f"{folded(name)} "
    for word, line in lines("begins").items():
        if spelled.startswith(f"{word} "):
            rest = spelled.removeprefix(f"{word} ").strip()
            return line.format(**ends_of(word, rest)) if "{" in line else line
    return ""


def ends_of(word: str, rest: str) -> dict[str, str]:
    """Between which two moments a name asks: `time_to_proposal`, `time_from_demo`, `time_from_new_to_won`."""
    first, between, last = rest.partition(" to " if " to " in rest else " and ")
    if not between:
        first, last = (rest, "") if word.endswith("from") else ("", rest)
    if "between" in word and not between:
        first = last = ""
    return {"start": moment_of(first, "created_at"), "end": moment_of(last, "closed_at")}


def moment_of(word: str, usual: str) -> str:
    """A date of deals by its name, or a stage; how a deal ends is its closing."""
    name = word.replace(" ", "_")
    if not word or words("ends").get(word):
        return words("ends").get(word, usual)
    return next((one for one in (name, f"{name}_at") if one in DEALS), word.capitalize())


def given_back(name: str) -> str:
    """The question whose table has a column of this name, by what it says of itself."""
    for one in public():
        text = inspect.getdoc(one) or ""
        columns = {
            word for part in re.findall(r"`([^`]+)`", text) for word in re.findall(r"\w+", part)
        }
        if name in columns - {*inspect.signature(one).parameters} and one.__name__ in cards():
            return call(one)
    return ""


# ---- what is near


def misspelt(name: str) -> str:
    """The line of a name of the file that is written almost so; "" where there is none."""
    known = [one for said in obvious()["names"] for one in said.split("|")]
    bare = {one.replace("_", ""): one for one in known if one[0] == name[:1]}
    near = get_close_matches(name.replace("_", ""), list(bare), n=1, cutoff=LIKE)
    return answer(bare[near[0]]) if near else ""


def spoken_of(name: str) -> Callable[..., Any] | None:
    """The question whose words about itself have all words of a name."""
    asked_for = {stem(word) for word in name.split("_") if len(word) >= SHORT}
    if not asked_for:
        return None
    for one in public():
        card = cards().get(one.__name__)
        text = f"{one.__name__.replace('_', ' ')} {card.counts} {card.who}" if card else ""
        if asked_for <= {stem(word) for word in re.findall(r"\w+", text.casefold())}:
            return one
    return None


def stem(word: str) -> str:
    """A word without the ends that it takes: `products`, `slipped`."""
    for end in ("ing", "ped", "ed", "es", "s"):
        if word.endswith(end) and len(word) - len(end) >= SHORT - 1:
            return word.removesuffix(end)
    return word
