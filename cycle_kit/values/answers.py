"""Columns of yes and no."""

import numpy as np
import pandas as pd

from cycle_kit.values.blanks import is_empty
from cycle_kit.values.languages import primary
from cycle_kit.values.parsed import Parsed, distinct
from cycle_kit.values.text import fold, key

_YES = """
yes y true t 1 1.0 on checked ✓ ✔ ☑ ✅
tak prawda да вярно истина بله بلی آری درست صحیح نعم صحيح أجل
ja wahr oui vrai sí verdadero sim verdadeiro
"""
_NO = """
no n false f 0 0.0 off unchecked ✗ ✘ ☐ ❌
nie fałsz не невярно лъжа нет ложь خیر نه نادرست غلط لا خطأ كلا
nein falsch non faux falso não
"""
#: a letter is an answer only where the language says so
_AT_HOME = {"de": {"j": True}, "fr": {"o": True}, "es": {"s": True}, "pt": {"s": True}}


def _keyed(words: str, answer: bool) -> dict[str, bool]:
    return {key(word): answer for word in words.split()}


ANSWERS = {**_keyed(_YES, True), **_keyed(_NO, False)}


def read_booleans(texts: pd.Series, *, language: str | None = None) -> Parsed:
    """Read a column of yes and no as nullable `boolean`; missing where empty or unreadable."""
    cells = distinct(texts)
    known = {**ANSWERS, **_AT_HOME.get(primary(language), {})}
    answers = [known.get(key(text)) for text in cells.texts]
    missing = np.array([answer is None for answer in answers], dtype=bool)
    empty = np.array([is_empty(fold(text)) for text in cells.texts], dtype=bool)
    found = pd.arrays.BooleanArray(
        cells.spread(np.array([answer is True for answer in answers], dtype=bool), False),
        cells.spread(missing, True),
    )
    values = pd.Series(found, index=texts.index, name=texts.name)
    return Parsed(values, cells.spread(missing & ~empty, False))
