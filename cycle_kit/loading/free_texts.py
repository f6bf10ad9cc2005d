"""Names of stages and statuses may be shown; what somebody wrote down about a customer may not.

A remark in such a column is told from a name by its many words, a number of a telephone or an address in it,
and by standing there once or twice only.
"""

from __future__ import annotations

from collections.abc import Iterable

WORDS, WITH_FIGURES, DIGITS = (
    5,
    4,
    7,
)  # words of a remark, also with a figure; digits of a telephone
OFTEN = 3  # deals with the same text, from which on it is a name


def is_remark(text: str, times: int = 1) -> bool:
    """Whether a text of a column of names is no name, and is not to be shown."""
    digits = sum(char.isdigit() for char in text)
    words = len(text.split())
    if digits >= DIGITS or "@" in text:
        return True
    return times < OFTEN and (words >= WORDS or (words >= WITH_FIGURES and digits > 1))


def brief(text: str, times: int = 1) -> str:
    """A name as it is; of a remark its first word, if that is one."""
    if not is_remark(text, times):
        return text
    first = text.split()[0]
    return f"{first} …" if first.isalpha() else "…"


def names_only(texts: Iterable[str]) -> list[str]:
    """Without the remarks."""
    return [text for text in texts if not is_remark(str(text))]
