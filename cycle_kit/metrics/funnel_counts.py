"""Who is counted where: each rule of the funnel as one function that places deals, on any engine.

A rule gives all columns of the deals and `step`: the stage's place in the order, and one past the
last stage for won deals. Only counts by group and step leave the engine.
"""

from collections.abc import Callable
from typing import Any, Literal

import narwhals as nw
import pandas as pd

from cycle_kit.metrics.counting import is_in, marked
from cycle_kit.metrics.frames import deals, furthest, money, sale, table, visits, with_facts
from cycle_kit.pipeline import Pipeline

WON = "won"
GOING_ON = ("forward", "skip", "won")
GOING_ON_OR_CLOSING = (*GOING_ON, "lost", "dropped")
STANDINGS = ("open", "lost", "dropped", "unknown", "no_stage")


def whole(value: int) -> nw.Expr:
    return nw.lit(value).cast(nw.Int64)


def reached(pipe: Pipeline):
    """One row per deal: `step`, how far it ever got; one past the last stage if it was won."""
    return pipe.once("reached", lambda: placed_at_furthest(pipe))


def placed_at_furthest(pipe: Pipeline):
    won = is_in("outcome", (WON,))
    step = nw.when(won).then(whole(len(pipe.stages) + 1)).otherwise(nw.col("step").cast(nw.Int64))
    return furthest(pipe).with_columns(step=step)


def closed(pipe: Pipeline):
    """As `reached`, closed deals only."""
    return reached(pipe).filter(~is_in("outcome", ("open",)))


def in_order(pipe: Pipeline):
    """One row per deal: `step`, up to which its visits hold all stages in order; 0 if none."""
    last = len(pipe.stages)
    rows = sale(visits(pipe)).select("deal_id", "step", "visit", found=whole(0), depth=whole(0))
    for step in range(1, last + 1):
        rows = next_found(rows, step)
    depth = rows.group_by("deal_id").agg(nw.col("depth").max())
    placed = with_facts(deals(pipe), depth)
    passed = nw.col("depth").fill_null(0).cast(nw.Int64)
    through = (passed == last) & is_in("outcome", (WON,))
    return placed.with_columns(step=nw.when(through).then(whole(last + 1)).otherwise(passed))


def next_found(rows, step: int):
    """`found`: from the visit used for the stage before to the first later visit to this stage."""
    later = (nw.col("step") == step) & (nw.col("visit") > nw.col("found"))
    rows = rows.with_columns(candidate=nw.when(later).then(nw.col("visit")))
    rows = rows.with_columns(found=nw.col("candidate").min().over("deal_id"))
    depth = nw.when(~nw.col("found").is_null()).then(whole(step)).otherwise(nw.col("depth"))
    return rows.with_columns(depth=depth)


def visited(pipe: Pipeline):
    """One row per deal and stage that it visited; won deals once more, past the last stage."""
    seen = sale(visits(pipe)).select("deal_id", nw.col("step").cast(nw.Int64)).unique()
    seen = nw.concat([seen, won_deals(pipe)])
    return with_facts(deals(pipe), seen, how="inner")


def exits(pipe: Pipeline):
    """One row per deal and stage left by going on or closing; won deals past the last stage.

    `visits`: how often it left so; `went_on`: how often of these it went on.
    """
    ended = sale(visits(pipe)).filter(is_in("exit", GOING_ON_OR_CLOSING))
    ended = ended.select(
        "deal_id",
        nw.col("step").cast(nw.Int64),
        visits=whole(1),
        went_on=marked("exit", GOING_ON),
    )
    left = ended.group_by("deal_id", "step").agg(nw.col("visits").sum(), nw.col("went_on").sum())
    left = left.with_columns(nw.col("visits", "went_on").cast(nw.Int64))
    won = won_deals(pipe).with_columns(visits=whole(0), went_on=whole(0))
    return with_facts(deals(pipe), nw.concat([left, won]), how="inner")


def won_deals(pipe: Pipeline):
    """Won deals, placed past the last stage."""
    won = deals(pipe).filter(is_in("outcome", (WON,)))
    return won.select("deal_id", step=whole(len(pipe.stages) + 1))


Rule = Literal["reached", "visited", "in_order", "closed", "exits"]
RULES: dict[Rule, Callable[[Pipeline], Any]] = {
    "reached": reached,
    "visited": visited,
    "in_order": in_order,
    "closed": closed,
    "exits": exits,
}
#: rules that place a deal once, at the last stage at which it counts
NESTED = ("reached", "in_order", "closed")


def placed_counts(pipe: Pipeline, keys: list[str], rule: Rule) -> pd.DataFrame:
    """By group and step: `deals`, their `value`, how many have one; visits under `exits`."""
    extra = ["visits", "went_on"] if rule == "exits" else []
    placed = RULES[rule](pipe).select(*keys, "step", *extra, value=nw.col(money(keys)))
    sums = [nw.col(name).sum() for name in extra]
    known = nw.col("value").count().alias("valued")
    counts = placed.group_by(*keys, "step").agg(
        nw.len().alias("deals"), nw.col("value").sum(), known, *sums
    )
    return table(counts)


def standing_counts(pipe: Pipeline, keys: list[str], rule: Rule) -> pd.DataFrame:
    """By group and furthest step: how the deals stand that got no further, and `everyone`.

    A won deal has been everywhere, wherever it stands. Those in no stage are counted at the first.
    """
    placed = closed(pipe) if rule == "closed" else reached(pipe)
    marks = {name: marked("outcome", (name,)) for name in ("open", "lost", "dropped")}
    unknown = nw.col("unknown") & is_in("outcome", ("lost", "dropped"))
    nowhere = nw.col("step") == 0
    marks["open"] = (is_in("outcome", ("open",)) & ~nowhere).cast(nw.Int64)
    marks |= {"unknown": unknown.cast(nw.Int64), "no_stage": nowhere.cast(nw.Int64)}
    first = nw.when(nowhere).then(whole(1)).otherwise(nw.col("step"))
    placed = placed.select(*keys, step=first, **marks)
    sums = [nw.col(name).sum() for name in STANDINGS]
    return table(placed.group_by(*keys, "step").agg(nw.len().alias("everyone"), *sums))
