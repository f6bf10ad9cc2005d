"""Files that can be masked: texts and workbooks, and archives of them."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest

from cycle_kit import files
from cycle_kit.errors import CycleKitError, FileError
from cycle_kit.files.archive import check_unpacked, gunzip, unzip
from cycle_kit.files.kinds import READABLE, identify
from cycle_kit.files.sources import SUFFIXES, Blob
from cycle_kit.files.workbook import read_workbook
from cycle_kit.reports.masked_files.books import Book, book_of
from cycle_kit.reports.masked_files.kinds import layout_of
from cycle_kit.reports.masked_files.tables import Sheet
from cycle_kit.reports.masked_files.texts import Text, text_of

#: (sheet, line, column, text) -> what stands for it
Mask = Callable[[Sheet, int, int, str], str]
Said = Callable[[str], str]


@dataclass(frozen=True)
class TextPart:
    """A delimited text with its tables."""

    name: str
    text: Text
    tables: Sequence[files.RawTable]
    sheet: Sheet

    @property
    def sheets(self) -> list[Sheet]:
        return [self.sheet]

    def written(self, mask: Mask, said: Said) -> bytes:
        return self.text.with_cells(
            lambda record, column, text: mask(self.sheet, record + 1, column, text)
        )


@dataclass(frozen=True)
class BookPart:
    """A workbook with the tables of its sheets."""

    name: str
    book: Book
    tables: Sequence[files.RawTable]
    of_name: dict[str, Sheet]

    @property
    def sheets(self) -> list[Sheet]:
        return list(self.of_name.values())

    def written(self, mask: Mask, said: Said) -> bytes:
        def other(name: str, line: int, column: int, text: str, number: bool) -> str:
            sheet = self.of_name[name]
            shown = sheet.text(*sheet.turn(line, column), text) if number else text
            new = mask(sheet, line, column, shown)
            return text if new == shown else new

        return self.book.with_cells(other, said)


@dataclass(frozen=True)
class ArchivePart:
    """A zip or gzip archive of these."""

    name: str
    parts: Sequence[Part]
    zipped: bool

    @property
    def tables(self) -> list[files.RawTable]:
        return [table for part in self.parts for table in part.tables]

    @property
    def sheets(self) -> list[Sheet]:
        return [sheet for part in self.parts for sheet in part.sheets]

    def written(self, mask: Mask, said: Said) -> bytes:
        if not self.zipped:
            return gzip.compress(self.parts[0].written(mask, said), mtime=0)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in self.parts:
                archive.writestr(said(part.name), part.written(mask, said))
        return file.getvalue()


Part = TextPart | BookPart | ArchivePart


def part_of(blob: Blob, max_bytes: int) -> Part:
    """FileError: it is none of these, or damaged."""
    kind = identify(blob.data, name=blob.name)
    if kind == "text":
        return text_part(blob)
    if kind == "workbook" and blob.data.startswith(b"PK"):
        check_unpacked(blob.data, name=blob.name, max_bytes=max_bytes)
        return book_part(blob)
    if kind == "zip":
        check_unpacked(blob.data, name=blob.name, max_bytes=max_bytes)
        members = unzip(blob.data, name=blob.name, suffixes=SUFFIXES)
        return ArchivePart(
            blob.name, [part_of(Blob(*each), max_bytes) for each in members], zipped=True
        )
    if kind == "gzip":
        content = gunzip(blob.data, name=blob.name, max_bytes=max_bytes)
        return ArchivePart(blob.name, [part_of(Blob(blob.name, content), max_bytes)], zipped=False)
    raise FileError(
        f'"{blob.name}" is {READABLE[kind]}, of which no masked copy is made.',
        there="Delimited texts and XLSX workbooks can be masked, and zip archives and folders of them.",
        fix="Open it in a spreadsheet program, and save it as XLSX or CSV.",
    )


def text_part(blob: Blob) -> TextPart:
    text = text_of(blob.data, name=blob.name)
    rows = text.rows()
    tables = tables_of(blob)
    return TextPart(blob.name, text, tables, sheet_of(rows, tables, 1))


def book_part(blob: Blob) -> BookPart:
    book = book_of(blob.data, name=blob.name)
    grids, _ = read_workbook(blob.data, name=blob.name, sheet=None)
    tables = tables_of(blob)
    of_name = {name: Sheet([], [], 1) for name, _, _ in book.sheets}
    for grid in grids:
        rows = [[""] * grid.left + row for row in grid.frame.to_numpy().tolist()]
        mine = [table for table in tables if table.sheet == grid.sheet]
        of_name[grid.sheet] = sheet_of(rows, mine, grid.first)
    return BookPart(blob.name, book, tables, of_name)


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


def every_text(parts: Sequence[Part]) -> Iterator[str]:
    """All cells, and the names of files and sheets."""
    for part in parts:
        yield part.name
        if isinstance(part, ArchivePart):
            yield from every_text(part.parts)
        if isinstance(part, BookPart):
            yield from part.of_name
        for sheet in part.sheets if not isinstance(part, ArchivePart) else ():
            for row in sheet.rows:
                yield from row
