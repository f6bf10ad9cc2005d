"""What the deals' own columns say and what the history says, made one sequence of moves per deal."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cycle_kit.days import days_between
from cycle_kit.errors import one_or_more
from cycle_kit.loading.file_lines import NO_LINES, these_deals, told_at
from cycle_kit.remarks import Remarks

STEPS = ["deal", "pipeline", "label", "kind", "at", "stamp", "seq", "evidence"]
FIRST, LAST = -(10**9), 10**9
EARLIEST = pd.Timestamp("1900-01-01").value // 10**9  # and 272 years from there: no date is beyond
SECONDS = 2**33
DAY = 86_400_000_000


def complete(
    recorded: pd.DataFrame,
    state: pd.DataFrame,
    remarks: Remarks,
    *,
    clocked: bool = False,
    whole: bool = False,
    own: bool = True,
    beside: bool = True,
    lines: pd.Series = NO_LINES,
) -> pd.DataFrame:
    """The recorded moves, and those that the deals' own columns add. `whole`: no deal can be missing. `own`: how
    deals stand is said by their own table, and not by the log itself. `beside`: the moves stand in a table of their
    own. `lines`: of each deal in its file, which is their name.

    `recorded`: moves in order, with `kind`. `state`: per deal (index) `pipeline, stage, outcome, closed_at,
    changed_at`. A deal without history gets its present stage and its outcome as inferred moves.
    """
    last = recorded[recorded["kind"] != "after"].drop_duplicates("deal", keep="last")
    last = last.set_index("deal").reindex(state.index)
    bare = ~state.index.isin(recorded["deal"])
    if bare.any() and not bare.all() and not whole:
        missing = pd.Series(bare, index=state.index)
        remark_on_bare(missing, remarks, beside=beside, lines=lines)
    parts = [
        present_stage(state[bare]),
        closings(state, last, bare, remarks if own else None, lines),
        reopenings(state, last, remarks, lines),
    ]
    recorded = recorded[STEPS]
    new = [part.astype(recorded.dtypes) for part in parts if len(part)]
    moves = in_order(pd.concat([recorded, *new], ignore_index=True), clocked=clocked)
    return with_own_closing_dates(moves, state)


def remark_on_bare(bare: pd.Series, remarks: Remarks, *, beside: bool, lines: pd.Series) -> None:
    """How many deals have no history: a file of its own may lack them, in columns of their own they have no dates."""
    many, where = int(bare.sum()), told_at(lines, bare)
    if beside:
        remarks.add(
            "history",
            one_or_more(
                many,
                "{n} deal is missing from the history.",
                "{n} deals are missing from the history.",
            ),
            effect="Their present stage is known, not their way to it.",
            file=str(lines.name or ""),
            fix=f"Export deals{where} and history with the same filter.",
        )
    else:
        remarks.add(
            "history",
            one_or_more(
                many,
                "{n} deal has no date in any of the columns of stages.",
                "{n} deals have no date in any of the columns of stages.",
            ),
            effect="They may have entered none yet; where the file says their present stage, it is known.",
            file=str(lines.name or ""),
            fix=f"Fill in the dates of {these_deals(lines, bare)}, if there are any."
            if where
            else "",
        )


def in_order(moves: pd.DataFrame, *, clocked: bool = False) -> pd.DataFrame:
    """The moves deal by deal in order of time, ties by `seq`; undated ones first, but an end last.

    All moves of a day of which one has no time of day are ties; `clocked`: all have one.
    """
    dates = (
        moves["at"].to_numpy("datetime64[us]").view("int64")
    )  # a missing one is the least number
    dates = dates if clocked else with_ties(dates, moves["deal"].to_numpy("int64"))
    undated_end = moves["at"].isna().to_numpy() & (moves["seq"].to_numpy() >= LAST)
    dates = np.where(undated_end, np.iinfo("int64").max, dates)
    seconds = np.maximum(dates // 1_000_000 - EARLIEST, 0)
    rough = moves["deal"].to_numpy("int64") * SECONDS + np.minimum(seconds, SECONDS - 1)
    order = np.argsort(rough, kind="stable")  # one key is sorted many times faster than three
    same = np.diff(rough[order]) == 0
    tied = np.flatnonzero(np.append(same, False) | np.insert(same, 0, False))
    rows = order[tied]
    order[tied] = rows[np.lexsort((moves["seq"].to_numpy()[rows], dates[rows], rough[rows]))]
    return moves.iloc[order]


def with_ties(dates: np.ndarray, deals: np.ndarray) -> np.ndarray:
    """The times of moves (missing: the least number), of a deal's day with a move that is a day the day."""
    days = np.where(dates > np.iinfo("int64").min, dates // DAY, -(2**20))
    rough = dates == days * DAY
    if not rough.any() or rough.all():
        return dates
    place = deals * 2**21 + days
    return np.where(np.isin(place, place[rough]), days * DAY, dates)


def added(state: pd.DataFrame, *, label: pd.Series, kind, at, seq: int) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "deal": state.index,
            "pipeline": state["pipeline"].array,
            "label": label.array,
            "kind": kind,
            "at": pd.Series(at, index=state.index, dtype="datetime64[us]").to_numpy(),
            "seq": seq,
            "evidence": "inferred",
        }
    )
    return frame.assign(stamp=frame["at"])[STEPS]


