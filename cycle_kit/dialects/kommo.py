"""Kommo, formerly amoCRM: the export of deals with Russian headers. No ids, no stage history.

Headers: the vendor's help pages; the English ones are not known. Won and lost are stages; an open deal's
closing date is the text "не закрыта" (see `cycle_kit.values.blanks`).
"""

from cycle_kit.dialects.dialect import Dialect

EXPORT = (
    "Сделки > список > фильтр: все этапы, также «Успешно реализовано» и «Закрыто и не реализовано» (без них "
    "в файле нет закрытых сделок) > Экспорт, CSV или Excel. The file has no stage history: keep a dated "
    "export every week in one folder and load the folder."
)

RUSSIAN = {
    "deal_id": ("ID",),  # in backups only
    "name": ("Название сделки",),
    "account": ("Компания", "Основной контакт"),
    "owner": ("Ответственный",),
    "stage": ("Статус сделки", "Этап сделки"),
    "amount": ("Бюджет",),
    "created_at": ("Дата создания",),
    "closed_at": ("Дата закрытия",),
}

DIALECTS = (
    Dialect(
        crm="kommo",
        title="Kommo (amoCRM)",
        language="ru",
        tells=(
            ("Название сделки",),
            ("Статус сделки", "Этап сделки"),
            ("Основной контакт", "Бюджет", "Дата закрытия"),
        ),
        columns=RUSSIAN,
        dates="dmy",
        export=EXPORT,
    ),
)
