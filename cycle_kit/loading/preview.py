"""An export as it is understood so far: its columns with masked examples, its stage words, and the result."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from cycle_kit import config as configuration
from cycle_kit import files
from cycle_kit.config.written import write
from cycle_kit.errors import CycleKitError
from cycle_kit.loading import load
from cycle_kit.loading.understood import headers_of
from cycle_kit.pipeline import Pipeline
from cycle_kit.values import cleaned

MOST_WORDS = 50
EXAMPLES = 3


@dataclass(frozen=True)
class Preview:
    """`columns`: `file, header, column, filled, examples`. `words`: of the stage and status columns.

    `currencies`: of the currency column. Then the Pipeline, or the error that stands in its way.
    """

    columns: pd.DataFrame
    words: tuple[str, ...]
    currencies: tuple[str, ...]
    pipe: Pipeline | None
    error: CycleKitError | None


def preview(source: Any, settings: Mapping[str, Any]) -> Preview:
    """What `load` makes of the source with these settings, without raising."""
    try:
        raws = files.read(source)
    except CycleKitError as error:
        return Preview(no_columns(), (), (), None, error)
    columns = pd.concat([understood(raw, settings) for raw in raws], ignore_index=True)
    words = words_of(raws, columns, ("stage", "status", "from_stage"))
    currencies = words_of(raws, columns, ("currency",))
    try:
        pipe = loaded(source, settings)
    except CycleKitError as error:
        return Preview(columns, words, currencies, None, error)
    stages = [stage for order in pipe.orders.values() for stage in order]
    return Preview(columns, tuple(dict.fromkeys([*stages, *words])), currencies, pipe, None)


def no_columns() -> pd.DataFrame:
    return pd.DataFrame(columns=["file", "header", "column", "filled", "examples"])


def loaded(source: Any, settings: Mapping[str, Any]) -> Pipeline:
    """The source with settings that are not saved yet."""
    with tempfile.TemporaryDirectory() as folder:
        return load(source, config=write(settings, Path(folder) / configuration.NAME))


def understood(raw: files.RawTable, settings: Mapping[str, Any]) -> pd.DataFrame:
    """The columns of one table; of an unknown layout those that the settings name."""
    named = settings.get("columns", {})
    try:
        taken = headers_of(raw, named, None)
    except CycleKitError:
        ours = {header: name for name, header in named.items()}
        headers = list(raw.frame.columns)
        taken = pd.DataFrame(
            {
                "file": raw.file,
                "header": headers,
                "column": [ours.get(header, "") for header in headers],
                "filled": [float((raw.frame[header] != "").mean()) for header in headers],
            }
        )
    return taken.assign(examples=[masked_examples(raw.frame[header]) for header in raw.frame])


def masked_examples(texts: pd.Series) -> str:
    """Three cells of different shape with every letter as x and every digit as 9."""
    filled = texts[texts != ""].head(200)
    shapes = dict.fromkeys(mask(text) for text in filled)
    return "  ·  ".join(list(shapes)[:EXAMPLES])


def mask(text: str) -> str:
    """A cell's shape: what it looks like, not what it says."""
    shape = re.sub(r"[^\W\d_]", "x", re.sub(r"\d", "9", text))
    return shape if len(shape) <= 24 else shape[:23] + "…"


def words_of(
    raws: list[files.RawTable], columns: pd.DataFrame, wanted: tuple[str, ...]
) -> tuple[str, ...]:
    """The distinct words of columns taken for stages, outcomes or currencies; not of longer lists."""
    found: dict[str, None] = {}
    for raw in raws:
        mine = columns[(columns["file"] == raw.file) & columns["column"].isin(list(wanted))]
        for header in mine["header"]:
            words = [word for word in cleaned(raw.frame[header]).unique() if word]
            if len(words) <= MOST_WORDS:
                found |= dict.fromkeys(words)
    return tuple(found)
