"""suitecrm_en.csv, suitecrm_pl.csv: the B2B deals as SuiteCRM exports its list.

Dates and numbers are written as the user's settings say, amounts with the sign of their currency, and
`Currency` is the id of a record. Won and lost are sales stages; where a closed deal was before is not told.
"""

from collections.abc import Callable
from datetime import date, datetime

from .. import company as co
from ..crm import probability
from ..deals import Deal
from ..small import text_file, whole_name
from .odoo import MOST, chosen

STAGES = {
    "en": "Prospecting|Qualification|Proposal/Price Quote|Negotiation/Review|Contract|Closed Won|Closed Lost",
    "pl": "Badanie rynku|Kwalifikacja|Oferta|Negocjacje|Umowa|Zamknięta - wygrana|Zamknięta - przegrana",
}
SIGNS = {"EUR": "€", "USD": "$"}
CURRENCY_IDS = {"EUR": "-99", "USD": "5b1c0e9a-2f6d-4a77-9d3e-6c8f00a1b2c3"}


def stage_of(deal: Deal, language: str) -> str:
    *stages, won, lost = STAGES[language].split("|")
    here = dict(zip(co.STAGES["B2B"], stages, strict=True))[deal.stage]
    return {"open": here, "won": won}.get(deal.outcome, lost)


def close_day(deal: Deal) -> date:
    return deal.closed_at.date() if deal.closed_at else deal.expected_close


def record_id(deal: Deal) -> str:
    return f"{deal.number:08x}-0000-4000-8000-{deal.number * 7919:012x}"


def english(deal: Deal) -> dict[str, str]:
    """All columns of the list export, in their order."""

    def stamp(moment: datetime) -> str:
        return f"{moment:%m/%d/%Y %I:%M} {moment:%p}".replace("AM", "am").replace("PM", "pm")

    def amount(value: float | None, sign: str) -> str:
        return "" if value is None else f"{sign}{value:,.2f}"

    return {
        "Opportunity Name": deal.name,
        "ID": record_id(deal),
        "Opportunity Amount": amount(deal.amount, SIGNS[deal.currency]),
        "Currency": CURRENCY_IDS[deal.currency],
        "Expected Close Date": f"{close_day(deal):%m/%d/%Y}",
        "Sales Stage": stage_of(deal, "en"),
        "Probability (%)": str(probability(deal)),
        "Next Step": "",
        "Opportunity Type": deal.deal_type,
        "Account Name": whole_name(deal),
        "Description": "",
        "Amount": amount(deal.value, "€"),
        "Lead Source": deal.source,
        "campaign_id": "",
        "Assigned User Name": deal.owner,
        "Assigned User ID": f"user-{list(co.TEAMS).index(deal.owner) + 1}",
        "Date Created": stamp(deal.created_at),
        "Date Modified": stamp(deal.last_activity_at or deal.created_at),
        "Created By ID": "1",
        "Modified By ID": "1",
        "Deleted": "0",
    }


def polish(deal: Deal) -> dict[str, str]:
    """Four attested labels (name, amount, stage, close) and the source; the other headers are assumed."""
    amount = (
        ""
        if deal.value is None
        else f"{deal.value:,.2f} €".replace(",", "\u00a0").replace(".", ",")
    )
    return {
        "Nazwa szansy sprzedaży": deal.name,
        "ID": record_id(deal),
        "Kwota Szansy sprzedaży": amount,
        "Zakończenie": f"{close_day(deal):%d.%m.%Y}",
        "Etap sprzedaży": stage_of(deal, "pl"),
        "Prawdopodobieństwo (%)": str(probability(deal)),
        "Nazwa klienta": whole_name(deal),
        "Źródło pozyskania": deal.source,
        "Przydzielono do": deal.owner,
        "Data utworzenia": f"{deal.created_at:%d.%m.%Y %H:%M}",
    }


def in_english(deals: list[Deal]) -> bytes:
    return text_file(map(english, chosen(deals)), quote_all=True, line_end="\r\n")


def in_polish(deals: list[Deal]) -> bytes:
    """With a semicolon, and with the mark that the option "Excel compatible" adds."""
    rows = map(polish, chosen(deals, MOST))
    return text_file(rows, quote_all=True, line_end="\r\n", separator=";", encoding="utf-8-sig")


FILES: dict[str, Callable[[list[Deal]], bytes]] = {
    "local/suitecrm_en.csv": in_english,
    "local/suitecrm_pl.csv": in_polish,
}
