"""What is to be done in place of how deals stand: "Call about offer 29600", a text of its own for nearly every deal."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cycle_kit.dialects.endings import resembles
from cycle_kit.dialects.wording import ENDS
from cycle_kit.loading.evidence import ITS_OWN
from cycle_kit.loading.free_texts import FEWEST_STAGES, own_texts
from cycle_kit.loading.probable import guessed, may_be_outcome, may_be_signed

NEARLY_ALL = 0.95  # of the texts


def are_tasks(said: Mapping[str, str], texts: pd.Series) -> bool:
    """Whether nearly every deal has a text of its own, and none of them may say how a deal ended. `said`: {text: what
    it means, where that is known}."""
    filled = texts[texts.notna() & (texts != "")]
    own = own_texts(filled, FEWEST_STAGES)
    if len(own) < NEARLY_ALL * len(said) or len(said) < ITS_OWN * len(filled) or any(said.values()):
        return False
    ends = set(guessed(said).values()) & set(ENDS)
    return not ends and not any(resembles(w) or may_be_outcome(w) or may_be_signed(w) for w in said)
