"""hubspot_deals.csv: a view export, one row per deal, a pair of date columns per stage."""

from datetime import datetime

from . import company as co
from .crm import Row, earlier, hubspot_id, moves, money, probability, with_twins
from .deals import Deal

CLOSED = {co.WON: "Closed Won", co.LOST: "Closed Lost", co.DROPPED: "Disqualified"}
PLAIN = (
    "Record ID", "Deal Name", "Pipeline", "Deal Stage", "Amount", "Currency", "Amount in company currency",
    "Create Date", "Close Date", "Deal owner", "HubSpot Team", "Deal Type", "Deal probability",
    "Is Deal Closed?", "Is Closed Won", "Is closed lost", "Closed Lost Reason", "Original Traffic Source",
    "Last Activity Date", "Associated Company", "Associated Contact", "Region", "Industry", "Segment", "Product",
)  # fmt: skip


def rows(deals: list[Deal], exact: Deal, versions: Deal) -> list[Row]:
    """The header and every row of the file."""
    header = [*PLAIN, *(name for pipeline in co.STAGES for name in _headers(pipeline))]
    return [header, *with_twins(deals, exact, versions, _row, stale=lambda deal: _row(earlier(deal)))]


def _headers(pipeline: str) -> list[str]:
    stages = [*co.STAGES[pipeline], *CLOSED.values()]
    entered = [f'Date entered "{stage} ({pipeline})"' for stage in stages]
    exited = [f'Date exited "{stage} ({pipeline})"' for stage in co.STAGES[pipeline]]
    total = [f'Cumulative time in "{stage} ({pipeline})"' for stage in co.STAGES[pipeline]]
    return entered + exited + total


def _row(deal: Deal) -> Row:
    flags = (deal.outcome != "open", deal.outcome == "won", deal.outcome in ("lost", "dropped"))
    closes = deal.closed_at or datetime.combine(deal.expected_close, datetime.min.time())
    plain = [
        hubspot_id(deal.number), deal.name, deal.pipeline, CLOSED.get(moves(deal)[-1][0], deal.stage),
        money(deal.amount), deal.currency, money(deal.value),
        _minute(deal.created_at), _minute(closes), deal.owner, deal.team, deal.deal_type,
        f"{probability(deal) / 100:g}", *("Yes" if flag else "No" for flag in flags), deal.lost_reason,
        deal.source, _minute(deal.last_activity_at), deal.account if deal.pipeline == "B2B" else "", deal.person,
        deal.region, deal.industry, deal.segment, deal.product,
    ]  # fmt: skip
    return plain + [cell for pipeline in co.STAGES for cell in _stage_cells(deal, pipeline)]


def _stage_cells(deal: Deal, pipeline: str) -> list[str]:
    stages = co.STAGES[pipeline]
    if pipeline != deal.pipeline:
        return [""] * (3 * len(stages) + len(CLOSED))
    entered, exited, seconds = _stays(deal)
    cells = [_minute(entered.get(name)) for name in (*stages, *CLOSED)]
    cells += [_minute(exited.get(stage)) for stage in stages]
    return cells + [str(seconds[stage]) if stage in seconds else "" for stage in stages]


def _stays(deal: Deal) -> tuple[dict[str, datetime], dict[str, datetime | None], dict[str, int]]:
    """Last entry and last exit per stage (each overwrites the one before), and seconds of all ended stays."""
    entered: dict[str, datetime] = {}
    exited: dict[str, datetime | None] = {}
    seconds: dict[str, int] = {}
    path = moves(deal)
    for (name, at), (_, left) in zip(path, [*path[1:], ("", None)], strict=True):
        if name in deal.blank_stages:
            continue
        entered[name], exited[name] = at, left
        if left is not None:
            seconds[name] = seconds.get(name, 0) + int((left - at).total_seconds())
    return entered, exited, seconds


def _minute(moment: datetime | None) -> str:
    return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M")
