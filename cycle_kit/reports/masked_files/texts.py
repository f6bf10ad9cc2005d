"""A delimited text: where its cells stand, so that others can be put in their place and all else stays."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cycle_kit.files.encoding import as_utf8
from cycle_kit.files.line_breaks import check_lines
from cycle_kit.files.separator import choose, declared

_SAMPLE = 1 << 18
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_COLUMNS = re.compile(r"\S+(?: \S+)*")  # of a text that is aligned by blanks


@dataclass(frozen=True)
class Text:
    """A file as text: `mark` and `encoding` give its bytes again."""

    text: str
    encoding: str
    mark: bytes
    separator: str
    start: int  # where its first record begins

    def cells(self) -> Iterator[list[tuple[int, int]]]:
        """Of each record from where to where its cells stand, quotes around them left out."""
        yield from cells(self.text, self.separator, self.start)

    def rows(self) -> list[list[str]]:
        return [[self._cell(*place)[0] for place in row] for row in self.cells()]

    def with_cells(self, other: Callable[[int, int, str], str]) -> bytes:
        """The bytes of the file with other cells; `other`: (record, column, text)."""
        told, at = [], 0
        for record, row in enumerate(self.cells()):
            for column, (start, end) in enumerate(row):
                cell, quoted = self._cell(start, end)
                new = other(record, column, cell)
                told += [self.text[at:start], new.replace('"', '""') if quoted else new]
                at = end
        return self.mark + encoded("".join([*told, self.text[at:]]), self.encoding)

    def _cell(self, start: int, end: int) -> tuple[str, bool]:
        """A cell, and whether it stands in quotes, where those within are doubled."""
        quoted = start > 0 and self.text[start - 1] == '"' == self.text[end : end + 1]
        cell = self.text[start:end]
        return (cell.replace('""', '"') if quoted else cell), quoted


def text_of(data: bytes, *, name: str) -> Text:
    """FileError: this is no text, or has a line that no export has."""
    seen = as_utf8(data, name=name)
    check_lines(seen.data, name=name)
    mark, encoding = marked(data, seen.encoding)
    text = data[len(mark) :].decode(encoding, "surrogateescape")
    first, length = declared(seen.data)
    sample = text[:_SAMPLE]
    return Text(text, encoding, mark, first or choose(sample), length)


def marked(data: bytes, encoding: str) -> tuple[bytes, str]:
    """The mark at the start of a file, and its encoding without one."""
    if encoding == "utf-8-sig":
        return codecs.BOM_UTF8, "utf-8"
    if encoding == "utf-16":
        return data[:2], _WIDE[data[:2]]
    return b"", encoding


def encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding, "surrogateescape")
    except UnicodeEncodeError:
        return text.encode(encoding, "replace")


def cells(text: str, sep: str, start: int = 0) -> Iterator[list[tuple[int, int]]]:
    """Records and cells; a quote that does not pair stands in its cell, as when the file is loaded."""
    end = r"\r?\n" if "\n" in text else r"\r"
    if sep:
        yield from separated(text, re.escape(sep), end, start)
        return
    for line in re.compile(rf"(.+?)?(?:{end}|\Z)").finditer(text, start):
        if line[0]:
            yield [found.span() for found in _COLUMNS.finditer(text, *line.span(1))]


def separated(text: str, sep: str, end: str, start: int) -> Iterator[list[tuple[int, int]]]:
    other = (
        r"|\r(?!\n)" if "n" in end else r"|\n"
    )  # a sign of the other kind of line end is a cell's
    cell = re.compile(
        rf' *"((?:[^"]|"")*+)" *(?={sep}|{end}|\Z)|((?:[^{sep}\r\n]{other})*+)', flags=re.S
    )
    behind = re.compile(rf"({sep})|{end}")
    row: list[tuple[int, int]] = []
    at = start
    while found := cell.match(text, at):
        row.append(found.span(1) if found[1] is not None else found.span(2))
        next_one = behind.match(text, found.end())
        if next_one is None:
            yield row
            return
        at = next_one.end()
        if next_one[1] is None:
            yield row
            row = []
            if at == len(text):
                return
