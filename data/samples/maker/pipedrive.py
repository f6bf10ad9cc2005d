"""pipedrive_deals.csv: a list export, one row per deal, no history but the last stage change."""

from datetime import datetime

from . import company as co
from .crm import Cells, money, moves, pipedrive_id
from .deals import Deal

STATUS = {"open": "Open", "won": "Won", "lost": "Lost", "dropped": "Lost"}


def cells(deal: Deal) -> Cells:
    """One row; the stage of a closed deal is the last open one."""
    won = deal.closed_at if deal.outcome == "won" else None
    lost = deal.closed_at if deal.outcome in ("lost", "dropped") else None
    entered = [at for name, at in moves(deal) if name in co.STEPS][-1]
    row = {
        "ID": pipedrive_id(deal.number),
        "Title": deal.name,
        "Creator": deal.owner,
        "Owner": deal.owner,
        "Value": money(deal.amount),
        "Currency of Value": deal.currency,
        "Organization": deal.account if deal.pipeline == "B2B" else "",
        "Pipeline": deal.pipeline,
        "Contact person": deal.person,
        "Stage": deal.stage,
        "Label": "",
        "Status": STATUS[deal.outcome],
        "Deal created": _second(deal.created_at),
        "Update time": _second(deal.last_activity_at),
        "Last stage change": _second(entered),
        "Last activity date": deal.last_activity_at.date().isoformat(),
        "Won time": _second(won),
        "Lost time": _second(lost),
        "Deal closed on": _second(deal.closed_at),
        "Lost reason": _reason(deal),
        "Expected close date": deal.expected_close.isoformat(),
        "Product name": deal.product,
        "Source channel": deal.source,
        "Team": deal.team,
        "Region": deal.region,
        "Industry": deal.industry,
        "Segment": deal.segment,
        "Type": deal.deal_type,
        "Archive status": "Not archived",
    }
    return {f"Deal - {name}": text for name, text in row.items()}


def _reason(deal: Deal) -> str:
    """Pipedrive knows no third outcome: the company writes it before the reason."""
    if deal.outcome != "dropped":
        return deal.lost_reason
    return " - ".join(part for part in (co.DROPPED, deal.lost_reason) if part)


def _second(moment: datetime | None) -> str:
    return "" if moment is None else str(moment)
