"""Numbers glued to the names of stages: `#09 WON`, `10-discover`, `Stage 3.1: Offer`, `Won (100%)`, `New (123)`."""

import re

from cycle_kit.values.text import fold

_STAGE = "stage|phase|step|etap|faza|schritt|etape|etapa|етап|фаза|этап|مرحله|المرحله"
_FRONT = re.compile(
    rf"\W*(?:(?:{_STAGE}) ?)?#?(?P<number>0*\d{{1,4}}(?:\.\d{{1,3}})*)(?P<mark>[^\w%]+|$)"
)
_BACK = re.compile(r"(?: ?[(\[] ?\d+(?:[.,]\d+)? ?%? ?[)\]]|[ -]+\d+(?:[.,]\d+)? ?%)$")


def bare_name(name: str) -> str:
    """The name of a stage without a number in front, and without a probability or a count behind.

    For comparing only: a name of nothing but such numbers stays as it is.
    """
    folded = fold(name)
    rest = _BACK.sub("", _FRONT.sub("", folded, count=1) if _FRONT.match(folded) else folded)
    return rest or folded


def front_number(name: str) -> tuple[int, ...]:
    """The number in front of a stage's name, its parts between dots apart; empty where there is none."""
    found = _FRONT.match(fold(name))
    if not found or not found["mark"] or found.end() == len(fold(name)):
        return ()
    return tuple(int(part) for part in found["number"].split("."))
