"""Enormous and hostile sources, each read in a process of its own whose time and memory are measured.

`python -m tests.enormous` prints a line for each: "ok", seconds of the processor, megabytes, and what came of it.
"""

import gzip
import io
import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice, product
from pathlib import Path

from cycle_kit.errors import CycleKitError
from cycle_kit.files import read

SECONDS, MEGABYTES = 5, 1500
CSV = b"Deal,Stage,Amount\nA,Lead,5\nB,Won,6\n"
Source = Callable[[Path], object]


def written(content: Callable[[], bytes]) -> Source:
    """A file with that content, which is made in the process that reads it, and gone before it does."""

    def source(folder: Path) -> Path:
        path = folder / "deals.csv"
        path.write_bytes(content())
        return path

    return source


def archive(members: Callable[[], Iterator[tuple[str, bytes]]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, content in members():
            file.writestr(name, content)
    return buffer.getvalue()


def bomb(piece: bytes, times: int) -> bytes:
    buffer = io.BytesIO()
    with gzip.open(buffer, "wb", 1) as file:
        for _ in range(times):
            file.write(piece)
    return buffer.getvalue()


def page_of(columns: int, rows: int) -> bytes:
    letters = [chr(97 + n) for n in range(26)]
    names = islice(map("".join, product(letters, repeat=4)), columns)
    header = ",".join(f"header {name}" for name in names)
    row = ",".join(["2024-01-05"] * columns)
    return "\n".join([header, *[row] * rows, ""]).encode()


def workbook(sheet: bytes) -> bytes:
    """The least of a workbook, with these rows."""
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    package = b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    office = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    parts = {
        "_rels/.rels": b'<Relationships %s><Relationship Id="rId1" Type="%sofficeDocument" '
        b'Target="xl/workbook.xml"/></Relationships>' % (package, kind),
        "xl/workbook.xml": b'<workbook %s %s><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
        % (main, office),
        "xl/_rels/workbook.xml.rels": b'<Relationships %s><Relationship Id="rId1" Type="%sworksheet" '
        b'Target="worksheets/sheet1.xml"/></Relationships>' % (package, kind),
        "xl/worksheets/sheet1.xml": b'<worksheet %s><dimension ref="A1:C3"/><sheetData>%s</sheetData></worksheet>'
        % (main, sheet),
    }
    return archive(lambda: iter(parts.items()))


def sheet_of_repeats(rows: int, columns: int, times: int) -> bytes:
    """An OpenDocument sheet whose few bytes stand for so many cells."""
    name = b'xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"'
    names = b" ".join(name % (part, part) for part in (b"office", b"table", b"text"))
    cell = b'<table:table-cell table:number-columns-repeated="%d" office:value-type="string"><text:p>a</text:p>'
    row = (
        b'<table:table-row table:number-rows-repeated="%d">%s</table:table-cell></table:table-row>'
    )
    content = (
        b"<office:document-content %s><office:body><office:spreadsheet><table:table table:name='S'>%s"
        b"</table:table></office:spreadsheet></office:body></office:document-content>"
    ) % (names, (row % (rows, cell % columns)) * times)
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": b"<manifest/>"}
    return archive(lambda: iter(parts.items()))


def cells(row: int, *columns: str) -> bytes:
    inner = "".join(
        f'<c r="{column}{row}" t="inlineStr"><is><t>Cell {column}{row}</t></is></c>'
        for column in columns
    )
    return f'<row r="{row}">{inner}</row>'.encode()


TABLE = cells(1, "A", "B") + cells(2, "A", "B")

SOURCES: dict[str, Source] = {
    "a line of 100 MB": written(lambda: CSV + b"x" * 100_000_000),
    "a line of 50 million cells": written(lambda: CSV + b"a," * 50_000_000 + b"\n" + CSV),
    "a quote that never closes": written(lambda: CSV + b'C,Won,"' + b"x\n" * 50_000_000),
    "quotes that never close": written(lambda: b"a,b,c\n" + b'1,"x,y\n' * 200_000),
    "one line without a table": written(lambda: b"x" * 100_000_000),
    "100,000 columns": written(lambda: page_of(100_000, 3)),
    "16,000 columns": written(lambda: page_of(16_000, 3)),
    "60 rows of 2,000 days": written(lambda: page_of(2000, 60)),
    "a million blank lines": written(lambda: CSV + b"\n" * 1_000_000),
    "a million blank rows": written(lambda: CSV + b",,\n" * 1_000_000 + CSV),
    "nothing but separators": written(lambda: b",,\n" * 3_000_000),
    "nothing but line breaks": written(lambda: b"\n" * 100_000_000),
    "zeros": written(lambda: bytes(300_000_000)),
    "10,000 files in an archive": written(
        lambda: archive(lambda: ((f"{n}.csv", CSV) for n in range(10_000)))
    ),
    "an archive that unpacks to 4 GB": written(lambda: bomb(bytes(1_000_000), 4000)),
    "a text that unpacks to 3 GB": written(lambda: bomb(b"C,Won,7\n" * 125_000, 3000)),
    "a cell in the last corner": written(lambda: workbook(TABLE + cells(1_048_576, "XFD"))),
    "a cell beyond all corners": written(lambda: workbook(TABLE + cells(4_294_967_295, "ZZZZZZ"))),
    "a million blank rows of a workbook": written(lambda: workbook(TABLE + cells(1_000_000, "A"))),
    "100 million cells by repeating": written(lambda: sheet_of_repeats(1000, 1000, 100)),
    "17 billion cells by repeating": written(lambda: sheet_of_repeats(1_048_576, 16_384, 1)),
    "tables in tables": written(lambda: b"<html>" + b"<table><tr><td>" * 200_000),
    "marks that never close": written(lambda: b"<html><table>" + b"<!--" * 300_000),
    "wide cells of a page": written(lambda: b"<html><table><tr>" + b"<td colspan=1000>x" * 20_000),
    "a device": lambda _: "/dev/zero",
}


def measured(name: str, folder: Path) -> str:
    """What comes of reading the source in this process."""
    source = SOURCES[name](folder)
    started = time.process_time()
    try:
        outcome = f"{sum(len(table.frame) for table in read(source)):,} rows"
    except CycleKitError as error:
        outcome = error.wrong
    seconds = time.process_time() - started
    megabytes = peak() / 1000
    well = seconds <= SECONDS and megabytes <= MEGABYTES
    return f"{'ok' if well else 'BAD'} {seconds:5.1f} s {megabytes:6.0f} MB  {name}: {outcome}"


def peak() -> int:
    """The most memory that this process held since it was reset [kB]."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        for name in SOURCES:
            child = os.fork()  # so that the package is imported once only
            if not child:
                prepared(name, Path(folder))
            _, status = os.waitpid(child, 0)
            if status:
                print(f"BAD {name}: ended by {status}", flush=True)
    return 0


def prepared(name: str, folder: Path) -> None:
    """In a process of its own: the source is made, the count of memory starts anew, and it is read."""
    code = 1
    try:
        source = SOURCES[name](folder)
        SOURCES[name] = lambda _: source
        Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")
        print(measured(name, folder), flush=True)
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
