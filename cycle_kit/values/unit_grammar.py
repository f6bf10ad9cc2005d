"""The grammar of a unit in a header: signs, codes and names of currencies, magnitudes, percent."""

import re
import unicodedata
from typing import NamedTuple

from cycle_kit.values.currencies import (
    AT_HOME,
    CURRENCIES,
    MAGNITUDES,
    PERCENT_WORDS,
    WRITTEN_APART,
)
from cycle_kit.values.text import fold
from cycle_kit.values.unit_words import (
    ALSO_MEASURES,
    ALSO_WORDS,
    CONNECTIVES,
    HARMLESS,
    MILLE,
    PLAIN,
)


class Unit(NamedTuple):
    """A stretch of a header, read as a unit."""

    currency: str = ""
    shared: str = ""
    factor: int = 1
    percent: bool = False
    others: tuple[str, ...] = ()  # words of no unit
    each: bool = False  # by the month, by the piece
    led: bool = False  # "in USD"
    begins: bool = False  # the unit stands in front of these words
    surety: int = 0  # 2: a unit anywhere; 1: in brackets or led; 0: only where money is spoken of

    @property
    def named(self) -> bool:
        return bool(self.currency or self.shared) or self.factor != 1


#: two codes that no header is believed to mean
NAMES = {name: code for name, code in CURRENCIES.items() if name not in ("all", "top")}
_ISO = frozenset(name for name, code in NAMES.items() if code.lower() == name)
_CODES = _ISO - ALSO_WORDS
_GLUED = {
    name: MAGNITUDES[name] for name in ("k", "m", "mm", "mn", "mio", "mln", "bn", "mrd", "mld")
}
_GLUED["t"] = 1_000  # T€, TEUR, and nowhere else

_THOUSANDS = re.compile(r"'?000s?(?![\d])|[x×]? ?1[ .,']?000(?!\d)")
_SIGNS = sorted(
    (name for name in {*NAMES, *PERCENT_WORDS} if not name.isalpha()), key=len, reverse=True
)
_PIECE = re.compile(
    "|".join(re.escape(name) + r"(?![^\W\d_])" * name[-1].isalpha() for name in _SIGNS)
    + r"|[^\W\d_]+|\d+"
)
SHOUTED = re.compile(r"(?<![^\W\d_])(?:T|k|K|M|m)?([A-Z]{3}|TL)[kKmM]?(?![^\W\d_])")


def see_unit(text: str, language: str) -> Unit:
    """Everything a stretch of a header says as a unit, and the words in it that say nothing."""
    shouted = {code.lower() for code in SHOUTED.findall(text)}
    for written, instead in WRITTEN_APART:
        text = text.replace(written, instead)
    folded = fold(text.replace("_", " "))
    names, others, factor, magnitude, at = [], [], 1, "", 0
    percent = led = each = begins = False
    while at < len(folded):
        piece = _THOUSANDS.match(folded, at) or _PIECE.match(folded, at)
        if not piece:
            each |= folded[at] == "/" and bool(names)
            at += 1
            continue
        word, at = piece[0], piece.end()
        known = glued(word, folded[at : at + 1])
        begins |= not others
        if _THOUSANDS.fullmatch(word):
            factor, magnitude = factor * 1_000, word
        elif word in NAMES:
            names.append(word)
        elif word in MAGNITUDES or word in MILLE:
            factor, magnitude = factor * MAGNITUDES.get(word, 1_000), word
        elif word in PERCENT_WORDS:
            percent = True
        elif word in CONNECTIVES:
            led |= not (names or others or magnitude)
        elif known:
            factor *= known[0]
            names += filter(None, (known[1],))
        else:
            begins &= bool(names or magnitude or led)
            others.append(word)
    currency, shared = _meant(names, language)
    if names and not (currency or shared):  # EUR/USD
        return Unit(others=(*others, *names))
    surety = max(map(lambda name: _surety(name, shouted), names), default=int(len(magnitude) > 2))
    return Unit(currency, shared, factor, percent, tuple(others), each, led, begins, surety)


def glued(word: str, following: str) -> tuple[int, str] | None:
    """ "teur" is thousands of EUR, "k" in "k€" was known before; "t" only in front of a sign. "MwSt" is a tax."""
    if word in HARMLESS:
        return None
    if word == "t" and following and not following.isalnum() and following in NAMES:
        return 1_000, ""
    for prefix in ("بال", "ال"):  # بالدولار
        if word.startswith(prefix) and word.removeprefix(prefix) in NAMES:
            return 1, word.removeprefix(prefix)
    for prefix, factor in _GLUED.items():
        name = word.removeprefix(prefix)
        if name != word and name in _CODES:
            return factor, name
    for suffix in ("k", "m"):
        name = word.removesuffix(suffix)
        if name != word and name in _CODES:
            return _GLUED[suffix], name
    return None


def _meant(names: list[str], language: str) -> tuple[str, str]:
    """The one currency that these names mean, or the one name that several share."""
    codes = {AT_HOME.get((language, name), NAMES[name]) for name in names}
    if len(codes) > 1:  # "$" beside another code only says "dollars"
        codes -= {"", "USD"} if "$" in names else {""}
    currency = codes.pop() if len(codes) == 1 else ""
    several = [name for name in names if not NAMES[name]]
    return currency, "" if currency or codes or not several else several[0]


def _surety(name: str, shouted: set[str]) -> int:
    if name in PLAIN or any(unicodedata.category(char) == "Sc" for char in name):
        return 2
    if name in _ISO:
        return (name in shouted) + (name not in ALSO_WORDS)
    if name in ALSO_MEASURES:
        return 0
    if name.isascii():
        return int(len(name) > 3 or name in shouted)
    return 2 if len(name) > 3 else 1
