"""What a public function may be asked with: its signature says it, once, to people, type checkers and here.

A type says most of it (`Literal`, `Sequence[str]`, `Pipeline`). What it cannot say stands beside it as a
`Kind`: `Annotated[int, Kind("a whole number from 1", "10", lambda number: number >= 1)]`.
"""

from __future__ import annotations

import inspect
import numbers
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, wraps
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    ParamSpec,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import pandas as pd

from cycle_kit.errors import CycleKitError, QuestionError, code, listed, nearest

Asked = ParamSpec("Asked")
Given = TypeVar("Given")
#: how a type is called, and what one types for it
WORDS = {
    "str": ("a text", '"..."'),
    "int": ("a whole number", "1"),
    "float": ("a number", "0.1"),
    "bool": ("True or False", "True"),
    "DataFrame": ("a table (a pandas DataFrame)", "table"),
    "Pipeline": ("a pipeline", "pipe"),
    "Calendar": ("a calendar", "ck.Calendar()"),
    "Period": ("a period", '"2024-Q3"'),
    "Path": ("a path", '"deals.csv"'),
}
#: what was given instead, where it is not shown as it is
THINGS = (
    (pd.DataFrame, "a table"), (pd.Series, "a column"), (Mapping, "a dict"), (slice, "a slice"),
    ((list, tuple, set, frozenset, pd.Index), "a list"), (bytes, "bytes"), (type, "a class"),
    (bool, "True or False"), (numbers.Real, "a number"), (NoneType, "None"), (date, "a date"),
)  # fmt: skip
LONG = 60  # a longer text is more than a name that somebody typed
LOAD = 'Load it first: pipe = ck.load("deals.csv"), then {call}.'


@dataclass(frozen=True)
class Kind:
    """What an argument may be, in words and as one types it; whether a value is; what it is read as."""

    words: str
    example: str
    fits: Callable[[Any], bool] = lambda value: True
    read: Callable[[Any], Any] = lambda value: value


def finite(number: Any) -> bool:
    return abs(number) < float("inf")


Whole = Annotated[int, Kind("a whole number from 1", "10", lambda number: number >= 1)]
#: a relative change: -0.2 is a fifth less; nothing can become less than nothing
Change = Annotated[
    float,
    Kind(
        "a relative change: 0.1 is a tenth more, -1 nothing left",
        "0.1",
        lambda part: part >= -1 and finite(part),
    ),
]
Share = Annotated[float, Kind("a number between 0 and 1", "0.8", lambda part: 0 < part < 1)]


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
            if name in hints and signature.parameters[name].kind.name[:3] != "VAR":
                bound.arguments[name] = fitted(function, name, value, hints[name])
        answer = function(*bound.args, **bound.kwargs)
        return answer if finish is None else finish(answer, **bound.arguments)

    return asked


def check_fields(thing: Any) -> None:
    """The fields of a dataclass are what its class says, or it is an error, as in `checked`."""
    for name, hint in hints_of(type(thing)).items():
        object.__setattr__(thing, name, fitted(type(thing), name, getattr(thing, name), hint))


@cache
def hints_of(function: Callable[..., Any]) -> dict[str, Any]:
    return get_type_hints(function, include_extras=True)


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
        near = nearest(strange[0], known)
        raise QuestionError(
            f"{title(function)} has no argument {listed(strange)}.",
            there=there,
            fix=f"Did you mean {near}=?" if near else f"Leave it out: {call(function)}.",
        )
    try:
        return signature.bind(*given, **named)
    except TypeError as error:
        optional = next(
            (n for n, p in signature.parameters.items() if p.kind is p.KEYWORD_ONLY), ""
        )
        many = "too many" in str(error) and optional
        raise QuestionError(
            f"{title(function)}: {error}.",
            there=there,
            fix=f"{'Name what comes after the first' if many else 'Write it as'}: "
            f"{call(function, optional if many else '')}.",
        ) from None


def fitted(function: Callable[..., Any], name: str, value: Any, hint: Any) -> Any:
    """The value as the function reads it, or an error that says what it needs."""
    if isinstance(value, CycleKitError):  # an answer that was not given: it says why
        raise value
    value = once(value, hint)
    if fits(value, hint):
        return read(value, hint)
    if "Pipeline" in names_of(hint):
        raise QuestionError(
            f"{title(function)} asks a pipeline.", there=f"It was given {shown(value)}.",
            fix=LOAD.format(call=call(function)),
        )  # fmt: skip
    choices = choices_of(hint)
    odd = (
        [one for one in ([value] if isinstance(value, str) else value) if one not in choices]
        if choices and isinstance(value, (str, list, tuple))
        else []
    )
    if odd and all(isinstance(one, str) for one in odd):
        near = nearest(odd[0], choices)
        line = call(function, name, code(near) if near else "")
        raise QuestionError(
            f"{title(function)} knows no {name}={shown(odd[0])}.",
            there=f"It knows {listed(choices)}.",
            fix=f"Did you mean {line}?" if near else f"Choose one of them, for example {line}.",
        )
    raise QuestionError(
        f"{name}= of {title(function)} needs {words(hint)}.",
        there=f"It was {shown(value)}.",
        fix=f"Write it as {call(function, name)}.",
    )


# ---- does a value fit


def once(value: Any, hint: Any) -> Any:
    """What can be gone through only once, or is no sequence, as a list where a list will do."""
    wanted = any(get_origin(one) in (Sequence, Iterable) for one in alternatives(hint))
    plain = isinstance(value, (str, bytes, Mapping, pd.DataFrame, Sequence))
    return list(value) if wanted and not plain and isinstance(value, Iterable) else value


