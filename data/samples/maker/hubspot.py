"""hubspot_deals.csv: a view export, one row per deal, date columns per stage."""

from datetime import datetime

from . import checklist
from . import company as co
from .crm import Cells, hubspot_id, money, moves, probability
from .deals import Deal
from .haggling import list_price

CLOSED = {co.WON: "Closed Won", co.LOST: "Closed Lost", co.DROPPED: "Disqualified"}


def cells(deal: Deal) -> Cells:
    """One row: header and text; a closing date that is only expected stands in the same column."""
    closes = deal.closed_at or datetime.combine(deal.expected_close, datetime.min.time())
    return {
        "Record ID": hubspot_id(deal.number),
        "Deal Name": deal.name,
        "Pipeline": deal.pipeline,
        "Deal Stage": CLOSED.get(moves(deal)[-1][0], deal.stage),
        "Amount": money(deal.amount),
        "Currency": deal.currency,
        "Amount in company currency": money(deal.value),
        "Create Date": _minute(deal.created_at),
        "Close Date": _minute(closes),
        "Deal owner": deal.owner,
        "HubSpot Team": deal.team,
        "Deal Type": deal.deal_type,
        "Deal probability": f"{probability(deal) / 100:g}",
        "Is Deal Closed?": _flag(deal.outcome != "open"),
        "Is Closed Won": _flag(deal.outcome == "won"),
        "Is closed lost": _flag(deal.outcome in ("lost", "dropped")),
        "Closed Lost Reason": deal.lost_reason,
        "Original Traffic Source": deal.source,
        "Last Activity Date": _minute(deal.last_activity_at),
        "Associated Company": deal.account if deal.pipeline == "B2B" else "",
        "Associated Contact": deal.person,
        "Region": deal.region,
        "Industry": deal.industry,
        "Segment": deal.segment,
        "Product": deal.product,
        "List price": money(list_price(deal)) if deal.pipeline == "B2B" else "",
        **_stage_cells(deal),
        **checklist.cells(deal),
    }


def _stage_cells(deal: Deal) -> Cells:
    """The stage columns of all pipelines; those of the other pipeline are empty."""
    entered, exited, seconds = _stays(deal)
    found: Cells = {}
    for pipeline, stages in co.STAGES.items():
        mine = pipeline == deal.pipeline
        for name in (*stages, *CLOSED):
            text = _minute(entered.get(name)) if mine else ""
            found[f'Date entered "{CLOSED.get(name, name)} ({pipeline})"'] = text
        for name in stages:
            found[f'Date exited "{name} ({pipeline})"'] = _minute(exited.get(name)) if mine else ""
        for name in stages:
            text = str(seconds.get(name, "")) if mine else ""
            found[f'Cumulative time in "{name} ({pipeline})"'] = text
    return found


def _stays(
    deal: Deal,
) -> tuple[dict[str, datetime], dict[str, datetime | None], dict[str, int]]:
    """Last entry and last exit per stage, each over the one before; seconds of all ended stays."""
    entered: dict[str, datetime] = {}
    exited: dict[str, datetime | None] = {}
    seconds: dict[str, int] = {}
    path = moves(deal)
    for (name, at), (_, left) in zip(path, [*path[1:], ("", None)], strict=True):
        if name in deal.blank_stages:
            continue
        entered[name], exited[name] = at, left
        if left is not None:
            seconds[name] = seconds.get(name, 0) + int((left - at).total_seconds())
    return entered, exited, seconds


def _flag(said: bool) -> str:
    return "Yes" if said else "No"


def _minute(moment: datetime | None) -> str:
    return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M")
