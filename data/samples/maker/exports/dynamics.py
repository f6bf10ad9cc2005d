"""Dynamics 365: a static worksheet, its first three columns hidden, real dates. B2B deals: it has no pipelines."""

from hashlib import md5

from .. import company as co
from ..crm import probability
from ..deals import Deal
from ..small import workbook, write_cell

_STATUS = {"open": "Open", "won": "Won", "lost": "Lost", "dropped": "Lost"}
_CURRENCIES = {"EUR": "Euro", "USD": "US Dollar"}


def guid(number: int) -> str:
    """The same for the same deal."""
    text = md5(f"opportunity {number}".encode()).hexdigest()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def opportunities(deals: list[Deal]) -> bytes:
    """The view of all opportunities."""
    rows = [_cells(deal) for deal in deals if deal.pipeline == "B2B"]

    def fill(page, formats) -> None:
        page.write_row(0, 0, list(rows[0]))
        page.set_column(0, 2, None, None, {"hidden": True})
        for line, row in enumerate(rows, start=1):
            for place, value in enumerate(row.values()):
                write_cell(page, line, place, value, formats)

    return workbook(fill, sheet="All Opportunities")


def _cells(deal: Deal) -> dict:
    return {
        "(Do Not Modify) Opportunity": guid(deal.number),
        "(Do Not Modify) Row Checksum": guid(-deal.number)[:24],
        "(Do Not Modify) Modified On": deal.last_activity_at,
        "Topic": deal.name,
        "Account": deal.account,
        "Contact": deal.person,
        "Status": _STATUS[deal.outcome],
        "Status Reason": _reason(deal),
        "Pipeline Phase": deal.stage,
        "Probability": probability(deal),
        "Est. revenue": deal.amount,
        "Actual Revenue": deal.amount if deal.outcome == "won" else None,
        "Est. close date": deal.expected_close,
        "Actual Close Date": deal.closed_at.date() if deal.closed_at else None,
        "Currency": _CURRENCIES[deal.currency],
        "Created On": deal.created_at,
        "Owner": deal.owner,
    }


def _reason(deal: Deal) -> str:
    if deal.outcome == "open":
        return "In Progress"
    return {"won": "Won", "dropped": "Canceled"}.get(deal.outcome, deal.lost_reason or co.LOST)


FILES = {"dynamics_opportunities.xlsx": opportunities}
