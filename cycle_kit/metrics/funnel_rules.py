"""The five rules of the funnel side by side, and the deals on which they disagree."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from cycle_kit.errors import code
from cycle_kit.metrics.counting import every_step, is_in
from cycle_kit.metrics.frames import (
    By,
    each_pipeline,
    groups,
    metric,
    require_order,
    table,
    with_facts,
)
from cycle_kit.metrics.funnel import NEED_HISTORY, from_here_on, funnel
from cycle_kit.metrics.funnel_counts import RULES, Rule, exits, in_order, reached, visited
from cycle_kit.metrics.spans import require_history
from cycle_kit.metrics.splits import check_by
from cycle_kit.naming import unknown_name
from cycle_kit.pipeline import Pipeline

COLUMNS = ("stage", "rule", "deals", "conversion", "gap", "skips")
#: what is shown of a deal beside how each rule counts it
SHOWN = (
    "deal_id", "name", "account", "owner", "stage", "outcome", "value", "created_at", "closed_at",
)  # fmt: skip
#: how a rule counts one deal at one stage; a deal can visit a stage twice and go on once
COUNTED = ("not counted", "stayed", "went on", "went on in part", "next stage only")
NOT_COUNTED, STAYED, WENT_ON, IN_PART, NEXT_ONLY = range(len(COUNTED))


@metric
@each_pipeline
def funnel_rules(pipe: Pipeline, *, by: By = None) -> pd.DataFrame:
    """The funnel under all its rules: one step, several honest percentages.

    One row per stage and rule, stages in order, then those of `stage == "won"`. `deals` and
    `conversion` as in `funnel`. `gap`: largest minus smallest conversion of the stage, 0-1.
    `skips`: deals that got past the stage, or ended beyond it, without ever visiting it.
    Without stage history nobody knows which stages a deal visited: the rules are then `reached` and
    `closed`, and `skips` is empty. Raises StageError where several pipelines are asked at once.
    """
    check_by(pipe, by, COLUMNS)
    keys = groups(by)
    rules: list[Rule] = [rule for rule in RULES if pipe.recorded or rule not in NEED_HISTORY]
    parts = [funnel(pipe, rule=rule, by=keys).assign(rule=rule) for rule in rules]
    skipped = skips(pipe, keys, parts[1]) if pipe.recorded else float("nan")
    whole = pd.concat([part.assign(skips=skipped) for part in parts])
    whole = whole.sort_index(kind="stable").reset_index(drop=True)
    stage = whole.groupby([*keys, "stage"], dropna=False, observed=True)["conversion"]
    whole["gap"] = stage.transform("max") - stage.transform("min")
    return whole.astype({"rule": pd.CategoricalDtype(list(RULES), ordered=True)})[[*keys, *COLUMNS]]


def skips(pipe: Pipeline, keys: list[str], seen: pd.DataFrame) -> pd.Series:
    """Deals that reached each stage less those seen there; deals without any visit left out."""
    rows = len(pipe.stages) + 1
    known = reached(pipe).filter(~nw.col("unknown")).select(*keys, "step")
    counts = table(known.group_by(*keys, "step").agg(nw.len().alias("deals")))
    everybody = seen[keys].drop_duplicates().assign(step=1, deals=0)
    counts = every_step([counts, everybody], keys, rows)
    passed = from_here_on(counts["deals"].to_numpy(dtype=float).reshape(-1, rows))
    missed = passed.ravel() - seen["deals"].to_numpy()
    return pd.Series(missed, index=seen.index).where(seen["stage"] != "won", 0).astype("int64")


@metric
def funnel_rule_deals(pipe: Pipeline, stage: str) -> pd.DataFrame:
    """The deals behind the gap: those that two rules count differently at one stage.

    One row per deal, by deal_id: what identifies it, then one column per rule that says how it
    counts the deal there: "not counted", "stayed", "went on", "went on in part" (rule `exits`: some
    of its visits did), "next stage only" (rule `visited`: seen at the next stage, never here).
    Raises StageError for an unknown stage or several pipelines, QuestionError where there is no
    stage history.
    """
    require_order(pipe)
    step = step_of(pipe, stage)
    require_history(pipe, "On which deals the rules disagree")
    counted = counted_at(pipe, step)
    rules = [nw.col(rule) for rule in RULES]
    differ = nw.max_horizontal(*rules) != nw.min_horizontal(*rules)
    found = table(counted.filter(differ).select(*SHOWN, *rules))
    words = {rule: found[rule].astype(int).map(dict(enumerate(COUNTED))) for rule in RULES}
    return found.assign(**words).sort_values("deal_id", ignore_index=True)


def step_of(pipe: Pipeline, stage: str) -> int:
    """The stage's place in the order, from 1."""
    if stage not in pipe.stages:
        line = "ck.funnel_rule_deals(pipe, {})".format
        raise unknown_name("stage", [stage], pipe.stages, lambda name: line(code(name)))
    return pipe.stages.index(stage) + 1


def counted_at(pipe: Pipeline, step: int):
    """The deals, and per rule the place in `COUNTED` that says how it counts them at this step."""
    seen = visited(pipe).filter(nw.col("step").is_in([step, step + 1]))
    seen = seen.select("deal_id", here=at(step), onward=at(step + 1)).group_by("deal_id")
    left = exits(pipe).filter(nw.col("step") == step).select("deal_id", "visits", "went_on")
    frame = reached(pipe).with_columns(reached_step=nw.col("step"))
    for part in (
        in_order(pipe).select("deal_id", in_order_step=nw.col("step")),
        seen.agg(nw.col("here").max(), nw.col("onward").max()),
        left,
    ):
        frame = with_facts(frame, part)
    filled = nw.col("in_order_step", "here", "onward", "visits", "went_on").fill_null(0)
    nested = place_counts("reached_step", step)
    is_open = is_in("outcome", ("open",))
    return frame.with_columns(filled).with_columns(
        reached=nested,
        visited=visited_counts(),
        in_order=place_counts("in_order_step", step),
        closed=nw.when(is_open).then(nw.lit(NOT_COUNTED)).otherwise(nested),
        exits=exit_counts(),
    )


def at(step: int) -> nw.Expr:
    return (nw.col("step") == step).cast(nw.Int64)


def choose(test: nw.Expr, then: int, otherwise: nw.Expr | int) -> nw.Expr:
    other = nw.lit(otherwise) if isinstance(otherwise, int) else otherwise
    return nw.when(test).then(nw.lit(then)).otherwise(other)


def place_counts(column: str, step: int) -> nw.Expr:
    """Rules that place a deal once: before this step, at it, or past it."""
    past = choose(nw.col(column) > step, WENT_ON, NOT_COUNTED)
    return choose(nw.col(column) == step, STAYED, past)


def visited_counts() -> nw.Expr:
    """Rule `visited`: seen here, at the next stage, at both or neither."""
    here, onward = nw.col("here") == 1, nw.col("onward") == 1
    not_here = choose(onward, NEXT_ONLY, NOT_COUNTED)
    return nw.when(here).then(choose(onward, WENT_ON, STAYED)).otherwise(not_here)


def exit_counts() -> nw.Expr:
    """Rule `exits`: how many of the visits that ended went on."""
    all_of_them = choose(nw.col("went_on") == nw.col("visits"), WENT_ON, IN_PART)
    ended = choose(nw.col("went_on") == 0, STAYED, all_of_them)
    return choose(nw.col("visits") == 0, NOT_COUNTED, ended)
