"""One table of texts in every form that is read: JSON, web pages, columnar files, workbooks, archives."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from html import escape

import pandas as pd

from tests import layouts

_NAMES = " ".join(
    f'xmlns:{part}="urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"'
    for part in ("office", "table", "text")
)


def as_ods(rows: list[list[str]]) -> bytes:
    """An OpenDocument workbook of texts."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string"><text:p>'
            f"{escape(cell)}</text:p></table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    parts = {
        "mimetype": kind,
        "content.xml": f"<office:document-content {_NAMES}><office:body><office:spreadsheet>"
        '<table:table table:name="Deals">'
        f"{cells}</table:table></office:spreadsheet></office:body></office:document-content>",
        "META-INF/manifest.xml": "<manifest/>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def as_page(rows: list[list[str]]) -> bytes:
    """A web page as systems hand it out: a title with a name, a script, and the table."""
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        "<html><head><title>Deals of Zawadzki</title><script>var owner = 'Zawadzki'</script></head>"
        f"<body><!-- Zawadzki --><table>{lines}</table></body></html>"
    ).encode()


def _records(rows: list[list[str]]) -> list[dict[str, str | None]]:
    return [
        {header: cell or None for header, cell in zip(rows[0], row, strict=True)}
        for row in rows[1:]
    ]


def _frame(rows: list[list[str]]) -> pd.DataFrame:
    frame = pd.DataFrame(_records(rows))
    numbers = {
        header: pd.to_numeric(column)
        for header, column in frame.items()
        if column.dropna().str.fullmatch(r"-?[1-9]\d*(\.\d+)?").all()
    }
    return frame.assign(**numbers)


def _columnar(write: str) -> Callable[[list[list[str]]], bytes]:
    def written(rows: list[list[str]]) -> bytes:
        file = io.BytesIO()
        getattr(_frame(rows), write)(file)
        return file.getvalue()

    return written


def _zipped(rows: list[list[str]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("deals.json", FORMS[".json"](rows))
    return file.getvalue()


#: {ending of the name: a table of texts in that form}
FORMS: dict[str, Callable[[list[list[str]]], bytes]] = {
    ".json": lambda rows: json.dumps({"results": _records(rows)}, ensure_ascii=False).encode(),
    ".ndjson": lambda rows: "\n".join(map(json.dumps, _records(rows))).encode(),
    ".html": as_page,
    ".parquet": _columnar("to_parquet"),
    ".feather": _columnar("to_feather"),
    ".ods": as_ods,
    ".xlsx": layouts.as_workbook,
    ".csv": layouts.as_csv,
    ".csv.gz": lambda rows: gzip.compress(layouts.as_csv(rows)),
    ".zip": _zipped,
}
