"""Currencies that stand in the number formats of a workbook's cells and not in the cells: 100 shown as "100 €".

The reader of workbooks keeps no formats. They are looked up only where a workbook has one with a currency.
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
_NO_SIGN = " ()-+.,'%/:_*\u00a0\u202f"


def symbols_of(data: bytes, sheets: list[str], *, name: str) -> dict[str, Symbols]:
    """{sheet: where its cells have a format with a text beside the number}; empty for workbooks without any."""
    if not data.startswith(b"PK"):
        return {}
    try:
        with opened(data, name=name) as archive:
            if "xl/styles.xml" not in archive.namelist():
                return {}
            styles = _styles(archive.read("xl/styles.xml"))
            parts = _parts(archive) if styles else {}
            return {
                sheet: _cells(archive, parts[sheet], styles) for sheet in sheets if sheet in parts
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


def moved(
    symbols: Mapping[int, Mapping[str, np.ndarray]], places: list[int]
) -> Mapping[int, Mapping[str, np.ndarray]]:
    """The same for a grid with only these columns, counted anew."""
    return {new: symbols[old] for new, old in enumerate(places) if old in symbols}
