"""Words that nobody knows in a column called status which holds the stages of a list: stages of somebody's own,
or ends in words of his own. What speaks for an end is asked about, the others are told."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import one_or_more
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.free_texts import names_and_others, names_only
from cycle_kit.loading.probable import guessed, line_for, may_be_signed
from cycle_kit.loading.status_column import hidden_texts, is_status
from cycle_kit.loading.telling import MOST_WORDS, Doubt, Evidence, counts
from cycle_kit.steps import step_named

LOST = ("lost", "dropped")
MOST_ASKED = 3  # words of one's own in a list that tells no ends, beside one that sounds so
HALF, FEW = (
    0.5,
    0.1,
)  # shares of deals with a date or a reason: of an ended word, and of running ones


def of_typed_words(deals: DealRows, told: Evidence, left, closing, stages) -> Doubt | None:
    """Words whose deals carry dates of closing or reasons for a loss, or that sound like one."""
    stage = deals.hints["stage"]
    strange = unknown_words(deals, told, stages)
    if not strange or len(strange) > MOST_WORDS:
        return None
    guess = guessed(strange, stage.dropna().unique())
    marked = ending_marks(deals)[left].groupby(stage[left]).mean()
    running = marked[[name for name in marked.index if name not in strange]]
    telling = running.empty or running.max() <= FEW
    names = [
        word
        for word in strange
        if guess[word] in LOST or (telling and marked.get(word, 0.0) >= HALF)
    ]
    if is_undated(deals, told):
        names = asked_without_dates(deals, told, strange, guess)
    mask = left & stage.isin(names)
    header = deals.source.match.columns["stage"]
    return Doubt(
        mask,
        counts(stage, mask),
        wrong=f'"{header}" in {{file}} says of {{n}} [deal|deals] how [it stands|they stand] in words that are '
        "not known:",
        there="",
        guess=guess,
        labels=tuple(names),
    )


def is_undated(deals: DealRows, told: Evidence) -> bool:
    """Whether nothing but these words can tell which deals ended."""
    dates = (
        deals.hints["close_date"].notna() if "close_date" in deals.hints else ending_marks(deals)
    )
    return not (
        told.logged or dates.any() or ending_marks(deals).any() or told.by_flags.notna().any()
    )


def asked_without_dates(
    deals: DealRows, told: Evidence, strange: list[str], guess: Mapping[str, str]
) -> list[str]:
    """The words that are asked about in a list without dates of closing: the few that nobody knows in a column
    that is else understood and tells ends, and those that sound like one; own stages by the dozen are none."""
    sounding = [word for word in strange if guess[word] in ENDS or may_be_signed(word)]
    others = [w for w in deals.hints["stage"].dropna().unique() if w and w not in strange]
    if set(told.labels.values()) & {*ENDS} and len(strange) <= len(others):
        return strange
    return strange if sounding and len(strange) <= MOST_ASKED else sounding


def unknown_words(deals: DealRows, told: Evidence, stages: frozenset[str]) -> list[str]:
    """The words of such a column that are no outcome, no known stage and not named by the caller."""
    source = deals.source
    if not source.has("stage") or not is_status(source.match.columns["stage"]):
        return []
    words = deals.hints["stage"].dropna().unique()
    named = {*stages, *told.labels, *source.reading.named}
    return [
        word
        for word in words
        if word and word not in named and not meaning(word) and not step_named(word)
    ]


def ending_marks(deals: DealRows) -> pd.Series:
    """Deals with a date of closing, or a reason for having been lost."""
    found = pd.Series(False, index=deals.hints.index)
    for name in ("closed_at", "lost_reason"):
        if name in deals.fields:
            found |= deals.fields[name].notna()
    for name in ("won_at", "lost_at"):
        if name in deals.hints:
            found |= deals.hints[name].notna()
    return found


def remark_on_typed_words(deals: DealRows, told: Evidence, outcome: pd.Series) -> None:
    """Words of such a column that count as open stages beside known outcomes."""
    if not (outcome.eq("won").any() and outcome.isin(LOST).any()):  # else the missing one is told
        return
    stage = deals.hints["stage"]
    words = counts(stage, (outcome == "open") & stage.isin(unknown_words(deals, told, frozenset())))
    if not 0 < len(words) <= MOST_WORDS:
        return
    source = deals.source
    own = hidden_texts(source.match.columns, deals.hints)
    deals_of = sum(words.values())
    source.remarks.add(
        "outcomes",
        f'"{source.match.columns["stage"]}" says of '
        + one_or_more(deals_of, "{n} deal", "{n} deals")
        + " how they stand in words that are not known: "
        + f"{', '.join(names_and_others(words, own))}.",
        file=source.raw.file,
        effect="They count as open, in stages of these names: if one of them means lost, win rates are too high.",
        fix=line_for({word: "" for word in names_only(words, own)}),
    )
