"""Where deals stop: the funnel under five rules of counting."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cycle_kit.errors import QuestionError
from cycle_kit.metrics.counting import (
    every_step,
    known_sum,
    ratio,
    share_interval,
    stage_column,
    with_why,
)
from cycle_kit.metrics.frames import By, deals, each_pipeline, groups, metric, table
from cycle_kit.metrics.funnel_counts import (
    NESTED,
    STANDINGS,
    WON,
    Rule,
    placed_counts,
    standing_counts,
)
from cycle_kit.metrics.funnel_leads import check_leads_first, leads_nowhere, with_leads
from cycle_kit.metrics.outcome_columns import check_no_outcomes
from cycle_kit.metrics.splits import check_by
from cycle_kit.pipeline import Pipeline

COLUMNS = (
    "stage", "deals", "conversion", "at_most", "overall", "low", "high", "value", *STANDINGS, "rule",
)  # fmt: skip
#: rules about the visits of a deal, which only stage history tells
NEED_HISTORY = ("visited", "in_order", "exits")
#: with a larger share of deals whose last stage nobody knows, a conversion would be a guess
MOST_UNKNOWN = 0.05

Grid = dict[str, np.ndarray]


@metric
@each_pipeline
def funnel(
    pipe: Pipeline, *, rule: Rule = "reached", by: By = None, leads: bool = False
) -> pd.DataFrame:
    """How many deals get to each stage, and which share of them goes on, under one rule.

    One row per stage in order, then a row `stage == "won"`; with `by`, so for each group.
    `deals`: counted at this stage. `conversion`: of them, the share counted at the next stage.
    `at_most` (rule `reached`): what it becomes if every open deal moves on. `overall`: share of
    the first stage's deals. `low`, `high`: 95 % Wilson interval of `conversion`; under `reached`
    the lower limit of `conversion` and the upper one of `at_most`, so that it holds what will come
    whatever the open deals do. `value`: amount of these deals. `open`, `lost`, `dropped`: deals that
    got no further, by how they stand. `unknown`: lost and dropped deals whose last stage is not
    known, counted in the first stage; where they are more than 5 %, `conversion, at_most, low, high`
    are empty. `no_stage`, in the first row: open deals that are in no stage, counted in none.
    `rule`: the rule. Where amounts are in several currencies without rates also `note`: why `value` is empty.
    With `leads` a row `stage == "leads"` comes first: all leads (in `deals`), which share of them became deals so
    far, `open` ones and those disqualified (`dropped`); split by their own columns, `source` and `owner`.
    Deals that came without a lead begin in the first stage.

    Rules. `reached`: the furthest stage is this one or later, or the deal was won. `visited`: at
    least one visit; a conversion above 1 has no interval. `in_order`: visits to all stages up to
    this one in this order, others in between allowed. `closed`: as `reached`, closed deals only.
    `exits`: visits that went on, of the visits that went on or closed (`visits`).

    Raises QuestionError for an unknown rule, and for one that needs stage history where there is
    none; ColumnError for an unknown `by`; StageError where several pipelines are asked at once.
    """
    check_by(pipe, by, (*COLUMNS, "visits"))
    check_no_outcomes(groups(by), "The funnel cannot be split")
    check_rule(pipe, rule)
    keys, stages = groups(by), (*pipe.stages, WON)
    parts = [standing_counts(pipe, keys, rule), placed_counts(pipe, keys, rule), nobody(pipe, keys)]
    if leads:
        check_leads_first(pipe, keys)
        parts.append(leads_nowhere(pipe, keys))
    counts = every_step(parts, keys, len(stages))
    grid = {
        name: counts[name].to_numpy(dtype=float).reshape(-1, len(stages))
        for name in counts.columns.difference([*keys, "step"])
    }
    columns = {name: values.ravel() for name, values in finished(grid, rule).items()}
    found = counts[keys].assign(stage=stage_column(counts["step"], stages), **columns)
    found = found.assign(rule=pd.Series(rule, index=found.index, dtype="str"))
    found = with_why(found, pipe, keys, "value")
    return with_leads(pipe, found, keys) if leads else found


def nobody(pipe: Pipeline, keys: list[str]) -> pd.DataFrame:
    """Every group of deals at no step, so that those which a rule leaves out have rows too."""
    found = table(deals(pipe).select(*keys).unique()) if keys else pd.DataFrame({"step": [0]})
    return found.assign(step=0)


def check_rule(pipe: Pipeline, rule: Rule) -> None:
    """This data can answer the rule."""
    if rule in NEED_HISTORY and not pipe.recorded:
        raise QuestionError(
            f'The rule "{rule}" follows deals from stage to stage, which needs stage history.',
            there="This data has only the last stage of each deal.",
            fix="Export the stage history too (deal, stage, date of each change) and pass it as "
            'history=, or use rule="reached".',
        )


def finished(grid: Grid, rule: str) -> Grid:
    """The columns after `stage`, groups x steps, from the counts of deals placed by a rule."""
    if rule in NESTED:
        grid = grid | {name: from_here_on(grid[name]) for name in ("deals", "value", "valued")}
    shares = exit_shares(grid) if rule == "exits" else deal_shares(grid, rule)
    amounts = bool((grid["valued"] > 0).any())
    value = known_sum(grid["value"], grid["valued"], grid["deals"], amounts=amounts)
    counts = grid | {name: in_first(grid[name]) for name in ("unknown", "no_stage")}
    extra = ("visits",) if rule == "exits" else ()
    whole = {name: counts[name].astype("int64") for name in ("deals", *STANDINGS, *extra)}
    columns = whole | without_guesses(shares, grid) | {"value": value}
    return {name: columns[name] for name in (*COLUMNS[1:-1], *extra)}


def without_guesses(shares: Grid, grid: Grid) -> Grid:
    """Conversions emptied in groups where too many deals have no known last stage."""
    unknown = grid["unknown"].sum(axis=1, keepdims=True)
    everyone = grid["everyone"].sum(axis=1, keepdims=True)
    guessed = unknown > MOST_UNKNOWN * everyone
    emptied = ("conversion", "at_most", "low", "high")
    return shares | {name: np.where(guessed, np.nan, shares[name]) for name in emptied}


def from_here_on(counts: np.ndarray) -> np.ndarray:
    """Who got to a later step counts here too."""
    return counts[:, ::-1].cumsum(axis=1)[:, ::-1]


def in_first(counts: np.ndarray) -> np.ndarray:
    """Everybody in the first step."""
    first = np.zeros_like(counts)
    first[:, 0] = counts.sum(axis=1)
    return first


def last_empty(values: np.ndarray) -> np.ndarray:
    """Nothing comes after the row "won"."""
    return np.column_stack([values, np.full(len(values), np.nan)])


def deal_shares(grid: Grid, rule: str) -> Grid:
    """From deals: conversion to the next stage with its bounds, and share of the first stage."""
    here, following = grid["deals"][:, :-1], grid["deals"][:, 1:]
    waiting = following + grid["open"][:, :-1]
    low, high = share_interval(following, here)
    at_most = np.full(here.shape, np.nan)
    if rule == "reached":  # open deals are not yet: they may all go on
        at_most, high = ratio(waiting, here), share_interval(waiting, here)[1]
    first = np.broadcast_to(grid["deals"][:, :1], grid["deals"].shape)
    return {
        "conversion": last_empty(ratio(following, here)),
        "at_most": last_empty(at_most),
        "overall": ratio(grid["deals"], first),
        "low": last_empty(low),
        "high": last_empty(high),
    }


def exit_shares(grid: Grid) -> Grid:
    """From visits: their conversion; visits of one deal are not independent, so no interval."""
    empty = np.full(grid["deals"].shape, np.nan)
    conversion = last_empty(ratio(grid["went_on"][:, :-1], grid["visits"][:, :-1]))
    return dict.fromkeys(("at_most", "overall", "low", "high"), empty) | {"conversion": conversion}
