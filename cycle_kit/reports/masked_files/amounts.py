"""Amounts that stand for others: so many times as much, written as they were."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from random import Random

from cycle_kit.values.numerals import Numeral, see_number

#: how many times as much all amounts are, and what each is off that; more than once, so that no digit gets lost
LEAST, MOST, OFF = 1.2, 1.8, 0.03
_DIGIT = re.compile(r"\d")


class Rates:
    """How many times as much the amounts of each deal are: about the same for all of them."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.factor = Random(f"{seed} factor").uniform(LEAST, MOST)

    def of(self, key: str) -> float:
        """That of a deal; of one deal it is the same in every table."""
        drawn = blake2b(f"{self.seed} {key}".encode("utf-8", "replace"), digest_size=4).digest()
        return self.factor * (1 + OFF * (int.from_bytes(drawn, "big") / 2**31 - 1))


@lru_cache(100_000)
def numeral(text: str) -> Numeral | None:
    """How the digits of a cell make a number; None where it is none."""
    if not _DIGIT.search(text) or len(text) > 80:
        return None
    seen = see_number(_DIGIT.sub("0", text))
    return seen if isinstance(seen, Numeral) else None


def value_of(text: str, seen: Numeral) -> float:
    digits = "".join(str(int(each)) for each in _DIGIT.findall(text)[: seen.whole + seen.fraction])
    return int(digits or "0") / 10**seen.fraction


def times(text: str, seen: Numeral, rate: float) -> str:
    """The amount so many times, as round as it was; nothing stays nothing."""
    count = seen.whole + seen.fraction
    digits = "".join(str(int(each)) for each in _DIGIT.findall(text)[:count])
    number = int(digits or "0")
    if not number:
        return text
    unit = 10 ** noughts(digits)
    new = max(round(number * rate / unit) * unit, number + unit)
    return written(text, seen, str(new))


def to(text: str, seen: Numeral, value: float) -> str:
    """The cell with another amount."""
    return written(text, seen, str(round(value * 10**seen.fraction)))


def noughts(digits: str) -> int:
    """How many stand at the end."""
    return len(digits) - len(digits.rstrip("0"))


def written(text: str, seen: Numeral, new: str) -> str:
    """The digits in the place of those that were there; with one more in front where there are too many."""
    places = [found.start() for found in _DIGIT.finditer(text)][: seen.whole + seen.fraction]
    new = new.rjust(len(places), "0")
    more, rest = new[: -len(places)], new[-len(places) :]
    group = group_sign(text, places[: seen.whole])
    full = len(re.match(r"\d*", text[places[0] :])[0]) == 3 if places else False  # pyright: ignore
    if more and seen.open and full:  # four digits would tell what three leave open
        more, rest = "", "9" * len(places)
    cells = list(text)
    for place, digit in zip(places, rest, strict=True):
        nought = ord(text[place]) - int(text[place])
        cells[place] = chr(nought + int(digit))
    if more:
        nought = ord(text[places[0]]) - int(text[places[0]])
        front = "".join(chr(nought + int(digit)) for digit in more)
        cells[places[0]] = front + (group if full else "") + cells[places[0]]
    return "".join(cells)


def group_sign(text: str, whole: list[int]) -> str:
    """What stands between the thousands; nothing where nothing does."""
    gaps = [text[one + 1 : other] for one, other in pairwise(whole)]
    return next((gap for gap in gaps if gap), "")
