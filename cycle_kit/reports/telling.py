"""Whether a text tells who or what is behind a pseudonym: it holds a word of a name, an address or a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from cycle_kit.reports.seeking import Seeker, words_of
from cycle_kit.values import key
from cycle_kit.values.answers import ANSWERS
from cycle_kit.values.text import fold

_SHORTEST = 3  # letters of a word that tells a name
_DIGITS = 7  # of a telephone
_ADDRESS = re.compile(
    r"://|\bwww\.|\bmailto:|[^\s@]+@[^\s@]+|\b[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}/", re.I
)
_TELEPHONE = re.compile(
    r"(?<![\w.,])(?:\+|\(?0)[\d\s()/.-]{6,}|(?<![\w.,])\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?!\d)"
    r"|(?<![\w.,])(?:\d[ ()/-]*){9,}"
)
_QUOTED = re.compile(r'"([^"]+)"')


class Telling:
    """`tells` whether a text does."""

    def __init__(
        self, people: Iterable[Any], things: Iterable[Any], seeker: Seeker, but: Iterable[str]
    ) -> None:
        """`people`, `things`: names that are replaced, of which those of things hold words that every list has, too;
        `seeker` finds them whole; `but`: names of stages and pipelines, which stay."""
        # what is beside it writes workbooks: nobody waits for that who masks nothing
        from cycle_kit.reports.masked_files.vocabulary import is_known

        ordinary = {word for text in ANSWERS for word in told_words(text)}
        self.words = {word for name in set(people) for word in told_words(str(name))} | {
            word
            for name in set(things)
            for word in told_words(str(name))
            if word not in ordinary and not is_known(word)
        }
        self.seeker = seeker
        self.spared = set(map(key, but))

    def tells(self, text: str) -> bool:
        return (
            bool(_ADDRESS.search(text))
            or any(is_telephone(found[0]) for found in _TELEPHONE.finditer(text))
            or not self.words.isdisjoint(told_words(text))
            or any(self.seeker.spans(text))
        )

    def untold(self, text: str, unsaid: str) -> str:
        """A note without what it quotes and tells, such as a header."""
        return _QUOTED.sub(
            lambda found: f'"{unsaid}"' if self._is_told(found[1]) else found[0], text
        )

    def _is_told(self, text: str) -> bool:
        return key(text) not in self.spared and self.tells(text)


def told_words(text: str) -> set[str]:
    """The words of a text that are long enough to tell a name, in small letters without marks."""
    words = (fold(word) for run in words_of(text) for word in re.findall(r"[^\W\d_]+", run))
    return {word for word in words if len(word) >= _SHORTEST}


def is_telephone(text: str) -> bool:
    return sum(map(str.isdecimal, text)) >= _DIGITS
