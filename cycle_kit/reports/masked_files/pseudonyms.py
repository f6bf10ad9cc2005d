"""Words and numbers that stand for others of the same shape: as long, of the same script, capitals where they were.

What stands for a word is drawn from a seed that is made of the whole of the files: the same files give the same
pseudonyms, and nobody who lacks them can try a name and see whether it fits. One word has one pseudonym wherever it
stands, so that an account is found again in the name of its deal and in an address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from random import Random

from cycle_kit.reports.masked_files.letters import CLASSES, Letters, pages_of
from cycle_kit.reports.masked_files.vocabulary import TECHNICAL, is_known

#: a key of letters and digits, signs of a script without blanks, each a word of its own, a word, a number
_SIGN = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_KEY = r"(?=[^\W_]*\d)(?=\d*[^\W\d_])[a-zA-Z0-9]{6,}"
_TOKEN = re.compile(rf"{_KEY}|[{_SIGN}]+|[^\W\d_{_SIGN}]+|\d+")
_SIGNS = re.compile(rf"[{_SIGN}]")
_PARTS = re.compile(r"\d+|\D+")
_TRIES = 200
Keeps = Callable[[str], bool]


def nothing(word: str) -> bool:
    """Of a name no word is kept."""
    return word.casefold() in TECHNICAL


class Pseudonyms:
    """`text` gives the pseudonym of a text, its signs where they were."""

    def __init__(self, seed: str, texts: Iterable[str]) -> None:
        """`texts`: all that is masked; no pseudonym of three letters or more is a word of theirs."""
        self.seed = seed
        self.given: dict[str, str] = {}
        self.taken: set[str] = set()
        self.there: set[str] = set()
        for text in texts:
            self.there.update(map(lower, _TOKEN.findall(text)))
        signs = {sign for token in self.there for sign in token}
        self.letters = Letters(seed, signs)

    def text(self, text: str, keeps: Keeps = nothing) -> str:
        """The text with a pseudonym for each word and number in it but those that are kept."""
        return _TOKEN.sub(lambda found: self._token(found[0], keeps), text)

    def _token(self, token: str, keeps: Keeps) -> str:
        if token.isdecimal():
            return token if keeps(token) else self._in_places(token, "digits")
        if any(map(str.isdecimal, token)):
            known = keeps is not nothing and all(map(keeps, _PARTS.findall(token)))  # Sheet1
            return token if known else self._in_places(token, "key")
        if keeps(token):
            return token
        if _SIGNS.match(token):
            return "".join(map(self._word, token))
        return capitals_of(token, self._word(lower(token)))

    def _word(self, word: str) -> str:
        if word not in self.given:
            self.given[word] = self._drawn(word)
            self.taken.add(self.given[word])
        return self.given[word]

    def _drawn(self, word: str) -> str:
        """A word that is none of the files, none that is known, and stands for no other; where a word is so short
        that there is none, one of the next best."""
        if len(word) == 1 and word not in CLASSES and not pages_of(word):
            return self.letters.exchanged(word)
        random = Random(f"{self.seed} {word}")
        tries = [
            "".join(self.letters.other(letter, random) for letter in word) for _ in range(_TRIES)
        ]
        free = [one for one in tries if one not in self.taken and one != word]
        unknown = [one for one in free if not is_known(one)]
        new = [one for one in unknown if one not in self.there]
        turned = word[1:] + word[:1]  # of letters that all stay where they are
        return next(
            iter(new or unknown or free or [one for one in tries if one != word] or [turned])
        )

    def _in_places(self, token: str, kind: str) -> str:
        """Digits for digits and letters for letters, others at each place, so that two keys that begin alike still
        do; noughts stay, as numbers that are round are round."""
        length = len(token) if kind == "digits" else 0
        one_case = token in (token.lower(), token.upper())
        hexadecimal = one_case and all(char in "0123456789abcdef" for char in token.lower())
        return "".join(
            exchanged(self.seed, length, place, char, hexadecimal)
            for place, char in enumerate(token)
        )


#: letters that stand for each other in keys; those that beside digits mean a power or a thousand only for such
OF_KEYS = (("bekmt", "acdfghijlnopqrsuvwxyz"), ("be", "acdf"))


def exchanged(seed: str, length: int, place: int, char: str, hexadecimal: bool) -> str:
    if char.isdecimal():
        value = int(char)
        other = _order(f"{seed} {length} {place}", "123456789")[value - 1] if value else "0"
        return chr(ord(char) - value + int(other))
    letters = next((some for some in OF_KEYS[hexadecimal] if char.lower() in some), "")
    if not letters:
        return char
    other = _order(f"{seed} {place}", letters)[letters.index(char.lower())]
    return other.upper() if char.isupper() else other


@cache
def _order(seed: str, signs: str) -> str:
    """The signs in another order, none of them where it was."""
    order = list(signs)
    Random(seed).shuffle(order)
    following = dict(zip(order, [*order[1:], order[0]], strict=True))
    return "".join(following[sign] for sign in signs)


def lower(word: str) -> str:
    """In small letters, as many as there were."""
    small = word.lower()
    if len(small) == len(word):
        return small
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in word)


def capitals_of(word: str, other: str) -> str:
    return "".join(
        new.upper() if old.isupper() and len(new.upper()) == 1 else new
        for old, new in zip(word, other, strict=True)
    )
