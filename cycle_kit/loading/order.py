"""The stages of each pipeline in order: given, configured, one_or_more by the CRM, or as deals pass through them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import pandas as pd

from cycle_kit.errors import StageError, listed, one_or_more
from cycle_kit.history import check_order, usual_order
from cycle_kit.loading.remarks import Remarks
from cycle_kit.values import front_number

Stages = Sequence[str] | Mapping[str, Sequence[str]] | None


@dataclass(frozen=True)
class Orders:
    """`stages`: {pipeline: open stages}; `source` says where the order comes from."""

    stages: dict[str, tuple[str, ...]]
    source: str
    known: bool


def orders_of(
    labels: pd.DataFrame, moves: pd.DataFrame, *, stages: Stages, given_by: str, ends: set[str]
) -> Orders:
    """`labels`: every open `label` seen, by `pipeline`, with `rows` and `number` (or empty)."""
    names = list(labels["pipeline"].drop_duplicates())
    if stages is not None:
        chosen = given(stages, names, list(labels["label"].drop_duplicates()))
        for order in chosen.values():
            check_order(order, ends)
        check_named(labels, chosen, given_by)
        return Orders(chosen, given_by, True)
    found, recorded, one_or_more = {}, True, True
    for name, here in labels.groupby("pipeline", sort=False):
        if here["number"].notna().all():
            found[name] = tuple(here.sort_values("number")["label"])
            continue
        found[name] = by_front_number(list(here["label"]))
        if found[name]:
            continue
        one_or_more = False
        mine = moves[moves["pipeline"] == name]
        order = passed(mine)
        rest = [label for label in here["label"] if label not in order]
        found[name] = (*order, *rest)
        recorded = recorded and (bool(order) or len(rest) < 2)
    if labels["number"].notna().all() and len(labels):
        return Orders(found, "the numbers the CRM gives its stages", True)
    if one_or_more:
        return Orders(found, "the numbers in front of their names", True)
    if recorded:
        return Orders(found, "the order in which deals usually pass through them", True)
    return Orders(found, "the order of first appearance, as nothing tells the real one", False)


def without_open_stages(
    stages: Stages, given_by: str, pipelines: Sequence[str], remarks: Remarks
) -> Orders:
    """An export of closed deals only: the stages are those that were given, or none is known."""
    remarks.add(
        "stages",
        "No row names an open stage: every deal is closed, and nothing tells where it had been.",
        effect="Win rates, cycles and reasons can be told; funnels, stays and open deals cannot.",
        fix="Export open deals too, and the history of stages.",
    )
    known = stages is not None
    chosen = given(stages, pipelines, []) if known else dict.fromkeys(pipelines, ())
    return Orders(chosen, given_by if known else "none is known", known)


def by_front_number(labels: list[str]) -> tuple[str, ...]:
    """Stages by the numbers in front of their names, where each has one of its own; else nothing."""
    numbers = {label: front_number(label) for label in labels}
    if () in numbers.values() or len(set(numbers.values())) < len(labels):
        return ()
    return tuple(sorted(labels, key=lambda label: numbers[label]))


def given(
    stages: Stages, names: Sequence[str], labels: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """The stages given, for the pipelines of the file or for the one without a name."""
    if isinstance(stages, Mapping) and list(names) == [""]:
        return of_one_pipeline(stages, labels)
    return per_pipeline(stages, names)


def per_pipeline(stages: Stages, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The stages given, for each pipeline in the file."""
    if not isinstance(stages, Mapping):
        return {name: tuple(stages or ()) for name in names}
    lacking = [name for name in names if name not in stages]
    if lacking:
        raise StageError(
            f"stages= names no stages for the pipeline {listed(lacking)}.",
            there=f"It names {listed(stages)}; the file has {listed(names)}.",
            fix=f'Add it: stages={{..., "{lacking[0]}": ["...", "..."]}}.',
        )
    return {name: tuple(stages[name]) for name in names if name in stages}


def of_one_pipeline(
    stages: Mapping[str, Sequence[str]], labels: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """For a file that names no pipeline: the one that has all its stages, if only one has."""
    fitting = [order for order in stages.values() if set(labels) <= set(order)]
    if len(fitting) == 1 or len(stages) == 1:
        return {"": tuple((fitting or list(stages.values()))[0])}
    raise StageError(
        f"stages= names {len(stages)} pipelines, and the file names none.",
        there=f"The file has the stages {listed(labels)}.",
        fix="Pass stages=[...], the open stages of this file in order.",
    )


def check_named(labels: pd.DataFrame, chosen: Mapping[str, Sequence[str]], given_by: str) -> None:
    strange = labels[
        [
            label not in chosen.get(name, ())
            for name, label in zip(labels["pipeline"], labels["label"], strict=True)
        ]
    ]
    if len(strange):
        counts = strange.groupby("label")["rows"].sum()
        rows = ", ".join(
            f'"{name}" ({one_or_more(count, "{n} row", "{n} rows")})'
            for name, count in counts.head(50).items()
        )
        raise StageError(
            f"There are stages that {given_by} does not name: {rows}.",
            there=f"It names {listed(s for order in chosen.values() for s in order)}.",
            fix="Add them in order, or name them in won=, lost=, dropped= or after=.",
        )


def passed(moves: pd.DataFrame) -> tuple[str, ...]:
    """Stages in the order in which deals usually pass through them; moves of one moment tell nothing."""
    if moves.empty:
        return ()
    turns = moves.assign(turn=moves["at"].astype("int64"))
    return usual_order(nw.from_native(turns[["deal", "label", "turn"]]))
