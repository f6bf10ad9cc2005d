"""Which rows are meant: conditions on columns, on pipelines and on deals, for frames of every engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import narwhals as nw
import pandas as pd

from cycle_kit.engines import instant
from cycle_kit.errors import ColumnError, StageError, code, keyword, listed
from cycle_kit.fiscal import Periods
from cycle_kit.obvious import column_meant
from cycle_kit.signatures import shown, thing
from cycle_kit.steps import as_called

TEXT, NUMBERS, DATES, ANSWERS = "text", "numbers", "dates", "True and False"
KINDS = {nw.String: TEXT, nw.Categorical: TEXT, nw.Enum: TEXT, nw.Boolean: ANSWERS, nw.Date: DATES}
INFINITE, LARGEST = float("inf"), 1e300
SINGLE = (str, bytes, Mapping, pd.DataFrame)  # what can be gone through and is no list of values
#: a condition of each kind as one types it
TYPED = {
    TEXT: '"..."',
    NUMBERS: "slice(1000, 5000)",
    DATES: 'slice("2024-01-01", "2024-03-31")',
    ANSWERS: "True",
}


def one_or_list(wanted: Any) -> Any:
    """What holds several values as a list, unless it is one already; all else as it is."""
    several = isinstance(wanted, Iterable) and not isinstance(wanted, (*SINGLE, list, tuple))
    return list(wanted) if several else wanted


def wanted_of(conditions: Mapping[str, Any], stages: tuple[str, ...]) -> dict[str, Any]:
    """The conditions with several values as lists, and with stages as they are called here."""
    wanted = {column: one_or_list(one) for column, one in conditions.items()}
    return {
        column: own_stages(one, stages) if column == "stage" else one
        for column, one in wanted.items()
    }


def own_stages(wanted: Any, stages: tuple[str, ...]) -> Any:
    """What is wanted of the stages, a step in another of the five languages as it is called here."""
    if isinstance(wanted, slice):
        return slice(own_stages(wanted.start, stages), own_stages(wanted.stop, stages), wanted.step)
    if isinstance(wanted, (list, tuple)):
        return [own_stages(one, stages) for one in wanted]
    return as_called(wanted, stages) if isinstance(wanted, str) else wanted


def check_named(given: tuple[Any, ...]) -> None:
    """ColumnError: a condition without the name of its column, as tables in pandas take them."""
    if given:
        raise ColumnError(
            "pipe.where takes each condition by the name of its column.",
            there=f"It was given {shown(given[0])}.",
            fix='Write it as pipe.where(outcome="won"), with several: pipe.where(outcome=["won", "lost"]).',
        )


def check_columns(there: Sequence[str], conditions: Mapping[str, Any]) -> None:
    """ColumnError: the deals have no such column."""
    for column in conditions:
        if column not in there:
            near = column_meant(column, there)
            raise ColumnError(
                f'There is no column "{column}" to filter by.',
                there=f"Columns of deals are {listed(there)}.",
                fix=f"Did you mean pipe.where({keyword(near, code('...'))})?"
                if near
                else 'Use one of these, for example pipe.where(outcome="won").',
            )


@dataclass(frozen=True)
class Column:
    """A column to filter by: its name, what it holds ("" where nobody knows), and the order of stages."""

    name: str
    holds: str
    values: nw.Expr
    periods: Periods
    whole: bool = False
    order: tuple[str, ...] = ()

    def line(self, said: str = "") -> str:
        """The condition as one types it."""
        return f"pipe.where({keyword(self.name, said or TYPED.get(self.holds, '...'))})"

    def refused(self, wanted: Any, said: str = "", of: str = "") -> ColumnError:
        return ColumnError(
            f"The column {code(self.name)} holds {self.holds or 'something else'}.",
            there=f"It was asked for {thing(wanted)}{of}.",
            fix=f"Write it as {self.line(said)}.",
        )


def column_of(frame, name: str, periods: Periods, order: tuple[str, ...] = ()) -> Column:
    """What is known of a column of a Narwhals frame; `order`: of the stages, where it is known."""
    kind, values = frame.collect_schema()[name], nw.col(name)
    holds = NUMBERS if kind.is_numeric() else KINDS.get(type(kind), KINDS.get(kind, ""))
    if isinstance(kind, nw.Datetime):
        holds = DATES
        if kind.time_zone:
            values = values.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
    order = order if name == "stage" else ()
    return Column(name, holds, values, periods, kind.is_integer(), order)


def condition(column: Column, wanted: Any) -> nw.Expr:
    """A value, a list of values or a slice as an expression.

    Raises ColumnError for what the column cannot hold, and for two dates where a slice is meant.
    """
    if isinstance(wanted, slice):
        return between(column, wanted)
    check_pair(column, wanted)
    values, empty = values_of(wanted), column.values.is_null()
    present = known(values)
    tests = [empty] if len(present) < len(values) else []
    if column.holds == DATES:
        spans = [span(column, value) for value in present]
        tests += [
            (column.values >= instant(first)) & (column.values <= instant(last))
            for first, last in spans
        ]
    elif present:
        tests.append(column.values.is_in(alike(column, [fitting(column, v) for v in present])))
    return nw.any_horizontal(*tests, ignore_nulls=True) if tests else empty & ~empty


def values_of(wanted: Any) -> list[Any]:
    """One value, or several in whatever holds them, as a list."""
    several = isinstance(wanted, Iterable) and not isinstance(wanted, SINGLE)
    return list(wanted) if several else [wanted]


def known(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if not missing(value)]


def missing(value: Any) -> bool:
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def is_number(value: Any) -> bool:
    real = isinstance(value, Real) and not isinstance(value, bool)
    return real and (value in (INFINITE, -INFINITE) or abs(value) < LARGEST)  # pyright: ignore


def fitting(column: Column, value: Any) -> Any:
    """The value, if this column can hold it."""
    fits = {
        TEXT: isinstance(value, str),
        NUMBERS: is_number(value),
        ANSWERS: isinstance(value, bool),
    }
    if not fits.get(column.holds, True):
        raise column.refused(value, converted(column, value))
    return value


def alike(column: Column, values: list[Any]) -> list[Any]:
    """Numbers as the very kind that the column holds, which some engines insist on."""
    if column.holds != NUMBERS:
        return values
    if not column.whole:
        return [float(value) for value in values]
    return [int(value) for value in values if float(value).is_integer()]


def converted(column: Column, value: Any) -> str:
    """The value as this column can hold it, as one types it; "" where there is no way."""
    if column.holds == TEXT:
        return code(str(value)) if is_number(value) else ""
    number = isinstance(value, str) and value.strip().isdecimal() and column.holds == NUMBERS
    return str(int(value)) if number else ""


def span(column: Column, value: Any) -> tuple[Any, Any]:
    """The first and last instant of a day, or of a month, quarter or year that is named."""
    found = column.periods.span(value)
    if found is None:
        raise column.refused(value)
    return found[0], found[1]


def check_pair(column: Column, wanted: Any) -> None:
    """Two dates side by side, or two numbers in brackets, are meant as a span, which a slice says."""
    if not isinstance(wanted, (tuple, list)) or len(wanted) != 2:
        return
    bracketed = isinstance(wanted, tuple)
    whole = len(known(wanted)) == 2 or (bracketed and len(known(wanted)) == 1)
    if whole and (column.holds == DATES or (column.holds == NUMBERS and bracketed)):
        first, last = (typed(column, end) for end in wanted)
        raise ColumnError(
            f"The column {code(column.name)} was asked for two {column.holds}, which are no span.",
            fix="For these two and all between them write a slice: "
            f"{column.line(f'slice({first}, {last})')}.",
        )


def typed(column: Column, end: Any) -> str:
    """An end of a span as one types it."""
    if missing(end):
        return "None"
    if column.holds == DATES:
        span(column, end)
        return code(str(end).removesuffix(" 00:00:00"))
    return code(str(fitting(column, end))) if column.holds == TEXT else str(fitting(column, end))


def between(column: Column, wanted: slice) -> nw.Expr:
    """From the first to the last of a slice, both included; of an open end all that have a value."""
    if wanted.step is not None or column.holds == ANSWERS:
        raise column.refused(wanted)
    first, last = ends(column, wanted)
    if first is not None and last is not None and first > last:
        start, stop = typed(column, wanted.start), typed(column, wanted.stop)
        raise ColumnError(
            f"The slice of {code(column.name)} starts after it ends.",
            fix=f"Turn it round: {column.line(f'slice({stop}, {start})')}.",
        )
    if column.name == "stage" and column.holds == TEXT:
        return column.values.cast(nw.String).is_in(in_order(column, first, last))
    if column.holds == DATES:
        first, last = (None if end is None else instant(end) for end in (first, last))
    tests = [~column.values.is_null()]
    tests += [column.values >= first] if first is not None else []
    tests += [column.values <= last] if last is not None else []
    return nw.all_horizontal(*tests, ignore_nulls=False)


def ends(column: Column, wanted: slice) -> tuple[Any, Any]:
    """What the column is compared with: instants, numbers, texts, or places of stages."""
    start, stop = wanted.start, wanted.stop
    if column.holds == DATES:
        return (
            None if missing(start) else span(column, start)[0],
            None if missing(stop) else span(column, stop)[1],
        )
    given = [None if missing(end) else end_of(column, end) for end in (start, stop)]
    if column.name != "stage" or column.holds != TEXT:
        return given[0], given[1]
    if not column.order:
        raise StageError(
            "The order of the stages is not known, so that nothing lies between two of them.",
            fix='Name them: pipe.where(stage=["...", "..."]), or pass stages=[...] to ck.load.',
        )
    first, last = (None if end is None else column.order.index(end) for end in given)
    return first, last


def end_of(column: Column, end: Any) -> Any:
    """An end of a slice, if this column can be compared with it."""
    try:
        return fitting(column, end)
    except ColumnError:
        said = converted(column, end)
        way = '["...", "..."]' if column.holds == TEXT else f"slice({said}, None)" if said else ""
        raise column.refused(slice(end, None), way, f" from or to {thing(end)}") from None


def in_order(column: Column, first: int | None, last: int | None) -> list[str]:
    """The stages from one place to another."""
    return list(column.order[first or 0 : None if last is None else last + 1])


def in_these(native: Any, pipelines: Mapping[str, Any] | None) -> Any:
    """Of deals that came from another pipeline only the visits in these."""
    if pipelines is None:
        return native
    return nw.from_native(native).filter(nw.col("pipeline").is_in(list(pipelines))).to_native()


def only(native: Any, kept) -> Any:
    """The rows of these deals, in the frame's own library."""
    return nw.from_native(native).join(kept, on="deal_id", how="semi").to_native()
