"""Text in five languages: shown by `clean`, compared by `key`, parsed by `fold`.

One text is never all three. What is shown keeps its letters; what is compared loses everything
that keyboards, code pages and exports change without changing the meaning.
"""

import re
import unicodedata
from functools import lru_cache

import pandas as pd

_BIDI = "\u061c\u200e\u200f" + "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_NOTHING = "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, byte order mark
_JOINERS = "\u200c\u200d"  # part of Persian spelling: shown, never compared
_TATWEEL = "\u0640"
_CONTROLS = "".join(chr(c) for c in (*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))
_SPACES = "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

_CLEAN = {
    **dict.fromkeys(map(ord, _BIDI + _NOTHING + _CONTROLS)),
    **dict.fromkeys(map(ord, _SPACES), " "),
}

#: letters that mean the same but do not decompose to the same; hamza seats fall away as marks
_LETTERS = {
    **dict.fromkeys(map(ord, "يىےۍې"), "ی"),
    **dict.fromkeys(map(ord, "كڪ"), "ک"),
    **dict.fromkeys(map(ord, "ةەہۃھ"), "ه"),
    **dict.fromkeys(map(ord, "ٱ"), "ا"),
    **{ord(odd): plain for odd, plain in ("łl", "øo", "đd", "ıi", "ħh")},
}
_SIGNS = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-"),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201b\u2032\u02bc\u00b4`\uff07"), "'"),
    ord("٪"): "%",
}
_BEFORE = {**_CLEAN, **dict.fromkeys(map(ord, _JOINERS + _TATWEEL)), **_SIGNS}

#: pictures beside a name: they decorate it, and say nothing of their own that it does not say
_NO_PICTURES = frozenset("№™®©°℠")
_PICTURE_PARTS = frozenset("\ufe0f\u20e3") | frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_ARROWS = frozenset(map(chr, range(0x2190, 0x2200)))

_RUNS = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\r?\n ?|\r")
_FINAL_HAMZA = re.compile(r"ء(?!\w)")
_DROPPED = frozenset(("Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Zs", "Zl", "Zp", "Cc", "Cf"))
_FIRST_VOWEL_SIGN = "\u0900"  # from here on marks are vowels (Hindi, Thai ...), not accents


def clean(text: str) -> str:
    """The text as it is shown: direction marks, control signs and odd spaces out, outer blanks off.

    Letters, case, digits, half-spaces between letters and line breaks stay as they are.
    """
    if not text.isascii() or not text.isprintable():
        text = unicodedata.normalize("NFC", _BREAKS.sub("\n", text).translate(_CLEAN))
    return _RUNS.sub(" ", text).strip(" \n" + _JOINERS)


def fold(text: str) -> str:
    """The text as it is parsed: lower case, one kind of space, dash and letter; no marks.

    Punctuation and words stay apart, so that a grammar can still see them.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    text = unicodedata.normalize("NFKD", text.translate(_BEFORE)).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_BEFORE)
    bare = "".join(c for c in text if not _is_accent(c))
    return " ".join(bare.translate(_LETTERS).split())


def _is_accent(char: str) -> bool:
    return char < _FIRST_VOWEL_SIGN and unicodedata.category(char) == "Mn"


def with_plain_digits(text: str) -> str:
    """The text with the digits of any script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)


def without_pictures(text: str) -> str:
    """The text without emoji, ticks, crosses and arrows; the text itself where nothing else is there."""
    if text.isascii():
        return text
    bare = " ".join("".join(" " if _is_picture(char) else char for char in text).split())
    return bare if any(map(str.isalnum, bare)) else text


def _is_picture(char: str) -> bool:
    if char in _PICTURE_PARTS or char in _ARROWS:
        return True
    return unicodedata.category(char) == "So" and char not in _NO_PICTURES


def key(text: str) -> str:
    """The text as it is compared: without case, accents, letter variants, spaces, punctuation.

    Two texts are the same name when their keys are equal; no key is ever matched in part, because
    the words for lost often contain the words for won. A text of nothing but punctuation keeps it.
    """
    folded = fold(text)
    bare = "".join(map(_compared, _FINAL_HAMZA.sub("", folded)))
    return bare or clean(folded)


@lru_cache(maxsize=10_000)
def _compared(char: str) -> str:
    if char.isascii() and char.isalnum():
        return char
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    return "" if category in _DROPPED else char


#: nothing to clean: plain letters and signs, single spaces between them
_CLEAN_ALREADY = r"(?:[!-~]+(?: [!-~]+)*)?"


def cleaned(texts: pd.Series) -> pd.Series:
    """`clean` for a column: same index, text; empty cells become ""."""
    plain = texts.str.fullmatch(_CLEAN_ALREADY).eq(True)
    if plain.all():
        return texts
    odd = _mapped(texts[~plain], clean)
    return pd.concat([texts[plain], odd]).reindex(texts.index) if plain.any() else odd


def keys(texts: pd.Series) -> pd.Series:
    """`key` for a column: same index, text; empty cells become ""."""
    return _mapped(texts, key)


def _mapped(texts: pd.Series, change) -> pd.Series:
    codes, distinct = pd.factorize(texts)
    changed = pd.array([*(change(str(text)) for text in distinct), ""], dtype="str")
    return pd.Series(changed.take(codes), index=texts.index, name=texts.name)
