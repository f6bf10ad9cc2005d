"""What the user, or the configuration, says about one load beside the tables and their columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from cycle_kit.loading.order import Stages
from cycle_kit.loading.outcomes import Words
from cycle_kit.loading.rates_of_then import Dated


@dataclass(frozen=True)
class Choices:
    """Of stages, outcomes, money and targets."""

    stages: Stages = None
    stages_from: str = "stages="
    after: tuple[str, ...] | None = None  # None: not said
    words: Words = field(default_factory=Words)
    base: str = ""
    rates: dict[str, float] = field(default_factory=dict)
    rates_of_then: Dated = field(default_factory=dict)
    targets: tuple[Mapping[str, Any], ...] = ()
    steps: Mapping[str, str] = field(default_factory=dict)
    as_of: pd.Timestamp | None = None
    #: {(pipeline, stage): place} as a table of stages says
    places: Mapping[tuple[str, str], float] = field(default_factory=dict)
    #: {argument: words} of this load; those of a configuration may be for other files
    said: Mapping[str, Sequence[str] | str | None] = field(default_factory=dict)

    def __post_init__(self):
        """Names are compared with those of files, whose letters are composed."""
        if isinstance(self.stages, Mapping):
            stages: Stages = {name: composed(order) for name, order in self.stages.items()}
        else:
            stages = self.stages if self.stages is None else composed(self.stages)
        object.__setattr__(self, "stages", stages)
        object.__setattr__(self, "after", self.after and tuple(composed(self.after)))

    @property
    def named(self) -> frozenset[str]:
        """Everything that is called a stage."""
        return named_stages(self.stages) | frozenset(self.after or ())


def composed(names: Iterable[str]) -> list[str]:
    """The names with each letter and its accent as one, as `e` and an accent are `é`."""
    return [unicodedata.normalize("NFC", name) for name in names]


def named_stages(stages: Stages) -> frozenset[str]:
    if stages is None:
        return frozenset()
    if isinstance(stages, dict):
        return frozenset(name for order in stages.values() for name in order)
    return frozenset(stages)
