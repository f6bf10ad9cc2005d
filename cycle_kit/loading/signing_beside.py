"""The day of an order or a signature beside the days on which deals were closed: it is none of these but a step, or
left out and told."""

from __future__ import annotations

from collections.abc import Mapping

from cycle_kit.loading.after_sale import is_after_sale, is_end
from cycle_kit.loading.closing_columns import STRAY, still_open
from cycle_kit.loading.dated_columns import is_signed
from cycle_kit.loading.evidence import NEARLY_ALL
from cycle_kit.loading.matching import Headers

#: what dates the ends of deals, but for losses alone; dates may stand where the header asks whether: "Closed"
CLOSED = ("closed_at", "won_at", "is_closed", "is_won")


def without_signing(
    columns: dict[str, str], headers: Headers, given: Mapping[str, str]
) -> dict[str, str]:
    """The columns without a day of signing as that of closing, where another column dates the ends of all deals."""
    header = columns.get("close_date", "")
    ends = [columns[name] for name in CLOSED if name in columns]
    ends = [end for end in ends if headers.look(end).dates >= NEARLY_ALL]
    own = [end for end in ends if not (is_signed(end) or is_after_sale(end) or is_end(end))]
    if "close_date" in given or not own or not is_signed(header):
        return columns
    frame = headers.frame
    signed = frame[header] != ""
    needed = signed & (frame[own] == "").all(axis=1)
    open_deals = still_open(columns, frame)
    if open_deals is not None:
        needed &= ~open_deals
    if needed.sum() > STRAY * signed.sum():
        return columns
    return {name: own for name, own in columns.items() if name != "close_date"}
