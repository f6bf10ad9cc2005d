"""Systems whose export headers nobody attests: no declaration, but how to export and what to tell `load`.

They are in `unattested.toml`, which says what its keys are.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cycle_kit.dialects.declared import plain, split
from cycle_kit.dialects.dialect import Headers


@dataclass(frozen=True)
class HowTo:
    """What to do with a system that has no declaration; `columns`: {ours: what it is called there}."""

    crm: str
    title: str
    export: str
    columns: Mapping[str, str]
    headers: Headers = ()  # any of these in a file points here
    notes: str = ""


def read(path: Path) -> tuple[HowTo, ...]:
    """The how-tos of a file."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(how_to(crm, said) for crm, said in content.items())


def how_to(crm: str, said: Mapping[str, Any]) -> HowTo:
    texts = {name: plain(said[name]) for name in ("title", "export", "notes") if name in said}
    return HowTo(crm=crm, columns=said["columns"], headers=split(said.get("headers", "")), **texts)


HOW_TOS = read(Path(__file__).with_suffix(".toml"))


def columns_to_pass(how_to: HowTo) -> str:
    """The argument to type; what stands in angle brackets is to be replaced by the file's header."""
    pairs = (
        f'"{ours}": "{theirs}"' if theirs[:1].isupper() else f'"{ours}": "<{theirs}>"'
        for ours, theirs in how_to.columns.items()
    )
    return "columns={" + ", ".join(pairs) + "}"
