"""Public functions are asked with what their signatures say, or an error says what that is."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Annotated, Any, ParamSpec, TypeVar, get_args, get_origin

import pandas as pd

from cycle_kit.addresses import is_like
from cycle_kit.errors import CycleKitError, NotAnswered, QuestionError, code, listed, nearest
from cycle_kit.obvious import obvious, period_meant, split_by_period, with_given, word_for
from cycle_kit.obvious_arguments import arguments_meant
from cycle_kit.signatures import (
    Kind,
    alternatives,
    call,
    choices_of,
    closest,
    example,
    fits,
    hints_of,
    names_of,
    shown,
    thing,
    title,
    words,
)
from cycle_kit.tables import DEALS

Asked = ParamSpec("Asked")
Given = TypeVar("Given")
#: how far ahead of the data an example looks
AHEAD = pd.Timedelta(days=90)
LOAD = 'Load it first: pipe = ck.load("deals.csv"), then {call}.'


def checked(
    function: Callable[Asked, Given], finish: Callable[..., Given] | None = None
) -> Callable[Asked, Given]:
    """The function, asked only with what its signature allows; what does not fit is a QuestionError.

    `finish(given, **arguments)`: what becomes of what it gives.
    """
    signature = inspect.signature(function)

    @wraps(function)
    def asked(*given: Asked.args, **named: Asked.kwargs) -> Given:
        bound = bind(function, signature, given, named)
        hints = hints_of(function)
        for name, value in bound.arguments.items():
            if (
                name in hints
                and isinstance(value, NotAnswered)
                and is_extra(signature, hints, name)
            ):
                value = None
            if name in hints and signature.parameters[name].kind.name[:3] != "VAR":
                bound.arguments[name] = fitted(function, name, value, hints[name], bound.arguments)
        answer = function(*bound.args, **bound.kwargs)
        return answer if finish is None else finish(answer, **bound.arguments)

    return asked


def is_extra(signature: inspect.Signature, hints: Mapping[str, Any], name: str) -> bool:
    """Whether an argument is a table that only adds to the answer."""
    return signature.parameters[name].default is None and pd.DataFrame in alternatives(hints[name])


def check_fields(thing: Any) -> None:
    """The fields of a dataclass are what its class says, or it is an error, as in `checked`."""
    for name, hint in hints_of(type(thing)).items():
        object.__setattr__(thing, name, fitted(type(thing), name, getattr(thing, name), hint))


def bind(
    function: Callable[..., Any],
    signature: inspect.Signature,
    given: tuple,
    named: Mapping[str, Any],
) -> inspect.BoundArguments:
    """Which value is for which argument."""
    known = list(signature.parameters)
    open_ended = any(p.kind is p.VAR_KEYWORD for p in signature.parameters.values())
    there = f"Its arguments are {listed(known)}."
    strange = [] if open_ended else [name for name in named if name not in known]
    if strange:
        rest = {name: value for name, value in named.items() if name in known}
        others = {**dict(zip(known, given, strict=False)), **rest}
        raise QuestionError(
            f"{title(function)} has no argument {listed(strange)}.",
            there=there,
            fix=arguments_meant(function, {name: named[name] for name in strange}, others),
        )
    try:
        return signature.bind(*given, **named)
    except TypeError as error:
        many = "too many" in str(error) and named_instead(function, signature, given)
        line = call(function, many or {})
        there_too = {**dict(zip(known, given, strict=False)), **named}
        missing = next((name for name in known if name not in there_too), "")
        raise QuestionError(
            f"{title(function)}: {error}.",
            there=there,
            fix=f"{'Name what comes after the first' if many else 'Write it as'}: "
            f"{in_data(line, missing, there_too)}.",
        ) from None


def named_instead(
    function: Callable[..., Any], signature: inspect.Signature, given: tuple
) -> dict[str, str]:
    """The argument that must be named, as it was given where its value tells which it is; {} where there is none."""
    by_name = [n for n, p in signature.parameters.items() if p.kind is p.KEYWORD_ONLY]
    extra = given[len(signature.parameters) - len(by_name) :]
    hints = hints_of(function)
    ends = [name for name in ("start", "end") if name in by_name]
    if ends and all(isinstance(one, str) and one in moments(given[0]) for one in extra):
        return {name: code(one) for name, one in zip(ends, extra, strict=False)}
    for value in extra:
        for name in by_name:
            if isinstance(value, str) and value in choices_of(hints.get(name, Any)):
                return {name: code(value)}
    column = next((one for one in extra if isinstance(one, str) and one in DEALS), "")
    if column and "by" in by_name:
        return {"by": code(column)}
    return {by_name[0]: first_typed(extra, by_name[0], hints)} if by_name else {}


def first_typed(extra: tuple, name: str, hints: Mapping[str, Any]) -> str:
    """The first value without a name, if it can be that of this argument; any word can be a column to split by.

    Never an address, as there may be a password in it.
    """
    value = extra[0]
    named = name != "by" and isinstance(value, str) and not is_like(value)
    return code(value) if named and fits(value, hints.get(name, Any)) else ""


def moments(pipe: Any) -> set[str]:
    """Between which moments of deals a time can be: stages, dates and closings."""
    orders = getattr(pipe, "orders", {})
    stages = {str(stage) for order in orders.values() for stage in order}
    return stages | {name for name, kind in DEALS.items() if kind == "date"} | {"won", "lost"}


def first_stage(arguments: Mapping[str, Any]) -> str:
    """A stage of the pipeline that a function was given, to be named in a line to type; "" without one."""
    orders = (getattr(one, "orders", None) for one in arguments.values())
    known = (stage for found in orders if isinstance(found, Mapping) for stage in found.values())
    return next((str(stage) for stages in known for stage in stages), "")


def fitted(
    function: Callable[..., Any],
    name: str,
    value: Any,
    hint: Any,
    given: Mapping[str, Any] | None = None,
) -> Any:
    """The value as the function reads it, or an error that says what it needs.

    `given`: what else it was asked with, for the line to type.
    """
    if isinstance(value, CycleKitError):  # an answer that was not given: it says why
        raise value
    value = once(value, hint)
    if fits(value, hint):
        return read(value, hint)
    if "Pipeline" in names_of(hint) and not choices_of(hint):
        raise QuestionError(
            f"{title(function)} asks a pipeline.", there=f"It was given {shown(value)}.",
            fix=of_another(function, value) or LOAD.format(call=call(function)),
        )  # fmt: skip
    others = {n: one for n, one in (given or {}).items() if n != name}
    odd = no_choices(value, choices_of(hint))
    if odd and all(isinstance(one, str) for one in odd):
        raise no_choice(function, name, odd[0], choices_of(hint), others)
    meant = closest(value, hint)
    line = with_given(function, others, {name: example(meant) if meant is not hint else ""})
    raise QuestionError(
        f"{name}= of {title(function)} needs {words(meant)}.",
        there=f"It was {shown(value)}{misfit(value, hint)}.",
        fix=f"Write it as {in_data(with_stage(line, name, first_stage(others)), name, others)}.",
    )


def no_choices(value: Any, choices: Sequence[str]) -> list[Any]:
    """What of a value, or of its list, is none of the words there are."""
    if not choices or not isinstance(value, (str, list, tuple)):
        return []
    return [one for one in ([value] if isinstance(value, str) else value) if one not in choices]


def no_choice(
    function: Callable[..., Any],
    name: str,
    odd: str,
    choices: Sequence[str],
    others: Mapping[str, Any],
) -> QuestionError:
    """The error for a word that is none of those there are."""
    if name == "by" and period_meant(odd):
        return split_by_period(function, others, odd)
    told = obvious()["values_elsewhere"].get(f"{function.__name__} {name}", {})
    elsewhere = next((line for said, line in told.items() if odd in said.split("|")), "")
    known = [one for one in (period_meant(odd), word_for(odd)) if one in choices]
    near = next(iter(known), "") or nearest(odd, choices)
    line = with_given(function, others, {name: code(near) if near else ""})
    return QuestionError(
        f"{title(function)} knows no {name}={shown(odd)}.",
        there=f"It knows {listed(choices)}.",
        fix=elsewhere
        or (f"Did you mean {line}?" if near else f"Choose one of them, for example {line}."),
    )


def of_another(function: Callable[..., Any], value: Any) -> str:
    """What to type where a value is one that another argument takes; "" elsewhere."""
    hints = hints_of(function).items()
    name = next(
        (n for n, hint in hints if isinstance(value, str) and value in choices_of(hint)), ""
    )
    return f"Name it: {call(function, {name: code(value)})}." if name else ""


def with_stage(line: str, argument: str, stage: str) -> str:
    """A line to type with a stage that there is in the place of one."""
    named = argument.startswith("stage") or '{"...": ' in line
    return line.replace('"..."', code(stage)) if stage and named else line


#: days of examples
EXAMPLE = re.compile(r'"20\d\d-\d\d-\d\d"')


def in_data(line: str, argument: str, given: Mapping[str, Any]) -> str:
    """A line to type whose days of examples are days of the data that it asks: those given stay as they are."""
    pipe = next(
        (one for one in given.values() if isinstance(getattr(one, "orders", None), Mapping)), None
    )
    typed = {code(one) for one in given.values() if isinstance(one, str)}
    days = [day for day in EXAMPLE.findall(line) if day not in typed]
    if pipe is None or not days:
        return line
    first, last = pipe.first_export or pipe.since.created, pipe.as_of.normalize()
    length = last - first if pd.notna(first) else pd.Timedelta(0)
    parts = [(at + 1) / (len(days) + 1) for at in range(len(days))]
    for day, part in zip(days, parts, strict=True):
        found = last + AHEAD if argument == "until" else last - length * (1 - part)
        line = line.replace(day, code(f"{found:%Y-%m-%d}"))
    return line


# ---- does a value fit


def once(value: Any, hint: Any) -> Any:
    """What can be gone through only once, or is no sequence, as a list where a list will do."""
    wanted = any(get_origin(one) in (Sequence, Iterable) for one in alternatives(hint))
    plain = isinstance(value, (str, bytes, Mapping, pd.DataFrame, Sequence))
    return list(value) if wanted and not plain and isinstance(value, Iterable) else value


def misfit(value: Any, hint: Any) -> str:
    """What in a list or a dict does not fit, where a list or a dict would have done; "" elsewhere."""
    for one in alternatives(hint):
        origin, parts = get_origin(one), get_args(one)
        if origin in (Sequence, Iterable) and fits(value, Sequence[Any]):
            odd = [(at, part) for at, part in enumerate(value, 1) if not fits(part, parts[0])]
            if odd:
                return f", and number {odd[0][0]} in it is {thing(odd[0][1])}"
        if origin is Mapping and isinstance(value, Mapping):
            strange = [key for key in value if not fits(key, parts[0])]
            if strange:
                return f", and one of its names is {thing(strange[0])}"
            odd = [part for part in value.values() if not fits(part, parts[1])]
            if odd:
                return f", and one of its values is {thing(odd[0])}"
    return ""


def read(value: Any, hint: Any) -> Any:
    """The value as the kind it is reads it."""
    for one in alternatives(hint, annotated=True):
        if get_origin(one) is Annotated and fits(value, one):
            for kind in one.__metadata__:
                value = kind.read(value) if isinstance(kind, Kind) else value
            return value
    return value
