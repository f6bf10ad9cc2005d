"""A date beside whoever was there, "Ann Lee  Jan 5, 2026 10:12 AM", as boards of tasks log it."""

from __future__ import annotations

import re
from functools import lru_cache

from cycle_kit.values.sights import Sight, see_date

LONGEST, WORDS = 80, 5  # of such a cell; words of a name, "Created by Ann van Lee"
DIGITS = range(4, 28)  # of a date alone, up to one with parts of a second and its zone


@lru_cache(maxsize=10_000)
def day_beside(text: str) -> str:
    """The date behind or before a few words without digits; "" where there is none, or nothing beside it."""
    if not 8 < len(text) <= LONGEST or sum(map(str.isdigit, text)) not in DIGITS:
        return ""
    words = text.split()
    for count in range(1, min(len(words), WORDS + 1)):
        for rest, day in ((words[:count], words[count:]), (words[-count:], words[:-count])):
            plain = not any(char.isdigit() for word in rest for char in word)
            if plain and is_day(" ".join(day)):
                return " ".join(day) if not is_day(text) else ""
    return ""


def is_day(text: str) -> bool:
    return isinstance(see_date(re.sub(r"\d", "0", text)), Sight)
