"""What a notebook asks about where its reader has named nothing, chosen from the data."""

from __future__ import annotations

from itertools import islice
from typing import Literal

import narwhals as nw
import pandas as pd

from cycle_kit import tables
from cycle_kit.arguments import checked
from cycle_kit.errors import QuestionError, listed
from cycle_kit.fiscal import Length
from cycle_kit.metrics.frames import deals, table
from cycle_kit.metrics.trend import trend
from cycle_kit.metrics.waiting import ENOUGH
from cycle_kit.pipeline import Pipeline
from cycle_kit.values import key
from cycle_kit.values.answers import ANSWERS

QUESTIONS = 6  # of a checklist; the first columns that are one
MARKETS = ("B2B", "B2C")
WORDS = (nw.String, nw.Categorical, nw.Enum, nw.Boolean)
#: columns that tell kinds of deals apart, those that say most of where deals come from first
TELLING = ("source", "region", "industry", "segment", "deal_type", "product")
KINDS = 12  # values of one; more are no kinds


@checked
def checklist_of(pipe: Pipeline) -> dict[str, str]:
    """The columns of the export's own that hold answers of yes and no, for `qualification`.

    `{question: column}`, both as the file calls it, at most six. Columns that only say how a deal
    ended are none: those that all decided deals answer alike, and those answered yes by the won
    alone, or by the lost.
    """
    frame = deals(pipe)
    ours = {*tables.DEALS, *(f"{name} (file)" for name in tables.DEALS)}
    kinds = frame.collect_schema().items()
    own = [name for name, kind in kinds if name not in ours and isinstance(kind, WORDS)]
    asked = (name for name in own if is_question(frame, name))
    return {name: name for name in islice(asked, QUESTIONS)}


def is_question(frame, name: str) -> bool:
    """Whether a column says yes of some and no of others, won and lost ones among both."""
    standing = frame.select(
        answer=nw.col(name).cast(nw.String), outcome=nw.col("outcome").cast(nw.String)
    )
    if table(standing.select(nw.col("answer").n_unique())).iloc[0, 0] > len(ANSWERS):
        return False
    counts = table(standing.group_by("answer", "outcome").agg(number=nw.len()))
    filled = counts[counts["answer"].fillna("").str.strip() != ""]
    said = [ANSWERS.get(key(str(answer))) for answer in filled["answer"]]
    if None in said:
        return False
    decided = pd.crosstab(pd.Series(said, index=filled.index), filled["outcome"])
    return all(
        answer in decided.index and decided.reindex(columns=["won", "lost"]).loc[answer].gt(0).all()
        for answer in (True, False)
    )


@checked
def two_periods(
    pipe: Pipeline, *, beside: Literal["last year", "previous period"] = "last year"
) -> tuple[str, str]:
    """Two periods of creation to compare, for `mix_shift`: the last one known in full, and one before.

    Quarters, or months where the file knows too few quarters; the earlier one is that of a year
    before, or else, or with `beside="previous period"`, the one just before. Periods of few deals
    are passed over. Raises QuestionError where there are not two.
    """
    spans: tuple[tuple[Length, int], ...] = (("quarter", 4), ("month", 12))
    for every, year in spans:
        rates = trend(pipe, "win_rate", dated="created", every=every)
        known = rates[rates["value"].notna() & ~rates["unfinished"] & (rates["n"] >= ENOUGH)]
        names = known["label"].astype(str)
        if len(known) > 1:
            before = names.iloc[-2]
            if beside == "last year":
                before = names.get(known.index[-1] - year, before)
            return str(before), str(names.iloc[-1])
    raise QuestionError(
        "There are no two periods whose deals are decided.",
        there=f"Fewer than two months have {ENOUGH} deals or more that had time enough to be decided.",
        fix="Export a longer time, with the deals closed in it. "
        'Or name two periods of entry: BEFORE = "2024-Q3", AFTER = "2024-Q4".',
    )


@checked
def kinds_of(pipe: Pipeline) -> list[str]:
    """The columns that tell kinds of deals apart: filled for half of the deals, with 2 to 12 values.

    In the order in which they are asked about, at most three. Raises QuestionError where none does.
    """
    frame = deals(pipe)
    counts = table(
        frame.select(
            nw.len().alias("deals"),
            *(nw.col(name).n_unique().alias(f"{name} kinds") for name in TELLING),
            *(nw.col(name).count().alias(name) for name in TELLING),
        )
    ).iloc[0]
    kinds = {  # what is empty counts as one
        name: counts[f"{name} kinds"] - (counts[name] < counts["deals"]) for name in TELLING
    }
    found = [
        name
        for name in TELLING
        if 2 <= kinds[name] <= KINDS and 2 * counts[name] >= counts["deals"]
    ]
    if not found:
        raise QuestionError(
            "Nothing in this export tells kinds of deals apart.",
            there=f"None of {listed(TELLING)} has two values or more and is filled for half of the deals.",
            fix='Export one of these for each deal. Or name columns of your own: KINDS = ["Campaign"].',
        )
    return found[:3]


@checked
def market_of(pipe: Pipeline) -> str | None:
    """ "B2B" or "B2C", where the segments or the pipeline of the deals say so; None where nothing does."""
    counts = table(deals(pipe).group_by("segment").agg(number=nw.len())).dropna()
    named = dict(zip(counts["segment"].astype(str).str.upper(), counts["number"], strict=True))
    known = {market: named.get(market, 0) for market in MARKETS}
    if any(known.values()):
        return max(known, key=lambda market: known[market])
    told = [market for market in MARKETS if any(market in name.upper() for name in pipe.pipelines)]
    return told[0] if len(told) == 1 else None
