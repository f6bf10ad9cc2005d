"""What the cells of a column look like, and how badly another cell would stand among them.

Only the form of a text is looked at, never what it means: that is not known yet.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from cycle_kit.files.grid import BLANKS
from cycle_kit.languages import words_of

#: so many rows tell what is usual
ENOUGH = 5

#: the share of a column's cells that makes its kind
_MOST = 0.7

#: stands in any column and says nothing
_SAYS_NOTHING = """
    - -- — – ? ?? . … n/a na n.a. none null nil nan tbd tba tbc unknown empty blank (blank) (empty) (none)
    unbekannt brak н/д нет yok bilinmiyor inconnu desconocido
"""
_NOTHING = frozenset(_SAYS_NOTHING.split())

_DATE = re.compile(
    r"""[^\w]*(
    \d{1,4}[-/.٫]\s?\d{1,2}[-/.٫]\s?\d{1,4}(?!\w)     # 2024-01-05, 5.1.24, 1/5/2024 10:30
    |\d{4}-\d\d-\d\dT                                  # 2024-01-05T10:30
    |\d{1,2}[ .-]{0,2}[^\W\d]{3,12}[ .,-]{1,3}\d{2,4}(?!\d)   # 5 Jan 2024, 05-Jan-24
    |[^\W\d]{3,12}[ .]{1,2}\d{1,2},?[ ]\d{4}(?!\d)     # Jan 5, 2024
    |\d{4}年\d{1,2}月
    )""",
    re.VERBOSE,
)
_WEEKDAYS = {day for said in words_of("dates").values() for day in said["weekdays"].split("|")}
_DAY_NUMBER = re.compile(r"\d{5}(\.\d+)?|\d{8}|\d{10}|\d{13}|\d{14}")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+$")
_CODE = re.compile(r"(?=.*\d)[^\s,;]{2,}$")


@cache
def _weekday() -> re.Pattern:
    """In front of a date; tried once for each run of signs, however long."""
    names = "|".join(map(re.escape, sorted(_WEEKDAYS, key=len, reverse=True)))
    return re.compile(rf"(?i)(?<!\W)\W*(?:{names})[\s.,]+(?=\d)")


@lru_cache(maxsize=1 << 16)
def shape(cell: str) -> str:
    """ "number", "date", "mail", "code" (one word with digits in it), "words", or "" of nothing."""
    if not cell or cell.casefold() in _NOTHING:
        return ""
    digits = sum(map(str.isdigit, cell))
    if not digits:
        if _MAIL.match(cell):
            return "mail"
        return "words" if any(map(str.isalpha, cell)) else ""
    if _DATE.match(_without_weekday(cell)):
        return "date"
    letters = sum(map(str.isalpha, cell))
    if letters <= 5 and (not letters or _is_amount(cell)):
        return "number"
    if _MAIL.match(cell):
        return "mail"
    return "code" if _CODE.match(cell) else "words"


def _without_weekday(cell: str) -> str:
    return _weekday().sub("", cell) if _names_weekday(re.sub(r"\d+", "9", cell)) else cell


@lru_cache(maxsize=1 << 14)
def _names_weekday(cell: str) -> bool:
    """Looked for once in all cells that differ in their figures alone: the words are many."""
    return _weekday().search(cell) is not None


_SIGN = r"[^\w\s,.;:()+#/-]{1,2}"
_FRONT = rf"(?:[^\W\d_]{{2,4}}\.?(?:\s+|(?![-+0]))|[^\W\d_]\.?\s+|[^\W\d_]{{0,2}}{_SIGN}\s*)"
_BEHIND = rf"(?:[^\W\d_]{{1,5}}\.?|{_SIGN})"
_AMOUNT = re.compile(rf"[(+-]?\s*{_FRONT}?[-+]?\d[\d\s.,'’٫٬_]*\)?\s*{_BEHIND}?\)?")


def _is_amount(cell: str) -> bool:
    """A number with a unit in front or behind, as `EUR 5`, `5 zł`, `5k`."""
    return _AMOUNT.fullmatch(cell) is not None


@dataclass(frozen=True)
class Column:
    """What a column usually holds; `kind` is a shape, "few" (the same few words), "text", or "" if not known."""

    kind: str
    filled: float  # the share of rows that have such a cell
    seen: int  # in how many rows
    words: frozenset[str] = frozenset()  # of "few", folded
    patterns: frozenset[str] = frozenset()  # of "code"; none if there are too many
    plain: bool = False  # no figure, date or code among its words
    length: int = 0  # of all its cells, if it is the same
    most_words: int = 0  # of its longest cell

    @property
    def always(self) -> bool:
        """Filled in all rows, but for one in ten or more that may be furniture itself."""
        missing = round((1 - self.filled) * self.seen)
        return self.seen >= ENOUGH and missing <= max(0.02 * self.seen, self.seen >= 2 * ENOUGH)

    @property
    def typed(self) -> bool:
        return self.kind in ("number", "date", "mail", "code", "few")


def columns_of(rows: Sequence[Sequence[str]], width: int) -> list[Column]:
    """The columns of these rows, whose cells are without blanks around them."""
    return [_column([row[place] for row in rows]) for place in range(width)]


def _column(cells: list[str]) -> Column:
    filled = [cell for cell in cells if cell]
    shapes = Counter(found for found in map(shape, filled) if found)
    number = shapes.total()
    share, seen = len(filled) / max(len(cells), 1), len(cells)
    if number < 3:
        return Column("", share, seen)
    kind, times = shapes.most_common(1)[0]
    words = Counter(map(folded, filled))
    sizes = set(map(len, filled))
    found = Column(
        "text",
        share,
        seen,
        plain=seen >= ENOUGH and shapes["words"] >= 0.98 * number,
        length=sizes.pop() if len(sizes) == 1 else 0,
        most_words=max(len(cell.split()) for cell in filled),
    )
    if times >= _MOST * number and kind in ("number", "date", "mail"):
        return replace(found, kind=kind)
    if number >= ENOUGH and len(words) <= max(number / 3, min(number / 2, 8), 2):
        again = frozenset(word for word, times in words.items() if times > 1)
        return replace(found, kind="few", words=again)
    if times >= _MOST * number and kind == "code":
        patterns = {pattern(cell) for cell in filled}
        return replace(found, kind=kind, patterns=frozenset(patterns if len(patterns) <= 5 else ()))
    return found


def folded(cell: str) -> str:
    return " ".join(cell.casefold().split())


def pattern(cell: str) -> str:
    """What a code is made of: `D-12` is `a-9`."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", cell))


def misfit(cell: str, column: Column) -> float:
    """0 if the cell can stand in the column, 1 if it hardly can; less where it is only unusual there."""
    found = shape(cell)
    if not found:
        return 0.5 if not cell and column.always else 0.0
    if column.kind in ("number", "date", "mail"):
        as_date = column.kind == "date" and found == "number" and _DAY_NUMBER.fullmatch(cell)
        return 0.0 if found == column.kind or as_date else 1.0
    if column.kind == "few":
        if folded(cell) in column.words:
            return 0.0
        return 1.0 if column.plain and found != "words" else 0.5
    if column.kind == "code":
        if found == "code" or found == "number":
            known = not column.patterns or pattern(cell) in column.patterns
            return 0.0 if known else 0.5
        return 1.0
    if column.kind == "text":
        return 0.75 if column.plain and found != "words" else 0.0
    return 0.5 if column.filled < 0.02 and column.seen >= 4 * ENOUGH else 0.0


def stripped(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[cell.strip(BLANKS) for cell in row] for row in rows]
