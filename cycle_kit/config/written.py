"""Settings written as cycle.toml, to be read back alike."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli_w

HEAD = "# What this company's export cannot say itself; cycle_kit finds this file beside the export.\n\n"


def as_toml(settings: Mapping[str, Any]) -> str:
    """The text of a cycle.toml; what is empty is left out."""
    kept = {name: value for name, value in settings.items() if value not in (None, "", [], (), {})}
    return HEAD + tomli_w.dumps(kept)


def write(settings: Mapping[str, Any], path: str | Path) -> Path:
    """The settings as a file, put in place at once, so that nobody reads half of it."""
    path = Path(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".cycle_", suffix=".toml")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(as_toml(settings))
    Path(name).replace(path)
    return path
