"""Bitrix24: the list of deals (Russian), the BI dataset of deals, and the rows of its stage history.

Headers: a reader of real exports (the list), the vendor's help (dataset and history). In the dataset
STAGE_SEMANTIC_ID says how a deal stands: P in progress, S success, F failure.
"""

from types import MappingProxyType

from cycle_kit.dialects.dialect import Dialect

SEMANTICS = MappingProxyType({"P": "open", "S": "won", "F": "lost"})

EXPORT = (
    "BI connector: the datasets crm_deal and crm_deal_stage_history as CSV, the second given as history=. "
    "Or CRM > Deals > list, filter reset (also finished deals), all columns > Export, CSV: no history, and "
    "no closing dates."
)

LIST = {
    "deal_id": ("ID",),
    "name": ("Название",),
    "account": ("Компания",),
    "owner": ("Ответственный",),
    "stage": ("Стадия сделки", "Стадия"),
    "amount": ("Сумма",),
    "currency": ("Валюта",),
    "created_at": ("Дата создания",),
    "expected_close": ("Предполагаемая дата закрытия",),
    "source": ("Источник",),
    "deal_type": ("Тип",),
}

DATASET = {
    "deal_id": ("ID",),
    "name": ("TITLE",),
    "account": ("COMPANY_NAME", "CONTACT_NAME"),
    "pipeline": ("CATEGORY",),
    "owner": ("ASSIGNED_BY_NAME",),
    "stage": ("STAGE", "STAGE_ID"),
    "stage_id": ("STAGE_ID",),
    "status": ("STAGE_SEMANTIC_ID",),
    "created_at": ("DATE_CREATE",),
    "stage_changed_at": ("MOVED_TIME",),
}

HISTORY = {
    "deal_id": ("OWNER_ID",),
    "stage": ("STAGE_ID",),
    "status": ("STAGE_SEMANTIC_ID",),
    "entered_at": ("CREATED_TIME",),
}

DIALECTS = (
    Dialect(
        crm="bitrix24",
        title="Bitrix24",
        language="ru",
        tells=(("Название",), ("Стадия сделки", "Стадия"), ("Ответственный", "Сумма")),
        columns=LIST,
        dates="dmy",
        export=EXPORT,
    ),
    Dialect(
        crm="bitrix24",
        title="Bitrix24",
        tells=(("TITLE",), ("STAGE_ID", "STAGE"), ("STAGE_SEMANTIC_ID",)),
        columns=DATASET,
        outcomes=SEMANTICS,
        closed_stages=True,
        export=EXPORT,
    ),
    Dialect(
        crm="bitrix24",
        title="Bitrix24",
        table="history",
        tells=(("OWNER_ID",), ("STAGE_ID",), ("CREATED_TIME",)),
        columns=HISTORY,
        outcomes=SEMANTICS,
        export=EXPORT,
    ),
)
