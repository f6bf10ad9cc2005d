"""What loading tells, in whole sentences; and how sentences are shown.

Functions named `..._words` are given tables of metrics (one pipeline, not split by `by=`) and return
`Sentences`. What a table does not hold is not spoken of, nor a table that is none because the export
could not answer (`unanswered.ask`): there the error itself says what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from html import escape
from typing import Any, ParamSpec

import pandas as pd

from cycle_kit.charts.told import rows_of, say
from cycle_kit.charts.unanswered import unanswered, without_unanswered
from cycle_kit.charts.words import _, commas
from cycle_kit.dialects import known, of_crm
from cycle_kit.errors import CycleKitError
from cycle_kit.locale import now

Told = ParamSpec("Told")

#: what became of the rows of a file
FATES = {
    "deal": "{n:#} is a deal || {n:#} are deals",
    "lead": "{n:#} is a lead || {n:#} are leads",
    "move": "{n:#} is a move to a stage || {n:#} are moves to a stage",
    "line": "{n:#} is a product line || {n:#} are product lines",
    "share": "{n:#} is a share of a deal || {n:#} are shares of deals",
    "activity": "{n:#} is an activity || {n:#} are activities",
    "repeat": "{n:#} is another version of one of these || {n:#} are other versions of these",
    "merged": "{n:#} equals another one in every cell || {n:#} equal others in every cell",
    "dropped": "{n:#} was left out || {n:#} were left out",
    "furniture": "{n:#} is no data (title, total or blank)"
                 " || {n:#} are no data (titles, totals, blanks)",
}  # fmt: skip
OF_A_FILE = "{file} has {n:#} row: {fates}. || {file} has {n:#} rows: {fates}."
ANSWERS = "Of {all:n} questions this export answers {yes:n} in full, {partly:n} in part and {no:n} not at all."

_LEFTWARDS = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+"
RIGHT_TO_LEFT = re.compile(f"{_LEFTWARDS}(?:[ \u200c-]+{_LEFTWARDS})*")
LOOK = "font-weight: 600; max-width: 52em; padding-inline-start: 5px; text-align: start"


class Sentences(str):
    """Sentences, one a line; a notebook or page shows each as a paragraph that stands out."""

    def _repr_html_(self) -> str:
        lines = (apart(escape(line, quote=False)) for line in self.splitlines())
        return "".join(f"<p {standing(LOOK)}>{line}</p>" for line in lines)

    @property
    def in_chart(self) -> list[str]:
        """The sentences one by one for below a chart, where a name made of signs would be a tag."""
        return [escape(line, quote=False) for line in self.splitlines()]


def standing(style: str) -> str:
    """How a paragraph looks that stands by itself, in a notebook: also where the language runs from right to left."""
    return (
        f'dir="rtl" style="{style}; margin-left: auto"' if now().leftwards else f'style="{style}"'
    )


def apart(html: str) -> str:
    """Words that run from right to left keep to themselves, so that a number stays where it stands."""
    return html if now().leftwards else RIGHT_TO_LEFT.sub(r"<bdi>\g<0></bdi>", html)


def sentences(*told: str) -> Sentences:
    """Those that are not empty, each on its own line."""
    return Sentences("\n".join(one for one in told if one))


def of_answers(words: Callable[Told, Sentences]) -> Callable[Told, Sentences]:
    """Silent where a table given by its place has no answer; one given by its name is left out."""

    @wraps(words)
    def told(*needed: Told.args, **extras: Told.kwargs) -> Sentences:
        if unanswered(needed) is not None:
            return sentences()
        return words(*needed, **without_unanswered(extras))  # type: ignore[call-arg]

    return told


def lines(
    words: Callable[..., str | list[str]], table: Any, *args: Any, **options: Any
) -> list[str]:
    """What `words` says of a table, line by line: nothing of one that is not there or has no answer."""
    if table is None or isinstance(table, CycleKitError):
        return []
    told = words(table, *args, **options)
    return told.splitlines() if isinstance(told, str) else told


def answer(*told: str) -> Sentences:
    """Sentences that close a notebook: never none. An export may lack what is asked for, or be not understood."""
    nothing = _("None of these questions is answered; why stands with each of them above.")
    return sentences(*told) or sentences(nothing)


def notes_words(notes: pd.DataFrame) -> Sentences:
    """What became of every row of every file."""
    counts = notes[notes["fate"].ne("")].groupby(["file", "fate"], sort=False)["rows"].sum()
    return sentences(*(file_words(file, part) for file, part in counts.groupby("file", sort=False)))


def file_words(file: object, counts: pd.Series) -> str:
    """The rows of one file and their fates."""
    fates = [say(FATES[fate], {"n": rows}) for (_file, fate), rows in counts.items() if rows]
    return say(OF_A_FILE, {"file": file, "n": counts.sum(), "fates": commas(fates)})


def fixes_words(notes: pd.DataFrame) -> Sentences:
    """What is worth mending, with what it changes in the numbers."""
    told = rows_of(notes[notes["fix"].ne("")])
    lines = [f"{told_note(row)} {_(row['effect'])} {_(row['fix'])}" for row in told]
    return sentences(*lines) if lines else sentences(_("Nothing needs mending."))


def told_note(row: dict) -> str:
    note = _(row["note"])
    note = note[:1].upper() + note[1:]
    return say("{note}: {rows:n}.", row | {"note": note}) if row["fate"] else note


def answerable_words(table: pd.DataFrame) -> Sentences:
    """How many questions the data can answer, and what to export to get the rest."""
    counts = dict.fromkeys(("yes", "partly", "no"), 0) | table["answer"].value_counts().to_dict()
    full = table.loc[table["answer"].eq("yes"), "metric"].str.replace("_", " ")
    row = counts | {"all": len(table), "full": commas(map(_, full))}
    return sentences(say(ANSWERS, row), say("In full: {full}.", row), *next_exports(table))


def next_exports(table: pd.DataFrame) -> list[str]:
    """Each remedy once, with the questions that it would answer."""
    lacking = table[table["export_this"].ne("")].assign(
        metric=table["metric"].str.replace("_", " ").map(_), export_this=table["export_this"].map(_)
    )
    by_remedy = lacking.groupby("export_this", sort=False)["metric"].agg(commas).reset_index()
    return [say("For {metric}: {export_this}", row) for row in rows_of(by_remedy)]


def export_words(crm: str) -> Sentences:
    """How to export from a CRM so that nothing is missing; from each known one if it is not named."""
    ways = {d.title: d.export for d in known() if d.export and d.table == "deals"}
    mine = {d.title: d.export for d in of_crm(crm) if d.export}
    return sentences(*(f"{_(title)}: {_(steps)}" for title, steps in (mine or ways).items()))
