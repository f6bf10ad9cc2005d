"""Numbers to split by in bands: `by={"amount": [1000, 20000]}` at edges one says, `by={"amount": 4}` at round ones.

A band is a column like any other to the metric: the deals get it under a name that wears the mark of own columns.
It is that of the number as the deals have it now, also where a metric looks at a past day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Annotated, Any, NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.errors import ColumnError, QuestionError, code
from cycle_kit.history import collected
from cycle_kit.metrics.own_columns import MARK
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Kind

Said = int | Sequence[float] | None
#: of each column its edges, into how many bands of as many deals it is cut, or None: as it is
Bands = Annotated[
    Mapping[str, Said],
    Kind(
        "bands of a number: how many, or their edges", '{"amount": 4}', lambda given: len(given) > 0
    ),
]
MOST = 50  # bands of one column
#: edges are as round as can be while each band has this part of the deals that it has at the exact ones
LEAST = 0.5
STEPS = (1, 0.5, 0.1, 0.05, 0.01, 0.001)  # of a power of ten, the roundest first


class Banded(NamedTuple):
    """A question whose bands are columns; `names`: of each its own; `labels`: of each its bands in order."""

    pipe: Pipeline
    options: dict[str, Any]
    names: dict[str, str]
    labels: dict[str, list[str]]


def banded(pipe: Pipeline, options: Mapping[str, Any]) -> Banded:
    """The same question with each of its bands a column of the deals."""
    by = options.get("by")
    if not isinstance(by, Mapping):
        return Banded(pipe, dict(options), {}, {})
    there = nw.from_native(pipe.deals).collect_schema()
    cut = {name: said for name, said in by.items() if said is not None and name in there}
    labels = {}
    for name, said in cut.items():
        if not there[name].is_numeric():
            groups = name != "deal_id" and not there[name].is_temporal()
            raise no_number(name, [one for one in there if there[one].is_numeric()], groups=groups)
        column = name if name != "amount" or "currency" in by else comparable(pipe)
        edges = edges_of(pipe, column, said, name)
        labels[name] = labels_of(edges)
        pipe = with_band(pipe, column, edges, name + MARK)
    keys = [name + MARK if name in cut else name for name in by]
    names = {name + MARK: name for name in cut}
    return Banded(pipe, {**options, "by": keys[0] if len(keys) == 1 else keys}, names, labels)


def no_number(name: str, numbers: Sequence[str], *, groups: bool) -> ColumnError:
    """The error for a column that has no bands; `groups`: whether it can be split by as it is."""
    first = f"Write it as by={code(name)}, or band" if groups else "Band"
    return ColumnError(
        f"Bands are of numbers, and {code(name)} is no column of numbers.",
        there=f"Columns of numbers are {', '.join(map(code, numbers))}.",
        fix=f"{first} one of these: by={{{code(numbers[0])}: 4}}.",
    )


def comparable(pipe: Pipeline) -> str:
    """The column by which amounts can be laid beside each other: those in the base currency."""
    if pipe.several_currencies:
        raise QuestionError(
            "Amounts in several currencies make no bands, and there are no rates for all.",
            fix='Band those of each currency: by={"currency": None, "amount": 4}.',
        )
    return "value"


def with_band(pipe: Pipeline, column: str, edges: Sequence[float], named: str) -> Pipeline:
    """The pipeline whose deals have the band of a number as a column."""
    fields: dict[str, Any] = {
        field: nw.from_native(frame).with_columns(band(column, edges).alias(named)).to_native()
        for field in ("deals", "whole")
        if (frame := getattr(pipe, field)) is not None
    }
    made = replace(pipe, **fields)
    made.found["since"] = pipe.since
    return made


def band(column: str, edges: Sequence[float]) -> nw.Expr:
    """The band that a number is in: a number at an edge is in the one above it."""
    names, number = labels_of(edges), nw.col(column).cast(nw.Float64)
    found = nw.lit(names[-1])
    for edge, name in reversed(list(zip(edges, names, strict=False))):
        found = nw.when(number < edge).then(nw.lit(name)).otherwise(found)
    return nw.when(~number.is_null() & ~number.is_nan()).then(found)


def labels_of(edges: Sequence[float]) -> list[str]:
    """What the bands are called, from the lowest on."""
    if not edges:
        return ["any"]
    said = [f"{edge:,.15g}" for edge in edges]
    inner = [f"{low} to {high}" for low, high in pairwise(said)]
    return [f"under {said[0]}", *inner, f"{said[-1]} and more"]


def edges_of(pipe: Pipeline, column: str, said: Said, name: str) -> list[float]:
    """The edges that were said, in order, or round ones between bands of as many deals."""
    check_any(pipe, column, name)
    if isinstance(said, Sequence):
        edges = sorted({float(edge) for edge in said})
        if 1 <= len(edges) < MOST:
            return edges
        number, few = len(edges), f"{{{code(name)}: [1000, 20000]}}"
        raise QuestionError(
            f"Bands have from one edge to {MOST - 1}, not {number}.", fix=f"Write by={few}."
        )
    number = int(said or 0)
    if not 2 <= number <= MOST:
        raise QuestionError(
            f"A number is cut into 2 to {MOST} bands, not {number}.",
            fix=f"Write by={{{code(name)}: 4}}, or say the edges: by={{{code(name)}: [1000, 20000]}}.",
        )
    return pipe.once(
        f"edges of {column} {number}", lambda: round_edges(numbers(pipe, column), number)
    )


def check_any(pipe: Pipeline, column: str, name: str) -> None:
    """QuestionError: there are deals, and none of them has such a number."""
    counts = nw.from_native(pipe.deals).select(nw.col("deal_id", column).count())
    found = pipe.once(f"numbers of {column}", lambda: collected(counts)).iloc[0]
    if found["deal_id"] and not found[column]:
        raise QuestionError(
            f"There are no bands of {code(name)}: no deal has a number in it.",
            fix=f"Export it too, or leave by={{{code(name)}: ...}} out.",
        )


def numbers(pipe: Pipeline, column: str) -> np.ndarray:
    """The numbers of a column, in order."""
    found = collected(nw.from_native(pipe.deals).select(column))[column]
    known = pd.to_numeric(found, errors="coerce").astype("float64")
    return np.sort(known[np.isfinite(known)].to_numpy())


def round_edges(known: np.ndarray, number: int) -> list[float]:
    """The roundest edges at which the bands are still about equal; fewer where many numbers are the same."""
    if not len(known):
        return []
    exact = np.quantile(known, np.arange(1, number) / number)
    least = LEAST * smallest_band(known, exact)
    for step in STEPS:
        edges = np.array([rounded(edge, step) for edge in exact])
        if len(set(edges)) == len(set(exact)) and smallest_band(known, edges) >= least:
            break
    else:
        edges = exact
    return sorted({float(edge) for edge in edges if known[0] < edge <= known[-1]})


def smallest_band(known: np.ndarray, edges: np.ndarray) -> float:
    """How many numbers the smallest band has."""
    places = np.searchsorted(known, np.unique(edges), side="left")
    return float(np.diff([0, *places, len(known)]).min())


def rounded(number: float, step: float) -> float:
    """A number in steps of a part of its power of ten: 14,210 in halves of 10,000 is 15,000."""
    if not number:
        return 0.0
    size = step * 10.0 ** np.floor(np.log10(abs(number)))
    return float(f"{round(number / size) * size:.6g}")


def in_order(
    found: pd.DataFrame, keys: Sequence[str], labels: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """A metric's table with its bands as ordered categories; groups from the lowest band on, others as they come."""
    here = [name for name in labels if name in found]
    kinds = {name: pd.CategoricalDtype(list(labels[name]), ordered=True) for name in here}
    found = found.assign(**{name: found[name].astype(kind) for name, kind in kinds.items()})
    if not here or list(found.columns[: len(keys)]) != list(keys):
        return found
    order = pd.DataFrame({name: places_of(found[name]) for name in keys}, index=range(len(found)))
    order = order.sort_values(list(keys), kind="stable").index
    return found.iloc[order].reset_index(drop=True)


def places_of(column: pd.Series) -> np.ndarray:
    """The place of each group in its order, those without a value last."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        places = column.cat.codes.to_numpy().astype("int64")
        return np.where(places < 0, len(column.cat.categories), places)
    return pd.factorize(column, use_na_sentinel=False)[0]
