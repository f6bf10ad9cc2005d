"""What a line to type would lead to, tried on the first rows of this very file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from cycle_kit.days import days_between
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import CycleKitError
from cycle_kit.files import RawTable
from cycle_kit.loading.creation import LIFETIME
from cycle_kit.loading.guesses import Guess
from cycle_kit.loading.named import Named
from cycle_kit.loading.request import Request, made
from cycle_kit.pipeline import Pipeline
from cycle_kit.remarks import Remarks

TRIED_ON = 2_000  # rows
ODD = 0.1  # share of the closed deals


def trial(
    request: Request, found: list[Guess], steps: Mapping[str, str] | None = None
) -> Pipeline | None:
    """The Pipeline of the first rows with these columns, and dates of steps, named too; None where that is
    refused, or where creation and closing contradict each other then."""
    said = Named({guess.name: guess.header for guess in found}, stages=steps or {})
    tables = tuple((kind, first_rows(raw)) for kind, raw in request.tables)
    try:
        pipe, _ = made(replace(request, tables=tables, said=request.said.under(said)), Remarks())
    except CycleKitError:
        return None
    dated = {guess.name for guess in found} & {"created_at", "closed_at", "close_date"}
    return None if dated and contradicts(pipe.deals) else pipe


def contradicts(deals: pd.DataFrame) -> bool:
    """Whether more than a few closed deals would have ended before they began, or began a lifetime before: one of
    the two dates is that of something else, a later change, a birthday."""
    if not {"created_at", "closed_at"} <= set(deals.columns):
        return False
    took = pd.Series(days_between(deals["created_at"], deals["closed_at"]))[
        deals["outcome"].isin(ENDS).array
    ]
    return bool(((took < 0) | (took > LIFETIME.days)).sum() > ODD * took.notna().sum())


def as_it_is(request: Request, pipe: Pipeline) -> Pipeline:
    """What a trial that names nothing makes: of tables that are tried whole, the Pipeline of the load."""
    whole = all(len(raw.frame) <= TRIED_ON for _, raw in request.tables)
    return pipe if whole else trial(request, []) or pipe


def first_rows(raw: RawTable) -> RawTable:
    if len(raw.frame) <= TRIED_ON:
        return raw
    return replace(raw, frame=raw.frame.head(TRIED_ON), lines=raw.lines[:TRIED_ON])
