"""What every metric starts from: the pipeline's tables as Narwhals frames, and small tables as pandas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from typing import Annotated, Any, Literal

import narwhals as nw
import pandas as pd

from cycle_kit.arguments import Asked, checked
from cycle_kit.currencies import valued_in_groups
from cycle_kit.errors import ColumnError, StageError, code, few, keyword, listed, nearest, told
from cycle_kit.history import collected
from cycle_kit.pipeline import Pipeline, meeting
from cycle_kit.rewinding import has_past
from cycle_kit.signatures import Kind

Columns = Annotated[str | Sequence[str], Kind("a column of deals, or a list of them", '"owner"')]
By = Columns | None
OneColumn = Annotated[str, Kind("a column of deals", '"owner"')]
#: of metrics that know no groups but the pipelines
EachPipeline = Literal["pipeline"] | Sequence[Literal["pipeline"]] | None
Table = Callable[Asked, pd.DataFrame]
MOST_GROUPS = 100  # that may be as many as half of the deals


def has(*columns: str) -> Callable[[pd.DataFrame], bool]:
    """A test whether a table has these columns."""
    return lambda table: {*columns} <= {*table.columns}


def metric(function: Table[Asked]) -> Table[Asked]:
    """A public metric: asked with what its signature says, its stages an ordered category."""
    ask: Any = function

    @wraps(function)
    def asked(*given: Asked.args, **options: Asked.kwargs) -> pd.DataFrame:
        pipe, by = given[0], options.get("by")
        return ask(valued_by(pipe, by), *given[1:], **options)  # pyright: ignore[reportArgumentType]

    return checked(asked, in_stage_order)


def valued_by(pipe: Pipeline, by: By) -> Pipeline:
    """The pipeline with values where groups have one currency each, if amounts are in several.

    Not by what deals can have had another one of on a past day: groups of then had other currencies.
    """
    keys = groups(by)
    if not pipe.several_currencies or not keys or "currency" in keys:
        return pipe
    if has_past(keys, pipe.changes) or not set(keys) <= set(deals(pipe).collect_schema().names()):
        return pipe
    return replace(pipe, **valued_in_groups(pipe.deals, pipe.changes, keys))


def in_stage_order(
    found: pd.DataFrame, *, pipe: Pipeline, by: By = None, **options: Any
) -> pd.DataFrame:
    """A metric's table with its stages as an ordered category; groups by stage in that order."""
    if "stage" not in found or isinstance(found["stage"].dtype, pd.CategoricalDtype):
        return found
    others = [name for name in found["stage"].dropna().unique() if name not in pipe.names("stage")]
    kind = pd.CategoricalDtype([*pipe.names("stage"), *others], ordered=True)
    found = found.assign(stage=found["stage"].astype(kind))
    keys = groups(by)
    return found.sort_values(keys, kind="stable", ignore_index=True) if "stage" in keys else found


def everyone(pipe: Pipeline):
    """All deals as a Narwhals frame (lazy where the engine is), for lists and for what is odd about them."""
    return nw.from_native(pipe.deals)


def deals(pipe: Pipeline):
    """The deals that metrics count: all but those whose outcome nobody knows."""
    return pipe.once("counted deals", lambda: of_known_outcome(everyone(pipe)))


def of_known_outcome(frame):
    """These deals without those whose outcome nobody knows; the very frame where there are none."""
    known = nw.col("outcome").cast(nw.String) != "unknown"
    if isinstance(frame, nw.DataFrame) and bool(frame.select(known.all())["outcome"].item()):
        return frame
    return frame.filter(known)


def visits(pipe: Pipeline):
    """The visits as a Narwhals frame (lazy where the engine is)."""
    return nw.from_native(pipe.visits)


def sale(frame):
    """Visits to stages of the sale, without those after the win."""
    return frame.filter(nw.col("phase").cast(nw.String) == "sale")


