"""All moves of all deals in order, with their kind and step, as `history` builds visits from them."""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.history import since_first_end
from cycle_kit.loading.file_lines import NO_LINES
from cycle_kit.loading.moves import BEFORE
from cycle_kit.loading.order import Orders
from cycle_kit.loading.reconcile import complete, in_order
from cycle_kit.remarks import Remarks

KINDS = pd.CategoricalDtype(["sale", "after", "end"])
EVIDENCE = pd.CategoricalDtype(["recorded", "inferred"])
BEHIND = 10**6  # where a move that is no stage stands among moves of one moment


def placed(
    raw_moves: pd.DataFrame,
    state: pd.DataFrame | None,
    ends: Mapping[str, str],
    orders: Orders,
    after: tuple[str, ...],
    remarks: Remarks,
    *,
    clocked: bool = False,
    own: bool = True,
    beside: bool = True,
    lines: pd.Series = NO_LINES,
) -> pd.DataFrame:
    """The moves by deal and time: `deal, pipeline, label, kind, step, at, stamp, turn, evidence`.

    `raw_moves`: with `pipeline` and `label` as categories. `ends`: {label: outcome}. `state`: how
    each deal stands, where a table says so: one beside the history, or else (`own` false) the same one.
    `clocked`: all moves have a time of day. `beside`: the moves stand in a table of their own.
    `lines`: of each deal in its file, which is their name.
    """
    labels, pipelines = names_in(raw_moves, state, ends)
    kinds = dict.fromkeys(after, "after") | dict.fromkeys(ends, "end")
    moves = raw_moves.assign(
        kind=renamed(raw_moves["label"], kinds, KINDS, others="sale"),
        label=renamed(raw_moves["label"], ends, labels),
        pipeline=raw_moves["pipeline"].astype(pipelines),
    )
    steps = {
        (name, stage): place
        for name, stages in orders.stages.items()
        for place, stage in enumerate([*stages, *after], start=1)
    }
    moves["step"] = step_of(moves, steps)
    moves["seq"] = moves["seq"].fillna(moves["step"]).astype("int64")  # no order in the file
    evidence = moves.get("evidence", pd.Series("recorded", index=moves.index))
    moves["evidence"] = evidence.fillna("recorded").astype(EVIDENCE)
    moves = without_guessed_starts(moves)
    moves = in_order(moves.assign(stamp=moves["at"]), clocked=clocked)
    if state is not None:
        stands = state.astype({"stage": labels, "outcome": labels, "pipeline": pipelines})
        kind = renamed(stands["stage"], dict.fromkeys(after, "after"), KINDS, others="sale")
        exports = "evidence" in raw_moves  # of several days: nothing of theirs is missing
        stands = stands.assign(kind=kind)
        moves = complete(
            moves,
            stands,
            remarks,
            clocked=clocked,
            whole=exports,
            own=own,
            beside=beside,
            lines=lines,
        )
    moves["step"] = step_of(moves, steps).where(moves["kind"] != "end", 0)
    moves["turn"] = moves.groupby("deal").cumcount() + 1
    if state is None:  # a log that says twice that a deal ended: it was closed since the first time
        moves = since_first_end(nw.from_native(moves), "stamp", wins_apart=True).to_native()
    for name in ("at", "stamp"):
        moves[name] = moves[name].astype("datetime64[us]")
    columns = ["deal", "pipeline", "label", "kind", "step", "at", "stamp", "turn", "evidence"]
    return moves[columns].reset_index(drop=True)


def without_guessed_starts(moves: pd.DataFrame) -> pd.DataFrame:
    """The moves, stages in which deals stood before their log begins without a date: a stay there is not measured,
    while one from the first row on would be of no day at all."""
    begun = moves["seq"] == BEFORE
    if not begun.any():
        return moves
    return moves.assign(
        at=moves["at"].mask(begun), evidence=moves["evidence"].mask(begun, "inferred")
    )


def names_in(
    raw_moves: pd.DataFrame, state: pd.DataFrame | None, ends: Mapping[str, str]
) -> tuple[pd.CategoricalDtype, pd.CategoricalDtype]:
    """All labels and all pipelines that the moves can have."""
    labels = [ends.get(name, name) for name in raw_moves["label"].cat.categories]
    pipelines = list(raw_moves["pipeline"].cat.categories)
    if state is not None:
        labels += [*state["stage"].dropna().unique(), *state["outcome"].unique()]
        pipelines += list(state["pipeline"].unique())
    return (
        pd.CategoricalDtype(list(dict.fromkeys(labels))),
        pd.CategoricalDtype(list(dict.fromkeys(pipelines))),
    )


def renamed(
    names: pd.Series, new: Mapping[str, str], kind: pd.CategoricalDtype, *, others: str = ""
) -> pd.Series:
    """Categories under new names; one without keeps its own, or is called `others`."""
    wanted = [new.get(name, others or name) for name in names.cat.categories]
    codes = np.append(kind.categories.get_indexer(pd.Index(wanted, dtype="str")), -1)
    return pd.Series(
        pd.Categorical.from_codes(codes[names.cat.codes], dtype=kind), index=names.index
    )


def step_of(moves: pd.DataFrame, steps: dict[tuple[str, str], int]) -> pd.Series:
    """Each move's place in its pipeline; outcomes stand behind all stages."""
    pipeline, label = moves["pipeline"].cat, moves["label"].cat
    place = np.array(
        [[steps.get((a, b), BEHIND) for b in label.categories] for a in pipeline.categories],
        dtype="int64",
    )
    found = place[pipeline.codes, label.codes] if len(moves) else place.ravel()[:0]
    return pd.Series(found, index=moves.index, dtype="int64")
