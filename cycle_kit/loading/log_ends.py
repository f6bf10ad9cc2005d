"""Outcomes in a log of moves: the labels that end a deal, and those that may."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cycle_kit.dialects.endings import hopes_among, meaning, outcome_words
from cycle_kit.dialects.hopes import said_key
from cycle_kit.dialects.wording import is_sale
from cycle_kit.errors import StageError, in_code, listed, one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.loading.doubts import ASKED, NEARLY_ALL
from cycle_kit.loading.free_texts import is_remark
from cycle_kit.loading.outcomes import Words
from cycle_kit.loading.probable import guessed, line_for, may_be_outcome, may_be_signed
from cycle_kit.loading.telling import MOST_WORDS
from cycle_kit.remarks import Remarks


def ends_of_log(
    moves: pd.DataFrame, words: Words, stages: frozenset[str], logs: Sequence[Source]
) -> dict[str, str]:
    """{label: outcome} of the labels of a log; one that is nearly called like an outcome is asked about, or
    of unknown outcome where few deals have it."""
    labels = [str(label) for label in moves["label"].cat.categories]
    ends = {
        name: outcome
        for name, outcome in words.of(labels).items()
        if name not in stages or outcome_words([name]).get(name) == outcome
    }
    if not logs:
        return ends
    said = words.said()
    signed = bool(ends) and "won" not in ends.values()
    hopes = hopes_among(labels)
    alike = [
        name
        for name in labels
        if name not in {*ends, *stages}
        and said_key(name) not in said
        and (
            name in hopes
            or may_be_outcome(name)
            or is_sale(name)
            or (signed and may_be_signed(name))
        )
    ]
    closed = [name for name in labels if meaning(name) == "closed" and said_key(name) not in said]
    if closed:  # behind an outcome it only says again that the deal has ended
        told = moves.loc[moves["label"].isin(list(ends)), "deal"]
        rest = moves.loc[~moves["deal"].isin(told), "label"].astype("str").unique()
        more = [name for name in closed if name in rest and name not in stages]
        alike = list(dict.fromkeys([*alike, *more]))
    if not alike or len(alike) > MOST_WORDS or len(labels) > 10 * MOST_WORDS:
        return ends
    last = moves.sort_values(["at", "seq"], kind="stable").drop_duplicates("deal", keep="last")
    counts = last["label"].astype("str").value_counts()
    entered = moves.drop_duplicates(["deal", "label"])["label"].astype("str").value_counts()
    # a stage that deals go on from is one of the sale, whatever it is called
    alike = [name for name in alike if counts.get(name, 0) >= NEARLY_ALL * entered[name]]
    if not alike:
        return ends
    deals = sum(int(counts.get(name, 0)) for name in alike)
    shown = [name for name in alike if not is_remark(name, int(entered[name]))]
    asked = ", ".join(
        f'"{name}" ({one_or_more(int(counts.get(name, 0)), "{n} deal", "{n} deals")})'
        for name in shown
    )
    longer = len(alike) - len(shown)
    texts = [one_or_more(longer, "{n} longer text", "{n} longer texts")] * bool(longer)
    asked = ", ".join(filter(None, [asked, *texts]))
    fix = line_for(guessed(shown, labels) if shown else {})
    if deals > ASKED * len(last):
        raise StageError(
            f"Stages in {logs[0].raw.file} may be outcomes: {asked}.",
            there=f"Known outcomes there are {listed(ends)}." if ends else "",
            fix=fix,
            asked=shown,
        )
    logs[0].remarks.add(
        "outcomes",
        f"Stages may be outcomes: {asked}.",
        file=logs[0].raw.file,
        effect="Deals that end there are of unknown outcome and count in no rate.",
        fix=fix,
    )
    return ends | dict.fromkeys(alike, "unknown")


def without_closed_again(
    moves: pd.DataFrame, words: Words, stages: frozenset[str], remarks: Remarks
) -> pd.DataFrame:
    """The moves without those into "Closed" right behind an outcome, which only say again that the deal ended."""
    labels = [str(name) for name in moves["label"].cat.categories]
    said = words.said()
    closed = [
        name
        for name in labels
        if name not in stages and said.get(said_key(name)) != "open" and meaning(name) == "closed"
    ]
    ends = {*words.of(labels), *closed}
    if not closed or len(ends) == len(closed):
        return moves
    rows = moves.sort_values(["deal", "at", "seq"], kind="stable")
    before = rows.groupby("deal")["label"].shift()
    again = rows.index[rows["label"].isin(closed) & before.isin(list(ends))]
    if len(again):
        remarks.add(
            "history",
            one_or_more(len(again), "{n} row names", "{n} rows name")
            + f" {listed(closed)} right after an outcome.",
            effect="It says only that the deal has ended: the outcome before it stands.",
            fix=f"If it is a stage: open=[{in_code(closed)}].",
        )
    return moves.drop(index=again)