def table(frame) -> pd.DataFrame:
    """A small Narwhals frame as pandas, categories as plain text and numbers as they are everywhere."""
    out = collected(frame)
    for column in out:
        if isinstance(out[column].dtype, pd.CategoricalDtype):
            out[column] = out[column].astype("str")
        elif str(out[column].dtype).startswith(("uint", "int32")):
            out[column] = out[column].astype("int64")
        elif (
            out[column].dtype == object and len(out) and pd.api.types.is_number(out[column].iloc[0])
        ):
            out[column] = pd.to_numeric(out[column])
    return out


def groups(by: By) -> list[str]:
    """`by` as a list of columns."""
    return [] if by is None else [by] if isinstance(by, str) else list(dict.fromkeys(by))


def check_by(pipe: Pipeline, by: By, outputs: Sequence[str] = ()) -> list[str]:
    """The columns of `by`, or an error for unknown ones and for names the metric gives back."""
    chosen = groups(by)
    for column in chosen:
        check_column(pipe, column, "by", "to split by")
        check_groups(pipe, column)
        if column in outputs and column == "stage":
            raise ColumnError(
                'by="stage" does not split this.',
                there="A deal stands in one stage today; the rows here are the stages it passed.",
                fix='Leave by="stage" out, or ask ck.win_rate(pipe, by="stage").',
            )
        if column in outputs:
            mine = code(f"my_{column}")
            raise ColumnError(
                f'by="{column}" would clash with the column of that name in the result.',
                there=f"Columns of the result are {listed(outputs)}.",
                fix="Copy it under another name first: pipe = dataclasses.replace(pipe, deals="
                f"pipe.deals.assign({keyword(f'my_{column}', f'pipe.deals[{code(column)}]')})), then by={mine}.",
            )
    return chosen


def check_groups(pipe: Pipeline, column: str) -> None:
    """ColumnError: a column that makes a group of every deal, or of most: moments, names, exact amounts."""
    kind = deals(pipe).collect_schema()[column]
    if column == "deal_id":
        raise ColumnError(
            'by="deal_id" makes a group of every deal.',
            there="A figure of one deal says nothing.",
            fix='Use a column that deals share, such as by="owner"; each deal is a row of pipe.deals.',
        )
    if kind.is_temporal():
        raise ColumnError(
            f'by="{column}" makes a group of every date.',
            there="It is a column of dates.",
            fix=f'Ask ck.trend(pipe, "won_deals", every="month"), or choose: '
            f"pipe.where({keyword(column, months(pipe))}).",
        )
    number, groups_ = pipe.once(f"groups of {column}", lambda: sizes_of(pipe, column))
    if groups_ > MOST_GROUPS and 2 * groups_ > number:
        raise ColumnError(
            f"by={code(column)} makes {groups_:,} groups of {number:,} deals.",
            there="A figure of a deal or two says nothing.",
            fix=bands(column)
            if kind.is_numeric()
            else 'Use a column that deals share, such as by="owner".',
        )


def months(pipe: Pipeline) -> str:
    """A span of dates as one types it, of days that the data have."""
    last = pipe.as_of
    first = last if pd.isna(pipe.since.created) else min(pipe.since.created, last)
    return f'slice("{first:%Y-%m}", "{last:%Y-%m}")'


def sizes_of(pipe: Pipeline, column: str) -> tuple[int, int]:
    """How many deals have a value in a column, and how many values there are."""
    known = deals(pipe).select(column).filter(~nw.col(column).is_null())
    found = table(known.group_by(column).agg(n=nw.len()))["n"]
    return int(found.sum()), len(found)


def bands(column: str) -> str:
    """What to type to split by bands of a number."""
    name = f"{column}_band"
    cut = f'pandas.qcut(pipe.deals[{code(column)}], 4, duplicates="drop").astype("str")'
    return (
        "Split by bands: pipe = dataclasses.replace(pipe, deals=pipe.deals.assign("
        f"{keyword(name, cut)})), then by={code(name)}."
    )


