"""Names that somebody typed and no deal has: what may be told of those that there are.

Only stages, pipelines, outcomes and currencies are ever spelled out, and only where there are few of
them; of people and all others an error says how many there are, and how to see them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import narwhals as nw
import pandas as pd

from cycle_kit.conditions import DATES, TEXT, Column, ends, known, values_of
from cycle_kit.conditions import span as day
from cycle_kit.errors import (
    ColumnError,
    CycleKitError,
    StageError,
    code,
    few,
    listed,
    nearest,
    told,
)
from cycle_kit.history import collected

#: what may be named, and how several are called
MANY = {"stage": "stages", "pipeline": "pipelines", "outcome": "outcomes", "currency": "currencies"}
MOST_COMPARED = 2000


def check_there(column: Column, wanted: Any, frames: Sequence[Any], names: Sequence[str]) -> None:
    """An error for a text that is in this column of none of the frames, and is none of the names; for no text too."""
    if isinstance(wanted, (list, tuple)) and not wanted:
        raise ColumnError(
            f"The column {code(column.name)} was asked for an empty list, which no deal can meet.",
            fix=f"Leave it out for all deals, or write it as {column.line()}.",
        )
    check_some(column, wanted, frames, names)
    span = isinstance(wanted, slice)
    if column.holds != TEXT or (span and not column.order):
        return  # the ends of a span need not be there, if they are no stages
    frames, names = ((), column.order) if span else (frames, names)
    values = [wanted.start, wanted.stop] if span else values_of(wanted)
    texts = dict.fromkeys(value for value in known(values) if isinstance(value, str))
    left = [text for text in texts if text not in names]
    for frame in frames:
        if left:
            seen = set(different(frame.filter(nw.col(column.name).is_in(left)), column.name))
            left = [value for value in left if value not in seen]
    if left:
        every = [value for frame in frames for value in different(frame, column.name)]
        every = list(dict.fromkeys([*names, *every]))
        lacking = any(some_lack(column, frame) for frame in frames)
        raise unknown(column, left, every, alone=wanted is left[0], lacking=lacking)


def check_some(column: Column, wanted: Any, frames: Sequence[Any], names: Sequence[str]) -> None:
    """An error for None where every deal has a value, and for dates before or after all of theirs."""
    span = isinstance(wanted, slice)
    if not span and wanted_none(wanted) and not any(some_lack(column, frame) for frame in frames):
        raise ColumnError(
            f"Every deal has a value in {code(column.name)}, so that None finds none.",
            there=f"Those that can be asked for are {told(names)}." if names else "",
            fix="Leave it out for all deals, or write it as "
            f"{column.line(code(names[0]) if few(names) else '')}.",
        )
    if column.holds != DATES or not (span or known(values_of(wanted))):
        return
    there = [at for frame in frames for at in first_and_last(column, frame) if at == at]
    if not there:
        raise ColumnError(
            f"No deal has a date in {code(column.name)}: the column is empty.",
            fix="Leave it out, or ask for another date.",
        )
    asked = (
        [ends(column, wanted)] if span else [day(column, one) for one in known(values_of(wanted))]
    )
    if any(None not in one and one[0] > one[1] for one in asked):
        return  # the condition itself says that it is turned round
    if not all(beyond(*one, first=min(there), last=max(there)) for one in asked):
        return  # a day within, at which there is nothing, is an answer
    first, last = (code(f"{end(there):%Y-%m-%d}") for end in (min, max))
    raise ColumnError(
        f"No deal has a date in {code(column.name)} that fits.",
        there=f"There are dates from {first} to {last}.".replace('"', ""),
        fix=f"Write it as {column.line(f'slice({first}, {last})')}.",
    )


def beyond(start: Any, end: Any, *, first: pd.Timestamp, last: pd.Timestamp) -> bool:
    """Whether a span, which may be open at an end, lies before or after all that there is."""
    return (end is not None and end < first) or (start is not None and start > last)


def wanted_none(wanted: Any) -> bool:
    """Whether nothing but a missing value is asked for."""
    return not known(values_of(wanted))


def some_lack(column: Column, frame) -> bool:
    """Whether a frame has rows without a value in this column."""
    return bool(len(collected(frame.filter(column.values.is_null()).select(column.name).head(1))))


def first_and_last(column: Column, frame) -> list[pd.Timestamp]:
    found = collected(frame.select(first=column.values.min(), last=column.values.max()))
    return [pd.Timestamp(found[name].iloc[0]) for name in ("first", "last")] if len(found) else []


def different(frame, name: str) -> list[str]:
    """The different texts of a column."""
    found = collected(frame.select(nw.col(name).cast(nw.String)).unique())[name].dropna()
    return sorted(found.astype("str"))


def unknown(
    column: Column, left: list[str], every: list[str], *, alone: bool, lacking: bool
) -> CycleKitError:
    """What is said of texts that are not there; `lacking`: whether deals are without any."""
    if not left[0].strip():
        return ColumnError(
            f"No deal has a blank {column.name}.",
            there="Deals without one are asked for with None."
            if lacking
            else f"Every deal has one, of {len(every):,} different ones.",
            fix=f"Write it as {column.line('None')}."
            if lacking
            else f"They are in pipe.deals[{code(column.name)}].unique().",
        )
    if not every:
        return ColumnError(
            f"No deal has {column.name} {listed(left, most=5)}.",
            there="The column is empty.",
            fix=f"Leave it out, or write {column.line('None')}.",
        )
    if column.name in MANY:
        line = (lambda name: column.line(code(name))) if alone else code
        return unknown_name(column.name, left, every, line)
    alike = any(spelled(value) == spelled(left[0]) for value in every)
    near = len(every) <= MOST_COMPARED and nearest(left[0], every)
    hint = (
        " One differs only in capitals or blanks."
        if alike
        else " One is much like it."
        if near
        else ""
    )
    counted = (
        f"There is 1 value.{hint}" if len(every) == 1 else f"There are {len(every):,} values.{hint}"
    )
    deals = f"pipe.deals[{code(column.name)}]"
    fix = f"They are in {deals}.unique()."
    if alike:
        same = f'{deals}.str.casefold().str.split().str.join(" ") == {code(spelled(left[0]))}'
        fix = f"To see it: {deals}[{same}].unique()."
    return ColumnError(f"No deal has {column.name} {listed(left, most=5)}.", there=counted, fix=fix)


def spelled(value: str) -> str:
    """A text whatever its capitals and blanks."""
    return " ".join(value.casefold().split())


def unknown_name(
    kind: str, left: Sequence[str], every: Sequence[str], line: Callable[[str], str]
) -> StageError:
    """The same of stages, pipelines, outcomes and currencies; `line`: what to type for one of them."""
    near = nearest(left[0], few(every))
    fix = f"They are in pipe.deals[{code(kind)}].unique()."
    if few(every):
        fix = f"Did you mean {line(near)}?" if near else f"Choose one of them: {line(every[0])}."
    return StageError(
        f"There is no {kind} {listed(left, most=5)}.",
        there=f"The {MANY[kind]} are {told(every)}.",
        fix=fix,
    )
