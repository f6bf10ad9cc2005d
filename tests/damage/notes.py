"""Whether what the notes say is true of the file, and which lines and columns they name."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

from cycle_kit.pipeline import Pipeline

LINES = re.compile(
    r"\blines? (\d+(?:(?:-|–| to )\d+)?(?:(?:, | and )\d+(?:(?:-|–| to )\d+)?(?!\d| more))*)(?: and (\d+) more)?"
)
NUMBER = re.compile(r"(\d+)(?:(?:-|–| to )(\d+))?")
QUOTED = re.compile(r'"([^"]+)"')
#: an error's fix that says what to type
PARAMETER = re.compile(
    r"\b(dates|won|lost|dropped|open|columns|sheet|stages|history|leads|language|zone|crm|after|as_of)="
)


def lines_named(text: str) -> tuple[set[int], int]:
    """The lines that a text names, and how many more it counts."""
    found: set[int] = set()
    more = 0
    for said, rest in LINES.findall(text):
        for first, last in NUMBER.findall(said):
            found |= set(range(int(first), int(last or first) + 1))
        more += int(rest or 0)
    return found, more


Claim = Callable[[Pipeline, re.Match[str]], bool]


def _count(outcome: str, pipe: Pipeline) -> int:
    return int((pd.DataFrame(pipe.deals)["outcome"].astype(str) == outcome).sum())


def _deals(pipe: Pipeline) -> pd.DataFrame:
    return pd.DataFrame(pipe.deals)


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _early(pipe: Pipeline) -> int:
    deals = _deals(pipe)
    return int((deals["closed_at"] < deals["created_at"]).sum())


def _undated(pipe: Pipeline) -> int:
    deals = _deals(pipe)
    return int(
        (deals["closed_at"].isna() & deals["outcome"].isin(["won", "lost", "dropped"])).sum()
    )


#: what notes may claim, and whether it is so: {pattern: check}
CLAIMS: dict[str, Claim] = {
    r"every deal is closed": lambda pipe, _: _count("open", pipe) == 0,
    r"not one that was lost": lambda pipe, _: _count("lost", pipe) == 0,
    r"not one that was won": lambda pipe, _: _count("won", pipe) == 0,
    r"(?:no|not one) deal is (open|won|lost|dropped)\b": lambda pipe, said: (
        _count(said[1], pipe) == 0
    ),
    r"every deal is (open|won|lost)\b": lambda pipe, said: (
        _count(said[1], pipe) == len(_deals(pipe))
    ),
    r"([\d,]+) deals? (?:is|are) closed before (?:it|they) (?:was|were) created": lambda pipe, said: (
        _number(said[1]) == _early(pipe)
    ),
    r"([\d,]+) closed deals? ha(?:s|ve) no closing date": lambda pipe, said: (
        _number(said[1]) == _undated(pipe)
    ),
    r"The file has no column of ids(?!; deals of different days)": lambda pipe, _: bool(
        _deals(pipe)["deal_id"].astype(str).str.contains(r"line \d+").all()
    ),
    r"there (?:is|are) no rates? for": lambda pipe, _: (
        len(set(_deals(pipe)["currency"].dropna())) > 1 or pipe.currency != ""
    ),
}


def untrue(pipe: Pipeline, text: str) -> str:
    """The first claim in a text that is not so; empty where none is found."""
    for pattern, true in CLAIMS.items():
        for said in re.finditer(pattern, text, flags=re.I):
            if not true(pipe, said):
                return said[0]
    return ""


def quoted(text: str) -> set[str]:
    return set(QUOTED.findall(text))
