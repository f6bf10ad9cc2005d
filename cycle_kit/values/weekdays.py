"""The names of weekdays and their short forms, which stand before or behind a date and say nothing new."""

import re
from functools import cache

from cycle_kit.languages import words_of
from cycle_kit.values.text import fold

WEEKDAYS = [name for said in words_of("dates").values() for name in said["weekdays"].split("|")]


@cache
def _patterns() -> tuple[re.Pattern, re.Pattern]:
    """Before and behind a date; made when the first one is read."""
    name = "|".join(
        re.escape(name).replace(r"\ ", "[ -]?")
        for name in sorted({fold(name) for name in WEEKDAYS}, key=len, reverse=True)
    )
    return (
        re.compile(rf"\W*(?:{name})(?:\W+(?=\w)|(?=\d))"),
        re.compile(rf"(?<=\d)[ .,;]*(?:[(\[] ?(?:{name})\.? ?[)\]]|[ ,;]+(?:{name})\.?) *$"),
    )


def without_weekday(folded: str) -> tuple[str, str]:
    """A folded text with blanks in place of a weekday before all else, and in place of one behind all else too:
    "sa., 1. februar 2025", "2025-02-01 (sat)"."""
    before, behind = _patterns()
    front = _blanked(folded, before.match(folded))
    return front, _blanked(front, behind.search(front))


def _blanked(text: str, found: re.Match | None) -> str:
    if not found:
        return text
    return text[: found.start()] + " " * len(found[0]) + text[found.end() :]
