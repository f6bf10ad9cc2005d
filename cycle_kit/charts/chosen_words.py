"""Which deals are looked at: what was asked for, in words."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cycle_kit.charts.words import _, commas, say
from cycle_kit.pipeline import Pipeline


def chosen_words(pipe: Pipeline) -> Iterator[str]:
    """What `where` was asked for, a condition a line."""
    for column, wanted in pipe.conditions.items():
        yield say(
            "Only {column}: {wanted}",
            column=_(column.replace("_", " ")),
            wanted=wanted_words(wanted),
        )


def wanted_words(wanted: object) -> str:
    if isinstance(wanted, slice):
        ends = (wanted.start, wanted.stop)
        return " – ".join(
            "…"
            if end is None
            else str(pd.Timestamp(end).date())
            if isinstance(end, pd.Timestamp)
            else str(end)
            for end in ends
        )
    if isinstance(wanted, list | tuple | set):
        return commas(map(wanted_words, wanted))
    return _("none") if wanted is None else str(wanted)
