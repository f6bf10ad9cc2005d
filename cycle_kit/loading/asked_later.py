"""Own columns of an export that metrics ask for unasked, by what they are called in any language."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from cycle_kit.languages import SEVERAL, several_words
from cycle_kit.loading.matching import spellings
from cycle_kit.values import own_kind

#: what is asked for, and the metric that does
ASKING = {"discount": "ck.discounts", "list_price": "ck.discounts", "next_step": "ck.to_do"}
#: its words in all languages
WORDS = {name: several_words(name) for name in ASKING}
#: of these only columns of numbers will do
NUMBERS = ("discount", "list_price")
#: the sign of percent or a word for it behind a name, and what may stand between: "Rabatt in %"
PERCENT = re.compile(
    rf"(?i)\s+(?:(?:{SEVERAL['words']['in_percent']})\s+)?(?:%|{SEVERAL['words']['percent']})$"
)


def called(name: str, columns: Iterable[str]) -> str | None:
    """Which of these columns is called so; of several the one whose word stands first.

    Loading took what it knows before: no column of ours, and none of a system, has such a name.
    """
    there = {
        word: column
        for column in reversed(list(columns))
        for _, word in spellings(PERCENT.sub(" %", column.replace("_", " ").strip()))
    }
    words = (word for said in WORDS[name] for _, word in spellings(said)[:2])
    return next((there[word] for word in words if word in there), None)


def asked_later(frame: pd.DataFrame, headers: list[str], language: str | None) -> dict[str, str]:
    """{header: the metric that asks for it}, of these headers of a table of text in this language."""
    found = {}
    for name, metric in ASKING.items():
        fit = headers
        if name in NUMBERS:
            fit = [
                one for one in headers if called(name, [one]) and is_numeric(frame[one], language)
            ]
        header = called(name, fit)
        if header is not None:
            found[header] = metric
    return found


def is_numeric(texts: pd.Series, language: str | None) -> bool:
    return pd.api.types.is_numeric_dtype(own_kind(texts, language))
