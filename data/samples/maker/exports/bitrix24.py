"""bitrix24_deals.csv and bitrix24_english.csv (the lists, B2B), bitrix24_rest.csv (the names of the interface),
bitrix24_bi_deals.csv and bitrix24_bi_history.csv (both pipelines).

A deal that failed stands in a stage of failure; disqualified deals have one of their own, and are lost too.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from .. import company as co
from ..crm import moves
from ..deals import Deal
from ..small import text_file, whole_name
from .odoo import chosen

NAMES = {
    "New": "Новая",
    "Qualified": "Квалификация",
    "Proposal": "Коммерческое предложение",
    "Negotiation": "Переговоры",
    "Contract": "Договор",
    "Inquiry": "Заявка",
    "Consultation": "Консультация",
    "Offer": "Предложение",
    co.WON: "Сделка успешна",
    co.LOST: "Сделка провалена",
    co.DROPPED: "Не наш клиент",
}
IDS = {
    "B2B": {
        "New": "NEW",
        "Qualified": "PREPARATION",
        "Proposal": "PREPAYMENT_INVOICE",
        "Negotiation": "EXECUTING",
        "Contract": "FINAL_INVOICE",
        co.WON: "WON",
        co.LOST: "LOSE",
        co.DROPPED: "APOLOGY",
    },
    "B2C": {
        "Inquiry": "C1:NEW",
        "Consultation": "C1:PREPARATION",
        "Offer": "C1:EXECUTING",
        co.WON: "C1:WON",
        co.LOST: "C1:LOSE",
        co.DROPPED: "C1:APOLOGY",
    },
}
CATEGORY = {"B2B": "0", "B2C": "1"}
SEMANTIC = {co.WON: "S", co.LOST: "F", co.DROPPED: "F"}


def last(deal: Deal) -> str:
    """The stage, or the final one."""
    return moves(deal)[-1][0]


def listed(deal: Deal) -> dict[str, str]:
    return {
        "ID": str(deal.number),
        "Название": deal.name,
        "Стадия сделки": NAMES[co.LOST if deal.outcome == "dropped" else last(deal)],
        "Сумма": "" if deal.value is None else f"{deal.value:.2f}",
        "Валюта": co.BASE,
        "Ответственный": deal.owner,
        "Тип": "Продажа",
        "Группа": "",
        "Дата начала": f"{deal.created_at:%d.%m.%Y}",
        "Предполагаемая дата закрытия": f"{deal.expected_close:%d.%m.%Y}",
        "Дата создания": f"{deal.created_at:%d.%m.%Y %H:%M:%S}",
        "Дата изменения": f"{deal.last_activity_at:%d.%m.%Y %H:%M:%S}",
        "Компания": whole_name(deal),
        "Источник": deal.source,
    }


def in_english(deal: Deal) -> dict[str, str]:
    ended = {co.WON: "Deal won", co.LOST: "Deal lost", co.DROPPED: "Deal lost"}
    return {
        "ID": str(deal.number),
        "Pipeline": deal.pipeline,
        "Stage": ended.get(last(deal), last(deal)),
        "Responsible": deal.owner,
        "Deal Name": deal.name,
        "Type": "Sale",
        "Source": deal.source,
        "Income": "" if deal.value is None else f"{deal.value:.2f}",
        "Currency": "Euro",
        "Company": whole_name(deal),
        "Closed": "no" if deal.outcome == "open" else "yes",
        "Created": f"{deal.created_at:%d.%m.%Y %I:%M:%S %p}".lower(),
        "Modified": f"{deal.last_activity_at:%d.%m.%Y %I:%M:%S %p}".lower(),
        "Start date": f"{deal.created_at:%d.%m.%Y}",
        "Assumed close date": f"{deal.expected_close:%d.%m.%Y}",
    }


def rest(deal: Deal) -> dict[str, str]:
    """As the interface lists deals: an open deal's CLOSEDATE is planned, a closed one's is when it was closed."""
    closes = deal.closed_at or datetime.combine(deal.expected_close, datetime.min.time())
    return {
        "ID": str(deal.number),
        "TITLE": deal.name,
        "TYPE_ID": "SALE",
        "STAGE_ID": IDS[deal.pipeline][last(deal)],
        "STAGE_SEMANTIC_ID": SEMANTIC.get(last(deal), "P"),
        "CATEGORY_ID": CATEGORY[deal.pipeline],
        "OPPORTUNITY": "" if deal.value is None else f"{deal.value:.2f}",
        "CURRENCY_ID": co.BASE,
        "ASSIGNED_BY_ID": deal.owner,
        "DATE_CREATE": f"{deal.created_at:%Y-%m-%dT%H:%M:%S}+00:00",
        "BEGINDATE": f"{deal.created_at:%Y-%m-%dT00:00:00}+00:00",
        "CLOSEDATE": f"{closes:%Y-%m-%dT00:00:00}+00:00",
        "CLOSED": "N" if deal.outcome == "open" else "Y",
    }


def dataset(deal: Deal) -> dict[str, str]:
    at = moves(deal)[-1][1]
    return {
        "ID": str(deal.number),
        "DATE_CREATE": str(deal.created_at),
        "CREATED_BY_NAME": deal.owner,
        "DATE_MODIFY": str(deal.last_activity_at),
        "ASSIGNED_BY_NAME": deal.owner,
        "MOVED_BY_NAME": deal.owner,
        "MOVED_TIME": str(at),
        "LEAD_ID": "",
        "COMPANY_NAME": whole_name(deal) if deal.pipeline == "B2B" else "",
        "CONTACT_NAME": deal.person,
        "TITLE": deal.name,
        "CATEGORY": deal.pipeline,
        "STAGE_ID": IDS[deal.pipeline][last(deal)],
        "STAGE": NAMES[last(deal)],
        "STAGE_SEMANTIC_ID": SEMANTIC.get(last(deal), "P"),
    }


def history(deals: list[Deal]) -> Iterator[dict[str, str]]:
    """A row per entry into a stage: created, moved, final."""
    number = 5000
    for deal in deals:
        for turn, (stage, at) in enumerate(moves(deal)):
            number += 1
            yield {
                "ID": str(number),
                "TYPE_ID": "3" if stage in SEMANTIC else "2" if turn else "1",
                "OWNER_ID": str(deal.number),
                "CREATED_TIME": at.isoformat() + "+00:00",
                "CATEGORY_ID": CATEGORY[deal.pipeline],
                "STAGE_SEMANTIC_ID": SEMANTIC.get(stage, "P"),
                "STAGE_ID": IDS[deal.pipeline][stage],
            }


FILES: dict[str, Callable[[list[Deal]], bytes]] = {
    "local/bitrix24_deals.csv": lambda deals: text_file(
        map(listed, chosen(deals)), separator=";", encoding="utf-8-sig"
    ),
    "local/bitrix24_english.csv": lambda deals: text_file(map(in_english, chosen(deals))),
    "local/bitrix24_rest.csv": lambda deals: text_file(map(rest, deals)),
    "local/bitrix24_bi_deals.csv": lambda deals: text_file(map(dataset, deals)),
    "local/bitrix24_bi_history.csv": lambda deals: text_file(history(deals)),
}
