"""What every metric starts from: the pipeline's tables as Narwhals frames, and small tables as pandas."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from itertools import chain
from typing import Annotated, Any, Literal

import narwhals as nw
import pandas as pd

from cycle_kit.arguments import Asked, checked
from cycle_kit.currencies import valued_in_groups, without_unnamed
from cycle_kit.errors import (
    CycleKitError,
    StageError,
    code,
    few,
    told,
)
from cycle_kit.history import collected
from cycle_kit.metrics.bands import Bands, banded, in_order
from cycle_kit.metrics.credit_told import with_shares_told
from cycle_kit.metrics.lists import with_lists
from cycle_kit.metrics.named_steps import in_own_words
from cycle_kit.metrics.own_columns import marked, unmarked, unmarked_error
from cycle_kit.obvious import period_meant, split_by_period
from cycle_kit.pipeline import Pipeline, meeting
from cycle_kit.rewinding import has_past
from cycle_kit.signatures import Kind

Columns = Annotated[
    str | Sequence[str] | Bands,
    Kind("a column of deals, a list of them, or bands of a number", '"owner"'),
]
By = Columns | None
OneColumn = Annotated[str, Kind("a column of deals", '"owner"')]
#: what it is split by is one column, or one in bands
OneGroup = Annotated[str | Bands, Kind("a column of deals, or bands of a number", '"owner"')]
#: of metrics that know no groups but the pipelines
EachPipeline = Literal["pipeline"] | Sequence[Literal["pipeline"]] | None
Table = Callable[Asked, pd.DataFrame]
KEPT = "answers of metrics"


def has(*columns: str) -> Callable[[pd.DataFrame], bool]:
    """A test whether a table has these columns."""
    return lambda table: {*columns} <= {*table.columns}


def metric(function: Table[Asked]) -> Table[Asked]:
    """A public metric: asked with what its signature says, its stages an ordered category."""
    ask: Any = function
    named = tuple(inspect.signature(function).parameters)[1:]

    def answered(*given: Asked.args, **options: Asked.kwargs) -> pd.DataFrame:
        whole: Any = given[0]
        placed = in_own_words(whole, dict(zip(named, given[1:], strict=False)))
        given = (whole, *placed.values())  # pyright: ignore[reportAssignmentType]
        check_no_period(function, whole, {**placed, **options})
        cut = banded(whole, in_own_words(whole, options))
        pipe, inside, names = marked(cut.pipe, cut.options)
        names = {**names, **cut.names}
        try:
            found = ask(valued_by(pipe, inside.get("by")), *given[1:], **inside)
        except CycleKitError as error:
            if not names:
                raise
            raise unmarked_error(error, names) from None
        found = unmarked(whole, found, names) if names else found
        found = with_shares_told(function, whole, options, found)
        return in_order(found, groups(options.get("by")), cut.labels) if cut.labels else found  # pyright: ignore[reportArgumentType]

    @wraps(function)
    def asked(*given: Asked.args, **options: Asked.kwargs) -> pd.DataFrame:
        kept: Any = given[0].found.get(KEPT)  # pyright: ignore[reportAttributeAccessIssue]
        said = [*given[1:], *options.values()]
        if kept is None or any(isinstance(each, (pd.DataFrame, Pipeline)) for each in said):
            return answered(*given, **options)  # tables are not told apart by what is shown of them
        question = function, repr((given[1:], sorted(options.items())))
        if question not in kept:
            kept[question] = answered(*given, **options)
        return kept[question].copy(deep=False)

    return checked(with_lists(asked, stacked), in_stage_order)


def keeping_answers(pipe: Pipeline) -> Pipeline:
    """The same pipeline, of which every metric is counted once however often it is asked the same: for a report,
    which asks it for its sentences, its pictures and its cards. Nothing in it may be changed."""
    made = replace(pipe)
    made.found.update(pipe.found)
    made.found[KEPT] = {}
    return made


def check_no_period(
    function: Callable[..., Any], pipe: Pipeline, arguments: Mapping[str, Any]
) -> None:
    """QuestionError: asked to be split by "quarter", where deals have no column of that name."""
    chosen = [word for word in groups(arguments.get("by")) if period_meant(word)]
    if chosen and not set(chosen) <= set(deals(pipe).collect_schema().names()):
        raise split_by_period(function, arguments, chosen[0])


def valued_by(pipe: Pipeline, by: By) -> Pipeline:
    """The pipeline with values where groups have one currency each, if amounts are in several.

    Not by what deals can have had another one of on a past day: groups of then had other currencies. By currency
    amounts stand as they are written, without those of which nobody knows the currency.
    """
    keys = groups(by)
    if not pipe.several_currencies or not keys:
        return pipe
    if "currency" in keys:
        return replace(pipe, **without_unnamed(pipe.deals, pipe.changes))
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
    return pipe.once("all deals", lambda: with_plain_marks(nw.from_native(pipe.deals)))


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
    return pipe.once("all visits", lambda: with_plain_marks(nw.from_native(pipe.visits)))


def with_plain_marks(frame):
    """A pandas frame whose marks of our own are plain text, made once.

    Categories are turned into text at each comparison and each join, half the time of most metrics.
    """
    if not frame.implementation.is_pandas():
        return frame
    native = frame.to_native()
    marks = [
        name
        for name in ("outcome", "exit", "phase", "evidence")
        if name in native and isinstance(native[name].dtype, pd.CategoricalDtype)
    ]
    return nw.from_native(native.assign(**{name: as_text(native[name]) for name in marks}))


def as_text(categories: pd.Series) -> pd.Series:
    """What `astype("str")` gives, without a look at each cell."""
    names = categories.cat.categories.astype("str").array
    cells = names.take(categories.cat.codes.to_numpy(), allow_fill=True)
    return pd.Series(cells, index=categories.index)


def with_facts(frame, facts, *, how: str = "left"):
    """Deals with the columns of another table of them, in place of own ones of the same names."""
    there = facts.collect_schema().names()
    own = [name for name in frame.collect_schema().names() if name in there and name != "deal_id"]
    return frame.drop(*own).join(facts, on="deal_id", how=how)


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


def money(by: By) -> str:
    """The column to sum: in the base currency, or as written when split by currency."""
    return "amount" if "currency" in groups(by) else "value"


def furthest(pipe: Pipeline):
    """The deals with `step`, the furthest stage of the sale each reached, and `unknown`.

    A closed deal whose stages are unknown stands at step 1, an open one without a stage at step 0,
    which is none. A Narwhals frame, one row per deal.
    """
    reached = sale(visits(pipe)).group_by("deal_id").agg(furthest_step=nw.col("step").max())
    frame = with_facts(deals(pipe), reached)
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
            check_one(pipe)
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


def check_one(pipe: Pipeline) -> None:
    """StageError: there are several pipelines, which can also be asked each in turn."""
    try:
        _ = pipe.stages
    except StageError as error:
        fix = f'{error.fix.removesuffix(".")}, or by="pipeline".'
        raise StageError(error.wrong, there=error.there, fix=fix) from None


def stacked(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """One table below the other; what is an ordered category in each is one in all."""
    for column in parts[0]:
        kinds = [
            part[column].dtype for part in parts if column in part
        ]  # a note is not in every one
        if len(kinds) == len(parts) and all(
            isinstance(kind, pd.CategoricalDtype) for kind in kinds
        ):
            names = merged([list(kind.categories) for kind in kinds])
            kind = pd.CategoricalDtype(names, ordered=True)
            parts = [part.astype({column: kind}) for part in parts]
    whole = pd.concat(parts, ignore_index=True)
    return whole.assign(note=whole["note"].fillna("")) if "note" in whole else whole


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


def typed(orders: Mapping[str, Sequence[str]]) -> str:
    """The stages as they are typed: a list, or one for each of several pipelines."""
    lists = {name: f"[{', '.join(map(code, stages))}]" for name, stages in orders.items()}
    if len(lists) == 1:
        return next(iter(lists.values()))
    return f"{{{', '.join(f'{code(name)}: {stages}' for name, stages in lists.items())}}}"


def require_order(pipe: Pipeline) -> None:
    """Stage metrics need to know which stage comes first."""
    if not pipe.ordered:
        names = list(dict.fromkeys(chain.from_iterable(pipe.orders.values())))
        if not names and len(collected(deals(pipe).filter(nw.col("outcome") == "open"))):
            raise StageError(
                "No stage is known: nothing in this file tells in which stage its open deals are.",
                fix="Export the stage of each deal, and the history of stages.",
            )
        if not names:
            raise StageError(
                "No stage is known: every deal in this file is closed, and nothing tells where it had been.",
                fix="Export open deals too, and the history of stages; or pass stages=[...] in order.",
            )
        raise StageError(
            "The order of the stages is not known: the history in this file does not tell it for all of them."
            if pipe.recorded
            else "The order of the stages is not known: this file has no history and no stage numbers.",
            there=f"The stages are {told(names)}.",
            fix="Put them into their order, the first one first, and pass them to ck.load as "
            f"stages={typed(pipe.orders)} (in a notebook: STAGES)."
            if few(names)
            else "Pass those that are steps to ck.load as stages=, the first one first.",
        )
