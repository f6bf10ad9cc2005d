"""event_log.csv and event_log_deals.csv: what happened, plainly, and a table of the deals."""

from datetime import datetime

from .crm import Cells, log_id, money
from .deals import Deal


def event_cells(deal: Deal) -> list[Cells]:
    """The rows of one deal in order of time: stages, outcomes, and onboarding after the win."""
    return [_event(deal, name, at) for name, at in deal.events]


def _event(deal: Deal, name: str, at: datetime) -> Cells:
    return {
        "deal_id": log_id(deal.number),
        "pipeline": deal.pipeline,
        "stage": name,
        "entered_at": "" if name in deal.blank_stages else str(at),
    }


def deal_cells(deal: Deal) -> Cells:
    """One row of the table of deals; stage and outcome are for the log to say."""
    return {
        "deal_id": log_id(deal.number),
        "name": deal.name,
        "account": deal.account,
        "pipeline": deal.pipeline,
        "owner": deal.owner,
        "team": deal.team,
        "amount": money(deal.amount),
        "currency": deal.currency,
        "created_at": str(deal.created_at),
        "expected_close": deal.expected_close.isoformat(),
        "last_activity_at": str(deal.last_activity_at),
        "lost_reason": deal.lost_reason,
        "source": deal.source,
        "industry": deal.industry,
        "region": deal.region,
        "segment": deal.segment,
        "deal_type": deal.deal_type,
        "product": deal.product,
    }
