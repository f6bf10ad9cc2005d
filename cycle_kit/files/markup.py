"""Tables in web pages, which some systems hand out under the name .xls: their text only."""

import email
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from cycle_kit.errors import FileError
from cycle_kit.files.encoding import Text, as_utf8
from cycle_kit.files.grid import MOST_COLUMNS, Grid, from_rows

_MOST_SPANNED = 1000


def read_page(data: bytes, *, name: str) -> list[Grid]:
    """One grid for each table of the page that has rows. FileError where it has none."""
    text, tables = tables_in(data, name=name)
    grids = [from_rows(table.rows, name=name, remarks=text.remarks) for table in tables]
    return [Grid(grid.frame, encoding=text.encoding, remarks=grid.remarks) for grid in grids]


def tables_in(data: bytes, *, name: str) -> "tuple[Text, list[WebTable]]":
    """The page as text, and its tables that have rows. FileError where it has none."""
    text = as_utf8(_page_of_mail(data), name=name)
    _check_marks(text.data, name=name)
    tables = [table for table in _tables(text.data, name=name) if table.rows]
    if not tables:
        raise FileError(
            f'"{name}" is a web page without a table.',
            fix="It may be a login or error page saved as a file: download the export again.",
        )
    return text, tables


#: what opens and what closes it; far more of the first would make the parser search the rest for each
_PAIRS = ((b"<", b">"), (b"<!--", b"-->"), (b"<![", b"]>"))
_MOST_UNPAIRED = 1000
_MOST_TABLES = 1000


def _check_marks(data: bytes, *, name: str) -> None:
    for opening, closing in _PAIRS:
        if data.count(opening) > data.count(closing) + _MOST_UNPAIRED:
            raise _damaged(name)
    if data.lower().count(b"<table") > _MOST_TABLES:
        raise FileError(
            f'"{name}" is a web page of more than {_MOST_TABLES:,} tables.',
            fix="Export the data again as CSV or XLSX.",
        )


def _damaged(name: str) -> FileError:
    return FileError(
        f'"{name}" is a web page that cannot be read: it is damaged.',
        fix="Export the data again as CSV or XLSX.",
    )


def _tables(data: bytes, *, name: str) -> "list[WebTable]":
    parser = _Tables()
    try:
        parser.feed(data.decode("utf-8", "replace"))
        parser.close()
    except AssertionError as error:  # what the parser of the standard library raises of odd marks
        raise _damaged(name) from error
    return parser.tables


def _page_of_mail(data: bytes) -> bytes:
    """The page inside a MIME file, the form of "single file web page" that Excel writes."""
    if not data.lstrip()[:13].lower().startswith(b"mime-version:"):
        return data
    parts = email.message_from_bytes(data.lstrip()).walk()
    pages = [
        part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/html"
    ]
    with_table = [page for page in pages if isinstance(page, bytes) and b"<table" in page.lower()]
    return with_table[0] if with_table else b"<html></html>"


@dataclass
class WebTable:
    """The texts of its cells, row by row, those covered by a wide or high one empty."""

    rows: list[list[str]] = field(default_factory=list)
    cell: list[str] | None = None  # the pieces of text of the cell being read
    span: int = 1
    down: int = 1
    covered: dict[int, int] = field(
        default_factory=dict
    )  # by column, the last row that a cell above reaches

    #: of each row the cells that are written: column, how wide, how high
    places: list[list[tuple[int, int, int]]] = field(default_factory=list)

    def start_row(self) -> None:
        self.end_cell()
        self.rows.append([])
        self.places.append([])

    def start_cell(self, span: str, down: str) -> None:
        self.end_cell()
        if not self.rows:
            self.start_row()
        self.cell = []
        self.span, self.down = _number(span), _number(down)

    def end_cell(self) -> None:
        if self.cell is not None:
            text = " ".join("".join(self.cell).split())
            row, last = self.rows[-1], len(self.rows) - 1
            while self.covered.get(len(row), -1) >= last:
                row.append("")
            self.places[-1].append((len(row), self.span, self.down))
            room = max(MOST_COLUMNS - len(row), 0)
            width = 1 + min(self.span - 1, room)
            if self.down > 1:
                reached = dict.fromkeys(range(len(row), len(row) + width), last + self.down - 1)
                self.covered.update(reached)
            row += [text] + [""] * (width - 1)
        self.cell = None


def _number(text: str) -> int:
    return min(int(text), _MOST_SPANNED) if re.fullmatch("[1-9][0-9]{0,8}", text) else 1


class _Tables(HTMLParser):
    """Collects the text of table cells; a table inside a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[WebTable] = []
        self._open: list[WebTable] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script"):
            self._silent += 1
        elif tag == "table":
            self.tables.append(WebTable())
            self._open.append(self.tables[-1])
        elif self._open and tag == "tr":
            self._open[-1].start_row()
        elif self._open and tag in ("td", "th"):
            spans = dict(attrs)
            self._open[-1].start_cell(spans.get("colspan") or "1", spans.get("rowspan") or "1")
        elif tag in ("br", "p", "div"):
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self._silent = max(self._silent - 1, 0)
        elif self._open and tag in ("td", "th", "tr", "table"):
            self._open[-1].end_cell()
            if tag == "table":
                self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].cell is not None and not self._silent:
            self._open[-1].cell.append(data)

    def close(self) -> None:
        super().close()
        for table in self._open:  # the page was cut off
            table.end_cell()
