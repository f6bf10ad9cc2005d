"""What our columns, meanings of words and orders of dates are called on the import page."""

from __future__ import annotations

from cycle_kit.charts.words import _
from cycle_kit.config.keys import OURS

#: in the order of the drop-down; all others that there are follow under their own names
TAKEN = {
    "deal_id": "ID of the deal",
    "name": "name of the deal",
    "stage": "stage",
    "status": "status (open, won, lost)",
    "pipeline": "pipeline",
    "owner": "owner",
    "team": "team",
    "created_at": "created on",
    "closed_at": "closed on (won or lost)",
    "close_date": "close date (expected while open)",
    "expected_close": "expected close",
    "stage_changed_at": "last change of stage",
    "entered_at": "entered the stage on",
    "left_at": "left the stage on",
    "from_stage": "stage before",
    "amount": "amount",
    "won_amount": "amount of a won deal, where the other is an estimate",
    "currency": "currency",
    "converted": "amount, converted",
    "converted_currency": "currency of the converted amount",
    "amount_period": "paid once, monthly or yearly",
    "probability": "probability",
    "lost_reason": "reason for losing",
    "source": "source",
    "account": "customer",
    "industry": "industry",
    "region": "region",
    "segment": "segment",
    "deal_type": "type of deal",
    "product": "product",
    "lead_created_at": "lead created on",
    "first_contact_at": "first contact on",
    "last_activity_at": "last activity on",
    "won_at": "won on",
    "lost_at": "lost on",
    "is_won": "won? (yes, no)",
    "is_lost": "lost? (yes, no)",
    "is_closed": "closed? (yes, no)",
    "is_deleted": "deleted? (yes, no)",
    "is_active": "active, not archived? (yes, no)",
    "is_converted": "lead became a deal? (yes, no)",
    "last_stage": "stage before closing",
    "stage_id": "ID of the stage",
    "stage_number": "number of the stage",
    "field": "field that changed",
    "old_value": "value before",
    "new_value": "value after",
    "lead_id": "ID of the lead",
    "converted_at": "lead became a deal on",
    "reason": "reason for giving up a lead",
}
#: what stands in a list as long as nothing is chosen
UNSAID = "choose …"
MEANINGS = {
    "open": "",
    "won": "won",
    "lost": "lost",
    "dropped, without a decision": "dropped",
    "a stage after the win": "after",
}
DATES = {
    "as the file tells": "",
    "day, month, year": "dmy",
    "month, day, year": "mdy",
    "year, month, day": "ymd",
}


def names() -> tuple[str, ...]:
    """Our names that a column can be given."""
    return (
        *(name for name in TAKEN if name in OURS),
        *(name for name in OURS if name not in TAKEN),
    )


def named(name: str) -> str:
    """One of them in words."""
    return _(TAKEN.get(name, name))
