"""Amounts in several currencies: money is set beside money of its own currency alone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from cycle_kit.metrics.compare_rows import CURRENCY
from cycle_kit.metrics.counting import in_one_currency
from cycle_kit.metrics.stratified import Compared, Rows
from cycle_kit.pipeline import Pipeline

WHY = (
    "Not compared: amounts are in several currencies without rates, and money is set beside money of its "
    "own currency alone"
)
ONE, RATES = "; ask of one: {line}.", "; give rates in cycle.toml."


def why_several(pipe: Pipeline, kind: str, by: str) -> str:
    """Why groups by a column with several currencies, and those alone with theirs, have no figures; "" in one."""
    if kind != "amount" or not pipe.several_currencies:
        return ""
    return WHY + (RATES if by == "currency" else ONE.format(line=in_one_currency(pipe)))


def in_one(sample: Rows, currency: np.ndarray) -> np.ndarray:
    """Which groups have all their amounts in one currency; `currency`: of each row."""
    each = pd.Series(pd.factorize(currency)[0]).groupby(sample.group).nunique()
    return each.reindex(range(sample.groups), fill_value=0).le(1).to_numpy()


def any_in_one(rows: pd.DataFrame, by: str, places: np.ndarray) -> bool:
    """Whether any group of these rows has others to be compared with, in one currency."""
    codes, names = pd.factorize(rows[by])
    size = int(places.max(initial=0)) + 1
    sample = Rows(codes, places, rows["number"].to_numpy(float), len(names), size)
    own = sample.totals(np.ones(len(codes)))
    beside = ((own > 0) & (own.sum(axis=0) > own)).any(axis=1)
    return bool((beside & in_one(sample, rows[CURRENCY].to_numpy())).any())


def of_one_currency(found: Compared, sample: Rows, currency: np.ndarray) -> Compared:
    """Without the figures of groups that no mean can be told of."""
    kept = in_one(sample, currency)
    figures = ("value", "rest", "low", "high", "z")
    return found._replace(
        **{name: np.where(kept, getattr(found, name), np.nan) for name in figures},
        n=np.where(kept, found.n, 0),
        left_out=np.where(kept, found.left_out, found.left_out + found.n),
    )


def with_reason(out: pd.DataFrame, whys: Mapping[str, str]) -> pd.DataFrame:
    """A table of `compare` in which rows without a figure say why, as does a column without any.

    `whys`: the reason of each column compared by, "" where there is none.
    """
    if not any(whys.values()):
        return out
    unknown, why = out["difference"].isna(), out["column"].map(dict(whys))
    whole = unknown.groupby(out["column"]).transform("all")
    return out.assign(
        note=out["note"].mask(unknown, why), withheld=out["withheld"].mask(whole, why)
    )
