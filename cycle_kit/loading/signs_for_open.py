"""Signs in a status column, "-" or "—", that stand where nothing is to be said yet: of the deals that go on."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS, LOSSES
from cycle_kit.steps import step_named
from cycle_kit.values import blank_word


def without_signs(
    hints: pd.DataFrame, fields: pd.DataFrame, named: Collection[str]
) -> pd.DataFrame:
    """The hints, blank where the status is such a sign. `named`: words that the caller speaks of.

    Only beside words for won and for lost and none for open, and where all these deals stand in stages that are no
    ends, some of them known steps, without a date of closing or a reason for a loss: else a sign may mean anything,
    and is asked about.
    """
    if "status" not in hints:
        return hints
    words = hints["status"].dropna().unique()
    signs = [word for word in words if blank_word(word) and word not in named]
    said = {meaning(word) for word in words if word not in signs}
    if not signs or "won" not in said or said.isdisjoint(LOSSES) or "open" in said:
        return hints
    rows = hints["status"].isin(signs)
    marks = [name for name in ("closed_at", "lost_reason") if name in fields]
    ended = fields.loc[rows.to_numpy(), marks].notna().any(axis=None)
    if ended or not are_steps(hints.loc[rows, "stage"].fillna("").unique()):
        return hints
    return hints.assign(status=hints["status"].mask(rows))


def are_steps(stages: Collection[str]) -> bool:
    """Whether all are names of stages that are no ends, and some of them known ones."""
    open_ = all(stage and meaning(stage) not in (*ENDS, "closed") for stage in stages)
    return open_ and any(meaning(stage) or step_named(stage) for stage in stages)
