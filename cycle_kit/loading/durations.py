"""Durations without dates: the time spent per stage, laid out from the day a deal was created.

The system keeps how long, not when, and not in which order: the stays are placed in the order in
which deals stand in them, the present stage last. Lengths are the system's own, dates are inferred.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import pandas as pd

from cycle_kit.dialects.dialect import DurationHistory
from cycle_kit.errors import listed
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.matching import Headers
from cycle_kit.values import clean, cleaned

SECOND = pd.Timedelta(seconds=1)


NO_MOVES = ["deal_id", "pipeline", "label", "at", "seq"]


def names_of_ids(deals: DealRows) -> dict[str, str]:
    """{the system's id of a stage: its name}, of the stages in which deals are now."""
    ids = stage_ids(deals)
    if ids is None:
        return {}
    names = ids.to_frame("id").assign(stage=deals.hints["stage"]).dropna()
    return names.drop_duplicates("id").set_index("id")["stage"].to_dict()


def stage_ids(deals: DealRows) -> pd.Series | None:
    source, history = deals.source, deals.source.match.dialect.history
    header = (
        Headers(source.raw.frame).called(history.stage_id)
        if isinstance(history, DurationHistory)
        else None
    )
    if header is None:
        return None
    return cleaned(source.raw.frame[header].loc[deals.rows]).set_axis(deals.fields.index)


def duration_moves(deals: DealRows, names: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Moves of a table with one cell of seconds per stage id: `deal_id, pipeline, label, at, seq`.

    `names`: those of stage ids that other parts of the same list know.
    """
    source, history = deals.source, deals.source.match.dialect.history
    assert isinstance(history, DurationHistory)
    headers = Headers(source.raw.frame)
    seconds, ids = headers.called(history.seconds), stage_ids(deals)
    if seconds is None or ids is None or "created_at" not in deals.fields:
        return pd.DataFrame(columns=NO_MOVES)
    cells = source.raw.frame[seconds].loc[deals.rows].set_axis(deals.fields.index)
    label = {**(names or {}), **names_of_ids(deals)}
    created = deals.fields["created_at"]
    rows = []
    for deal, cell, present, start in zip(cells.index, cells, ids, created, strict=True):
        spent = spent_in(cell)
        if pd.isna(start) or not spent:
            continue
        order = sorted(spent, key=lambda stage: (stage == present, place(stage)))
        for turn, stage in enumerate(order):
            rows.append((deal, "", label.get(stage, f"stage {stage}"), start, turn))
            start = start + spent[stage] * SECOND
    nameless = sorted({row[2] for row in rows} - set(label.values()))
    if nameless:
        source.remarks.add(
            "history",
            f"No deal is now in {len(nameless)} of the stages, so that only their ids are known.",
            file=source.raw.file,
            effect=f"They are called {listed(nameless)}.",
        )
    source.remarks.add(
        "history",
        "The export keeps how long deals were in each stage, not when.",
        file=source.raw.file,
        effect="Lengths of stays are the system's own; their dates and order are inferred.",
        fix="Load a folder of dated exports to see the moves themselves.",
    )
    return pd.DataFrame(rows, columns=NO_MOVES)


def spent_in(cell: str) -> dict[str, float]:
    """{stage id: seconds} of one cell, in either kind of quotes; nothing where it holds something else."""
    try:
        content = json.loads(clean(cell).replace("'", '"')) if cell else {}
    except ValueError:
        return {}
    if not isinstance(content, dict):
        return {}
    return {
        str(stage): float(time)
        for stage, time in content.items()
        if isinstance(time, (int, float)) and not isinstance(time, bool)
    }


def place(stage: str) -> tuple[int, str]:
    return (int(stage), "") if stage.isdigit() else (10**9, stage)
