"""A pipeline's own figure beside published ones; refused where the definition is not the same."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import numpy as np
import pandas as pd

from cycle_kit.arguments import checked
from cycle_kit.benchmarks.published import COLUMNS as PUBLISHED
from cycle_kit.benchmarks.published import benchmarks
from cycle_kit.errors import QuestionError, code, listed, nearest
from cycle_kit.metrics.cycle import cycle_length
from cycle_kit.metrics.measures import MeasureName
from cycle_kit.metrics.outcomes import win_rate
from cycle_kit.metrics.speed_to_lead import speed_to_lead
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Kind

COLUMNS = [
    "value", "benchmark", "low", "high", "n", "year", "publisher", "url", "grade",
    "definition", "comparable", "why_not",
]  # fmt: skip
MORE = ["measure", "market", "segment", "statistic", "unit", "n_of", "title"]


Published: TypeAlias = Annotated[
    pd.DataFrame,
    Kind("the table of ck.benchmarks", "ck.benchmarks()", lambda table: {*PUBLISHED} <= {*table}),
]


@checked
def benchmark(
    pipe: Pipeline,
    measure: MeasureName,
    *,
    segment: str | None = None,
    table: Published | None = None,
) -> pd.DataFrame:
    """The pipeline's figure beside each published one: a row per published figure, the best first.

    `value` is the pipeline's, `benchmark` (or the range `low`-`high`) the published one; then `n,
    year, publisher, url, grade, definition, comparable, why_not`, and `measure, market, segment,
    statistic, unit, n_of, title`. `comparable`: `yes`, `roughly` (a band, with the differences) or
    `no` (never drawn; the reason stands in `why_not`). `segment`: only figures of that market (B2B,
    B2C) or segment. `table`: your own, with the columns of `benchmarks()`.
    """
    published = benchmarks() if table is None else table
    mine = published[published["measure"] == measure]
    if mine.empty:
        known = sorted(set(published["measure"]))
        near = nearest(measure, known)
        raise QuestionError(
            f'There is no published figure for "{measure}" that could be trusted.',
            there=f"There are figures for {listed(known)}.",
            fix=f"Did you mean ck.benchmark(pipe, {code(near)})?"
            if near
            else "Add your own: ck.benchmark(pipe, ..., table=ck.benchmarks('our_benchmarks.csv')).",
        )
    if segment is not None:
        check_segment(published, segment)
        mine = mine[(mine["market"] == segment) | (mine["segment"] == segment)]
    found = mine.rename(columns={"value": "benchmark"}).assign(value=own_figure(pipe, measure))
    order = found["comparable"].map({"yes": 0, "roughly": 1, "no": 2})
    found = found.assign(order=order).sort_values(
        ["order", "grade", "year"], ascending=[True, True, False], kind="stable"
    )
    return found[COLUMNS + MORE].reset_index(drop=True)


def check_segment(published: pd.DataFrame, segment: str) -> None:
    """QuestionError: no published figure at all is of this market or segment."""
    known = sorted({*published["market"], *published["segment"]} - {""})
    if segment not in known:
        near = nearest(segment, known)
        raise QuestionError(
            f'No published figure is of "{segment}".',
            there=f"There are figures of {listed(known)}.",
            fix=f"Did you mean segment={code(near)}?" if near else "Leave segment= out, for all.",
        )


def own_figure(pipe: Pipeline, measure: str) -> float:
    """The pipeline's figure for a measure that has published ones; empty where it has none itself."""
    if measure == "median_cycle_days":
        return float(cycle_length(pipe)["median_days"].iloc[0])
    if measure == "win_rate":
        return float(win_rate(pipe)["win_rate"].iloc[0])
    if measure == "conversion_first_to_won":
        return float(win_rate(pipe, basis="closed")["win_rate"].iloc[0])
    return speed_figure(pipe, measure)


def speed_figure(pipe: Pipeline, measure: str) -> float:
    """Figures of answering leads, from the leads file."""
    if pipe.leads.empty:
        return np.nan
    row = speed_to_lead(pipe).iloc[0]
    return float(row[measure]) if measure in row else np.nan
