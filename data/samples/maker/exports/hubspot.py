"""HubSpot beside its large sample: headers in more languages, both generations of stage columns, the API's names."""

from datetime import datetime
from functools import partial

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


def _closes(deal: Deal) -> datetime:
    return deal.closed_at or datetime.combine(deal.expected_close, datetime.min.time())


def _french(deal: Deal) -> Cells:
    closes = _closes(deal)
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


#: headers of id, name, pipeline, stage, amount, close, creation, owner; then won, lost and disqualified
LOCAL = {
    "portuguese": (
        "Record ID|Nome do negócio|Pipeline|Etapa do negócio|Valor|Data de fechamento|Data de criação|"
        "Proprietário do negócio",
        "Negócio fechado - ganho|Negócio perdido|Desqualificado",
    ),
    "italian": (
        "ID record|Nome trattativa|Pipeline|Fase trattativa|Importo|Data di chiusura|Data di creazione|"
        "Proprietario della trattativa",
        "Chiusura vinta|Chiusura persa|Non qualificato",
    ),
    "spanish": (
        "ID de registro|Nombre del negocio|Pipeline|Etapa del negocio|Valor|Fecha de cierre|Fecha de creación|"
        "Propietario del negocio",
        "Cierre ganado|Cierre perdido|Descalificado",
    ),
    "german": (
        "Datensatz-ID|Deal-Name|Pipeline|Deal-Phase|Betrag|Abschlussdatum|Erstellungsdatum|"
        "Zuständiger Mitarbeiter",
        "Abgeschlossen und gewonnen|Abgeschlossen und verloren|Disqualifiziert",
    ),
    "japanese": (
        "レコードID|取引名|パイプライン|取引ステージ|金額|クローズ日|作成日|取引担当者",
        "成約|失注|取消",
    ),
}


def local(language: str, deals: list[Deal]) -> bytes:
    """A view with its headers in a language, and the date columns of stages in English; stages are the company's."""
    headers, ends = (words.split("|") for words in LOCAL[language])
    closed = dict(zip(("won", "lost", "dropped"), ends, strict=True))
    b2b = [deal for deal in deals if deal.pipeline == "B2B"]
    return text_file((_local(deal, headers, closed) for deal in b2b), quote_all=True)


def _local(deal: Deal, headers: list[str], closed: dict[str, str]) -> Cells:
    last = dict(moves(deal))
    fields = (
        hubspot_id(deal.number),
        deal.name,
        deal.pipeline,
        shown_stage(deal, closed),
        money(deal.amount),
        _minute(_closes(deal)),
        _minute(deal.created_at),
        deal.owner,
    )
    entered = {f'Date entered "{name} (B2B)"': _minute(last.get(name)) for name in co.STAGES["B2B"]}
    return dict(zip(headers, fields, strict=True)) | entered


def api(deals: list[Deal]) -> bytes:
    """What the API says of a deal: names of properties, ids of stages and owners, times in UTC."""
    return text_file(_api(deal) for deal in deals if deal.pipeline == "B2B")


_STAGE_IDS = dict(zip(co.STAGES["B2B"], range(77001, 78000), strict=False)) | {
    co.WON: "closedwon",
    co.LOST: "closedlost",
    co.DROPPED: 77099,
}


def _api(deal: Deal) -> Cells:
    last = dict(moves(deal))
    stage = shown_stage(deal, {"won": co.WON, "lost": co.LOST, "dropped": co.DROPPED})
    entered = {
        f"hs_v2_date_entered_{number}": _utc(last.get(name)) for name, number in _STAGE_IDS.items()
    }
    return {
        "id": hubspot_id(deal.number),
        "hs_object_id": hubspot_id(deal.number),
        "dealname": deal.name,
        "pipeline": "default",
        "dealstage": str(_STAGE_IDS[stage]),
        "amount": money(deal.amount),
        "deal_currency_code": deal.currency,
        "createdate": _utc(deal.created_at),
        "closedate": _utc(_closes(deal)),
        "hubspot_owner_id": deal.owner,
        "hs_is_closed": str(deal.outcome != "open").lower(),
        "hs_is_closed_won": str(deal.outcome == "won").lower(),
        "hs_lastmodifieddate": _utc(deal.last_activity_at),
        "archived": "false",
    } | entered


def _utc(moment: datetime | None) -> str:
    return "" if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")


FILES = {
    "hubspot_french.csv": french,
    "hubspot_both_engines.csv": both_engines,
    **{f"hubspot_{language}.csv": partial(local, language) for language in LOCAL},
    "local/hubspot_api.csv": api,
}
