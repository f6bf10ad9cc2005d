"""The shape of a table of `trend`: every period, by its first day and its name, in order."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cycle_kit.days import INSTANT, end_of_day
from cycle_kit.pipeline import Pipeline

OUTPUTS = ("period", "age", "value", "n", "low", "high", "unfinished", "label", "entered")
#: of the triangle of ages only
TRIANGLE = ("age", "entered")


def seen_to(pipe: Pipeline) -> pd.Timestamp:
    """The end of the last day in the data."""
    return end_of_day(pipe.as_of.normalize()) + INSTANT


def is_past(pipe: Pipeline, number: int, every: str, days: float = 0.0) -> bool:
    """Whether so many days after the period's end have been seen."""
    end = pipe.periods.start(number + 1, every)
    return not pd.isna(days) and end + pd.Timedelta(days=days) <= seen_to(pipe)


def runs(pipe: Pipeline, numbers: pd.Series, every: str) -> list[bool]:
    """Whether each period is not over."""
    return [not is_past(pipe, number, every) for number in numbers]


def filled(pipe: Pipeline, counts: pd.DataFrame, keys: list[str], every: str) -> pd.DataFrame:
    """Every period from the first to the last one seen, for every group, with 0 where nothing was."""
    last = max(int(counts["period"].max()), pipe.periods.number(pipe.as_of, every))
    span = pd.DataFrame({"period": range(int(counts["period"].min()), last + 1)})
    if keys:
        span = counts[keys].drop_duplicates().merge(span, how="cross")
    whole = span.merge(counts, on=[*keys, "period"], how="left")
    numbers = [name for name in counts if name not in [*keys, "period"]]
    whole[numbers] = whole[numbers].fillna(0)
    return whole.sort_values([*keys, "period"], ignore_index=True)


def named(pipe: Pipeline, rows: pd.DataFrame, keys: list[str], every: str) -> pd.DataFrame:
    """The periods by their first day and their name, and the columns in their order."""
    starts = [pipe.periods.start(number, every) for number in rows["period"]]
    rows = rows.assign(
        period=pd.Series(starts, index=rows.index, dtype="datetime64[us]"),
        label=pd.Series([pipe.periods.label(s, every) for s in starts], rows.index, dtype="str"),
    )
    columns = [name for name in OUTPUTS if name in rows]
    order = [*keys, "period", *(["age"] if "age" in rows else [])]
    return rows.sort_values(order, ignore_index=True)[[*keys, *columns]].astype(
        {name: "int64" for name in ("n", "entered") if name in rows and not has_parts(rows[name])}
    )


def has_parts(counts: pd.Series) -> bool:
    """Whether some are no whole numbers, as of shared deals."""
    return bool((counts.astype(float) % 1).gt(0).any())


def every_period(pipe: Pipeline, every: str) -> pd.DataFrame:
    """All periods of the data without a value, of a measure that nothing is dated for."""
    begun = pipe.as_of if pd.isna(pipe.since.created) else pipe.since.created
    first, last = (pipe.periods.number(at, every) for at in (begun, pipe.as_of))
    rows = pd.DataFrame({"period": range(first, last + 1)})
    running = runs(pipe, rows["period"], every)
    rows = rows.assign(value=np.nan, n=0, low=np.nan, high=np.nan, unfinished=running)
    return named(pipe, rows, [], every)


def nothing(keys: list[str], *, age: bool = False) -> pd.DataFrame:
    columns = [*keys, *(name for name in OUTPUTS if age or name not in TRIANGLE)]
    return pd.DataFrame({name: pd.Series(dtype="float64") for name in columns})
