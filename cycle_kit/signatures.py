"""What the signature of a public function says of its arguments, in words and as one types it.

A type says most of it (`Literal`, `Sequence[str]`, `Pipeline`). What it cannot say stands beside it as a
`Kind`: `Annotated[int, Kind("a whole number from 1", "10", lambda number: number >= 1)]`.
"""

from __future__ import annotations

import inspect
import numbers
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pandas as pd

from cycle_kit.addresses import is_like
from cycle_kit.errors import code, listed

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


@cache
def hints_of(function: Callable[..., Any]) -> dict[str, Any]:
    return get_type_hints(function, include_extras=True)


def alternatives(hint: Any, *, annotated: bool = False) -> list[Any]:
    """The types that a union is one of; with `annotated` the kinds stay with theirs."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return [hint] if annotated else alternatives(parts[0])
    if origin in (Union, UnionType):
        return [one for part in parts for one in alternatives(part, annotated=annotated)]
    return [hint]


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


def closest(value: Any, hint: Any) -> Any:
    """Of what an argument may be, that which was meant, if the value's shape tells it: a dict; else all of it."""
    asks_dict = isinstance(value, Mapping) or (
        isinstance(value, (list, tuple)) and any(isinstance(one, Mapping) for one in value)
    )
    for one in alternatives(hint, annotated=True) if asks_dict else ():
        inside = get_args(one)[0] if get_origin(one) is Annotated else one
        for part in alternatives(inside, annotated=True):
            if get_origin(part) is Annotated and get_origin(get_args(part)[0]) is Mapping:
                return part
    return hint


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


def call(function: Callable[..., Any], said: Mapping[str, str] | None = None) -> str:
    """How the function is called with these arguments, as `said` or by an example (""); what it needs is filled in."""
    hints, parts, given = hints_of(function), [], said or {}
    for name, one in inspect.signature(function).parameters.items():
        if one.kind.name[:3] == "VAR":
            continue
        if name in given or one.default is one.empty:
            text = given.get(name, "") or typed(one.default, hints.get(name, Any))
            plain = one.kind is one.POSITIONAL_OR_KEYWORD and (
                one.default is one.empty or name == "pipe"
            )
            parts.append(text if plain else f"{name}={text}")
    return f"{title(function)}({', '.join(parts)})"


def shown(value: Any) -> str:
    """What was given: as it is if somebody typed it, else what kind of thing it is."""
    if isinstance(value, str):
        if is_like(value):
            return "an address, not shown here as there may be a password in it"
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


# ---- does a value fit


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
