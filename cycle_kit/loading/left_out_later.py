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
MOST = 3  # exports that have a note each


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
    """How many open deals each export is the last to have, with their lines; of many exports in one note."""
    parts = [(day, deals, last.index[last.eq(day)]) for day, deals in read]
    parts = [part for part in parts if len(part[2])]
    if len(parts) > MOST:
        deals = read[-1][1]
        told = f"{len(last):,} open deals are in no export after one of {len(parts)} earlier ones."
        remark(deals, told, len(last), file="")
        return
    for day, deals, gone in parts:
        raw = deals.source.raw
        rows = deals.rows[deals.fields.index.isin(gone)] if len(deals.rows) else deals.rows
        where = f" ({at_lines(sorted(raw.lines[rows]))})" if len(rows) else ""
        after = f"in no export after that of {day:%Y-%m-%d}{where}."
        told = one_or_more(
            len(gone), f"{{n}} open deal is {after}", f"{{n}} open deals are {after}"
        )
        remark(deals, told, len(gone), file=raw.file)


def remark(deals: DealRows, told: str, many: int, *, file: str) -> None:
    lost = one_or_more(
        many,
        "If it was lost, add it to the last export as lost",
        "If they were lost, add them to the last export as lost",
    )
    deals.source.remarks.add(
        "history",
        told,
        file=file,
        effect=one_or_more(
            many, "It counts as open, as it stood then.", "They count as open, as they stood then."
        ),
        fix=f"If the last export leaves out closed deals, export them too. {lost}; deleted or merged ones are left out "
        f"by pipe.where({LAST_EXPORT}=None).",
    )
