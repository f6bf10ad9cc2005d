"""Cells that hold several values, taken apart: `by="competitors", split=";"` counts a deal in each of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Annotated, Any

import narwhals as nw
import pandas as pd

from cycle_kit.errors import QuestionError, code
from cycle_kit.history import collected
from cycle_kit.pipeline import Pipeline, meeting
from cycle_kit.signatures import Kind

Metric = Callable[..., pd.DataFrame]
Separator = Annotated[
    str | None, Kind("what stands between the values of a cell", '";"', lambda said: said != "")
]
#: these set groups beside each other, or are of leads: a deal cannot be in two of them
WHOLE = (
    "compare", "compare_periods", "mix_shift", "deals_needed", "lead_funnel", "steps", "what_if", "bottlenecks",
)  # fmt: skip
MOST = 100
SAID = "A deal counts in each of its values of {name}, so that the groups add up to more than all deals."


def with_lists(metric: Metric, stacked: Callable[[list[pd.DataFrame]], pd.DataFrame]) -> Metric:
    """The metric, asked with `split=` too, where it has `by=`. One that knows `split=` itself is given it as well,
    and of leads takes groups as they are."""
    signature = inspect.signature(metric)
    known = signature.parameters
    if "by" not in known or metric.__name__ in WHOLE:
        return metric
    if "split" in known:
        return also_apart(metric, stacked)

    @wraps(metric)
    def asked(*given: Any, **options: Any) -> pd.DataFrame:
        split = options.pop("split", None)
        if split is None:
            return metric(*given, **options)
        return taken_apart(metric, given, options, split, stacked)

    one = inspect.Parameter(
        "split", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Separator
    )
    asked.__signature__ = signature.replace(parameters=[*known.values(), one])  # pyright: ignore[reportAttributeAccessIssue]
    asked.__annotations__ = {**metric.__annotations__, "split": Separator}
    return asked


def also_apart(metric: Metric, stacked: Callable[[list[pd.DataFrame]], pd.DataFrame]) -> Metric:
    """A metric that takes cells of another column apart, with those of `by=` taken apart too."""

    @wraps(metric)
    def asked(*given: Any, **options: Any) -> pd.DataFrame:
        split = options.get("split")
        if not split or not options.get("by") or options.get("of") == "leads":
            return metric(*given, **options)
        return taken_apart(metric, given, options, split, stacked)

    return asked


def taken_apart(
    metric: Metric,
    given: tuple[Any, ...],
    options: Mapping[str, Any],
    split: str,
    stacked: Callable[[list[pd.DataFrame]], pd.DataFrame],
) -> pd.DataFrame:
    """The metric asked of the deals of each value, one below the other."""
    pipe, by = given[0], options.get("by")
    keys = [by] if isinstance(by, str) else list(by or ())
    for name in keys:
        cells = cells_of(pipe, name, split)
        if cells:
            break
    else:
        return metric(*given, **options)
    values = sorted({value for found in cells.values() for value in found})
    if len(values) > MOST:
        raise QuestionError(
            f"{code(name)} holds {len(values):,} different values between {code(split)}.",
            there="A figure of a deal or two says nothing.",
            fix=f"Leave split= out, or choose deals first: pipe.where({name}=...)."
            if name.isidentifier()
            else "Leave split= out.",
        )
    parts = [
        of_value(pipe, name, [cell for cell in cells if value in cells[cell]], value)
        for value in values
    ]
    rest = meeting(pipe, {name: None})
    parts += [rest] if len(collected(nw.from_native(rest.deals).select("deal_id"))) else []
    found = stacked([
        taken_apart(metric, (part, *given[1:]), options, split, stacked) for part in parts
    ])  # fmt: skip
    return said_so(found, name)


def said_so(found: pd.DataFrame, name: str) -> pd.DataFrame:
    """The table with what is true of its groups, in `note` and in its attributes."""
    text = SAID.format(name=code(name))
    before = (
        found["note"].astype("str").fillna("") if "note" in found else pd.Series("", found.index)
    )
    found = found.assign(note=(before + " " + text).str.strip().astype("str"))
    found.attrs["split"] = text
    return found


def cells_of(pipe: Pipeline, name: str, split: str) -> dict[str, list[str]]:
    """The different cells of a column with the values in each; none where no cell holds several."""
    frame = nw.from_native(pipe.deals)
    kind = frame.collect_schema().get(name)
    if kind is None or kind not in (nw.String, nw.Categorical, nw.Enum):
        return {}
    texts = collected(frame.select(nw.col(name).cast(nw.String)).unique())[name].dropna()
    found = {str(text): values_in(str(text), split) for text in texts}
    return found if any(split in text for text in found) else {}


def values_in(text: str, split: str) -> list[str]:
    """The values of a cell, each once."""
    return list(dict.fromkeys(part.strip() for part in text.split(split) if part.strip()))


def of_value(pipe: Pipeline, name: str, cells: list[str], value: str) -> Pipeline:
    """The deals that have a value, with it alone in their cell."""
    alone = nw.when(nw.col(name).cast(nw.String).is_in(cells)).then(nw.lit(value)).alias(name)
    fields: dict[str, Any] = {
        field: nw.from_native(frame).with_columns(alone).to_native()
        for field in ("deals", "whole")
        if (frame := getattr(pipe, field)) is not None
    }
    made = replace(pipe, **fields)
    made.found["since"] = pipe.since
    return meeting(made, {name: value})
