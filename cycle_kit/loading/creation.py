"""When each deal was created: as its table says, or as its history does where nothing else tells."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cycle_kit.errors import LayoutError, one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.loading.moves import BEFORE


def with_creation(
    fields: pd.DataFrame, moves: pd.DataFrame, ends: Mapping[str, str], source: Source
) -> pd.DataFrame:
    """Deals without a date of creation were created when their history begins, where it is recorded."""
    created = fields.get(
        "created_at", pd.Series(pd.NaT, index=fields.index, dtype="datetime64[us]")
    )
    entries = moves[~moves["label"].isin(list(ends))]
    if (
        "evidence" in entries
    ):  # between dated exports nobody knows what was before the first of them
        entries = entries[:0]
    begun = entries.loc[entries["seq"] == BEFORE, "deal"]  # nobody knows since when
    first = entries[~entries["deal"].isin(begun)].groupby("deal")["at"].min().reindex(fields.index)
    filled = created.isna() & first.notna()
    if filled.any():
        source.remarks.add(
            "dates",
            one_or_more(
                filled.sum(),
                "{n} deal has no date of creation; its first entry into a stage stands for it.",
                "{n} deals have no date of creation; their first entry into a stage stands for it.",
            ),
            file=source.raw.file,
            effect="Their cycle begins there.",
            fix="Export the date of creation.",
        )
    lacking = int((created.isna() & ~filled).sum())
    if lacking:
        source.remarks.add(
            "dates",
            one_or_more(
                lacking, "{n} deal has no date of creation.", "{n} deals have no date of creation."
            ),
            file=source.raw.file,
            effect="Their cycle is not known, and they are new in no period.",
            fix="Export the date of creation.",
        )
    return fields.assign(created_at=created.fillna(first)) if filled.any() else fields


def fields_of_log(
    moves: pd.DataFrame, ids: pd.Index, ends: Mapping[str, str], source: Source
) -> pd.DataFrame:
    """Deals that only a log tells of: created at their first move, unless that says what was before or is the
    deal's end, and in the pipeline of their last."""
    if moves.empty:
        raise LayoutError("The file holds no moves of deals.", fix="Export the deals too.")
    ordered = moves.sort_values(["at", "seq"], kind="stable")
    deals = ordered.groupby("deal").agg(
        created_at=("at", "first"),
        pipeline=("pipeline", "last"),
        seq=("seq", "min"),
        first=("label", "first"),
    )
    ended = deals.pop("first").isin(list(ends))
    if ended.any():
        remark_on_ended_first(source, int(ended.sum()))
    unknown = (deals.pop("seq") == BEFORE) | ended
    deals["created_at"] = deals["created_at"].mask(unknown)
    return deals.assign(deal_id=ids.take(deals.index), pipeline=deals["pipeline"].astype("str"))


def remark_on_ended_first(source: Source, deals: int) -> None:
    source.remarks.add(
        "dates",
        one_or_more(
            deals,
            "The first row of {n} deal is its outcome: its creation is not known.",
            "The first row of {n} deals is their outcome: their creation is not known.",
        ),
        file=source.raw.file,
        effect="Their cycle is not known, and they are new in no period.",
        fix="Export the deals with their date of creation too: ck.load(deals, history=...).",
    )
