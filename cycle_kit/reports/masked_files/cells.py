"""What becomes of one cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache

from ftfy import fix_encoding
from ftfy.badness import is_bad

from cycle_kit.reports.masked_files.amounts import numeral, times
from cycle_kit.reports.masked_files.pseudonyms import Keeps, Pseudonyms, nothing
from cycle_kit.reports.masked_files.vocabulary import LETTERS, is_known, phrases, said_of_deals
from cycle_kit.reports.seeking import Seeker, words_of
from cycle_kit.values import blank_word, key
from cycle_kit.values.answers import ANSWERS
from cycle_kit.values.numerals import Unread, see_number
from cycle_kit.values.sights import Sight, see_date

_TELEPHONE = 9  # digits
KEPT = "kept"  # stands for a name of a stage, a pipeline, an outcome or a currency: it is none that is sought
_DIGIT = re.compile(r"\d")
#: a day or a moment within a text, or a number of three digits or more with a sign between them
_DAY_OR_AMOUNT = re.compile(
    r"(?<![\w.,/-])(?P<day>(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
    r"(?:[T ]\d{1,2}:\d\d(?::\d\d)?)?)(?![\w/-])"
    r"|(?P<count>\(\d{1,6}\)$)|\d{1,3}(?:[.,'\u00a0\u202f ]\d{2,3})+(?!\d)"
)
_BODY = re.compile(r"\d(?:[\d.,'٬٫\u00a0\u202f ]*\d)?")
_POWER = re.compile(r"(\d+(?:[.,]\d+)?)([eE][+-]?\d+)")
_YEAR = re.compile(r"(?:19|20|13|14)\d\d|\d{1,2}")
_CODE_PAGES = ("cp1252", "latin-1", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "cp437")


class Cells:
    """`masked` gives what stands in the place of a cell, by what its column holds."""

    def __init__(
        self, pseudonyms: Pseudonyms, names: Iterable[str], words: Collection[str]
    ) -> None:
        """`names`: of deals, accounts and people, which are sought in all other texts; `words`: those of stages,
        pipelines, outcomes and currencies, which are kept."""
        self.pseudonyms = pseudonyms
        asked = {key(word) for word in words}
        named = [(one, "") for one in names if key(one) not in asked and not ordinary(one)]
        within = Seeker(named)
        kept = [word for word in words if not any(within.spans(word))]
        self.kept = set(map(key, kept))
        self.seeker = Seeker([*((word, KEPT) for word in kept), *named])
        self.known: dict[tuple[str, str], str] = {}

    def masked(self, text: str, kind: str, rate: float) -> str:
        """`kind` as in `Layout`, or "header" and "around" of what stands around a table; `rate`: of its amounts."""
        if not text.strip():
            return text
        if kind in ("amount", "own", "few", "around") and (seen := numeral(text)):
            return text if kind == "around" or seen.percent else times(text, seen, rate)
        if kind in ("amount", "own", "few") and is_amount(text):
            return self._amount(text, rate)
        if (kind, text) not in self.known:
            self.known[kind, text] = self._masked(text, kind)
        return self.known[kind, text]

    def _amount(self, text: str, rate: float) -> str:
        """An amount with words beside it: "1,950 monthly"."""
        told, at = "", 0
        for found in _BODY.finditer(text):
            seen = numeral(found[0])
            told += self.told(text[at : found.start()], of_tables)
            told += times(found[0], seen, rate) if seen else self._said(found[0], nothing)
            at = found.end()
        return told + self.told(text[at:], of_tables)

    def _masked(self, text: str, kind: str) -> str:
        if is_bad(text):
            meant = fix_encoding(text)
            return garbled_as(text, meant, self._of_kind(meant, kind))
        return self._of_kind(text, kind)

    def _of_kind(self, text: str, kind: str) -> str:
        if key(text) in self.kept or blank_word(text):
            return text
        if kind == "name":
            return self._said(text, nothing)
        if kind in ("date", "figure") and not any(map(str.isalpha, text)):
            return text
        if is_date(text) or (kind in ("own", "few") and key(text) in ANSWERS):
            return text
        if kind in ("words", "told", "around", "header") and key(text) in phrases():
            return text
        if kind == "few" and key(text) in said_of_deals():
            return text
        if kind == "words":
            return self.told(text, every)
        if kind == "header":
            return self.told(text, of_headers)
        if kind in ("told", "date", "figure", "amount", "around", "changed"):
            return self.told(text, of_tables)
        return self._said(text, of_remarks)

    def told(self, text: str, keeps: Keeps) -> str:
        """A text with pseudonyms for the names in it, and for words that are not kept."""
        told, at = "", 0
        for start, end, said in self.seeker.spans(text):
            told += self._said(text[at:start], keeps)
            told += text[start:end] if said == KEPT else self._said(text[start:end], nothing)
            at = end
        return told + self._said(text[at:], keeps)

    def _said(self, text: str, keeps: Keeps) -> str:
        """Days stay, but in names."""
        if power := _POWER.fullmatch(text):
            return self.pseudonyms.text(power[1], nothing) + power[2]
        if keeps is nothing:
            return self.pseudonyms.text(text, keeps)
        told, at = "", 0
        for found in _DAY_OR_AMOUNT.finditer(text):
            told += self.pseudonyms.text(text[at : found.start()], keeps)
            told += (
                found[0]
                if found["day"] or found["count"]
                else self.pseudonyms.text(found[0], nothing)
            )
            at = found.end()
        return told + self.pseudonyms.text(text[at:], keeps)


def of_remarks(word: str) -> bool:
    """Of remarks no word is kept, but days are."""
    return nothing(word)


def every(word: str) -> bool:
    return True


@cache
def of_tables(word: str) -> bool:
    """Whether a word around a table, or a short number, is one that many tables have."""
    return bool(_YEAR.fullmatch(word)) if word.isdecimal() else is_known(word)


@cache
def is_amount(text: str) -> bool:
    """Whether a cell is an amount that says what it is for, or that it is about so much."""
    if len(text) > 80 or not _DIGIT.search(text):
        return False
    seen = see_number(_DIGIT.sub("0", text))
    return isinstance(seen, Unread) and bool(seen.said)


def of_headers(word: str) -> bool:
    """The same in a header, where fields and stages have numbers."""
    return len(word) < _TELEPHONE if word.isdecimal() else is_known(word)


def ordinary(name: str) -> bool:
    """Whether a name is one word that many tables have."""
    words = words_of(name)
    return len(words) < 2 and all(is_known(word) for word in LETTERS.findall(name))


@cache
def is_date(text: str) -> bool:
    """Whether a cell is a date with a year of four digits or a named month."""
    if len(text) > 40 or not _DIGIT.search(text):
        return False
    seen = see_date(_DIGIT.sub("0", text))
    return isinstance(seen, Sight) and (bool(seen.month) or (seen.year_at >= 0 and seen.sign != ""))


def garbled_as(text: str, meant: str, masked: str) -> str:
    """What is masked with its letters read in a wrong encoding, as those of the text once were."""
    for page in _CODE_PAGES:
        try:
            if text.encode(page).decode("utf-8") == meant:
                return masked.encode("utf-8").decode(page)
        except UnicodeError:
            continue
    return masked
