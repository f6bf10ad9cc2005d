"""The words of a name as they are compared: spelled alike, without what only adorns them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

from cycle_kit.dialects.outcomes import said_by
from cycle_kit.languages import GUESSES, several_words
from cycle_kit.values import key

ENDS = ("won", "lost", "dropped")
LOSSES = ("lost", "dropped")
#: what is won or lost, beside the word that says it
THINGS = frozenset(map(key, several_words("things")))
SALES = frozenset(map(key, several_words("sales")))
PERCENT = "|".join(map(re.escape, ("%", "٪", *several_words("percent"))))
#: a probability that says the same as the word beside it: "100% Won", "Lost - 0 %", "%100 Kazanıldı"
SHARE = rf"(?:\d{{1,3}}(?:[.,٫]0+)?\s?(?:{PERCENT})(?!\w)|(?:{PERCENT})\s?\d{{1,3}}(?!\w))"
SHARES = re.compile(
    rf"(?i)^[\s(\[]*{SHARE}[\s)\].,:|/–—-]*(?=\w)|(?<=\w)[\s(\[,:|/–—-]+{SHARE}[\s)\].]*$"
)
CERTAIN = (0, 100)


def spelled(text: str) -> str:
    """The words of a text as they are compared, with a blank between them."""
    return " ".join(filter(None, (key(word) for word in re.split(r"[\W_]+", text) if word)))


def known(text: str) -> str:
    return said_by(key(text))


def undecorated(word: str) -> str:
    """Without marks that only adorn: "Won ✅", "❌ Lost"."""
    bare = "".join(
        " " if unicodedata.category(char) in ("So", "Sk") or char == "\ufe0f" else char
        for char in word
    )
    return " ".join(bare.split()) or word


def without_share(text: str) -> str:
    """Without a probability of none or all beside the word; one between is more than the word says."""
    found = SHARES.search(text)
    if not found:
        return text
    number = int("".join(re.findall(r"\d+", found[0])[:1]))
    return SHARES.sub("", text, count=1) if number in CERTAIN else text


def share_of(text: str) -> int | None:
    """The share that stands beside the words of a name, where it is more than none and less than all."""
    found = SHARES.search(text)
    number = int("".join(re.findall(r"\d+", found[0])[:1])) if found else 0
    return None if number in CERTAIN or not found else number


def without_any_share(text: str) -> str:
    return text if share_of(text) is None else SHARES.sub("", text, count=1)


def without_things(text: str) -> str:
    kept = [word for word in re.split(r"[\s!.]+", text) if key(word) not in THINGS]
    return " ".join(kept)


def is_sale(word: str) -> bool:
    """Whether a word is that for a sale: a win where no other word says so, else perhaps a stage."""
    return key(word) in SALES


@cache
def affixes(*entries: str) -> frozenset[str]:
    return frozenset(spelled(word) for entry in entries for word in several_words(entry))


@cache
def pattern_of(entry: str) -> re.Pattern[str]:
    return pattern(several_words(entry))


def pattern(words: Iterable[str], fold: Callable[[str], str] = spelled) -> re.Pattern[str]:
    """Finds words in a text that `fold` left with blanks between its own; a "*" before or behind one stands for any
    letters."""
    ways = (starred(word.strip(), fold) for word in words if word.strip())
    return re.compile(rf"(?<!\S)(?:{'|'.join(ways)})(?!\S)")


def starred(word: str, fold: Callable[[str], str]) -> str:
    front, behind = (r"\S*" if star == "*" else "" for star in (word[0], word[-1]))
    return f"{front}{re.escape(fold(word.strip('*')))}{behind}"


@cache
def guessed_words(entry: str) -> frozenset[str]:
    """The words of an entry of guesses in all languages, spelled as they are compared."""
    return frozenset(map(spelled, words_of_guesses(entry)))


def words_of_guesses(entry: str) -> list[str]:
    return [word for table in GUESSES for word in table.get(entry, "").split("|") if word.strip()]


@cache
def guess_of(entry: str) -> re.Pattern[str]:
    return pattern(words_of_guesses(entry))


def has(text: str, entry: str) -> bool:
    """Whether a spelled text has a word of an entry of guesses, in any language."""
    return guess_of(entry).search(text) is not None
