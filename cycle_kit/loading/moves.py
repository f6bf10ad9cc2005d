"""Moves of deals through stages, from the shapes in which exports hold them.

Each reader gives `deal_id, pipeline, label, at, seq`: the label as written, `seq` the file's order
for moves of one moment (empty where the file has none: then the order of stages decides).
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from cycle_kit.loading.columns import Source
from cycle_kit.loading.remarks import at_lines

COLUMNS = ["deal_id", "pipeline", "label", "at", "seq"]


def empty_moves() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "deal_id": pd.Series(dtype="str"),
            "pipeline": pd.Series(dtype="str"),
            "label": pd.Series(dtype="str"),
            "at": pd.Series(dtype="datetime64[us]"),
            "seq": pd.Series(dtype="float64"),
        }
    )


def wide_columns(source: Source) -> dict[tuple[str, str], str]:
    """{(pipeline, stage): header} of the date columns, of two generations the first declared."""
    found: dict[tuple[str, str], str] = {}
    history = source.match.dialect.history
    for pattern in history.entered if history else ():
        for header in source.raw.frame:
            fitting = re.match(pattern, header)
            if fitting:
                found.setdefault((fitting["pipeline"], fitting["stage"]), header)
    return found


def wide_moves(source: Source, deals: pd.DataFrame) -> pd.DataFrame:
    """Moves of a table with one date column per stage; `deals` tells which rows count."""
    columns = wide_columns(source)
    if not columns:
        return empty_moves()
    rows = source.raw.frame.index.isin(deals["row"])
    ids = deals.set_index("row")["deal_id"].reindex(source.raw.frame.index)
    parts = []
    for (pipeline, stage), header in columns.items():
        at = source.dates("", header=header)
        seen = rows & at.notna().to_numpy()
        parts.append(
            pd.DataFrame(
                {
                    "deal_id": ids[seen],
                    "pipeline": pipeline,
                    "label": stage,
                    "at": at[seen],
                    "seq": float("nan"),  # the file has no order of moments
                }
            )
        )
    source.remarks.add(
        "history",
        f"Stage history from {len(columns)} date columns, one per stage; a stage that was entered again "
        "shows only its last entry.",
        file=source.raw.file,
        effect="Returns to a stage are undercounted.",
    )
    return pd.concat(parts, ignore_index=True)


def logged_moves(source: Source) -> pd.DataFrame:
    """Moves of a log: one row per entry into a stage, or per change from one stage to another."""
    raw = source.raw
    moves = pd.DataFrame(
        {
            "deal_id": source.words("deal_id"),
            "pipeline": source.words("pipeline") if source.has("pipeline") else "",
            "label": source.words("stage"),
            "at": source.dates("entered_at"),
            "line": raw.lines,
        }
    )
    moves["from"] = source.words("from_stage") if source.has("from_stage") else None
    whole = moves[["deal_id", "label", "at"]].notna().all(axis=1)
    if (~whole).any():
        source.remarks.add(
            "history",
            f"rows without a deal, a stage or a date ({at_lines(raw.lines[~whole.to_numpy()])})",
            file=raw.file,
            fate="dropped",
            rows=(~whole).sum(),
            effect="These moves are not known.",
            fix="Mend them in the CRM and export again.",
        )
    moves = moves[whole].copy()
    order = np.arange(len(moves))
    moves["seq"] = order[::-1] if newest_first(moves) else order
    return moves


def newest_first(moves: pd.DataFrame) -> bool:
    """Whether most steps down the file go back in time, within deals or else from row to row."""
    steps = moves.groupby("deal_id")["at"].diff().dropna()
    if (steps != pd.Timedelta(0)).sum() == 0:
        steps = moves["at"].diff().dropna()
    return int((steps < pd.Timedelta(0)).sum()) > int((steps > pd.Timedelta(0)).sum())


def of_these_deals(source: Source, moves: pd.DataFrame, ids: pd.Index) -> pd.DataFrame:
    """The moves of deals in the deals' file; the others are counted as dropped."""
    here = moves["deal_id"].isin(ids)
    others = int((~here).sum())
    if others:
        source.remarks.add(
            "history",
            f"rows of {moves.loc[~here, 'deal_id'].nunique()} deals that are not in the deals file",
            file=source.raw.file,
            fate="dropped",
            rows=others,
            effect="They are left out.",
            fix="Export deals and history with the same filter.",
        )
    return moves[here]


def account_rows(source: Source, moves: pd.DataFrame) -> None:
    """Which rows are moves, and which only repeat the stage the deal is in."""
    ordered = moves.sort_values(["deal_id", "at", "seq"], kind="stable")
    same = ordered["label"].eq(ordered.groupby("deal_id")["label"].shift())
    source.remarks.add(
        "history", "rows that are a move", file=source.raw.file, fate="move", rows=(~same).sum()
    )
    if same.any():
        source.remarks.add(
            "history",
            "rows that repeat the stage the deal was in",
            file=source.raw.file,
            fate="repeat",
            rows=same.sum(),
            effect="They are one visit with the row before.",
        )


def with_first_stage(moves: pd.DataFrame, created: pd.Series) -> pd.DataFrame:
    """Where the first row says what the stage was before, the deal stood there since its creation."""
    if "from" not in moves or moves["from"].isna().all():
        return moves[COLUMNS]
    first = moves.sort_values(["at", "seq"], kind="stable").drop_duplicates("deal_id")
    first = first[first["from"].notna() & first["from"].ne(first["label"])]
    start = created.reindex(first["deal_id"]).set_axis(first.index)
    before = first.assign(
        label=first["from"], at=start.fillna(first["at"]).clip(upper=first["at"]), seq=-1
    )
    return pd.concat([before[COLUMNS], moves[COLUMNS]], ignore_index=True)
