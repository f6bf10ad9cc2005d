"""Arguments that a function does not have: what is meant by them, and the call that answers."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from cycle_kit.errors import code, folded, keyword, nearest
from cycle_kit.obvious import (
    column_meant,
    column_word,
    function_of,
    lines,
    needed,
    obvious,
    over_time,
    pairs,
    period_meant,
    plain,
    public,
    typed_as,
    with_given,
    word_for,
)
from cycle_kit.signatures import choices_of, fits, hints_of, title
from cycle_kit.tables import DEALS

Function = Callable[..., Any]


def arguments_meant(
    function: Function, strange: Mapping[str, Any], given: Mapping[str, Any]
) -> str:
    """What to type in the place of arguments that a function does not have: all of them in one line."""
    known = list(inspect.signature(function).parameters)
    said: dict[str, str] = {}
    left: dict[str, Any] = {}
    for name, value in strange.items():
        meant = "" if told_elsewhere(function, name) else name_here(function, name, value)
        here = meant in known and not (meant == "by" and is_period(value, given))
        if here and meant not in said and (meant not in given or meant == "column"):
            text = (
                as_column(function, value, given)
                if meant == "by"
                else typed_as(function, meant, value)
            )
            said[meant] = text or by_its_name(function, meant, name)
        else:
            left[name] = value
    if said:
        named = " and ".join(f"{name}=" for name in said)
        return f"Did you mean {named}? Write it as {with_given(function, given, said)}."
    name, value = next(iter(left.items()))
    return elsewhere(function, name, value, given)


def columns_of(given: Mapping[str, Any]) -> list[str]:
    """The columns of the deals that were asked; without a pipeline those of every table of deals."""
    return [*getattr(getattr(given.get("pipe"), "deals", None), "columns", DEALS)]


def is_period(value: Any, given: Mapping[str, Any]) -> bool:
    """Whether a question was to be split by months and the like."""
    return bool(period_meant(value)) and value not in columns_of(given)


def as_column(function: Function, value: Any, given: Mapping[str, Any]) -> str:
    """What to split by: the column that a word means here; "" (an example) where it means none."""
    if not isinstance(value, str):
        return typed_as(function, "by", value)
    return typed_as(function, "by", column_meant(value, columns_of(given)) or None)


def by_its_name(function: Function, meant: str, name: str) -> str:
    """The value that an argument's own name says, as `jalali=True` does; "" where it says none."""
    choices = choices_of(hints_of(function).get(meant, Any))
    said = word_for(name)
    return code(said) if said in choices else ""


def name_here(function: Function, argument: str, value: Any) -> str:
    """What an argument is called here: one of those of the function if possible."""
    known = list(inspect.signature(function).parameters)
    own = obvious()["arguments_of"].get(function.__name__, {})
    usual = {**obvious()["arguments"], **obvious()["columns"]}
    meant = [
        meant
        for part in (own, usual)
        for word, meant in pairs(part)
        if folded(word) == folded(argument) and can_be(function, meant, value)
    ]
    here = [name for one in (*meant, argument) if (name := longer_or_shorter(one, known))]
    fitting = [one for one in here if fits(value, hints_of(function).get(one, Any))]
    near = "" if meant else nearest(argument, known)
    return next(iter([*fitting, *here]), "") or near or next(iter(meant), argument)


def can_be(function: Function, meant: str, value: Any) -> bool:
    """Whether a value can be what is meant: a column to split by is a word, not a ";"."""
    if not isinstance(value, str):
        return True
    wrong = obvious()["not_meant"].get(f"{function.__name__} {meant}", {"values": []})
    return value not in wrong["values"] and (meant != "by" or any(map(str.isalpha, value)))


def longer_or_shorter(name: str, known: list[str]) -> str:
    """The argument of this name, or that has words more or less at its end: measure_name= for measure=; or ""."""
    word = f"{folded(name)} "
    more = [one for one in known if f"{folded(one)} ".startswith(word)]
    less = [one for one in known if word.startswith(f"{folded(one)} ")]
    return next(iter([*(one for one in known if one == name), *more, *less]), "")


def elsewhere(function: Function, name: str, value: Any, given: Mapping[str, Any]) -> str:
    """What to type where none of the function's own arguments is meant."""
    known = inspect.signature(function).parameters
    told = told_elsewhere(function, name)
    if told:
        return told
    meant = name_here(function, name, value)
    if folded(name) in split(obvious()["bands"]["words"]) and (
        asked := in_bands(function, value, given)
    ):
        return f"Bands stand in by=: {asked}."
    if "pipe" in known:
        asked = of_pipeline(function, meant, value, given)
        if asked:
            return asked
    bare, having = with_given(function, given), who_has(meant)
    if not having or ("pipe" in known and meant in DEALS):
        return f"Leave it out: {bare}."
    line = having if isinstance(having, str) else line_with(having, meant, value, given)
    owner = function_of(line) if isinstance(having, str) else having
    return f"{title(owner) if owner else 'Another'} has it: {line}. Or leave it out: {bare}."


