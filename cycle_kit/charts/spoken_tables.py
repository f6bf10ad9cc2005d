"""Tables to read, in the language that is spoken: their sentences are told, names, figures and headers stay."""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts.words import _, absent
from cycle_kit.locale import ENGLISH, now

#: columns that hold sentences of ours
SENTENCES = ("note", "effect", "fix", "why", "export_this", "goal", "questions", "next_actions")


def table_in_words(table: pd.DataFrame) -> pd.DataFrame:
    """The same table, such as `pipe.notes`, with the sentences in it told in the language that is spoken."""
    if now().name == ENGLISH:
        return table
    # a step with a goal is one of a sales cycle; that of a note is one of loading
    ours = [*SENTENCES, *(["step"] if "goal" in table else [])]
    return table.assign(**{name: table[name].map(spoken) for name in ours if name in table})


def spoken(cell: object) -> object:
    return cell if absent(cell) else _(str(cell))
