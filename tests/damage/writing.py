"""Files of tables written, and the line of each row in them."""

from __future__ import annotations

import csv
import gzip
import html
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import xlsxwriter

from tests.damage.tables import Export, File, NotHere, Row, Table

ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?$")


def lines(table: Table) -> list[int]:
    """The record number of each row in its file, from 1, the header counting."""
    first = len(table.above) + 2
    return list(range(first, first + len(table.rows)))


def written(file: File) -> bytes:
    writing = file.writing
    if writing.form == "xlsx":
        content = _workbook(file)
    else:
        [table] = file.sheets.values()
        text = _page(table) if writing.form == "html" else _delimited(table, file)
        content = text.encode(writing.encoding, errors="replace")
        if writing.mark:
            content = "\ufeff".encode(writing.encoding) + content
    for change in writing.after:
        content = change(content)
    return content


def _records(table: Table) -> list[tuple[str, ...]]:
    return [*table.above, table.headers, *(row.cells for row in table.rows)]


def _delimited(table: Table, file: File) -> str:
    writing = file.writing
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=writing.separator,
        quoting=csv.QUOTE_ALL if writing.quote_all else csv.QUOTE_MINIMAL,
        lineterminator=writing.closing + writing.line_end,
    )
    writer.writerows(_records(table))
    return text.getvalue()


def _page(table: Table) -> str:
    """What Excel takes for a workbook: a web page with one table."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in record) + "</tr>\n"
        for record in _records(table)
    )
    return f'<html><head><meta charset="utf-8"></head><body><table>\n{rows}</table></body></html>'


def _stamp(cell: str) -> datetime | None:
    """The moment of a cell that a workbook would hold as one."""
    try:
        return datetime.fromisoformat(cell) if ISO.match(cell) else None
    except ValueError:  # the 32nd of a month
        return None


def _workbook(file: File) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_urls": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for name, table in file.sheets.items():
            sheet = book.add_worksheet(name)
            kinds = [table.typed.get(header, "") for header in table.headers]
            for number, record in enumerate(_records(table)):
                for place, cell in enumerate(record):
                    if cell == "":
                        continue
                    kind = kinds[place] if place < len(kinds) else ""
                    stamp = _stamp(cell) if kind == "date" else None
                    if stamp:
                        sheet.write_datetime(number, place, stamp, moment if " " in cell else day)
                    elif kind == "number" and re.fullmatch(r"-?\d+(\.\d+)?", cell):
                        sheet.write_number(number, place, float(cell))
                    else:
                        sheet.write_string(number, place, cell)
    return content.getvalue()


def put(export: Export, folder: Path) -> dict[str, object]:
    """The export's files in a folder, and the arguments of `load` that name them."""
    given: dict[str, list[Path]] = {"source": [], "history": [], "leads": []}
    for file in export.files:
        path = folder / f"{file.name}{file.suffix}"
        path.write_bytes(written(file))
        own = export.named and file.kind in ("history", "leads")
        given[file.kind if own else "source"].append(path)
    if export.packed:
        return {"source": _packed(export.packed, given["source"], folder), **export.options}
    arguments = {
        name: paths if len(paths) > 1 else paths[0] for name, paths in given.items() if paths
    }
    return {**arguments, **export.options}


def _packed(how: str, paths: list[Path], folder: Path) -> Path:
    if how == "folder":
        return folder
    if how == "gz":
        [path] = paths
        (folder / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
        path.unlink()
        return folder / f"{path.name}.gz"
    archive = folder / "export.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as members:
        for path in paths:
            members.write(path, path.name)
            path.unlink()
    return archive


def changed(row: Row, table: Table, clean: dict[int, Row]) -> bool:
    """Whether a damage touched the cells of a row, wherever they stand now."""
    if row.origin is None or len(row.cells) != len(table.headers):
        return True
    before = [cell for cell in clean[row.origin].cells if cell]
    return sorted(before) != sorted(cell for cell in row.cells if cell)


def check_writable(export: Export, clean: Export) -> None:
    """NotHere where a file's encoding has no letters for what a damage wrote."""
    before = "".join(map(_text, clean.files))
    for file in export.files:
        new = set(_text(file)) - set(before)
        if "".join(sorted(new)).encode(file.writing.encoding, "ignore").decode(
            file.writing.encoding
        ) != "".join(sorted(new)):
            raise NotHere("the encoding has no such letters")


def _text(file: File) -> str:
    """All letters of a text file."""
    if file.writing.form != "csv":
        return ""
    return "".join(
        cell
        for table in file.sheets.values()
        for cells in (table.headers, *(row.cells for row in table.rows))
        for cell in cells
    )
