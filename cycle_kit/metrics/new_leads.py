"""Leads as they came in, split by the columns that are their own."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from cycle_kit.errors import listed
from cycle_kit.metrics.frames import table
from cycle_kit.pipeline import Pipeline

#: columns that leads have as deals have them
OWN = ("source", "owner")


def why_no_leads(pipe: Pipeline, keys: list[str]) -> str:
    """Why new leads cannot be counted by these columns; "" where they can."""
    strange = [name for name in keys if name not in OWN]
    if not strange or pipe.leads.empty:
        return ""
    return f"Leads cannot be split by {listed(strange)}: their own columns are {listed(OWN)}."


def leads_by(pipe: Pipeline, keys: list[str]) -> pd.DataFrame:
    """One row per dated lead: `keys` (or `every`, for all), `created_at`; none where they lack a column."""
    group = keys or ["every"]
    rows = pipe.leads.assign(every="all")
    if not set(keys) <= set(OWN):
        rows = (
            rows.iloc[:0]
            .reindex(columns=[*group, "created_at"])
            .astype(dict.fromkeys(group, "str"))
        )
    return table(nw.from_native(rows[[*group, "created_at"]].dropna(subset="created_at")))


def counted_leads(rows: pd.DataFrame, group: list[str], start, end) -> pd.DataFrame:
    """Of `leads_by` those created from `start` up to `end`, per group: `group, lead_count`."""
    inside = rows[(rows["created_at"] >= start) & (rows["created_at"] < end)]
    return inside.groupby(group, dropna=False).size().rename("lead_count").reset_index()
