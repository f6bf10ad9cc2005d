"""One table of a set with its columns under our names, every cell text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from cycle_kit import tables as ours
from cycle_kit.dialects.dialect import HINTS
from cycle_kit.files import RawTable
from cycle_kit.warehouse import cells
from cycle_kit.warehouse.declared import Kind, Loader, System
from cycle_kit.warehouse.names import column

#: our names of dates; a row that lacks the first of several columns may have the next one
DATES = {
    "entered_at",
    *(name for name, kind in {**ours.DEALS, **HINTS}.items() if kind == "date"),
}


@dataclass(frozen=True)
class Table:
    """A table as it was read, without words for nothing in its cells."""

    raw: RawTable
    kind: Kind
    loader: Loader | None
    system: System

    @property
    def file(self) -> str:
        return self.raw.file

    @property
    def frame(self) -> pd.DataFrame:
        return self.raw.frame

    @cached_property
    def keys(self) -> dict[str, list[str]]:
        """{header as compared: the headers that are so}, twins in two spellings together."""
        found: dict[str, list[str]] = {}
        for header in self.frame:
            found.setdefault(column(str(header), self.system.fronts), []).append(str(header))
        return found

    def rows(self, kept: pd.Series | np.ndarray) -> Table:
        """The table with these rows alone."""
        there = np.asarray(kept, dtype=bool)
        raw = replace(
            self.raw,
            frame=self.frame[there].reset_index(drop=True),
            lines=self.raw.lines[there],
        )
        return replace(self, raw=raw)

    def headers(self, name: str) -> list[str]:
        """The headers that hold a column of ours: of several the first that is filled."""
        there = [self.keys[key] for key in self.aliases(name) if key in self.keys]
        filled = [headers for headers in there if self._filled(headers)]
        return (filled or there or [[]])[0]

    def aliases(self, name: str) -> tuple[str, ...]:
        return self.kind.columns.get(name, ())

    def _filled(self, headers: list[str]) -> bool:
        return any((self.frame[header] != "").any() for header in headers)

    def has(self, name: str) -> bool:
        return bool(self.headers(name))

    def texts(self, name: str) -> pd.Series:
        """A column of ours; empty where the table has none."""
        if name not in self._read:
            headers = self._every(name) if name in DATES else self.headers(name)
            self._read[name] = self.joined(headers)
        return self._read[name]

    def _every(self, name: str) -> list[str]:
        """The headers of all columns that may hold a column of ours, the first in rank first."""
        return [header for key in self.aliases(name) for header in self.keys.get(key, ())]

    @cached_property
    def _read(self) -> dict[str, pd.Series]:
        return {}

    def joined(self, headers: list[str]) -> pd.Series:
        """One column of its twins: the first of them that is filled."""
        found = pd.Series("", index=self.frame.index, dtype="str")
        for header in headers:
            found = found.where(found.ne(""), self.frame[header])
        return cells.values_of_records(found)

    def moments(self, name: str) -> pd.Series:
        """A column of ours as moments."""
        if name not in self._dated:
            self._dated[name] = cells.moments(self.texts(name))
        return self._dated[name]

    @cached_property
    def _dated(self) -> dict[str, pd.Series]:
        return {}

    def names_within(self, name: str) -> pd.Series:
        """What the records in a column of ours are called; "" where its cells are none."""
        found = pd.Series("", index=self.frame.index, dtype="str")
        for header in self.headers(name):
            records = self.frame[header].str.startswith("{")
            names = self.frame.loc[records, header].map(cells.name_of)
            found.loc[records] = names
        return found

    def keyed(self, keys: tuple[str, ...]) -> pd.Series | None:
        """The column that is called by one of these names, as compared; None where there is none."""
        headers = [self.keys[key] for key in keys if key in self.keys]
        return self.joined(headers[0]) if headers else None

    def ids(self, name: str) -> pd.Series:
        return cells.ids(self.texts(name))

    def short_ids(self, name: str) -> pd.Series:
        """Ids as they are matched with those of other rows and tables."""
        return cells.short_ids(self.texts(name), self.system.id_letters)

    def entries(self) -> Iterator[tuple[str, str]]:
        """Headers that are dates of entry into a stage, and the stage's id as compared."""
        for front in self.system.dates_per_stage:
            for key, headers in self.keys.items():
                if key.startswith(front) and len(key) > len(front):
                    for header in headers:
                        yield header, key[len(front) :]
