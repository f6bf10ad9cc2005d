"""The stages of each pipeline in order: given, numbered, steps of a template, or as deals pass through them.

Only evidence makes an order. Where there is none, stages stand as they first appear, and it is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pandas as pd

from cycle_kit.errors import StageError, inside, listed, nearest, one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.loading.unknown_stages import way_to_stages
from cycle_kit.passages import check_order
from cycle_kit.remarks import Remarks
from cycle_kit.steps import template_order
from cycle_kit.values import front_number, stage_numbers

Stages = Sequence[str] | Mapping[str, Sequence[str]] | None
UNKNOWN = "the order of first appearance, as nothing tells the real one"
TABLED = "the table of stages"
PASSED = "the order in which deals usually pass through them"
CHANCES = "the probabilities in their names"  # which tell least
UNTOLD = 0.05  # share of the rows whose stages nothing may place
AGREED, ENOUGH = 0.9, 2  # share and number of deals that put two stages of one day alike
MARKED = r"\W*(?:[^\W\d_]+ ?)?\d+(?:\.\d+)*\s*[-.:)]"  # "2-Qualify", "Stage 3.1: Offer"
FEWEST_STEPS = 4  # of a sales cycle: two or three such names stand in any order somewhere
MOST = 200  # stages that are compared two by two


@dataclass(frozen=True)
class Orders:
    """`stages`: {pipeline: open stages}; `sources`: where each order comes from; `doubts`: sentences."""

    stages: dict[str, tuple[str, ...]]
    sources: dict[str, str]
    known: bool
    doubts: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Told:
    """One pipeline's stages in order, and what tells it; `source` is empty where nothing does."""

    stages: tuple[str, ...]
    source: str
    doubts: tuple[str, ...] = ()


def orders_of(
    labels: pd.DataFrame,
    moves: pd.DataFrame,
    *,
    stages: Stages,
    given_by: str,
    ends: set[str],
    places: Mapping[tuple[str, str], float] = MappingProxyType({}),
) -> Orders:
    """`labels`: every open `label` seen, by `pipeline`, with `rows` and `number` (or empty).

    `places`: {(pipeline, stage): its place} as a table of stages says; of all pipelines under "".
    """
    names = list(labels["pipeline"].drop_duplicates())
    if stages is not None:
        chosen = given(stages, names, list(labels["label"].drop_duplicates()))
        for order in chosen.values():
            check_order(order, ends)
        check_named(labels, chosen, given_by)
        return Orders(chosen, dict.fromkeys(chosen, given_by), True)
    told = {
        str(name): in_places(here, moves[moves["pipeline"] == name], places)
        for name, here in labels.groupby("pipeline", sort=False)
    }
    return Orders(
        {name: each.stages for name, each in told.items()},
        {name: each.source or UNKNOWN for name, each in told.items()},
        all(each.source for each in told.values()),
        tuple(doubt for each in told.values() for doubt in each.doubts),
    )


def in_places(
    labels: pd.DataFrame, moves: pd.DataFrame, places: Mapping[tuple[str, str], float]
) -> Told:
    """The order that a table of stages gives; a stage that has no place there stands where deals pass through it."""
    keys = zip(labels["pipeline"], labels["label"], strict=True)
    place = [places.get((pipeline, name), places.get(("", name))) for pipeline, name in keys]
    found = labels.assign(place=pd.Series(place, index=labels.index, dtype="float"))
    if found["place"].isna().all():
        return order_of(labels, moves)
    known = found[found["place"].notna()].sort_values("place", kind="stable")
    order = list(known["label"])
    names = list(labels["label"])
    ahead = comparisons(moves, names)
    for name in found.loc[found["place"].isna(), "label"]:
        before, after = (
            {each: ahead[a, b] for each, a, b in rows} for rows in around(name, order, names)
        )
        against = [
            sum(before[each] for each in order[:at]) + sum(after[each] for each in order[at:])
            for at in range(len(order) + 1)
        ]
        order.insert(int(np.argmin(against)) if sum(against) else len(order), name)
    return Told(tuple(order), TABLED)


def around(
    name: str, order: Sequence[str], names: Sequence[str]
) -> tuple[list[tuple[str, int, int]], list[tuple[str, int, int]]]:
    """For each stage of an order where the moves are counted that put `name` before it, and behind it."""
    mine = names.index(name)
    places = [(each, names.index(each)) for each in order]
    return [(each, mine, at) for each, at in places], [(each, at, mine) for each, at in places]


def order_of(labels: pd.DataFrame, moves: pd.DataFrame) -> Told:
    """The order of one pipeline's stages, by the best evidence there is."""
    names = list(labels["label"])
    if labels["number"].notna().all():
        ordered = labels.sort_values("number", kind="stable")["label"]
        return Told(tuple(ordered), "the numbers the CRM gives its stages")
    numbers = stage_numbers(names)
    numbered = Told(tuple(sorted(numbers, key=lambda name: numbers[name])), numbers.evidence)
    if numbers and numbers.evidence != CHANCES:
        return numbered
    marked = {name: front_number(name) for name in names if re.match(MARKED, name)}
    if len(set(marked.values()) - {()}) == len(names):  # each numbered in a way of its own
        ordered_so = sorted(names, key=lambda name: marked[name])
        return Told(tuple(ordered_so), "the numbers in front of their names")
    if len(names) < 2:
        return Told(tuple(names), PASSED)
    by_moves = passed(moves, labels)
    if by_moves.source:
        return by_moves
    steps = template_order(names) if len(names) >= FEWEST_STEPS else ()
    if steps:
        return Told(steps, "the steps of a sales cycle with these names")
    return numbered if numbers else Told(by_moves.stages, "")


