"""Pipedrive beside its large sample: the older import style, headers in five more languages, and the API's names."""

from datetime import datetime

from .. import pipedrive
from ..crm import Cells, money, pipedrive_id
from ..deals import Deal
from ..small import text_file

#: {our field: header}, in the order of the file
IMPORT_STYLE = {
    "id": "Deal - System ID",
    "title": "Deal - Title",
    "stage": "Deal - Stage (pipeline)",
    "pipeline": "Deal - Pipeline",
    "status": "Deal - Status",
    "value": "Deal - Value",
    "currency": "Deal - Currency of value",
    "created": "Deal - Creation date",
    "closed": "Deal - Closed on",
    "organization": "Organization",
    "person": "Contact person",
}
GERMAN = {
    "id": "Deal - ID",
    "title": "Deal - Titel",
    "organization": "Deal - Organisation",
    "person": "Deal - Kontaktperson",
    "value": "Deal - Wert",
    "status": "Deal - Status",
    "pipeline": "Deal - Pipeline",
    "stage": "Deal - Phase",
    "owner": "Deal - Besitzer",
    "created": "Deal - Deal erstellt",
    "moved": "Deal - Letzte Phasenänderung",
    "won": "Deal - Datum des gewonnenen Deals",
    "lost": "Deal - Datum des verlorenen Deals",
    "closed": "Deal - Deal abgeschlossen am",
    "reason": "Deal - Verlustgrund",
}
PORTUGUESE = {
    "id": "Negócio - ID",
    "title": "Negócio - Título",
    "value": "Negócio - Valor",
    "currency": "Negócio - Moeda de Valor",
    "stage": "Negócio - Etapa",
    "pipeline": "Negócio - Funil",
    "status": "Negócio - Status",
    "created": "Negócio - Negócio criado em",
    "moved": "Negócio - Última alteração de etapa",
    "won": "Negócio - Ganho em",
    "lost": "Negócio - Data de perda",
    "reason": "Negócio - Motivo da perda",
    "owner": "Negócio - Proprietário",
    "expected": "Negócio - Data de fechamento esperada",
    "person": "Negócio - Pessoa de contato",
    "organization": "Negócio - Organização",
}
FRENCH = {
    "id": "Affaire - ID",
    "title": "Affaire - Titre",
    "owner": "Affaire - Propriétaire",
    "value": "Affaire - Valeur",
    "organization": "Affaire - Organisation",
    "person": "Affaire - Personne à contacter",
    "pipeline": "Affaire - Pipeline",
    "stage": "Affaire - Étape",
    "status": "Affaire - Statut",
    "created": "Affaire - Affaire créée",
    "won": "Affaire - Date de gain",
    "lost": "Affaire - Heure de l’échec",  # this apostrophe beside plain ones is real
    "reason": "Affaire - Raison de la perte",
}
SPANISH = {
    "id": "Trato - ID",
    "title": "Trato - Título",
    "owner": "Trato - Propietario",
    "value": "Trato - Valor",
    "currency": "Trato - Moneda",
    "stage": "Trato - Etapa",
    "status": "Trato - Estado",
    "created": "Trato - Trato creado",
    "expected": "Trato - Fecha de cierre prevista",
}
POLISH = {
    "id": "Szansa sprzedaży - ID",
    "title": "Szansa sprzedaży - Tytuł",
    "pipeline": "Szansa sprzedaży - Lejek",
    "stage": "Szansa sprzedaży - Etap",
    "status": "Szansa sprzedaży - Status",
    "value": "Szansa sprzedaży - Wartość",
    "owner": "Szansa sprzedaży - Właściciel",
    "created": "Szansa sprzedaży - Utworzono",
    "won": "Szansa sprzedaży - Czas wygranej",
    "lost": "Szansa sprzedaży - Czas przegranej",
    "reason": "Szansa sprzedaży - Powód przegranej",
}
API = {
    "id": "id",
    "title": "title",
    "value": "value",
    "currency": "currency",
    "created": "add_time",
    "moved": "stage_change_time",
    "status": "status",
    "reason": "lost_reason",
    "closed": "close_time",
    "pipeline": "pipeline_id",
    "won": "won_time",
    "lost": "lost_time",
    "expected": "expected_close_date",
    "stage": "stage_id",
    "owner": "owner_name",
    "organization": "org_name",
    "person": "person_name",
}
STATUS = {
    "de": ("Offen", "Gewonnen", "Verloren"),
    "pt": ("Aberto", "Ganho", "Perdido"),
    "fr": ("Ouvert", "Gagné", "Perdu"),
    "es": ("Abierto", "Ganado", "Perdido"),
    "pl": ("Otwarta", "Wygrana", "Przegrana"),
    "en": ("Open", "Won", "Lost"),
    "api": ("open", "won", "lost"),
}
_PLACES = {"open": 0, "won": 1, "lost": 2, "dropped": 2}


