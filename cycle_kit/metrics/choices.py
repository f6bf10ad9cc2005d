"""What a page lets its reader choose: columns to filter by, their values, and spans of time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.arguments import checked
from cycle_kit.metrics.bands import numbers, round_edges
from cycle_kit.metrics.frames import deals, table
from cycle_kit.pipeline import Pipeline
from cycle_kit.tables import DEALS

MOST = 50  # values; a longer list is no filter
#: never a filter: each deal has its own, or the charts themselves are split by it
NO_FILTER = ("deal_id", "name", "account", "stage", "outcome")
KINDS = (nw.String, nw.Categorical, nw.Enum, nw.Boolean)
#: the export's own words for outcomes are at most so many, and only so many deals show that they are
WORDS, ENOUGH = 8, 20
BANDS = 4  # of amounts, about as many deals in each


@dataclass(frozen=True)
class Band:
    """Numbers from `low` on and under `high`; an infinite end is an open one."""

    low: float = -np.inf
    high: float = np.inf

    @property
    def span(self) -> slice:
        """The same for `where`, which takes in both ends."""
        under = float(np.nextafter(self.high, -np.inf)) if np.isfinite(self.high) else None
        return slice(self.low if np.isfinite(self.low) else None, under)


def choices(pipe: Pipeline, *, most: int = MOST) -> pd.DataFrame:
    """Columns of text with 2 to `most` different values, and these: what one can filter by.

    Columns of the export's own that only say how a deal ended are none. One row per column and
    value, in the order of the columns, values sorted: `column, value, deals`. Empty cells are a
    value too, which is then empty.
    """
    frame = deals(pipe)
    names = [
        name
        for name, kind in frame.collect_schema().items()
        if name not in NO_FILTER and isinstance(kind, KINDS)
    ]
    counts = table(frame.select(nw.col(name).n_unique() for name in names)).iloc[0] if names else {}
    names = [name for name in names if 2 <= counts[name] <= most]
    names = [name for name in names if name in DEALS or not only_says_the_end(frame, name)]
    parts = [values_of(frame, name) for name in names]
    blank = pd.DataFrame({"column": [], "value": [], "deals": []})
    return pd.concat(parts, ignore_index=True) if parts else blank


def only_says_the_end(frame, name: str) -> bool:
    """Whether a column has one value for each outcome, as "Is closed" has, or is a list of words for outcomes."""
    pairs = frame.select(
        value=nw.col(name).cast(nw.String), outcome=nw.col("outcome").cast(nw.String)
    )
    counts = table(pairs.group_by("value", "outcome").agg(deals=nw.len()))
    if counts["deals"].sum() < ENOUGH or counts["outcome"].nunique() < 2:
        return False
    by_outcome = counts.groupby("outcome")["value"].nunique(dropna=False).max()
    by_value = counts.groupby("value", dropna=False)["outcome"].nunique()
    return bool(by_outcome == 1 or (by_value.max() == 1 and len(by_value) <= WORDS))


def amount_bands(pipe: Pipeline, pipeline: str | None = None) -> pd.DataFrame:
    """Bands of the amounts that can be laid beside each other, at round edges: one row per band, as in `choices`.

    Of one pipeline, where amounts may be of another size, or of all. Nothing where all amounts are one, or none can
    be compared.
    """
    if pipeline is not None:
        frame = nw.from_native(pipe.deals)
        pipe = replace(pipe, deals=frame.filter(nw.col("pipeline") == pipeline).to_native())
    edges = round_edges(numbers(pipe, "value"), BANDS)
    values: list = [Band(*ends) for ends in pairwise([-np.inf, *edges, np.inf])] if edges else []
    unknown = table(deals(pipe).select(nw.col("value").is_null().any())).iloc[0, 0]
    if values and unknown:
        values.append(np.nan)
    return pd.DataFrame({"column": "value", "value": pd.Series(values, dtype="object")})


def values_of(frame, name: str) -> pd.DataFrame:
    """The values of one column with their deals, sorted, empty ones last."""
    counts = table(frame.group_by(name).agg(deals=nw.len())).rename(columns={name: "value"})
    counts.insert(0, "column", name)
    return counts.sort_values("value", na_position="last").astype({"deals": "int64"})


@checked
def one_pipeline(pipe: Pipeline, name: str | None = None) -> Pipeline:
    """The deals of one pipeline, whose stages can then be asked for.

    The one of this name, or without a name the one whose deals are worth most, where no amounts
    are known the one with most deals. Where there is only one it is taken whatever `name` says.
    Raises StageError where there are several and none is called so.
    """
    if len(pipe.pipelines) < 2:
        return pipe
    sums = deals(pipe).group_by("pipeline").agg(value=nw.col("value").sum(), deals=nw.len())
    by_name = table(sums).set_index("pipeline").reindex(list(pipe.pipelines)).fillna(0)
    return pipe.where(
        pipeline=name or max(by_name.index, key=lambda each: tuple(by_name.loc[each]))
    )


def foremost(pipe: Pipeline) -> str | None:
    """The pipeline whose open deals are worth most; where that is equal, as without amounts, the one with most open
    deals, then with most deals. None where no deal is in a pipeline."""
    named = deals(pipe).filter(~nw.col("pipeline").is_null())
    still = nw.col("outcome").cast(nw.String) == "open"
    sums = table(
        named.with_columns(still=still.cast(nw.Int64), kept=nw.when(still).then(nw.col("value")))
        .group_by("pipeline")
        .agg(value=nw.col("kept").sum(), open=nw.col("still").sum(), deals=nw.len())
    )
    if not len(sums):
        return None
    first = sums.fillna({"value": 0}).sort_values(
        ["value", "open", "deals"], ascending=False, kind="stable"
    )
    return str(first["pipeline"].iloc[0])


def time_spans(as_of: pd.Timestamp) -> dict[str, slice]:
    """Spans of whole days about the day of the data, for `where(created_at=...)`.

    Keys "this month", "last month", "this quarter" and "last quarter" of the calendar, "3 months", "6 months",
    "12 months" (up to and with the day of `as_of`), "this year" and "last year".
    """
    last = as_of.normalize()
    spans = {
        f"{months} months": slice(last - pd.DateOffset(months=months) + pd.Timedelta(days=1), last)
        for months in (3, 6, 12)
    }
    parts = {"month": "M", "quarter": "Q"}
    return {
        **{
            f"{which} {part}": whole(last.to_period(unit) - back)
            for part, unit in parts.items()
            for which, back in TURNS.items()
        },
        **spans,
        **{f"{which} year": whole(last.to_period("Y") - back) for which, back in TURNS.items()},
    }


TURNS = {"this": 0, "last": 1}  # how many periods back


def whole(period: pd.Period) -> slice:
    """A period from its first day to its last."""
    return slice(period.start_time, period.end_time.normalize())


def age_days(as_of: pd.Timestamp, today: pd.Timestamp) -> int:
    """Whole days from the data's last day to `today`, never negative."""
    return max(0, (today.normalize() - as_of.normalize()).days)
