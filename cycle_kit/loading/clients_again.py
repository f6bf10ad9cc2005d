"""A list of deals whose clients come again in other stages, and nothing in it tells whether these are deals of their
own: that they were taken for such is told, with the line that makes them the steps of one."""

from __future__ import annotations

from cycle_kit.errors import LayoutError, inside
from cycle_kit.files import RawTable
from cycle_kit.loading.evidence import HALF
from cycle_kit.loading.guesses import counts_up
from cycle_kit.loading.logs import closes
from cycle_kit.loading.match import Match
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.named import Named
from cycle_kit.loading.paths import differs
from cycle_kit.remarks import Remarks
from cycle_kit.values import cleaned


def remark_on_clients_again(
    raw: RawTable, match: Match | LayoutError, said: Named, remarks: Remarks
) -> None:
    """That the rows of one client are deals of their own, where they could be steps."""
    if isinstance(match, LayoutError) or match.dialect.crm != "plain":
        return
    header = client_of(raw, match, said)
    stage = match.columns.get("stage") or match.columns.get("status")
    if not header or not stage or match.dialect.table != "deals":
        return
    headers = Headers(raw.frame)
    if closes(headers, {"entered_at": match.columns["created_at"], "stage": stage}, match.columns):
        return
    clients = cleaned(raw.frame[header])
    again = clients[(clients != "") & clients.duplicated(keep=False)]
    if len(again) < HALF * len(clients) or not differs(raw.frame[stage], again):
        return
    remarks.add(
        "deals",
        f'{len(again)} rows have a "{header}" that comes again, mostly in another stage, and nothing says whether '
        "they are the steps of one deal.",
        file=raw.file,
        effect="Each row is a deal of its own.",
        fix=f'If the rows of each are the steps of one deal: columns={{"deal_id": "{inside(header)}"}}.',
    )


def client_of(raw: RawTable, match: Match, said: Named) -> str:
    """The column that could name deals whose rows are steps; "" where numbers do, or the caller says what is what."""
    named = {name for name, header in said.of("deals", raw.frame).items() if header}
    number = match.columns.get("deal_id")
    if {"deal_id", "created_at"} & named or "created_at" not in match.columns:
        return ""
    if number is not None and not counts_up(raw.frame[number]):
        return ""
    return match.columns.get("name") or match.columns.get("account") or ""
