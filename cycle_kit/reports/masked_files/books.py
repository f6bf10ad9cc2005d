"""A workbook, its parts written anew: cells, merged cells and formats of numbers, and nothing else.

Authors, comments, links, pictures, lists to choose from and what formulas refer to are not taken along.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from cycle_kit.errors import FileError
from cycle_kit.files.archive import opened
from cycle_kit.files.areas import column_number

#: (sheet, row from 1, column from 0, text that is written, whether it is a number) -> what is written for it
Other = Callable[[str, int, int, str, bool], str]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMED = re.compile(r"(?s)<(cellStyles|dxfs|tableStyles|extLst)\b(?:[^>]*/>|.*?</\1>)")
_FORMAT = re.compile(r'(?<=formatCode=")[^"]*')
_WORDS = re.compile(r"(?<=&quot;).*?(?=&quot;)")
_PLACE = re.compile(r"([A-Z]+)(\d+)")
_RESULT = {"str", "s", "inlineStr"}


@dataclass(frozen=True)
class Book:
    """The sheets of a workbook: name, the part that holds it, and whether it is hidden."""

    data: bytes
    name: str
    sheets: tuple[tuple[str, str, str], ...]
    from_1904: bool

    def with_cells(self, other: Other, said: Callable[[str], str]) -> bytes:
        """The workbook with other cells; `said`: what stands for a text that is none."""
        strings: dict[str, int] = {}
        file = io.BytesIO()
        with (
            opened(self.data, name=self.name) as old,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            shared = strings_of(old)
            for number, (sheet, part, _) in enumerate(self.sheets, start=1):
                with old.open(part) as content:
                    cells = "".join(sheet_with(content, shared, strings, sheet, other))
                new.writestr("xl/" + sheet_part(number) + ".xml", cells)
            styles = styles_of(old, said)
            if styles:
                new.writestr("xl/styles.xml", styles)
            items = "".join(
                f'<si><t xml:space="preserve">{escape(one)}</t></si>' for one in strings
            )
            new.writestr("xl/sharedStrings.xml", f'{_HEAD}<sst xmlns="{_MAIN}">{items}</sst>')
            self._write_frame(new, said, styles=bool(styles))
        return file.getvalue()

    def _write_frame(
        self, new: zipfile.ZipFile, said: Callable[[str], str], *, styles: bool
    ) -> None:
        numbers = range(1, len(self.sheets) + 1)
        parts = [(sheet_part(n), "worksheet") for n in numbers]
        parts += [("styles", "styles")] * styles + [("sharedStrings", "sharedStrings")]
        sheets = "".join(
            f"<sheet name={quoteattr(said(name))} sheetId='{n}' state='{state}' r:id='rId{n}'/>"
            for n, (name, _, state) in zip(numbers, self.sheets, strict=True)
        )
        new.writestr(
            "xl/workbook.xml",
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
            f'<workbookPr date1904="{int(self.from_1904)}"/><sheets>{sheets}</sheets></workbook>',
        )
        linked = "".join(
            f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{part}.xml"/>'
            for n, (part, kind) in enumerate(parts, start=1)
        )
        of = 'xmlns="' + _PACKAGE + '/relationships"'
        new.writestr(
            "xl/_rels/workbook.xml.rels", f"{_HEAD}<Relationships {of}>{linked}</Relationships>"
        )
        whole = (
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        )
        new.writestr("_rels/.rels", f"{_HEAD}<Relationships {of}>{whole}</Relationships>")
        types = [("workbook", "sheet.main"), *parts]
        listed = "".join(
            f'<Override PartName="/xl/{part}.xml" ContentType="{_TYPE}{kind}+xml"/>'
            for part, kind in types
        )
        rels = "application/vnd.openxmlformats-package.relationships+xml"
        new.writestr(
            "[Content_Types].xml",
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="{rels}"/>{listed}</Types>',
        )


def is_modern(data: bytes, *, name: str) -> bool:
    """Whether a workbook has the parts of an XLSX. What `zipfile` raises, where it is damaged."""
    if not data.startswith(b"PK"):
        return False
    with opened(data, name=name) as archive:
        return "xl/workbook.xml" in archive.namelist()


def book_of(data: bytes, *, name: str) -> Book:
    """FileError: it is no xlsx, or damaged."""
    try:
        with opened(data, name=name) as archive:
            root = ElementTree.fromstring(archive.read("xl/workbook.xml"))
            links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
            parts = {link.get("Id"): link.get("Target", "") for link in links}
            sheets = [
                (each.get("name", ""), part_of(parts, each), each.get("state", "visible"))
                for each in root.iter()
                if bare(each.tag) == "sheet"
            ]
            there = set(archive.namelist())
            facts = [each for each in root.iter() if bare(each.tag) == "workbookPr"]
            from_1904 = any(each.get("date1904") in ("1", "true") for each in facts)
    except FileError:
        raise
    except Exception as error:  # whatever a broken archive makes zipfile and the XML parser raise
        raise FileError(
            f'"{name}" is a workbook whose parts cannot be told apart.',
            fix="Open it in a spreadsheet program, and save it as XLSX or CSV.",
        ) from error
    cells = tuple(each for each in sheets if "worksheets/" in each[1] and each[1] in there)
    return Book(data, name, cells, from_1904)


def sheet_part(number: int) -> str:
    return "worksheets/sheet" + str(number)


def part_of(parts: dict[str | None, str], sheet: ElementTree.Element) -> str:
    link = next((said for name, said in sheet.attrib.items() if bare(name) == "id"), "")
    target = parts.get(link, "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def strings_of(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells share; how they are pronounced is left out."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    found: list[str] = []
    with archive.open("xl/sharedStrings.xml") as file:
        for _, element in ElementTree.iterparse(file):
            if bare(element.tag) == "rPh":
                element.clear()
            elif bare(element.tag) == "si":
                found.append(text_in(element))
                element.clear()
    return found


def styles_of(archive: zipfile.ZipFile, said: Callable[[str], str]) -> str:
    """The formats of cells, without names, words in them masked."""
    if "xl/styles.xml" not in archive.namelist():
        return ""
    whole = _NAMED.sub("", archive.read("xl/styles.xml").decode("utf-8", "replace"))
    return _FORMAT.sub(
        lambda code: _WORDS.sub(lambda found: escape(said(found[0])), code[0]), whole
    )


def sheet_with(
    content: IO[bytes], shared: list[str], strings: dict[str, int], sheet: str, other: Other
) -> Iterator[str]:
    """The part of a sheet with other cells, row by row; `strings` takes the texts that they share."""
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'
    merged: list[str] = []
    line = 0
    for _, element in ElementTree.iterparse(content):
        tag = bare(element.tag)
        if tag == "mergeCell":
            merged.append(element.get("ref", ""))
        if tag != "row":
            continue
        line = int(element.get("r") or line + 1)
        yield f'<row r="{line}">'
        column = -1
        for cell in element:
            place = _PLACE.fullmatch(cell.get("r", ""))
            column = column_number(place[1].encode()) - 1 if place else column + 1
            yield cell_with(cell, shared, strings, partial(other, sheet, line, column))
        yield "</row>"
        element.clear()
    yield "</sheetData>"
    if merged:
        refs = "".join(f"<mergeCell ref={quoteattr(ref)}/>" for ref in merged)
        yield f"<mergeCells>{refs}</mergeCells>"
    yield "</worksheet>"


def cell_with(
    cell: ElementTree.Element,
    shared: list[str],
    strings: dict[str, int],
    other: Callable[[str, bool], str],
) -> str:
    kind = cell.get("t", "n")
    parts = {bare(part.tag): part for part in cell}
    value = parts["v"].text or "" if "v" in parts else ""
    begin = f"<c{attribute(cell, 'r')}{attribute(cell, 's')}"
    if "f" in parts and not value and kind != "str":
        return f"{begin}><f>NA()</f></c>"  # a formula whose result nobody stored
    if kind in _RESULT:
        text = text_in(parts["is"]) if "is" in parts else value
        text = shared[int(value)] if kind == "s" and value else text
        number = strings.setdefault(other(text, False), len(strings)) if text else None
        return f"{begin}/>" if number is None else f'{begin} t="s"><v>{number}</v></c>'
    if kind == "n" and value:
        value = other(value, True)
    return f"{begin}{attribute(cell, 't')}><v>{escape(value)}</v></c>" if value else f"{begin}/>"


def attribute(cell: ElementTree.Element, name: str) -> str:
    said = cell.get(name)
    return f" {name}={quoteattr(said)}" if said else ""


def text_in(element: ElementTree.Element) -> str:
    return "".join(each.text or "" for each in element.iter() if bare(each.tag) == "t")


def bare(tag: str) -> str:
    """The name of a tag without the space that it is of."""
    return tag.rpartition("}")[2]
