"""What figures by owner say where deals are shared, and they count each deal whole for its owner."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from cycle_kit.pipeline import Pipeline

OWNER = "owner"
WHOLE = "Of the owner's own deals, whole: shares of credit are not in it."
#: these count by shares, or tell by themselves what they do not count so
SHARING = ("win_rate", "kpis", "trend")
#: these say it themselves, and only of what is known
TELLING = ("goals",)


def with_shares_told(
    metric: Callable[..., Any], pipe: Pipeline, options: Mapping[str, Any], found: pd.DataFrame
) -> pd.DataFrame:
    """A table with `note`, where there are shares of credit that it does not count by: those by owner of some
    metrics, and all of what `where` chose by owner."""
    if "credit" not in pipe.beside:
        return found
    split = metric.__name__ not in SHARING and is_by_owner(metric, options)
    chosen = told_of_chosen(pipe) and metric.__name__ not in TELLING
    return noted(found) if split or chosen else found


def chosen_by_owner(pipe: Pipeline) -> bool:
    """Whether these are somebody's own deals alone, so that all figures are of these, whole."""
    return OWNER in pipe.conditions


def told_of_chosen(pipe: Pipeline) -> str:
    """What all figures of somebody's own deals say where deals are shared; "" elsewhere."""
    return WHOLE if "credit" in pipe.beside and chosen_by_owner(pipe) else ""


def noted(found: pd.DataFrame) -> pd.DataFrame:
    """The table with that sentence behind whatever its notes say."""
    before = found["note"].fillna("") if "note" in found else pd.Series("", found.index)
    before = before.astype("str").str.removesuffix(WHOLE).str.strip()
    return found.assign(note=(before + " " + WHOLE).str.strip().astype("str"))


def is_by_owner(metric: Callable[..., Any], options: Mapping[str, Any]) -> bool:
    """Whether a metric is asked for owners: by what was said, else by what it does by itself."""
    known = inspect.signature(metric).parameters
    asked = [options.get(name, known[name].default) for name in ("by", "per") if name in known]
    return any(one == OWNER or (isinstance(one, list | tuple) and OWNER in one) for one in asked)
