"""Dates whose every number has its word behind it, as in Chinese, Japanese and Korean: "2025年2月1日 9時05分"."""

import re
from functools import cache

from cycle_kit.languages import words_of

#: what the words for year, month, day, hour, minute and second become
_PLAIN = ("-", "-", " ", ":", ":", " ")


def with_plain_signs(shape: str) -> str:
    """The shape with signs in place of these words: "0000-0-0 0:00"; others as they are."""
    if shape.isascii():
        return shape
    for word, plain in _signs():
        shape = word.sub(plain, shape)
    return _LAST_COLON.sub(" ", shape)


_LAST_COLON = re.compile(r"(?<=:00): ?(?!0)")


@cache
def _signs() -> list[tuple[re.Pattern, str]]:
    """Each word only behind a number, and those that another number must follow only before one."""
    lists = [said["after"].split("|") for said in words_of("dates").values() if "after" in said]
    return [
        (re.compile(rf"(?<=0) ?(?:{_any(words)}){'' if plain == ' ' else ' ?(?=0|$)'}"), plain)
        for words, plain in zip(map(",".join, zip(*lists, strict=True)), _PLAIN, strict=True)
    ]


def _any(words: str) -> str:
    return "|".join(re.escape(word) for word in words.split(","))
