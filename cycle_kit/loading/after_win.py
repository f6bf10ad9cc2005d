"""Stages after the win: named by the caller, steps of a template that come after it, or entered only then."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from cycle_kit.errors import listed
from cycle_kit.event_notes import after_win_notes
from cycle_kit.loading.remarks import Remarks
from cycle_kit.passages import steps_after_win
from cycle_kit.steps import STEPS, step_named, steps_after

NOT_SO = "If deals are open there: pass after=(), or stages=[...] with all open stages."


def stages_after(
    moves: pd.DataFrame,
    state: pd.DataFrame | None,
    ends: dict[str, str],
    *,
    said: tuple[str, ...] | None,
    stages: frozenset[str],
    steps: dict[str, str],
    remarks: Remarks,
) -> tuple[str, ...]:
    """`said`: what the caller names, which ends the search. `stages`: names of stages of the sale.
    `steps`: {stage: step of a template}, as the configuration says."""
    if said is not None:
        return said
    labels = [name for name in names_of(moves, state) if name not in ends]
    found = [name for name in labels if is_after(steps.get(name, ""))]
    if found:
        remarks.add(
            "stages",
            f"After the win, as [steps] in cycle.toml says: {listed(found)}.",
            effect="Stays there are no part of the sale.",
        )
    if stages:
        return tuple(name for name in found if name not in stages)
    by_name = [name for name in steps_after(labels) if name not in found]
    if by_name:
        remarks.add(
            "stages",
            f"Taken as after the win, as a step of that name is: {listed(by_name)}.",
            effect="Deals there are won, and their stays there are no part of the sale.",
            fix=NOT_SO,
        )
    found += by_name
    turns = moves.assign(turn=moves["at"].astype("int64").where(moves["at"].notna()))
    rows = turns.loc[turns["turn"].notna(), ["deal", "label", "turn"]]
    told = steps_after_win(nw.from_native(rows), ends) if len(rows) else ()
    by_moves = [name for name in told if name not in found]
    for note in after_win_notes(by_moves):
        remarks.add(note["step"], note["note"], effect=note["effect"], fix=note["fix"])
    return (*found, *by_moves)


def names_of(moves: pd.DataFrame, state: pd.DataFrame | None) -> list[str]:
    seen = [str(name) for name in moves["label"].cat.categories]
    if state is not None:
        seen += list(state["stage"].dropna().unique())
    return list(dict.fromkeys(seen))


def is_after(step: str) -> bool:
    name = step_named(step) if step else ""
    return bool(name) and STEPS[name].after
