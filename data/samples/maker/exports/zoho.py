"""Zoho CRM's Deals, and those of Bigin."""

from datetime import datetime

from ..crm import Cells, probability
from ..deals import Deal
from ..small import entered_stage, shown_stage, text_file

_CLOSED = {"won": "Closed Won", "lost": "Closed Lost", "dropped": "Disqualified"}


def zoho_id(number: int, kind: int = 1) -> str:
    """Ids have 18 digits or so."""
    return str(485_700_000_000_000_000 + kind * 1_000_000_000 + 7_919 * number)


def deals_csv(deals: list[Deal]) -> bytes:
    """Module export, all quoted, a row of empty cells at the end."""
    rows = [_deal(deal) for deal in deals]
    return text_file(rows, quote_all=True, footer=[[""] * len(rows[0])])


def _deal(deal: Deal) -> Cells:
    closes = deal.closed_at.date() if deal.closed_at else deal.expected_close
    return {
        "Record Id": f"zcrm_{zoho_id(deal.number)}",
        "Deal Owner.id": f"zcrm_{zoho_id(sum(map(ord, deal.owner)), 2)}",
        "Deal Owner": deal.owner,
        "Amount": "" if deal.amount is None else f"{deal.amount:,.2f}",
        "Deal Name": deal.name,
        "Closing Date": closes.isoformat(),
        "Account Name.id": f"zcrm_{zoho_id(deal.number, 3)}",
        "Account Name": deal.account,
        "Stage": shown_stage(deal, _CLOSED),
        "Type": deal.deal_type,
        "Probability (%)": str(probability(deal)),
        "Lead Source": deal.source,
        "Created Time": str(deal.created_at),
        "Modified Time": str(deal.last_activity_at),
        "Description": "",
        "Contact Name.id": f"zcrm_{zoho_id(deal.number, 4)}",
        "Contact Name": deal.person,
        "Expected Revenue": _weighted(deal),
        "Last Activity Time": str(deal.last_activity_at),
        "Pipeline": deal.pipeline,
        "Reason For Loss": deal.lost_reason,
        "Currency": deal.currency,
        "Stage Modified Time": str(deal.closed_at or entered_stage(deal)),
    }


def _weighted(deal: Deal) -> str:
    return "" if deal.amount is None else f"{deal.amount * probability(deal) / 100:,.2f}"


def bigin_csv(deals: list[Deal]) -> bytes:
    """Bigin's export has no probability, no currency and no reason: deals in euros only."""
    return text_file((_bigin(deal) for deal in deals if deal.currency == "EUR"), quote_all=True)


def _bigin(deal: Deal) -> Cells:
    closes = deal.closed_at.date() if deal.closed_at else deal.expected_close
    return {
        "Deal Id": zoho_id(deal.number),
        "Deal Owner.id": zoho_id(sum(map(ord, deal.owner)), 2),
        "Deal Owner": deal.owner,
        "Deal Name": deal.name,
        "Company Name.id": zoho_id(deal.number, 3),
        "Company Name": deal.account,
        "Contact Name": deal.person,
        "Sub-Pipeline": deal.pipeline,
        "Amount": "" if deal.amount is None else f"{deal.amount:.2f}",
        "Stage": shown_stage(deal, _CLOSED),
        "Closing Date": closes.isoformat(),
        "Description": "",
        "Created Time": _second(deal.created_at),
        "Modified Time": _second(deal.last_activity_at),
        "Last Activity Time": _second(deal.last_activity_at),
        "Pipeline": "Sales",
    }


def _second(moment: datetime | None) -> str:
    return "" if moment is None else str(moment)


FILES = {"zoho_deals.csv": deals_csv, "bigin_deals.csv": bigin_csv}
