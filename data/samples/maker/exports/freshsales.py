"""Freshsales: `Deal : Field`, days first, money as text. B2B deals: no column of pipelines is attested."""

from datetime import datetime

from ..crm import Cells, probability
from ..deals import Deal
from ..small import entered_stage, shown_stage, text_file

_CLOSED = {"won": "Won", "lost": "Lost", "dropped": "Lost"}
_SIGNS = {"EUR": "€", "USD": "$"}


def freshsales_id(number: int) -> str:
    """Long numbers."""
    return str(70_000_000_000 + 313 * number)


def deals_csv(deals: list[Deal]) -> bytes:
    """A list export."""
    return text_file((_cells(deal) for deal in deals if deal.pipeline == "B2B"), quote_all=True)


def _cells(deal: Deal) -> Cells:
    row = {
        "id": freshsales_id(deal.number),
        "Name": deal.name,
        "Account name": deal.account,
        "Total Deal Value": _money(deal.amount, deal.currency),
        "Deal value in Base Currency": _money(deal.value, "EUR"),
        "Expected deal value": _weighted(deal),
        "Expected close date": deal.expected_close.strftime("%d/%m/%Y"),
        "Closed date": "" if deal.closed_at is None else deal.closed_at.strftime("%d/%m/%Y"),
        "Owner": deal.owner,
        "Deal stage": shown_stage(deal, _CLOSED),
        "Probability (%)": str(probability(deal)),
        "Source": deal.source,
        "Created at": _minute(deal.created_at),
        "Deal stage updated at": _minute(deal.closed_at or entered_stage(deal)),
        "Last activity date": deal.last_activity_at.strftime("%d/%m/%Y"),
        "Product 1": deal.product,
    }
    return {f"Deal : {name}": text for name, text in row.items()}


def _money(amount: float | None, currency: str) -> str:
    return "" if amount is None else f"{_SIGNS[currency]}{amount:,.2f}"


def _weighted(deal: Deal) -> str:
    likely = probability(deal) / 100
    return "" if deal.amount is None else _money(round(deal.amount * likely, 2), deal.currency)


def _minute(moment: datetime) -> str:
    return moment.strftime("%d/%m/%Y %H:%M")


FILES = {"freshsales_deals.csv": deals_csv}
