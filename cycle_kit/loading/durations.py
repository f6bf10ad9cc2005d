"""Durations without dates: the time spent per stage, laid out from the day a deal was created.

The system keeps how long, not when, and not in which order: the stays are placed in the order in
which deals stand in them, the present stage last. Lengths are the system's own, dates are inferred.
"""

from __future__ import annotations

import json

import pandas as pd

from cycle_kit.dialects.dialect import DurationHistory
from cycle_kit.errors import listed
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.matching import Headers
from cycle_kit.values import clean

SECOND = pd.Timedelta(seconds=1)


def duration_moves(deals: DealRows) -> pd.DataFrame:
    """Moves of a table with one cell of seconds per stage id: `deal_id, pipeline, label, at, seq`."""
    source, history = deals.source, deals.source.match.dialect.history
    assert isinstance(history, DurationHistory)
    headers = Headers(source.raw.frame)
    seconds, stage_id = headers.called(history.seconds), headers.called(history.stage_id)
    if seconds is None or stage_id is None or "created_at" not in deals.fields:
        return pd.DataFrame(columns=["deal_id", "pipeline", "label", "at", "seq"])
    cells = source.raw.frame[seconds].loc[deals.rows].set_axis(deals.fields.index)
    ids = source.raw.frame[stage_id].loc[deals.rows].set_axis(deals.fields.index).str.strip()
    names = ids.to_frame("id").assign(stage=deals.hints["stage"]).dropna()
    label = names.drop_duplicates("id").set_index("id")["stage"].to_dict()
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
    return pd.DataFrame(rows, columns=["deal_id", "pipeline", "label", "at", "seq"])


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
