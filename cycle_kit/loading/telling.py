"""What an export tells of how its deals stand, and what it leaves in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Evidence:
    """What each teller says: outcomes per deal, missing where it says nothing.

    `said`: {folded word: outcome} of the caller. `status`: {word: outcome, open, closed or ""}.
    `labels`: {stage label: outcome}. `ended`: deals that something calls closed. `logged`: a history beside the
    table tells outcomes. `of_record`: deals whose stage tells how they ended and whose status is that of the record.
    """

    said: Mapping[str, str]
    by_said: pd.Series
    status: Mapping[str, str]
    by_status: pd.Series
    labels: Mapping[str, str]
    by_stage: pd.Series
    by_flags: pd.Series
    ended: pd.Series
    of_record: pd.Series
    logged: bool = False


@dataclass(frozen=True)
class Doubt:
    """Some deals whose outcome is not known: the words that stand for it, and the column they are in.

    `wrong`: of these words what is not known, `{n}` being the number of deals and `[deal|deals]` a word by it.
    `guess`: the argument that each word probably belongs to, "" where nothing says which.
    `labels`: words that are then no open stages either. `fix`: what to type where no word can be said.
    `hidden`: words that are remarks, and not to be shown; `lines`: where these stand.
    """

    mask: pd.Series
    words: Mapping[str, int]
    wrong: str
    there: str
    guess: Mapping[str, str]
    labels: tuple[str, ...] = ()
    fix: str = ""
    hidden: frozenset[str] = frozenset()
    lines: tuple[int, ...] = ()


MOST_WORDS = 50


def counts(names: pd.Series, mask: pd.Series) -> dict[str, int]:
    """{word: how many deals have it}, the commonest first."""
    return {str(word): int(n) for word, n in names[mask].value_counts().items() if word}


def outcomes_told(told: Evidence) -> set[str]:
    """Every outcome that something tells of some deal."""
    tellers = (told.by_said, told.by_status, told.by_stage, told.by_flags)
    return {outcome for teller in tellers for outcome in teller.dropna().unique()}


def lost_alone(hints: pd.DataFrame, told: Evidence) -> bool:
    """Whether the table tells of losses and of no win."""
    known = outcomes_told(told)
    dated = {name for name in ("won_at", "lost_at") if name in hints}
    return bool(known & {"lost", "dropped"} or "lost_at" in dated) and not (
        "won" in known or "won_at" in dated
    )


def tells_nothing(hints: pd.DataFrame, told: Evidence) -> bool:
    """Whether nothing in the table, or in a history beside it, tells how any deal ended."""
    dated = {"won_at", "lost_at", "is_active"} & set(hints.columns)
    return not (told.logged or dated or outcomes_told(told))