def check_column(pipe: Pipeline, column: str, argument: str, purpose: str) -> None:
    """ColumnError: the deals have no such column."""
    known = deals(pipe).collect_schema().names()
    if column not in known:
        near = nearest(column, known)
        usual = {"by": "owner", "column": "lost_reason"}.get(argument, "owner")
        raise ColumnError(
            f'There is no column "{column}" {purpose}.',
            there=f"Columns of deals are {listed(known)}.",
            fix=f"Did you mean {argument}={code(near)}?"
            if near
            else f'Use one of these, for example {argument}="{usual}".',
        )


def money(by: By) -> str:
    """The column to sum: in the base currency, or as written when split by currency."""
    return "amount" if "currency" in groups(by) else "value"


def furthest(pipe: Pipeline):
    """The deals with `step`, the furthest stage of the sale each reached, and `unknown`.

    A closed deal whose stages are unknown stands at step 1, an open one without a stage at step 0,
    which is none. A Narwhals frame, one row per deal.
    """
    reached = sale(visits(pipe)).group_by("deal_id").agg(furthest_step=nw.col("step").max())
    frame = deals(pipe).join(reached, on="deal_id", how="left")
    nowhere = nw.col("outcome").cast(nw.String) == "open"
    least = nw.when(nowhere).then(nw.lit(0)).otherwise(nw.lit(1))
    known = nw.when(nw.col("furthest_step").is_null()).then(least)
    return frame.with_columns(
        step=known.otherwise(nw.col("furthest_step")).cast(nw.Int64),
        unknown=nw.col("furthest_step").is_null(),
    ).drop("furthest_step")


def each_pipeline(metric: Table[Asked]) -> Table[Asked]:
    """For metrics of steps: one pipeline, or `by="pipeline"`, which asks each one in turn.

    Refuses where the order of the stages is not known, or where there are several pipelines
    and nobody said which.
    """

    @wraps(metric)
    def asked(*given: Asked.args, **options: Asked.kwargs) -> pd.DataFrame:
        pipe: Any = given[0]
        require_order(pipe)
        chosen = groups(options.get("by"))  # pyright: ignore[reportArgumentType]
        if "pipeline" not in chosen:
            _ = pipe.stages  # several pipelines: the error that names them
            return metric(*given, **options)
        rest = {**options, "by": [column for column in chosen if column != "pipeline"]}
        ask: Any = metric
        parts = []
        for name in pipe.pipelines:
            part = ask(meeting(pipe, {"pipeline": name}), *given[1:], **rest)
            part.insert(0, "pipeline", name)
            parts.append(part)
        return stacked(parts)

    return asked


def stacked(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """One table below the other; what is an ordered category in each is one in all."""
    for column in parts[0]:
        kinds = [part[column].dtype for part in parts]
        if all(isinstance(kind, pd.CategoricalDtype) for kind in kinds):
            names = merged([list(kind.categories) for kind in kinds])
            kind = pd.CategoricalDtype(names, ordered=True)
            parts = [part.astype({column: kind}) for part in parts]
    return pd.concat(parts, ignore_index=True)


def merged(orders: Sequence[Sequence[str]]) -> list[str]:
    """Several orders as one: each new name before the first that follows it and is there already."""
    whole: list[str] = []
    for order in orders:
        place = len(whole)
        for name in reversed(order):
            place = whole.index(name) if name in whole else place
            if name not in whole:
                whole.insert(place, name)
    return whole


def require_order(pipe: Pipeline) -> None:
    """Stage metrics need to know which stage comes first."""
    if not pipe.ordered:
        names = [stage for stages in pipe.orders.values() for stage in stages]
        if not names:
            raise StageError(
                "No stage is known: every deal in this file is closed, and nothing tells where it had been.",
                fix="Export open deals too, and the history of stages; or pass stages=[...] in order.",
            )
        raise StageError(
            "The order of the stages is not known: this file has no history and no stage numbers.",
            there=f"The stages are {told(names)}.",
            fix="Put them into their order, the first one first, and pass them to ck.load as "
            f"stages=[{', '.join(map(code, names))}] (in a notebook: STAGES)."
            if few(names)
            else "Pass those that are steps to ck.load as stages=, the first one first.",
        )
