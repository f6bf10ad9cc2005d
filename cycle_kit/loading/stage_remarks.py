"""What is told of stages: where their order comes from, and which deals are in none."""

from __future__ import annotations

from collections.abc import Container

import pandas as pd

from cycle_kit.errors import listed, one_or_more
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.free_texts import brief
from cycle_kit.loading.joined_names import pipeline_of
from cycle_kit.loading.order import UNKNOWN, Orders
from cycle_kit.remarks import Remarks

MOST_STAGES, MOST_LETTERS = 50, 1_500
NEARLY_ALL = 0.8  # of the stages, that name a pipeline


def remark_on_order(
    orders: Orders, given_by: str, remarks: Remarks, hidden: Container[str] = ()
) -> None:
    """`hidden`: names that are remarks, and not to be shown."""
    for name, stages in orders.stages.items():
        where = f' of "{name}"' if name else ""
        if len(stages) == 1:
            remarks.add(
                "stages", f"The only open stage{where} is {brief_or_not(stages[0], hidden)}."
            )
            continue
        remarks.add(
            "stages",
            f"Order of stages{where}: {shown(stages, orders.sources[name], hidden)} ({orders.sources[name]}).",
            effect="Funnels and steps follow this order."
            if orders.known
            else "Stage metrics refuse.",
            fix=""
            if orders.sources[name] == given_by
            else "Pass stages=[...] to set another order."
            if orders.known
            else "Pass stages=[...] in order.",
        )
    for doubt in orders.doubts:
        remarks.add("stages", doubt, effect="Steps between them say little.")


def brief_or_not(stage: str, hidden: Container[str]) -> str:
    return "…" if stage in hidden else brief(stage)


def shown(stages: tuple[str, ...], source: str, hidden: Container[str]) -> str:
    """The way through the stages, or a list where nobody knows it; of too many, or too long ones, only how many."""
    way = (", " if source == UNKNOWN else " → ").join(
        brief_or_not(stage, hidden) for stage in stages
    )
    return (
        way if len(stages) <= MOST_STAGES and len(way) <= MOST_LETTERS else f"{len(stages)} stages"
    )


def remark_on_stages(deals: DealRows, state: pd.DataFrame, recorded: bool) -> None:
    """Open deals whose cell in the column of stages is empty."""
    source = deals.source
    if not source.has("stage"):
        return
    remark_on_joined(deals)
    bare = (state["outcome"] == "open") & deals.hints["stage"].isna()
    if bare.any():
        header = source.match.columns["stage"]
        source.remarks.add(
            "stages",
            one_or_more(bare.sum(), "{n} open deal has", "{n} open deals have")
            + f' no stage: the cells of "{header}" are empty.',
            file=source.raw.file,
            effect="They are in no stage of any funnel."
            if not recorded
            else "Where the history does not tell, they are in no stage of any funnel.",
            fix="Fill them in the CRM and export again.",
        )


def remark_on_joined(deals: DealRows) -> None:
    """That the column of stages names a pipeline beside each stage, where no other column does."""
    source = deals.source
    stages = [str(stage) for stage in deals.hints["stage"].dropna().unique() if stage]
    if source.has("pipeline") or "pipeline" in deals.fields or len(stages) > MOST_STAGES:
        return
    found = pipeline_of(stages)
    pipelines = dict.fromkeys(found.values())
    if len(pipelines) < 2 or len(found) < NEARLY_ALL * len(stages):
        return
    header = source.match.columns["stage"]
    source.remarks.add(
        "stages",
        f'"{header}" seems to name the pipeline beside each stage: {listed(pipelines)}.',
        file=source.raw.file,
        effect="The deals are in one pipeline, and a stage of each of them is a stage of its own.",
        fix=f'Split "{header}" in the file into two columns, "Pipeline" and "Stage", and load it again.',
    )
