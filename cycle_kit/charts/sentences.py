"""What loading tells, in whole sentences; and how sentences are shown.

Functions named `..._words` are given tables of metrics (one pipeline, not split by `by=`) and return
`Sentences`. What a table does not hold is not spoken of, nor a table that is none because the export
could not answer (`asking.ask`): there the error itself says what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from html import escape
from typing import Any, ParamSpec

import pandas as pd

from cycle_kit.charts.words import _, many, number, say
from cycle_kit.dialects import known, of_crm
from cycle_kit.errors import CycleKitError

Told = ParamSpec("Told")

FATES = {
    "deal": ("{n} is a deal", "{n} are deals"),
    "lead": ("{n} is a lead", "{n} are leads"),
    "move": ("{n} is a move to a stage", "{n} are moves to a stage"),
    "repeat": ("{n} is another version of one of these", "{n} are other versions of these"),
    "merged": ("{n} equals another one in every cell", "{n} equal others in every cell"),
    "dropped": ("{n} was left out", "{n} were left out"),
    "furniture": (
        "{n} is no data (title, total or blank)",
        "{n} are no data (titles, totals, blanks)",
    ),
}


_LEFTWARDS = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+"
RIGHT_TO_LEFT = re.compile(f"{_LEFTWARDS}(?:[ \u200c-]+{_LEFTWARDS})*")
LOOK = "font-weight: 600; max-width: 52em; padding-inline-start: 5px"


class Sentences(str):
    """Sentences, one a line; a notebook or page shows each as a paragraph that stands out."""

    def _repr_html_(self) -> str:
        lines = (apart(escape(line, quote=False)) for line in self.splitlines())
        return "".join(f'<p style="{LOOK}">{line}</p>' for line in lines)


def apart(html: str) -> str:
    """Words that run from right to left keep to themselves, so that a number stays where it stands."""
    return RIGHT_TO_LEFT.sub(r"<bdi>\g<0></bdi>", html)


def sentences(*told: str) -> Sentences:
    """Those that are not empty, each on its own line."""
    return Sentences("\n".join(one for one in told if one))


def unanswered(given: Iterable[Any]) -> CycleKitError | None:
    """The first of these that has no answer."""
    return next((one for one in given if isinstance(one, CycleKitError)), None)


def without_unanswered(extras: Mapping[str, Any]) -> dict[str, Any]:
    """Those of these options that have an answer."""
    return {name: one for name, one in extras.items() if not isinstance(one, CycleKitError)}


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
    """Sentences that close a notebook: never none."""
    nothing = _(
        "This export answers nothing of that; what is missing stands with each question above."
    )
    return sentences(*told) or sentences(nothing)


def notes_words(notes: pd.DataFrame) -> Sentences:
    """What became of every row of every file."""
    counts = notes[notes["fate"].ne("")].groupby(["file", "fate"], sort=False)["rows"].sum()
    return sentences(*(file_words(file, part) for file, part in counts.groupby("file", sort=False)))


def file_words(file: object, counts: pd.Series) -> str:
    """The rows of one file and their fates."""
    fates = [many(rows, *FATES[fate]) for (_file, fate), rows in counts.items() if rows]
    return many(
        counts.sum(), "{file} has {n} row: {fates}.", "{file} has {n} rows: {fates}.",
        file=file, fates=", ".join(fates),
    )  # fmt: skip


def fixes_words(notes: pd.DataFrame) -> Sentences:
    """What is worth mending, with what it changes in the numbers."""
    told = notes[notes["fix"].ne("")]
    lines = [f"{told_note(row)} {row['effect']} {row['fix']}" for row in records(told)]
    return sentences(*lines) if lines else sentences(_("Nothing needs mending."))


def told_note(row: dict) -> str:
    note = row["note"][:1].upper() + row["note"][1:]
    return f"{note}: {number(row['rows'])}." if row["fate"] else note


def answerable_words(table: pd.DataFrame) -> Sentences:
    """How many questions the data can answer, and what to export to get the rest."""
    counts = table["answer"].value_counts()
    whole = say(
        "Of {all} questions this export answers {yes} in full, {partly} in part and {no} not at all.",
        all=number(len(table)),
        yes=number(counts.get("yes", 0)),
        partly=number(counts.get("partly", 0)),
        no=number(counts.get("no", 0)),
    )
    full = table.loc[table["answer"].eq("yes"), "metric"].str.replace("_", " ")
    named = say("In full: {metrics}.", metrics=", ".join(full)) if len(full) else ""
    return sentences(whole, named, *next_exports(table))


def next_exports(table: pd.DataFrame) -> list[str]:
    """Each remedy once, with the questions that it would answer."""
    lacking = table[table["export_this"].ne("")]
    by_remedy = (
        lacking.groupby("export_this", sort=False)["metric"].agg(", ".join).str.replace("_", " ")
    )
    return [say("For {metrics}: {remedy}", metrics=m, remedy=r) for r, m in by_remedy.items()]


def export_words(crm: str) -> Sentences:
    """How to export from a CRM so that nothing is missing; from each known one if it is not named."""
    ways = {d.title: d.export for d in known() if d.export and d.table == "deals"}
    mine = {d.title: d.export for d in of_crm(crm) if d.export}
    return sentences(*(f"{title}: {steps}" for title, steps in (mine or ways).items()))


def records(table: pd.DataFrame) -> list[dict]:
    return table.to_dict("records")