def present_stage(bare: pd.DataFrame) -> pd.DataFrame:
    """The one visit of a deal without history: entered at its last stage change, else nobody knows when."""
    known = bare[bare["stage"].notna()]
    entered = known["changed_at"].where(
        known["closed_at"].isna() | (days_between(known["changed_at"], known["closed_at"]) >= 0)
    )
    return added(known, label=known["stage"], kind=known["kind"].array, at=entered, seq=FIRST)


def closings(state, last, bare, remarks: Remarks | None, lines: pd.Series) -> pd.DataFrame:
    """Outcomes that the deals' table knows and the history does not."""
    closed = state["outcome"] != "open"
    other = closed & (bare | (last["kind"] != "end") | (last["label"] != state["outcome"]))
    unlogged = other & ~bare
    if unlogged.any() and remarks:
        remarks.add(
            "history",
            one_or_more(
                unlogged.sum(),
                "{n} deal is closed although its history does not say so, or says otherwise.",
                "{n} deals are closed although their history does not say so, or says otherwise.",
            ),
            effect="The deal's own outcome counts, at its closing date or the last move, whichever is later.",
            file=str(lines.name or ""),
            fix=compared(lines, unlogged),
        )
    mine = state[other]
    final = last.loc[mine.index, "at"]
    at = mine["closed_at"].where(final.isna() | (mine["closed_at"] >= final), final)
    ends = added(mine, label=mine["outcome"], kind="end", at=at.fillna(final), seq=LAST)
    # where only the last move is dated, the end is not
    return ends.assign(stamp=ends["at"].where(mine["closed_at"].notna().to_numpy()))


def compared(lines: pd.Series, mask: pd.Series) -> str:
    if not len(lines):
        return ""
    return f"Compare {these_deals(lines, mask)} with {'its' if mask.sum() == 1 else 'their'} history in the CRM."


def reopenings(state, last, remarks: Remarks, lines: pd.Series) -> pd.DataFrame:
    """Deals that are open although their history ends with an outcome."""
    back = (state["outcome"] == "open") & (last["kind"] == "end") & state["stage"].notna()
    if back.any():
        remarks.add(
            "history",
            one_or_more(
                back.sum(),
                "{n} deal is open although its history ends with an outcome.",
                "{n} deals are open although their history ends with an outcome.",
            ),
            effect="They count as reopened, at their last stage change or else at that moment.",
            file=str(lines.name or ""),
            fix=compared(lines, back),
        )
    mine = state[back]
    final = last.loc[mine.index, "at"]
    at = mine["changed_at"].where(mine["changed_at"] >= final, final)
    return added(mine, label=mine["stage"], kind="sale", at=at, seq=LAST)


def with_own_closing_dates(moves: pd.DataFrame, state: pd.DataFrame) -> pd.DataFrame:
    """The last outcome of a closed deal carries the closing date that the deal itself gives."""
    ends = moves[moves["kind"] == "end"].drop_duplicates("deal", keep="last")
    own = state["closed_at"].reindex(ends["deal"]).set_axis(ends.index)
    stamps = moves["stamp"].copy()
    stamps[own.index[own.notna()]] = own.dropna()
    return moves.assign(stamp=stamps)