def in_bands(function: Function, value: Any, given: Mapping[str, Any]) -> str:
    """The question split by bands of the number it is split by already, or of the amount beside what it is split by;
    "" where it has none."""
    own, by = obvious()["bands"], given.get("by")
    keys = [by] if isinstance(by, str) else list(by or ())
    number = next((key for key in keys if DEALS.get(key) in ("number", "share")), own["column"])
    whole = {key: None for key in keys if key != number}
    for said in (value, own["said"]):
        cut = {**whole, number: said}
        if said and not isinstance(said, (bool, str)) and fits(cut, hints_of(function).get("by")):
            text = ", ".join(f"{code(key)}: {code(one)}" for key, one in cut.items())
            return with_given(function, given, {"by": f"{{{text}}}"})
    return ""


def told_elsewhere(function: Function, name: str) -> str:
    """What the file says of an argument that belongs elsewhere; "" where it says nothing."""
    told = obvious()["elsewhere"].get(function.__name__, {})
    return next((line for word, line in told.items() if folded(name) in split(word)), "")


def split(said: str) -> list[str]:
    return [folded(one) for one in said.split("|")]


def line_with(function: Function, name: str, value: Any, given: Mapping[str, Any]) -> str:
    """Another function with this argument, and with those that it needs as they were given."""
    return with_given(function, needed(function, given), {name: typed_as(function, name, value)})


def of_pipeline(function: Function, meant: str, value: Any, given: Mapping[str, Any]) -> str:
    """What to ask of a pipeline instead: period by period, of one stage, of some deals, of each group; or ""."""
    if meant == "every" or (meant == "by" and period_meant(value)):
        period = period_meant(value) or "month"
        return f"Ask it period by period: {over_time(function, given, period)}."
    if meant == "stage" and plain(value) and isinstance(value, str):
        return of_stage(function, value, given)
    if meant == "by":
        return of_each(function, value, given)
    if meant in DEALS and plain(value) and can_be_chosen(function, meant):
        return of_some(function, meant, value, given)
    return ""


def of_stage(function: Function, stage: str, given: Mapping[str, Any]) -> str:
    """How a question is asked of one stage: a row of the answer, another question, or the deals that are there."""
    known = inspect.signature(function).parameters
    bare = with_given(function, given)
    own = obvious()["stage"]
    measure = given.get("measure", given.get("measure_name", ""))
    for key in (f"{function.__name__} {measure}", function.__name__):
        line = next((line for said, line in own.items() if key in said.split("|")), "")
        if line:
            break
    else:
        if "by" not in known:
            return of_some(function, "stage", stage, given)
        line = "{by}.query({stage_is})"
    if line == "{call}":
        return f"Leave it out: {bare}."
    filled = line.format(
        call=bare,
        function=function.__name__,
        by=with_given(function, given, {"by": '"stage"'}) if "by" in known else bare,
        stage=code(stage),
        inside=code(stage)[1:-1],
        stage_is=equal("stage", stage),
        from_is=equal("from_stage", stage),
    )
    return f"A stage is asked for like this: {filled}."


def equal(column: str, value: Any) -> str:
    """A condition for `query` as one types it."""
    said = f"{column} == {code(value)}"
    return f"'{said}'" if "'" not in said and "\\" not in said else code(said)


def of_some(function: Function, column: str, value: Any, given: Mapping[str, Any]) -> str:
    """A question of some deals: of those alone, or their row where they stand beside the others."""
    known = inspect.signature(function).parameters
    group = obvious()["beside_others"].get(function.__name__, "")
    if group and column == given.get("by", known["by"].default):
        line = with_given(function, given, {"by": code(column)})
        named_ = column if group == "by" else group
        return f"They stand beside the others: {line}.query({equal(named_, value)})."
    chosen = f"pipe.where({keyword(column, code(value))})"
    return f"Choose the deals first: {with_given(function, given).replace('pipe', chosen, 1)}."


def can_be_chosen(function: Function, column: str) -> bool:
    """Whether a question can be asked of the deals with one value of a column."""
    return column in obvious()["only_by"].get(function.__name__, [column])


def of_each(function: Function, value: Any, given: Mapping[str, Any]) -> str:
    """A question that is not split, asked of each group in turn."""
    column = (
        (column_word(value) or column_meant(value, DEALS) or value) if plain(value) else "owner"
    )
    if not isinstance(column, str) or not can_be_chosen(function, column):
        return ""
    told = lines("each").get(folded(f"{function.__name__} {column}"), "")
    if told:
        return f"Ask it as {told}."
    one = with_given(function, given).replace("pipe", f"pipe.where({keyword(column, 'one')})", 1)
    groups = f"pipe.deals[{code(column)}].dropna().unique()"
    return f"Ask it of each: {{one: {one} for one in {groups}}}."


def who_has(argument: str) -> Function | str | None:
    """The function that has this argument: what the file says, or the first in the order of questions."""
    best = obvious()["has"].get(argument, "")
    if "(" in best:
        return best
    having = [one for one in public() if argument in inspect.signature(one).parameters]
    return next((one for one in having if one.__name__ == best), next(iter(having), None))
