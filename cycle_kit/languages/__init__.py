"""What companies write in each language, one TOML per language: headers, and words for how things ended.

A file holds these tables, the words of an entry with "|" between them; a text may run over several lines:

- `[deals]`, `[leads]`: our name = its headers, of deals and their logs, and of leads; of several that are there the
  first counts. A header may stand under two of our names, where it is written above two kinds of cells: "Closed"
  over dates and over yes and no, Polish "Szansa" over names and over percentages.
- `[outcomes]`: won, lost, dropped, open, steps, closed = words; `steps` are names of steps, so open too, and
  `closed` says that a deal ended and not how.
- `[guesses]`: planned = words beside an expected date; offers = words for a quote; reasons, topics, not, yet, running =
  words by which the meaning of an unknown one is guessed; `reasons` for losing a deal, wherever they stand in it,
  by their beginning where a "*" follows; `topics` say the same alone, of closed deals; `not` and `yet` turn round
  what stands beside them; `running` say alone that a deal is open.
- `[lead_outcomes]`: converted, disqualified, open = words of a lead's status.
- `[after_sale]`: delivery, payment, term, next = words in headers of what comes after a sale or runs beside it
  (`delivery` of what was sold, `payment` and invoices, `term` of a contract and what ends or renews it, `next`
  contacts and days that are due); `sold` with `beginning` or `end` beside it means a term, too; `afterwards` is
  what clients are asked, or that they leave; `running` is work for a client
  in the names of stages. A "*" stands for any letters before or behind.

Three tables say how files in the language are written:

- `[totals]`: total = what a row of totals calls itself; beside = words beside its figures; labels = what stands before
  a day, a figure or a person below a list.
- `[encoding]`: letters = its letters beyond a-z, the commonest first; words = words that have such letters;
  plain_words = words of a-z that tell it. By these an old encoding is known.
- `[answers]`: yes, no = words.
- `[dates]`: weekdays = the names of weekdays and their short forms.

`rank`: where two languages share a header, the one with the lower rank goes first; without one, the last.
`day_first`, `decimal_comma`: true where the language writes so and never otherwise.
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
TABLES = ("deals", "leads", "outcomes", "lead_outcomes", "guesses", "after_sale")
#: {table: its entries} of how files are written
OF_FILES = {
    "totals": ("total", "beside", "labels"),
    "encoding": ("letters", "words", "plain_words"),
    "answers": ("yes", "no"),
    "dates": ("weekdays", "after"),
}
#: {key: what it is where nothing is said}
FACTS = {"rank": 1_000, "day_first": False, "decimal_comma": False}
#: of words of several languages
MIXED = ("outcomes", "guesses", "lists", "things_of_lists", "words", "answers")


@dataclass(frozen=True)
class Language:
    """The vocabulary of one language."""

    code: str
    rank: int
    deals: Entries
    leads: Entries
    outcomes: Entries
    lead_outcomes: Entries
    guesses: Entries
    after_sale: Entries
    totals: Entries
    encoding: Entries
    answers: Entries
    dates: Entries
    day_first: bool
    decimal_comma: bool


def read(path: Path) -> Language:
    """A checked language. FileError: no TOML, or a key or value that is none, with the file and the key."""
    content = parsed(path)
    check_names(path, "", content, (*TABLES, *OF_FILES, *FACTS))
    for name, known in OF_FILES.items():
        check_names(path, name, content.get(name, {}), known)
    facts = {name: content.get(name, usual) for name, usual in FACTS.items()}
    for name, fact in facts.items():
        if type(fact) is not type(FACTS[name]):
            raise FileError(
                f'{path.name}: "{name}" cannot be {fact}.',
                fix=f"Type it so: {name} = {TYPED[name]}",
            )
    said: dict[str, Any] = facts | {n: entries(path, content, n) for n in (*TABLES, *OF_FILES)}
    return Language(path.stem, **said)


TYPED = {"rank": "17", "day_first": "true", "decimal_comma": "true"}


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
    if not isinstance(said, dict):
        raise FileError(
            f'{path.name}: "{table}" is no table.', fix=f"Write [{table}], and its words below."
        )
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
SEVERAL = mixed()


def several_words(entry: str) -> tuple[str, ...]:
    """The words of an entry that are of several languages together."""
    return tuple(SEVERAL["words"][entry].split("|"))


def words_of(table: str) -> dict[str, Entries]:
    """{language: the words of one table}, of the languages that have it."""
    found = {code: getattr(one, table) for code, one in LANGUAGES.items()}
    return {code: said for code, said in found.items() if said}


DEALS, LEADS = words_of("deals"), words_of("leads")
OUTCOMES, LEAD_OUTCOMES = words_of("outcomes"), words_of("lead_outcomes")
GUESSES = (*words_of("guesses").values(), SEVERAL["guesses"])
AFTER_SALE = words_of("after_sale")
#: languages whose headers are known
CODES = tuple(DEALS)
