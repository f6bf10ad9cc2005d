"""vtiger_opportunities.csv: the B2B deals in euros as Vtiger lists them. No pipelines, no history, no third outcome."""

from collections.abc import Callable
from datetime import date

from .. import company as co
from ..deals import Deal
from ..small import shown_stage, text_file, whole_name

ENDS = {"won": "Closed Won", "lost": "Closed Lost", "dropped": "Closed Lost"}
CHANCES = dict(zip(co.STAGES["B2B"], ("10", "20", "50", "70", "90"), strict=True))


def number(deal: Deal) -> str:
    return f"POT{deal.number}"


def closes(deal: Deal) -> date:
    return deal.closed_at.date() if deal.closed_at else deal.expected_close


def cells(deal: Deal) -> dict[str, str]:
    ended = {"won": "100", "open": CHANCES[deal.stage]}
    return {
        "Opportunity Name": deal.name,
        "Opportunity No": number(deal),
        "Amount": "" if deal.amount is None else f"{deal.amount:.5f}",
        "Organization Name": whole_name(deal),
        "Contact Name": deal.person,
        "Expected Close Date": str(closes(deal)),
        "Type": "New Business",
        "Next Step": "",
        "Lead Source": deal.source,
        "Sales Stage": shown_stage(deal, ENDS),
        "Assigned To": deal.owner,
        "Probability": ended.get(deal.outcome, "0"),
        "Created Time": str(deal.created_at),
        "Modified Time": str(deal.last_activity_at),
        "Description": "",
    }


def written(deals: list[Deal]) -> bytes:
    mine = [deal for deal in deals if (deal.pipeline, deal.currency) == ("B2B", co.BASE)]
    return text_file(map(cells, mine), quote_all=True)


FILES: dict[str, Callable[[list[Deal]], bytes]] = {"vtiger_opportunities.csv": written}
