"""Public functions are asked with what their signatures say, or an error says what that is."""

from __future__ import annotations

import inspect
import numbers
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin

import pandas as pd

from cycle_kit.errors import CycleKitError, QuestionError, code, listed, nearest
from cycle_kit.signatures import (
    Kind,
    alternatives,
    call,
    choices_of,
    finite,
    hints_of,
    names_of,
    shown,
    thing,
    title,
    words,
)

Asked = ParamSpec("Asked")
Given = TypeVar("Given")
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
            if name in hints and signature.parameters[name].kind.name[:3] != "VAR":
                bound.arguments[name] = fitted(
                    function, name, value, hints[name], stage=first_stage(bound.arguments)
                )
        answer = function(*bound.args, **bound.kwargs)
        return answer if finish is None else finish(answer, **bound.arguments)

    return asked


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


def first_stage(arguments: Mapping[str, Any]) -> str:
    """A stage of the pipeline that a function was given, to be named in a line to type; "" without one."""
    orders = (getattr(one, "orders", None) for one in arguments.values())
    known = (stage for found in orders if isinstance(found, Mapping) for stage in found.values())
    return next((str(stage) for stages in known for stage in stages), "")


def fitted(
    function: Callable[..., Any], name: str, value: Any, hint: Any, *, stage: str = ""
) -> Any:
    """The value as the function reads it, or an error that says what it needs.

    `stage`: one that there is, for the line to type.
    """
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
        there=f"It was {shown(value)}{misfit(value, hint)}.",
        fix=f"Write it as {with_stage(call(function, name), name, stage)}.",
    )


def with_stage(line: str, argument: str, stage: str) -> str:
    """A line to type with a stage that there is in the place of one."""
    named = argument.startswith("stage") or '{"...": ' in line
    return line.replace('"..."', code(stage)) if stage and named else line


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
