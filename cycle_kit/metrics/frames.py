"""What every metric starts from: the pipeline's tables as Narwhals frames, and small tables as pandas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import narwhals as nw
import pandas as pd

from cycle_kit.errors import ColumnError, StageError, listed
from cycle_kit.history import collected
from cycle_kit.pipeline import Pipeline

By = str | Sequence[str] | None


def deals(pipe: Pipeline):
    """The deals as a Narwhals frame (lazy where the engine is)."""
    return nw.from_native(pipe.deals)


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
    return [] if by is None else [by] if isinstance(by, str) else list(by)


def check_by(pipe: Pipeline, by: By, outputs: Sequence[str] = ()) -> list[str]:
    """The columns of `by`, or an error for unknown ones and for names the metric gives back."""
    known = deals(pipe).collect_schema().names()
    chosen = groups(by)
    for column in chosen:
        if column not in known:
            raise ColumnError(
                f'There is no column "{column}" to split by.',
                there=f"Columns of deals are {listed(known)}.",
                fix='Use one of these, for example by="owner".',
            )
        if column in outputs:
            raise ColumnError(
                f'by="{column}" would clash with the column of that name in the result.',
                there=f"Columns of the result are {listed(outputs)}.",
                fix=f'Copy it under another name first: deals.assign(my_{column}=deals["{column}"]).',
            )
    return chosen


def money(by: By) -> str:
    """The column to sum: in the base currency, or as written when split by currency."""
    return "amount" if "currency" in groups(by) else "value"


def furthest(pipe: Pipeline):
    """The deals with `step`, the furthest stage of the sale each reached, and `unknown`.

    A closed deal whose stages are unknown stands at step 1. A Narwhals frame, one row per deal.
    """
    reached = sale(visits(pipe)).group_by("deal_id").agg(furthest_step=nw.col("step").max())
    frame = deals(pipe).join(reached, on="deal_id", how="left")
    return frame.with_columns(
        step=nw.col("furthest_step").fill_null(1).cast(nw.Int64),
        unknown=nw.col("furthest_step").is_null(),
    ).drop("furthest_step")


def each_pipeline(metric: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    """For metrics of steps: one pipeline, or `by="pipeline"`, which asks each one in turn.

    Refuses where the order of the stages is not known, or where there are several pipelines
    and nobody said which.
    """

    @wraps(metric)
    def asked(pipe: Pipeline, *args: Any, by: By = None, **options: Any) -> pd.DataFrame:
        require_order(pipe)
        chosen = groups(by)
        if "pipeline" not in chosen:
            _ = pipe.stages  # several pipelines: the error that names them
            return (
                metric(pipe, *args, by=by, **options)
                if by is not None
                else metric(pipe, *args, **options)
            )
        rest = [column for column in chosen if column != "pipeline"]
        parts = []
        for name in pipe.pipelines:
            one = pipe.where(pipeline=name)
            part = metric(one, *args, **({"by": rest} if rest else {}), **options)
            part.insert(0, "pipeline", name)
            parts.append(part)
        return stacked(parts)

    return asked


def stacked(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """One table below the other; stages stay in order where all have the same, else they are text."""
    kinds = {part["stage"].dtype for part in parts if "stage" in part}
    if len(kinds) > 1:
        parts = [part.assign(stage=part["stage"].astype("str")) for part in parts]
    return pd.concat(parts, ignore_index=True)


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
            there=f"The stages are {listed(names)}.",
            fix="Pass them in order: ck.load(..., stages=[...]).",
        )
