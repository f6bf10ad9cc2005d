"""Furniture: the records around and between the data that are none: blanks, totals, footers, repeated headers."""

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cycle_kit.files.grid import BLANKS, is_blank

#: what a row of totals calls itself, folded (see `_folded`)
TOTALS = frozenset(
    """total|totals|grand total|grand totals|subtotal|subtotals|sub total|sub totals|overall total|report total
    |report totals|page total|sum|total general|total général|totaux|sous total|somme|totales|suma|suma total
    |total global|summe|gesamt|gesamtsumme|zwischensumme|teilsumme|endsumme|insgesamt|razem|ogółem|łącznie
    |suma częściowa|suma końcowa|suma całkowita|w sumie|podsumowanie|общо|всичко|сума|обща сума|междинна сума
    |крайна сума|междинен сбор|общ сбор|сбор|итого|всего|общий итог|промежуточный итог|сумма
    |جمع|جمع کل|جمع کلی|مجموع|مجموع کل|جمع جزء|المجموع|المجموع الکلی|المجموع الفرعی|الإجمالی|الاجمالی|إجمالی
    |اجمالی|الإجمالی الکلی|الاجمالی الکلی|المجموع العام""".replace("\n    ", "").split("|")
)

#: words that stand beside the figures of a row of totals
_BESIDE = frozenset(
    """sum|count|avg|average|min|max|median|records|record count|anzahl|mittelwert|liczba|średnia|брой|средно|количество
    |среднее|nombre|moyenne|recuento|promedio|media|تعداد|میانگین|عدد|العدد|المتوسط""".replace("\n    ", "").split("|")
)

_TOTAL_START = "(?i)^\\W*(?:" + "|".join(sorted({word.split()[0] for word in TOTALS})) + ")"
_TOTAL_TAIL = re.compile(r"[\s:]*(\(.*\)|\d[\d\s.,]*)?\s*(records?|rows?)?[\s:]*$")

#: sentences that export tools write below the data
_FOOTER = re.compile(
    r"(?i)\W*(confidential information|copyright|©|\(c\)|all rights reserved|generated (by|on|at)|exported (by|on|at)"
    r"|report (generated|run|created)|showing \d|page \d+ (of|/)|end of (report|file)|vertraulich|confidentiel|poufne"
    r"|wygenerowan|erstellt am|généré|поверително|конфиденциално|конфиденциально|محرمانه)"
)

_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b.*")

#: kind: the words of its remark, for one and for several
KINDS = {
    "above": ("row above the header", "rows above the header"),
    "blank": ("blank row", "blank rows"),
    "header": ("repeated header row", "repeated header rows"),
    "title": ("group title", "group titles"),
    "total": ("row of totals", "rows of totals"),
    "footer": ("footer row", "footer rows"),
}


@dataclass(frozen=True)
class _Thin:
    """The rows that could be furniture: their places, their stripped cells, and what each turned out to be."""

    rows: dict[int, list[str]]
    kinds: dict[int, str]

    def left(self) -> dict[int, list[str]]:
        return {place: row for place, row in self.rows.items() if place not in self.kinds}


def find_furniture(body: pd.DataFrame, header: list[str]) -> dict[int, str]:
    """What each place of `body` that is no data is, by the keys of KINDS; `header` as `body` is wide."""
    suspects = _suspects(body, header)
    cells = body.iloc[suspects].to_numpy(dtype=object).tolist()
    stripped = [[cell.strip(BLANKS) for cell in row] for row in cells]
    thin = _Thin(dict(zip(suspects.tolist(), stripped, strict=True)), {})
    thin.kinds.update(_plain_kinds(thin.rows, [cell.strip(BLANKS) for cell in header]))
    thin.kinds.update(_titles(thin))
    thin.kinds.update(_footers(thin, body))
    return thin.kinds


def _suspects(body: pd.DataFrame, header: list[str]) -> np.ndarray:
    """The places worth a closer look: few filled cells, a word of totals in front, or the header's first cell."""
    front = next((place for place, cell in enumerate(header) if not is_blank(cell)), 0)
    first = body.iloc[:, front].str.strip(BLANKS)
    second = body.iloc[:, min(front + 1, body.shape[1] - 1)].str.strip(BLANKS)
    named = first.str.match(_TOTAL_START) | (first == header[front].strip(BLANKS))
    hollow = np.flatnonzero(((first == "") | (second == "")) & ~named)
    return np.sort(np.concatenate([np.flatnonzero(named), _thin_among(body, hollow)]))


