"""Open deals that an earlier one of dated exports has and the later ones have not: told, and found by a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.loading.changes import Changes
from cycle_kit.loading.deals import DealRows
from cycle_kit.remarks import at_lines
from cycle_kit.tables import LAST_EXPORT

Read = Sequence[tuple[pd.Timestamp, DealRows]]


def without_ours(deals: DealRows) -> DealRows:
    """An export with its own column of our name called as other such ones are."""
    names = {LAST_EXPORT: f"{LAST_EXPORT} (file)"}
    return replace(deals, fields=deals.fields.rename(columns=names))


def left_out(read: Read, seen: pd.DataFrame) -> pd.Series:
    """By deal the day of the last export that has it, of those that were open there and are in no later one."""
    stands = seen.drop_duplicates("deal_id", keep="last").set_index("deal_id")
    return stands["day"][stands["outcome"].eq("open") & (stands["day"] < read[-1][0])]


def with_last_exports(found: DealRows, last: pd.Series) -> DealRows:
    """The deals with the day of the last export that has them, where a later one lacks them."""
    if last.empty:
        return found
    days = last.reindex(found.fields.index).astype("datetime64[us]")
    return replace(found, fields=found.fields.assign(**{LAST_EXPORT: days}))


def past_of(read: Read, last: pd.Series) -> Changes:
    """The past of that column: a deal is known to be left out from the day of the next export on."""
    if last.empty:
        return {}
    days = [day for day, _ in read]
    after = dict(pairwise(days))
    there = pd.DataFrame({"deal_id": last.index, "at": last.to_numpy(), "value": pd.NaT})
    gone = there.assign(at=last.map(after).to_numpy(), value=last.to_numpy())
    both = pd.concat([there.astype(gone.dtypes.to_dict()), gone], ignore_index=True)
    kinds = {"at": "datetime64[us]", "value": "datetime64[us]"}
    return {LAST_EXPORT: both.sort_values(["deal_id", "at"], ignore_index=True).astype(kinds)}


def remark_on_left_out(read: Read, last: pd.Series) -> None:
    """How many open deals each export is the last to have, with their lines."""
    for day, deals in read:
        gone = last.index[last.eq(day)]
        if gone.empty:
            continue
        raw = deals.source.raw
        rows = deals.rows[deals.fields.index.isin(gone)] if len(deals.rows) else deals.rows
        where = f" ({at_lines(sorted(raw.lines[rows]))})" if len(rows) else ""
        deals.source.remarks.add(
            "history",
            one_or_more(
                len(gone),
                f"{{n}} open deal is in no export after that of {day:%Y-%m-%d}{where}.",
                f"{{n}} open deals are in no export after that of {day:%Y-%m-%d}{where}.",
            ),
            file=raw.file,
            effect=one_or_more(
                len(gone),
                "It counts as open, as it stood then.",
                "They count as open, as they stood then.",
            ),
            fix="If the last export leaves out closed deals, export them too. If "
            + one_or_more(len(gone), "it was", "they were")
            + " lost, add "
            + one_or_more(len(gone), "it", "them")
            + " to the last export as lost; deleted or merged ones are left out by "
            f"pipe.where({LAST_EXPORT}=None).",
        )
