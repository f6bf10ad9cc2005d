"""salesforce_opportunities.csv and salesforce_history.csv: two reports with their footers."""

from dataclasses import dataclass
from datetime import date, datetime

from . import company as co
from .crm import Cells, Row, money, moves, probability, salesforce_id
from .deals import Deal

CLOSED = {co.WON: "Closed Won", co.LOST: "Closed Lost", co.DROPPED: "Disqualified"}
_ASSISTANT = "Sales Operations"  # who closed the old deals in one go


@dataclass(frozen=True)
class Save:
    """One saved change of an opportunity: of its stage, or of its close date or amount alone."""

    deal: Deal
    at: datetime
    since: datetime
    before: str
    stage: str
    close: date
    amount: float | None


def deal_cells(deal: Deal) -> Cells:
    """One row of the opportunity report; days only, as reports show them."""
    closes = deal.closed_at.date() if deal.closed_at else deal.expected_close
    until = deal.closed_at.date() if deal.closed_at else co.AS_OF
    return {
        "Opportunity Owner": deal.owner,
        "Owner Role": deal.team,
        "Account Name": deal.account,
        "Opportunity Name": deal.name,
        "Opportunity Record Type": deal.pipeline,
        "Stage": CLOSED.get(moves(deal)[-1][0], deal.stage),
        "Fiscal Period": f"Q{(closes.month + 2) // 3}-{closes.year}",
        "Amount Currency": deal.currency,
        "Amount": money(deal.amount),
        "Amount (converted) Currency": co.BASE,
        "Amount (converted)": money(deal.value),
        "Probability (%)": str(probability(deal)),
        "Age": str((until - deal.created_at.date()).days),
        "Close Date": _day(closes),
        "Created Date": _day(deal.created_at),
        "Last Activity": _day(deal.last_activity_at),
        "Lead Source": deal.source,
        "Type": deal.deal_type,
        "Loss Reason": deal.lost_reason,
        "Region": deal.region,
        "Industry": deal.industry,
        "Segment": deal.segment,
        "Product": deal.product,
        "Opportunity ID": salesforce_id(deal.number),
    }


def history_cells(save: Save) -> Cells:
    """One row of the Opportunity History report: stage, amount and close date after the change."""
    return {
        "From Stage": CLOSED.get(save.before, save.before),
        "To Stage": CLOSED.get(save.stage, save.stage),
        "Stage Duration": str((save.at - save.since).days),
        "Last Modified": _stamp(save.at),
        "Last Modified By": _ASSISTANT if save.at == co.BULK_AT else save.deal.owner,
        "Amount": money(save.amount),
        "Probability (%)": str(_percent(save.stage)),
        "Close Date": _day(save.close),
        "Opportunity ID": salesforce_id(save.deal.number),
    }


def saves(deals: list[Deal]) -> list[Save]:
    """Stage moves, pushed close dates and changed amounts of all deals, oldest first."""
    return sorted((save for deal in deals for save in _saves(deal)), key=lambda save: save.at)


def _saves(deal: Deal) -> list[Save]:
    path = [(at, 0, "stage", name) for name, at in moves(deal)]
    pushed = [(at, 1, "close", day) for at, day in deal.due[1:] if not deal.backdated]
    priced = [(at, 2, "amount", amount) for at, amount in deal.amounts[1:]]
    found, since = [], deal.created_at
    now: dict = {"stage": "", "close": deal.due[0][1], "amount": deal.amounts[0][1]}
    for at, _, field, new in sorted(path + pushed + priced, key=lambda change: change[:2]):
        before, now = now["stage"], {**now, field: new}
        closes = at.date() if now["stage"] in CLOSED else now["close"]
        found.append(Save(deal, at, since, before, now["stage"], closes, now["amount"]))
        since = at
    return found


def footer(records: int) -> list[Row]:
    """What stands below every report, blank lines included."""
    return [
        [],
        [],
        [f"Grand Totals ({records:,} records)"],
        [],
        ["Confidential Information - Do Not Distribute"],
        ["Copyright (c) 2000-2025 salesforce.com, inc. All rights reserved."],
    ]


def _percent(stage: str) -> int:
    if stage in CLOSED:
        return 100 if stage == co.WON else 0
    return round(co.STEPS[stage].probability * 100)


def _day(moment: date) -> str:
    return f"{moment.month}/{moment.day}/{moment.year}"


def _stamp(moment: datetime) -> str:
    half = "AM" if moment.hour < 12 else "PM"
    return f"{_day(moment)} {moment.hour % 12 or 12}:{moment.minute:02d} {half}"
