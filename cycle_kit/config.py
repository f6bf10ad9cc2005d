"""cycle.toml: what a company knows about its own export, beside the export; `load` finds it there."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cycle_kit.errors import ColumnError, FileError, listed

NAME = "cycle.toml"
KEYS = {
    "stages": "the open stages in order: a list, or a table {pipeline = [...]}",
    "after": "stages after the win",
    "won": "words for won",
    "lost": "words for lost",
    "dropped": "words for dropped",
    "columns": "{our name = header in the file}",
    "dates": "dmy, mdy or ymd",
    "zone": "time zone of the stamps",
    "language": "en, fa, ar, pl or bg",
    "currency": "base, and rates: the worth of one unit in the base currency",
}
CURRENCY_KEYS = {"base": "currency of all sums", "rates": "{code = worth of one unit in the base}"}


@dataclass(frozen=True)
class Config:
    """The content of a cycle.toml; what it does not say is None or empty."""

    path: Path | None = None
    stages: Any = None
    after: tuple[str, ...] | None = None
    won: tuple[str, ...] | None = None
    lost: tuple[str, ...] | None = None
    dropped: tuple[str, ...] | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    dates: str | None = None
    zone: str | None = None
    language: str | None = None
    base: str = ""
    rates: Mapping[str, float] = field(default_factory=dict)


def beside(source: Any) -> Path | None:
    """The cycle.toml in the folder of the first path of `source`, if there is one."""
    first = source[0] if isinstance(source, (list, tuple)) and source else source
    if not isinstance(first, (str, Path)):
        return None
    path = Path(first)
    found = (path if path.is_dir() else path.parent) / NAME
    return found if found.is_file() else None


def read(path: str | Path | None) -> Config:
    """A checked Config; an unknown key is an error that names the nearest known one."""
    if path is None:
        return Config()
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
        content = tomllib.loads(text)
    except FileNotFoundError:
        raise FileError(
            f"There is no file {path.name}.",
            fix='Pass config="path/to/cycle.toml", or leave it out.',
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise FileError(
            f"{path.name} is not valid TOML.", there=f"{broken}.", fix="Mend that line."
        ) from None
    check_keys(content, KEYS, path.name, text)
    money = content.get("currency", {})
    check_keys(money, CURRENCY_KEYS, f"{path.name} [currency]", text)
    return Config(
        path=path,
        stages=content.get("stages"),
        columns=content.get("columns", {}),
        dates=content.get("dates"),
        zone=content.get("zone"),
        language=content.get("language"),
        base=money.get("base", ""),
        rates=rates(money, path.name),
        **{name: words(content, name) for name in ("after", "won", "lost", "dropped")},
    )


def words(content: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
    said = content.get(name)
    return None if said is None else (said,) if isinstance(said, str) else tuple(said)


def rates(money: Mapping[str, Any], file: str) -> dict[str, float]:
    found = money.get("rates", {})
    for code, rate in found.items():
        if not isinstance(rate, (int, float)) or isinstance(rate, bool) or rate <= 0:
            raise ColumnError(
                f"{file}: the rate of {code} is not a number above 0.",
                fix=f"Write it as [currency.rates] {code} = 0.92.",
            )
    return {code: float(rate) for code, rate in found.items()}


def check_keys(content: Mapping[str, Any], known: Mapping[str, str], file: str, text: str) -> None:
    for name in content:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            line = next(
                (
                    n
                    for n, row in enumerate(text.splitlines(), 1)
                    if row.strip(" []").startswith(name)
                ),
                0,
            )
            raise ColumnError(
                f'{file}, line {line}: there is no key "{name}".',
                there=f"Known keys are {listed(known)}.",
                fix=f'Did you mean "{near[0]}"?' if near else "Take it out.",
            )
