"""What rows of totals call themselves, in the languages of the exports, and how such a row is told."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from cycle_kit.languages import words_of


def _listed(entry: str) -> dict[str, list[str]]:
    """{language: its words}"""
    return {code: t[entry].split("|") for code, t in words_of("totals").items() if entry in t}


#: what a row of totals calls itself, folded (see `folded`)
TOTALS = _listed("total")
#: words that stand beside the figures of a row of totals, or name another row of figures
BESIDE = _listed("beside")
TOTAL_WORDS = frozenset(word for words in TOTALS.values() for word in words)
BESIDE_WORDS = frozenset(word for words in BESIDE.values() for word in words)
#: what stands before a day, a figure or a person below a list: "Printed on", "Target"
LABELS = _listed("labels")
ANY_WORD = "|".join(map(re.escape, sorted(TOTAL_WORDS | BESIDE_WORDS, key=len, reverse=True)))

_TAIL = re.compile(
    r"[\s:]*(\(.*\)|\d[\d\s.,]*)?\s*(records?|rows?|deals?|items?|opportunities)?[\s:]*(\d[\d\s.,]*)?$"
)
_DATE = re.compile(r"(?<!\d)\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b")
_FOLDS = {ord("ي"): "ی", ord("ى"): "ی", ord("ك"): "ک", ord("ـ"): ""} | {
    ord(char): "" for char in "\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\ufeff\u0307"
}


def is_total(row: Sequence[str]) -> bool:
    """A word of totals in front, figures behind: a deal has a stage, an owner or a date as well."""
    filled = [cell for cell in row if cell]
    return bool(filled) and is_total_word(filled[0]) and all(map(is_figure, filled[1:]))


def is_label(cell: str) -> bool:
    return folded(cell).rstrip(" :") in label_words()


@cache
def label_words() -> frozenset[str]:
    return frozenset(folded(word) for words in LABELS.values() for word in words)


def is_total_word(cell: str) -> bool:
    return _TAIL.sub("", folded(cell)) in TOTAL_WORDS


#: parts of words that only subtotals have
_SUB = re.compile(
    r"sub ?tot|sous tot|zwischen|teilsumm|tussentot|subtotaal|mezisou|częściow|pośredni|razem|итог|междин|подсум"
    r"|ara toplam|alt toplam|جزء|فرعی|σύνολο|részössz|delsum|小計|小计|소계|подытог|проміжн|ביניים|välisum"
)


@cache
def _called() -> re.Pattern:
    """A word for sums before or behind its label, with the endings that it may have there."""
    return re.compile(rf"(?:{ANY_WORD})\b:?(?: .+)?|.+ (?:{ANY_WORD})(?:ı|u|i|ü)?:?")


def is_called_total(cell: str) -> bool:
    """Whether it begins or ends with a word for sums, whatever they are of."""
    return _called().fullmatch(folded(cell)) is not None or is_subtotal(cell)


def is_subtotal(cell: str) -> bool:
    """Whether it begins or ends with a word that only subtotals are called by."""
    words = folded(cell).split()
    return any(
        _SUB.match(part) for part in (" ".join(words), " ".join(words[-1:]), " ".join(words[-2:]))
    )


def is_figure(cell: str) -> bool:
    digits = sum(char.isdigit() for char in cell)
    letters = sum(char.isalpha() for char in cell)
    if digits:
        return letters <= 5 and not _DATE.search(cell)
    return not letters or folded(cell) in BESIDE_WORDS


def folded(text: str) -> str:
    """Lower case, one kind of yeh and kaf, no marks, hyphens and stars as spaces."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDS)
    return " ".join(re.sub(r"[-–—*=]+", " ", text).split())
