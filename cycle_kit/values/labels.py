"""Numbers glued to the names of stages: `#09 WON`, `10-discover`, `Stage 3.1: Offer`, `Won (100%)`, `New (123)`."""

import re

from cycle_kit.values.steps import STEPS
from cycle_kit.values.text import fold, without_pictures

STEP = "|".join(sorted(map(re.escape, STEPS), key=len, reverse=True))
_FRONT = re.compile(
    rf"\W*(?:(?:{STEP}) ?)?#?(?P<number>0*\d{{1,4}}(?:\.\d{{1,3}})*)(?P<mark>[^\w%]+|$)"
)
_LETTER = re.compile(r"\W*(?:[^\W\d_]|[ivx]{1,4}|الف)(?:[).:\]] ?| [-/|] )(?=[^\W\d_]{2})")
_BACK = re.compile(r"(?: ?[(\[] ?\d+(?:[.,]\d+)? ?%? ?[)\]]|[ -]+\d+(?:[.,]\d+)? ?%)$")


def bare_name(name: str) -> str:
    """The name of a stage without pictures, a number or letter in front, a probability or count behind.

    For comparing only: a name of nothing but these stays as it is.
    """
    folded = fold(without_pictures(name))
    front = _FRONT.match(folded) or _LETTER.match(folded)
    rest = _BACK.sub("", folded[front.end() :] if front else folded)
    return rest or folded


def front_number(name: str) -> tuple[int, ...]:
    """The number in front of a stage's name, its parts between dots apart; empty where there is none."""
    folded = fold(without_pictures(name))
    found = _FRONT.match(folded)
    if not found or not found["mark"] or found.end() == len(folded):
        return ()
    return tuple(int(part) for part in found["number"].split("."))
