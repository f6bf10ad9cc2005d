"""Columns of yes and no."""

import re

import numpy as np
import pandas as pd

from cycle_kit.languages import SEVERAL, words_of
from cycle_kit.values.blanks import is_empty, is_unknown
from cycle_kit.values.languages import primary
from cycle_kit.values.parsed import Parsed, distinct
from cycle_kit.values.text import fold, key


def _written(answer: str) -> list[str]:
    """The words for yes or no, of all languages."""
    lists = (SEVERAL["answers"], *words_of("answers").values())
    return [word for said in lists for word in said.get(answer, "").split("|") if word]


_YES, _NO = _written("yes"), _written("no")
#: a letter is an answer only where the language says so, or its opposite stands in the column too
_PAIRS = ("jn", "on", "sn", "eh", "дн", "ан")
_AT_HOME = {
    **{"de": "jn", "nl": "jn", "fr": "on", "es": "sn", "pt": "sn", "it": "sn", "tr": "eh"},
    **{"ru": "дн", "bg": "дн", "hu": "in"},
}
_TICKS, _UNTICKED = frozenset("✓✔☑✅"), frozenset("✗✘☐")
_CROSSES = frozenset("xх×✕☒")  # one x is Cyrillic
_PICTURE = "\ufe0f"  # "as a picture, please": says nothing
_WHOLE = re.compile(r"(-?\d+)[.,]0+")


def _said(text: str) -> str:
    """What an answer is looked up by: `key`, but a minus and a decimal sign are not left out."""
    folded = fold(text).replace(_PICTURE, "")
    if whole := _WHOLE.fullmatch(folded):
        return whole[1]
    return folded if folded.startswith("-") else key(folded)


def _listed(words: list[str], answer: bool) -> dict[str, bool]:
    return {_said(word): answer for word in words}


ANSWERS = {**_listed(_YES, True), **_listed(_NO, False)}


#: these go before blanks: "нет" is no, and elsewhere nothing
_WORDS = frozenset(map(fold, _YES + _NO))


def _known(said: set[str], language: str) -> dict[str, bool]:
    """What each text means in a column that says these."""
    pairs = [pair for pair in _PAIRS if set(pair) <= said]
    pair = pairs[0] if len(pairs) == 1 else _AT_HOME.get(language, "")
    letters = dict(zip(pair, (True, False), strict=False))
    known = letters | {"+": True, "-": False} | ANSWERS
    if said <= _CROSSES | _TICKS | _UNTICKED:  # a cross beside a tick is no, alone it is the tick
        known |= dict.fromkeys(_CROSSES, not said & _TICKS)
    return known


def read_booleans(texts: pd.Series, *, language: str | None = None) -> Parsed:
    """Read a column of yes and no as nullable `boolean`; missing where empty or unreadable.

    A cross is yes where nothing else but blanks stands in the column.
    """
    cells = distinct(texts)
    named = [_said(text) for text in cells.texts]
    folded = [fold(text) for text in cells.texts]
    told = _WORDS | set("+-" if "+" in folded else "")  # a dash beside a plus is no blank
    empty = np.array([is_empty(text) and text not in told for text in folded], dtype=bool)
    filled = {name for name, nothing in zip(named, empty, strict=True) if not nothing}
    known = _known(filled, primary(language))
    answers = [
        None if nothing else known.get(name) for name, nothing in zip(named, empty, strict=True)
    ]
    missing = np.array([answer is None for answer in answers], dtype=bool)
    unknown = np.array([is_unknown(text) for text in folded], dtype=bool)
    found = pd.arrays.BooleanArray(
        cells.spread(np.array([answer is True for answer in answers], dtype=bool), False),
        cells.spread(missing, True),
    )
    values = pd.Series(found, index=texts.index, name=texts.name)
    unreadable, unknown = (
        cells.spread(mask, False) for mask in (missing & ~empty, missing & ~empty & unknown)
    )
    return Parsed(values, unreadable, unknown=unknown)


def without_no(texts: pd.Series) -> pd.Series:
    """A column of reasons, or of other names, without the cells that answer with no whether there is one; as it is
    where others say yes."""
    answers = {text: ANSWERS.get(_said(text)) for text in map(str, texts.dropna().unique())}
    if True in answers.values():
        return texts
    return texts.mask(texts.isin([text for text, answer in answers.items() if answer is False]))
