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
    table tells outcomes.
    """

    said: Mapping[str, str]
    by_said: pd.Series
    status: Mapping[str, str]
    by_status: pd.Series
    labels: Mapping[str, str]
    by_stage: pd.Series
    by_flags: pd.Series
    ended: pd.Series
    logged: bool = False


@dataclass(frozen=True)
class Doubt:
    """Some deals whose outcome is not known: the words that stand for it, and the column they are in.

    `wrong`: of these words what is not known, `{n}` being the number of deals. `guess`: the argument that
    each word probably belongs to. `labels`: words that are then no open stages either. `fix`: what to type where no
    word can be said.
    """

    mask: pd.Series
    words: Mapping[str, int]
    wrong: str
    there: str
    guess: Mapping[str, str]
    labels: tuple[str, ...] = ()
    fix: str = ""
