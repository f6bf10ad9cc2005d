"""Many companies of one kind from an endless one, as exports show them, and what was true of each.

`endless(kind, seed)` is a company `TIMES` as large as its kind; each of its deals goes by chance to
one of as many companies (`company_of`), which then differ by chance alone and whose truth is that of the
whole: no interval is blamed for what makes one company's people or months unlike another's. Kinds of
`bench.kinds`, not cut at the left unless they say so, and some more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

import cycle_kit as ck
from bench.kinds import DAYS, KINDS, PLAIN, Kind, Made, file_at, made

TIMES = 20
UNCUT = -9_999.0


@dataclass(frozen=True)
class More(Kind):
    """What an export, or a company, may be beside `bench.kinds.Kind`."""

    passed_on: bool = False  # open deals of people who leave go to one who is there
    seen_to: float = 0.0  # deals created after this day are missing
    dropped: float = 0.0  # share of the lost ones that were never decided


def more(**knobs) -> More:
    return More(**{**vars(PLAIN), **knobs})


EVERY: dict[str, Kind] = {
    name: replace(kind, cut_left=kind.cut_left or UNCUT) for name, kind in KINDS.items()
} | {
    "left and joined, deals passed on": more(comings=0.6, skill=0.4, passed_on=True, cut_left=UNCUT),
    "cut at the right: most are still open": more(cycle=240.0, begins=600.0, cut_left=UNCUT),
    "cut at the right: newest deals missing": more(seen_to=880.0, cut_left=UNCUT),
    "cut at the left, long cycles, growing": more(cut_left=300.0, cycle=180.0, growth=1.6),
    "many dropped": more(dropped=0.5, cut_left=UNCUT),
}  # fmt: skip


def endless(kind: Kind, seed: int) -> Made:
    """The company of which the others are parts."""
    company = made(replace(kind, a_month=TIMES * kind.a_month), seed)
    if kind.rush:  # of wins pulled forward none came before its creation
        deals = company.deals[company.deals["ended"] >= company.deals["created"]]
        moves = company.moves[company.moves["deal_id"].isin(deals["deal_id"])]
        company = Made(kind, deals.reset_index(drop=True), moves.reset_index(drop=True))
    if not isinstance(kind, More):
        return company
    dice = np.random.default_rng([seed, 11])
    deals, moves = company.deals, company.moves
    if kind.passed_on:
        deals = deals.assign(owner=passed_on(deals, dice))
    if kind.dropped:
        gone = deals["deal_id"][~deals["won"] & (dice.random(len(deals)) < kind.dropped)]
        last = moves["stage"].eq("Lost") & moves["deal_id"].isin(gone)
        moves = moves.assign(stage=moves["stage"].mask(last, "Dropped"))
    return Made(kind, deals, moves)


def passed_on(deals: pd.DataFrame, dice: np.random.Generator) -> pd.Series:
    """The owners of last, where who creates no deal in the last 60 days has left."""
    owner = deals["owner"].copy()
    last = deals.groupby("owner")["created"].max()
    there = list(last.index[last > DAYS - 60])
    for name, day in last[last <= DAYS - 60].items():
        mine = (owner == name) & (deals["ended"] > day)
        owner[mine] = there[dice.integers(len(there))]
    return owner


def company_of(company: Made, number: int) -> Made:
    """One of the `TIMES` companies that the endless one falls into."""
    lots = np.random.default_rng(7).integers(0, TIMES, len(company.deals))
    deals = company.deals[lots == number].reset_index(drop=True)
    moves = company.moves[company.moves["deal_id"].isin(deals["deal_id"])]
    return Made(company.kind, deals, moves.reset_index(drop=True))


def export(company: Made, day: float) -> ck.Pipeline:
    """Its file on the end of a day."""
    seen_to = getattr(company.kind, "seen_to", 0.0)
    if seen_to:
        deals = company.deals[company.deals["created"] < seen_to]
        company = company._replace(deals=deals)
    return file_at(company, day)
