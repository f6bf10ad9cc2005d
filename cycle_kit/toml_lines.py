"""On which line of a TOML text a key stands; the parser of the standard library does not keep it."""

from __future__ import annotations

import re
import tomllib

_NAME = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_PATH = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_LINE = re.compile(
    rf"\s*(?:\[\[\s*(?P<item>{_PATH})\s*\]\]|\[\s*(?P<table>{_PATH})\s*\]|(?P<key>{_PATH})\s*=)"
)

Path = tuple[str | int, ...]


def line_of(text: str, *path: str | int) -> int:
    """The line of a key, from 1; of the nearest key around it where it is written inside a value."""
    places = positions(text)
    nearest = (path[:size] for size in range(len(path), 0, -1))
    return next((places[part] for part in nearest if part in places), 1)


def positions(text: str) -> dict[Path, int]:
    """{path: line} of all headers and keys that begin a line; items of a list of tables by number."""
    found: dict[Path, int] = {}
    items: dict[Path, int] = {}
    around: Path = ()
    inside: Path = ()  # of a list of tables that is written as one value, [{...}, {...}]
    for line, row in enumerate(text.splitlines(), 1):
        match = _LINE.match(row)
        if not match:
            if inside and row.lstrip().startswith("{"):
                items[inside] = items.get(inside, -1) + 1
                found.setdefault((*inside, items[inside]), line)
            continue
        if match["key"]:
            path = inside = around + names(match["key"])
        elif match["table"]:
            path = around = names(match["table"])
        else:
            path = names(match["item"])
            items[path] = items.get(path, -1) + 1
            path = around = (*path, items[path])
        for size in range(1, len(path) + 1):
            found.setdefault(path[:size], line)
    return found


def names(path: str) -> Path:
    """The names of a dotted path, out of their quotes."""
    return tuple(
        tomllib.loads(f"name = {name}")["name"] if name[0] in "\"'" else name
        for name in re.findall(_NAME, path)
    )
