"""The names of weekdays and their short forms, which stand before or behind a date and say nothing new."""

import re

from cycle_kit.languages import words_of
from cycle_kit.values.text import fold

WEEKDAYS = [name for said in words_of("dates").values() for name in said["weekdays"].split("|")]

_NAME = "|".join(
    re.escape(name).replace(r"\ ", "[ -]?")
    for name in sorted({fold(name) for name in WEEKDAYS}, key=len, reverse=True)
)
_BEFORE = re.compile(rf"\W*(?:{_NAME})(?:\W+(?=\w)|(?=\d))")
_BEHIND = re.compile(rf"(?<=\d)[ .,;]*(?:[(\[] ?(?:{_NAME})\.? ?[)\]]|[ ,;]+(?:{_NAME})\.?) *$")


def without_weekday(folded: str) -> str:
    """A folded text with blanks in place of a weekday before or behind all else: "sa., 1. februar 2025"."""
    for found in (_BEFORE.match(folded), _BEHIND.search(folded)):
        if found:
            folded = folded[: found.start()] + " " * len(found[0]) + folded[found.end() :]
    return folded
