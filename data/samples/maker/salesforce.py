"""salesforce_opportunities.csv and salesforce_history.csv: two reports, details only, with their footers."""

from dataclasses import dataclass
from datetime import date, datetime

from . import company as co
from .crm import Row, earlier, money, moves, probability, salesforce_id, with_twins
from .deals import Deal

CLOSED = {co.WON: "Closed Won", co.LOST: "Closed Lost", co.DROPPED: "Disqualified"}
DEALS = (
    "Opportunity Owner", "Owner Role", "Account Name", "Opportunity Name", "Opportunity Record Type", "Stage",
    "Fiscal Period", "Amount Currency", "Amount", "Amount (converted) Currency", "Amount (converted)",
    "Probability (%)", "Age", "Close Date", "Created Date", "Last Activity", "Lead Source", "Type", "Loss Reason",
    "Region", "Industry", "Segment", "Product", "Opportunity ID",
)  # fmt: skip
HISTORY = (
    "From Stage", "To Stage", "Stage Duration", "Last Modified", "Last Modified By", "Probability (%)",
    "Close Date", "Opportunity ID",
)  # fmt: skip
_ASSISTANT = "Sales Operations"  # who closed the old deals in one go


@dataclass(frozen=True)
class Save:
    """One saved change of an opportunity: of its stage, or of its close date alone."""

    deal: Deal
    at: datetime
    since: datetime
    before: str
    stage: str
    close: date


def deal_rows(deals: list[Deal], exact: Deal, versions: Deal) -> list[Row]:
    """The opportunity report."""
    body = with_twins(deals, exact, versions, _deal_row, stale=lambda deal: _deal_row(earlier(deal)))
    return [DEALS, *body, *_footer(len(body))]


def history_rows(deals: list[Deal]) -> list[Row]:
    """The Opportunity History report, oldest change first."""
    saves = sorted((save for deal in deals for save in _saves(deal)), key=lambda save: save.at)
    return [HISTORY, *(_history_row(save) for save in saves), *_footer(len(saves))]


def _footer(records: int) -> list[Row]:
    return [
        [],
        [],
        [f"Grand Totals ({records:,} records)"],
        [],
        ["Confidential Information - Do Not Distribute"],
        ["Copyright (c) 2000-2025 salesforce.com, inc. All rights reserved."],
    ]


def _deal_row(deal: Deal) -> Row:
    closes = deal.closed_at.date() if deal.closed_at else deal.expected_close
    until = deal.closed_at.date() if deal.closed_at else co.AS_OF
    return [
        deal.owner, deal.team, deal.account, deal.name, deal.pipeline, CLOSED.get(moves(deal)[-1][0], deal.stage),
        f"Q{(closes.month + 2) // 3}-{closes.year}", deal.currency, money(deal.amount),
        co.BASE, money(deal.value), str(probability(deal)), str((until - deal.created_at.date()).days),
        _day(closes), _day(deal.created_at), _day(deal.last_activity_at), deal.source, deal.deal_type,
        deal.lost_reason, deal.region, deal.industry, deal.segment, deal.product, salesforce_id(deal.number),
    ]  # fmt: skip


def _saves(deal: Deal) -> list[Save]:
    """Stage moves and pushed close dates of one deal in order of time."""
    path = [(at, 0, name, None) for name, at in moves(deal)]
    pushed = [(at, 1, "", day) for at, day in deal.due[1:] if not deal.backdated]
    saves, stage, since, close = [], "", deal.created_at, deal.due[0][1]
    for at, _, name, day in sorted(path + pushed, key=lambda change: change[:2]):
        to = name or stage
        close = day or close
        ended = to in CLOSED
        saves.append(Save(deal, at, since, stage, to, at.date() if ended else close))
        stage, since = to, at
    return saves


def _history_row(save: Save) -> Row:
    by = _ASSISTANT if save.at == co.BULK_AT else save.deal.owner
    return [
        CLOSED.get(save.before, save.before), CLOSED.get(save.stage, save.stage),
        str((save.at - save.since).days), _stamp(save.at), by, str(_percent(save.stage)), _day(save.close),
        salesforce_id(save.deal.number),
    ]  # fmt: skip


def _percent(stage: str) -> int:
    if stage in CLOSED:
        return 100 if stage == co.WON else 0
    return round(co.STEPS[stage].probability * 100)


def _day(moment: date) -> str:
    return f"{moment.month}/{moment.day}/{moment.year}"


def _stamp(moment: datetime) -> str:
    half = "AM" if moment.hour < 12 else "PM"
    return f"{_day(moment)} {moment.hour % 12 or 12}:{moment.minute:02d} {half}"
