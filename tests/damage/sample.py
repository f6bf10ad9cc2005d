"""A sample, cut to some hundred deals: its files as tables of text with the roles that are declared for it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import python_calamine

from tests.damage.tables import Export, File, Row, Table, Writing

FOLDER = Path(__file__).resolve().parents[2] / "data" / "samples"
#: deals of the large samples that are kept: the hundred that the small samples tell of
EVERY, FIRST = 24, 18


def tables_of_deals() -> set[str]:
    """The files of the samples but those beside the deals of another: lines, shares, activities."""
    kinds = (".csv", ".xlsx")
    there = {path.relative_to(FOLDER) for path in FOLDER.rglob("*") if path.suffix in kinds}
    return {str(path) for path in there if path.parts[0] != "beside"}


Records = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Source:
    """A file of a sample. `roles`: {our name: header}; a number is the place of the header."""

    path: str
    kind: str
    roles: Mapping[str, str | int]
    separator: str = ","
    encoding: str = "utf-8"
    quote_all: bool = False
    mark: bool = False
    line_end: str = "\n"
    header: int = 0  # the record that is the header
    belongs: str = ""  # cut to the deals kept: the role that names the deal
    made: Callable[[Records], Records] | None = None  # another list of the same deals


@dataclass(frozen=True)
class Sample:
    """An export as people have it. `dates`: how its days are written, "" for another calendar."""

    name: str
    sources: tuple[Source, ...]
    dates: str = "ymd"
    language: str = "en"
    options: Mapping[str, Any] = field(default_factory=dict)
    grouped: bool = False  # rows hang on those above them, so that none may be moved or taken out
    closed_words: bool = False  # won and lost are stages

    def export(self) -> Export:
        return Export(self, tuple(_file(self, source) for source in self.sources), self.options)

    def has(self, kind: str) -> bool:
        return any(source.kind == kind for source in self.sources)


def one(name: str, source: Source, **more: Any) -> Sample:
    """A sample of one file."""
    return Sample(name, (source,), **more)


def roles(text: str) -> dict[str, str]:
    """{our name: header} of "our_name: Header | our_name: Header"."""
    return dict(part.strip().split(": ", 1) for part in text.split("|"))


def placed(text: str) -> dict[str, int]:
    """{our name: place} of names in the order of the columns, "-" for one without a role."""
    return {name: place for place, name in enumerate(text.split()) if name != "-"}


@cache
def _records(path: str, encoding: str, separator: str) -> tuple[Records, dict[int, str]]:
    """The records of a file as text, and which columns a workbook holds as numbers or dates."""
    content = (FOLDER / path).read_bytes()
    if not path.endswith(".xlsx"):
        text = content.decode(encoding).lstrip("\ufeff")
        return tuple(map(tuple, csv.reader(io.StringIO(text, newline=""), delimiter=separator))), {}
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells = book.get_sheet_by_index(0).to_python()
    kinds: dict[int, str] = {}
    for record in cells:
        for place, cell in enumerate(record):
            if isinstance(cell, date | float | int):
                kinds[place] = "date" if isinstance(cell, date) else "number"
    return tuple(tuple(map(_text, record)) for record in cells), kinds


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _file(sample: Sample, source: Source) -> File:
    records, kinds = _records(source.path, source.encoding, source.separator)
    records = source.made(records) if source.made else records
    headers = records[source.header]
    taken = {
        name: headers.index(said) if isinstance(said, str) else said
        for name, said in source.roles.items()
    }
    rows = records[source.header + 1 :]
    if source.belongs:
        kept, place = _kept(sample), taken[source.belongs]
        rows = tuple(
            row
            for number, row in enumerate(rows)
            if len(row) > place and (row[place] in kept or (not row[place] and number % EVERY == 0))
        )
    workbook = source.path.endswith(".xlsx")
    stem = "list" if source.made else Path(source.path).stem
    table = Table(
        source.kind,
        headers,
        tuple(Row(cells, place) for place, cells in enumerate(rows)),
        roles=taken,
        above=records[: source.header],
        typed={headers[place]: kind for place, kind in kinds.items()},
    )
    writing = Writing(
        form="xlsx" if workbook else "csv",
        encoding=source.encoding,
        mark=source.mark,
        separator=source.separator,
        quote_all=source.quote_all,
        line_end=source.line_end,
    )
    return File(stem, source.kind, {"Sheet1": table}, writing)


@cache
def _kept_ids(path: str, encoding: str, place: int) -> frozenset[str]:
    records, _ = _records(path, encoding, ",")
    ids = list(dict.fromkeys(row[place] for row in records[1:] if len(row) > place))
    return frozenset(ids[FIRST::EVERY])


def _kept(sample: Sample) -> frozenset[str]:
    first = next(source for source in sample.sources if source.kind != "leads")
    headers = _records(first.path, first.encoding, first.separator)[0][first.header]
    return _kept_ids(first.path, first.encoding, headers.index(str(first.roles["deal_id"])))
