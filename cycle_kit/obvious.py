"""Words that a newcomer types first, for names, columns, periods and arguments; and the lines that answer them."""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from cycle_kit.addresses import is_like
from cycle_kit.errors import QuestionError, code, folded, nearest
from cycle_kit.signatures import LONG, call, choices_of, fits, hints_of, title
from cycle_kit.tables import DEALS

FILE = Path(__file__).with_suffix(".toml")


@cache
def obvious() -> dict[str, dict[str, Any]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def words(part: str) -> dict[str, str]:
    """{a word for it, as it is compared: what is meant} of a part of the file."""
    return {folded(each): meant for each, meant in pairs(obvious()[part])}


def pairs(part: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each word of a part of the file, with what is meant."""
    return ((each, meant) for meant, said in part.items() for each in said.split("|"))


@cache
def lines(part: str) -> dict[str, str]:
    """{a word, as it is compared: the line for it} of a part of the file that names lines."""
    return {
        folded(each): line for said, line in obvious()[part].items() for each in said.split("|")
    }


# ---- what there is


def public() -> list[Callable[..., Any]]:
    """The functions of the package: metrics in the order in which one would ask, what loads, the others."""
    package, known = import_module("cycle_kit"), list(cards())
    names = [
        *known,
        "load",
        *(n for n in package.__all__ if n not in known and not n.endswith("_chart")),
    ]
    found = [getattr(package, name) for name in names if hasattr(package, name)]
    return [one for one in found if inspect.isfunction(one)]


def cards() -> Mapping[str, Any]:
    """What each metric says of itself."""
    return import_module("cycle_kit.metrics.catalogue").CARDS


def measures() -> Iterable[str]:
    """The names of the figures that `trend` knows."""
    return import_module("cycle_kit.metrics.measures").KPIS


def plain(value: Any) -> bool:
    """Whether somebody typed it: a name, a number, and no address that may hold a password."""
    return isinstance(value, (bool, int, float)) or (
        isinstance(value, str)
        and 0 < len(value) <= LONG
        and value.isprintable()
        and not is_like(value)
    )


def typed_as(function: Callable[..., Any], name: str, value: Any) -> str:
    """The value as it was typed where the argument takes such; else an example ("")."""
    return code(value) if plain(value) and fits(value, hints_of(function).get(name, Any)) else ""


def with_given(
    function: Callable[..., Any],
    given: Mapping[str, Any],
    more: Mapping[str, str] | None = None,
) -> str:
    """How the function is called with what was given and typed, where that fits, and with these arguments.

    `more`: {argument: what to type}; "" for an example. What they need beside them is filled in.
    """
    asked = dict(more or {})
    known = inspect.signature(function).parameters
    said = {
        name: text
        for name, value in given.items()
        if name in known and name not in asked and (text := typed_as(function, name, value))
        if text != code(known[name].default)
    }
    if type(given.get("pipe")).__name__ == "Pipeline":  # also where it can be left out
        said = {"pipe": "pipe", **said}
    return call(function, {**said, **asked, **beside(function, {**said, **asked})})


def needed(function: Callable[..., Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given of that without which the function cannot be asked."""
    known = inspect.signature(function).parameters.items()
    return {name: given[name] for name, p in known if p.default is p.empty and name in given}


def beside(function: Callable[..., Any], said: Mapping[str, str]) -> dict[str, str]:
    """What some arguments need beside them, where it was not said so."""
    more = {}
    for name in said:
        for other, fitting in obvious()["beside"].get(f"{function.__name__} {name}", {}).items():
            if said.get(other, "") not in map(code, fitting):
                more[other] = code(fitting[0])
    return more


def function_of(line: str) -> Callable[..., Any] | None:
    """The function that a line asks, if it asks one and no more."""
    name, opened, _ = line.removeprefix("ck.").partition("(")
    whole = line.startswith("ck.") and opened and line.endswith(")") and line.count("(") == 1
    return next((one for one in public() if whole and one.__name__ == name), None)


def with_argument(line: str, argument: str, said: str) -> str:
    """The line with one argument more, if what it asks has it; "" where it has not."""
    function = function_of(line)
    if function is None or argument not in inspect.signature(function).parameters:
        return ""
    if f"{argument}=" in line:
        return line if f"{argument}={said}" in line else ""
    added = {argument: said, **beside(function, {argument: said})}
    more = "".join(f", {name}={text}" for name, text in added.items())
    return f"{line[:-1]}{more})"


# ---- columns


def column_meant(name: object, known: Iterable[str]) -> str:
    """The column that somebody means by a word: one of those known, however it is written; or ""."""
    known = list(known)
    if not isinstance(name, str):
        return ""
    exact = next((one for one in known if folded(one) == folded(name)), "")
    meant = words("columns").get(folded(name), "")
    return exact or (meant if meant in known else "") or nearest(name, known)


def column_word(name: str) -> str:
    """The column of every table of deals that a word means, in singular or plural; or ""."""
    for one in (name, name.removesuffix("s"), name.removesuffix("ies") + "y"):
        word = folded(one)
        meant = word.replace(" ", "_")
        if meant in DEALS:
            return meant
        if word in words("columns"):
            return words("columns")[word]
    return ""


def word_for(said: str) -> str:
    """The value that a word means: "jalali" for "persian"; or ""."""
    return words("values").get(folded(said), "")


# ---- periods


def period_meant(word: object) -> str:
    """week, month, quarter or year where a text means one; else ""."""
    return words("periods").get(folded(word), "") if isinstance(word, str) else ""


def over_time(function: Callable[..., Any], given: Mapping[str, Any], period: str) -> str:
    """The call that answers a question period by period, split as it was asked."""
    by = given.get("by")
    split = by if isinstance(by, str) and not period_meant(by) else ""
    for name in ("every", "period"):
        hint = hints_of(function).get(name)
        if hint is not None and period in choices_of(hint):
            kept = {**needed(function, given), **({"by": split} if split else {})}
            return with_given(function, kept, {name: code(period)})
    answers, measure = obvious()["over_time"], given.get("measure")
    line = answers.get(function.__name__, answers["usual"])
    said = code(measure) if isinstance(measure, str) and measure else '"win_rate"'
    line = line.format(every=code(period), measure=said)
    column = column_word(split) if split else ""
    return (column and with_argument(line, "by", code(column))) or line


def split_by_period(
    function: Callable[..., Any], given: Mapping[str, Any], word: str
) -> QuestionError:
    """The error for by="quarter", where no column is called so."""
    return QuestionError(
        f"{title(function)} is not split by periods: there is no column {code(word)}.",
        there="A deal is created in one period and closed in another.",
        fix=f"Ask it period by period: {over_time(function, given, period_meant(word))}.",
    )