def _thin_among(body: pd.DataFrame, hollow: np.ndarray) -> np.ndarray:
    """Those of the hollow rows that have at most two filled cells, or start with a word of totals."""
    part = body.iloc[hollow]
    filled = np.zeros(len(part), dtype=np.int64)
    front = np.full(len(part), "", dtype=object)
    for place in range(part.shape[1]):
        column = part.iloc[:, place].str.strip(BLANKS).to_numpy(dtype=object)
        filled += column != ""
        front = np.where(front == "", column, front)
    totals = pd.Series(front, dtype=str).str.match(_TOTAL_START).to_numpy(dtype=bool)
    return hollow[(filled <= 2) | totals]


def _plain_kinds(rows: dict[int, list[str]], header: list[str]) -> dict[int, str]:
    kinds = {}
    for place, row in rows.items():
        if not any(row):
            kinds[place] = "blank"
        elif row == header:
            kinds[place] = "header"
        elif _is_total(row):
            kinds[place] = "total"
    return kinds


def _is_total(row: list[str]) -> bool:
    """A word of totals in front and nothing but figures behind: a deal has a stage, an owner or a date as well."""
    filled = [cell for cell in row if cell]
    return (
        _TOTAL_TAIL.sub("", _folded(filled[0])) in TOTALS
        and all(map(_is_figure, filled[1:]))
        and (len(filled) > 1 or filled[0] != row[0] or len(row) > 2)
    )


def _is_figure(cell: str) -> bool:
    digits = sum(char.isdigit() for char in cell)
    letters = sum(char.isalpha() for char in cell)
    if digits:
        return letters <= 5 and not _DATE.match(cell)
    return not letters or _folded(cell) in _BESIDE


def _folded(text: str) -> str:
    """Lower case, one kind of yeh and kaf, no marks, hyphens as spaces."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDS)
    return " ".join(re.sub(r"[-–*=]+", " ", text).split())


_FOLDS = {ord("ي"): "ی", ord("ى"): "ی", ord("ك"): "ک", ord("ـ"): "", ord("："): ":"} | {
    ord(char): "" for char in "\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\ufeff"
}


def _titles(thin: _Thin) -> dict[int, str]:
    """A single cell right above a repeated header names the group that follows."""
    titles = {}
    for place, kind in thin.kinds.items():
        above = place - 1
        while thin.kinds.get(above) == "blank":
            above -= 1
        if kind == "header" and above in thin.left() and sum(map(bool, thin.rows[above])) == 1:
            titles[above] = "title"
    return titles


def _footers(thin: _Thin, body: pd.DataFrame) -> dict[int, str]:
    """Thin rows after the last full one: known sentences, what follows a gap, and lone sentences."""
    start = len(body)
    while start - 1 in thin.rows and thin.kinds.get(start - 1) not in ("header", "title"):
        start -= 1
    tail = [place for place in range(start, len(body)) if place not in thin.kinds]
    most = min(2, (body.shape[1] - 1) // 2)
    usual = any(place < start for place in thin.left())
    ids = _holds_ids(body.iloc[:start, 0])
    gaps = [place for place in range(start, len(body)) if thin.kinds.get(place)]
    footers: dict[int, str] = {}
    for place in tail:
        row = [cell for cell in thin.rows[place] if cell]
        apart = bool(footers) or any(gap < place for gap in gaps)
        if _is_footer(row, thin.rows[place], most=most, apart=apart, usual=usual, ids=ids):
            footers[place] = "footer"
    return footers


def _is_footer(
    filled: list[str], row: list[str], *, most: int, apart: bool, usual: bool, ids: bool
) -> bool:
    if any(_FOOTER.match(cell) for cell in row[:3]):
        return len(filled) < len(row)
    if len(filled) > most or not any(row[:2]) or (ids and len(filled[0].split()) == 1):
        return False  # a lone word in a column of ids is an id: a deal that is cut off or almost empty
    return apart or (not usual and len(filled) == 1 and len(filled[0].split()) > 2)


def _holds_ids(column: pd.Series) -> bool:
    cells = [cell for cell in column.head(100).tolist() if not is_blank(cell)]
    return sum(len(cell.split()) == 1 for cell in cells) > 0.9 * len(cells)
