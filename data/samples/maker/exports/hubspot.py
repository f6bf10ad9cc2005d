"""HubSpot beside its large sample: French headers, and both generations of stage columns in one file."""

from datetime import datetime

from .. import company as co
from .. import hubspot
from ..crm import Cells, hubspot_id, money, moves
from ..deals import Deal
from ..small import shown_stage, text_file

_CLOSED = {"won": "Closed Won", "lost": "Closed Lost", "dropped": "Disqualified"}
_CHANGED_OVER = datetime(2025, 1, 1)  # from here on the older columns are not written any more
_KEPT = (
    "Record ID",
    "Deal Name",
    "Pipeline",
    "Deal Stage",
    "Amount",
    "Currency",
    "Create Date",
    "Close Date",
    "Deal owner",
)


def french(deals: list[Deal]) -> bytes:
    """A view with French headers: no history, in UTF-8 with a byte order mark."""
    return text_file(map(_french, deals), quote_all=True, encoding="utf-8-sig")


def _french(deal: Deal) -> Cells:
    closes = deal.closed_at or datetime.combine(deal.expected_close, datetime.min.time())
    return {
        "ID de fiche d'informations": hubspot_id(deal.number),
        "Nom de la transaction": deal.name,
        "Pipeline": deal.pipeline,
        "Phase de la transaction": shown_stage(deal, _CLOSED),
        "Montant": money(deal.amount),
        "Date de fermeture": _minute(closes),
        "Date de création": _minute(deal.created_at),
        "Propriétaire de la transaction": deal.owner,
        "Description de la transaction": "",
    }


def both_engines(deals: list[Deal]) -> bytes:
    """The B2B view with single-quoted columns of the older engine before the double-quoted ones."""
    return text_file((_both(deal) for deal in deals if deal.pipeline == "B2B"), quote_all=True)


def _both(deal: Deal) -> Cells:
    row = hubspot.cells(deal)
    last = dict(moves(deal))
    older = {
        f"Date entered '{_shown(name)} (B2B)'": _older(last.get(name))
        for name in (*co.STAGES["B2B"], *hubspot.CLOSED)
    }
    newer = {
        f'Date entered "{_shown(name)} (B2B)"': _minute(last.get(name))
        for name in (*co.STAGES["B2B"], *hubspot.CLOSED)
    }
    return {name: row[name] for name in _KEPT} | older | newer


def _shown(name: str) -> str:
    return hubspot.CLOSED.get(name, name)


def _older(moment: datetime | None) -> str:
    """The older engine wrote midnight, until it stopped."""
    if moment is None or moment >= _CHANGED_OVER:
        return ""
    return _minute(moment.replace(hour=0, minute=0))


def _minute(moment: datetime | None) -> str:
    return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M")


FILES = {"hubspot_french.csv": french, "hubspot_both_engines.csv": both_engines}