def fits(value: Any, hint: Any) -> bool:
    origin, parts = get_origin(hint), get_args(hint)
    if hint is Any:
        return True
    if hint in (None, NoneType):
        return value is None
    if origin is Annotated:
        empty = value is None and NoneType in alternatives(parts[0])
        kinds = [kind for kind in parts[1:] if isinstance(kind, Kind) and not empty]
        return fits(value, parts[0]) and all(kind.fits(value) for kind in kinds)
    if origin in (Union, UnionType):
        return any(fits(value, part) for part in parts)
    if origin is Literal:
        return isinstance(value, str) and value in parts
    if origin is Mapping:
        return isinstance(value, Mapping) and all(
            fits(key, parts[0]) and fits(one, parts[1]) for key, one in value.items()
        )
    if origin in (Sequence, Iterable, tuple):
        many = not isinstance(value, (str, bytes, Mapping, pd.DataFrame)) and isinstance(
            value, Sequence
        )
        if origin is tuple:
            return many and len(value) == len(parts) and all(map(fits, value, parts))
        return many and all(fits(one, parts[0]) for one in value)
    if origin is Callable or hint is Callable:
        return callable(value)
    if hint in (int, float):
        kind = numbers.Integral if hint is int else numbers.Real
        return isinstance(value, kind) and not isinstance(value, bool) and finite(value)
    return isinstance(value, hint)


def read(value: Any, hint: Any) -> Any:
    """The value as the kind it is reads it."""
    for one in alternatives(hint, annotated=True):
        if get_origin(one) is Annotated and fits(value, one):
            for kind in one.__metadata__:
                value = kind.read(value) if isinstance(kind, Kind) else value
            return value
    return value


def alternatives(hint: Any, *, annotated: bool = False) -> list[Any]:
    """The types that a union is one of; with `annotated` the kinds stay with theirs."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return [hint] if annotated else alternatives(parts[0])
    if origin in (Union, UnionType):
        return [one for part in parts for one in alternatives(part, annotated=annotated)]
    return [hint]


# ---- in words


def title(function: Callable[..., Any]) -> str:
    """A function as one writes it: `ck.funnel`, `ck.Calendar`."""
    return f"ck.{function.__name__}"


def names_of(hint: Any) -> list[str]:
    return [getattr(one, "__name__", "") for one in alternatives(hint)]


def choices_of(hint: Any) -> list[str]:
    """The words of which an argument, or each one of its list, is one."""
    found = []
    for one in alternatives(hint):
        inside = get_args(one)[0] if get_origin(one) is Sequence else one
        found += [word for word in get_args(inside) if get_origin(inside) is Literal]
    return list(dict.fromkeys(found))


def kind_of(hint: Any) -> Kind | None:
    kinds = [
        kind
        for one in alternatives(hint, annotated=True)
        for kind in getattr(one, "__metadata__", ())
    ]
    return next((kind for kind in kinds if isinstance(kind, Kind)), None)


def words(hint: Any) -> str:
    kind, choices = kind_of(hint), choices_of(hint)
    if kind:
        return kind.words
    if choices:
        return f"one of {listed(choices)}"
    return " or ".join(
        dict.fromkeys(words_of(one) for one in alternatives(hint) if one is not NoneType)
    )


def words_of(hint: Any) -> str:
    inside = [words(part) for part in get_args(hint) if part is not Any]
    if get_origin(hint) is Mapping:
        return f"a dict in which each value is {inside[-1]}" if len(inside) > 1 else "a dict"
    if get_origin(hint) in (Sequence, Iterable, tuple):
        return f"a list in which each is {inside[0]}" if inside else "a list"
    if get_origin(hint) is Callable:
        return "a function"
    return WORDS.get(getattr(hint, "__name__", ""), ("something else", ""))[0]


def example(hint: Any) -> str:
    """What one types for an argument of this type."""
    kind, choices = kind_of(hint), choices_of(hint)
    if kind:
        return kind.example
    if choices:
        return code(choices[0])
    one = alternatives(hint)[0]
    if get_origin(one) is Mapping:
        return f'{{"...": {example(get_args(one)[1])}}}'
    if get_origin(one) in (Sequence, Iterable, tuple):
        return f"[{example(get_args(one)[0])}]"
    return WORDS.get(getattr(one, "__name__", ""), ("", "..."))[1]


def typed(default: Any, hint: Any) -> str:
    """What one types for an argument: what it is anyway, where that says something."""
    return code(default) if default and isinstance(default, (str, int, float)) else example(hint)


def call(function: Callable[..., Any], argument: str = "", said: str = "") -> str:
    """How the function is called with this argument, all that it needs filled in."""
    hints, parts = hints_of(function), []
    for name, one in inspect.signature(function).parameters.items():
        if one.kind.name[:3] == "VAR":
            continue
        text = said if said and name == argument else typed(one.default, hints.get(name, Any))
        if name == argument or one.default is one.empty:
            plain = one.kind is one.POSITIONAL_OR_KEYWORD and one.default is one.empty
            parts.append(text if plain else f"{name}={text}")
    return f"{title(function)}({', '.join(parts)})"


def shown(value: Any) -> str:
    """What was given: as it is if somebody typed it, else what kind of thing it is."""
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= LONG and value.isprintable() else "a longer text"
    if value is None or isinstance(value, (bool, int, float)):
        return repr(value)
    return thing(value)


def thing(value: Any) -> str:
    """What kind of thing a value is, without its content."""
    for kind, called in THINGS:
        if isinstance(value, kind):
            return called
    if inspect.isroutine(value):
        return "a function"
    return WORDS.get(type(value).__name__, (f"something of the type {type(value).__name__}", ""))[0]
