"""The tables that loading finds in a file, and where they stand in its rows."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import zip_longest
from typing import Protocol

from cycle_kit import files
from cycle_kit.errors import CycleKitError
from cycle_kit.files.sources import Blob
from cycle_kit.reports.masked_files.kinds import layout_of
from cycle_kit.reports.masked_files.tables import Sheet


class Stands(Protocol):
    """What stands for what in some files."""

    def cell(self, sheet: Sheet, line: int, column: int, text: str) -> str:
        """For a cell of a sheet, from the top to the bottom."""
        ...

    def said(self, text: str) -> str:
        """For the name of a sheet."""
        ...

    def file(self, name: str) -> str:
        """For the name of a file, which keeps its ending."""
        ...

    def header(self, text: str) -> str: ...

    def name(self, text: str) -> str:
        """For a name or a key, of which no word is kept."""
        ...

    def beside(self, text: str) -> str:
        """For a text or a number beside all tables."""
        ...


def sheet_of(rows: list[list[str]], tables: Sequence[files.RawTable], first: int) -> Sheet:
    """The rows with the tables in them, which may stand on their side."""
    layouts = [layout_of(table, rows, first) for table in tables]
    if not tables or any(layout.kinds for layout in layouts):
        return Sheet(rows, layouts, first)
    turned = [list(cells) for cells in zip_longest(*rows, fillvalue="")]
    layouts = [layout_of(table, turned, first) for table in tables]
    return Sheet(turned, layouts, first, turned=True)


def tables_of(blob: Blob) -> list[files.RawTable]:
    """The tables that loading finds; none in a file that it refuses, as such files are shown, too."""
    with suppress(CycleKitError):
        return files.read(blob.data, name=blob.name, bare=True)
    return []
