"""What a header says of its column's unit: "Amount (EUR)", "Wartość netto, PLN", "Бюджет ₸", "Betrag in T€"."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from cycle_kit.values.currencies import MAGNITUDES, PERCENT_WORDS
from cycle_kit.values.languages import primary
from cycle_kit.values.text import clean, fold
from cycle_kit.values.unit_grammar import NAMES, SHOUTED, Unit, glued, see_unit
from cycle_kit.values.unit_words import HARMLESS, MILLE, MONEY


class HeaderUnit(NamedTuple):
    """A header without its unit, and what the unit says."""

    bare: str
    currency: str = ""  # ISO code (toman is IRT); "" where none is named, or a name of several
    factor: int = 1  # thousands, millions ...: what the column's numbers are multiplied by
    note: str = ""  # another remark: "%", "netto", "UTC", "days"
    same: bool = True  # the bare header still names the column; False for %, days and unknown notes
    order: str = ""  # "dmy", "mdy" or "ymd" where the remark shows how dates are written
    shared: str = ""  # a name of several currencies, such as ريال


_BRACKETS = re.compile(r"\s*[(\[{（［]([^()\[\]{}（）［］]*)[)\]}）］]\s*")
_SEPARATORS = " ,;:/|·•_-–—،؛"
_CAMEL = re.compile(r"(?<=[a-z])(?=(?:USD|EUR|GBP|PLN|BGN|CHF|RUB|BRL|INR|CAD|AUD)(?![^\W_]))")
_STARTS = re.compile(r"(?<![^\W_])(?=[^\W_])|(?<=\w)(?=[^\w\s.,;:/|·•'()-])|(?<=[\s_])(?=[^\w\s])")
_MONEY = re.compile("|".join(MONEY))
_FORMAT = re.compile(
    r"([dtjgmyraдмг]{1,4})([./ -])([dtjgmaдм]{1,3})\2([dtjgmyraдмг]{1,4})(?:[ t,]+[hhчsm:.]+)?"
)
_PLACE = re.compile(
    r"(?:utc|gmt) ?[+-] ?\d{1,2}(?::?\d\d)?|(?:africa|america|asia|atlantic|europe|pacific)/[a-z_/]+"
)
_ODD = re.compile(r"[^\w\s.,;:/|'\"&?!#-]|[\u0621-\u064a]\.[\u0621-\u064a]")  # also ر.س
_WORD = re.compile(r"[^\W\d_]+")
_TRIGGERS = frozenset((*NAMES, *MAGNITUDES, *MILLE, *PERCENT_WORDS))
_DECORATION = frozenset("*↑↓:\ufe0f\u200d")


def header_unit(header: str, *, language: str | None = None) -> HeaderUnit:
    """A header without its unit, which may stand in brackets, behind it or in front of it.

    Signs, ISO codes and names of currencies, with a magnitude or without, and any remark in
    brackets at the end. A code or short name that is also a word counts only where the header
    speaks of money. A header that is nothing but a unit stays whole, and its currency is told.
    `language` settles only a name of several currencies (ریال).
    """
    if not _may_name_a_unit(header):
        return HeaderUnit(header)
    plain = clean(header).replace("\n", " ")
    bare = _undecorated(_CAMEL.sub(" ", plain))
    language = primary(language) or ("fa" if set("پچژگکی") & set(header) else "")
    bare, remarks = _out_of_brackets(bare, language)
    found = HeaderUnit(bare)
    for remark in remarks:
        found = _with(found, remark, see_unit(remark, language), in_brackets=True)
    if not (found.currency or found.shared or found.factor != 1 or "%" in found.note):
        found = _beside(found, language)
    if not found.bare:  # nothing but a unit
        return found._replace(bare=header)
    nothing = found == HeaderUnit(_CAMEL.sub(" ", plain))
    return HeaderUnit(header) if nothing else found


@lru_cache(maxsize=10_000)
def money_unit(header: str) -> HeaderUnit:
    """A header over numbers without its unit: there the name of a currency behind it counts, "Deal Euro", which
    elsewhere may be another word."""
    found = header_unit(header)
    front, _, name = header.rpartition(" ")
    if found.bare != header or not front:
        return found
    behind = header_unit(f"{front} ({name})")
    return behind if behind.same and (behind.currency or behind.shared) else found


def _may_name_a_unit(header: str) -> bool:
    """A quick refusal: there are files of 100,000 columns."""
    if any(sign.search(header) for sign in (_ODD, SHOUTED, _CAMEL)):
        return True
    words = set(_WORD.findall(fold(header)))
    return not words.isdisjoint(_TRIGGERS) or any(glued(word, "") for word in words)


def _undecorated(header: str) -> str:
    """Without the arrow of a sorted column, the star of a required one, and pictures."""
    start, end = 0, len(header)
    while start < end and _decorates(header[start]):
        start += 1
    while start < end and _decorates(header[end - 1]):
        end -= 1
    return header[start:end] or header


def _decorates(char: str) -> bool:
    return (
        char in _DECORATION or char == " " or (unicodedata.category(char) == "So" and char != "№")
    )


def _out_of_brackets(header: str, language: str) -> tuple[str, list[str]]:
    """The header without its brackets, as far as they stand at the end or name a unit."""
    remarks = []
    for match in reversed(list(_BRACKETS.finditer(header))):
        at_the_end = match.end() == len(header)
        if at_the_end or see_unit(match[1], language).surety == 2:
            header = " ".join(filter(None, (header[: match.start()], header[match.end() :])))
            remarks.append(match[1].strip())
    return header, remarks


def _with(found: HeaderUnit, text: str, read: Unit, *, in_brackets: bool) -> HeaderUnit:
    """What is known of a header, and one more remark on it."""
    enough = 1 if in_brackets or read.led else 2
    if read.named and (read.surety >= enough or _MONEY.search(fold(found.bare))):
        others = " ".join(read.others)
        found = found._replace(
            currency=found.currency or read.currency,
            shared=found.shared or read.shared,
            factor=found.factor * read.factor,
        )
        return _noted(found, others, harmless=not read.each and _harmless(read.others))
    if read.percent and not read.named:
        return _noted(found, "%", harmless=False)
    if not in_brackets:
        return found
    order = _order(fold(text))
    harmless = bool(
        order or _PLACE.fullmatch(fold(text)) or (read.others and _harmless(read.others))
    )
    return _noted(found._replace(order=order or found.order), text, harmless=harmless)


def _noted(found: HeaderUnit, note: str, *, harmless: bool) -> HeaderUnit:
    notes = ", ".join(filter(None, (note, found.note)))
    return found._replace(note=notes, same=found.same and (harmless or not note))


def _harmless(words: tuple[str, ...]) -> bool:
    return all(word in HARMLESS for word in words)


def _order(folded: str) -> str:
    """How a pattern such as dd.mm.yyyy writes dates, "" for no pattern."""
    match = _FORMAT.fullmatch(folded)
    if not match or any(len(set(part)) > 1 for part in match.group(1, 3, 4)):
        return ""
    first, second, third = match.group(1, 3, 4)
    if first[0] in "mм" and second[0] in "dtjgд":
        return "mdy"
    if second[0] not in "mмa":  # "gg.aa.yyyy"
        return ""
    return "ymd" if len(first) > len(third) or first[0] == "y" else "dmy"


def _beside(found: HeaderUnit, language: str) -> HeaderUnit:
    """A unit behind the header or in front of it, without brackets."""
    header = found.bare
    whole = see_unit(header, language)
    if whole.named and not whole.others:  # nothing but a unit
        told = whole.surety == 2 or (whole.factor != 1 and whole.currency)
        return _with(found, header, whole, in_brackets=True)._replace(bare="") if told else found
    starts = [match.start() for match in _STARTS.finditer(header) if match.start()]
    for start in starts:
        read, rest = see_unit(header[start:], language), header[:start].rstrip(_SEPARATORS)
        if rest and read.begins and (_harmless(read.others) or (read.each and read.currency)):
            tried = _with(found._replace(bare=rest), "", read, in_brackets=False)
            if tried != found._replace(bare=rest):
                return found if see_unit(rest, language).currency else tried  # EUR/USD
    for start in reversed(starts):
        read, rest = see_unit(header[:start], language), header[start:].lstrip(_SEPARATORS)
        known = read.percent or (read.surety and (read.currency or read.shared))
        if rest and known and not read.others:
            tried = _with(found._replace(bare=rest), "", read, in_brackets=False)
            if tried != found._replace(bare=rest) and not see_unit(rest, language).currency:
                return tried
    return found
