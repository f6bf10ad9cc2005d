"""What each metric says of itself, from catalogue.toml: a card for each, and the facts that data can have."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_suffix(".toml")


class Fact(NamedTuple):
    """Something that data can have: `part` of `whole` deals have it (names of counts).

    Without a `whole` any at all will do. `missing`, `partial`: why a metric suffers without it,
    `{share}` filled in; `export`: the remedy.
    """

    part: str
    missing: str
    export: str
    whole: str = ""
    partial: str = ""


class Part(NamedTuple):
    """Some of the rows: words for one and for many (with `{n}`), and the conditions that all must hold."""

    one: str
    many: str
    conditions: tuple[str, ...]


class Card(NamedTuple):
    """What a metric says of itself; what a section of the file does not say is empty."""

    counts: str = ""
    who: str = ""
    must: tuple[str, ...] | None = None  # None: no question for `answerable`
    better: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()  # facts that answer a part of it though one of `must` is missing
    counted: Part | None = None
    beside: tuple[Part, ...] = ()
    left_out: tuple[Part, ...] = ()
    of: str = "deals"
    drawn: tuple[tuple[str, ...], ...] = ()


def part(line: str) -> Part:
    *words, conditions = line.split(" | ")
    return Part(words[0], words[-1], tuple(conditions.split()))


#: {key of a section: how its value is read}
READ = {
    "must": tuple,
    "better": tuple,
    "instead": tuple,
    "counted": part,
    "beside": lambda lines: tuple(map(part, lines)),
    "left_out": lambda lines: tuple(map(part, lines)),
    "drawn": lambda forms: tuple(tuple(form.split()) for form in forms),
}

_content = tomllib.loads(FILE.read_text(encoding="utf-8"))
FACTS = {name: Fact(**said) for name, said in _content["facts"].items()}
CARDS = {
    name: Card(**{key: READ.get(key, str)(value) for key, value in said.items()})
    for name, said in _content["metrics"].items()
}