def _cells(deal: Deal, headers: dict[str, str], language: str) -> Cells:
    """The fields that this language's export has, under its headers."""
    plain = pipedrive.cells(deal)
    fields = {
        "id": pipedrive_id(deal.number),
        "title": deal.name,
        "owner": deal.owner,
        "value": money(deal.amount),
        "currency": deal.currency,
        "organization": plain["Deal - Organization"],
        "person": deal.person,
        "pipeline": deal.pipeline,
        "stage": deal.stage,
        "status": STATUS[language][_PLACES[deal.outcome]],
        "created": plain["Deal - Deal created"],
        "moved": plain["Deal - Last stage change"],
        "won": plain["Deal - Won time"],
        "lost": plain["Deal - Lost time"],
        "closed": plain["Deal - Deal closed on"],
        "reason": plain["Deal - Lost reason"],
        "expected": plain["Deal - Expected close date"],
    }
    return {header: fields[name] for name, header in headers.items()}


def import_style(deals: list[Deal]) -> bytes:
    """The older English headers, which are also those of the import template."""
    return text_file(_cells(deal, IMPORT_STYLE, "en") for deal in deals)


def german(deals: list[Deal]) -> bytes:
    """No column of currencies is attested: deals in euros only."""
    return text_file(_cells(deal, GERMAN, "de") for deal in _euros(deals))


def portuguese(deals: list[Deal]) -> bytes:
    """As the Brazilian one is read by public code."""
    return text_file(_cells(deal, PORTUGUESE, "pt") for deal in deals)


def french(deals: list[Deal]) -> bytes:
    """As saved again from a French spreadsheet: semicolons, decimal commas, days first."""
    return text_file((_french(deal) for deal in _euros(deals)), separator=";", line_end="\r\n")


def _french(deal: Deal) -> Cells:
    row = _cells(deal, FRENCH, "fr")
    row[FRENCH["value"]] = "" if deal.amount is None else _comma(deal.amount)
    moments = {"created": deal.created_at, "won": None, "lost": None}
    moments[{"won": "won", "open": ""}.get(deal.outcome, "lost")] = deal.closed_at
    for name in ("created", "won", "lost"):
        row[FRENCH[name]] = _day_first(moments[name])
    return row


def spanish(deals: list[Deal]) -> bytes:
    """No closing date and no pipeline is attested: B2B deals only."""
    return text_file(_cells(deal, SPANISH, "es") for deal in deals if deal.pipeline == "B2B")


def polish(deals: list[Deal]) -> bytes:
    """Of these headers only that of the title is attested; the others are made up."""
    return text_file(_cells(deal, POLISH, "pl") for deal in _euros(deals))


def api(deals: list[Deal]) -> bytes:
    """What the API says of a deal; names where it has ids of pipelines and stages, as loaders join them."""
    return text_file(_cells(deal, API, "api") | {"deleted": "false"} for deal in deals)


def _euros(deals: list[Deal]) -> list[Deal]:
    return [deal for deal in deals if deal.currency == "EUR"]


def _comma(amount: float) -> str:
    return f"{amount:,.2f}".replace(",", "\u202f").replace(".", ",")


def _day_first(moment: datetime | None) -> str:
    return "" if moment is None else moment.strftime("%d/%m/%Y %H:%M")


FILES = {
    "pipedrive_import_style.csv": import_style,
    "pipedrive_german.csv": german,
    "pipedrive_portuguese.csv": portuguese,
    "pipedrive_french.csv": french,
    "pipedrive_spanish.csv": spanish,
    "pipedrive_polish.csv": polish,
    "pipedrive_api.csv": api,
}