# ---- the order in which deals pass through the stages


def passed(moves: pd.DataFrame, labels: pd.DataFrame) -> Told:
    """Stages in the order in which most deals entered them first (Copeland's rule).

    Moves of different moments tell; for two stages that no deal enters at different moments the order of
    the rows does, where deals agree on it. A stage that nothing compares with another has no place.
    """
    names = list(labels["label"])
    if moves.empty or len(names) > MOST:
        return Told(tuple(names), "")
    ahead = comparisons(moves, names)
    lead = np.sign(ahead - ahead.T)
    placed = (lead != 0).any(axis=1)
    order = sorted(range(len(names)), key=lambda at: (not placed[at], -int(lead[at].sum()), at))
    stages = tuple(names[at] for at in order)
    rows = labels["rows"].to_numpy()
    if rows[~placed].sum() > UNTOLD * rows.sum():
        return Told(stages, "")
    return Told(stages, PASSED, doubts(stages, [names[at] for at in np.flatnonzero(~placed)]))


def doubts(stages: tuple[str, ...], unplaced: list[str]) -> tuple[str, ...]:
    if not unplaced:
        return ()
    return (f"Nothing tells where {listed(unplaced)} stands among the stages; few rows name it.",)


def comparisons(moves: pd.DataFrame, names: list[str]) -> np.ndarray:
    """How many deals entered stage i before stage j, for all i and j."""
    place = {name: at for at, name in enumerate(names)}
    rows = moves[["deal", "at", "seq"]].assign(stage=moves["label"].astype("str").map(place))
    rows = rows[rows["stage"].notna() & rows["at"].notna()].astype({"stage": "int64"})
    rows = rows.sort_values(["at", "seq"], kind="stable")
    firsts = rows.drop_duplicates(["deal", "stage"])
    pairs = firsts.merge(firsts, on="deal", suffixes=("", "_then"))
    pairs = pairs[pairs["stage"] != pairs["stage_then"]]
    by_time = counted(pairs[pairs["at"] < pairs["at_then"]], len(names))
    tied = pairs[(pairs["at"] == pairs["at_then"]) & (pairs["seq"] < pairs["seq_then"])]
    by_rows = counted(tied, len(names))
    both = by_rows + by_rows.T
    agreed = (by_rows >= ENOUGH) & (by_rows >= AGREED * both)
    untold = (by_time + by_time.T) == 0
    return by_time + np.where(untold & agreed, by_rows, 0)


def counted(pairs: pd.DataFrame, many: int) -> np.ndarray:
    found = np.zeros((many, many), dtype="int64")
    np.add.at(found, (pairs["stage"].to_numpy(), pairs["stage_then"].to_numpy()), 1)
    return found


# ---- what the caller gives


def without_open_stages(
    stages: Stages,
    given_by: str,
    pipelines: Sequence[str],
    tables: Sequence[Source],
    remarks: Remarks,
    *,
    all_closed: bool,
) -> Orders:
    """An export that names no open stage: they are those that were given, or none is known."""
    headers = [source.match.columns["stage"] for source in tables if source.has("stage")]
    way = "" if headers else way_to_stages(tables)
    if all_closed:
        why = (
            "No row names an open stage: every deal is closed, and nothing tells where it had been."
        )
    elif headers:
        why = f"No row names an open stage: {listed(headers)} is empty, or holds outcomes only."
    else:
        why = (
            "The file has no column that is known to be of stages."
            if way
            else "The file has no column of stages."
        )
    remarks.add(
        "stages",
        why,
        effect="Win rates, cycles and reasons can be told; funnels, stays and open deals cannot."
        if all_closed
        else "Win rates, cycles and reasons can be told; funnels and stays cannot.",
        fix=way
        if way
        else "Export open deals too, and the history of stages."
        if all_closed
        else "Export the stage of each deal, and the history of stages.",
    )
    known = bool(stages)
    chosen = given(stages, pipelines, []) if known else dict.fromkeys(pipelines, ())
    return Orders(chosen, dict.fromkeys(chosen, given_by if known else "none is known"), known)


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
            fix=f'Add it: stages={{...: ..., "{inside(lacking[0])}": ["...", "..."]}}.',
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
        named = list(dict.fromkeys(stage for order in chosen.values() for stage in order))
        absent = [name for name in named if name not in set(labels["label"])]
        meant = {name: nearest(name, counts.index) for name in absent}
        mistyped = [f'"{right}" by "{wrong}"' for wrong, right in meant.items() if right]
        asked = f"Did you mean {' and '.join(mistyped)}? Else add" if mistyped else "Add"
        raise StageError(
            f"There are stages that {given_by} does not name: {rows}.",
            there=f"It names {listed(named)}"
            + (f"; no row is in {listed(absent)}." if absent else "."),
            fix=f"{asked} them in order, or name them in won=, lost=, dropped= or after=.",
        )
