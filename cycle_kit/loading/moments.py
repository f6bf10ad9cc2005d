"""What all dates of a load say together: the moment they speak for, and what is odd about them."""

from __future__ import annotations

import pandas as pd

from cycle_kit.errors import LayoutError, listed, one_or_more
from cycle_kit.loading.remarks import Remarks


def remark_on_spans(fields: pd.DataFrame, moves: pd.DataFrame, remarks: Remarks) -> None:
    """What real exports are full of: closed before created, moves before creation, mixed stamps."""
    if "created_at" not in fields:
        return
    remark_on_early_moves(fields, moves, remarks)
    ends = moves[moves["kind"] == "end"].drop_duplicates("deal", keep="last")
    closed = ends.set_index("deal")["stamp"].reindex(fields.index)
    early = int((closed < fields["created_at"]).sum())
    if early:
        remarks.add(
            "dates",
            one_or_more(
                early,
                "{n} deal is closed before it was created.",
                "{n} deals are closed before they were created.",
            ),
            effect="They count in win rates; their cycle is left out.",
            fix="Mend the closing dates in the CRM.",
        )
    days = [
        name for name in ("created_at", "closed_at") if name in fields and not hours(fields[name])
    ]
    if days and hours(moves["at"]):
        remarks.add(
            "dates",
            f"{listed(days)} hold days, the stage history holds times of day.",
            effect="The cycle is a difference of days, stays in stages are measured to the second.",
        )


def remark_on_early_moves(fields: pd.DataFrame, moves: pd.DataFrame, remarks: Remarks) -> None:
    """Moves on a day before the deal's creation: imports write the one, people the other."""
    created = fields["created_at"].reindex(moves["deal"]).set_axis(moves.index).dt.normalize()
    early = int(moves.loc[(moves["at"] < created) & (moves["kind"] != "end"), "deal"].nunique())
    if early:
        remarks.add(
            "dates",
            one_or_more(
                early,
                "{n} deal has moves before the day it was created.",
                "{n} deals have moves before the day they were created.",
            ),
            effect="The moves count as they are dated.",
        )


def hours(stamps: pd.Series) -> bool:
    """Whether any stamp has a time of day."""
    return bool((stamps != stamps.dt.normalize())[stamps.notna()].any())


def has_hours(fields: pd.DataFrame, moves: pd.DataFrame) -> bool:
    dates = [name for name in ("created_at", "last_activity_at") if name in fields]
    return hours(moves["at"]) or any(hours(fields[name]) for name in dates)


def last_moment(
    fields: pd.DataFrame, moves: pd.DataFrame, *, spoken: pd.Timestamp | None = None
) -> pd.Timestamp:
    """The latest creation, closing, stage date or activity: the moment the data speaks for.

    `spoken`: the day of the last of several dated exports, which speak for it whatever happened then.
    """
    stamps = [moves["at"].max(), moves["stamp"].max(), spoken]
    stamps += [fields[name].max() for name in ("created_at", "last_activity_at") if name in fields]
    known = [stamp for stamp in stamps if not pd.isna(stamp)]
    if not known:
        raise LayoutError(
            "The file holds no date of creation, closing or stage change.",
            fix='Export these dates, or name their columns: columns={"created_at": "...", "closed_at": "..."}.',
        )
    return max(known)
