"""What is declared of systems and loaders: one TOML per system in `systems`, one for all loaders. Data, no logic."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from cycle_kit.dialects import Dialect, shipped
from cycle_kit.warehouse.names import folded

HERE = Path(__file__).parent
Names = tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of table: what it `is` to us, what it is called, and by which headers it is told.

    `written`: these headers as they are written. `named`: its headers may be those of other tables, so its name has
    to tell. `versions`: where it holds several versions of a deal, they tell its moves. `once`: a stage that was
    entered again stands there once. `since_creation`: a deal without a date of its last change of stage stands where
    it was created; and any without a move, in a system that has no such date.
    `columns`: {ours: headers as compared}. `fields`: {ours: names of fields} of a table of changes.
    """

    is_: str
    called: Names
    tells: tuple[Names, ...]
    columns: Mapping[str, Names]
    written: tuple[Names, ...] = ()
    unless: Names = ()
    fields: Mapping[str, Names] = field(default_factory=dict)
    days: Names = ()
    named: bool = False
    versions: bool = False
    once: bool = False
    since_creation: bool = False


@dataclass(frozen=True)
class System:
    """A CRM. `ends`: whether the stage says how a deal ended, or its status. `base`: its layout of deals."""

    crm: str
    title: str
    ends: str
    kinds: tuple[Kind, ...]
    base: Dialect
    fronts: Names = ()
    records: str = ""
    dates_per_stage: Names = ()
    merged: Names = ()
    id_letters: int | None = None

    def of(self, is_: str) -> list[Kind]:
        return [kind for kind in self.kinds if kind.is_ == is_]


@dataclass(frozen=True)
class Loader:
    """What brought the tables. `newest`: what tells the newest version of a row, the strongest first."""

    title: str
    front: str
    newest: tuple[Names, ...]
    active: str = ""
    started: str = ""
    ended: str = ""
    deleted: str = ""
    records: str = ""
    parent: str = ""
    key: str = ""


@cache
def systems() -> tuple[System, ...]:
    return tuple(_system(path) for path in sorted((HERE / "systems").glob("*.toml")))


@cache
def loaders() -> tuple[Loader, ...]:
    said = tomllib.loads((HERE / "loaders.toml").read_text(encoding="utf-8"))
    return tuple(_loader(each) for each in said["loader"])


def _system(path: Path) -> System:
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    base = _base(path.stem, folded(said["layout"]))
    return System(
        crm=path.stem,
        title=said["title"],
        ends=said["ends"],
        base=base,
        kinds=tuple(_kind(each, base) for each in said["table"]),
        fronts=_split(said.get("fronts", "")),
        records=folded(said.get("records", "")),
        dates_per_stage=_names(said.get("dates_per_stage", "")),
        merged=_names(said.get("merged", "")),
        id_letters=said.get("id_letters"),
    )


def _base(crm: str, header: str) -> Dialect:
    """The system's layout of deals that a header tells."""
    return next(
        dialect
        for dialect in shipped()
        if dialect.crm == crm
        and dialect.table == "deals"
        and any(header == folded(each) for group in dialect.tells for each in group)
    )


def _kind(said: Mapping[str, Any], base: Dialect) -> Kind:
    """A kind of table; one of deals has the columns of the system's layout, too."""
    own = base.columns if said["is"] == "deals" else {}
    columns = {name: "|".join(headers) for name, headers in own.items()} | said["columns"]
    return Kind(
        is_=said["is"],
        called=_split(said["called"]),
        tells=tuple(_names(group) for group in said["tells"]),
        written=tuple(_split(group) for group in said["tells"]),
        unless=_names(said.get("unless", "")),
        columns={name: _names(headers) for name, headers in columns.items() if name != "days"},
        days=_names(columns.get("days", "")),
        fields={name: _names(theirs) for name, theirs in said.get("fields", {}).items()},
        named=said.get("named", False),
        versions=said.get("versions", False),
        once=said.get("once", False),
        since_creation=said.get("since_creation", False),
    )


def _loader(said: Mapping[str, Any]) -> Loader:
    return Loader(
        title=said["title"],
        front=folded(said["front"]),
        newest=tuple(_names(group) for group in said["newest"]),
        **{
            name: folded(said.get(name, ""))
            for name in ("active", "started", "ended", "deleted", "records")
        },
        parent=said.get("parent", ""),
        key=said.get("key", ""),
    )


def _split(words: str) -> Names:
    return tuple(word for word in words.split("|") if word)


def _names(words: str) -> Names:
    return tuple(folded(word) for word in _split(words))
