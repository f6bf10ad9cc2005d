"""The words that are known of CRMs and of lists kept by hand: none of them is a secret."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from cycle_kit import dialects, languages, tables, warehouse
from cycle_kit.dialects.dialect import HINTS, MOVE_HEADERS
from cycle_kit.values import currencies, key
from cycle_kit.values.months import WORDS as OF_DATES

LETTERS = re.compile(r"[^\W\d_]+")
#: of addresses, in every language
TECHNICAL = frozenset(("http", "https", "www", "com", "org", "net", "mailto", "csv", "xlsx"))
_HUMPS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_DECLARED = tuple(Path(each.__path__[0]) for each in (languages, dialects, warehouse))


#: tables of words that tell an old encoding, people's names among them
_OF_LETTERS = ("encoding",)
#: tables of what cells say; a word of another one, "Kim" for "who", may be somebody's name
_OF_CELLS = ("outcomes", "lead_outcomes", "answers")


@cache
def phrases() -> frozenset[str]:
    """All that is declared of languages and systems, as it is compared: "closed won", "deal owner"."""
    return _phrases(_declared())


@cache
def said_of_deals() -> frozenset[str]:
    """What of this cells say, and no header: "closed won"."""
    return _phrases(
        text for table in _tables() for name in _OF_CELLS for text in _texts(table.get(name))
    )


def _phrases(texts: Iterable[str]) -> frozenset[str]:
    parts = (part for text in texts for part in text.split("|"))
    return frozenset(filter(None, map(key, parts)))


@cache
def words() -> frozenset[str]:
    """The words of these, and those beside numbers and dates."""
    beside = (
        currencies.CURRENCIES,
        currencies.GLUED,
        currencies.MAGNITUDES,
        currencies.PERCENT_WORDS,
        currencies.TAX_WORDS,
        OF_DATES,
        tables.DEALS,
        tables.LEADS,
        tables.OUTCOMES,
        HINTS,
        MOVE_HEADERS,
    )
    texts = (*_declared(), *(str(word) for some in beside for word in some))
    return TECHNICAL | {word.casefold() for text in texts for word in LETTERS.findall(text)}


def is_known(word: str) -> bool:
    """Whether a word is one of these, also as several written together: dealStage."""
    if word.casefold() in words():
        return True
    humps = _HUMPS.findall(word)
    return len(humps) > 1 and all(hump.casefold() in words() for hump in humps)


def _declared() -> Iterator[str]:
    """Every text of the declarations, but of letters."""
    for table in _tables():
        yield from _texts({name: each for name, each in table.items() if name not in _OF_LETTERS})


def _tables() -> Iterator[dict[str, Any]]:
    """What each file declares, and each layout in it."""
    for folder in _DECLARED:
        for path in sorted(folder.rglob("*.toml")):
            declared = tomllib.loads(path.read_text(encoding="utf-8"))
            yield declared
            layouts = declared.get("layout")
            yield from layouts if isinstance(layouts, list) else ()


def _texts(declared: Any) -> Iterator[str]:
    if isinstance(declared, str):
        yield declared
    elif isinstance(declared, dict):
        for name, each in declared.items():
            yield name
            yield from _texts(each)
    elif isinstance(declared, list):
        for each in declared:
            yield from _texts(each)
