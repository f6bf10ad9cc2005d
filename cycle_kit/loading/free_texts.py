"""Names of stages and statuses may be shown; what somebody wrote down about a customer may not.

A remark in such a column is told from a name by its many words, a number of a telephone or an address in it,
and by standing there once or twice only; and where most texts of a column stand there once or twice, what has
several words and is no name that is known.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

import pandas as pd

from cycle_kit.dialects.wording import known
from cycle_kit.errors import one_or_more
from cycle_kit.loading.joined_names import joined_names
from cycle_kit.loading.probable import is_reason, is_undecided
from cycle_kit.steps import step_named

WORDS, WITH_FIGURES, DIGITS = (
    5,
    4,
    7,
)  # words of a remark, also with a figure; digits of a telephone
OFTEN = 3  # deals with the same text, from which on it is a name
#: texts of their own from which on a column holds remarks: under a header that means stages, and under another
FEWEST_STAGES, FEWEST = 6, 3


def is_remark(text: str, times: int = 1) -> bool:
    """Whether a text of a column of names is no name, and is not to be shown."""
    digits = sum(char.isdigit() for char in text)
    words = sum(any(map(str.isalnum, word)) for word in text.split())  # a dash is none
    if digits >= DIGITS or "@" in text:
        return True
    return times < OFTEN and (words >= WORDS or (words >= WITH_FIGURES and digits > 1))


def own_texts(texts: pd.Series, fewest: int = FEWEST) -> frozenset[str]:
    """What was written for one deal or two, in a column most of whose texts are such."""
    return own_among(texts[texts.notna() & (texts != "")].value_counts(), fewest)


def own_among(times: pd.Series, fewest: int = FEWEST) -> frozenset[str]:
    """The same where it is known how often each text is there."""
    joined = joined_names(map(str, times.index))
    phrases = [text for text, n in times.items() if n < OFTEN and str(text) not in joined]
    own = [text for text in phrases if is_phrase(str(text))]
    names = sum(times[text] > 1 for text in own)  # nobody writes most remarks twice
    many = len(own) >= fewest and 2 * len(own) > len(times) and 2 * names <= len(own)
    return frozenset(own) if many else frozenset()


def is_phrase(text: str) -> bool:
    """Whether a text has several words and is no name of a stage or an outcome, nor a common reason for a loss."""
    named = known(text) or step_named(text) or is_reason(text) or is_undecided(text)
    return len(text.split()) > 1 and not named


def brief(text: str, times: int = 1) -> str:
    """A name as it is, and of a remark nothing."""
    return "…" if is_remark(text, times) else text


def names_only(texts: Iterable[str], hidden: Container[str] = ()) -> list[str]:
    """Without the remarks."""
    return [text for text in texts if text not in hidden and not is_remark(str(text))]


def names_and_others(texts: Iterable[str], hidden: Container[str] = ()) -> list[str]:
    """The names in quotes and, in place of the remarks, how many they are."""
    every = list(texts)
    names = names_only(every, hidden)
    others = len(every) - len(names)
    return [
        *(f'"{name}"' for name in names),
        *([one_or_more(others, "{n} longer text", "{n} longer texts")] * bool(others)),
    ]
