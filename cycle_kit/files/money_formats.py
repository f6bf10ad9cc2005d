"""Currencies that stand in the number formats of a workbook's cells and not in the cells: 100 shown as "100 €";
and formulas whose result nobody stored, as programs write them that do not calculate.

The reader of workbooks keeps no formats and no formulas. Cells are looked up only where a workbook has a format with
a currency, or formulas.
"""

import html
import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from cycle_kit.files.archive import opened
from cycle_kit.files.areas import chunks, column_number

Symbols = dict[int, dict[str, np.ndarray]]  # {column from 0: {symbol: lines}}

_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\s[^>]*?numFmtId=[\"'](\d+)[\"']")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
#: "[$€-407]" and "[$PLN]", a text in quotes, a letter or sign behind a backslash, a sign that stands for itself
_SYMBOL = re.compile(r"\[\$([^\]-]+)(?:-[^\]]*)?\]|\"([^\"]*)\"|\\(.)|([$€£¥₽₴₺₹₪₩฿₫₦﷼])")
_NO_TEXT = re.compile(
    r"\[(?!\$[^\]-])[^\]]*\]"
)  # colours, conditions, and languages without a currency
#: what stands for a text of a format where a cell holds a formula without its result
NOT_CALCULATED = "= not calculated"
#: and where a cell is one with the cell above it
MERGED = "= merged"
NO_TEXTS = (NOT_CALCULATED, MERGED)
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b[^<>]*?\sr=[\"']([A-Z]+)(\d+)[\"'][^<>]*>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<>]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ANY = re.compile(rb"<(?:\w+:)?f\b")
_WORDS = re.compile(rb"^<[^<>]*\st=[\"']str[\"']")  # an empty text is a result as well
_CHUNK, _LONGEST = (
    1 << 20,
    1 << 14,
)  # bytes; no cell with a formula is longer, 8,192 letters at most
_NO_SIGN = " ()-+.,'%/:_*\u00a0\u202f"


def symbols_of(data: bytes, sheets: list[str], *, name: str) -> dict[str, Symbols]:
    """{sheet: where its cells have a format with a text beside the number}; empty for workbooks without any."""
    if not data.startswith(b"PK"):
        return {}
    try:
        with opened(data, name=name) as archive:
            names = archive.namelist()
            styles = _styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in names else {}
            parts = _parts(archive)
            return {
                sheet: _together(
                    _cells(archive, parts[sheet], styles) if styles else {},
                    _not_calculated(archive, parts[sheet]),
                )
                for sheet in sheets
                if sheet in parts
            }
    except (
        Exception
    ):  # whatever a broken archive raises, or one written in another way: no format tells then
        return {}


def symbol_of(code: str) -> str:
    """The text that a number format writes beside the number: "€" of '#,##0.00 "€"'; "" for none."""
    found = "".join("".join(each) for each in _SYMBOL.findall(_NO_TEXT.sub("", code.split(";")[0])))
    return found.strip(_NO_SIGN)


def _styles(content: bytes) -> dict[bytes, str]:
    """{number of a style: symbol} of the styles that have one."""
    formats: dict[bytes, str] = {}
    for tag in _FORMAT.findall(content):
        symbol = symbol_of(html.unescape(_attribute(tag, "formatCode").decode("utf-8", "replace")))
        if symbol:
            formats[_attribute(tag, "numFmtId")] = symbol
    whole = _STYLES.search(content)
    if not formats or not whole:
        return {}
    numbers = enumerate(_STYLE.findall(whole[0]))
    return {str(place).encode(): formats[number] for place, number in numbers if number in formats}


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """{sheet: the file in the workbook that holds it}"""
    relations = {
        _attribute(tag, "Id"): _attribute(tag, "Target").decode()
        for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
    }
    found = {}
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        target = relations.get(_attribute(tag, r"\w+:id"), "")
        sheet = html.unescape(_attribute(tag, "name").decode("utf-8", "replace"))
        found[sheet] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _attribute(tag: bytes, name: str) -> bytes:
    found = re.search(rb"\s" + name.encode() + rb"=(?:\"([^\"]*)\"|'([^']*)')", tag)
    return (found[1] or found[2] or b"") if found else b""


def _cells(archive: zipfile.ZipFile, part: str, styles: Mapping[bytes, str]) -> Symbols:
    number = b"|".join(styles)
    cell = re.compile(rb"<(?:\w+:)?c\b[^<>]{0,80}?\ss=[\"'](" + number + rb")[\"'][^<>]{0,80}>")
    place = re.compile(rb"\sr=[\"']([A-Z]+)(\d+)[\"']")
    lines: defaultdict[int, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for chunk in chunks(archive, part):
        for found in cell.finditer(chunk):
            at = place.search(found[0])
            if at:
                lines[column_number(at[1]) - 1][styles[found[1]]].add(int(at[2]))
    return {
        column: {symbol: np.array(sorted(where)) for symbol, where in each.items()}
        for column, each in lines.items()
    }


def _together(formats: Symbols, formulas: Mapping[int, np.ndarray]) -> Symbols:
    return {
        column: formats.get(column, {})
        | ({NOT_CALCULATED: formulas[column]} if column in formulas else {})
        for column in {*formats, *formulas}
    }


def _not_calculated(archive: zipfile.ZipFile, part: str) -> dict[int, np.ndarray]:
    """{column from 0: lines} of cells with a formula and no result beside it."""
    lines: defaultdict[int, set[int]] = defaultdict(set)
    rest = b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            text = rest + chunk
            for found in _FORMULA.finditer(text) if _ANY.search(text) else ():
                if not _WORDS.search(found[0]):
                    lines[column_number(found[1]) - 1].add(int(found[2]))
            rest = text[-_LONGEST:]
    return {column: np.array(sorted(where)) for column, where in lines.items()}


def moved(
    symbols: Mapping[int, Mapping[str, np.ndarray]], places: list[int]
) -> Mapping[int, Mapping[str, np.ndarray]]:
    """The same for a grid with only these columns, counted anew."""
    return {new: symbols[old] for new, old in enumerate(places) if old in symbols}
