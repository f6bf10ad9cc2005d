"""What a file really is, told by its first bytes and never by its name."""

import codecs
import json
import re
import zipfile

from cycle_kit.errors import FileError
from cycle_kit.files.archive import opened

#: kind: what people call it
READABLE = {
    "text": "a text file",
    "workbook": "a spreadsheet workbook",
    "zip": "a zip archive",
    "gzip": "a gzip archive",
    "web page": "a web page",
    "columnar": "a Parquet or Feather file",
    "JSON": "a JSON file",
}

#: the suffixes that promise each kind
PROMISES = {
    ".csv": "text",
    ".tsv": "text",
    ".txt": "text",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xlsb": "workbook",
    ".xls": "workbook",
    ".ods": "workbook",
    ".zip": "zip",
    ".gz": "gzip",
    ".html": "web page",
    ".htm": "web page",
    ".parquet": "columnar",
    ".feather": "columnar",
    ".arrow": "columnar",
    ".json": "JSON",
    ".jsonl": "JSON",
    ".ndjson": "JSON",
}

#: first bytes: what cannot be read
UNREADABLE = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF8", "an image (GIF)"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3\0", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"{\\rtf", "an RTF document"),
)

#: first bytes of Parquet and of both kinds of Feather
COLUMNAR = (b"PAR1", b"ARROW1", b"FEA1")

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PAGE = re.compile(
    r"(?is)\A\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*"
    r"<(!doctype html|html|head|body|meta|style|table|div)\b"
)
_OFFICE = {"word/": "a Word document", "ppt/": "a PowerPoint presentation"}


#: how JSON begins, also with its start cut off, with names in other quotes or none, or behind a name in a script
_JSON = re.compile(
    r"""\[\s*[\[{] | [\])}'",;\s]*\{\s*(?:["'}]|\w+\s*:)
    | (?:(?:var|let|const)\s+)?\w+\s*=\s*[\[{] | "\w+"\s*: """,
    re.VERBOSE,
)

_NOTHING = ("null", "{}")


def identify(data: bytes, *, name: str) -> str:
    """The kind, a key of READABLE. FileError that says what it is where it cannot be read."""
    for magic, what in UNREADABLE:
        if data.startswith(magic):
            raise unreadable(name, what)
    if data.startswith(_OLE):
        return "workbook"
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    if data.startswith(COLUMNAR):
        return "columnar"
    if data.startswith(b"PK"):
        return _packed_kind(data, name=name)
    return _text_kind(_head(data), name=name)


#: what else helps: a program that reads it
_WAYS = {
    "an Excel 2003 XML file": "Open it in a spreadsheet program and save it as XLSX or CSV.",
}


def unreadable(name: str, what: str) -> FileError:
    fix = _WAYS.get(what, "Export the data as CSV or XLSX.")
    return FileError(f'"{name}" is {what}, which cannot be read as a table.', fix=fix)


def misnamed(name: str, kind: str) -> tuple[str, ...]:
    """A remark where the name promises something else than the content is."""
    suffix = "." + name.rpartition(".")[2].lower()
    if PROMISES.get(suffix, kind) == kind:
        return ()
    return (f'Named "{suffix}", but its content is {READABLE[kind]} and was read as such.',)


def _packed_kind(data: bytes, *, name: str) -> str:
    try:
        with opened(data, name=name) as archive:
            members = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return _text_kind(_head(data), name=name)
        raise FileError(
            f'"{name}" is a damaged workbook or zip archive.',
            fix="Export or download it again; it may be cut off.",
        ) from error
    for folder, what in _OFFICE.items():
        if any(member.startswith(folder) for member in members):
            raise unreadable(name, what)
    is_workbook = any(member.startswith("xl/workbook.") for member in members)
    return "workbook" if is_workbook or "content.xml" in members else "zip"


def _head(data: bytes) -> str:
    """The start of a text, well enough decoded to see a tag."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data[:4096].decode("utf-16", "ignore")
    return data[:4096].replace(b"\0", b"").decode("utf-8-sig", "ignore")


def _text_kind(head: str, *, name: str) -> str:
    start = head.lstrip()
    if "urn:schemas-microsoft-com:office:spreadsheet" in head and "<Workbook" in head:
        raise unreadable(name, "an Excel 2003 XML file")
    if _PAGE.match(head) or re.match(r"(?i)mime-version:", start):
        return "web page"
    if start.startswith("<?xml"):
        raise unreadable(name, "an XML file")
    if _JSON.match(start) or _is_list(start):
        return "JSON"
    return "text"


def _is_list(start: str) -> bool:
    """Whether a text is nothing at all in JSON, or a list stands in its first line."""
    if start.strip() in _NOTHING:
        return True
    try:
        return start.startswith("[") and isinstance(json.loads(start.split("\n", 1)[0]), list)
    except (ValueError, RecursionError):
        return False
