"""event_log.csv and event_log_deals.csv: the plainest form, what happened and a table of the deals."""

from datetime import datetime

from .crm import Row, earlier, log_id, money, with_twins
from .deals import Deal

EVENTS = ("deal_id", "pipeline", "stage", "entered_at")
DEALS = (
    "deal_id", "name", "account", "pipeline", "owner", "team", "amount", "currency", "created_at",
    "expected_close", "last_activity_at", "lost_reason", "source", "industry", "region", "segment",
    "deal_type", "product",
)  # fmt: skip


def event_rows(deals: list[Deal], exact: Deal) -> list[Row]:
    """Every event, deal by deal; the last one of one deal twice."""
    body: list[Row] = []
    for deal in deals:
        body += [_event(deal, name, at) for name, at in deal.events]
        if deal is exact:
            body.append(body[-1])
    return [EVENTS, *body]


def _event(deal: Deal, name: str, at: datetime) -> Row:
    blank = name in deal.blank_stages
    return [log_id(deal.number), deal.pipeline, name, "" if blank else str(at)]


def deal_rows(deals: list[Deal], exact: Deal, versions: Deal) -> list[Row]:
    """One row per deal, besides the two that are there twice."""
    return [DEALS, *with_twins(deals, exact, versions, _deal, stale=lambda deal: _deal(earlier(deal)))]


def _deal(deal: Deal) -> Row:
    return [
        log_id(deal.number), deal.name, deal.account, deal.pipeline, deal.owner, deal.team, money(deal.amount),
        deal.currency, str(deal.created_at), deal.expected_close.isoformat(), str(deal.last_activity_at),
        deal.lost_reason, deal.source, deal.industry, deal.region, deal.segment, deal.deal_type, deal.product,
    ]  # fmt: skip
