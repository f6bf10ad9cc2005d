"""Stages that sound like a win, "Contract signed" or "PO received", from which deals go on to a plain "Won" or "Lost"
in the same log: they are stages of the sale, and the win is what comes after them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cycle_kit.dialects.hopes import said_key
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import in_code, listed, one_or_more
from cycle_kit.loading.after_sale import sounds_like_a_win
from cycle_kit.loading.choices import Choices
from cycle_kit.loading.columns import Source
from cycle_kit.loading.free_texts import brief
from cycle_kit.loading.outcomes import Words

MOST = 0.66  # so many of the deals go right on to a plain end, and those that stand there may well be open


def with_stages_like_wins(moves: pd.DataFrame, choices: Choices, logs: list[Source]) -> Choices:
    """The choices in which such stages of the logs are no outcomes; told."""
    found = stages_like_wins(moves, choices.words) if logs else []
    if not found:
        return choices
    last = moves.sort_values(["at", "seq"], kind="stable").drop_duplicates("deal", keep="last")
    still = int(last["label"].isin(found).sum())
    names = [brief(name) for name in found]
    effect = "Deals are won or lost on the day of that word."
    standing = one_or_more(
        still, "{n} deal that stands there is open.", "{n} deals that stand there are open."
    )
    logs[0].remarks.add(
        "outcomes",
        "Stages that sound like a win, from which deals go on to a plainer word for a win, or to a loss: "
        f"{listed(names)}.",
        file=logs[0].raw.file,
        effect=f"{effect} {standing}" if still else effect,
        fix=f"If deals are won there: won=[{in_code(names)}].",
    )
    return replace(choices, words=replace(choices.words, stages=frozenset(found)))


def stages_like_wins(moves: pd.DataFrame, words: Words) -> list[str]:
    """The labels that mean a win in other words than the plain one, from which most deals go right on to a plain end,
    to a win among them; none that the caller names."""
    ends = {
        name: end for name, end in words.of(moves["label"].cat.categories).items() if end in ENDS
    }
    said = words.said()
    like = [
        name
        for name, end in ends.items()
        if end == "won" and said_key(name) not in said and sounds_like_a_win(name)
    ]
    wins = [name for name, end in ends.items() if end == "won" and name not in like]
    if not like or not wins:
        return []
    rows = moves.sort_values(["deal", "at", "seq"], kind="stable")[["deal", "label"]]
    label = rows["label"].astype("str")
    rows = rows.assign(
        label=label,
        won=label.isin(wins).groupby(rows["deal"]).cummax(),
        next=label.mask(label.isin(like)).groupby(rows["deal"]).bfill(),
    )
    entered = rows[label.isin(like)].drop_duplicates(["deal", "label"], keep="last")
    to_win = entered["next"].isin(wins) & ~entered["won"]
    to_end = entered["next"].isin([name for name in ends if name not in like]) & ~entered["won"]
    shares = pd.DataFrame({"win": to_win, "end": to_end}).groupby(entered["label"]).mean()
    return list(shares.index[(shares["end"] >= MOST) & (shares["win"] > 0)])
