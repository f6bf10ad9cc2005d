"""An export as it is understood so far: its columns with masked examples, its stage words, and the result."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from cycle_kit import config as configuration
from cycle_kit.config.written import write
from cycle_kit.dialects.endings import outcome_words
from cycle_kit.errors import CycleKitError, StageError
from cycle_kit.files import RawTable
from cycle_kit.loading import load
from cycle_kit.loading.ended_together import with_ends_of
from cycle_kit.loading.guesses import spoken
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.named import Named, named
from cycle_kit.loading.plain_headers import with_plain_headers
from cycle_kit.loading.plain_tables import by_words
from cycle_kit.loading.recognise import recognise
from cycle_kit.loading.understood import headers_of
from cycle_kit.pipeline import Pipeline
from cycle_kit.values import cleaned

MOST_WORDS = 50
EXAMPLES = 3
LARGE, SHOWN = 50_000, 20_000  # rows: of a table that is shown in part, and that are then shown


@dataclass(frozen=True)
class Preview:
    """What is made of an export: a Pipeline, or the error that stands in its way.

    `columns`: `file, header, column, filled, examples, guess, evidence`: of a column that is taken for none,
    what it may be and what speaks for it. `rows`: of how many rows the result speaks, where these are
    not all. `layouts`: {file: title of its layout}.
    `words`: {word of a stage or status column: "", won, lost, dropped, after or unknown}, "" being open and
    "unknown" one that is asked about.
    `currencies`: of the currency column.
    """

    columns: pd.DataFrame
    layouts: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    currencies: tuple[str, ...] = ()
    pipe: Pipeline | None = None
    error: CycleKitError | None = None
    rows: int = 0


def preview(
    tables: Sequence[RawTable], settings: Mapping[str, Any], kinds: Sequence[str] = ()
) -> Preview:
    """What `load` makes of these tables with these settings, without raising.

    `kinds`: which of them were given as history or leads: "history", "leads" or "", one for each.
    """
    tables, kinds = [with_plain_headers(raw) for raw in tables], kinds or [""] * len(tables)
    try:
        every = [understood(raw, settings, kind) for raw, kind in zip(tables, kinds, strict=True)]
        columns = pd.concat(every, ignore_index=True)
    except CycleKitError as error:
        return refused(error)
    part = part_of(tables)
    pipe, error = loaded(part, settings, kinds)
    words = words_of(tables, columns, ("stage", "status", "from_stage"))
    stages = [stage for order in pipe.orders.values() for stage in order] if pipe else []
    closed = outcomes_of(tables, columns, pipe) if pipe else asked_about(error)
    return Preview(
        columns=columns,
        layouts={
            raw.file: layout(raw, settings, kind) for raw, kind in zip(tables, kinds, strict=True)
        },
        words={
            word: "" if word in stages else closed.get(word, meaning_of(word, settings))
            for word in dict.fromkeys([*stages, *words])
        },
        currencies=words_of(tables, columns, ("currency",)),
        pipe=pipe,
        error=error,
        rows=len(part[0].frame) if part[0] is not tables[0] else 0,
    )


def part_of(tables: Sequence[RawTable]) -> Sequence[RawTable]:
    """The tables; of one large list its first rows, so that a choice need not wait for all of them."""
    if len(tables) > 1 or len(tables[0].frame) <= LARGE:
        return tables
    (raw,) = tables
    return [replace(raw, frame=raw.frame.head(SHOWN), lines=raw.lines[:SHOWN])]


def filled_in(
    tables: Sequence[RawTable], settings: Mapping[str, Any], kinds: Sequence[str] = ()
) -> dict[str, Any]:
    """The settings with a guess for each column that is needed, where the layout of a table is not known
    and nobody has said anything of columns, nor that it is a history or a list of leads."""
    if settings.get("columns"):
        return dict(settings)
    named: dict[str, str] = {}
    for raw, kind in zip(map(with_plain_headers, tables), kinds or [""] * len(tables), strict=True):
        if kind:
            continue
        headers = Headers(raw.frame)
        try:
            recognise(raw.frame, file=raw.file)
        except CycleKitError:
            known = by_words("deals", headers, Named()).columns
            found = {**known, **{each.name: each.header for each in with_ends_of(headers, known)}}
            named |= found if len(raw.frame) > 1 else {}  # one row shows nothing
    return {**settings, "columns": named} if named else dict(settings)


def refused(error: CycleKitError) -> Preview:
    """Of a file that cannot be read there is nothing to see but why."""
    columns = pd.DataFrame(
        columns=["file", "header", "column", "filled", "examples", "guess", "evidence"]
    )
    return Preview(columns, error=error)


def loaded(
    tables: Sequence[RawTable], settings: Mapping[str, Any], kinds: Sequence[str] = ()
) -> tuple[Pipeline | None, CycleKitError | None]:
    """The tables with settings that are not saved yet, or why they cannot be loaded."""
    of_kind: dict[str, list[RawTable]] = {}
    for raw, kind in zip(tables, kinds or [""] * len(tables), strict=True):
        of_kind.setdefault(kind, []).append(raw)
    with tempfile.TemporaryDirectory() as folder:
        try:
            kept = write(settings, Path(folder) / configuration.NAME)
            source, history, leads = map(of_kind.get, ("", "history", "leads"))
            return load(source, history=history, leads=leads, config=kept), None
        except CycleKitError as error:
            return None, error


def layout(raw: RawTable, settings: Mapping[str, Any], kind: str) -> str:
    """The name of the layout that a table is read as; nothing for an unknown one."""
    said = named(settings.get("columns", {}), (), check=False)
    try:
        return recognise(raw.frame, file=raw.file, named=said, table=kind).dialect.title
    except CycleKitError:
        return ""


def understood(raw: RawTable, settings: Mapping[str, Any], kind: str) -> pd.DataFrame:
    """The columns of one table; of an unknown layout those that the settings name."""
    said = named(settings.get("columns", {}), (), check=False)
    try:
        taken = headers_of(raw, said, None, kind)
    except CycleKitError:
        ours = {header: name for name, header in said.every.items()}
        headers = list(raw.frame.columns)
        taken = pd.DataFrame(
            {
                "file": raw.file,
                "header": headers,
                "column": [ours.get(header, "") for header in headers],
                "filled": [float((raw.frame[header] != "").mean()) for header in headers],
            }
        )
    headers = Headers(raw.frame)
    named_so = {
        name: header for header, name in zip(taken["header"], taken["column"], strict=True) if name
    }
    found = {guess.header: guess for guess in with_ends_of(headers, named_so)}
    return taken.assign(
        examples=[masked_examples(raw.frame[header]) for header in raw.frame],
        guess=[found[header].name if header in found else "" for header in raw.frame],
        evidence=[
            found[header].evidence if header in found else spoken(name, raw.frame[header])
            for header, name in zip(taken["header"], taken["column"], strict=True)
        ],
    )


def masked_examples(texts: pd.Series) -> str:
    """Three cells of different shape with every letter as x and every digit as 9."""
    filled = texts[texts != ""].head(200)
    shapes = dict.fromkeys(mask(text) for text in filled)
    return "  ·  ".join(list(shapes)[:EXAMPLES])


def mask(text: str) -> str:
    """A cell's shape: what it looks like, not what it says."""
    shape = re.sub(r"[^\W\d_]", "x", re.sub(r"\d", "9", text))
    return shape if len(shape) <= 24 else shape[:23] + "…"


