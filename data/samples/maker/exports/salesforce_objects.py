"""Salesforce objects as CSV: by the weekly Data Export, and by Data Loader.

B2B deals only: an object names no pipeline.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zlib import crc32

from .. import company as co
from .. import salesforce
from ..crm import Cells, money, moves, probability, salesforce_id
from ..deals import Deal
from ..dice import Dice
from ..small import text_file
from .salesforce_reports import changes

_ORDER = (*co.STAGES["B2B"], *salesforce.CLOSED.values())
_CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_WEEKLY_HISTORY = """
Id OpportunityId CreatedById CreatedDate CreatedDateForInsert StageName Amount ExpectedRevenue
CloseDate Probability FromForecastCategory ForecastCategory PrevForecastUpdate
FromOpportunityStageName PrevOpportunityStageUpdate CurrencyIsoCode ValidThroughDate
SystemModstamp IsDeleted PrevAmount PrevCloseDate
"""
_WEEKLY = """
Id IsDeleted AccountId IsPrivate Name Description StageName StageSortOrder Amount Probability
ExpectedRevenue TotalOpportunityQuantity CloseDate Type NextStep LeadSource IsClosed IsWon
ForecastCategory ForecastCategoryName CurrencyIsoCode CampaignId HasOpportunityLineItem
Pricebook2Id OwnerId Territory2Id IsExcludedFromTerritory2Filter CreatedDate CreatedById
LastModifiedDate LastModifiedById SystemModstamp LastActivityDate LastStageChangeDate FiscalYear
FiscalQuarter ContactId PrimaryPartnerAccountId SyncedQuoteId ContractId
LastAmountChangedHistoryId LastCloseDateChangedHistoryId
"""


@dataclass(frozen=True)
class Saved:
    """An opportunity as it was saved: half of the rows of the history change no stage."""

    deal: Deal
    at: datetime
    before: str  # the stage before, empty at the creation
    stage: str
    amount: float | None
    close: date


def long_id(short: str) -> str:
    """The 18 letters of an id: 15, and 3 that say which of them are capitals."""
    parts = [short[start : start + 5] for start in (0, 5, 10)]
    capitals = [sum(letter.isupper() << place for place, letter in enumerate(p)) for p in parts]
    return short + "".join(_CHECK[number] for number in capitals)


def history(deal: Deal) -> list[Saved]:
    """The saves of a deal: created, moved, pushed, priced, and edits of other fields in between."""
    steps = [(save.at, save.stage, save.close, save.amount) for save in salesforce.saves([deal])]
    dice = Dice("edits", deal.number)
    edits = []
    left_at = [*(at for at, *_ in steps[1:]), co.NOW]
    for (at, stage, close, amount), left in zip(steps, left_at, strict=True):
        middle = (at + (left - at) / 2).replace(second=0, microsecond=0)
        if (left - at).days > 2 and stage in co.STEPS and dice.chance(0.9):
            edits.append((middle, stage, close, amount))
    found, before = [], ""
    for at, stage, close, amount in sorted(steps + edits, key=lambda step: step[0]):
        shown = salesforce.CLOSED.get(stage, stage)
        found.append(Saved(deal, at, before, shown, amount, close))
        before = shown
    return found


def _b2b(deals: list[Deal]) -> list[Deal]:
    return [deal for deal in deals if deal.pipeline == "B2B"]


def _opportunity(deal: Deal) -> dict:
    """What both channels know, dates as dates and yes or no as such."""
    path = moves(deal)
    return {
        "Id": long_id(salesforce_id(deal.number)),
        "IsDeleted": False,
        "AccountId": _other_id("001", deal.account),
        "Name": deal.name,
        "StageName": salesforce.CLOSED.get(path[-1][0], deal.stage),
        "Amount": money(deal.amount),
        "Probability": str(probability(deal)),
        "CloseDate": deal.closed_at.date() if deal.closed_at else deal.expected_close,
        "Type": deal.deal_type,
        "LeadSource": deal.source,
        "IsClosed": deal.outcome != "open",
        "IsWon": deal.outcome == "won",
        "CurrencyIsoCode": deal.currency,
        "OwnerId": _other_id("005", deal.owner),
        "CreatedDate": deal.created_at,
        "LastActivityDate": deal.last_activity_at.date(),
        "LastStageChangeDate": path[-1][1],
    }


def _other_id(kind: str, name: str) -> str:
    """An id of 18 letters for an account or a user."""
    return long_id(f"{kind}5g{crc32(name.encode()):010d}")


def weekly(deals: list[Deal]) -> bytes:
    """Opportunity, every field, in cp1252."""
    rows = [_filled(_WEEKLY.split(), _weekly(deal)) for deal in _b2b(deals)]
    return text_file(rows, quote_all=True, encoding="cp1252")


def _weekly(deal: Deal) -> Cells:
    row = _opportunity(deal)
    order = str(_ORDER.index(row["StageName"]) + 1)
    return _written(row | {"StageSortOrder": order, "SystemModstamp": deal.last_activity_at}, _week)


def weekly_history(deals: list[Deal]) -> bytes:
    """OpportunityHistory, every field, in cp1252."""
    saved = sorted((s for deal in _b2b(deals) for s in history(deal)), key=lambda one: one.at)
    rows = [
        _filled(_WEEKLY_HISTORY.split(), _written(_history_row(*one), _week))
        for one in enumerate(saved, start=1)
    ]
    return text_file(rows, quote_all=True, encoding="cp1252")


def _history_row(place: int, saved: Saved) -> dict:
    return {
        "Id": long_id(f"0085g00000{place:05d}"),
        "OpportunityId": long_id(salesforce_id(saved.deal.number)),
        "CreatedById": _other_id("005", saved.deal.owner),
        "CreatedDate": saved.at,
        "StageName": saved.stage,
        "FromOpportunityStageName": saved.before,
        "Amount": money(saved.amount),
        "CloseDate": saved.close,
        "CurrencyIsoCode": saved.deal.currency,
        "SystemModstamp": saved.at,
        "IsDeleted": False,
    }


def loader(deals: list[Deal]) -> bytes:
    """Opportunity by Data Loader: the API's names, ISO 8601 in UTC, true and false."""
    return text_file([_written(_opportunity(deal), _iso) for deal in _b2b(deals)], quote_all=True)


