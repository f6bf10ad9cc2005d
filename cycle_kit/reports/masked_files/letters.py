"""Which letters may stand for a letter: others of its script and case, whether a file has them or not.

A letter of an old code page is replaced by one that every page of the file has and that tells the page no less, so
that the masked file is read in the encoding of the file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from random import Random

from cycle_kit.files.languages import CODE_PAGES, LETTERS

#: letters that stand for each other and are in every encoding of their script
_CLASSES = (
    "bcdfghjklmnpqrstvwxz",
    "aeiouy",
    "бвгджзклмнпрст",
    "аеиоу",
    "βγδζκλμνπρστφχ",
    "αεηιου",
    "بتجحخدذرزسشصضطظعغفقلمن",
    "پچژگ",
    "בגדזחטכלמנסעפצקרשת",
)
CLASSES = {letter: letters for letters in _CLASSES for letter in letters}
_BLOCK = 256  # signs of Unicode that lie together: a script, or a part of one
Pages = frozenset[str]


class Letters:
    """`other` gives a letter in the place of one, never the same."""

    def __init__(self, seed: str, there: Iterable[str]) -> None:
        """`there`: the letters of the files."""
        self.seed = seed
        with_pages = [pages_of(sign) for sign in there if is_letter(sign) and pages_of(sign)]
        self.pages: Pages = frozenset.intersection(*with_pages) if with_pages else frozenset()
        self.pools: dict[str, Sequence[str]] = {}

    def other(self, letter: str, random: Random) -> str:
        if letter not in self.pools:
            self.pools[letter] = self._pool(letter) if is_letter(letter) else ()
        return random.choice(self.pools[letter]) if self.pools[letter] else letter

    def exchanged(self, letter: str) -> str:
        """Another one for a sign that is a word of its own, no two the same."""
        pool = alike(letter)
        if letter not in pool:
            return self.other(letter, Random(f"{self.seed} {letter}"))
        order = list(pool)
        Random(f"{self.seed} {pool[0]}").shuffle(order)
        return order[(order.index(letter) + 1) % len(order)]

    def _pool(self, letter: str) -> Sequence[str]:
        """The first of these with any: letters of its languages that tell the encoding, others that do, all that can
        be written in it, all of the script."""
        if letter in CLASSES:
            return CLASSES[letter].replace(letter, "")
        own = pages_of(letter)
        others = [one for one in alike(letter) if one != letter]
        written = [one for one in others if self.pages <= pages_of(one)]
        telling = [one for one in written if pages_of(one) <= own]
        of_languages = [one for one in telling if one in neighbours(letter)]
        plain = [one for one in CLASSES if script(one) == script(letter)]
        return next(filter(None, (of_languages, telling, written, plain, others)), ())


def is_letter(sign: str) -> bool:
    """Whether a sign is a letter; what lengthens or repeats one is none of its own."""
    return sign.isalpha() and unicodedata.category(sign) != "Lm"


def script(sign: str) -> str:
    return unicodedata.name(sign, "").split(" ")[0]


@cache
def alike(letter: str) -> tuple[str, ...]:
    """The letters of its block that are written as it is, without those that have a class: those have each other."""
    start = ord(letter) // _BLOCK * _BLOCK
    signs = map(chr, range(start, start + _BLOCK))
    return tuple(one for one in signs if one not in CLASSES and _kind(one) == _kind(letter))


def _kind(sign: str) -> tuple[str, str, bool, bool]:
    """Its script, its case, whether it has the other case as one sign, and whether it stays when texts are compared."""
    large = sign.upper() if sign.islower() else sign.lower()
    cased = len(large) == 1 and large != sign and (large.lower(), large.upper()).count(sign) == 1
    stays = unicodedata.normalize("NFKC", sign) == sign
    return script(sign), unicodedata.category(sign), cased, stays


@cache
def pages_of(letter: str) -> Pages:
    return frozenset(page for page in CODE_PAGES if letter in signs_of(page))


@cache
def signs_of(page: str) -> frozenset[str]:
    return frozenset(bytes(range(256)).decode(page, "ignore"))


@cache
def neighbours(letter: str) -> frozenset[str]:
    """The letters beyond a-z of the languages that have this one."""
    return frozenset(one for letters in LETTERS.values() if letter in letters for one in letters)
