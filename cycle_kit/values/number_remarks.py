"""What people write around a number: that it is about so much, for a month, at least, or from one to another."""

import re
from collections.abc import Iterator

from cycle_kit.languages import several_words
from cycle_kit.values.text import fold

ABOUT, NO_SINGLE = "about so much", "no single one"
#: what a number is for, as a remark says it
PER = {
    "per_month": "for a month",
    "per_year": "for a year",
    "per_piece": "for a part of time or a piece",
}


def _folded(entry: str) -> list[str]:
    return [fold(word) for word in several_words(entry)]


def _words(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_ABOUT = re.compile(rf"\s*(?:[~≈∼±]|(?:{_words(_folded('about_numbers'))})(?![^\W\d_])\.?)\s*")
_LEAD = "|".join(map(re.escape, _folded("per_words")))
_BEHIND = [
    (
        said,
        re.compile(
            rf"\s*(?:(?:/|(?<![^\W\d_])(?:{_LEAD})(?![^\W\d_])\.?)\s*(?:{_words(_folded(entry))})"
            rf"|(?<![^\W\d_])(?:{_words(_folded(entry + '_alone')) or '(?!)'}))\.?\s*$"
        ),
    )
    for entry, said in PER.items()
]
#: a bound, or a doubt
_BOUND = re.compile(
    rf"^\s*(?:[<>≤≥]=?|(?:{_words(_folded('bounds_of_numbers'))})(?![^\W\d_])\.?)\s*(?=.*0)"
    r"|(?<=0)[^\W\d_]?\s*(?:\+|\?+)\s*$"
)
_BETWEEN = re.compile(rf"\s*(?:-|\.\.+|(?:{_words(_folded('between_numbers'))})(?![^\W\d_]))\s*")


def without_about(before: str) -> tuple[str, bool]:
    """What stands before a number, without a word or sign for about."""
    found = _ABOUT.match(before)
    return (before[found.end() :], True) if found else (before, False)


def without_period(after: str) -> tuple[str, str]:
    """What stands behind a number without what the amount is for, and what that is."""
    for said, pattern in _BEHIND:
        if found := pattern.search(after):
            return after[: found.start()], said
    return after, ""


def bounds(folded: str) -> Iterator[str]:
    """The numbers of a cell that gives no single one: "min. 500", "10k - 15k", "5000?"."""
    if found := _BOUND.search(folded):
        yield folded[: found.start()] + folded[found.end() :]
        return
    parts = _BETWEEN.split(folded)
    if len(parts) == 2 and all("0" in part for part in parts):
        yield from parts
