"""Which column of a file was taken for what, to be looked at before any number is believed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from cycle_kit import config as configuration
from cycle_kit import files
from cycle_kit.arguments import checked
from cycle_kit.dialects.dialect import Dialect, WideHistory
from cycle_kit.loading.named import Named, named
from cycle_kit.loading.recognise import recognise

HISTORY = "stage history"
OWN = ""  # kept under the file's own name


@checked
def columns_taken(
    source: Any, *, columns: Mapping[str, str] | None = None, crm: str | None = None
) -> pd.DataFrame:
    """Every header of an export's files and which of our columns it became.

    One row per header, in the order of the file: `file, header, column, filled`. `column`: our
    name (see `cycle_kit.tables`); "stage history" for one date column per stage; empty for what
    is kept under its own name. `filled`: share of cells that hold something, 0-1. `source`,
    `columns`, `crm` as in `load`, whose errors it raises.
    """
    settings = configuration.read(configuration.beside(source))
    raw_tables = files.read(source)
    said = named(columns, [header for raw in raw_tables for header in raw.frame])
    said = named(settings.columns, (), check=False).under(said)
    parts = [headers_of(raw, said, crm) for raw in raw_tables]
    return pd.concat(parts, ignore_index=True)


def headers_of(raw: files.RawTable, said: Named, crm: str | None, kind: str = "") -> pd.DataFrame:
    """The headers of one table; `kind`: what it was given as, as in `recognise`."""
    match = recognise(raw.frame, file=raw.file, named=said, crm=crm, table=kind)
    ours = {header: name for name, header in match.columns.items()}
    return pd.DataFrame(
        {
            "file": raw.file,
            "header": list(raw.frame.columns),
            "column": [ours.get(h) or of_history(h, match.dialect) for h in raw.frame.columns],
            "filled": [float((raw.frame[h] != "").mean()) for h in raw.frame.columns],
        }
    )


def of_history(header: str, dialect: Dialect) -> str:
    """Whether the header is the date of entry into a stage."""
    wide = isinstance(dialect.history, WideHistory)
    patterns = dialect.history.entered if isinstance(dialect.history, WideHistory) else ()
    return HISTORY if wide and any(re.match(pattern, header) for pattern in patterns) else OWN
