"""Close: opportunities in its three styles of dates. B2B deals: the export names no pipeline."""

from collections.abc import Callable
from datetime import datetime
from hashlib import md5

from .. import company as co
from ..crm import Cells, probability
from ..deals import Deal
from ..small import shown_stage, text_file

_TYPE = {"open": "active", "won": "won", "lost": "lost", "dropped": "lost"}
_CLOSED = {"won": "Won", "lost": "Lost", "dropped": "Disqualified"}
_SIGNS = {"EUR": "€", "USD": "$"}
MONTHLY = "Calibration Service"  # sold by the month in the sample with the original dates


def close_id(number: int, kind: str = "oppo") -> str:
    """Letters and digits after the kind."""
    return f"{kind}_{md5(f'{kind} {number}'.encode()).hexdigest()}"


def _row(deal: Deal, style: Callable[[datetime], str], *, cents: bool, monthly: bool) -> Cells:
    period = "monthly" if monthly and deal.product == MONTHLY else "one_time"
    ended = "" if deal.closed_at is None else style(deal.closed_at)
    return {
        "id": close_id(deal.number),
        "lead_id": close_id(deal.number, "lead"),
        "lead_name": deal.account,
        "contact_id": close_id(deal.number, "cont"),
        "status_id": close_id(list(co.STEPS).index(deal.stage), "stat"),
        "status_label": shown_stage(deal, _CLOSED),
        "status_type": _TYPE[deal.outcome],
        "confidence": str(probability(deal)),
        "value": _value(deal, cents=cents),
        "value_period": period,
        "value_formatted": _formatted(deal, period),
        "value_currency": deal.currency,
        "note": "",
        "user_id": close_id(sum(map(ord, deal.owner)), "user"),
        "user_name": deal.owner,
        "date_created": style(deal.created_at),
        "date_updated": style(deal.last_activity_at),
        "date_won": ended if deal.outcome == "won" else "",
        "date_lost": ended if deal.outcome in ("lost", "dropped") else "",
    }


def _value(deal: Deal, *, cents: bool) -> str:
    return "" if deal.amount is None else str(round(deal.amount * (100 if cents else 1)))


def _formatted(deal: Deal, period: str) -> str:
    text = "" if deal.amount is None else f"{_SIGNS[deal.currency]}{deal.amount:,.0f}"
    return f"{text} monthly" if period == "monthly" and text else text


def original(deals: list[Deal]) -> bytes:
    """With offsets and fractions of seconds, values in cents, one product sold by the month."""
    return _file(deals, lambda at: f"{at}.00000+00:00", cents=True, monthly=True)


def iso8601(deals: list[Deal]) -> bytes:
    """With offsets, values in cents."""
    return _file(deals, lambda at: f"{at.isoformat()}+00:00", cents=True)


def excel(deals: list[Deal]) -> bytes:
    """Twelve hours, in UTC without saying so, values in whole units."""
    return _file(deals, lambda at: at.strftime("%Y-%m-%d %I:%M:%S ") + _half(at), cents=False)


def _half(moment: datetime) -> str:
    return "AM" if moment.hour < 12 else "PM"


def _file(deals: list[Deal], style, *, cents: bool, monthly: bool = False) -> bytes:
    return text_file(
        _row(deal, style, cents=cents, monthly=monthly) for deal in deals if deal.pipeline == "B2B"
    )


FILES = {
    "close_original_dates.csv": original,
    "close_iso8601_dates.csv": iso8601,
    "close_excel_dates.csv": excel,
}
