"""Days and months without a year, "03.01.", "3/1", "3 января": no dates, as nothing says of which year they are."""

from __future__ import annotations

import re

from cycle_kit.values.months import CALENDAR_MARK, MONTH, SMALL_WORD
from cycle_kit.values.text import fold, with_plain_digits

LONGEST = 30
_NUMBERS = re.compile(r"(\d\d?) ?[-./] ?(\d\d?)[./]?")
_DAY = re.compile(r"[ .,/-]*(\d\d?)(?:st|nd|rd|th)?[ .,/-]*")
MONTHS, DAYS = 12, 31


def is_day_alone(text: str) -> bool:
    """Whether a text names a day of a month and no year."""
    if not 0 < len(text) <= LONGEST:
        return False
    folded = with_plain_digits(fold(text)).strip()
    if found := _NUMBERS.fullmatch(folded):
        one, other = sorted(map(int, found.groups()))
        return 0 < one <= MONTHS and other <= DAYS
    name = MONTH.search(folded)
    if not name:
        return False
    rest = f"{folded[: name.start()]} {folded[name.end() :]}"
    rest = " ".join(SMALL_WORD.sub(" ", CALENDAR_MARK.sub(" ", rest)).split())
    found = _DAY.fullmatch(rest)
    return bool(found) and 0 < int(found[1]) <= DAYS
