"""load: from whatever a CRM exported to a Pipeline. The only gate; everything after it trusts the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit import config as configuration
from cycle_kit import files
from cycle_kit.errors import LayoutError, listed
from cycle_kit.events import with_all_columns
from cycle_kit.loading.assemble import Choices, assembled
from cycle_kit.loading.columns import Reading, Source
from cycle_kit.loading.outcomes import Words
from cycle_kit.loading.recognise import check_columns, recognise
from cycle_kit.loading.remarks import Remarks
from cycle_kit.pipeline import Pipeline, moment


def load(
    source: Any,
    *,
    crm: str | None = None,
    history: Any = None,
    leads: Any = None,
    columns: Mapping[str, str] | None = None,
    stages: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    after: Sequence[str] | str | None = None,
    won: Sequence[str] | str | None = None,
    lost: Sequence[str] | str | None = None,
    dropped: Sequence[str] | str | None = None,
    as_of: Any = None,
    dates: str | None = None,
    zone: str | None = None,
    sheet: str | None = None,
    language: str | None = None,
    config: str | Path | None = None,
    max_bytes: int = 2_000_000_000,
) -> Pipeline:
    """A Pipeline from an export: a path, several, a folder, bytes, an open file or a DataFrame.

    `history`: the file with the moves through stages, where it is a file of its own.
    `columns`: `{our name: header}`, only what recognition got wrong or cannot know.
    `stages`: open stages in order, or `{pipeline: [...]}`; `after`: stages after the win.
    `dates`: "dmy", "mdy" or "ymd" where the file cannot tell; `zone`: of stamps without one (UTC).
    `config`: a cycle.toml; None: the one beside the export, if there is one.
    Every row of every file is accounted for in `pipe.notes`. Raises CycleKitError.
    """
    settings = configuration.read(config or configuration.beside(source))
    remarks = Remarks()
    tables = raw_tables(source, sheet=sheet, max_bytes=max_bytes)
    more = raw_tables(history, sheet=sheet, max_bytes=max_bytes) if history is not None else []
    named = {**settings.columns, **(columns or {})}
    check_columns(columns or {}, [header for raw in tables + more for header in raw.frame])
    reading = Reading(
        dates=dates or settings.dates,
        zone=zone or settings.zone,
        language=language or settings.language,
    )
    sources = [
        recognised(raw, named=named, crm=crm, reading=reading, remarks=remarks) for raw in tables + more
    ]
    choices = Choices(
        stages=stages if stages is not None else settings.stages,
        stages_from="stages=" if stages is not None else "cycle.toml",
        after=settings.after or () if after is None else (after,) if isinstance(after, str) else tuple(after),
        words=Words(
            won=won if won is not None else settings.won,
            lost=lost if lost is not None else settings.lost,
            dropped=dropped if dropped is not None else settings.dropped,
        ),
        base=settings.base,
        rates=dict(settings.rates),
    )
    pipe = assembled(one_of_deals(sources), logs(sources), choices, remarks)
    return pipe if as_of is None else pipe.rewind(moment(as_of, "as_of"))
