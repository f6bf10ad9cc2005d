"""pipedrive_deals.csv: a list export, one row per deal, no history but the last stage change."""

from datetime import datetime

from . import company as co
from .crm import Row, earlier, money, moves, pipedrive_id, with_twins
from .deals import Deal

HEADERS = tuple(
    f"Deal - {name}"
    for name in (
        "ID", "Title", "Creator", "Owner", "Value", "Currency of Value", "Organization", "Pipeline",
        "Contact person", "Stage", "Label", "Status", "Deal created", "Update time", "Last stage change",
        "Last activity date", "Won time", "Lost time", "Deal closed on", "Lost reason", "Expected close date",
        "Product name", "Source channel", "Team", "Region", "Industry", "Segment", "Type", "Archive status",
    )
)  # fmt: skip
_STATUS = {"open": "Open", "won": "Won", "lost": "Lost", "dropped": "Lost"}


def rows(deals: list[Deal], exact: Deal, versions: Deal) -> list[Row]:
    """The header and every row of the file."""
    return [HEADERS, *with_twins(deals, exact, versions, _row, stale=lambda deal: _row(earlier(deal)))]


def _row(deal: Deal) -> Row:
    won = deal.closed_at if deal.outcome == "won" else None
    lost = deal.closed_at if deal.outcome in ("lost", "dropped") else None
    entered = [at for name, at in moves(deal) if name in co.STEPS][-1]
    return [
        pipedrive_id(deal.number), deal.name, deal.owner, deal.owner, money(deal.amount), deal.currency,
        deal.account if deal.pipeline == "B2B" else "", deal.pipeline, deal.person, deal.stage, "",
        _STATUS[deal.outcome], _second(deal.created_at), _second(deal.last_activity_at), _second(entered),
        deal.last_activity_at.date().isoformat(), _second(won), _second(lost), _second(deal.closed_at),
        _reason(deal), deal.expected_close.isoformat(), deal.product, deal.source, deal.team, deal.region,
        deal.industry, deal.segment, deal.deal_type, "Not archived",
    ]  # fmt: skip


def _reason(deal: Deal) -> str:
    """Pipedrive knows no third outcome: the company writes it before the reason."""
    if deal.outcome != "dropped":
        return deal.lost_reason
    return " - ".join(part for part in (co.DROPPED, deal.lost_reason) if part)


def _second(moment: datetime | None) -> str:
    return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M:%S")
