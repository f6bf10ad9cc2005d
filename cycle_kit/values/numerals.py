"""The grammar of one number: what the shape of a cell says about its digits.

A shape is the cell with every digit as 0 (see shapes.py). Nothing here looks at a column: where a
shape can be read in two ways (`0,000`) it says so and leaves it to the column.
"""

import re
from functools import cache
from typing import NamedTuple

from cycle_kit.values.blanks import is_empty, is_unknown
from cycle_kit.values.currencies import (
    AT_HOME,
    CURRENCIES,
    GLUED,
    MAGNITUDES,
    MAGNITUDES_AT_HOME,
    MAGNITUDES_BESIDE,
    NO_COMMA,
    PERCENT_WORDS,
    SHARED,
    TAX_WORDS,
    WRITTEN_APART,
)
from cycle_kit.values.languages import DECIMAL_COMMA
from cycle_kit.values.number_remarks import ABOUT, NO_SINGLE, bounds, without_about, without_period
from cycle_kit.values.shapes import Span
from cycle_kit.values.text import fold


class Numeral(NamedTuple):
    """How the digits of a shape make a number."""

    whole: int  # digits before the decimal sign
    fraction: int  # digits after it
    exponent: Span | None = None  # digits of the power of ten
    tiny: bool = False  # the power of ten is negative
    negative: bool = False
    factor: int = 1  # thousand, million ...
    percent: bool = False
    sure: str = ""  # the decimal sign this shape proves, "," or "."
    open: str = ""  # "," or ".": decimal sign or group sign, only the column can tell
    currency: str = ""
    shared: str = ""  # a currency name that several countries share
    tax: str = ""  # "net" or "gross" where the cell says so
    said: str = ""  # what makes it no amount of a deal: about so much, for a month
    no_comma: bool = False  # its word for thousands or millions stands behind no comma that groups


class Unread(NamedTuple):
    """A shape that is no number, or no date."""

    empty: bool = False
    unknown: bool = False  # it says that something is not known
    said: str = ""  # a number is there, and what makes it no amount


def unread(folded: str) -> Unread:
    """A shape without a digit, or one that no grammar takes."""
    return Unread(empty=is_empty(folded), unknown=is_unknown(folded))


_PARTS = re.compile(
    r"(?P<before>[^0]*?)"
    r"(?P<body>(?:(?<![^\W\d_])[.,٫])?0(?:[0.,'٬٫،/ ]*0)?)"
    r"(?:e(?P<minus>[+-]?)(?P<power>0{1,3}))?"
    r"(?P<after>[^0]*)"
)
_GROUPED = re.compile(r"0*|0{1,3}(?P<sign>[.,'٬، ])000(?:(?P=sign)000)*|0{1,2}(?:,00)+,000")
_NO_CENTS = re.compile(r"([.,:])-+")

_OF_CURRENCIES = frozenset(word for _, word in MAGNITUDES_BESIDE)  # no number words elsewhere
FOREIGN = frozenset(word for _, word in MAGNITUDES_AT_HOME)  # no number words in other languages
_TOKENS = sorted(
    {*CURRENCIES, *GLUED, *MAGNITUDES, *PERCENT_WORDS, *FOREIGN, *_OF_CURRENCIES},
    key=len,
    reverse=True,
)
_END = r"(?![^\W\d_])"


def see_number(shape: str, *, language: str = "") -> Numeral | Unread:
    """Read one shape; `language` settles only what a language alone can (a Persian slash, ریال)."""
    digits = shape.count("0")
    for written, instead in WRITTEN_APART:
        shape = shape.replace(written, instead)
    folded = fold(shape).replace("`", "'")
    if "0" not in folded:
        return unread(folded)
    if folded.count("0") != digits:
        return unread(folded)
    found = _see_one(folded.removeprefix("'"), language)
    several = [] if found else list(bounds(folded))
    if several and all(_see_one(each, language) for each in several):
        return Unread(said=NO_SINGLE)
    return Unread(said=found.said) if found and found.said else found or unread(folded)


def _see_one(folded: str, language: str) -> Numeral | None:
    parts = _PARTS.fullmatch(folded)
    body = parts and _see_body(parts["body"], slash=language == "fa")
    if not parts or not body:
        return None
    before, about = without_about(parts["before"])
    after, period = without_period(parts["after"])
    after, tax = _without_tax(after)
    words = _see_words(before, _NO_CENTS.sub("", after), language)
    if words is None:
        return None
    said = period or (ABOUT if about else "")
    return _with_power(_without_cents(body, after), parts)._replace(**words, tax=tax, said=said)


