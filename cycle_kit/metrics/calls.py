"""The open deals to call today, one row each, with all reasons to."""

from __future__ import annotations

import pandas as pd

from cycle_kit.metrics.behind import SHOWN, deals_behind
from cycle_kit.metrics.to_do import SILENT_DAYS, to_do
from cycle_kit.pipeline import Pipeline

#: reasons that are about an open deal
WHYS = ("slow", "overdue", "silent")


def calls(pipe: Pipeline) -> pd.DataFrame:
    """The open deals that `to_do` calls slow, overdue or silent, the most valuable first.

    One row per deal: `deal_id, name, account, owner, stage, outcome, value, created_at, closed_at,
    days` as `deals_behind` has them, with `days` the running stay in the stage where it is known;
    then `why` ("slow, silent"), `usual_days` (within which nine in ten stays in its stage end;
    for slow ones), `overdue_since` (the close once expected), `silent_since` (the last activity).
    """
    found = to_do(pipe)
    found = found[found["why"].isin(WHYS)]
    told = reasons(found)
    rows = deals_behind(pipe, part="open").merge(told, on="deal_id", how="inner")
    days = rows["days_in_stage"].fillna(rows["days"])
    whys = ["why", "usual_days", "overdue_since", "silent_since"]
    return rows.assign(days=days)[[*SHOWN, "days", *whys]]


def reasons(found: pd.DataFrame) -> pd.DataFrame:
    """One row per deal out of one per deal and reason."""
    due, last = found["due"], found["due"] - pd.Timedelta(days=SILENT_DAYS)
    wide = found.assign(
        overdue_since=due.where(found["why"].eq("overdue")),
        silent_since=last.where(found["why"].eq("silent")),
    )
    return wide.groupby("deal_id", sort=False, as_index=False).agg(
        why=("why", ", ".join),
        days_in_stage=("days_in_stage", "first"),
        usual_days=("usual_days", "first"),
        overdue_since=("overdue_since", "first"),
        silent_since=("silent_since", "first"),
    )


def call_counts(found: pd.DataFrame) -> dict[str, float]:
    """Of the table of `calls`: how many `deals`, their `value` (NaN without amounts), and how many
    are `slow`, `overdue` and `silent`; a deal may be several.
    """
    each = {why: int(found["why"].str.contains(why).sum()) for why in WHYS}
    return {"deals": len(found), "value": float(found["value"].sum(min_count=1)), **each}
