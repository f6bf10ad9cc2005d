"""Stages after the win: named by the caller, steps of a template that come after it, or entered only then."""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.dialects.outcomes import words
from cycle_kit.errors import listed
from cycle_kit.event_notes import after_win_notes, corrected_notes, reopened_notes
from cycle_kit.history import corrected_deals, reopened
from cycle_kit.loading.after_sale import FOLLOWS, after_sale
from cycle_kit.passages import later_wins, steps_after_win, without_win
from cycle_kit.remarks import Remarks
from cycle_kit.steps import STEPS, step_named, steps_after
from cycle_kit.values import key

NOT_SO = "If deals are open there: pass after=(), or stages=[...] with all open stages."


def stages_after(
    moves: pd.DataFrame,
    state: pd.DataFrame | None,
    ends: dict[str, str],
    ids: pd.Index,
    *,
    said: tuple[str, ...] | None,
    stages: frozenset[str],
    steps: dict[str, str],
    remarks: Remarks,
) -> tuple[str, ...]:
    """`said`: what the caller names, which ends the search. `stages`: names of stages of the sale.
    `steps`: {stage: step of a template}, as the configuration says. `ids`: of the deals, by number."""
    rows = in_turn(moves[moves["at"].notna()], ids)
    if said is not None:
        paid = sorted(later_wins(rows, ends) - {*said} if said else ())
        for note in after_win_notes(paid):
            remarks.add(**note)
        return (*said, *paid)
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
    plain = [name for name in labels if step_named(name) or key(name) not in words("steps")]
    by_name = [name for name in steps_after(plain) if name not in {*found, *open_in(state)}]
    if by_name:
        remarks.add(
            "stages",
            f"Taken as after the win, as a step of that name is: {listed(by_name)}.",
            effect="Deals there are won, and their stays there are no part of the sale.",
            fix=NOT_SO,
        )
    found += by_name
    called = [name for name in labels if after_sale(name) in FOLLOWS]
    own = own_ends(moves, state, ends)
    if len(own):
        rows = in_turn(pd.concat([moves[moves["at"].notna()], own], ignore_index=True), ids)
        ends = {**ends, **{outcome: outcome for outcome in own["label"].unique()}}
    told = steps_after_win(rows, ends, called) if len(rows) else ()
    still = open_in(state) if len(own) else set()
    by_moves = [name for name in told if name not in {*found, *still}]
    others = without_win(rows, ends, by_moves) if by_moves else 0
    for note in after_win_notes(by_moves, others):
        remarks.add(**note)
    return (*found, *by_moves)


def in_turn(dated: pd.DataFrame, ids: pd.Index):
    """The moves with their `turn`, and their deals by id."""
    return nw.from_native(
        dated[["deal", "label"]].assign(turn=turns(dated), deal_id=ids.take(dated["deal"]))
    )


def own_ends(
    moves: pd.DataFrame, state: pd.DataFrame | None, ends: Mapping[str, str]
) -> pd.DataFrame:
    """How deals ended of which the moves do not say it, as moves at the end of the day on which their own table
    says that they were closed: what was entered on that day may well have come before."""
    if state is None:
        return moves[:0]
    logged = moves.loc[moves["label"].isin(list(ends)), "deal"]
    own = state[state["outcome"].ne("open") & state["closed_at"].notna()]
    own = own[own.index.isin(moves["deal"]) & ~own.index.isin(logged)]
    return pd.DataFrame(
        {
            "deal": own.index,
            "label": own["outcome"].astype("str").array,
            "at": own["closed_at"].dt.normalize().array + DAY,
            "seq": -2.0,  # before what is entered on the day after
        }
    )


DAY = pd.Timedelta(days=1)
OF_ITS_OWN = (
    "If it is another deal of the same client, give each deal in the log a number of its own."
)


def remark_on_reopened(moves: pd.DataFrame, remarks: Remarks, *, by_client: bool) -> None:
    """Deals of the history that go on after an outcome, or have another one after it. `moves`: in order;
    `by_client`: deals are called by a name, which another deal of the client has, too."""
    rows = nw.from_native(moves[moves["evidence"] == "recorded"])
    otherwise = OF_ITS_OWN if by_client else ""
    for note in (
        *reopened_notes(*reopened([rows]), otherwise=otherwise),
        *corrected_notes(corrected_deals(rows)),
    ):
        remarks.add(**note)


def kept_after_loss(moves: pd.DataFrame) -> list[str] | None:
    """The stages that deals mostly enter right after a loss; None where none was lost. `moves`: in order."""
    rows = moves[moves["evidence"] == "recorded"]
    lost = rows["kind"].eq("end") & rows["label"].eq("lost")
    return reopened([nw.from_native(rows)])[2] if lost.any() else None


def turns(moves: pd.DataFrame) -> np.ndarray:
    """The order of the moves by time and by the file; those that neither tells apart have the same."""
    at = moves["at"].to_numpy("datetime64[us]").view("int64")
    seq = moves["seq"].fillna(-1).to_numpy("int64")
    order = np.lexsort((seq, at))
    later = (np.diff(at[order]) > 0) | (np.diff(seq[order]) > 0)
    found = np.zeros(len(moves), dtype="int64")
    found[order[1:]] = np.cumsum(later)
    return found


def open_in(state: pd.DataFrame | None) -> set[str]:
    """Stages in which deals stand beside ended ones, and are said to be open: they are of the sale."""
    if state is None or state["outcome"].eq("open").all():
        return set()
    return set(state.loc[state["outcome"].eq("open"), "stage"].dropna())


def names_of(moves: pd.DataFrame, state: pd.DataFrame | None) -> list[str]:
    seen = [str(name) for name in moves["label"].cat.categories]
    if state is not None:
        seen += list(state["stage"].dropna().unique())
    return list(dict.fromkeys(seen))


def is_after(step: str) -> bool:
    name = step_named(step) if step else ""
    return bool(name) and STEPS[name].after