def _without_tax(after: str) -> tuple[str, str]:
    """What stands behind a number without the words for net and gross of tax, and which it says."""
    words = after.split()
    for many in (2, 1):
        said = re.sub(r"[().,]", "", "".join(words[-many:]))
        if words and said in TAX_WORDS:
            return " ".join(words[:-many]), TAX_WORDS[said]
    return after, ""


def _without_cents(body: Numeral, after: str) -> Numeral:
    """ "1.200,-": the comma in front of the dash is the decimal sign."""
    dash = _NO_CENTS.match(after)
    if not dash or not body.open or dash[1] == body.open:
        return body
    return body._replace(whole=body.whole + body.fraction, fraction=0, open="", sure=dash[1])


def _with_power(body: Numeral, parts: re.Match) -> Numeral:
    if not parts["power"]:
        return body
    start = body.whole + body.fraction
    power = start, start + len(parts["power"])
    # no one writes 1,234E5 for thousands
    return body._replace(
        exponent=power, tiny=parts["minus"] == "-", sure=body.open or body.sure, open=""
    )


def _see_body(body: str, *, slash: bool) -> Numeral | None:
    marks = body.replace("0", "")
    sign = _decimal_sign(body, marks, slash)
    whole, _, fraction = body.partition(sign) if sign else (body, "", "")
    if fraction.strip("0") or not _GROUPED.fullmatch(whole):
        return None
    return _weighed(whole, fraction, sign, marks)


def _decimal_sign(body: str, marks: str, slash: bool) -> str:
    if "٫" in marks:
        return "٫"
    if slash and marks == "/":
        return "/"
    if "." in marks and "," in marks:
        return max(".,", key=body.rfind)
    return next((sign for sign in ".," if marks.count(sign) == 1), "")


def _weighed(whole: str, fraction: str, sign: str, marks: str) -> Numeral:
    """Does this shape prove its decimal sign, leave it open, or say nothing?"""
    digits = Numeral(whole=whole.count("0"), fraction=len(fraction))
    if sign and sign in ".,":
        if marks == sign and len(fraction) == 3 and 1 <= digits.whole <= 3:
            return digits._replace(open=sign)
        return digits._replace(sure=sign)
    if marks[:1] in (".", ","):  # repeated, so it groups
        return digits._replace(sure="," if marks[0] == "." else ".")
    return digits


def _see_words(before: str, after: str, language: str) -> dict | None:
    """Signs, brackets, currency, magnitude and percent; None if anything else is there."""
    bracketed = "(" in before and ")" in after
    if bracketed:
        before, after = before.replace("(", "", 1), after.replace(")", "", 1)
    signs = "".join(c for c in before if c in "+-") + after.count("-") * "-"
    found = _split_words(re.sub("[+-]", " ", before) + " " + after.replace("-", " "))
    if found is None or len(signs) + bracketed > 1:
        return None
    if any(word in FOREIGN and (language, word) not in MAGNITUDES_AT_HOME for word in found):
        return None
    meant = _meaning(found, language)
    unit = meant["currency"] or meant["shared"]
    if any((unit, word) not in MAGNITUDES_BESIDE for word in _OF_CURRENCIES & {*found}):
        return None
    return {"negative": bracketed or signs == "-", **meant}


@cache
def _known_words() -> re.Pattern:
    """All words that stand beside numbers; made when the first one is read."""
    return re.compile("|".join(re.escape(t) + _END * t[-1].isalpha() for t in _TOKENS))


def _split_words(text: str) -> list[str] | None:
    words, at, known = [], 0, _known_words()
    while at < len(text):
        if match := known.match(text, at):
            words.append(match[0])
            at = match.end()
        elif text[at] in " .":
            at += 1
        else:
            return None
    return words


def _meaning(words: list[str], language: str) -> dict:
    factor = 1
    for place, word in enumerate(words):
        if word in GLUED:
            glued, words[place] = GLUED[word]
            factor *= glued
    for word in words:
        factor *= MAGNITUDES_AT_HOME.get((language, word)) or MAGNITUDES.get(word, 1)
    names = [word for word in words if word in CURRENCIES]
    codes = {AT_HOME.get((language, name), CURRENCIES[name]) for name in names}
    if len(codes) > 1:
        # "$" beside another code only says "dollars"
        codes -= {"", "USD"} if "$" in names else {""}
    currency = codes.pop() if len(codes) == 1 else ""
    shared = "" if currency else next((name for name in names if name in SHARED), "")
    for word in words:
        factor *= MAGNITUDES_BESIDE.get((currency or shared, word), 1)
    at_home = factor != 1 and language in DECIMAL_COMMA
    return {
        "factor": factor,
        "no_comma": at_home or not NO_COMMA.isdisjoint(words),
        "percent": any(word in PERCENT_WORDS for word in words),
        "currency": currency,
        "shared": shared,
    }