def words_of(
    tables: Sequence[RawTable], columns: pd.DataFrame, wanted: tuple[str, ...]
) -> tuple[str, ...]:
    """The distinct words of columns taken for stages, outcomes or currencies; not of longer lists."""
    found: dict[str, None] = {}
    for raw in tables:
        for header in headers_taken(raw, columns, wanted):
            words = [word for word in cleaned(raw.frame[header]).unique() if word]
            if len(words) <= MOST_WORDS:
                found |= dict.fromkeys(words)
    return tuple(found)


def headers_taken(raw: RawTable, columns: pd.DataFrame, wanted: Sequence[str]) -> list[str]:
    mine = columns[(columns["file"] == raw.file) & columns["column"].isin(list(wanted))]
    return list(mine["header"])


def meaning_of(word: str, settings: Mapping[str, Any]) -> str:
    """What a word means by the settings, else by the words that are known."""
    if word in settings.get("after", []):
        return "after"
    lists = {name: settings.get(name) for name in ("won", "lost", "dropped")}
    try:
        return outcome_words([word], **lists).get(word, "")
    except CycleKitError:  # the settings contradict themselves, and the result says so
        return ""


def asked_about(error: CycleKitError | None) -> dict[str, str]:
    """{word: "unknown"} of those that an error asks about: open is then one of the answers, and not yet given."""
    return dict.fromkeys(error.asked, "unknown") if isinstance(error, StageError) else {}


def outcomes_of(
    tables: Sequence[RawTable], columns: pd.DataFrame, pipe: Pipeline
) -> dict[str, str]:
    """{word: "", won, lost, dropped or unknown} as most deals with the word stand: other columns tell it too."""
    stands = pipe.deals.set_index("deal_id")["outcome"].astype("str").replace("open", "")
    found: dict[str, str] = {}
    for raw in tables:
        ids = headers_taken(raw, columns, ("deal_id",))
        named = cleaned(raw.frame[ids[0]]) if ids else "line " + pd.Series(raw.lines).astype("str")
        outcome = pd.Series(named).map(stands)
        for header in headers_taken(raw, columns, ("stage", "status")):
            by_word = outcome.groupby(cleaned(raw.frame[header])).agg(
                lambda each: each.mode().max()
            )
            found |= {word: kind for word, kind in by_word.dropna().items() if word not in found}
    return {word: "after" if word in pipe.after else kind for word, kind in found.items()}
