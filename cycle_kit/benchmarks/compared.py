"""A pipeline's own figure beside published ones; refused where the definition is not the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, TypeAlias

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.arguments import checked
from cycle_kit.benchmarks.published import COLUMNS as PUBLISHED
from cycle_kit.benchmarks.published import OPTIONAL, benchmarks
from cycle_kit.days import end_of_day
from cycle_kit.errors import QuestionError, code, listed, nearest
from cycle_kit.metrics.cohorts import cohort, counted_within, horizon
from cycle_kit.metrics.cycle import cycle_length
from cycle_kit.metrics.measures import MeasureName
from cycle_kit.metrics.measures import measure as measure_named
from cycle_kit.metrics.outcomes import win_rate
from cycle_kit.metrics.speed_to_lead import speed_to_lead
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Kind
from cycle_kit.steps import step_named

COLUMNS = [
    "value", "benchmark", "low", "high", "n", "year", "publisher", "url", "grade",
    "definition", "comparable", "why_not",
]  # fmt: skip
MORE = [
    "measure",
    "market",
    "segment",
    "industry",
    "statistic",
    "yours",
    "spans",
    "counts",
    "unit",
    "n_of",
    "title",
]
PROPOSED = "proposed deals"
SPEED = {
    "share_5_min": "leads answered within 5 minutes",
    "share_1_hour": "leads answered within an hour",
    "share_24_hours": "leads answered within a day",
    "share_never_answered": "leads never answered",
    "median_hours": "median hours to the first answer",
}

#: what else a trade of the table is called, as `words_in` says it
KNOWN_AS = {"saas": "software", "b2b saas": "software"}

Published: TypeAlias = Annotated[
    pd.DataFrame,
    Kind(
        "the table of ck.benchmarks",
        "ck.benchmarks()",
        lambda table: {*PUBLISHED} - {*OPTIONAL} <= {*table},
    ),
]


@checked
def benchmark(
    pipe: Pipeline,
    measure: MeasureName,
    *,
    segment: str | None = None,
    industry: str | None = None,
    table: Published | None = None,
) -> pd.DataFrame:
    """The pipeline's figure beside each published one: a row per published figure, the best first.

    `value` is the pipeline's own, `benchmark` (or the range `low`-`high`) the published one; then `n,
    year, publisher, url, grade, definition, comparable, why_not`, and `measure, market, segment,
    industry, statistic, yours, spans, counts, unit, n_of, title`. Like stands beside like: a mean beside a mean
    (`statistic`), the deals from the proposal on beside "won of proposed deals" (`counts`); `yours`
    says what `value` is. Where the pipeline has nothing alike `value` is empty, and a figure of other
    deals is not comparable. `spans`: what lies between `low` and `high`.
    `comparable`: `yes`, `roughly` (a band, with the differences) or
    `no` (never drawn; the reason stands in `why_not`). `segment`: only figures of that market (B2B,
    B2C) or segment. `industry`: your own trade ("Software"); of the figures that name a
    trade only those of it are left, beside those that name none. `table`: your own, with the columns of
    `benchmarks()`.
    """
    published = benchmarks() if table is None else table
    published = published.assign(**{name: "" for name in OPTIONAL if name not in published})
    mine = published[published["measure"] == measure]
    if mine.empty:
        known = sorted(set(published["measure"]))
        near = nearest(measure, known)
        raise QuestionError(
            f'There is no published figure for "{measure}" that could be trusted.',
            there=f"There are figures for {listed(known)}.",
            fix=f"Did you mean ck.benchmark(pipe, {code(near)})?"
            if near
            else "Add your own figures, in a table: "
            f'ck.benchmark(pipe, {code(measure)}, table=ck.benchmarks("our_benchmarks.csv")).',
        )
    if segment is not None:
        check_segment(published, segment)
        mine = mine[(mine["market"] == segment) | (mine["segment"] == segment)]
    if industry is not None:
        mine = mine[of_industry(published, industry).reindex(mine.index) | (mine["industry"] == "")]
    own = [own_figure(pipe, measure, row.statistic, row.counts) for row in mine.itertuples()]
    found = mine.rename(columns={"value": "benchmark"}).assign(
        value=[figure for figure, _yours in own], yours=[yours for _figure, yours in own]
    )
    other = (found["counts"] != "") & (found["yours"] == "")
    why = "Counts " + found["counts"] + ", which your data does not tell from others. "
    why = why.where(found["comparable"] != "no", "") + found["why_not"]
    found = found.assign(
        why_not=found["why_not"].mask(other, why.str.strip()),
        comparable=found["comparable"].mask(other, "no"),
    )
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


def of_industry(published: pd.DataFrame, industry: str) -> pd.Series:
    """Whether each figure is of this trade, by its name or a word of it; QuestionError where none is.

    A word of the segment is no trade: a figure of those who sell IT to the government is not of IT.
    """
    wanted = " ".join(words_in(industry))
    wanted = KNOWN_AS.get(wanted, wanted)
    found = published["industry"].map(lambda trade: is_part_of(wanted, " ".join(words_in(trade))))
    if not found.any():
        known = sorted({*published["industry"]} - {""})
        near = nearest(industry, known)
        raise QuestionError(
            f'No published figure is of the trade "{industry}".'
            if industry
            else "No trade is named.",
            there=f"There are figures of {listed(known)}.",
            fix=f"Did you mean industry={code(near)}?" if near else "Leave industry= out, for all.",
        )
    return found


def words_in(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def is_part_of(words: str, of: str) -> bool:
    """Whether these words stand in those, one after the other and each of them whole."""
    return bool(words) and f" {words} " in f" {of} "


def own_figure(pipe: Pipeline, measure: str, statistic: str, counts: str) -> tuple[float, str]:
    """The pipeline's figure that is alike, and what it is; empty and "" where it has none."""
    if measure == "median_cycle_days":
        mean = "mean" in statistic
        column = "mean_days" if mean else "median_days"
        words = "mean days of won deals" if mean else "median days of won deals"
        return float(cycle_length(pipe)[column].iloc[0]), words
    if measure == "win_rate":
        return of_decided(pipe, counts)
    if measure == "conversion_first_to_won":
        return of_created(pipe), "won of the deals created, within the usual time"
    if measure == "median_hours" and "mean" in statistic:
        return np.nan, ""
    return speed_figure(pipe, measure), SPEED.get(measure, "")


def of_decided(pipe: Pipeline, counts: str) -> tuple[float, str]:
    """Won of the decided deals: all of them, or those from the proposal on."""
    if not counts:
        return float(win_rate(pipe)["win_rate"].iloc[0]), "won of decided deals"
    stages = {name: proposal_of(order) for name, order in pipe.orders.items()}
    if counts != PROPOSED or not pipe.ordered or not all(stages.values()):
        return np.nan, ""
    rates = win_rate(pipe, by=["pipeline", "stage"])
    stage = rates["pipeline"].map(stages)
    from_there = rates[rates["stage"].astype("str") == stage]
    if from_there.empty or from_there["win_rate"].isna().all():
        return np.nan, ""
    names = ", ".join(dict.fromkeys(stages.values()))
    share = from_there["won"].sum() / from_there["deals"].sum()
    return float(share), f"won of the decided deals that reached {names}"


def proposal_of(stages: Sequence[str]) -> str:
    """The first stage that is named like a proposal; "" if none is."""
    return next((stage for stage in stages if step_named(stage) == "Proposal"), "")


def of_created(pipe: Pipeline) -> float:
    """As `kpis` and `trend` have it: of the deals created, those won within the days in which 80 % of
    all wins came; of all deals that have had these days."""
    rows = cohort(pipe, measure_named(pipe, "conversion_first_to_won"), [])
    days = horizon(rows)
    if np.isnan(days):
        return np.nan
    last = end_of_day(pipe.as_of.normalize()) - pd.Timedelta(days=days)
    first = pipe.since.created if pipe.since.is_cut else pd.Timestamp.min.ceil("D")
    ends = [nw.lit(at.to_pydatetime()).cast(nw.Datetime("us")) for at in (first, last)]
    ripe = rows.filter((nw.col("entered") >= ends[0]) & (nw.col("entered") <= ends[1]))
    counts = counted_within(ripe.with_columns(all=nw.lit("all")), ["all"], days)
    return float(counts["hit"].sum() / counts["entered_deals"].sum()) if len(counts) else np.nan


def speed_figure(pipe: Pipeline, measure: str) -> float:
    """Figures of answering leads, from the leads file."""
    if pipe.leads.empty:
        return np.nan
    row = speed_to_lead(pipe).iloc[0]
    return float(row[measure]) if measure in row else np.nan
