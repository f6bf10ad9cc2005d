"""copper_opportunities.csv: both pipelines as Copper exports them, all columns in its order.

The status says how a deal ended, the stage where it was. Dates are days, month first.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from .. import company as co
from ..crm import probability
from ..deals import Deal
from ..small import entered_stage, text_file, whole_name

STATUS = {"open": "Open", "won": "Won", "lost": "Lost", "dropped": "Abandoned"}


def day(moment: date | datetime | None) -> str:
    return "" if moment is None else f"{moment.month}/{moment.day}/{moment.year}"


def lead_created(deal: Deal) -> date | None:
    """Every fifth deal was a lead first."""
    return (
        deal.created_at.date() - timedelta(days=deal.number % 9) if deal.number % 5 == 0 else None
    )


def cells(deal: Deal) -> dict[str, str]:
    amount = "" if deal.amount is None else f"{deal.amount:.2f}"
    value = "" if deal.value is None else f"{deal.value:.2f}"
    entered = entered_stage(deal)
    return {
        "Name": deal.name,
        "Details": "",
        "Company": whole_name(deal),
        "Company Id": str(40_000_000 + deal.number),
        "Primary Person Contact": deal.person,
        "Status": STATUS[deal.outcome],
        "Priority": "None",
        "Owner": deal.owner,
        "Owner Id": str(900_000 + list(co.TEAMS).index(deal.owner)),
        "Close Date": day(deal.expected_close),
        "Completed Date": day(deal.closed_at),
        "Value": amount,
        "Currency": deal.currency,
        "Converted Value": value,
        "Converted Currency": co.BASE,
        "Exchange Rate": str(co.RATES[deal.currency]),
        "Win Probability": f"{probability(deal)}%",
        "Pipeline": deal.pipeline,
        "Stage": deal.stage,
        "Source": deal.source,
        "Loss Reason": deal.lost_reason,
        "Tags": "",
        "Last Contacted": day(deal.last_activity_at),
        "Inactive Days": "",
        "Interaction Count": str(deal.number % 17),
        "Last Stage At": day(entered),
        "Days in Stage": str((co.NOW - entered).days),
        "Created At": day(deal.created_at),
        "Updated At": day(deal.last_activity_at),
        "Lead Created At": day(lead_created(deal)),
        "Region cf_512001": deal.region,
        "Copper ID": str(31_000_000 + deal.number),
        "Copper URL": f"https://app.example/opportunities/{31_000_000 + deal.number}",
    }


def written(deals: list[Deal]) -> bytes:
    return text_file(map(cells, deals))


FILES: dict[str, Callable[[list[Deal]], bytes]] = {"copper_opportunities.csv": written}
