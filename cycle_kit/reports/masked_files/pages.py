"""The tables of a web page, written anew: the texts of their cells, how wide and high these are, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import escape

from cycle_kit.errors import CycleKitError
from cycle_kit.files.grid import from_rows
from cycle_kit.files.markup import WebTable, tables_in
from cycle_kit.files.sources import Blob
from cycle_kit.files.table import to_tables
from cycle_kit.reports.masked_files.sheets import Stands, sheet_of
from cycle_kit.reports.masked_files.tables import Sheet


@dataclass(frozen=True)
class PagePart:
    """The tables of a page, each with its sheet."""

    name: str
    encoding: str
    tables: list[WebTable]
    sheets: list[Sheet]
    beside: tuple[str, ...] = ()

    def written(self, to: Stands) -> bytes:
        tables = "\n".join(
            f"<table>\n{''.join(rows_with(table, sheet, to))}</table>"
            for table, sheet in zip(self.tables, self.sheets, strict=True)
        )
        return f"<html><body>\n{tables}\n</body></html>\n".encode(
            self.encoding, "xmlcharrefreplace"
        )


def rows_with(table: WebTable, sheet: Sheet, to: Stands) -> Iterator[str]:
    for line, (row, places) in enumerate(zip(table.rows, table.places, strict=True), start=1):
        cells = "".join(
            f"<td{spans(wide, high)}>{escape(to.cell(sheet, line, column, row[column]))}</td>"
            for column, wide, high in places
        )
        yield f"<tr>{cells}</tr>\n"


def spans(wide: int, high: int) -> str:
    told = f' colspan="{wide}"' if wide > 1 else ""
    return told + (f' rowspan="{high}"' if high > 1 else "")


def page_part(blob: Blob) -> PagePart:
    """FileError: it has no table, or is damaged."""
    text, tables = tables_in(blob.data, name=blob.name)
    sheets = [sheet_in(table, name=blob.name) for table in tables]
    return PagePart(blob.name, text.encoding, tables, sheets)


def sheet_in(table: WebTable, *, name: str) -> Sheet:
    grid = from_rows(table.rows, name=name)
    found = []
    with suppress(CycleKitError):  # a table that is none of deals
        found = to_tables(grid, name=name)
    return sheet_of(grid.frame.to_numpy().tolist(), found, 1)
