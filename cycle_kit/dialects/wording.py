"""The words of a name as they are compared: spelled alike, without what only adorns them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from cycle_kit.dialects.outcomes import said_by
from cycle_kit.languages import GUESSES, SEVERAL
from cycle_kit.values import key

ENDS = ("won", "lost", "dropped")
LOSSES = ("lost", "dropped")
#: what is won or lost, beside the word that says it
THINGS = frozenset(map(key, SEVERAL["words"]["things"].split("|")))
SALES = frozenset(map(key, SEVERAL["words"]["sales"].split("|")))
PERCENT = "|".join(map(re.escape, ("%", "٪", *SEVERAL["words"]["percent"].split("|"))))
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
    listed = "|".join(SEVERAL["words"][entry] for entry in entries)
    return frozenset(spelled(word) for word in listed.split("|"))


@cache
def pattern_of(entry: str) -> re.Pattern[str]:
    return pattern(SEVERAL["words"][entry])


def pattern(listed: str) -> re.Pattern[str]:
    """Finds words in a spelled text; a "*" behind one stands for any letters."""
    each = (word.strip() for word in listed.split("|") if word.strip())
    ways = (re.escape(spelled(word)) + r"(?!\w)" * (not word.endswith("*")) for word in each)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})")


@cache
def guessed_words(entry: str) -> frozenset[str]:
    """The words of an entry of guesses in all languages, spelled as they are compared."""
    words = (word for table in GUESSES for word in table.get(entry, "").split("|"))
    return frozenset(spelled(word) for word in words if word.strip())


@cache
def guess_of(entry: str) -> re.Pattern[str]:
    return pattern("|".join(filter(None, (table.get(entry, "") for table in GUESSES))))


def has(text: str, entry: str) -> bool:
    """Whether a spelled text has a word of an entry of guesses, in any language."""
    return guess_of(entry).search(text) is not None
