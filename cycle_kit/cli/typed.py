"""How names are typed on the command line: read from there, and written so that a shell hands them back.

A list stands in one text, "A,B,C"; a name with a comma in it in quotes of its own, '"Lost, price",Signed'.
"""

import os
import re
import shlex
import subprocess
from collections.abc import Iterable, Mapping
from typing import Any

from cycle_kit.errors import ColumnError

#: the arguments of `load` that a company's own names go to, always in quotes
NAMES = ("stages", "after", "won", "lost", "dropped", "open")
PAIRS = {"columns": "amount=Net value", "stages": "B2B=Qualified,Proposal"}
#: the arguments of `load` that other files than the deals go to
FILES = ("history", "leads", "lines", "credit", "activities")
#: files that `columns` can speak of one by one
TABLES = ("deals", *FILES)
#: the place of a name that the reader knows and we do not
PLACES = {
    "columns": "--columns OURS=THEIRS",
    "stages": '--stages "A,B,C"',
    "after": '--after "A,B"',
    "won": '--won "A,B"',
    "lost": '--lost "A,B"',
    "dropped": '--dropped "A,B"',
    "open": '--open "A,B"',
    **{name: f"--{name} FILE" for name in FILES},
    "config": "--config FILE",
}

_QUOTED = r'"(?:[^"]|"")*"'
_NAME = re.compile(rf"\s*(?P<name>{_QUOTED}|[^,،]*?)\s*(?:[,،]|$)")
_PIPELINE = re.compile(rf'\s*(?P<left>{_QUOTED}|[^"=,،\s][^=,،]*?)\s*=(?P<right>.*)$', flags=re.S)
_COLUMN = re.compile(rf'\s*(?P<left>(?:{_QUOTED}|[^="])+?)\s*=(?P<right>.*)$', flags=re.S)
_NEEDS_QUOTES = re.compile(r'[,،="]|^\s|\s$')


# -- from the command line -----------------------------------------------------------------------


def names(text: str) -> list[str]:
    """The names in a list: "A, B" or '"Lost, price",Signed'."""
    found = [bare(match["name"]) for match in _NAME.finditer(text)]
    return [name for name in found if name]


def bare(name: str) -> str:
    """A name without the quotes around it."""
    name = name.strip()
    return name[1:-1].replace('""', '"') if re.fullmatch(_QUOTED, name, flags=re.S) else name


def orders(texts: list[str]) -> list[str] | dict[str, list[str]]:
    """One order of stages, or one for each pipeline that is named."""
    pairs = [_PIPELINE.match(text) for text in texts]
    if not any(pairs):
        return [name for text in texts for name in names(text)]
    for text, pair in zip(texts, pairs, strict=True):
        if pair is None:
            raise without_two_names("stages", text)
    return {bare(pair["left"]): names(pair["right"]) for pair in pairs if pair}


def named_stages(said: list[str] | dict[str, list[str]] | None) -> list[str]:
    """The stages of one order or of several."""
    said = said or []
    return [name for order in said.values() for name in order] if isinstance(said, dict) else said


def columns(texts: list[str]) -> dict[str, Any]:
    """{our name: header}, from "amount=Net value", "history.stage=To" and "entered.Offer=Offer sent"."""
    found: dict[str, Any] = {}
    for text in texts:
        pair = _COLUMN.match(text)
        if pair is None:
            raise without_two_names("columns", text)
        *tables, last = path(pair["left"])
        place = found
        for name in tables:
            place = place.setdefault(name, {})
        header = pair["right"].strip()
        place[last] = [*as_list(place[last]), header] if last in place else header
    return found


def path(left: str) -> list[str]:
    """Where a column's header belongs: (of one file,) to a name of ours(, for one stage)."""
    first, dot, rest = left.partition(".")
    if dot and first in TABLES:
        return [first, *path(rest)]
    return [first, bare(rest)] if dot else [bare(left)]


def as_list(said: Any) -> list:
    return list(said) if isinstance(said, (list, tuple)) else [said]


def without_two_names(argument: str, text: str) -> ColumnError:
    return ColumnError(
        f'{option(argument)} "{text}" has no name on both sides of a "=".',
        fix=f'Type {option(argument)} "{PAIRS[argument]}".',
    )


# -- as it is typed ------------------------------------------------------------------------------


def option(argument: str) -> str:
    """The option of an argument of `load`: --as-of of `as_of`."""
    return "--" + argument.replace("_", "-")


def as_typed(argument: str, said: Any) -> str:
    """The option with its value, quoted for the shell: `--won "Signed"`; several where it takes several."""
    if empty(said):
        return PLACES.get(argument, option(argument))
    if argument == "columns" and isinstance(said, Mapping):
        return " ".join(f"--columns {left}={quoted(right)}" for left, right in leaves(said))
    if argument == "stages" and isinstance(said, Mapping):
        return " ".join(
            f"--stages {in_shell(in_list(name))}={quoted(written(order))}"
            for name, order in said.items()
        )
    if argument in NAMES:
        return f"{option(argument)} {quoted(written(as_list(said)))}"
    spelled = quoted if argument in ("sheet", "columns") else in_shell
    return " ".join(f"{option(argument)} {spelled(str(each))}" for each in as_list(said))


def empty(said: Any) -> bool:
    """Whether only the place of a value is shown: `won=...`, `stages=[...]`, `columns={...: ...}`."""
    said = list(said) if isinstance(said, Mapping) else said
    return said is ... or (isinstance(said, (list, tuple)) and all(each is ... for each in said))


def leaves(said: Mapping, *above: str) -> Iterable[tuple[str, str]]:
    """("history.stage", "To"): each header, and where it belongs."""
    for name, theirs in said.items():
        here = [*above, name if not above or above[-1] in TABLES else in_list(name)]
        if isinstance(theirs, Mapping):
            yield from leaves(theirs, *here)
        else:
            for header in as_list(theirs):
                yield in_shell(".".join(here)), "..." if header is ... else str(header or "")


def written(said: Iterable[Any]) -> str:
    """Names in one text, as `names` reads them."""
    return ",".join("..." if name is ... else in_list(str(name)) for name in said)


def in_list(name: str) -> str:
    return '"' + name.replace('"', '""') + '"' if _NEEDS_QUOTES.search(name) else name


def in_shell(text: str) -> str:
    """A word for the shell: as it is where that is plain, in quotes where not."""
    return text if re.fullmatch(r"[\w@%+:,./-]+", text) else quoted(text)


def quoted(text: str) -> str:
    """A text in quotes that the shell takes away again."""
    if os.name == "nt":
        return in_windows_quotes(text)
    plain = not re.search(r'["$`\\!]', text)  # what a shell looks into within double quotes
    return f'"{text}"' if plain else shlex.quote(text)


def in_windows_quotes(text: str) -> str:
    """The same where programs take their own command line apart: quotes and last slashes marked."""
    spelled = subprocess.list2cmdline([text])
    if spelled.startswith('"'):
        return spelled
    slashes = len(spelled) - len(spelled.rstrip("\\"))
    return '"' + spelled + "\\" * slashes + '"'
