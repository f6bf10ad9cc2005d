"""Deals that were signed and go on, "Install scheduled" or "Contract" beside the day of the contract: in a list
that tells of losses and of no win they are won, on that day."""

from __future__ import annotations

import pandas as pd

from cycle_kit.errors import inside, one_or_more
from cycle_kit.loading.dated_columns import is_win
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.telling import Evidence, lost_alone

LATE = pd.Timedelta(days=92)  # after all that happened a contract is planned
SAID = ("is_won", "is_closed", "won_at")


def won_by_signing(deals: DealRows, told: Evidence, left: pd.Series) -> pd.Series:
    """Of the deals that nothing else tells of (`left`) those with a day of signing or ordering, which others of
    them do not have."""
    nothing = pd.Series(False, index=left.index)
    header = header_of(deals)
    if (
        not header
        or told.logged
        or set(SAID) & set(deals.hints.columns)
        or not lost_alone(deals.hints, told)
    ):
        return nothing
    dates = dates_of(deals)
    signed = left & dates.notna()
    happened = [
        deals.fields[name].max()
        for name in ("created_at", "last_activity_at")
        if name in deals.fields
    ]
    happened += [deals.hints["lost_at"].max()] if "lost_at" in deals.hints else []
    known = [moment for moment in happened if not pd.isna(moment)]
    planned = bool(known) and bool(dates[signed].max() > max(known) + LATE)
    return nothing if planned or (left & dates.isna()).sum() == 0 else signed


def header_of(deals: DealRows) -> str:
    """The header of the dates of closing where it means an order or a signature; "" else, or in a system's export."""
    columns = deals.source.match.columns
    header = columns.get("closed_at") or columns.get("close_date") or ""
    return header if deals.source.match.dialect.by_hand and header and is_win(header) else ""


def dates_of(deals: DealRows) -> pd.Series:
    return deals.fields["closed_at"] if deals.source.has("closed_at") else deals.hints["close_date"]


def remark_on_signing(deals: DealRows, won: pd.Series) -> None:
    if not won.any():
        return
    header = header_of(deals)
    deals.source.remarks.add(
        "outcomes",
        one_or_more(won.sum(), "{n} deal has", "{n} deals have")
        + f' a date in "{header}", and no other word says that a deal was won.',
        file=deals.source.raw.file,
        effect="They are won on that day, whatever came after it.",
        fix=f'If the date was only planned: columns={{"expected_close": "{inside(header)}"}}.',
    )
