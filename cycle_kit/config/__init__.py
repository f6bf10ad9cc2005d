"""cycle.toml: what a company knows about its own export, beside the export; `load` finds it there."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from cycle_kit.config.checks import check
from cycle_kit.config.keys import CURRENCY_KEYS, KEYS
from cycle_kit.locale import CHOICES
from cycle_kit.toml_text import parsed, text_of

__all__ = ["CURRENCY_KEYS", "KEYS", "NAME", "Config", "Rename", "beside", "read"]

NAME = "cycle.toml"


@dataclass(frozen=True)
class Rename:
    """A stage that is called `new` now, or became part of it; `since`: moves before that day only."""

    old: str
    new: str
    since: pd.Timestamp | None = None


@dataclass(frozen=True)
class Config:
    """The content of a cycle.toml; what it does not say is None or empty."""

    path: Path | None = None
    stages: Any = None
    after: tuple[str, ...] | None = None
    won: tuple[str, ...] | None = None
    lost: tuple[str, ...] | None = None
    dropped: tuple[str, ...] | None = None
    open: tuple[str, ...] | None = None
    rename: tuple[Rename, ...] = ()
    pipelines: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    dates: str | None = None
    zone: str | None = None
    language: str | None = None
    week_starts: str | None = None
    fiscal_year_starts: int | None = None
    calendar: str | None = None
    fiscal_weeks: str | None = None
    fiscal_years: Mapping[int, pd.Timestamp] = field(default_factory=dict)
    template: str = ""
    locale: str = ""
    written: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    rates: Mapping[str, float] = field(default_factory=dict)
    rates_of_then: Mapping[str, Sequence[tuple[pd.Timestamp, float]]] = field(default_factory=dict)
    cycle_types: tuple[Mapping[str, Any], ...] = ()
    targets: tuple[Mapping[str, Any], ...] = ()
    deal_address: str = ""


def beside(source: Any) -> Path | None:
    """The cycle.toml in the folder of the first path of `source`, if there is one."""
    first = source[0] if isinstance(source, (list, tuple)) and source else source
    if not isinstance(first, (str, Path)):
        return None
    path = Path(first)
    found = (path if os.path.isdir(path) else path.parent) / NAME
    return found if os.path.isfile(found) else None  # no error for what is no path at all


def read(path: str | Path | None) -> Config:
    """A checked Config. FileError: no such file, or no TOML. ColumnError: a key or value that is none.

    Every message gives the line; an unknown key names the nearest known one.
    """
    if path is None:
        return Config()
    path = Path(path)
    text = text_of(path)
    content = parsed(text, path.name)
    check(content, text, path.name)
    money = content.get("currency", {})
    return Config(
        path=path,
        stages=content.get("stages"),
        rename=renames(content.get("rename", {})),
        pipelines=content.get("pipelines", {}),
        columns=content.get("columns", {}),
        dates=content.get("dates"),
        zone=content.get("zone"),
        language=content.get("language"),
        week_starts=content.get("week_starts"),
        fiscal_year_starts=content.get("fiscal_year_starts"),
        calendar=content.get("calendar"),
        fiscal_weeks=content.get("fiscal_weeks"),
        fiscal_years={
            int(year): pd.Timestamp(first).normalize()
            for year, first in content.get("fiscal_years", {}).items()
        },
        template=content.get("template", ""),
        locale=content.get("locale", ""),
        written={name: content[name] for name in CHOICES if name in content},
        steps=content.get("steps", {}),
        base=money.get("base", ""),
        cycle_types=tuple(content.get("cycle_type", ())),
        targets=tuple(content.get("targets", ())),
        deal_address=content.get("crm", {}).get("address", ""),
        rates_of_then=rates_of_then(money.get("rate", ())),
        rates={code: float(rate) for code, rate in money.get("rates", {}).items()},
        **{name: words(content, name) for name in ("after", "won", "lost", "dropped", "open")},
    )


def words(content: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
    said = content.get(name)
    return None if said is None else (said,) if isinstance(said, str) else tuple(said)


def rates_of_then(said: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[pd.Timestamp, float]]]:
    """Of each currency its rates with their first days, in order of time."""
    found: dict[str, list[tuple[pd.Timestamp, float]]] = {}
    for each in said:
        found.setdefault(each["currency"], []).append(
            (pd.Timestamp(each["from"]).normalize(), float(each["rate"]))
        )
    return {currency: sorted(rates) for currency, rates in found.items()}


def renames(said: Any) -> tuple[Rename, ...]:
    """A table {old = new}, or a list of tables with from, to and since."""
    if isinstance(said, Mapping):
        return tuple(Rename(old, new) for old, new in said.items())
    return tuple(Rename(each["from"], each["to"], day(each.get("since"))) for each in said)


def day(said: Any) -> pd.Timestamp | None:
    if said is None:
        return None
    when = pd.Timestamp(said)
    return when.tz_convert(None) if when.tzinfo else when
