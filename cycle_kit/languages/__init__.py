"""What companies write in each language, one TOML per language: headers, and words for how things ended.

A file holds four tables, the words of an entry with "|" between them; a text may run over several lines:

- `[deals]`, `[leads]`: our name = its headers, of deals and their logs, and of leads; of several that are there the
  first counts. A header may stand under two of our names, where it is written above two kinds of cells: "Closed"
  over dates and over yes and no, Polish "Szansa" over names and over percentages.
- `[outcomes]`: won, lost, dropped, open, steps, closed = words; `steps` are names of steps, so open too, and
  `closed` says that a deal ended and not how.
- `[lead_outcomes]`: converted, disqualified = words of a lead's status.

`rank`: where two languages share a header, the one with the lower rank goes first; without one, the last.
`several.toml` has words of many languages that are in no list of their own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cycle_kit.errors import FileError, listed, nearest

FOLDER = Path(__file__).parent
Entries = dict[str, str]  # {entry: its words, with "|" between them}
TABLES = ("deals", "leads", "outcomes", "lead_outcomes")
#: of words of several languages
MIXED = ("outcomes", "lists", "things_of_lists", "words")


@dataclass(frozen=True)
class Language:
    """The vocabulary of one language."""

    code: str
    rank: int
    deals: Entries
    leads: Entries
    outcomes: Entries
    lead_outcomes: Entries


def read(path: Path) -> Language:
    """A checked language. FileError: no TOML, or a key or value that is none, with the file and the key."""
    content = parsed(path)
    rank = content.pop("rank", LAST)
    check_names(path, "", content, TABLES)
    return Language(path.stem, rank, **{name: entries(path, content, name) for name in TABLES})


LAST = 1_000


def parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise FileError(
            f"{path.name} is not valid TOML.", there=f"{broken}.", fix="Mend that line."
        ) from None


def entries(path: Path, content: Mapping[str, Any], table: str) -> Entries:
    """The words of one table, on one line each."""
    said = content.get(table, {})
    for name, words in said.items():
        if not isinstance(words, str) or not words.strip():
            raise FileError(
                f'{path.name}: "{name}" in [{table}] is no text of words.',
                fix=f'Write the words with "|" between them: {name} = "one|another".',
            )
    return {name: on_one_line(words) for name, words in said.items()}


def on_one_line(words: str) -> str:
    return "|".join(map(str.strip, words.split("|"))) if "\n" in words else words


def check_names(path: Path, table: str, names: Iterable[str], known: Iterable[str]) -> None:
    """FileError for the first name that is none of those known."""
    known = list(known)
    for name in names:
        if name not in known:
            near = nearest(name, known)
            raise FileError(
                f'{path.name}: "{name}"{f" in [{table}]" if table else ""} is not known.',
                there=f"Known are {listed(known)}.",
                fix=f'Did you mean "{near}"?' if near else "Take it out.",
            )


def all_languages() -> dict[str, Language]:
    """{code: language}, in their order. An entry that English does not have is none."""
    found = [read(path) for path in sorted(FOLDER.glob("*.toml")) if path.stem != "several"]
    languages = {one.code: one for one in sorted(found, key=lambda one: (one.rank, one.code))}
    english = languages["en"]
    for one in languages.values():
        for table in TABLES:
            known = getattr(english, table)
            if not known.keys() >= getattr(one, table).keys():
                check_names(FOLDER / f"{one.code}.toml", table, getattr(one, table), known)
    return languages


def mixed() -> dict[str, Entries]:
    """{table: its words} of several languages together."""
    path = FOLDER / "several.toml"
    content = parsed(path)
    check_names(path, "", content, MIXED)
    return {table: entries(path, content, table) for table in MIXED}


LANGUAGES = all_languages()
CODES = tuple(LANGUAGES)
SEVERAL = mixed()

DEALS = {code: one.deals for code, one in LANGUAGES.items()}
LEADS = {code: one.leads for code, one in LANGUAGES.items()}
OUTCOMES = {code: one.outcomes for code, one in LANGUAGES.items()}
LEAD_OUTCOMES = {code: one.lead_outcomes for code, one in LANGUAGES.items()}