def loader_history(deals: list[Deal]) -> bytes:
    """OpportunityHistory by Data Loader, newest first; the API tells no stage before."""
    saved = sorted((s for deal in _b2b(deals) for s in history(deal)), key=lambda one: one.at)
    rows = [_written(_history_row(*one), _iso) for one in enumerate(saved, start=1)]
    for row in rows:
        del row["FromOpportunityStageName"], row["CurrencyIsoCode"]
    return text_file(rows[::-1], quote_all=True)


def loader_field_history(deals: list[Deal]) -> bytes:
    """OpportunityFieldHistory by Data Loader."""
    names = {
        "Created.": "created",
        "Stage": "StageName",
        "Close Date": "CloseDate",
        "Amount": "Amount",
    }
    found = [(change, deal) for deal in _b2b(deals) for change in changes(deal)]
    found.sort(key=lambda pair: pair[0][0])
    rows = [
        _written(
            {
                "Id": long_id(f"0175g00000{place:05d}"),
                "OpportunityId": long_id(salesforce_id(deal.number)),
                "Field": names[field],
                "OldValue": _iso_day(before) if field == "Close Date" else before,
                "NewValue": _iso_day(after) if field == "Close Date" else after,
                "CreatedDate": at,
                "CreatedById": _other_id("005", deal.owner),
            },
            _iso,
        )
        for place, ((at, field, before, after), deal) in enumerate(found, start=1)
    ]
    return text_file(rows, quote_all=True)


def _filled(names: list[str], row: Cells) -> Cells:
    return {name: row.get(name, "") for name in names}


def _written(row: dict, style) -> Cells:
    return {name: value if isinstance(value, str) else style(value) for name, value in row.items()}


def _week(value: bool | date) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return str(value) if isinstance(value, datetime) else f"{value} 00:00:00"


def _iso(value: bool | date) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value.isoformat()}.000Z" if isinstance(value, datetime) else value.isoformat()


def _iso_day(text: str) -> str:
    return datetime.strptime(text, "%m/%d/%Y").date().isoformat()


FILES = {
    "salesforce_weekly_opportunity.csv": weekly,
    "salesforce_weekly_history.csv": weekly_history,
    "salesforce_loader_opportunity.csv": loader,
    "salesforce_loader_history.csv": loader_history,
    "salesforce_loader_field_history.csv": loader_field_history,
}
