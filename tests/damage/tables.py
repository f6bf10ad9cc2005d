"""An export as text that can be damaged: tables of rows that remember where they stood, and files of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.damage.promise import Promise

#: begins every cell of a column of one's own, which no note may show
SECRET = "zq"


class NotHere(Exception):
    """The damage cannot be done to this export: there is no such column, or no such row."""


@dataclass(frozen=True)
class Row:
    """A record below the header. `origin`: its place in the clean table, None where a damage added it."""

    cells: tuple[str, ...]
    origin: int | None = None


@dataclass(frozen=True)
class Table:
    """A header and its rows. `roles`: the places of the columns that are known, by our names."""

    kind: str  # deals, history, leads, or other
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    roles: Mapping[str, int] = field(default_factory=dict)
    above: tuple[tuple[str, ...], ...] = ()  # records above the header
    typed: Mapping[str, str] = field(
        default_factory=dict
    )  # {header: date or number}, as a workbook holds its cells

    def place(self, role: str) -> int:
        if role not in self.roles:
            raise NotHere(role)
        return self.roles[role]

    def header(self, role: str) -> str:
        return self.headers[self.place(role)]

    def cell(self, row: Row, role: str) -> str:
        place = self.place(role)
        return row.cells[place] if place < len(row.cells) else ""

    def by_origin(self) -> dict[int, Row]:
        return {row.origin: row for row in self.rows if row.origin is not None}

    def mapped(self, role: str, change: Callable[[str], str], *, rows: Iterable[int] | None = None):
        """The cells of one column changed, in all rows or in those of these origins."""
        place = self.place(role)
        chosen = None if rows is None else set(rows)

        def changed(row: Row) -> Row:
            inside = row.origin is not None if chosen is None else row.origin in chosen
            if not inside or place >= len(row.cells):
                return row
            cells = list(row.cells)
            cells[place] = change(cells[place])
            return replace(row, cells=tuple(cells))

        return replace(self, rows=tuple(changed(row) for row in self.rows))

    def renamed(self, place: int, header: str) -> Table:
        headers = list(self.headers)
        typed = dict(self.typed)
        if headers[place] in typed:
            typed[header] = typed[headers[place]]
        headers[place] = header
        return replace(self, headers=tuple(headers), typed=typed)

    def is_whole(self, row: Row) -> bool:
        """Whether a third of the columns that are known is filled."""
        known = [row.cells[place] for place in self.roles.values() if place < len(row.cells)]
        return row.origin is not None and 3 * sum(map(bool, known)) >= len(known)

    def with_column(self, header: str, cells: Iterable[str], *, at: int | None = None) -> Table:
        """A further column: its cells in the order of the rows, before place `at` or at the end.

        Titles of groups and further lines of a deal have none.
        """
        at = len(self.headers) if at is None else at
        rows = tuple(
            replace(
                row, cells=(*row.cells[:at], cell if self.is_whole(row) else "", *row.cells[at:])
            )
            for row, cell in zip(self.rows, cells, strict=True)
        )
        return replace(
            self,
            headers=(*self.headers[:at], header, *self.headers[at:]),
            rows=rows,
            roles={role: place + (place >= at) for role, place in self.roles.items()},
        )

    def in_order(self, places: list[int]) -> Table:
        """The table with only these columns, in this order."""
        new = {old: place for place, old in enumerate(places)}
        rows = tuple(
            replace(row, cells=tuple(row.cells[p] if p < len(row.cells) else "" for p in places))
            for row in self.rows
        )
        return replace(
            self,
            headers=tuple(self.headers[place] for place in places),
            rows=rows,
            roles={role: new[place] for role, place in self.roles.items() if place in new},
        )

    def without_column(self, role: str) -> Table:
        gone = self.place(role)
        return self.in_order([place for place in range(len(self.headers)) if place != gone])

    def with_row(self, cells: Iterable[str], *, at: int) -> Table:
        """A further record before place `at` of the rows (negative: from the end, -1 the very end)."""
        at = len(self.rows) + 1 + at if at < 0 else at
        row = Row(tuple(cells))
        return replace(self, rows=(*self.rows[:at], row, *self.rows[at:]))

    def blank_row(self) -> list[str]:
        return [""] * len(self.headers)


@dataclass(frozen=True)
class Writing:
    """How a table becomes bytes."""

    form: str = "csv"  # csv, xlsx or html
    suffix: str = ""  # "": that of the form
    encoding: str = "utf-8"
    mark: bool = False  # a byte order mark in front
    separator: str = ","
    line_end: str = "\n"
    quote_all: bool = False
    closing: str = ""  # what stands at the end of each record, a separator say
    after: tuple[Callable[[bytes], bytes], ...] = ()


@dataclass(frozen=True)
class File:
    """A file of one table, or of several sheets: {sheet: table}."""

    name: str  # without its suffix
    kind: str  # deals, history, leads or other: how it is given to `load`
    sheets: Mapping[str, Table]
    writing: Writing = field(default_factory=Writing)

    @property
    def suffix(self) -> str:
        return self.writing.suffix or f".{self.writing.form}"


@dataclass(frozen=True)
class Export:
    """What is given to `load`, and what must come out of it."""

    sample: Any  # a tests.damage.samples.Sample
    files: tuple[File, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    packed: str = ""  # "folder", "zip" or "gz" instead of files one by one
    named: bool = False  # histories and leads given as history= and leads=, not in one list
    promise: Promise = field(default_factory=Promise)

    def file(self, kind: str) -> File:
        found = [file for file in self.files if file.kind == kind]
        if len(found) != 1:
            raise NotHere(kind)
        return found[0]

    def table(self, kind: str = "deals") -> Table:
        sheets = list(self.file(kind).sheets.values())
        if len(sheets) != 1:
            raise NotHere(f"one table of {kind}")
        return sheets[0]

    def with_table(self, table: Table) -> Export:
        """The export with another table in the place of the one of this kind."""
        self.table(table.kind)
        return self.with_file(
            replace(self.file(table.kind), sheets={next(iter(self.file(table.kind).sheets)): table})
        )

    def with_file(self, file: File) -> Export:
        return replace(
            self, files=tuple(file if other.kind == file.kind else other for other in self.files)
        )

    def beside(self, file: File) -> Export:
        return replace(self, files=(*self.files, file))

    def written_as(self, kind: str = "deals", **changes: Any) -> Export:
        file = self.file(kind)
        return self.with_file(replace(file, writing=replace(file.writing, **changes)))

    def promising(self, **changes: Any) -> Export:
        return replace(self, promise=self.promise.adding(**changes))
