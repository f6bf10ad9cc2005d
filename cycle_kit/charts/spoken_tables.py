"""Tables to read, in the language that is spoken: their sentences are told, names, figures and headers stay."""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts.words import _, absent
from cycle_kit.locale import ENGLISH, now

#: columns that hold sentences of ours
SENTENCES = ("note", "effect", "fix", "why", "export_this", "goal", "questions", "next_actions")

#: steps of loading whose name alone is a part of other sentences
STEPS = {"targets": "sales targets", "lines": "product lines"}
#: what became of a row of a file, in the words of a note
FATES = {
    "deal": "a deal", "lead": "a lead", "move": "a move to a stage", "line": "a product line",
    "part": "a part of a deal", "share": "a share of a deal", "activity": "an activity", "repeat": "another version",
    "merged": "equal in every cell", "dropped": "left out", "furniture": "no data",
}  # fmt: skip


def table_in_words(table: pd.DataFrame) -> pd.DataFrame:
    """The same table, such as `pipe.notes`, with the sentences in it told in the language that is spoken."""
    if now().name == ENGLISH:
        return table
    # a step with a goal is one of a sales cycle, that of a note is one of loading; others are of the data
    ours: dict[str, dict[str, str]] = {name: {} for name in SENTENCES} | {"fate": FATES}
    if {"goal", "fate"} & set(table):
        ours["step"] = STEPS
    told = {name: spoken(table[name], called) for name, called in ours.items() if name in table}
    return table.assign(**told)


def spoken(cells: pd.Series, called: dict[str, str]) -> pd.Series:
    return cells.map(lambda cell: cell if absent(cell) else _(called.get(str(cell), str(cell))))
