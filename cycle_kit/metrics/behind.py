"""The deals behind a mark of a chart or a card: one number, one list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import narwhals as nw
import pandas as pd

from cycle_kit.arguments import checked
from cycle_kit.days import end_of_day, moment
from cycle_kit.engines import instant
from cycle_kit.errors import QuestionError, code, listed
from cycle_kit.history import span_days
from cycle_kit.metrics.counting import is_in
from cycle_kit.metrics.frames import (
    deals,
    everyone,
    furthest,
    require_order,
    sale,
    table,
    visits,
    with_facts,
)
from cycle_kit.metrics.funnel_counts import WON, reached
from cycle_kit.metrics.spans import renamed, require_history
from cycle_kit.naming import unknown_name
from cycle_kit.pipeline import Pipeline

#: what is shown of a deal, most valuable first
SHOWN = (
    "deal_id", "name", "account", "owner", "stage", "outcome", "value", "created_at", "closed_at",
)  # fmt: skip
DATETIME = nw.Datetime("us")


@checked
def deals_behind(
    pipe: Pipeline,
    *,
    part: str | None = None,
    stage: str | None = None,
    days: float | None = None,
    reason: str | None = None,
    outcome: str | None = None,
    start: Any = None,
    end: Any = None,
) -> pd.DataFrame:
    """The deals that one number of a chart or card counts.

    One row per deal, the most valuable first: `deal_id, name, account, owner, stage, outcome,
    value, created_at, closed_at, days`. `days` is the running stay in the stage for `long`, else
    the time from creation to closing, or to `pipe.until` while open.

    | `part` | deals | needs |
    |---|---|---|
    | `all` | every one | |
    | `reached` | got to the stage or further (rule `reached` of `funnel`); won ones for `"won"` | `stage` |
    | `waiting` | still open, this stage being the furthest they got to | `stage` |
    | `stopped` | got to the stage and no further, open or closed | `stage` |
    | `unknown` | lost or dropped, in which stage nobody knows | |
    | `long` | open and in the stage for more than so many days now | `stage`, `days` |
    | `old` | open for more than so many days since creation | `days` |
    | `slow` | won after more than so many days since creation | `days` |
    | `reason` | lost or dropped for this reason, in this stage (None: not given) | `reason, outcome, stage` |
    | `new` | created from `start` to `end` | `start`, `end` |
    | `open` | open now, or at the end of `end` as they stood then; of a `stage`, those in it | |
    | `won`, `decided` | won, or won and lost, from `start` to `end` | `start`, `end` |

    Without a `part` it is `reached` where a stage is named, else `all`. `start` and `end` may be
    left out; a day means the whole day. Losses for a reason are those from `start` to `end`, too.
    Raises QuestionError for an unknown `part`, StageError for an unknown stage or an unknown
    order of the stages.
    """
    part = part or ("reached" if stage else "all")
    if part not in PARTS:
        raise QuestionError(
            f'There is no part "{part}".',
            there=f"The parts are {listed(PARTS)}.",
            fix='Choose one of them, for example ck.deals_behind(pipe, part="open").',
        )
    if part == "open" and end is not None and moment(end, "end") < pipe.as_of.normalize():
        pipe = pipe.rewind(end)
    frame = with_age(pipe, everyone(pipe) if part == "all" else deals(pipe))
    given = {
        "stage": stage, "days": days, "reason": reason, "outcome": outcome,
        "start": start, "end": end,
    }  # fmt: skip
    found = table(PARTS[part](pipe, frame, given).select(*SHOWN, "days"))
    return found.sort_values(
        ["value", "deal_id"], ascending=[False, True], na_position="last", ignore_index=True
    )


def with_age(pipe: Pipeline, frame):
    """The deals with `days`: from creation to closing, or to `pipe.until` while open."""
    frame = frame.with_columns(
        until_=instant(pipe.until),
        begun_=nw.col("created_at").cast(DATETIME),
        closed_=nw.col("closed_at").cast(DATETIME),
        open_=is_in("outcome", ("open",)),
    )
    frame = frame.with_columns(
        end_=nw.when(nw.col("open_")).then(nw.col("until_")).otherwise(nw.col("closed_"))
    )
    with_time = renamed(pipe, begun_="created_at", end_="closed_at")
    return frame.with_columns(days=span_days("begun_", "end_", frame=frame, clocked=with_time))


def every(pipe: Pipeline, frame, given: dict):
    return frame


def got_to(pipe: Pipeline, frame, given: dict):
    if given["stage"] == WON:
        return frame.filter(is_in("outcome", (WON,)))
    return placed(pipe, frame).filter(nw.col("step_") >= step_of(pipe, given["stage"]))


def waiting(pipe: Pipeline, frame, given: dict):
    return stopped(pipe, frame, given).filter(nw.col("open_"))


def stopped(pipe: Pipeline, frame, given: dict):
    return placed(pipe, frame).filter(nw.col("step_") == step_of(pipe, given["stage"]))


def of_unknown_stage(pipe: Pipeline, frame, given: dict):
    nowhere = furthest(pipe).filter(nw.col("unknown") & is_in("outcome", ("lost", "dropped")))
    return frame.join(nowhere.select("deal_id"), on="deal_id", how="semi")


def staying_long(pipe: Pipeline, frame, given: dict):
    require_history(pipe, "How long deals have been in a stage")
    step_of(pipe, given["stage"])
    running = sale(visits(pipe)).filter(
        (nw.col("stage").cast(nw.String) == given["stage"])
        & is_in("exit", ("open",))
        & (nw.col("days") > given["days"])
    )
    running = running.select("deal_id", stay_days=nw.col("days"))
    return with_facts(frame, running, how="inner").with_columns(days=nw.col("stay_days"))


def old(pipe: Pipeline, frame, given: dict):
    return frame.filter(nw.col("open_") & (nw.col("days") > given["days"]))


def slow(pipe: Pipeline, frame, given: dict):
    return frame.filter(is_in("outcome", (WON,)) & (nw.col("days") > given["days"]))


def of_reason(pipe: Pipeline, frame, given: dict):
    ended = frame.filter(is_in("outcome", (given["outcome"],)))
    found = ended.filter(is_or_empty("lost_reason", given["reason"])).filter(
        is_or_empty("stage", given["stage"])
    )
    return between(found, "closed_at", given)


def is_or_empty(column: str, wanted: str | None) -> nw.Expr:
    if wanted is None:
        return nw.col(column).is_null()
    return nw.col(column).cast(nw.String) == wanted


def new(pipe: Pipeline, frame, given: dict):
    return between(frame, "created_at", given)


def still_open(pipe: Pipeline, frame, given: dict):
    if given["stage"] is not None:
        check_stage(given["stage"], pipe.names("stage"))
        frame = frame.filter(nw.col("stage").cast(nw.String) == given["stage"])
    return frame.filter(nw.col("open_"))


def won(pipe: Pipeline, frame, given: dict):
    return between(frame.filter(is_in("outcome", (WON,))), "closed_at", given)


def decided(pipe: Pipeline, frame, given: dict):
    return between(frame.filter(is_in("outcome", (WON, "lost"))), "closed_at", given)


def between(frame, column: str, given: dict):
    for name, last in (("start", False), ("end", True)):
        if given[name] is not None:
            when = moment(given[name], name)
            when = end_of_day(when) if last else when
            limit = nw.lit(when.to_pydatetime()).cast(DATETIME)
            dates = nw.col(column).cast(DATETIME)
            frame = frame.filter((dates <= limit) if last else (dates >= limit))
    return frame


def placed(pipe: Pipeline, frame):
    """With `step_`: how far each deal ever got, one past the last stage if it was won."""
    require_order(pipe)
    steps = reached(pipe).select("deal_id", step_=nw.col("step"))
    return with_facts(frame, steps, how="inner")


def step_of(pipe: Pipeline, stage: str | None) -> int:
    """The stage's place in the order, from 1."""
    check_stage(stage, pipe.stages)
    return pipe.stages.index(str(stage)) + 1


def check_stage(stage: str | None, stages: Sequence[str]) -> None:
    if stage not in stages:
        line = "ck.deals_behind(pipe, stage={})".format
        raise unknown_name("stage", [str(stage)], stages, lambda name: line(code(name)))


PARTS: dict[str, Callable[..., Any]] = {
    "all": every,
    "reached": got_to,
    "waiting": waiting,
    "stopped": stopped,
    "unknown": of_unknown_stage,
    "long": staying_long,
    "old": old,
    "slow": slow,
    "reason": of_reason,
    "new": new,
    "open": still_open,
    "won": won,
    "decided": decided,
}
