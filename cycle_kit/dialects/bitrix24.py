"""Bitrix24: the list of deals (Russian, English), deals with the names of its interface, the BI dataset, stage history.

Headers: a reader of real exports per language (the list), the vendor's help (interface, dataset and history). In
these STAGE_SEMANTIC_ID says how a deal stands: P in progress, S success, F failure; and CLOSEDATE is the planned
day until the deal is closed, and then the day when it was.
"""

from types import MappingProxyType

from cycle_kit.dialects.dialect import Dialect

SEMANTICS = MappingProxyType({"P": "open", "S": "won", "F": "lost"})

EXPORT = (
    "BI connector: the datasets crm_deal and crm_deal_stage_history as CSV, the second given as history=. "
    "Or CRM > Deals > list, filter reset (also finished deals), all columns > Export, CSV: no history, and "
    "no closing dates."
)

RUSSIAN = {
    "deal_id": ("ID",),
    "name": ("Название", "Название сделки"),
    "account": ("Компания", "Контакт"),
    "pipeline": ("Воронка", "Направление"),
    "owner": ("Ответственный",),
    "stage": ("Стадия сделки", "Стадия"),
    "is_closed": ("Сделка закрыта", "Закрыта"),
    "amount": ("Сумма", "Сумма сделки"),
    "currency": ("Валюта",),
    "probability": ("Вероятность",),
    "created_at": ("Дата создания",),
    "expected_close": ("Предполагаемая дата закрытия",),
    "source": ("Источник",),
    "deal_type": ("Тип", "Тип сделки"),
}

ENGLISH = {
    "deal_id": ("ID",),
    "name": ("Deal Name", "Name"),
    "account": ("Company", "Contact"),
    "pipeline": ("Pipeline",),
    "owner": ("Responsible", "Responsible person"),
    "stage": ("Stage", "Deal stage"),
    "is_closed": ("Closed",),
    "amount": ("Income", "Amount", "Total"),
    "currency": ("Currency",),
    "probability": ("Probability",),
    "created_at": ("Created", "Created on"),
    "expected_close": ("Assumed close date",),
    "lost_reason": ("Reason for Loss",),
    "source": ("Source",),
    "deal_type": ("Type", "Deal type"),
}

DATASET = {
    "deal_id": ("ID",),
    "name": ("TITLE",),
    "account": ("COMPANY_NAME", "COMPANY_TITLE", "CONTACT_NAME", "COMPANY_ID", "CONTACT_ID"),
    "pipeline": ("CATEGORY", "CATEGORY_NAME", "CATEGORY_ID"),
    "owner": ("ASSIGNED_BY_NAME", "ASSIGNED_BY", "ASSIGNED_BY_ID"),
    "stage": ("STAGE", "STAGE_NAME"),
    "stage_id": ("STAGE_ID",),
    "status": ("STAGE_SEMANTIC_ID", "STAGE_SEMANTIC"),
    "is_closed": ("CLOSED",),
    "amount": ("OPPORTUNITY",),
    "currency": ("CURRENCY_ID",),
    "probability": ("PROBABILITY",),
    "created_at": ("DATE_CREATE", "CREATED_TIME"),
    "close_date": ("CLOSEDATE",),
    "stage_changed_at": ("MOVED_TIME",),
    "last_activity_at": ("LAST_ACTIVITY_TIME",),
    "source": ("SOURCE", "SOURCE_NAME", "SOURCE_ID"),
    "deal_type": ("TYPE", "TYPE_NAME", "TYPE_ID"),
}

#: the interface has ids of stages only
REST = {"stage": ("STAGE_ID",)} | {
    name: headers for name, headers in DATASET.items() if name != "stage"
}

HISTORY = {
    "deal_id": ("OWNER_ID", "DEAL_ID"),
    "stage": ("STAGE_ID",),
    "status": ("STAGE_SEMANTIC_ID",),
    "entered_at": ("CREATED_TIME", "DATE_CREATE"),
}

OF_BITRIX24 = ("STAGE_SEMANTIC_ID", "ASSIGNED_BY_ID", "ASSIGNED_BY_NAME")

DIALECTS = (
    Dialect(
        crm="bitrix24",
        title="Bitrix24",
        language="ru",
        tells=(
            ("Название", "Название сделки"),
            ("Стадия сделки", "Стадия"),
            ("Предполагаемая дата закрытия", "Группа стадии", "Повторная сделка"),
        ),
        unless=("Статус", "Дата закрытия"),  # a list kept by hand
        columns=RUSSIAN,
        dates="dmy",
        export=EXPORT,
    ),
    Dialect(
        crm="bitrix24",
        title="Bitrix24",
        tells=(("Assumed close date",), ENGLISH["name"], ENGLISH["stage"], ENGLISH["owner"]),
        unless=("Close Date",),
        columns=ENGLISH,
        dates="dmy",
        export=EXPORT,
    ),
    Dialect(
        crm="bitrix24",
        title="Bitrix24",
        language="technical",
        tells=(DATASET["name"], DATASET["stage"], OF_BITRIX24),
        columns=DATASET,
        outcomes=SEMANTICS,
        closed_stages=True,
        export=EXPORT,
    ),
    Dialect(
        crm="bitrix24",
        title="Bitrix24",
        language="technical",
        tells=(REST["name"], REST["stage"], OF_BITRIX24),
        unless=DATASET["stage"],
        columns=REST,
        outcomes=SEMANTICS,
        closed_stages=True,
        export=EXPORT,
    ),
    Dialect(
        crm="bitrix24",
        title="Bitrix24",
        table="history",
        language="technical",
        tells=(
            ("OWNER_ID", "DEAL_ID"),
            ("STAGE_ID",),
            HISTORY["entered_at"],
            ("STAGE_SEMANTIC_ID", "OWNER_ID"),
        ),
        unless=("TITLE",),
        columns=HISTORY,
        outcomes=SEMANTICS,
        export=EXPORT,
    ),
)
