"""Files of every kind that is read, each as a part whose cells can be written anew, and archives of them."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cycle_kit.files.archive import check_unpacked, gunzip, unzip
from cycle_kit.files.kinds import identify
from cycle_kit.files.sources import SUFFIXES, Blob
from cycle_kit.files.workbook import read_workbook
from cycle_kit.reports.masked_files.books import Book, book_of, is_modern
from cycle_kit.reports.masked_files.columns import ColumnsPart, columns_part
from cycle_kit.reports.masked_files.json_texts import JsonPart, json_part
from cycle_kit.reports.masked_files.old_books import as_xlsx, new_name
from cycle_kit.reports.masked_files.pages import PagePart, page_part
from cycle_kit.reports.masked_files.sheets import Stands, sheet_of, tables_of
from cycle_kit.reports.masked_files.tables import Sheet
from cycle_kit.reports.masked_files.texts import Text, text_of


@dataclass(frozen=True)
class TextPart:
    """A delimited text with its tables."""

    name: str
    text: Text
    sheet: Sheet
    beside: tuple[str, ...] = ()

    @property
    def sheets(self) -> list[Sheet]:
        return [self.sheet]

    def written(self, to: Stands) -> bytes:
        return self.text.with_cells(
            lambda record, column, text: to.cell(self.sheet, record + 1, column, text)
        )


@dataclass(frozen=True)
class BookPart:
    """A workbook with the tables of its sheets."""

    name: str
    book: Book
    of_name: dict[str, Sheet]

    @property
    def sheets(self) -> list[Sheet]:
        return list(self.of_name.values())

    @property
    def beside(self) -> list[str]:
        return list(self.of_name)

    def written(self, to: Stands) -> bytes:
        def other(name: str, line: int, column: int, text: str, number: bool) -> str:
            sheet = self.of_name[name]
            shown = sheet.text(*sheet.turn(line, column), text) if number else text
            new = to.cell(sheet, line, column, shown)
            return text if new == shown else new

        return self.book.with_cells(other, to.said)


@dataclass(frozen=True)
class ArchivePart:
    """A zip or gzip archive of these."""

    name: str
    parts: Sequence[Part]
    zipped: bool

    @property
    def sheets(self) -> list[Sheet]:
        return [sheet for part in self.parts for sheet in part.sheets]

    @property
    def beside(self) -> Iterator[str]:
        for part in self.parts:
            yield part.name
            yield from part.beside

    def written(self, to: Stands) -> bytes:
        if not self.zipped:
            return gzip.compress(self.parts[0].written(to), mtime=0)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in self.parts:
                archive.writestr(to.file(part.name), part.written(to))
        return file.getvalue()


Part = TextPart | BookPart | PagePart | ColumnsPart | JsonPart | ArchivePart
_PARTS = {
    "text": lambda blob: text_part(blob),
    "web page": page_part,
    "columnar": columns_part,
    "JSON": json_part,
}


def part_of(blob: Blob, max_bytes: int) -> Part:
    """FileError: it is none of these, or damaged."""
    kind = identify(blob.data, name=blob.name)
    if kind == "workbook":
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
    return _PARTS[kind](blob)


def text_part(blob: Blob) -> TextPart:
    text = text_of(blob.data, name=blob.name)
    return TextPart(blob.name, text, sheet_of(text.rows(), tables_of(blob), 1))


def book_part(blob: Blob) -> BookPart:
    """A workbook of another kind than XLSX as the one that it will be."""
    if not is_modern(blob.data, name=blob.name):
        blob = Blob(blob.name, as_xlsx(blob.data, name=blob.name))
    book = book_of(blob.data, name=blob.name)
    grids, _ = read_workbook(blob.data, name=blob.name, sheet=None)
    tables = tables_of(blob)
    of_name = {name: Sheet([], [], 1) for name, _, _ in book.sheets}
    for grid in grids:
        rows = [[""] * grid.left + row for row in grid.frame.to_numpy().tolist()]
        mine = [table for table in tables if table.sheet == grid.sheet]
        of_name[grid.sheet] = sheet_of(rows, mine, grid.first)
    return BookPart(new_name(blob.name), book, of_name)


def every_text(parts: Sequence[Part]) -> Iterator[str]:
    """All cells, what stands beside them, and the names of files and sheets."""
    for part in parts:
        yield part.name
        yield from part.beside
        for sheet in part.sheets:
            for row in sheet.rows:
                yield from row
