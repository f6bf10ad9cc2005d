"""What is true of a sample: its clean file loaded, and which row tells of which deal."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

import cycle_kit as ck
from cycle_kit.pipeline import Pipeline
from tests.damage.figures import deals_of
from tests.damage.notes import lines_named
from tests.damage.samples import clean
from tests.damage.tables import Export, Table
from tests.damage.writing import lines, put


@dataclass(frozen=True)
class Clean:
    """A sample as it is: its pipeline, its deals by key, and which row tells of which deal."""

    pipe: Pipeline
    deals: pd.DataFrame
    by_name: bool
    keys: Mapping[str, Mapping[int, str]]  # {kind of table: {origin: key}}
    told: Mapping[str, frozenset[int]]  # {kind: origins of rows that the clean file's notes name}

    def once(self) -> dict[int, str]:
        """{origin: key} of those rows of the deals' table that alone tell of their deal."""
        keys = self.keys.get("deals", {})
        seen = list(keys.values())
        return {origin: key for origin, key in keys.items() if seen.count(key) == 1}


@cache
def known(name: str) -> Clean:
    """What is true of a sample, from its clean file."""
    export = clean(name)
    pipe = loaded(export)
    by_name = not any("deal_id" in table.roles for table in tables_of(export))
    deals = deals_of(pipe, by_name=by_name)
    keys = {table.kind: dict(_keys(table, deals)) for table in tables_of(export)}
    return Clean(pipe, deals, by_name, keys, _told(export, pipe))


def tables_of(export: Export) -> list[Table]:
    return [table for file in export.files for table in file.sheets.values()]


def _keys(table: Table, deals: pd.DataFrame) -> Iterator[tuple[int, str]]:
    """Pairs of the origin of a row and the key of the deal it tells of."""
    ids = {str(one): key for key, one in deals["deal_id"].items()}
    names = deals.groupby("name").groups
    for row in table.rows:
        cell = table.cell(row, "deal_id").strip() if "deal_id" in table.roles else ""
        key = ids.get(cell) or next((k for one, k in ids.items() if cell and one in cell), None)
        if key is None and "name" in table.roles and len(cell) == 0:
            named = names.get(table.cell(row, "name").strip(), [])
            key = named[0] if len(named) == 1 and "deal_id" not in table.roles else None
        if key is not None and row.origin is not None:
            yield row.origin, str(key)


def _told(export: Export, pipe: Pipeline) -> dict[str, frozenset[int]]:
    named = _named_by_file(pipe)
    found = {}
    for file in export.files:
        for table in file.sheets.values():
            at = dict(zip(lines(table), table.rows, strict=True))
            numbers, more = named.get(file.kind, (set(), 0))
            rows = [at[line] for line in numbers if line in at]
            origins = frozenset(row.origin for row in rows if row.origin is not None)
            everything = frozenset(row.origin for row in table.rows if row.origin is not None)
            found[file.kind] = everything if more else origins
    return found


def _named_by_file(pipe: Pipeline) -> dict[str, tuple[set[int], int]]:
    """{"deals": lines named}: of a clean sample, whose files are told apart by the notes' own rows."""
    numbers: set[int] = set()
    more = 0
    for note in pipe.notes["note"]:
        found, rest = lines_named(note)
        numbers |= found
        more += rest
    return {kind: (numbers, more) for kind in ("deals", "history", "leads")}


@contextmanager
def files_of(export: Export) -> Iterator[Callable[..., Pipeline]]:
    """The export's files in a folder of their own, as a function that loads them."""
    with tempfile.TemporaryDirectory() as folder:
        given = put(export, Path(folder))
        source = given.pop("source")

        def load(**more: Any) -> Pipeline:
            return ck.load(source, **{**given, **more})

        yield load


def loaded(export: Export, **more: Any) -> Pipeline:
    with files_of(export) as load:
        return load(**more)
